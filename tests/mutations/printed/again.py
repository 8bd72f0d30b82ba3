"""Pages turned upright, lines found twice, gaps that may be, and second looks."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "printed/lines.py",
        ("test_engines.py",),
        (
            "print-turned",
            "if abs(tilt) < thresholds.TURNED:",
            "if True:",
            "the print of a front whose portrait holds its head to one side is read in pieces",
        ),
        (
            "print-turned-by-dust",
            "tells = lengths >= thresholds.TELLS_TURN",
            "tells = lengths >= 0",
            "a page is turned by a stroke of its pattern",
        ),
        (
            "print-wanted-as-placed",
            "return view.millimetres(view.placed(upright.picture(point)))",
            "return upright.millimetres(point)",
            "on a page that was turned the wrong print is left out",
        ),
        (
            "print-look-again",
            "for told in zip(*looks, strict=False):",
            "for told in ():",
            "lines in doubt are never looked at again",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/view.py",
        ("test_view.py",),
        (
            "print-turned-which-way",
            "[[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]]",
            "[[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]]",
            "a page that falls is turned until it falls by twice as much",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/merged.py",
        ("test_merged.py",),
        (
            "print-merged-over",
            "over > thresholds.ONE_OVER * small and aside",
            "aside",
            "the columns of a page become one line",
        ),
        (
            "print-merged-aside",
            " and aside < thresholds.ONE_ASIDE * small",
            "",
            "a line is lost in the one above it",
        ),
        (
            "print-merged-size",
            "if large > thresholds.ONE_SIZE * small:",
            "if False:",
            "a caption is lost in the value that it stands in",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/engines/own.py",
        ("test_engines.py",),
        (
            "print-second-look",
            "np.mean([seen[at], other], axis=0, dtype=np.float32)",
            "seen[at]",
            "a narrow letter between two frames stays unread",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/engines/__init__.py",
        ("test_engines.py",),
        (
            "print-first-look-is-none",
            "if told is None and look:",
            "if told is None:",
            "a reader that reads nothing at all is taken for one that has read",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/recognise.py",
        ("test_recognise.py",),
        (
            "print-gap-may-be",
            ">= _GAP_MAY_BE",
            ">= 2",
            "nobody is told of a gap that was all but read",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_lines.py",
        ("test_names.py",),
        (
            "print-gap-divides",
            "if line.remark or not 0 < len(at) <= _MOST_GAPS:",
            "if True:",
            "a name that the MRZ cuts is lost with a narrow gap",
        ),
        (
            "print-gaps-everywhere",
            "not 0 < len(at) <= _MOST_GAPS",
            "not 0 < len(at)",
            "letters that stand apart everywhere are any name",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_candidates.py",
        ("test_names.py",),
        (
            "print-behind-and-beside",
            "for pairs in (page.below, page.beside):",
            "for pairs in (page.below,):",
            "a name that goes on beside the line of its caption is lost",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_others.py",
        ("test_fields.py", "test_names.py"),
        (
            "print-free-in-its-column",
            "if not piece.whole.box[0] - LABEL_LEFT <= line.box[0] <= (piece.box[0] + piece.box[2]) / 2:",
            "if False:",
            "a title of another column hides another surname",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_beside.py",
        ("test_left_over.py",),
        (
            "print-row-may-be-missing",
            "return usual or gap < BESIDE_GAP * max(first.height, second.height)",
            "return True",
            "the row behind one that was not found is taken for it",
        ),
        (
            "print-usual-rows",
            "usual = sum(_gap(*pair) >= BESIDE_USUAL * gap for pair in columns) > 1",
            "usual = False",
            "on a page of wide rows another name is not noticed",
        ),
        (
            "print-given-names-of-two-lines",
            "and _nearly(second, third, name):",
            "and False:",
            "another component of a name on two lines is not noticed",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/doubts.py",
        ("test_doubts.py",),
        (
            "print-sign-of-a-date",
            'read == " " and doubted and not _between_digits(line.text, place)',
            'read == " " and doubted',
            "a date in figures is lost with a gap that may be none",
        ),
        (
            "print-sign-hardly-there",
            'line.text[place] != " " and not _between_digits(line.text, place)',
            'line.text[place] != " "',
            "a date is lost with a sign that is hardly there",
        ),
        (
            "print-open-century",
            "yield from () if field.date is None else field.date.candidates",
            "yield from () if field.date is None or field.date.date is None else (field.date.date,)",
            "a doubtful date is not settled where its century is open",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/date_words.py",
        ("test_date_words.py",),
        (
            "print-date-behind-a-number",
            'r"(?<=[^\\W_]{3}\\s)"',
            'r"(?<=[^\\W_]\\s)"',
            "a day whose first digit stands apart is another day",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/dates.py",
        ("test_date_words.py", "test_left_over.py"),
        (
            "print-month-read-poorly",
            "settled = range(*way.spans[1]) if way.months == {expected.month} else range(0)",
            "settled = range(0)",
            "another year is not noticed where the month's second word was read poorly",
        ),
        (
            "print-other-month-read-poorly",
            "settled = range(*way.spans[1]) if way.months == {expected.month} else range(0)",
            "settled = range(*way.spans[1])",
            "another month is never noticed",
        ),
        (
            "print-year-beneath",
            "< BENEATH_LEFT * first.height",
            "< 100 * first.height",
            "a date is put together of two columns, and is another one",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/states.py",
        ("test_fields.py", "test_left_over.py"),
        (
            "print-name-and-code",
            "        _nothing_else(piece, codes)\n        and (is_code",
            "        len(word.text) == len(piece.text)\n        and (is_code",
            "another State is not noticed where its name and its code are printed",
        ),
        (
            "print-one-letter-state",
            "lone = [word for word in lone if len(word.text) > 1] or lone",
            "pass",
            "another State is not noticed beside a class called D",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/sexes.py",
        ("test_fields.py",),
        (
            "print-word-of-two-letters",
            "plain = len(letters) > 1 or",
            "plain = len(letters) > 2 or",
            "another sex is not noticed in Hungarian",
        ),
        room="printed",
    ),
)
