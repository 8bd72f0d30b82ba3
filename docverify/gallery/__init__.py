"""Galleries of enrolled templates: a register on disk, encrypted, and an exact search of it (1:N)."""

from docverify.gallery.enquiry import Enquiry
from docverify.gallery.gallery import Gallery
from docverify.gallery.index import Change, Found, Index
from docverify.gallery.memory import MemoryIndex
from docverify.gallery.milvus import MilvusIndex
from docverify.gallery.thresholds import most_entries, point_of_search
from docverify.gallery.values import Enrolment, Entry, Purpose

__all__ = [
    "Change",
    "Enquiry",
    "Enrolment",
    "Entry",
    "Found",
    "Gallery",
    "Index",
    "MemoryIndex",
    "MilvusIndex",
    "Purpose",
    "most_entries",
    "point_of_search",
]
