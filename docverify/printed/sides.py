"""What ties the two sides of a card: number and name printed on the front, and the MRZ of the back."""

from collections.abc import Sequence

from docverify.arguments import listed
from docverify.errors import InputError
from docverify.evidence.printed import Agreement, Belonging, FieldAnswer, PrintedField, SidesAnswer


def front_agrees(answers: Sequence[FieldAnswer]) -> SidesAnswer:
    """Whether a card's front belongs to the back whose MRZ was read.

    Number and name must both agree: people share names, and numbers of one series are alike.

    Args:
        answers: what the print of the front says of the fields of the back's MRZ.

    Raises:
        InputError: `answers` are no answers, or number or name is not among them.

    Source: ICAO Doc 9303-5, 4.1 (the front holds the VIZ, the back the MRZ).
    """
    told = {answer.field: answer for answer in listed("answers", answers, FieldAnswer)}
    if not {PrintedField.NUMBER, PrintedField.NAME} <= told.keys():
        raise InputError("answers: number and name must be among them")
    number, name = told[PrintedField.NUMBER], told[PrintedField.NAME]
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
