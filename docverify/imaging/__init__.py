"""The one gate for untrusted image bytes, and array-in array-out geometry."""

from docverify.imaging.limits import Limits
from docverify.imaging.load import load_image
from docverify.imaging.pages import load_pages
from docverify.imaging.sources import BinaryFile, ImageSource

__all__ = ["BinaryFile", "ImageSource", "Limits", "load_image", "load_pages"]
