"""Manifests: who is announced on a journey; read, checked, and matched with documents."""

from docverify.lists.manifest.births import BirthAgreement
from docverify.lists.manifest.completeness import ManifestCheck
from docverify.lists.manifest.manifest import Manifest, Reconciliation
from docverify.lists.manifest.matching import PassengerMatch
from docverify.lists.manifest.names import NameAgreement
from docverify.lists.manifest.numbers import NumberAgreement

__all__ = [
    "BirthAgreement",
    "Manifest",
    "ManifestCheck",
    "NameAgreement",
    "NumberAgreement",
    "PassengerMatch",
    "Reconciliation",
]
