"""Lists of documents and of names, and manifests: text only."""

from docverify.lists.documents.document_list import DocumentList
from docverify.lists.documents.entry import DocumentEntry
from docverify.lists.lists import Lists
from docverify.lists.names.entry import NameEntry
from docverify.lists.names.name_list import NameList
from docverify.lists.names.reasons import NameReason
from docverify.lists.reading import read_documents, read_names

__all__ = [
    "DocumentEntry",
    "DocumentList",
    "Lists",
    "NameEntry",
    "NameList",
    "NameReason",
    "read_documents",
    "read_names",
]
