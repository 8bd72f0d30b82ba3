"""The service's description of itself: OpenAPI, with what its settings add."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from docverify.service.demanded import Demanded
from docverify.service.models.problems import Problem
from docverify.service.settings import Settings

Schema = dict[str, Any]
ERRORS: Final[dict[int | str, Schema]] = {
    "4XX": {"model": Problem, "description": "The request is not served: see `code` and `message`."},
    "5XX": {"model": Problem, "description": "The service cannot serve it now: see `retryable`."},
}
"""What every route may answer beside what it is for."""

_KEY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key of `docverify serve --new-key`; asked for where the service keeps keys.",
}


def describe(app: FastAPI) -> None:
    """Let `/openapi.json` tell the limits and the policies of this service."""

    def openapi() -> Schema:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's own documentation has it


def _described(app: FastAPI) -> Schema:
    settings: Settings = app.state.settings
    demanded: Demanded = app.state.demanded
    content = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    components = content.setdefault("components", {})
    most = {"document": settings.sides, "live": settings.frames, "probe": settings.frames}
    for title, schema in components.get("schemas", {}).items():
        if not title.startswith("Body_"):
            continue
        schema["additionalProperties"] = False
        for name, field in schema["properties"].items():
            told = _sent(field)
            if name in most and told.get("type") == "array":
                told["maxItems"] = most[name]
            if name == "policy" and title.startswith("Body_verify"):
                told["enum"] = list(demanded.policies)
            schema["properties"][name] = told
    asked = components.get("schemas", {}).get("SessionAsked")
    if asked is not None:
        asked["properties"]["policy"] |= {"enum": [*demanded.policies, None]}
    _galleries(content, settings)
    for path in content["paths"].values():
        for operation in path.values():
            _errors_are_json(operation)
    if settings.keys is not None:
        components["securitySchemes"] = {"key": _KEY}
        content["security"] = [{"key": []}]
    return content


def _galleries(content: Schema, settings: Settings) -> None:
    """Name the galleries and purposes that there are."""
    lookups = settings.lookups
    if lookups is None or not lookups.galleries:
        return
    for path, operations in content["paths"].items():
        if "{gallery}" in path:
            for parameter in operations["post"]["parameters"]:
                parameter["schema"]["enum"] = list(lookups.names)
    for schema in content["components"]["schemas"].values():
        if "purpose" in schema.get("properties", {}) and schema["title"].startswith(("Body_", "EntryAsked")):
            schema["properties"]["purpose"]["enum"] = list(lookups.purposes)


def _errors_are_json(operation: Schema) -> None:
    """FastAPI gives errors the media type of a route's own answer, which may be text or a picture."""
    for status, told in operation["responses"].items():
        if status in ERRORS:
            (shape,) = told["content"].values()
            told["content"] = {"application/json": shape}


def _sent(field: Schema) -> Schema:
    """A part of a form: it may be left out, and is never null."""
    told = {name: value for name, value in field.items() if name != "anyOf"}
    told |= next((one for one in field.get("anyOf", ()) if one.get("type") != "null"), {})
    return told
