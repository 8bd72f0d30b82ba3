"""SFace with its costliest matrices in 8 bits: a fifth faster in all, its error rates measured apart."""

from docverify.faces.engines import sface
from docverify.faces.engines.protocols import Engine


def make_engine(*, threads: int) -> Engine:
    """YuNet and the 8-bit SFace with so many threads each; a build of its own, with its own calibration."""
    return sface.make_engine("sface-int8", threads=threads)
