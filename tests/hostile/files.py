"""Every hostile file, by name: no name stands for two."""

from tests.hostile import jpegs, others, pdfs, pngs, tiffs
from tests.hostile.made import Makers

FILES: Makers = {
    name: make for group in (jpegs, pngs, tiffs, others, pdfs) for name, make in group.FILES.items()
}
