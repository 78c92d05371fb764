"""A stretch of a paragraph and the number of a comment -> the marks of the comment around exactly these characters.

ECMA-376, Part 1, 17.13.4. The runs must begin and end there (`run_splitting`).
"""

from lxml import etree

from wsisc.ooxml.builders import create_comment_end, create_comment_reference, create_comment_start
from wsisc.ooxml.names import MC, W, is_within
from wsisc.review.paragraph_texts import TextParagraph
from wsisc.review.run_splitting import find_unit

# What encloses runs; at its edge a mark is put outside, where programs keep it best.
_WRAPPERS = {
    f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "sdt", "sdtContent")
}
_WITHOUT_WORDS = {
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr", "bookmarkStart", "bookmarkEnd",
        "commentRangeStart", "commentRangeEnd",
    )
}  # fmt: skip


def mark_stretch(paragraph: TextParagraph, start: int, end: int, number: int) -> None:
    """Mark the characters of a paragraph from `start` to `end` as those of a comment; without any, all of it."""
    if start >= end:
        return mark_paragraph(paragraph.element, number)
    # LibreOffice loses comments in the words of a field that is no link, and keeps those around it.
    opening, closing = paragraph.field_at(start), paragraph.field_at(end - 1)
    begin = opening.first if opening else find_unit(paragraph, start)
    stop = closing.last if closing else find_unit(paragraph, end - 1)
    first = _climb(begin, is_start=True)
    last = _climb(stop, is_start=False)
    first.addprevious(create_comment_start(number))
    _close(last, number)


def mark_element(element: etree._Element, number: int) -> None:
    """Mark the run or paragraph child of an element, such as a reference to a note, as that of a comment."""
    unit = next((ancestor for ancestor in (element, *element.iterancestors()) if ancestor.tag == f"{W}r"), element)
    unit.addprevious(create_comment_start(number))
    _close(unit, number)


def find_references(document: etree._Element) -> dict[str, etree._Element]:
    """Return the first reference to each note that is not deleted, by the note, such as "f2"."""
    references: dict[str, etree._Element] = {}
    for kind in ("footnote", "endnote"):
        for reference in document.iter(f"{W}{kind}Reference"):
            if not is_within(reference, f"{W}del", f"{W}moveFrom"):
                references.setdefault(f"{kind[0]}{reference.get(f'{W}id', '')}", reference)
    return references


def has_endnotes(document: etree._Element) -> bool:
    """Return whether a text has two references to endnotes, between which LibreOffice takes no comment."""
    return len(_find_endnotes(document)) > 1


def move_after_endnotes(document: etree._Element, first: int) -> None:
    """Move the references to comments from the number `first` on that are between two references to endnotes.

    LibreOffice 25.2 loses the words of endnotes if a reference to a comment is between the references to the first
    and the last one, in whichever paragraph. Behind the last one it does no harm, and the comment is still shown at its
    words, which the marks of its range enclose.
    """
    if not has_endnotes(document):
        return
    endnotes = _find_endnotes(document)
    order = list(document.iter(f"{W}endnoteReference", f"{W}commentReference"))
    between = order[order.index(endnotes[0]) : order.index(endnotes[-1])]
    last = next(ancestor for ancestor in (endnotes[-1], *endnotes[-1].iterancestors()) if _is_in_paragraph(ancestor))
    for reference in reversed(between):
        number = reference.get(f"{W}id", "")
        if reference.tag == f"{W}commentReference" and number.isdecimal() and int(number) >= first:
            run = reference.getparent()
            assert run is not None
            last.addnext(run)


def _find_endnotes(document: etree._Element) -> list[etree._Element]:
    """Return the references to endnotes in the flow of a text."""
    found = document.iter(f"{W}endnoteReference")
    return [reference for reference in found if not is_within(reference, f"{W}txbxContent", f"{MC}Fallback")]


def _is_in_paragraph(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{W}p"


def mark_paragraph(paragraph: etree._Element, number: int) -> None:
    """Mark a whole paragraph as that of a comment."""
    at = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    paragraph.insert(at, create_comment_start(number))
    end = create_comment_end(number)
    paragraph.append(end)
    end.addnext(create_comment_reference(number))


def _close(last: etree._Element, number: int) -> None:
    """Put the end of a comment after an element; text after the element remains there."""
    tail, last.tail = last.tail, None
    end, reference = create_comment_end(number), create_comment_reference(number)
    last.addnext(end)
    end.addnext(reference)
    reference.tail = tail


def _climb(unit: etree._Element, *, is_start: bool) -> etree._Element:
    """Return the outermost element that begins, or ends, where a run does."""
    while (parent := unit.getparent()) is not None and parent.tag in _WRAPPERS:
        others = unit.itersiblings(preceding=is_start)
        if any(sibling.tag not in _WITHOUT_WORDS for sibling in others):
            break
        unit = parent
    return unit
