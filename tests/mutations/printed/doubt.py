"""Characters in doubt, names and dates that were read with others, and values without captions."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "printed/recognise.py",
        ("test_recognise.py",),
        (
            "print-narrow-letter",
            "return sorted(runs + [run for run in faint if run is not None])",
            "return runs",
            "a narrow letter between two frames is lost",
        ),
        (
            "print-beside-a-letter",
            "while first + 1 < last and something[first + 1] <= something[first]:",
            "while False:",
            "what a letter leaves beside it is read as another one",
        ),
        (
            "print-round",
            "if text[place] in _ROUND:",
            "if False:",
            "numbers with a zero that was taken for an O are not read",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/doubts.py",
        ("test_doubts.py",),
        (
            "print-may-be-none",
            """    if NOTHING in line.others[place]:
        yield "", ""
""",
            "",
            "a letter that may not be there spoils a name",
        ),
        (
            "print-gap-hardly-there",
            'return doubted and line.text[place] != " " and not',
            "return doubted and not",
            "a number right behind a title is not read where the gap is narrow",
        ),
        (
            "print-stroke-of-any-case",
            'return "L" if text[place] == "I" and before.islower() else ""',
            'return "L" if text[place] == "I" else ""',
            "an I among capitals is an L where the MRZ has one",
        ),
        (
            "print-stroke-beside-capitals",
            'if text[place] == "l" and (before.isupper() or (not before.isalpha() and behind.isupper())):',
            'if text[place] == "l":',
            "a small l is an I where the MRZ has one",
        ),
        (
            "print-cut-word",
            "if value.cut or place == len(line.text)",
            "if place == len(line.text)",
            "letters of names that the MRZ cuts are not settled",
        ),
        (
            "print-alike-in-doubt",
            'may += _PRINTS_ALIKE.get(read, "") or _PRINTS_ALIKE.get(normalize("NFD", read)[0], "")',
            "pass",
            "l and I of one shape spoil a name",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/date_words.py",
        ("test_date_words.py",),
        (
            "print-next-day",
            "if months is None or _next_day(rest, match):",
            "if months is None:",
            "the day of the next column is taken for a year",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/recognise.py",
        ("test_recognise.py",),
        (
            "print-ligature-in-three",
            "    _doubt_beside_ligatures(text, told, others)\n",
            "",
            "a ligature that is read as three letters makes another name",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/numbers.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-number-with-a-mark",
            "if not _same(unmarked(line.text[place]), wanted",
            "if not _same(line.text[place].upper(), wanted",
            "a speck over a number keeps it from agreeing",
        ),
        (
            "print-number-of-a-mark",
            "read = [unmarked(c) for c in piece.text if c.isalnum()]",
            "read = [c.upper() for c in piece.text if c.isalnum()]",
            "a speck over a number makes another one",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_lines.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-initial-within-a-word",
            "if len(behind) < LEAST_BEHIND_GAP:",
            "if not behind:",
            "another name agrees where the MRZ cuts it to one letter",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/languages.py",
        ("test_languages.py",),
        (
            "print-language-of-one-caption",
            "most >= next_most + LANGUAGE_VOTES",
            "most > next_most",
            "one caption decides which month a word means",
        ),
        (
            "print-language-of-none",
            "most >= next_most + LANGUAGE_VOTES",
            "True",
            "a word of two months means the first of them",
        ),
        (
            "print-language-of-titles",
            "ours = frozenset[str]().union(*(titles.get(bare(part), ()) for part in parts))",
            "ours = frozenset[str]()",
            "a month of two languages is not read on a card without captions",
        ),
        (
            "print-language-of-captions-alone",
            "    for text, ways in dates:\n",
            "    for text, ways in ():\n",
            "without captions a word of two months is not read",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/dates.py",
        ("test_languages.py",),
        (
            "print-month-of-another-language",
            "return not at and way.months == {expected.month}",
            "return not at and len(way.months) == 1",
            "October in the page's language agrees with November",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/dates.py",
        ("test_date_words.py",),
        (
            "print-columns",
            "_in_columns(page), page.beside",
            "page.beside",
            "dates of columns that were read as one line are lost",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/dates.py",
        ("test_left_over.py",),
        (
            "print-issue-is-no-expiry",
            "no_issue = several or same[0] or _is_no_issue(last, mrz, element)",
            "no_issue = True",
            "the day of issue is taken for another day of expiry",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/left_over.py",
        ("test_left_over.py",),
        (
            "print-most-others",
            "if len(unread) <= MOST_OTHERS:",
            "if True:",
            "a page that was read poorly says that something differs",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_others.py",
        ("test_left_over.py",),
        (
            "print-like-name",
            "and not any(says(line.words, half, truncated=name.possibly_truncated) for line in lines)",
            "",
            "a word that is like a printed name makes it another one",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/states.py",
        ("test_left_over.py",),
        (
            "print-lone-state",
            "return one_state and sum(_letters(word.text) for word, _, _ in named) == _letters(piece.text)",
            "return one_state",
            "a code beside other words is another State",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/sexes.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-letter-found-twice",
            "alone = alone and not _within_another(value, page)",
            "",
            "a letter of the heading is taken for a sex",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/labels.py",
        ("test_tables.py",),
        (
            "print-caption-of-both",
            "one = Element.NAME",
            "pass",
            "surname and given names under one caption differ",
        ),
        (
            "print-caption-of-both-forgotten",
            "both = (both and one is not None) or",
            "both = ",
            "the whole name is taken for the given names, where their caption has two languages",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_candidates.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-first-column",
            "map(_first_column, below)",
            "()",
            "a name of two lines is lost where the next column is read with the first",
        ),
        (
            "print-behind-and-beneath",
            "_behind_and_on(page))",
            "())",
            "a name that goes on beneath the line of its caption is lost",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_candidates.py",
        ("test_doubts.py",),
        (
            "print-misread-caption",
            "and edits(read, caption) <= most",
            "and read == caption",
            "a name behind a misread caption is lost",
        ),
        (
            "print-rows",
            "if len(both) > 2:",
            "if False:",
            "a name in two rows of parts is lost",
        ),
        (
            "print-stray",
            "stray = bool(rest) and is_stray(line.chances[: len(first)])",
            "stray = bool(rest) and len(first) <= 2",
            "a sure letter before a name is dropped",
        ),
        room="printed",
    ),
)
