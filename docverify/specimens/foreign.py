"""Names with the letters of many languages, which the MRZ can only transliterate."""

from dataclasses import replace
from typing import Final

import numpy as np

from docverify.arguments import expect
from docverify.mrz import MrzFormat
from docverify.specimens.holder import Holder, random_holder

_LETTERS: Final = {
    "de": ("AÄ OÖ UÜ", "MÜLLER SCHRÖDER JÄGER KÖNIG JÜRGEN JÖRG KÄTHE BÖTTCHER"),
    "sv": ("AÅ AÄ OÖ EÉ", "ÅKESSON SJÖBERG LÖFGREN BJÖRN ÅSA GÖRAN ÄNGSTRÖM"),
    "da": ("AÅ AÆ OØ", "SØRENSEN ÆRØ NÆSS BØRGE KÅRE ØRSTED AÆGE"),
    "is": ("AÁ DÐ IÍ OÓ UÚ TÞ AÆ OÖ YÝ", "ÞÓR ÞÓRÐARDÓTTIR SIGURÐUR GUÐRÚN ÆGIR ÁSDÍS"),
    "fi": ("AÄ OÖ", "MÄKELÄ HÄMÄLÄINEN PÄIVI YRJÖ TÖRMÄ"),
    "pl": ("AĄ CĆ EĘ LŁ NŃ OÓ SŚ ZŹ ZŻ", "ŁUKASZ WIŚNIEWSKI DĄBROWSKI ZIĘBA KOŹMIŃSKI ŻÓŁĆ MICHAŁ"),
    "cs": ("AÁ CČ DĎ EĚ IÍ NŇ RŘ SŠ TŤ UŮ YÝ ZŽ", "DVOŘÁK JIŘÍ ČERNÝ ŠŤASTNÝ RŮŽENA NĚMCOVÁ"),
    "sk": ("AÁ AÄ CČ LĽ LĹ OÔ RŔ SŠ ZŽ", "ĽUBOŠ ŠOLTÉS HÔRKA VĹČEK ŽOFIA"),
    "hu": ("AÁ EÉ IÍ OÓ OÖ OŐ UÚ UÜ UŰ", "ŐRY SZŰCS KOVÁCS LÁSZLÓ GYÖNGYI BŐSZE"),
    "ro": ("AĂ AÂ IÎ SȘ TȚ SŞ TŢ", "ŢEPEŞ ȚEPEȘ CĂTĂLIN BĂSESCU IONUȚ RĂZVAN ÎMPĂRATU"),
    "hr": ("CČ CĆ DĐ SŠ ZŽ", "ĐURĐICA ŠIMIĆ ŽELJKO KOVAČEVIĆ ANĐELIĆ"),
    "tr": ("CÇ GĞ Iİ OÖ SŞ UÜ", "ÇELİK YILDIRIM GÜNEŞ AYŞE İBRAHİM ŞAHİN ÖZGÜR DOĞAN"),
    "fr": ("AÀ AÂ CÇ EÉ EÈ EÊ EË IÎ IÏ OÔ UÙ YŸ", "FRANÇOIS LEFÈVRE ZOË NOËL CÔTÉ BENOÎT LŒWE"),
    "es": ("AÁ EÉ IÍ NÑ OÓ UÚ", "GARCÍA NUÑEZ MUÑOZ PEÑA JOSÉ ÁNGEL IBÁÑEZ"),
    "pt": ("AÃ AÁ AÂ CÇ EÊ OÕ OÓ UÚ", "JOÃO GONÇALVES SIMÕES ASSUNÇÃO MAGALHÃES CONCEIÇÃO"),
    "it": ("AÀ EÈ IÌ OÒ UÙ", "NICCOLÒ FORLÌ DANDALÒ CARDÀ GESÙ"),
    "nl": ("EË IÏ EÉ", "ĲSBRAND ZOËY DAANDELS-BRUÏNS RENÉE DĲKSTRA"),
    "lv": ("AĀ CČ EĒ GĢ IĪ KĶ LĻ NŅ SŠ UŪ ZŽ", "BĒRZIŅŠ KALNIŅŠ ĢIRTS ĶIRSIS ŽANIS LIEPIŅŠ"),
    "lt": ("AĄ CČ EĖ EĘ IĮ SŠ UŲ UŪ ZŽ", "PAULAUSKAITĖ ŽYGIMANTAS ŠARŪNAS ČIURLIONIS"),
    "et": ("AÄ OÕ OÖ UÜ SŠ ZŽ", "PÕDER JÜRI MÄGI ÕNNEPALU"),
    "mt": ("CĊ GĠ HĦ ZŻ", "ĠORĠ ĦASSAN ŻAMMIT BORĠ"),
}
"""By language, pairs of a letter and the one that may stand in its place, and some names."""


def foreign_holder(format: MrzFormat, *, rng: np.random.Generator) -> Holder:  # noqa: A002 - the word of the house
    """Draw a holder whose name is printed with letters that the MRZ transliterates.

    Args:
        format: which of the five formats of Doc 9303 the document has.
        rng: source of every choice.

    Raises:
        UnsupportedFormat: `format` is none of the five.
        InputError: `rng` is none.
    """
    return respelled(random_holder(format, rng=rng), rng=rng)


def respelled(holder: Holder, *, rng: np.random.Generator) -> Holder:
    """The same holder with letters of one language, drawn from `rng`, in the name.

    Raises:
        InputError: `holder` or `rng` is something else.
    """
    expect("holder", holder, Holder, "a Holder")
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    pairs, names = _LETTERS[str(rng.choice(list(_LETTERS)))]
    others = dict[str, list[str]]()
    for pair in pairs.split():
        others.setdefault(pair[0], []).append(pair[1])

    def spelled(name: str) -> str:
        """Every third letter that has others as one of them, or one of the names outright."""
        if name and rng.random() < 0.35:
            return str(rng.choice(names.split()))
        return "".join(
            str(rng.choice(others[letter])) if letter in others and rng.random() < 0.35 else letter
            for letter in name
        )

    surname, given = (
        " ".join(map(spelled, name.split(" "))) for name in (holder.surname, holder.given_names)
    )
    return replace(holder, surname=surname, given_names=given)
