"""Lines to strips that the networks see."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "reading/straighten.py",
        ("test_stage_strips.py",),
        (
            "straighten-never",
            "    if windows < 3:\n        return line",
            "    if windows < 9999:\n        return line",
            "strips show lines cut off at the top or foot",
        ),
        (
            "straighten-no-tilt",
            "slope = tilt * height / half",
            "slope = 0.0",
            "a tilted line runs out of its strip",
        ),
        (
            "straighten-all-windows-alike",
            "kept = weights / (1 + (misfit / 0.12) ** 2)",
            "kept = weights",
            "other print at an end tilts the line",
        ),
        (
            "straighten-no-witnesses",
            "0.3 * np.eye(2)",
            "0.0 * np.eye(2)",
            "a line is moved where nothing is seen",
        ),
        (
            "straighten-no-flanks",
            "clear = inner - np.maximum(upper, lower)",
            "clear = inner",
            "security print moves a line",
        ),
        (
            "straighten-four-of-a-hundred-pixels",
            "if scale > 2:",
            "if scale > 999:",
            "noise moves the lines of large pictures",
        ),
        (
            "straighten-unclear-windows-count",
            "np.clip(contrast, 0, 2)",
            "np.clip(contrast, 1, 1)",
            "a line is moved where nothing is seen",
        ),
    ),
    *mutations_of(
        "reading/rectify.py",
        ("test_stage_strips.py",),
        (
            "rectify-one-width",
            "density = stretch * CAP_HEIGHT / line.height_at(fine)",
            "density = stretch * CAP_HEIGHT / line.mean_height * np.ones(257)",
            "cells at a slant draw together, and are not counted right",
        ),
        (
            "rectify-aliased",
            "if reduction > 1:",
            "if reduction > 99:",
            "large print is noise to the recogniser",
        ),
        (
            "rectify-cut-elsewhere",
            "return source, (x - left + half)",
            "return source, (x + half)",
            "strips of large pictures show another part of them",
        ),
        (
            "rectify-strips-without-end",
            "int(min(max(travelled[-1], 3 * CAP_HEIGHT), widest or thresholds.WIDEST_STRIP))",
            "int(max(travelled[-1], 3 * CAP_HEIGHT))",
            "a long line costs minutes",
        ),
        (
            "rectify-quads-mirrored",
            "corners = [(left, -0.5), (right, -0.5), (right, 0.5), (left, 0.5)]",
            "corners = [(right, -0.5), (left, -0.5), (left, 0.5), (right, 0.5)]",
            "cells and page lie mirrored",
        ),
    ),
    *mutations_of(
        "reading/strips.py",
        ("test_stage_strips.py",),
        (
            "strips-half-as-high",
            "HEIGHT = 32",
            "HEIGHT = 16",
            "the networks are given strips that they cannot take",
        ),
    ),
    *mutations_of(
        "imaging/levels.py",
        ("test_stage_strips.py",),
        (
            "strips-light-as-it-is",
            "return np.asarray(np.clip((values - mean) / deviation, -4, 4), np.float32)",
            "return np.asarray(np.clip((values - 128) / 64, -4, 4), np.float32)",
            "shadows are read as print",
        ),
    ),
    *mutations_of(
        "reading/widen.py",
        ("test_stage_strips.py",),
        (
            "widen-never",
            "if not before and not after:",
            "if before or not before:",
            "lines of which an end was missed stay short",
        ),
        (
            "widen-wrong-end",
            "first=float(strip.u[0]) - further if before else line.first",
            "first=float(strip.u[0]) - further if after else line.first",
            "the missed end stays missed",
        ),
        (
            "widen-all-must-run-on",
            "before = any(np",
            "before = all(np",
            "one line that was located whole keeps its neighbour short",
        ),
        (
            "widen-at-a-ghost",
            "one.central[:_EDGE] > thresholds.RUNS_ON) >= 2",
            "one.central[:_EDGE] > thresholds.RUNS_ON) >= 1",
            "a speck costs three more looks",
        ),
        (
            "widen-far-from-the-edge",
            "_EDGE = int(3 * PITCH / FRAME)",
            "_EDGE = int(9 * PITCH / FRAME)",
            "every line is lengthened three times",
        ),
    ),
    *mutations_of(
        "reading/neighbours.py",
        ("test_stage_strips.py",),
        (
            "neighbours-no-perspective",
            "np.array([line.height[0], line.height[1], 0.0])",
            "np.array([line.mean_height, 0.0, 0.0])",
            "a missed line is looked for aslant of where it is",
        ),
    ),
    *mutations_of(
        "reading/neighbours.py",
        ("test_reading_stages.py",),
        (
            "neighbours-never",
            "    if not any(\n",
            "    if True or not any(\n",
            "a line that was missed stays missed",
        ),
    ),
    *mutations_of(
        "reading/recognise.py",
        ("test_stage_strips.py",),
        (
            "recognise-one-network",
            'f"{network}.onnx"',
            '"recogniser.onnx"',
            "the second look is the first one again",
        ),
        (
            "recognise-padding-is-text",
            "scores[:, : strip.shape[1] // 4].T",
            "scores[:, :].T",
            "cells are found beyond the end of a strip",
        ),
    ),
    *mutations_of(
        "reading/thresholds.py",
        ("test_stage_strips.py",),
        (
            "thresholds-no-margin",
            "MARGIN: Final = 4.5",
            "MARGIN: Final = 0.5",
            "fillers at the ends are lost",
        ),
        (
            "thresholds-narrow-strips",
            "WIDEST_STRIP: Final = 1400",
            "WIDEST_STRIP: Final = 700",
            "long lines are cut off",
        ),
        (
            "thresholds-small-shift",
            "MOST_SHIFT: Final = 0.55",
            "MOST_SHIFT: Final = 0.2",
            "lines located half a letter aside are not settled",
        ),
        (
            "thresholds-wide-windows",
            "STRAIGHTENED_BY: Final = 4",
            "STRAIGHTENED_BY: Final = 40",
            "lines located beside their ink stay there",
        ),
        (
            "thresholds-thin-flanks",
            "FLANK: Final = 0.3",
            "FLANK: Final = 0.1",
            "lines out of focus are not settled",
        ),
        (
            "thresholds-nothing-runs-on",
            "RUNS_ON: Final = 0.5",
            "RUNS_ON: Final = 9.0",
            "lines of which an end was missed stay short",
        ),
    ),
)
