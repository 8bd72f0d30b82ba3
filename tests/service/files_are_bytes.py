"""For schemathesis (SCHEMATHESIS_HOOKS): a part that is a file is bytes on its way, whatever it was drawn as.

It takes the description of such a part for one of a JSON value, puts a number in its place, sends the digits
as the file's bytes, and expects a refusal; a null is sent as no part at all. Both are left out: what they
test is tested by other cases.
"""

from typing import Any

import schemathesis


@schemathesis.hook
def filter_case(_: schemathesis.HookContext, case: Any) -> bool:
    """Whether every file was drawn as text or bytes."""
    if not isinstance(case.body, dict):
        return True
    parts = _files(case.operation.schema.raw_schema)
    return all(_sendable(value) for name, value in case.body.items() if name in parts)


def _files(described: dict[str, Any]) -> set[str]:
    """Names of the parts that are files."""
    return {
        name
        for schema in described["components"]["schemas"].values()
        for name, part in schema.get("properties", {}).items()
        if "contentMediaType" in part or "contentMediaType" in part.get("items", {})
    }


def _sendable(value: object) -> bool:
    one = value if isinstance(value, list) else [value]
    return all(isinstance(item, (str, bytes)) or type(item).__name__ == "Binary" for item in one)
