"""An equation -> its letters on one line: 10³, x_max, (a+b)/c (ECMA-376-1, 22.1).

Added signs are attached to the letters without spaces, so the number of words stays the same.
"""

import re

from lxml import etree

from wsisc.ooxml.names import M
from wsisc.readers.word import raised_letters

_SIMPLE = re.compile(r"[\w.,]*")


def linearize(element: etree._Element) -> str:
    """Return the letters of an equation in order."""
    if element.tag == f"{M}t":
        return element.text or ""
    tag = element.tag[len(M) :] if str(element.tag).startswith(M) else ""
    parts = [(str(child.tag)[len(M) :], linearize(child)) for child in element.iterchildren(tag=etree.Element)]
    if tag == "d":
        return _format_delimited(element, [text for _, text in parts])
    text = ""
    for name, inner in parts:
        if name in ("sup", "sub", "lim"):
            is_high = name == "sup" or (name == "lim" and tag == "limUpp")
            text += _format_script(inner, "superscript" if is_high else "subscript")
        elif tag == "f" and name in ("num", "den"):
            text = _join(text, "/", _group(inner)) if name == "den" and inner.strip() else text + _group(inner)
        elif tag == "rad" and name in ("deg", "e"):
            text += _format_script(inner, "superscript", "") if name == "deg" else _prefix("√", _group(inner))
        else:
            text += inner
    return _prefix(_property_character(element, "naryPr", "chr", "∫"), text) if tag == "nary" else text


def _format_script(text: str, kind: str, sign: str = "^") -> str:
    """Return a superscript or subscript in Unicode characters, otherwise after a sign."""
    core = text.strip()
    if not any(character.isalnum() for character in core) and raised_letters.to_unicode(core, kind) is None:
        return text  # such as a prime or a star
    found = raised_letters.to_unicode(text, kind) if len(core.split()) < 2 else None
    if found is not None:
        return found
    return _prefix(
        sign and ("^" if kind == "superscript" else "_"), _enclose("(", text, ")") if len(core) > 1 else text
    )


def _group(text: str) -> str:
    return text if _SIMPLE.fullmatch(text.strip()) else _enclose("(", text, ")")


def _format_delimited(element: etree._Element, texts: list[str]) -> str:
    first, last = _property_character(element, "dPr", "begChr", "("), _property_character(element, "dPr", "endChr", ")")
    operands = [text for text in texts if text.strip()]
    text = operands[0] if operands else ""
    for operand in operands[1:]:
        text = _join(text, _property_character(element, "dPr", "sepChr", "|"), operand)
    return _enclose(first, text, last)


def _property_character(element: etree._Element, properties: str, name: str, default: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    sign = default if found is None else found.get(f"{M}val", "")
    return "" if sign.isspace() else sign[:1]


def _prefix(sign: str, text: str) -> str:
    """Return a text with a sign directly before its first letter."""
    core = text.lstrip()
    return f"{text[: len(text) - len(core)]}{sign}{core}" if core else text


def _enclose(first: str, text: str, last: str) -> str:
    core = text.rstrip()
    return f"{_prefix(first, core)}{last}{text[len(core) :]}" if core else text


def _join(one: str, sign: str, two: str) -> str:
    """Return two texts joined by a sign, which follows the first or precedes the second without a space."""
    core = one.rstrip()
    return f"{core}{sign}{one[len(core) :]}{two}" if core else one + _prefix(sign, two)
