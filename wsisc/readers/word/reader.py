"""The bytes of a Word file -> its content.

It is read here and not by Pandoc's reader: that one drops text boxes, headers, hidden and some nested text without a
word, keeps no bookmarks before headings, knows nothing of changed rows, and hangs on a note that calls itself.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial

from lxml import etree

from wsisc.readers.word import (
    appearance,
    authorship,
    bounds,
    formatting_changes,
    inventory,
    numbering,
    out_of_flow,
    properties,
    runs,
    styles,
    surroundings,
    threads,
    word_count,
)
from wsisc.readers.word.archive import Archive, Link
from wsisc.readers.word.components import Read
from wsisc.readers.word.content import (
    Aside,
    Block,
    Cell,
    Content,
    FormattingChange,
    Paragraph,
    Row,
    Run,
    Table,
    paragraphs,
)
from wsisc.readers.word.runs import Context
from wsisc.readers.word.styles import W, value

_MOST_NESTING = 20
_MOST_QUOTED = 60


@dataclass
class _Reader:
    """Reads the paragraphs and tables of one part after another.

    `read` are the elements whose words are in a paragraph or an aside, `linked` the addresses from which Word would
    load images, with what is told of them; `above` are the words of the last paragraph that has any. Of the words that
    Word does not show, those in `kept` are read nevertheless.
    """

    styles: styles.Styles
    counters: numbering.Counters
    kept: Collection[str] = ()
    hidden: list[Aside] = field(default_factory=list)
    formatting: list[FormattingChange] = field(default_factory=list)
    read: set[etree._Element] = field(default_factory=set)
    linked: list[tuple[str, str]] = field(default_factory=list)
    above: str = ""
    is_after_break: bool = False

    def blocks(self, holder: etree._Element, context: Context, depth: int = 0) -> Iterator[Block]:
        """Yield the blocks in an element, those within content controls and the like too."""
        for child in holder.iterchildren(tag=etree.Element):
            if child.tag == f"{W}p":
                yield self.paragraph(child, context)
            elif child.tag == f"{W}tbl":
                yield from self.tables(child, context, depth)
            elif out_of_flow.is_contents(child):
                self.read.add(child)
                self.hidden.append(Aside("table of contents", " ".join(word_count.flow(child).split())))
            elif not runs.on_comment(child, context) and child.tag not in runs.BOXES:
                yield from self.blocks(child, context, depth)

    def paragraph(self, element: etree._Element, context: Context) -> Paragraph:
        """Return a paragraph."""
        self.read.add(element)
        properties = element.find(f"{W}pPr")
        style = self.styles.named(value(properties, "pStyle"))
        held = {**self.styles.default_marks, **style.marks}
        hidden = " ".join(runs.hidden_text(element, context, held).split())
        found = runs.runs_of(
            element, replace(context, shows_hidden=hidden in self.kept), self.styles.written(style, held)
        )
        self.hide(element, context, hidden, found)
        text = "".join(run.text for run in found if run.change is None or run.change.kind != "deletion")
        self.formatting += formatting_changes.of_paragraph(element, self.styles, held, text)
        self.place(context, " ".join("".join(run.text for run in found).split()))
        own = properties if properties is not None else etree.Element("none")
        listed = styles.numbering_of(own) or style.numbering
        starts = self.is_after_break or styles.is_on(own.find(f"{W}pageBreakBefore"))
        self.is_after_break = own.find(f"{W}sectPr") is not None
        kept, breaks = _without_breaks(found)
        self.is_after_break |= breaks == "after"
        return Paragraph(
            runs=kept,
            style=style.name,
            outline=styles.outline_of(own) if own.find(f"{W}outlineLvl") is not None else style.outline,
            numbering=self.counters.next(*listed) if listed and listed[0] != "0" else None,
            indent=styles.indent_of(own) if own.find(f"{W}ind") is not None else style.indent or 0,
            align=value(own, "jc") or style.align,
            bookmarks=tuple(each.get(f"{W}name", "") for each in _bookmarks(element)),
            change=authorship.change(own.find(f"{W}rPr")),
            is_page_start=starts or breaks == "before",
        )

    def hide(self, element: etree._Element, context: Context, hidden: str, found: tuple[Run, ...]) -> None:
        """Note the words of a paragraph that Word does not show, or nobody knows; `hidden` are those marked as such."""
        if hidden and hidden in self.kept:
            self.hidden.append(Aside(out_of_flow.KEPT_TEXT, hidden, 0))
            hidden = ""
        told, marks, placeholders = (_taken(held) for held in (context.dropped, context.marks, context.placeholders))
        whole = word_count.flow(element)
        left = len(whole.split()) - len("".join(run.text for run in found).split())
        if hidden or left > 0 or marks or placeholders:
            drawn = " ".join(word_count.art(element))
            texts = {out_of_flow.HIDDEN_TEXT: hidden, "text in the code of a field": told, "drawn text": drawn,
                     "mark of another note": marks, "placeholder of a content control": placeholders}  # fmt: skip
            kinds = [kind for kind, text in texts.items() if text] or ["text that cannot be read"]
            text = " ".join(text for text in texts.values() if text) or " ".join(whole.split())
            self.hidden.append(Aside(", ".join(kinds), text, left))

    def place(self, context: Context, words: str) -> None:
        """Note where the linked images of a paragraph of some words stand."""
        self.above = words or self.above
        at = f'in "{words[:_MOST_QUOTED]}"' if words else f'after "{self.above[:_MOST_QUOTED]}"' if self.above else ""
        self.linked += [
            (address, out_of_flow.linked_image(address, alternative, at)) for address, alternative in context.linked
        ]
        context.linked.clear()

    def tables(self, element: etree._Element, context: Context, depth: int) -> Iterator[Block]:
        """Yield a table, with those in its cells; of one that lies too deep the paragraphs."""
        if depth == _MOST_NESTING:
            yield from paragraphs(tuple(self.blocks(element, context, depth)))
            return
        found = _children(element, f"{W}tr")
        rows = tuple(self.row(row, context, depth) for row in found if not self.is_hidden(row))
        style = self.styles.found.get(value(element.find(f"{W}tblPr"), "tblStyle"))
        yield Table(rows, style.name if style else "")

    def is_hidden(self, row: etree._Element) -> bool:
        """Tell whether Word does not show a row, and note its words."""
        if not surroundings.is_hidden_row(row):
            return False
        words = " ".join(word_count.flow(row).split())
        if words in self.kept:
            self.hidden.append(Aside(out_of_flow.KEPT_ROW, words, 0))
            return False
        self.read.add(row)
        self.hidden.append(Aside(out_of_flow.HIDDEN_ROW, words))
        return True

    def row(self, element: etree._Element, context: Context, depth: int) -> Row:
        properties = element.find(f"{W}trPr")
        cells = tuple(self.cell(cell, context, depth) for cell in _children(element, f"{W}tc"))
        is_header = properties is not None and styles.is_on(properties.find(f"{W}tblHeader"))
        return Row(cells, is_header, authorship.change(properties))

    def cell(self, element: etree._Element, context: Context, depth: int) -> Cell:
        properties = element.find(f"{W}tcPr")
        blocks = tuple(self.blocks(element, context, depth + 1))
        span, merged = value(properties, "gridSpan"), properties.find(f"{W}vMerge") if properties is not None else None
        is_continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        first = next((block for block in blocks if isinstance(block, Paragraph)), None)
        width = int(span) if span.isdecimal() and 0 < int(span) < 100 else 1
        return Cell(blocks, width, is_continued, first.align if first else "", authorship.change(properties))


def read(content: bytes, formatting_of: Collection[str] | None = None, kept: Collection[str] = ()) -> Content:
    """Return the content of a Word file. Raises WsiscError where it is none, is damaged or could do harm.

    Its formatting is read as it is now. Where names are given in `formatting_of`, what others than these people changed
    of it with tracking on is read as it was before. The hidden words in `kept` are read as those that Word shows.
    """
    archive = Archive(content)
    links = archive.links(archive.main)
    roots = {kind: archive.xml(link.target) for kind, link in _parts(links, archive).items()}
    document = archive.xml(archive.main)
    bounds.check((document, *roots.values()))
    flowing = [document, *(each for kind, each in roots.items() if kind.endswith("notes"))]
    for each in flowing if formatting_of is not None else ():
        formatting_changes.reject(each, formatting_of or ())
    reader = _Reader(styles.read(roots.get("styles")), numbering.read(roots.get("numbering")), kept)
    context = Context(reader.styles, links, runs.placeholders_of(document))
    blocks = tuple(block for body in document.iterchildren(f"{W}body") for block in reader.blocks(body, context))
    notes = _notes(reader, roots, links, archive)
    found = (
        *out_of_flow.of(document, archive, links, flowing[1:]),
        *out_of_flow.unread(document, flowing[1:], reader.read),
    )
    layout = [each for root in flowing for each in formatting_changes.of_layout(root)]
    linked = tuple(out_of_flow.linked(reader.linked, archive.linked))
    said = partial(_said, reader=reader, links=_links_of(archive, links, "comments"))
    about = properties.read(archive)
    media = cache(archive.read)
    return Content(
        blocks=blocks,
        notes=notes,
        comments=tuple(threads.comments(roots, threads.quotes(blocks, notes), said)),
        asides=(*found, *reader.hidden, *linked),
        images=_images(blocks, notes, archive, media),
        properties=about,
        language=about.get("language") or reader.styles.language,
        words=word_count.words(archive, links),
        inventory=tuple(inventory.of(archive, links, {**roots, "document": document}, reader.styles, media)),
        looks=tuple(appearance.of({**roots, "document": document}, reader.styles)),
        formatting=(*reader.formatting, *layout),
        not_dates=authorship.not_dates([document, *roots.values()]),
    )


def _parts(links: Mapping[str, Link], archive: Archive) -> dict[str, Link]:
    """Return the parts beside the text that are read, by the kinds of their relationships."""
    wanted = ("styles", "theme", "settings", "numbering", "footnotes", "endnotes", "comments", "commentsExtended")
    return {link.kind: link for link in links.values() if link.kind in wanted and archive.has(link.target)}


def _links_of(archive: Archive, links: Mapping[str, Link], kind: str) -> Mapping[str, Link]:
    """Return the links of a part of a kind."""
    return archive.links(next((link.target for link in links.values() if link.kind == kind), ""))


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children of a tag, also those in content controls, changes and the like around them."""
    for child in element.iterchildren(tag=etree.Element):
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"):
            yield from _children(child, tag)


def _taken(held: list[str]) -> str:
    """Return the words that a list holds, and empty it."""
    text = " ".join("".join(held).split())
    held.clear()
    return text


def _bookmarks(paragraph: etree._Element) -> list[etree._Element]:
    """Return the bookmarks that begin in a paragraph, or right before it."""
    found = list(paragraph.iter(f"{W}bookmarkStart"))
    before = paragraph.getprevious()
    while before is not None and before.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        found += [before] if before.tag == f"{W}bookmarkStart" else []
        before = before.getprevious()
    return found


def _without_breaks(found: tuple[Run, ...]) -> tuple[tuple[Run, ...], str]:
    """Return runs without page breaks, and where one was: "before" the text, "after" it, or ""."""
    at = [index for index, run in enumerate(found) if run.text == "\f"]
    kept = tuple(run for run in found if run.text != "\f")
    if not at:
        return kept, ""
    return kept, "before" if at[0] == 0 and kept else "after"


def _notes(
    reader: _Reader, roots: Mapping[str, etree._Element], links: Mapping[str, Link], archive: Archive
) -> dict[str, tuple[Block, ...]]:
    """Return the notes by their ids; of two that have the same, nothing calls the second."""
    found: dict[str, tuple[Block, ...]] = {}
    for kind, letter in (("footnotes", "f"), ("endnotes", "e")):
        within = _links_of(archive, links, kind)
        for note in roots[kind].iterchildren(f"{W}{kind[:-1]}") if kind in roots else ():
            if not out_of_flow.is_separator(note):
                context = Context(reader.styles, within, runs.placeholders_of(note))
                id = f"{letter}{note.get(f'{W}id', '')}"
                found[id if id not in found else f"{id} {len(found)}"] = out_of_flow.trimmed(
                    tuple(reader.blocks(note, context))
                )
    return found


def _said(comment: etree._Element, reader: _Reader, links: Mapping[str, Link]) -> str:
    """Return the words of a comment."""
    return threads.words(paragraphs(tuple(reader.blocks(comment, Context(reader.styles, links)))))


def _images(
    blocks: tuple[Block, ...], notes: Mapping[str, tuple[Block, ...]], archive: Archive, media: Read
) -> dict[str, bytes]:
    named = {run.image.file for held in (blocks, *notes.values()) for each in paragraphs(held) for run in each.runs
             if run.image}  # fmt: skip
    return {file: media(file) for file in sorted(named) if archive.has(file)}
