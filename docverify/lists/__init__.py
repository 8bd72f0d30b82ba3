"""Lists of documents and of names, and manifests: text only."""

from docverify.lists.announced.issues import ManifestFault, ManifestIssue
from docverify.lists.announced.passenger import AnnouncedDocument, Journey, Passenger, PersonRole
from docverify.lists.manifest import (
    BirthAgreement,
    Manifest,
    ManifestCheck,
    NameAgreement,
    NumberAgreement,
    PassengerMatch,
    Reconciliation,
)
from docverify.lists.paxlst import PaxlstInterchange, PaxlstMessage, read_paxlst, write_paxlst

__all__ = [
    "AnnouncedDocument",
    "BirthAgreement",
    "Journey",
    "Manifest",
    "ManifestCheck",
    "ManifestFault",
    "ManifestIssue",
    "NameAgreement",
    "NumberAgreement",
    "Passenger",
    "PassengerMatch",
    "PaxlstInterchange",
    "PaxlstMessage",
    "PersonRole",
    "Reconciliation",
    "read_paxlst",
    "write_paxlst",
]
