"""Scenes that must not pass, over all kinds: figures for pages, from the rows of `false_yes`."""

from benchmarks.figures import Figure, Figures


def figures(rows: Figures) -> dict[str, Figure]:
    """How many scenes passed that must not, of how many draws, and of which kinds.

    Raises:
        Refused: a row must not be quoted.
    """
    cases = [row["case"] for row in rows.rows if row["benchmark"] == "false_yes" and row["threads"] == 1]
    found = [rows.row("false_yes", case, asked_by="scenes") for case in cases]
    found = [row for row in found if "PASSED" not in row["figures"]["right"]]
    commits = tuple(dict.fromkeys(row["commit"] for row in found))
    draws = sum(sum(row["figures"]["outcomes"].values()) for row in found)
    passed = {row["case"]: row["figures"]["outcomes"].get("PASSED", 0) for row in found}
    told = sorted(
        ((count, case) for case, count in passed.items() if count), key=lambda one: (-one[0], one[1])
    )
    return {
        "scenes.kinds": Figure(str(len(found)), commits),
        "scenes.passed": Figure(f"{sum(passed.values())} of {draws:,}", commits),
        "scenes.which": Figure(", ".join(f"`{case}` {count}" for count, case in told) or "none", commits),
    }
