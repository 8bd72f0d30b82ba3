"""`/v1/engines` in a worker, which has the networks open."""

from docverify.faces.engines.listed import engines_listed


def engines() -> list[dict[str, object]]:
    """Every face engine that ships, has an extra or comes with a package, the default first."""
    return [one.to_dict() for one in engines_listed()]
