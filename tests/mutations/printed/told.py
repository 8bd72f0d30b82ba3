"""Other values that are told, beneath captions and without: what decides, and what is no other value."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "printed/name_others.py",
        ("test_name_others.py",),
        (
            "print-several-letters",
            "several = captioned and found.others - found.gaps > 1 and found.others < OTHER_NAME * longest",
            "several = False",
            "a name that is another one in three letters is not noticed",
        ),
        (
            "print-hidden-end",
            "found.others - found.gaps > 1",
            "found.others > 1",
            "a name whose end is hidden is another one",
        ),
        (
            "print-same-ends",
            "one_each or (captioned and not cut)",
            "one_each",
            "other given names are not noticed where they are more or fewer",
        ),
        (
            "print-other-half-at-home",
            "first = {*told[0]} if elsewhere else {*said[0], *told[0]}",
            "first = {*said[0], *told[0]}",
            "a short other name is taken for a piece of the surname",
        ),
        (
            "print-other-half-somewhere",
            "first = {*told[0]} if elsewhere else {*said[0], *told[0]}",
            "first = {*told[0]}",
            "a piece of the surname at a wrong caption is another given name",
        ),
        (
            "print-legible-other",
            "if sum(letter.chance < LEAST_CHANCE for letter in word) > len(word) // NEAR_WORD:",
            "if False:",
            "two signs of a pattern are another name",
        ),
        (
            "print-comma",
            'goes_on = any(text.rstrip().endswith(",") for text in firsts)',
            "goes_on = False",
            "another surname above its comma is not noticed",
        ),
        (
            "print-no-comma",
            'goes_on = any(text.rstrip().endswith(",") for text in firsts)',
            "goes_on = True",
            "what stands above a name is a part of it",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_beside.py",
        ("test_left_over.py",),
        (
            "print-beside-number",
            "[without_item(without_stray(line.stripped(EDGES))) for line in filter(_legible, page.lines)]",
            "[line for line in filter(_legible, page.lines)]",
            "a name behind the number of its element stands in no column",
        ),
        (
            "print-beside-pattern",
            "for line in filter(_legible, page.lines)]\n    below",
            "for line in page.lines]\n    below",
            "what a pattern looks like parts two names",
        ),
        (
            "print-beside-two-lines",
            "pairs.append(((second, third), first, name.primary, name.secondary))",
            "pass",
            "another surname above given names on two lines is not noticed",
        ),
        (
            "print-beside-wider-rows",
            "BESIDE_USUAL * gap <= one <= gap / BESIDE_USUAL",
            "BESIDE_USUAL * gap <= one",
            "on a page of far rows a row that was not read is taken for none",
        ),
        (
            "print-elsewhere-size",
            "        if _of_one_size(line, other)\n",
            "",
            "a title hides another name",
        ),
        (
            "print-elsewhere-legible",
            "        if mean(letter.chance for letter in word) >= LEAST_CHANCE\n",
            "",
            "what a pattern looks like hides another name",
        ),
        (
            "print-elsewhere-length",
            "abs(len(word) - len(our)) <= len(our) // NEAR_WORD and near(word, our)",
            "near(word, our)",
            "any short word hides another name",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/states.py",
        ("test_left_over.py",),
        (
            "print-two-states",
            "(_MOST_STATES if all(sure) else 1)",
            "1",
            "two other States on one page are not noticed",
        ),
        (
            "print-two-sure-states",
            "(_MOST_STATES if all(sure) else 1)",
            "_MOST_STATES",
            "a code that was read poorly is the second State",
        ),
        (
            "print-state-behind-number",
            "_nothing_else(without_item(piece), codes)",
            "_nothing_else(piece, codes)",
            "another State behind the number of its element is not noticed",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/sexes.py",
        ("test_left_over.py",),
        (
            "print-sex-and-dust",
            "[one for one in read if min(one[0].chances) >= SAYS_LITTLE]",
            "read",
            "what a pattern looks like hides another sex",
        ),
        (
            "print-sex-behind-number",
            "value.text == without_item(whole[value.line]).text",
            "value.text == whole[value.line].text",
            "a sex behind the number of its element is not read",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/labels.py",
        ("test_name_others.py",),
        (
            "print-caption-begins",
            "left = line.part(before if other else first, last).box[0]",
            "left = line.part(first, last).box[0]",
            "a short value beneath a caption of two languages has none",
        ),
        (
            "print-caption-begins-where-it-is",
            "left = line.part(before if other else first, last).box[0]",
            "left = line.part(before, last).box[0]",
            "what stands before a caption is a part of it",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/numbers.py",
        ("test_fields.py",),
        (
            "print-other-number-in-parts",
            "for piece in (*own, *rows) if",
            "for piece in own if",
            "another number in parts is not noticed",
        ),
        (
            "print-round-digits",
            "sum(a.isdigit() or alike(a, b) for a, b in digits)",
            "sum(a.isdigit() for a, b in digits)",
            "a number whose only digit is read as an O is never another one",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/recognise.py",
        ("test_recognise.py",),
        (
            "print-surely-round",
            "told[place] = round_ones[place]",
            "told[place] = min(told[place], 0.85)",
            "a zero among letters is never surely another digit",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/doubts.py",
        ("test_doubts.py",),
        (
            "print-stray-sign",
            "stray = place == 1 and line.chances[0] < SAYS_LITTLE",
            "stray = False",
            "a number behind a sign of the pattern is lost",
        ),
        (
            "print-sure-stray-sign",
            "stray = place == 1 and line.chances[0] < SAYS_LITTLE",
            "stray = place == 1",
            "a longer number agrees",
        ),
        room="printed",
    ),
)
