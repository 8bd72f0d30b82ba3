"""Remembers which challenges this process has answered, so that none is answered twice."""

import threading
from collections import OrderedDict
from typing import Final

_MOST: Final = 100_000
"""Nonces, 16 bytes each: challenges last seconds, so that the oldest are long over."""
_SPENT: Final[OrderedDict[str, None]] = OrderedDict()
_LOCK: Final = threading.Lock()


def claim_here(nonce: str) -> bool:
    """Take a nonce: whether nobody in this process took it before."""
    with _LOCK:
        if nonce in _SPENT:
            return False
        _SPENT[nonce] = None
        if len(_SPENT) > _MOST:
            _SPENT.popitem(last=False)
        return True
