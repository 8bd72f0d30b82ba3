"""Checks that nothing in this version can perform: reports name them, so that it is said."""

from docverify.verification.check import Check
from docverify.verification.words import Group

CHECKS = tuple(
    Check(name=name, title=title, group=group, needs=(), ask=None, reasons=())
    for name, title, group in (
        ("chip", "chip", Group.DOCUMENT),
        ("document_presentation", "document is an original", Group.PAGE),
    )
)
