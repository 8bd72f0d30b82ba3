"""One list out of several messages: whose journey it is, and whether it is there in whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace

from docverify.errors import InputError
from docverify.lists.announced.issues import ManifestFault, ManifestIssue
from docverify.lists.announced.passenger import Journey, PersonRole
from docverify.lists.paxlst.message import PaxlstMessage
from docverify.lists.paxlst.open_message import people_of


def one_journey(messages: Sequence[PaxlstMessage]) -> Journey:
    """The journey of all messages; what one of them leaves out is taken from the others.

    Raises:
        InputError: they are of several journeys.
    """
    journeys = [message.journey for message in messages]
    known = {(one.number, one.departure and one.departure.date()) for one in journeys if one.number}
    by_number = {number for number, _ in known}
    by_day = {when for _, when in known if when is not None}
    if len(by_number) > 1 or len(by_day) > 1:
        raise InputError(
            f"the messages are of {max(len(by_number), len(by_day))} journeys: a manifest is of one; "
            "read them with read_paxlst and divide them"
        )
    together = Journey()
    for one in journeys:
        missing = {
            field.name: getattr(one, field.name)
            for field in fields(Journey)
            if not getattr(together, field.name)
        }
        together = replace(together, **missing)
    return together


def faults_of_parts(messages: Sequence[PaxlstMessage]) -> Iterator[ManifestIssue]:
    """What is wrong with the messages, each by itself and together."""
    for message in messages:
        yield from message.issues
    for role in (PersonRole.PASSENGER, PersonRole.CREW):
        of_role = [message for message in messages if role in dict(message.announced)]
        announced = [dict(message.announced)[role] for message in of_role]
        named = [people_of(message, role) for message in of_role]
        whole = announced and announced[-1] == sum(named)  # each part may count them all
        if announced != named and not whole:
            yield ManifestIssue(ManifestFault.COUNT_PASSENGERS)
    for parts in _lists(messages):
        numbers = sorted({part.part for part in parts})
        last = [part.part for part in parts if part.last]
        if numbers != list(range(1, len(numbers) + 1)) or last != numbers[-1:]:
            yield ManifestIssue(ManifestFault.PARTS_MISSING)


def _lists(messages: Iterable[PaxlstMessage]) -> Iterator[list[PaxlstMessage]]:
    """The messages that say of which list they are which part, list by list."""
    by_list: dict[tuple[str, str], list[PaxlstMessage]] = {}
    for message in messages:
        if message.part:
            by_list.setdefault((message.common, message.kind), []).append(message)
    yield from by_list.values()
