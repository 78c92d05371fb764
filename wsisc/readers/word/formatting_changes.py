"""The XML of a Word file -> its tracked changes of formatting; and the XML with some of them rejected.

ECMA-376-1, 17.13.5: properties hold their current values, and a change element in them holds the previous ones.
"""

from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from wsisc.ooxml.names import W, value
from wsisc.readers.word import independent_count, runs, threads
from wsisc.readers.word.content import FormattingChange
from wsisc.readers.word.origins import NOWHERE, find_leaves
from wsisc.readers.word.styles import Styles, list_reference
from wsisc.text.words import one_line

_LAYOUT_CHANGES = {
    f"{W}tblPrChange": "table",
    f"{W}tblPrExChange": "table",
    f"{W}trPrChange": "row",
    f"{W}tcPrChange": "cell",
    f"{W}cellMerge": "cell",
    f"{W}sectPrChange": "section",
}
_PARAGRAPH_CHANGES = (f"{W}pPrChange", f"{W}numberingChange", f"{W}rPrChange", f"{W}ins")
_PROPERTY_CHANGES = tuple(f"{W}{name}Change" for name in ("rPr", "pPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr"))
# Elements among properties that a change element does not keep.
_NOT_FORMATTING = {
    f"{W}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPr", "sectPr",
                 "headerReference", "footerReference")
}  # fmt: skip
# The marks that change a submission, with their names.
_MARK_NAMES = {
    "bold": "bold",
    "italic": "in italics",
    "struck": "struck through",
    "hidden": "hidden",
    "superscript": "superscript",
    "subscript": "subscript",
}


def find_in_paragraph(
    paragraph: etree._Element, styles: Styles, inherited: Mapping[str, bool], text: str, start: int = NOWHERE
) -> Iterator[FormattingChange]:
    """Yield the changes of formatting in a paragraph of text. `inherited` are the marks of its runs by default.

    `start` is the address of the paragraph. Neighbouring runs with the same change are joined.
    """
    previous = None
    pending = None
    for mark in paragraph.iter(*_PARAGRAPH_CHANGES):
        holder = mark.getparent()
        if holder is None or next(mark.iterancestors(f"{W}p"), None) is not paragraph:
            continue
        if mark.tag == f"{W}ins" and holder.tag != f"{W}numPr":
            continue
        run = holder.getparent() if mark.tag == f"{W}rPrChange" else None
        if run is None or run.tag != f"{W}r":
            summary = _describe_paragraph_change(mark, holder, styles)
            yield _locate(_formatting_change("paragraph", mark, summary, text, text), paragraph, paragraph, start)
            continue
        found = _formatting_change(
            "words", mark, _describe_run_change(mark, holder, styles, inherited), independent_count.flow_text(run), text
        )
        found = _locate(found, paragraph, run, start)
        is_next = pending is not None and run.getprevious() is previous
        if pending and is_next and (pending.author, pending.summary) == (found.author, found.summary):
            found = found._replace(words=pending.words + found.words, start=pending.start)
        elif pending:
            yield pending
        pending, previous = found, run
    if pending:
        yield pending


def _locate(
    change: FormattingChange, paragraph: etree._Element, holder: etree._Element, start: int
) -> FormattingChange:
    """Return a change with the addresses of the characters that an element of the paragraph holds."""
    leaves = [*find_leaves(paragraph)] if start != NOWHERE else []
    places = [(at, at + length) for leaf, at, length in leaves if holder in leaf.iterancestors()]
    return change._replace(start=start + places[0][0], end=start + places[-1][1]) if places else change


def find_in_layout(root: etree._Element) -> Iterator[FormattingChange]:
    """Yield the changes of formatting of the tables and sections of a part."""
    for change in root.iter(*_LAYOUT_CHANGES):
        yield _formatting_change(_LAYOUT_CHANGES[str(change.tag)], change, "", "", "")


def reject(root: etree._Element, kept_authors: Collection[str]) -> None:
    """Restore the formatting of a part from before all changes, except those by `kept_authors`."""
    for change in list(root.iter(*_PROPERTY_CHANGES, f"{W}ins")):
        holder = change.getparent()
        if holder is None or threads.read_author(change) in kept_authors:
            continue
        if change.tag != f"{W}ins":
            for child in list(holder):
                if child.tag not in _NOT_FORMATTING:
                    holder.remove(child)
            holder.extend(list(next(change.iterchildren(holder.tag), ())))
        elif holder.tag == f"{W}numPr" and (properties := holder.getparent()) is not None:
            properties.remove(holder)


def _formatting_change(
    scope: str, change: etree._Element, summary: str, words: str, paragraph: str
) -> FormattingChange:
    words, paragraph = (one_line(text) if scope != "words" else text for text in (words, paragraph))
    return FormattingChange(
        scope, threads.read_author(change), threads.read_date(change), summary, words, one_line(paragraph)
    )


def _describe_run_change(
    change: etree._Element, now: etree._Element, styles: Styles, inherited: Mapping[str, bool]
) -> str:
    """Return the change of a run, as far as it changes a submission."""
    before = {**inherited, **runs.read_look(change.find(f"{W}rPr"), styles, inherited)}
    after = {**inherited, **runs.read_look(now, styles, inherited)}
    changed = [name for name in _MARK_NAMES if before.get(name, False) != after.get(name, False)]
    return ", ".join(f"{'' if after.get(name, False) else 'no longer '}{_MARK_NAMES[name]}" for name in changed)


def _describe_paragraph_change(change: etree._Element, now: etree._Element, styles: Styles) -> str:
    """Return the change of a paragraph: its style, its list."""
    before = change.find(f"{W}pPr")
    if change.tag != f"{W}pPrChange" or before is None:
        return "numbering" if change.tag in (f"{W}numberingChange", f"{W}ins") else ""
    names = [styles.get(value(properties, "pStyle")).name or "Normal" for properties in (before, now)]
    summary = [f"style {names[1]}, before {names[0]}"] if names[0] != names[1] else []
    return ", ".join(summary + ["numbering"] * (list_reference(before) != list_reference(now)))
