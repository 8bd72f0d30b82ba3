"""Worked examples of ICAO Doc 9303, 8th edition."""

import pytest

from docverify.mrz import (
    MrzFormat,
    check_digit,
    compare_names,
    compose_mrz,
    mrz_information,
    parse_mrz,
    transliterate,
)

BENNELONG = ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo")
KRASUANG = ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang")


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("520727", "3"),  # appendix A, example 1
        ("AB2134<<<", "5"),  # example 2
        ("HA672242<658022549601086<<<<<<<<<<<<<<0", "8"),  # example 3, TD3 composite
        ("D231458907" + "<" * 15 + "34071279507122" + "<" * 11, "2"),  # example 4, TD1 composite
        ("HA672242<658022549601086<<<<<<<", "8"),  # example 5, TD2 composite
    ],
)
def test_check_digits_of_part_3_appendix_a(text, digit):
    assert check_digit(text) == digit


@pytest.mark.parametrize(
    ("viz", "cells"),
    [
        ("ERIKSSON, ANNA MARIA", "ERIKSSON<<ANNA<MARIA"),
        ("HENG, DEBORAH MING LO", "HENG<<DEBORAH<MING<LO"),
        ("SMITH-JONES, SUSIE MARGARET", "SMITH<JONES<<SUSIE<MARGARET"),
        ("O'CONNOR, ENYA SIOBHAN", "OCONNOR<<ENYA<SIOBHAN"),
        ("VAN DER MUELLEN, MARTIN", "VAN<DER<MUELLEN<<MARTIN"),
        ("AL-BASRI, HUDA MUHAMMAD JAWAD", "AL<BASRI<<HUDA<MUHAMMAD<JAWAD"),
        ("VILARCHAO FERNANDEZ, JOSE RAMON", "VILARCHAO<FERNANDEZ<<JOSE<RAMON"),
        ("ARKFREITH", "ARKFREITH"),
        ("SATRIYA SUDARPA", "SATRIYA<SUDARPA"),
        ("PAPANDROPOULOUS, JONATHON WARREN TREVOR", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"),
        ("D'ARTAGNAN", "DARTAGNAN"),  # 9303-3, 4.6
        ("X, MARIE-ELISE", "X<<MARIE<ELISE"),
    ],
)
def test_names_of_part_4(viz, cells):
    surname, _, given_names = viz.partition(",")
    text = compose_mrz(MrzFormat.TD3, surname=surname, given_names=given_names, issuing_state="UTO")
    assert text.split("\n")[0] == "P<UTO" + cells.ljust(39, "<")
    assert compare_names(viz, parse_mrz(text)).agrees


@pytest.mark.parametrize(
    ("fmt", "name", "cells"),
    [  # the first method of 4.2.3.1 and 4.2.3.2 of each part
        (MrzFormat.TD3, KRASUANG, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
        (MrzFormat.MRVA, KRASUANG, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
        (MrzFormat.TD1, KRASUANG, "NILAVADHANANANDA<<CHAYAPA<DE<K"),
        (MrzFormat.TD2, KRASUANG, "NILAVADHANANANDA<<CHAYAPA<DEJ<K"),
        (MrzFormat.MRVB, KRASUANG, "NILAVADHANANANDA<<CHAYAPA<DEJ<K"),
        (MrzFormat.TD3, BENNELONG, "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI"),
        (MrzFormat.MRVA, BENNELONG, "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI"),
        (MrzFormat.TD1, BENNELONG, "BENNELONG<WOOLOOMOOLOO<W<W<<DI"),
        (MrzFormat.TD2, BENNELONG, "BENNELONG<WOOLOOMOOLOO<W<W<<D<P"),
        (
            MrzFormat.TD3,
            ("Nilavadhanananda", "Arnpol Petch Charonguang"),
            "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU",
        ),
        (MrzFormat.TD1, ("Vilarchao Fernandez", "Jose Ramon"), "VILARCHAO<FERNANDEZ<<JOSE<RAMO"),
        (MrzFormat.TD1, ("Papandropoulous", "Jonathon Alec"), "PAPANDROPOULOUS<<JONATHON<ALEC"),
    ],
)
def test_truncation_of_parts_4_to_7(fmt, name, cells):
    mrz = parse_mrz(compose_mrz(fmt, surname=name[0], given_names=name[1], issuing_state="UTO"))
    line, start = (2, 0) if fmt is MrzFormat.TD1 else (0, 5)
    assert mrz.lines[line][start:] == cells
    assert mrz.name.possibly_truncated
    assert compare_names((name[0], name[1]), mrz).agrees


@pytest.mark.parametrize(
    ("viz", "cells"),
    [  # the other methods are at the State's discretion: compare_names knows them all
        (BENNELONG, "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO"),
        (BENNELONG, "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO"),
        (BENNELONG, "BENNELONG<WOOLOOMOOLOO<WAR<W<<D"),
        (BENNELONG, "BENNE<WOOLO<WARRA<WARNA<<DIN<P"),
        (("Nilavadhanananda", "Arnpol Petch Charonguang"), "NILAVADHANANANDA<<ARNPOL<PE<CH"),
    ],
)
def test_names_truncated_in_other_ways_agree(viz, cells):
    assert compare_names(viz, cells).agrees


def test_arabic_of_part_3_appendix_b():
    assert transliterate("ابو بكر محمد بن زكريا الرازي") == "ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY"
    assert transliterate("جميلة") == "JMYLXAH"
    assert transliterate("إسماعيل") == "ISMAEYL"
    assert transliterate("سمير") == "SMYR"


def test_latin_of_part_3_appendix_b():
    assert transliterate("CAÑON", variant="nxx") == "CANXXON"
    assert transliterate("Térèsa") == "TERESA"


@pytest.mark.parametrize(
    ("lines", "information"),
    [  # 9303-11, appendix D.2
        (
            ["I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "D23145890<UTO3407127M95071227349<<<8"],
            "D23145890734934071279507122",
        ),
        (
            ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO6908061F9406236<<<<<<<2"],
            "D23145890769080619406236",
        ),
        (
            ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C<3UTO6908061F9406236ZE184226B<<<<<14"],
            "L898902C<369080619406236",
        ),
        (
            [
                "I<UTOD23145890<7349<<<<<<<<<<<",
                "3407127M9507122UTO<<<<<<<<<<<2",
                "STEVENSON<<PETER<JOHN<<<<<<<<<",
            ],
            "D23145890734934071279507122",
        ),
    ],
)
def test_mrz_information_of_part_11(lines, information):
    assert mrz_information(parse_mrz(lines)) == information
