"""The one gate for untrusted image bytes, and array-in array-out geometry."""

from docverify.imaging.limits import Limits
from docverify.imaging.load import ImageSource, load_image
from docverify.imaging.pages import load_pages

__all__ = ["ImageSource", "Limits", "load_image", "load_pages"]
