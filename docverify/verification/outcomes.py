"""The words of a verification: what is checked, how much it counts, and what can come of it."""

from enum import StrEnum


class Check(StrEnum):
    """Everything that is checked, in the order of a report."""

    MRZ_FOUND = "mrz_found"
    FORMAT_KNOWN = "format_known"
    KIND_ACCEPTED = "kind_accepted"
    DOCUMENT_NUMBER_DIGIT = "document_number_digit"
    DATE_OF_BIRTH_DIGIT = "date_of_birth_digit"
    DATE_OF_EXPIRY_DIGIT = "date_of_expiry_digit"
    OPTIONAL_DATA_DIGIT = "optional_data_digit"
    COMPOSITE_DIGIT = "composite_digit"
    DATES_VALID = "dates_valid"
    NOT_EXPIRED = "not_expired"
    PORTRAIT_FOUND = "portrait_found"
    LIVE_FACE_FOUND = "live_face_found"
    FACE_MATCH = "face_match"


class Demand(StrEnum):
    """How much a check counts."""

    REQUIRED = "required"
    """It must be performed and pass."""
    OPTIONAL = "optional"
    """It must not fail; it need not be performed."""
    WAIVED = "waived"
    """It is reported and does not count."""


class FindingOutcome(StrEnum):
    """What came of one check."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    NOT_PERFORMED = "NOT_PERFORMED"
    """What it needs could not be acquired or is in doubt; never counted as passed."""


class Outcome(StrEnum):
    """What came of a verification."""

    PASSED = "PASSED"
    """Every required check passed, and none that counts failed."""
    FAILED = "FAILED"
    """A check that counts failed."""
    INCONCLUSIVE = "INCONCLUSIVE"
    """Nothing failed, and a required check could not be performed."""
