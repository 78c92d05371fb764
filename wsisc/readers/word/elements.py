"""The XML elements of a Word file -> their values, their ancestors, their letters."""

from lxml import etree

from wsisc.readers.namespaces import W

TRUE_VALUES = ("1", "true", "on")
FALSE_VALUES = ("0", "false", "off", "none")


def value(holder: etree._Element | None, name: str) -> str:
    """Return the w:val of a child element, or "" if it has no such child."""
    found = holder.find(f"{W}{name}") if holder is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def is_on(element: etree._Element | None) -> bool:
    """Return whether an on/off property is present and on."""
    return element is not None and element.get(f"{W}val", "1").lower() not in FALSE_VALUES


def is_within(element: etree._Element, *tags: str) -> bool:
    """Return whether an element is inside another one with one of the tags."""
    return next(element.iterancestors(*tags), None) is not None


def one_line(text: str) -> str:
    """Return the words of a text, separated by single spaces."""
    return " ".join(text.split())
