"""The HTTP service: `docverify serve`, or an application of one's own on `create_app`.

Needs the extra `service`. Names are imported when they are first used: the processes that work on pictures
import parts of this package too, and need no web framework.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from docverify.errors import EngineMissing

if TYPE_CHECKING:
    from docverify.service.app import create_app
    from docverify.service.settings import Settings

__all__ = ["Settings", "create_app"]

_HOMES: Final = {"create_app": "app", "Settings": "settings"}
_NEEDED: Final = {
    "fastapi": "fastapi",
    "uvicorn": "uvicorn",
    "httptools": "httptools",
    "websockets": "websockets",
    "python_multipart": "python-multipart",
}
"""What is imported, and the package that brings it."""


def __getattr__(name: str) -> object:
    """Import a public name, if what it needs is there."""
    if name not in _HOMES:
        raise AttributeError(f"module 'docverify.service' has no attribute {name!r}")
    check_installed()
    value: object = getattr(import_module(f"docverify.service.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def check_installed() -> None:
    """Refuse to begin without what the extra brings.

    Raises:
        EngineMissing: something is not installed; the message names the extra.
    """
    missing = [package for module, package in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise EngineMissing(f"the service needs {', '.join(missing)}: pip install 'docverify[service]'")
