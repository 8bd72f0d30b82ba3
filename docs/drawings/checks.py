"""The table of checks: their names, what they are about, and what each policy that ships asks of them."""

from pathlib import Path

import docverify as dv

PAGE = Path(__file__).resolve().parents[1] / "reference/checks.md"
NAMES = ("document", "kiosk", "border", "lenient")
WORDS = {"required": "required", "optional": "optional", "waived": "waived", "not_asked": ""}
HEAD = """# Checks

Every check by its name, as policies and reports have it, and what the policies that ship ask of it.
*required*: it must be performed and pass. *optional*: it must not fail. An empty cell: it is reported and
does not count.

"""


def page() -> str:
    """The page, as text."""
    policies = [dv.Policy.named(name) for name in NAMES]
    lines, group = [HEAD.rstrip("\n")], None
    for check in dv.CHECKS:
        if check.group is not group:
            group = check.group
            lines += ["", f"## {group.value.capitalize()}", ""]
            lines += [f"| check | in words | {' | '.join(NAMES)} |", "|---|---|" + "---|" * len(NAMES)]
        asked = " | ".join(WORDS[policy.demand(check.name).value] for policy in policies)
        lines.append(f"| `{check.name}` | {check.title} | {asked} |")
    return "\n".join(lines) + "\n"
