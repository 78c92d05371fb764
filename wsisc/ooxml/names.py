"""The XML of Office files -> its namespaces, and the values, ancestors and letters of its elements (ECMA-376)."""

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute that keeps spaces at the ends of a text."""
V = "{urn:schemas-microsoft-com:vml}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

LETTERS = {f"{W}t", f"{W}delText", f"{M}t", f"{A}t"}
"""The elements whose text is the words of a document."""
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


def letters_of(holder: etree._Element) -> str:
    """Return the letters of the text in an element, and of its deleted text."""
    return "".join(text.text or "" for text in holder.iter(f"{W}t", f"{W}delText"))
