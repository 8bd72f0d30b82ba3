"""Lists of documents and of names, and manifests: text only."""

from docverify.lists.announced.issues import ManifestFault, ManifestIssue
from docverify.lists.announced.passenger import AnnouncedDocument, Journey, Passenger, PersonRole
from docverify.lists.documents.document_list import DocumentList
from docverify.lists.documents.entry import DocumentEntry
from docverify.lists.lists import Lists
from docverify.lists.manifest import (
    BirthAgreement,
    Manifest,
    ManifestCheck,
    NameAgreement,
    NumberAgreement,
    PassengerMatch,
    Reconciliation,
)
from docverify.lists.names.entry import NameEntry
from docverify.lists.names.name_list import NameList
from docverify.lists.names.reasons import NameReason
from docverify.lists.paxlst import PaxlstInterchange, PaxlstMessage, read_paxlst, write_paxlst
from docverify.lists.reading import read_documents, read_names

__all__ = [
    "AnnouncedDocument",
    "BirthAgreement",
    "DocumentEntry",
    "DocumentList",
    "Journey",
    "Lists",
    "Manifest",
    "ManifestCheck",
    "ManifestFault",
    "ManifestIssue",
    "NameAgreement",
    "NameEntry",
    "NameList",
    "NameReason",
    "NumberAgreement",
    "Passenger",
    "PassengerMatch",
    "PaxlstInterchange",
    "PaxlstMessage",
    "PersonRole",
    "Reconciliation",
    "read_documents",
    "read_names",
    "read_paxlst",
    "write_paxlst",
]
