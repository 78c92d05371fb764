"""A Word file -> its content: paragraphs and tables, and what Word does not show in them.

Pandoc's reader is not used because it silently drops text boxes, headers, hidden and some nested text, keeps no
bookmarks before headings, does not know changed rows, and does not end on a note that references itself.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial

from lxml import etree

from wsisc.messages import from_data_file, join, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml.names import W, is_on, letters_of, value
from wsisc.ooxml.package import SAVE_AGAIN_HINT
from wsisc.ooxml.relationships import Relationship
from wsisc.ooxml.word_archive import WordArchive
from wsisc.readers.word import (
    appearance,
    components,
    formatting_changes,
    independent_count,
    numbering,
    out_of_flow,
    runs,
    styles,
    threads,
    visibility,
)
from wsisc.readers.word.components import PartReader
from wsisc.readers.word.content import (
    Aside,
    AsideKind,
    Block,
    Cell,
    FormattingChange,
    Paragraph,
    Row,
    Run,
    Table,
    WordContent,
    all_paragraphs,
    paragraphs,
)
from wsisc.readers.word.origins import NOWHERE, PartOrigins
from wsisc.readers.word.runs import Context
from wsisc.text.words import one_line

_DC = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = {
    f"{_DC}title": "title",
    f"{_DC}creator": "author",
    f"{_DC}subject": "subject",
    f"{_DC}language": "language",
}

# Far above any submission: at these limits every step of an import still takes only seconds. Measured with
# tests/importer/test_large_files.py: 5,000 paragraphs, also in tables, take 5 to 8 s and 100 MB; the budget
# is 10 s and 500 MB. The other limits are guesses.
_MAX_LETTERS = 50_000
_MAX_RUNS = 5_000
_MAX_ELEMENTS: Mapping[str, tuple[int, str]] = {
    "p": (5_000, "paragraphs"),
    "r": (15_000, t("formatting changes")),
    "rPrChange": (15_000, t("tracked formatting changes")),
    "pPrChange": (15_000, t("tracked formatting changes")),
    "tr": (5_000, t("table rows")),
    "tc": (6_000, t("table cells")),
    "footnote": (1_000, "footnotes"),
    "endnote": (1_000, "endnotes"),
    "comment": (1_000, "comments"),
    "style": (5_000, "styles"),
    "bookmarkStart": (20_000, "bookmarks"),
    "drawing": (2_000, "images"),
    "pict": (2_000, "images"),
    "abstractNum": (5_000, t("list styles")),
    "num": (20_000, "lists"),
}

_MAX_NESTING, _MAX_QUOTED = 20, 60  # tables in tables, a guess far below Python's limit of recursion; characters

# The kinds of parts that are read apart from the text.
_PARTS = ("styles", "theme", "settings", "numbering", "footnotes", "endnotes", "comments", "commentsExtended")
_NOTES = {"footnotes": "f", "endnotes": "e"}
"""The kinds of parts with notes, and what ids of their notes begin with."""


def read(
    content: bytes, formatting_authors: Collection[str] | None = None, unhidden: Collection[str] = ()
) -> WordContent:
    """Return the content of a Word file. Raises WsiscError if it is not one, is damaged or could do harm.

    Formatting is read as it is now. With `formatting_authors`, tracked changes of formatting by other authors are
    rejected first. Hidden words in `unhidden` are read as visible text.
    """
    archive = WordArchive(content)
    links = archive.relationships(archive.main_part)
    roots = _read_roots(archive, links)
    document = roots["document"]
    flowing = [document, *(value for kind, value in roots.items() if kind.endswith("notes"))]
    for root in flowing if formatting_authors is not None else ():
        formatting_changes.reject(root, formatting_authors or ())
    reader = BlockReader(styles.read(roots.get("styles")), numbering.read(roots.get("numbering")), unhidden)
    origins = {kind: PartOrigins(kind, roots[kind]) for kind in ("document", *_NOTES) if kind in roots}
    context = Context(reader.styles, links, runs.find_placeholder_runs(document), origins["document"])
    blocks = tuple(block for body in document.iterchildren(f"{W}body") for block in reader.read_blocks(body, context))
    notes = _read_notes(reader, roots, links, archive, origins)
    asides = [*out_of_flow.find_asides(document, archive, links, flowing[1:])]
    asides += out_of_flow.find_unread(document, flowing[1:], reader.read_elements)
    linked = tuple(out_of_flow.find_linked_images(reader.linked_images, archive.linked_media))  # without comments
    layout = [change for root in flowing for change in formatting_changes.find_in_layout(root)]
    read_comment = partial(_read_comment, reader=reader, relationships=_part_relationships(archive, links, "comments"))
    found_properties, read_part = _read_properties(archive), cache(archive.read)
    return WordContent(
        blocks=blocks,
        notes=notes,
        comments=tuple(threads.read_comments(roots, threads.find_quotes(blocks, notes), read_comment)),
        asides=(*asides, *reader.hidden_asides, *linked),
        images=_read_images(blocks, notes, archive, read_part),
        properties=found_properties,
        language=found_properties.get("language") or reader.styles.language,
        word_count=independent_count.count_words(archive, links),
        components=tuple(components.find_components(archive, links, roots, reader.styles, read_part, origins)),
        looks=tuple(appearance.read_looks(roots, reader.styles, origins)),
        formatting_changes=(*reader.formatting, *layout),
        invalid_dates=threads.find_invalid_dates(roots.values()),
    )


@dataclass
class BlockReader:
    """Reads the paragraphs and tables of one part after another.

    `read_elements` are the elements whose words are in a paragraph or an aside, `linked_images` the addresses from
    which Word would load images, with descriptions; `preceding_text` are the words of the last paragraph with words.
    Hidden words, and references to notes, are read as text if they are in `unhidden`.
    """

    styles: styles.Styles
    counters: numbering.ListCounters
    unhidden: Collection[str] = ()
    hidden_asides: list[Aside] = field(default_factory=list)
    formatting: list[FormattingChange] = field(default_factory=list)
    read_elements: set[etree._Element] = field(default_factory=set)
    linked_images: list[tuple[str, str]] = field(default_factory=list)
    preceding_text: str = ""
    is_after_break: bool = False

    def read_blocks(self, holder: etree._Element, context: Context, depth: int = 0) -> Iterator[Block]:
        """Yield the blocks in an element, including those inside content controls and the like.

        A paragraph that ends with a style separator is joined with the next one, as Word shows it; if there is no space
        between them, they are still two words.
        """
        lead = None
        for block in self._read_all(holder, context, depth):
            if lead and isinstance(block, Paragraph):
                gap = (Run(" "),) if lead.text[-1:].strip() and block.text[:1].strip() else ()
                block = replace(
                    lead,
                    runs=(*lead.runs, *gap, *block.runs),
                    bookmarks=(*lead.bookmarks, *block.bookmarks),
                    change=block.change,
                    has_separator=block.has_separator,
                )
            elif lead:
                yield lead
            lead = block if isinstance(block, Paragraph) and block.has_separator else None
            if not lead:
                yield block
        if lead:
            yield lead

    def _read_all(self, holder: etree._Element, context: Context, depth: int) -> Iterator[Block]:
        for child in holder.iterchildren(tag=etree.Element):
            if child.tag == f"{W}p":
                yield self._read_paragraph(child, context)
            elif child.tag == f"{W}tbl":
                yield from self._read_tables(child, context, depth)
            elif out_of_flow.is_table_of_contents(child):
                self.read_elements.add(child)
                self.hidden_asides.append(Aside(AsideKind.CONTENTS, one_line(independent_count.flow_text(child))))
            elif not runs.handle_comment_range(child, context) and child.tag not in runs.TEXT_BOXES:
                yield from self._read_all(child, context, depth)

    def _read_paragraph(self, element: etree._Element, context: Context) -> Paragraph:
        """Return a paragraph."""
        self.read_elements.add(element)
        properties = element.find(f"{W}pPr")
        style = self.styles.get(value(properties, "pStyle"))
        marks = {**self.styles.default_marks, **style.marks}
        hidden = one_line(runs.hidden_text(element, context, marks))
        run_context = replace(context, reads_hidden=hidden in self.unhidden, unhidden=self.unhidden)
        found = runs.read_runs(element, run_context, self.styles.remove_style_emphasis(style, marks))
        self._record_hidden_text(element, context, hidden, found)
        text = "".join(run.text for run in found if run.change is None or run.change.kind != "deletion")
        start = context.origins.start_of(element) if context.origins else NOWHERE
        self.formatting += formatting_changes.find_in_paragraph(element, self.styles, marks, text, start)
        self._record_linked_images(context, one_line("".join(run.text for run in found)))
        own = properties if properties is not None else etree.Element("none")
        listed = styles.list_reference(own) or style.numbering
        starts = self.is_after_break or is_on(own.find(f"{W}pageBreakBefore"))
        self.is_after_break = own.find(f"{W}sectPr") is not None
        remaining, breaks = _remove_page_breaks(found)
        self.is_after_break |= breaks == "after"
        return Paragraph(
            runs=remaining,
            style=style.name,
            outline=styles.outline_level(own) if own.find(f"{W}outlineLvl") is not None else style.outline,
            numbering=self.counters.next_numbering(*listed) if listed and listed[0] != "0" else None,
            indent=styles.indent_points(own) if own.find(f"{W}ind") is not None else style.indent or 0,
            align="" if style.name in styles.NUMBER_STYLES else styles.read_alignment(own) or style.align,
            bookmarks=tuple(bookmark.get(f"{W}name", "") for bookmark in _find_bookmarks(element)),
            change=threads.read_change(own.find(f"{W}rPr")),
            is_page_start=starts or breaks == "before",
            has_separator=is_on(own.find(f"{W}rPr/{W}specVanish")),
        )

    def _record_hidden_text(
        self, element: etree._Element, context: Context, hidden: str, found: tuple[Run, ...]
    ) -> None:
        """Record the words of a paragraph that Word hides (`hidden`), or that could not be read, as an aside."""
        if hidden and hidden in self.unhidden:
            origin = context.origins.start_of(element) if context.origins else NOWHERE
            self.hidden_asides.append(Aside(AsideKind.UNHIDDEN_TEXT, hidden, 0, origin))
            hidden = ""
        lists = (context.field_code_texts, context.note_marks, context.placeholder_texts)
        codes, marks, placeholders = map(_drain, lists)
        whole = independent_count.flow_text(element)
        missing = len(whole.split()) - len("".join(run.text for run in found).split())
        if hidden or missing > 0 or marks or placeholders:
            drawn = " ".join(independent_count.drawn_texts(element))
            texts = {
                AsideKind.HIDDEN_TEXT: hidden,
                AsideKind.FIELD_CODE: codes,
                AsideKind.DRAWN_TEXT: drawn,
                AsideKind.NOTE_MARK: marks,
                AsideKind.PLACEHOLDER: placeholders,
            }
            kinds = [kind for kind, text in texts.items() if text] or [AsideKind.UNREADABLE]
            text = " ".join(text for text in texts.values() if text) or one_line(whole)
            self.hidden_asides.append(Aside(join(map(from_data_file, kinds)) if kinds[1:] else kinds[0], text, missing))

    def _record_linked_images(self, context: Context, words: str) -> None:
        """Record the linked images of a paragraph, with their place."""
        self.preceding_text = words or self.preceding_text
        place = f'{"in" if words else "after"} "{self.preceding_text[:_MAX_QUOTED]}"' if self.preceding_text else ""
        self.linked_images += [
            (address, out_of_flow.describe_linked_image(address, alternative, place))
            for address, alternative in context.linked_images
        ]
        context.linked_images.clear()

    def _read_tables(self, element: etree._Element, context: Context, depth: int) -> Iterator[Block]:
        """Yield a table with those in its cells; of a table that is nested too deep only the paragraphs."""
        if depth == _MAX_NESTING:
            yield from paragraphs(tuple(self.read_blocks(element, context, depth)))
            return
        found = _find_children(element, f"{W}tr")
        rows = tuple(self._read_row(row, context, depth) for row in found if not self._is_hidden_row(row, context))
        style = self.styles.by_id.get(value(element.find(f"{W}tblPr"), "tblStyle"))
        yield Table(rows, style.name if style else "")

    def _is_hidden_row(self, row: etree._Element, context: Context) -> bool:
        """Return whether Word hides a row, and record its words."""
        if not visibility.is_hidden_row(row):
            return False
        words = one_line(independent_count.flow_text(row))
        if words in self.unhidden:
            first = next(row.iter(f"{W}p"), None)
            origin = context.origins.start_of(first) if context.origins and first is not None else NOWHERE
            self.hidden_asides.append(Aside(AsideKind.UNHIDDEN_ROW, words, 0, origin))
            return False
        self.read_elements.add(row)
        self.hidden_asides.append(Aside(AsideKind.HIDDEN_ROW, words))
        return True

    def _read_row(self, element: etree._Element, context: Context, depth: int) -> Row:
        properties = element.find(f"{W}trPr")
        cells = tuple(self._read_cell(cell, context, depth) for cell in _find_children(element, f"{W}tc"))
        is_header = properties is not None and is_on(properties.find(f"{W}tblHeader"))
        return Row(cells, is_header, threads.read_change(properties))

    def _read_cell(self, element: etree._Element, context: Context, depth: int) -> Cell:
        properties = element.find(f"{W}tcPr")
        blocks = tuple(self.read_blocks(element, context, depth + 1))
        span, merged = value(properties, "gridSpan"), properties.find(f"{W}vMerge") if properties is not None else None
        is_continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        first = next((block for block in blocks if isinstance(block, Paragraph)), None)
        width = int(span) if span.isdecimal() and 0 < int(span) < 100 else 1
        return Cell(blocks, width, is_continued, first.align if first else "", threads.read_change(properties))


def _find_children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children with a tag, including those inside content controls, changes and the like."""
    for child in element.iterchildren(tag=etree.Element):
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"):
            yield from _find_children(child, tag)


def _drain(texts: list[str]) -> str:
    """Return the words in a list, and empty it."""
    text = one_line("".join(texts))
    texts.clear()
    return text


def _find_bookmarks(paragraph: etree._Element) -> list[etree._Element]:
    """Return the bookmarks that start in a paragraph or directly before it."""
    found = list(paragraph.iter(f"{W}bookmarkStart"))
    before = paragraph.getprevious()
    while before is not None and before.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        found += [before] if before.tag == f"{W}bookmarkStart" else []
        before = before.getprevious()
    return found


def _remove_page_breaks(found: tuple[Run, ...]) -> tuple[tuple[Run, ...], str]:
    """Return runs without breaks of pages or columns, and where one was: "before" the text, "after" it, or "".

    A break within the text leaves a space, so that the words around it remain two.
    """
    if all(run.text != "\f" for run in found):
        return found, ""
    with_words = [at for at, run in enumerate(found) if run.text.strip() or run.note or run.image]
    first, last = (with_words[0], with_words[-1]) if with_words else (len(found), 0)
    remaining: list[Run] = []
    for at, run in enumerate(found):
        is_between = run.text == "\f" and first < at < last and not remaining[-1].text[-1:].isspace()
        if run.text != "\f" or is_between:
            remaining.append(run.with_text(" ") if is_between else run)
    is_before, is_after = found[0].text == "\f", any(run.text == "\f" for run in found[last:])
    return tuple(remaining), "before" if is_before and with_words else "after" if is_after else ""


def _read_roots(archive: WordArchive, relationships: Mapping[str, Relationship]) -> dict[str, etree._Element]:
    """Return the roots of the text, as "document", and of the other parts that are read, by kind."""
    links = archive.find_parts(relationships, _PARTS)
    targets = {link.kind: link.target for link in links}
    for kind in targets:
        if (count := sum(link.kind == kind for link in links)) > 1:  # programs do not agree on which
            raise WsiscError(
                t("the Word file has {count} parts of the kind {kind}; only 1 is allowed", count=count, kind=kind),
                SAVE_AGAIN_HINT,
            )
    parts = {kind: archive.read_xml(target) for kind, target in targets.items()}
    roots = {"document": archive.read_xml(archive.main_part), **parts}
    check_bounds(roots.values())
    return roots


def _part_relationships(
    archive: WordArchive, relationships: Mapping[str, Relationship], kind: str
) -> Mapping[str, Relationship]:
    """Return the relationships of the part of a kind."""
    return archive.relationships(next((link.target for link in relationships.values() if link.kind == kind), ""))


def _read_notes(
    reader: BlockReader,
    roots: Mapping[str, etree._Element],
    relationships: Mapping[str, Relationship],
    archive: WordArchive,
    origins: Mapping[str, PartOrigins],
) -> dict[str, tuple[Block, ...]]:
    """Return the notes by id; of two with the same id, the second gets an id that no run references."""
    found: dict[str, tuple[Block, ...]] = {}
    for kind, letter in _NOTES.items():
        part_relationships = _part_relationships(archive, relationships, kind)
        for note in roots[kind].iterchildren(f"{W}{kind[:-1]}") if kind in roots else ():
            if note.get(f"{W}type") not in out_of_flow.SEPARATORS:
                context = Context(reader.styles, part_relationships, runs.find_placeholder_runs(note), origins[kind])
                id = f"{letter}{note.get(f'{W}id', '')}"
                blocks = out_of_flow.trim_note(tuple(reader.read_blocks(note, context)))
                found[id if id not in found else f"{id} {len(found)}"] = blocks
    return found


def _read_comment(comment: etree._Element, reader: BlockReader, relationships: Mapping[str, Relationship]) -> str:
    """Return the words of a comment."""
    return threads.comment_text(paragraphs(tuple(reader.read_blocks(comment, Context(reader.styles, relationships)))))


def _read_images(
    blocks: tuple[Block, ...], notes: Mapping[str, tuple[Block, ...]], archive: WordArchive, read_part: PartReader
) -> dict[str, bytes]:
    files = {run.image.file for paragraph in all_paragraphs(blocks, notes) for run in paragraph.runs if run.image}
    return {file: read_part(file) for file in sorted(files) if archive.has_part(file)}


def check_bounds(roots: Iterable[etree._Element]) -> None:
    """Raise WsiscError if a file contains too many elements of a kind, or a paragraph is too long."""
    counts = dict.fromkeys(_MAX_ELEMENTS, 0)
    for root in roots:
        for name, (limit, description) in _MAX_ELEMENTS.items():
            counts[name] += sum(1 for _ in root.iter(f"{W}{name}"))
            if counts[name] > limit:
                raise _too_large_error(t("more than {limit:,} {description}", limit=limit, description=description))
        for paragraph in root.iter(f"{W}p"):
            if sum(1 for _ in paragraph.iter(f"{W}r")) > _MAX_RUNS:
                raise _too_large_error(
                    t("more than {max_runs:,} formatting changes in one paragraph", max_runs=_MAX_RUNS)
                )
            if len(letters_of(paragraph)) > _MAX_LETTERS:
                raise _too_large_error(
                    t("more than {max_letters:,} letters in one paragraph", max_letters=_MAX_LETTERS)
                )


def _too_large_error(content: str) -> WsiscError:
    return WsiscError(t("the Word file contains {content}", content=content), t("check that this is the right file"))


def _read_properties(archive: WordArchive) -> dict[str, str]:
    """Return the properties that are set in a file."""
    parts = archive.find_parts(archive.relationships(""), ("core-properties",))[:1]
    elements = (element for part in parts for element in archive.read_xml(part.target) if element.tag in _PROPERTIES)
    return {_PROPERTIES[element.tag]: text for element in elements if (text := (element.text or "").strip())}
