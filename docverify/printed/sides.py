"""What ties the two sides of a card: number and name printed on the front, and the MRZ of the back."""

from collections.abc import Sequence

from docverify.evidence.printed import Agreement, Belonging, PrintedField, PrintedLine, SidesAnswer
from docverify.mrz import Mrz
from docverify.printed.answers import field_answers


def front_agrees(lines: Sequence[PrintedLine], mrz: Mrz) -> SidesAnswer:
    """Whether a card's front belongs to the back whose MRZ was read.

    Number and name must both agree: people share names, and numbers of one series are alike.

    Args:
        lines: of the front.
        mrz: of the back.

    Raises:
        InputError: `lines` are no printed lines, or `mrz` is no parsed MRZ.

    Source: ICAO Doc 9303-5, 4.1 (the front holds the VIZ, the back the MRZ).
    """
    answers = {answer.field: answer for answer in field_answers(lines, mrz)}
    number, name = answers[PrintedField.NUMBER], answers[PrintedField.NAME]
    said = {number.agreement, name.agreement}
    if said == {Agreement.AGREES}:
        return SidesAnswer(Belonging.BELONGS, "Number and name are those of the MRZ.", number, name)
    if Agreement.DIFFERS in said and Agreement.AGREES not in said:
        reason = "Number or name surely are others than the MRZ's, and neither agrees."
        return SidesAnswer(Belonging.DOES_NOT, reason, number, name)
    reason = "Number and name were not both found on the front."
    if Agreement.DIFFERS in said:
        reason = "One of number and name agrees with the MRZ, and the other differs."
    return SidesAnswer(Belonging.NOT_TOLD, reason, number, name)
