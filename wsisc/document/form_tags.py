"""A field of a form, and its call -> the tag of the content control for its value; and back.

It survives every program that keeps content controls, so an import knows the field, and the call that the form is for.
"""

_PREFIX, _SEPARATOR = "wsisc.", "@"


def format_tag(field: str, call: str) -> str:
    """Return the tag of a field in a form for a call."""
    return f"{_PREFIX}{field}{_SEPARATOR}{call}"


def parse_tag(tag: str) -> tuple[str, str] | None:
    """Return the field and the call of a tag, None if the tag is not from a form of wsisc."""
    if not tag.startswith(_PREFIX):
        return None
    field, _, call = tag.removeprefix(_PREFIX).partition(_SEPARATOR)
    return field, call
