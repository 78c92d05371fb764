"""Pandoc's lists in a Word file -> lists in Word's named styles, without definitions that nothing uses.

The lists 1 and 2 are those of the styles List Number and List Bullet (templates/docx/lists.xml): who applies the style
in Word gets a list. Every other list is one of the document.
"""

from collections.abc import Iterable, Mapping
from zlib import crc32

from lxml import etree

from wsisc.messages import resources
from wsisc.ooxml.names import W, value

STYLE_LISTS = 2
"""The number of lists that belong to styles: the ids up to it are theirs."""
_BULLET = "•"
_STYLES = {"bullet": "ListBullet", "": "ListContinue"}


def find_styles(numbering: etree._Element) -> dict[str, str]:
    """Return the style of each list by its id: ListNumber, ListBullet, or ListContinue where it has no sign."""
    styles = {}
    for definition in numbering.iter(f"{W}abstractNum"):
        format, text, _ = _describe(definition)[0]
        styles[definition.get(f"{W}abstractNumId")] = _STYLES.get(format if text.strip() else "", "ListNumber")
    return {num.get(f"{W}numId", ""): styles[num[0].get(f"{W}val")] for num in numbering.iter(f"{W}num")}


def style_bullets(numbering: etree._Element) -> None:
    """Set the bullet that the PDF and the page use too, in the font of the text."""
    for level in numbering.iter(f"{W}lvl"):
        format, text, run = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "rPr"))
        if format is not None and format.get(f"{W}val") == "bullet" and text is not None:
            if (text.get(f"{W}val") or "").strip():
                text.set(f"{W}val", _BULLET)
            if run is not None:
                level.remove(run)


def set_ids(numbering: etree._Element) -> None:
    """Set an id that equal lists of all documents share: Word compares it where a list is pasted.

    Pandoc writes nine digits for a list that starts at 1,000, and eight are allowed.
    """
    for definition in numbering.iter(f"{W}abstractNum"):
        levels = b"".join(etree.tostring(level, method="c14n") for level in definition.iter(f"{W}lvl"))
        for nsid in definition.iter(f"{W}nsid"):
            nsid.set(f"{W}val", f"{crc32(levels):08X}")


def complete(numbering: etree._Element, roots: Iterable[etree._Element]) -> None:
    """Add the lists of the styles, and remove the lists and definitions that no paragraph under `roots` uses."""
    used = {reference.get(f"{W}val") for root in roots for reference in root.iter(f"{W}numId")}
    lists = [num for num in numbering.iter(f"{W}num") if num.get(f"{W}numId") in used]
    of_styles = etree.fromstring(resources.text("templates/docx/lists.xml").encode())
    known = {tuple(_describe(kind)): kind.get(f"{W}abstractNumId") for kind in of_styles.iter(f"{W}abstractNum")}
    same = {
        definition.get(f"{W}abstractNumId"): known[key]
        for definition in numbering.iter(f"{W}abstractNum")
        if (key := tuple(_describe(definition))) in known
    }
    _use_definitions(lists, same)
    needed = {num[0].get(f"{W}val") for num in lists}
    own = [kind for kind in numbering.iter(f"{W}abstractNum") if kind.get(f"{W}abstractNumId") in needed]
    numbering[:] = [
        *of_styles.iterfind(f"{W}abstractNum"),
        *(definition for definition in own if definition.get(f"{W}abstractNumId") not in same),
        *of_styles.iterfind(f"{W}num"),
        *lists,
    ]


def _use_definitions(lists: Iterable[etree._Element], replaced: Mapping[str | None, str | None]) -> None:
    for num in lists:
        definition = num[0]
        if new := replaced.get(definition.get(f"{W}val")):
            definition.set(f"{W}val", new)


def _describe(definition: etree._Element) -> list[tuple[str, str, str]]:
    """Return the format, the sign and the first number of each level of a list."""
    return [
        (value(level, "numFmt"), value(level, "lvlText"), value(level, "start") or "1")
        for level in definition.iter(f"{W}lvl")
    ]
