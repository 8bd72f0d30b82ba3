"""A network of several classes, some of which are bona fide, as a passive detector."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineFailed
from docverify.evaluation import AttackRates
from docverify.evidence.face import Face
from docverify.liveness.preparation import Preparation
from docverify.networks import Network


class PassiveNetwork:
    """A network of several classes, some of which are bona fide; made by `passive_network`.

    Attributes:
        id: names the file's content and its preparation.
        rates: what its description states.
    """

    def __init__(
        self,
        network: Network,
        preparation: Preparation,
        *,
        bona_fide: tuple[int, ...],
        softmax: bool,
        rates: AttackRates,
        sha256: str,
    ) -> None:
        self._network, self._preparation = network, preparation
        self._bona_fide, self._softmax = bona_fide, softmax
        self.rates = rates
        build = f"{sha256} {preparation} {bona_fide} {softmax}"
        self.id = "passive-" + hashlib.sha256(build.encode()).hexdigest()[:12]

    def score(self, image: NDArray[np.uint8], face: Face) -> float:
        """The share of the bona fide classes, in [0, 1] where the network gives chances."""
        return float(self.classes(image, face)[list(self._bona_fide)].sum())

    def classes(
        self, image: NDArray[np.uint8], face: Face, *, preparation: Preparation | None = None
    ) -> NDArray[np.float64]:
        """(n,) what the network gives, as chances where its description says so.

        Raises:
            EngineFailed: it breaks, or gives something else than one row of classes.
        """
        outputs = self._network.run((preparation or self._preparation).tensor(image, face))
        if outputs[0].ndim != 2 or len(outputs[0]) != 1 or outputs[0].shape[1] <= max(self._bona_fide):
            raise EngineFailed(f"the network must give (1, n) classes; it gave {outputs[0].shape}")
        row = outputs[0][0].astype(np.float64)
        if not self._softmax:
            return np.asarray(row, np.float64)
        chances = np.exp(row - row.max())
        return np.asarray(chances / chances.sum(), np.float64)
