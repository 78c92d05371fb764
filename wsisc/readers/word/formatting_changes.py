"""The XML of a Word file -> its tracked changes of formatting; and the XML with some of them rejected.

ECMA-376-1, 17.13.5: a property holds its value as it is now, and within a change element what it was before.
"""

from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from wsisc.readers.word import authorship, runs, word_count
from wsisc.readers.word.content import FormattingChange
from wsisc.readers.word.styles import Styles, W, numbering_of, value

_OF_LAYOUT = {
    f"{W}tblPrChange": "table",
    f"{W}tblPrExChange": "table",
    f"{W}trPrChange": "row",
    f"{W}tcPrChange": "cell",
    f"{W}cellMerge": "cell",
    f"{W}sectPrChange": "section",
}
_OF_PARAGRAPHS = (f"{W}pPrChange", f"{W}numberingChange", f"{W}rPrChange", f"{W}ins")
_WHOLE = tuple(f"{W}{name}Change" for name in ("rPr", "pPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr"))
_NOT_FORMATTING = {
    f"{W}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPr", "sectPr",
                 "headerReference", "footerReference")
}  # fmt: skip
"""What is among properties, and is not in those that a change element keeps."""
_LOOKS = {
    "bold": "bold",
    "italic": "in italics",
    "struck": "struck through",
    "hidden": "hidden",
    "superscript": "superscript",
    "subscript": "subscript",
}
"""The looks by which a submission changes, by our names for them."""


def of_paragraph(
    paragraph: etree._Element, styles: Styles, held: Mapping[str, bool], text: str
) -> Iterator[FormattingChange]:
    """Yield the changes of formatting in a paragraph of a text, whose runs look as `held` says where they say nothing.

    Runs that follow one another and were changed alike are one.
    """
    last: etree._Element | None = None
    pending: FormattingChange | None = None
    for each in paragraph.iter(*_OF_PARAGRAPHS):
        holder = each.getparent()
        if holder is None or next(each.iterancestors(f"{W}p"), None) is not paragraph:
            continue
        if each.tag == f"{W}ins" and holder.tag != f"{W}numPr":
            continue
        run = holder.getparent() if each.tag == f"{W}rPrChange" else None
        if run is None or run.tag != f"{W}r":
            yield _format("paragraph", each, _of_whole(each, holder, styles), text, text)
            continue
        found = _format("words", each, _of_run(each, holder, styles, held), word_count.flow(run), text)
        is_next = pending is not None and run.getprevious() is last
        if pending and is_next and (pending.author, pending.summary) == (found.author, found.summary):
            found = found._replace(words=pending.words + found.words)
        elif pending:
            yield pending
        pending, last = found, run
    if pending:
        yield pending


def of_layout(root: etree._Element) -> Iterator[FormattingChange]:
    """Yield the changes of formatting of the tables and sections of a part."""
    for each in root.iter(*_OF_LAYOUT):
        yield _format(_OF_LAYOUT[str(each.tag)], each, "", "", "")


def reject(root: etree._Element, kept: Collection[str]) -> None:
    """Give a part the formatting that it had before everybody changed it but those whose names are `kept`."""
    for change in list(root.iter(*_WHOLE, f"{W}ins")):
        holder = change.getparent()
        if holder is None or authorship.author(change) in kept:
            continue
        if change.tag != f"{W}ins":
            _restore(holder, next(change.iterchildren(holder.tag), None))
        elif holder.tag == f"{W}numPr" and (properties := holder.getparent()) is not None:
            properties.remove(holder)


def _restore(holder: etree._Element, before: etree._Element | None) -> None:
    """Give properties what they held before."""
    for each in list(holder):
        if each.tag not in _NOT_FORMATTING:
            holder.remove(each)
    holder.extend(list(before) if before is not None else [])


def _format(what: str, change: etree._Element, summary: str, words: str, paragraph: str) -> FormattingChange:
    words, paragraph = (" ".join(each.split()) if what != "words" else each for each in (words, paragraph))
    return FormattingChange(
        what, authorship.author(change), authorship.date(change), summary, words, " ".join(paragraph.split())
    )


def _of_run(change: etree._Element, now: etree._Element, styles: Styles, held: Mapping[str, bool]) -> str:
    """Return how a run looks otherwise than before, as far as that changes a submission."""
    before = {**held, **runs.look_of(change.find(f"{W}rPr"), styles, held)}
    after = {**held, **runs.look_of(now, styles, held)}
    changed = [name for name in _LOOKS if before.get(name, False) != after.get(name, False)]
    return ", ".join(f"{'' if after.get(name, False) else 'no longer '}{_LOOKS[name]}" for name in changed)


def _of_whole(change: etree._Element, now: etree._Element, styles: Styles) -> str:
    """Return what a paragraph is otherwise than before: its style, an item of a list."""
    before = change.find(f"{W}pPr")
    if change.tag != f"{W}pPrChange" or before is None:
        return "numbering" if change.tag in (f"{W}numberingChange", f"{W}ins") else ""
    names = [styles.named(value(each, "pStyle")).name or "Normal" for each in (before, now)]
    summary = [f"style {names[1]}, before {names[0]}"] if names[0] != names[1] else []
    return ", ".join(summary + ["numbering"] * (numbering_of(before) != numbering_of(now)))
