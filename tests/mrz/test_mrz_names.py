"""Transliteration, truncation, and comparing printed with machine-readable names."""

import pytest

from docverify.errors import InputError
from docverify.mrz import MrzFormat, NameRule, compare_names, compose_mrz, parse_mrz, transliterate, variants
from docverify.mrz.truncation import fit_names


@pytest.mark.parametrize(
    ("name", "variant", "written"),
    [
        ("Müller", "", "MUELLER"),
        ("Müller", "plain", "MULLER"),
        ("Müller", "nxx", "MUXXLLER"),
        ("Åström", "", "AASTROEM"),
        ("Åström", "plain", "ASTROM"),
        ("Ærøskøbing", "", "AEROESKOEBING"),
        ("Weiß", "", "WEISS"),
        ("Þórður", "", "THORDUR"),
        ("Łódź", "", "LODZ"),
        ("Đỗ Thị Nguyễn", "", "DO<THI<NGUYEN"),  # Vietnamese: not in the table, by decomposition
        ("Şəhla", "", "SEHLA"),
        ("Ionuț", "", "IONUT"),
        ("Čapek", "", "CAPEK"),
        ("İbrahim Ilıca", "", "IBRAHIM<ILICA"),
        ("D'Artagnan", "", "DARTAGNAN"),
        ("D’Arc", "", "DARC"),
        ("Marie-Élise", "", "MARIE<ELISE"),
        ("Anna, Maria", "", "ANNA<MARIA"),
        ("J. R. R.", "", "J<R<R"),
        ("St. John", "", "ST<JOHN"),
        ("Gal·la", "", "GALLA"),
        ("Щербаков", "", "SHCHERBAKOV"),
        ("Щербаков", "bulgarian", "SHTERBAKOV"),
        ("Юрий", "", "IURII"),
        ("Ігор Яценко", "ukrainian", "IHOR<YATSENKO"),
        ("Єва Пєтрова", "ukrainian", "YEVA<PIETROVA"),
        ("Живковић", "serbian", "ZIVKOVIC"),
        ("Объедков", "", "OBIEEDKOV"),
        ("Соль", "", "SOL"),
        ("محمد", "", "MXHMD"),
        ("عزّ", "", "EZZ"),  # shadda doubles
        ("فاطمة", "", "FAXTTMXAH"),  # teh marbuta at the end
        ("مُحَمَّد", "", "MXHMMD"),  # vowel marks are not encoded
        ("", "", ""),
    ],
)
def test_transliterate(name, variant, written):
    assert transliterate(name, variant=variant) == written


@pytest.mark.parametrize("name", ["山田", "Παπαδόπουλος", "Henry 8"])
def test_what_has_no_transliteration_is_named_by_its_place(name):
    with pytest.raises(InputError, match=r"letter \d of component") as caught:
        transliterate(name)
    assert name not in str(caught.value)


def test_unknown_variants_are_refused():
    with pytest.raises(InputError, match="there are belarusian"):
        transliterate("A", variant="klingon")
    assert "ukrainian" in variants()


@pytest.mark.parametrize(
    ("viz", "cells", "agrees", "rules"),
    [
        ("Eriksson, Anna Maria", "ERIKSSON<<ANNA<MARIA<<<", True, ()),
        ("Müller, Jörg", "MUELLER<<JOERG<<<", True, (NameRule.TRANSLITERATED,)),
        ("Müller, Jörg", "MULLER<<JORG<<<", True, (NameRule.VARIANT,)),
        ("Müller, Jörg", "MULLER<<JOERG<<<", True, (NameRule.TRANSLITERATED, NameRule.VARIANT)),
        ("Cañón", "CANXXON<<<", True, (NameRule.VARIANT,)),
        ("Ігор", "IHOR<<<", True, (NameRule.VARIANT,)),
        ("Van der Steen, Marianne Louise", "VAN<DER<STEEN<<MARIANNE<LOUISE", True, ()),
        (
            "Van der Steen, Marianne Louise Anna",
            "VAN<DER<STEEN<<MARIANNE<LOUISE",
            True,
            (NameRule.TRUNCATED,),
        ),
        ("Van der Steen, Marianne Louiseanna", "VAN<DER<STEEN<<MARIANNE<LOUISE", True, (NameRule.TRUNCATED,)),
        ("Smith, John", "SMITH<<JO<<<", False, (NameRule.SECONDARY_DIFFERS,)),  # not full: no truncation
        ("Smith, John", "SMYTH<<JOHN<<", False, (NameRule.PRIMARY_DIFFERS,)),
        ("Smith, John", "JOHN<<SMITH<<", False, (NameRule.SWAPPED,)),
        ("Al-Basri, Huda", "ALBASRI<<HUDA<<", False, (NameRule.SPACING,)),
        ("Arkfreith", "ARKFREITH<<<", True, ()),
        ("山田, Taro", "YAMADA<<TARO<<", False, (NameRule.PRIMARY_DIFFERS,)),
        (("", "Anna"), "<<ANNA<<", True, ()),
    ],
)
def test_compare_names(viz, cells, agrees, rules):
    found = compare_names(viz, cells)
    assert (found.agrees, found.rules) == (agrees, rules)


def test_compare_takes_a_parsed_mrz_and_its_name():
    mrz = parse_mrz(compose_mrz(MrzFormat.TD3, surname="Strauß", given_names="Änne", issuing_state="D"))
    assert compare_names("Strauß, Änne", mrz).agrees
    assert compare_names(("Strauß", "Änne"), mrz.name).agrees
    assert not compare_names("Strauß, Anne", mrz).agrees


@pytest.mark.parametrize(
    ("primary", "secondary", "cells"),
    [
        ("AB", "", "AB<<<<<<<<"),
        ("", "AB", "<<AB<<<<<<"),
        ("ABCDEFGHIJ", "", "ABCDEFGHIJ"),
        ("ABCDEFGHIJK", "", "ABCDEFGHIJ"),
        ("ABCDEFGHIJK", "LM", "ABCDEFG<<L"),
        ("ABC DEFGHIJK", "LM", "ABC<DEF<<L"),
        ("A B C D E F G", "H", "A<B<C<D<<H"),
        ("ABCD", "E F G H", "ABC<<E<F<G"),
    ],
)
def test_a_name_that_does_not_fit_ends_with_a_letter(primary, secondary, cells):
    assert fit_names(primary.split(), secondary.split(), 10) == cells


def test_a_layout_without_a_name_neither_agrees_nor_differs():
    licence = parse_mrz(compose_mrz(MrzFormat.NLD_DL, document_number="1234567890", issuing_state="NLD"))
    assert compare_names("Eriksson, Anna", licence).rules == (NameRule.NOT_HELD,)
    assert not compare_names("Eriksson, Anna", licence).agrees
    with pytest.raises(InputError):
        compare_names(1, licence)


@pytest.mark.parametrize("printed", ["Eriksson, Anna Maria", "Eriksson Berg, Anna"])
def test_a_name_that_lacks_a_part_without_being_cut_differs(printed):
    assert not compare_names(printed, "ERIKSSON<<ANNA<<<<<<<<<").agrees


def test_letters_of_another_script_behind_a_cut_name_are_compared_like_any_others():
    mrz = parse_mrz(["I<UTOERIKSSON<<FRIEDERIKE<MARIA<F<DO", "M7N6UGD339UTO2610070M1804216<<<<<<<<"])
    assert mrz.name.possibly_truncated
    printed = "Friederike Maria Fθα "
    assert not compare_names(("Eriksson", printed + "Bγ"), mrz.name).agrees
    assert compare_names(("Eriksson", printed + "Doγ"), mrz.name).agrees
