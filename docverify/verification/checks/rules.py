"""What a policy may ask beyond a sound document: an accepted State, validity left, a least age."""

from datetime import date

from docverify.mrz import DateKind
from docverify.verification.case import Case
from docverify.verification.check import Answer, document_check, failed, not_performed, passed
from docverify.verification.checks.dates import possible_days
from docverify.verification.trust import certain, proves

NO_RULE = not_performed("no_rule", "The policy states no rule about it.", demanded_of_nobody=True)

_STATE = passed("state_accepted", "Documents of this State are accepted.")
_OTHER_STATE = failed("state_not_accepted", "Documents of this State are not accepted.")
_STATE_DOUBTFUL = not_performed(
    "state_doubtful", "This State seems not to be accepted, but it is in doubt: take the picture again."
)


def _state(case: Case) -> Answer:
    assert case.mrz is not None  # noqa: S101 - it is needed
    if case.policy.states is None:
        return Answer(NO_RULE)
    if case.policy.accepts_state(case.mrz.issuing_state.value):
        return Answer(_STATE)
    return Answer(_OTHER_STATE if certain(case, case.mrz.issuing_state.span) else _STATE_DOUBTFUL)


_LONG_ENOUGH = passed("valid_long_enough", "The document is valid long enough.")
_TOO_SHORT = failed("not_valid_long_enough", "The document is valid for less than {months} months.")
_LENGTH_OPEN = not_performed("validity_left_open", "How long the document is valid cannot be told.")


def _long_enough(case: Case) -> Answer:
    """Whether the document stays valid for the months that the policy asks, the last day included."""
    assert case.mrz is not None  # noqa: S101 - it is needed
    months = case.policy.months_left
    if months is None:
        return Answer(NO_RULE)
    expiry = case.mrz.date_of_expiry
    known = expiry.date is not None and expiry.date.kind is not DateKind.UNKNOWN
    days = possible_days(expiry.date) if expiry.date is not None and known else []
    if not days or not proves(case, expiry.name):
        return Answer(_LENGTH_OPEN)
    needed = _after(case.at, months)
    words = {"months": str(months)}
    if all(first >= needed for first, _ in days):
        return Answer(_LONG_ENOUGH, {"months": months})
    return Answer(
        _TOO_SHORT if all(last < needed for _, last in days) else _LENGTH_OPEN, {"months": months}, words
    )


_OLDEST_TRAVELLER = 110
"""Years: where two-digit years leave two centuries open, nobody older stands before a kiosk, so that a child
is not taken for somebody a century older."""
_OLD_ENOUGH = passed("old_enough", "The holder is old enough.")
_TOO_YOUNG = failed("too_young", "The holder is younger than {years}.")
_AGE_OPEN = not_performed("age_open", "How old the holder is cannot be told.")


def _old_enough(case: Case) -> Answer:
    """Whether the holder has reached the age that the policy asks, on the day of the check."""
    assert case.mrz is not None  # noqa: S101 - it is needed
    years = case.policy.least_age
    if years is None:
        return Answer(NO_RULE)
    birth = case.mrz.date_of_birth
    days = possible_days(birth.date) if birth.date is not None else []
    alive = [day for day in days if day[1].year >= case.at.year - _OLDEST_TRAVELLER]
    days = alive or days
    if not days or not proves(case, birth.name):
        return Answer(_AGE_OPEN)
    reached = [(_after(first, 12 * years), _after(last, 12 * years)) for first, last in days]
    words = {"years": str(years)}
    if all(last <= case.at for _, last in reached):
        return Answer(_OLD_ENOUGH, {"years": years})
    young = all(first > case.at for first, _ in reached)
    return Answer(_TOO_YOUNG if young else _AGE_OPEN, {"years": years}, words)


def _after(day: date, months: int) -> date:
    """The day so many months later; where its month is shorter, the first of the month after."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    try:
        return date(year, month + 1, day.day)
    except ValueError:  # 31 of a month of 30 days: 9999 has no month after December, but December has 31
        return date(year, month + 2, 1)


CHECKS = (
    document_check(
        "state_accepted", "State accepted", _state, (_STATE, _OTHER_STATE, _STATE_DOUBTFUL, NO_RULE)
    ),
    document_check(
        "valid_long_enough",
        "valid long enough",
        _long_enough,
        (_LONG_ENOUGH, _TOO_SHORT, _LENGTH_OPEN, NO_RULE),
    ),
    document_check("old_enough", "old enough", _old_enough, (_OLD_ENOUGH, _TOO_YOUNG, _AGE_OPEN, NO_RULE)),
)
