"""Every check, a file for each matter. Adding a check is adding a row to one of them."""

from typing import Final

from docverify.verification.check import Check
from docverify.verification.checks import (
    dates,
    digits,
    faces,
    identified,
    listed,
    liveness,
    manifested,
    page,
    printed,
    referral,
    rules,
    text,
    unasked,
    zone,
)

_FILES = (
    zone,
    text,
    digits,
    dates,
    rules,
    page,
    printed,
    faces,
    liveness,
    identified,
    listed,
    manifested,
    unasked,
    referral,
)
CHECKS: Final[tuple[Check, ...]] = tuple(
    check
    for group in dict.fromkeys(check.group for file in _FILES for check in file.CHECKS)
    for file in _FILES
    for check in file.CHECKS
    if check.group is group
)
"""Every check in the order of a report: the document's text, the page, the faces, the case."""
