"""Mutations of the simulator: what it says is true of its pictures must be true."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "specimens/draw.py",
        ("test_draw.py",),
        (
            "draw-truth-of-another-text",
            "    text = holder.lines(format) if lines is None else _checked_lines(format, lines)\n    shown",
            "    text = holder.lines(format)\n    shown",
            "a specimen with a wrong check digit has a right one",
        ),
        (
            "draw-lines-of-any-length",
            "    if tuple(map(len, lines)) != widths:\n",
            "    if False:\n",
            "an MRZ that leaves its page is drawn",
        ),
        (
            "draw-repr",
            'return f"Specimen({self.format.value}, {width} × {height} px)"',
            'return f"Specimen({self.lines}, {width} × {height} px)"',
            "what a document says stands in the log",
        ),
        room="specimens",
    ),
    *mutations_of(
        "specimens/holder.py",
        ("test_holder.py",),
        (
            "holder-repr",
            '        return "Holder(…)"',
            '        return f"Holder({self.surname})"',
            "a name stands in the log",
        ),
        room="specimens",
    ),
    *mutations_of(
        "specimens/alter.py",
        ("test_alter.py",),
        (
            "alter-look-alikes",
            "[one for one in kind if one not in alike]",
            "[one for one in alike if one in kind]",
            "altered numbers differ by an O for a zero, which no reader could tell",
        ),
        (
            "alter-both-zones",
            'changed = {"printed": other} if zone is Zone.PRINT else {"lines": other.lines(format)}',
            'changed = {"printed": other, "lines": other.lines(format)}',
            "both zones say the altered thing, so that nothing differs",
        ),
        room="specimens",
    ),
    *mutations_of(
        "specimens/degrade.py",
        (
            "test_capture.py::test_noise_is_as_strong_as_it_says_and_changes_nothing_that_is_handed_over",
            "test_capture.py::test_glare_lights_a_copy",
        ),
        (
            "degrade-no-noise",
            "return np.asarray(cv2.add(image, offsets, dtype=cv2.CV_8U), np.uint8)",
            "return image.copy()",
            "the simulator's pictures have no noise, and readers seem better",
        ),
        (
            "degrade-glare-everywhere",
            "    lit = image.copy()\n    window",
            "    lit = image\n    window",
            "what a capture is made of is changed by capturing it",
        ),
        room="specimens",
    ),
)
