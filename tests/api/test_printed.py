"""The printed zone of whole pictures: sound pages agree, altered ones never do, however they are pictured.

Most tests read by `Oracle`, which knows what stands where: they are about all but the networks. The last ones
read large, clean pages of the common design with the networks that ship.
"""

import json
import time
from dataclasses import dataclass, replace
from datetime import date

import jsonschema
import numpy as np
import pytest

import docverify as dv
from docverify.evidence import Belonging
from docverify.mrz import MrzFormat
from docverify.specimens import Holder, Side, Style, random_holder
from docverify.specimens.alter import altered
from tests.printed.oracle import OPEN_INK, Oracle, take

ANNA = Holder(
    "ERIKSSON",
    "ANNA MARIA",
    "L898902C3",
    date_of_birth=date(1974, 8, 12),
    sex="F",
    date_of_expiry=date(2034, 4, 15),
)
AGREES, DIFFERS = dv.Agreement.AGREES, dv.Agreement.DIFFERS
FIELDS = list(dv.PrintedField)
DATES_AND_NUMBER = (dv.PrintedField.NUMBER, dv.PrintedField.BIRTH, dv.PrintedField.EXPIRY)
BLANK = np.full((300, 400, 3), 200, np.uint8)


def read(*taken, **options):
    """What is read of captures by their truth."""
    options = {"print_engine": Oracle(taken)} | options
    return dv.read_printed([one.image for one in taken], **options)


def said(reading):
    return {one.field: one.agreement for one in reading.printed.answers}


def inside(quad, around):
    """Whether a quad's middle lies in another one, given in its reading order."""
    edges = np.roll(around, -1, axis=0) - around
    to = quad.mean(axis=0) - around
    return bool((edges[:, 0] * to[:, 1] - edges[:, 1] * to[:, 0] >= 0).all())


class TestSoundPages:
    """Print that says what the MRZ says."""

    @pytest.mark.parametrize("layout", [MrzFormat.TD3, MrzFormat.TD2, MrzFormat.MRVA, MrzFormat.MRVB])
    @pytest.mark.parametrize("rotation", [0.0, 180.0])
    def test_every_field_agrees(self, layout, rotation):
        taken = take(2, layout=layout, holder=ANNA, conditions={"rotation": rotation})
        answers = said(read(taken))
        not_printed = {dv.PrintedField.EXPIRY, dv.PrintedField.SEX} if "MRV" in layout.value else set()
        assert [field for field in FIELDS if answers[field] is not AGREES and field not in not_printed] == []
        assert DIFFERS not in answers.values()

    @pytest.mark.parametrize(
        "pose",
        [{"rotation": angle} for angle in (37.0, 90.0, 143.0, 270.0)]
        + [{"tilt": 25.0, "tilt_direction": angle} for angle in (20.0, 110.0)],
        ids=str,
    )
    def test_turned_and_tilted_pictures_agree(self, pose):
        assert set(said(read(take(3, holder=ANNA, conditions=pose))).values()) == {AGREES}

    def test_places_are_where_it_is_printed(self):
        taken = take(4, holder=ANNA, conditions={"rotation": 30.0})
        answer = read(taken).printed.answer(dv.PrintedField.NUMBER)
        (truth,) = [one for one in taken.printed if one.field == "number" and one.kind == "value"]
        assert answer.picture == 0
        assert len(answer.quads) == 1
        assert inside(answer.quads[0], truth.quad)

    def test_the_lines_are_those_of_the_page_and_not_of_the_mrz(self):
        taken = take(5, holder=ANNA)
        lines = read(taken).printed.lines
        values = {one.text for one in taken.printed if one.kind == "value"}
        assert {line.text for line in lines} & values >= {"ERIKSSON", "ANNA MARIA", "L898902C3"}
        assert not any("<<" in line.text for line in lines)
        for line in lines:
            assert -6 <= line.box[0] <= line.box[2] <= 131
            assert -6 <= line.box[1] <= line.box[3] <= 94

    def test_reading_stops_as_soon_as_everything_agrees(self):
        everything = read(take(6, holder=ANNA)).printed
        assert all(line.height >= 1.5 for line in everything.lines)
        strange = read(take(6, holder=ANNA, printed=replace(ANNA, sex="M"))).printed
        assert len(strange.lines) > len(everything.lines)

    def test_the_day_resolves_the_years(self):
        taken = take(7, holder=ANNA)
        open_, dated = read(taken).reading.mrz, read(taken, at=date(2030, 1, 1)).reading.mrz
        assert dated == open_.on(date(2030, 1, 1)) != open_

    def test_an_open_sex_is_an_x(self):
        taken = take(8, holder=replace(ANNA, sex="X"))
        assert [one.text for one in taken.printed if one.field == "sex" and one.kind == "value"] == ["X"]
        assert said(read(taken))[dv.PrintedField.SEX] is AGREES


@dataclass
class Blinking(Oracle):
    """Looks several times, and at each fails to see the lines that it is told."""

    unseen: tuple = ()

    def looks(self, picture, view, found):
        for unseen in self.unseen:
            yield [("", (), ()) if one[0] in unseen else one for one in self.read(picture, view, found)]


NAMES = ("ERIKSSON", "ANNA MARIA")


class TestLooks:
    """What one look loses another one reads."""

    def test_fields_may_agree_at_different_looks(self):
        taken = take(6, holder=ANNA)
        number = ("L898902C3",)
        for unseen, number_and_name in (
            ((NAMES, number), {AGREES}),
            ((number, NAMES), {AGREES}),
            ((NAMES, NAMES), {AGREES, dv.Agreement.NOT_READ}),
        ):
            answers = said(read(taken, print_engine=Blinking((taken,), unseen=unseen)))
            assert {answers[dv.PrintedField.NUMBER], answers[dv.PrintedField.NAME]} == number_and_name
            assert DIFFERS not in answers.values()

    def test_an_altered_field_agrees_at_none_and_differs_where_one_look_is_sure(self):
        taken = take(6, holder=ANNA, printed=replace(ANNA, document_number="L898902D3"))
        for unseen in ((("L898902D3",), ()), ((), ("L898902D3",))):
            answers = said(read(taken, print_engine=Blinking((taken,), unseen=unseen)))
            assert answers.pop(dv.PrintedField.NUMBER) is DIFFERS
            assert set(answers.values()) == {AGREES}

    def test_the_lines_are_those_of_the_look_that_agrees_in_most(self):
        taken = take(6, holder=replace(ANNA, sex="X"), printed=ANNA)
        for unseen in ((NAMES, (), NAMES), ((), NAMES, NAMES)):
            read_ = read(taken, print_engine=Blinking((taken,), unseen=unseen))
            assert {line.text for line in read_.printed.lines} >= {*NAMES, "L898902C3"}

    def test_the_larger_print_alone_tells_nothing_of_a_page_that_is_not_read_yet(self):
        """Where its captions are smaller, a place of birth of three letters looks like a lone State."""
        lost = ("UTO", "UTOPIA", "UTOPIAN", "PASSPORT / PASSEPORT", "PASSPORT OFFICE NADIR")
        other = dict.fromkeys(lost, "") | {"MERIDIAN": "LUX"}

        class Misread(Oracle):
            def read(self, picture, view, found):
                told = [other.get(text, text) for text, *_ in super().read(picture, view, found)]
                return [(text, (self.chance,) * len(text), ()) for text in told]

        taken = take(6, holder=ANNA)
        assert "MERIDIAN" in {one.text for one in taken.printed}
        answers = said(read(taken, print_engine=Misread((taken,))))
        assert answers.pop(dv.PrintedField.STATE) is dv.Agreement.NOT_READ
        assert set(answers.values()) == {AGREES}

    def test_a_card_whose_front_agrees_at_two_looks_belongs_together(self):
        both = TestCards.sides(1)
        blinking = Blinking(both, unseen=(NAMES, ("L898902C3",)))
        assert read(*both, print_engine=blinking).printed.sides.belonging is Belonging.BELONGS


class TestAlteredPages:
    """One field of the print says otherwise."""

    @pytest.mark.parametrize("field", FIELDS)
    def test_an_altered_field_never_agrees_and_the_others_do(self, field):
        differing = []
        for seed in range(3):
            other = altered(ANNA, field, format=MrzFormat.TD3, rng=np.random.default_rng(seed))
            answers = said(read(take(seed, holder=ANNA, printed=other)))
            differing.append(answers.pop(field))
            assert set(answers.values()) == {AGREES}
        assert AGREES not in differing
        assert DIFFERS in differing

    def test_an_altered_mrz_does_not_agree_either(self):
        other = altered(ANNA, dv.PrintedField.EXPIRY, format=MrzFormat.TD3, rng=np.random.default_rng(1))
        taken = take(1, holder=ANNA, lines=other.lines(MrzFormat.TD3))
        assert said(read(taken))[dv.PrintedField.EXPIRY] is DIFFERS

    def test_where_nothing_can_be_read_nothing_agrees_and_nothing_differs(self):
        class Unsure(Oracle):
            def find(self, view):
                return super().find(view)[:0]

        taken = take(1, holder=ANNA)
        reading = dv.read_printed(taken.image, print_engine=Unsure((taken,)))
        assert set(said(reading).values()) == {dv.Agreement.NOT_READ}

    def test_a_doubtful_reading_never_differs(self):
        for field in FIELDS:
            other = altered(ANNA, field, format=MrzFormat.TD3, rng=np.random.default_rng(2))
            taken = take(2, holder=ANNA, printed=other)
            doubtful = read(taken, print_engine=Oracle((taken,), chance=0.75))
            assert DIFFERS not in said(doubtful).values()


class TestCards:
    """The portrait's side and the MRZ's side of a card."""

    @staticmethod
    def sides(number, holder=ANNA, **options):
        return tuple(
            take(number, layout=MrzFormat.TD1, side=side, holder=holder, **options)
            for side in (Side.FRONT, Side.MRZ)
        )

    @pytest.mark.parametrize("front_first", [True, False])
    def test_front_and_back_of_one_card_belong_together(self, front_first):
        both = self.sides(1)
        printed = read(*(both if front_first else both[::-1])).printed
        assert printed.sides.belonging is Belonging.BELONGS
        assert {one.agreement for one in printed.answers} == {AGREES}
        front = 0 if front_first else 1
        assert printed.sides.number.picture == printed.sides.name.picture == front
        assert printed.answer(dv.PrintedField.NUMBER).picture == front

    def test_front_and_back_of_two_cards_never_do(self):
        told = []
        for seed in range(4):
            stranger = random_holder(MrzFormat.TD1, rng=np.random.default_rng(seed))
            stranger = replace(stranger, document_number="U60411958", surname="ZENITHSDOTTER")
            (front, _), (_, back) = self.sides(seed), self.sides(seed, stranger)
            printed = read(front, back).printed
            told.append(printed.sides.belonging)
            assert printed.answer(dv.PrintedField.NUMBER).agreement is not AGREES
        assert Belonging.BELONGS not in told
        assert Belonging.DOES_NOT in told

    def test_a_front_is_seen_whole_where_a_small_head_is_on_its_right(self, samples):
        portrait = dv.load_image(samples / "portraits" / "astronaut.png")[8:250, 130:320]
        style = Style(portrait_right=True, **OPEN_INK)
        printed = read(*self.sides(1, portrait=np.ascontiguousarray(portrait), style=style)).printed
        assert printed.sides.belonging is Belonging.BELONGS
        assert {line.text for line in printed.lines} >= {"ERIKSSON", "ANNA MARIA", "L898902C3"}

    def test_one_card_both_sides_in_one_picture(self):
        both = take(3, layout=MrzFormat.TD1, side=Side.BOTH, holder=ANNA)
        printed = read(both).printed
        assert printed.sides is not None
        assert printed.sides.belonging is not Belonging.DOES_NOT

    def test_a_back_alone_has_no_front_to_belong_to(self):
        printed = read(self.sides(4)[1]).printed
        assert printed.sides is None
        assert DIFFERS not in {one.agreement for one in printed.answers}


class TestWithoutAPage:
    """Nothing to hold the print against."""

    @pytest.mark.parametrize("engine", ["docverify", Oracle()])
    def test_without_an_mrz_there_is_no_printed_zone(self, engine):
        reading = dv.read_printed(BLANK, print_engine=engine)
        assert reading.printed is None
        assert reading.reading.failure is not None

    def test_with_a_reader_that_places_no_page_there_is_none(self):
        taken = take(1, holder=ANNA)
        reading = read(taken, engine="null")
        assert reading.printed is None
        assert reading.reading.mrz is None


def test_verify_reads_the_print_where_the_policy_asks_and_only_there():
    taken = take(2, holder=ANNA)
    options = {"document": taken.image, "print_engine": Oracle((taken,)), "at": date(2026, 11, 23)}
    report = dv.verify(policy="document", **options)
    assert report.evidence.printed is not None
    assert [(one.name, one.builds) for one in report.engines if one.role == "print"] == [("oracle", ())]
    assert "document.print" in dict(report.timings)
    assert {report.finding(f"printed_{field}_agrees").reason for field in FIELDS} == {"printed_agrees"}
    jsonschema.validate(json.loads(json.dumps(report.to_dict())), dv.report_schema())
    unasked = dv.verify(policy="lenient", **options)
    assert unasked.evidence.printed is None
    assert [one.role for one in unasked.engines] == ["reader", "faces"]
    assert "document.print" not in dict(unasked.timings)


def test_a_policy_may_fail_print_that_differs():
    other = replace(ANNA, date_of_expiry=date(2044, 4, 15))
    taken = take(2, holder=ANNA, printed=other)
    for fails, outcome in ((False, dv.Outcome.INCONCLUSIVE), (True, dv.Outcome.FAILED)):
        policy = dv.Policy(
            required=["mrz_found"], optional=["printed_expiry_agrees"], differing_print_fails=fails
        )
        options = {"policy": policy, "at": date(2026, 11, 23), "print_engine": Oracle((taken,))}
        assert dv.verify(document=taken.image, **options).outcome is outcome


def test_nothing_of_the_page_is_in_a_repr_or_a_report():
    taken = take(2, holder=ANNA)
    reading = read(taken)
    report = dv.verify(document=taken.image, policy="document", print_engine=Oracle((taken,)))
    shown = [
        repr(one) for one in (reading, reading.printed, *reading.printed.lines, *reading.printed.answers)
    ]
    shown += [repr(report), repr(report.evidence), json.dumps(report.to_dict())]
    assert any("ERIKSSON" in line.text for line in reading.printed.lines)
    for text in shown:
        for private in ("ERIKSSON", "ANNA", "L898902C", "12 AUG", "-08-12", "15 APR", "-04-15"):
            assert private not in text


class TestHostilePages:
    """An MRZ is read, and about it stands whatever there is: an answer in bounded time, and no difference."""

    @staticmethod
    def covered(paint):
        """A page whose visual zone was painted over, its MRZ left as it is."""
        taken = take(9, holder=ANNA)
        top = int(taken.line_quads[..., 1].min())
        image = taken.image.copy()
        zone = image[: top - 15]
        zone[...] = paint(zone.shape)
        return image

    PAINTS = {  # noqa: RUF012 - never changed
        "black": lambda shape: np.zeros(shape, np.uint8),
        "white": lambda shape: np.full(shape, 255, np.uint8),
        "noise": lambda shape: np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8),
        "stripes": lambda shape: np.broadcast_to(
            (np.arange(shape[0]) // 7 % 2 * 255).astype(np.uint8)[:, None, None], shape
        ),
        "bars": lambda shape: np.kron(
            np.random.default_rng(2).integers(0, 2, (shape[0] // 8 + 1, shape[1] // 8 + 1)) * 255,
            np.ones((8, 8)),
        )[: shape[0], : shape[1], None].astype(np.uint8),
    }

    @pytest.mark.parametrize("name", PAINTS)
    def test_it_is_answered(self, name):
        image = self.covered(self.PAINTS[name])
        dv.read_printed(BLANK)  # the networks are open
        start = time.process_time()
        reading = dv.read_printed(image)
        assert time.process_time() - start < 20
        assert reading.reading.mrz is not None
        if reading.printed is not None:
            assert not {AGREES, DIFFERS} & set(said(reading).values())

    def test_thousands_of_lines_are_answered_in_bounded_time(self):
        class Crowded(Oracle):
            def find(self, view):
                found = super().find(view) * 200
                return [replace(one) for one in found]

            def read(self, picture, view, found):  # noqa: ARG002 - what every reader of print takes
                return [("12 AUG 1974 L898902C3", (0.99,) * 21, ())] * len(found)

        taken = take(2, holder=ANNA)
        start = time.process_time()
        read(taken, print_engine=Crowded((taken,)))
        assert time.process_time() - start < 20


@pytest.fixture(scope="module")
def sound():
    """Sound pages, read with the networks that ship."""
    return [dv.read_printed(take(seed, holder=ANNA).image) for seed in range(5)]


class TestNetworks:
    """Large and clean pages of the common design, read with what ships."""

    def test_numbers_and_dates_of_sound_pages_agree(self, sound):
        agreed = [said(one)[field] is AGREES for one in sound for field in DATES_AND_NUMBER]
        assert sum(agreed) >= 0.7 * len(agreed)

    def test_nothing_of_a_sound_page_differs(self, sound):
        assert DIFFERS not in {agreement for one in sound for agreement in said(one).values()}

    @pytest.mark.parametrize("rotation", [90.0, 180.0, 270.0])
    def test_pictures_turned_or_upside_down_agree_as_well(self, rotation):
        taken = [take(seed, holder=ANNA, conditions={"rotation": rotation}) for seed in range(2)]
        answers = [said(dv.read_printed(one.image)) for one in taken]
        assert sum(one[field] is AGREES for one in answers for field in DATES_AND_NUMBER) >= 4

    @pytest.mark.parametrize("field", FIELDS)
    def test_an_altered_field_does_not_agree(self, field):
        for seed in range(2):
            other = altered(ANNA, field, format=MrzFormat.TD3, rng=np.random.default_rng(seed))
            answers = said(dv.read_printed(take(seed, holder=ANNA, printed=other).image))
            assert answers[field] is not AGREES

    def test_two_cards_are_not_one(self):
        stranger = replace(ANNA, document_number="U60411958", surname="ZENITHSDOTTER", given_names="BERTA")
        (front, _), (_, back) = TestCards.sides(1), TestCards.sides(1, stranger)
        printed = dv.read_printed([front.image, back.image]).printed
        assert printed.sides is None or printed.sides.belonging is not Belonging.BELONGS
