"""A check is a row: what it is called, what it needs, what it asks, and what it can answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docverify.verification.words import Demand, FindingOutcome, Group

if TYPE_CHECKING:
    from docverify.verification.case import Case

Scalar = str | int | float | bool | None
Number = Scalar | tuple[Scalar, ...]
"""What a finding may hold as evidence: numbers and codes, never text of a document."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a check has its outcome.

    Attributes:
        code: stable, lower_snake, one meaning each.
        outcome: what it means.
        sentence: for a person; may name {words} that the answer fills in.
        demanded_of_nobody: the standard itself leaves out what was asked; a policy that requires the check
            takes this all the same.
        counts_always: it keeps a verification from passing, even where the policy does not name the check or
            waives it: an attack that was seen is not overlooked because nobody asked.
        counts_when_asked: it keeps a verification from passing where the policy names the check at all, if
            only as optional: what need not be seen must not be seen to differ.
    """

    code: str
    outcome: FindingOutcome
    sentence: str
    demanded_of_nobody: bool = False
    counts_always: bool = False
    counts_when_asked: bool = False

    def demand(self, asked: Demand) -> Demand:
        """What is demanded of a check that answers with this, where the policy asks for it so."""
        if asked is Demand.REQUIRED and self.demanded_of_nobody:
            asked = Demand.OPTIONAL
        counts = self.counts_always or (self.counts_when_asked and asked is Demand.OPTIONAL)
        return Demand.REQUIRED if counts else asked


def passed(code: str, sentence: str) -> Reason:
    """A reason that means PASSED."""
    return Reason(code, FindingOutcome.PASSED, sentence)


def failed(code: str, sentence: str, *, counts_always: bool = False) -> Reason:
    """A reason that means FAILED."""
    return Reason(code, FindingOutcome.FAILED, sentence, counts_always=counts_always)


def not_performed(
    code: str,
    sentence: str,
    *,
    demanded_of_nobody: bool = False,
    counts_always: bool = False,
    counts_when_asked: bool = False,
) -> Reason:
    """A reason that means NOT_PERFORMED."""
    return Reason(
        code,
        FindingOutcome.NOT_PERFORMED,
        sentence,
        demanded_of_nobody,
        counts_always,
        counts_when_asked,
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """A reason, the numbers and codes behind it, and the words that its sentence names.

    None of them may hold text of a document.
    """

    reason: Reason
    evidence: Mapping[str, Number] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason's sentence with its words filled in."""
        return self.reason.sentence.format_map(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check.

    Attributes:
        name: stable, lower_snake, as policies and reports have it.
        title: a few words for a person.
        group: what it is about.
        needs: items of the case without which it is not performed: fields of `Evidence`, or "mrz".
        ask: the question; None where nothing in this version can answer it.
        reasons: everything that it can answer.
        after_all: whether it is asked when all others have answered; `case.passed` tells what came of them.
    """

    name: str
    title: str
    group: Group
    needs: tuple[str, ...]
    ask: "Callable[[Case], Answer] | None"
    reasons: tuple[Reason, ...]
    after_all: bool = False


def document_check(
    name: str,
    title: str,
    ask: "Callable[[Case], Answer]",
    reasons: tuple[Reason, ...],
    *,
    needs: tuple[str, ...] = ("mrz",),
) -> Check:
    """A row about the text of the document, which needs that text."""
    return Check(name=name, title=title, group=Group.DOCUMENT, needs=needs, ask=ask, reasons=reasons)
