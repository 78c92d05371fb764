"""A Word file -> its content.

Pandoc's reader is not used because it silently drops text boxes, headers, hidden and some nested text, keeps no
bookmarks before headings, does not know changed rows, and does not end on a note that references itself.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache, partial

from lxml import etree

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml.names import W
from wsisc.ooxml.package import SAVE_AGAIN_HINT
from wsisc.ooxml.relationships import Relationship
from wsisc.ooxml.word_archive import WordArchive
from wsisc.readers.word import (
    appearance,
    authorship,
    components,
    formatting_changes,
    independent_count,
    numbering,
    out_of_flow,
    runs,
    styles,
    threads,
)
from wsisc.readers.word.block_reader import BlockReader
from wsisc.readers.word.components import PartReader
from wsisc.readers.word.content import Block, WordContent, all_paragraphs, paragraphs
from wsisc.readers.word.origins import PartOrigins
from wsisc.readers.word.runs import Context

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
    flowing = [document, *(each for kind, each in roots.items() if kind.endswith("notes"))]
    for each in flowing if formatting_authors is not None else ():
        formatting_changes.reject(each, formatting_authors or ())
    reader = BlockReader(styles.read(roots.get("styles")), numbering.read(roots.get("numbering")), unhidden)
    origins = {kind: PartOrigins(kind, roots[kind]) for kind in ("document", *_NOTES) if kind in roots}
    context = Context(reader.styles, links, runs.find_placeholder_runs(document), origins["document"])
    blocks = tuple(block for body in document.iterchildren(f"{W}body") for block in reader.read_blocks(body, context))
    notes = _read_notes(reader, roots, links, archive, origins)
    asides = [*out_of_flow.find_asides(document, archive, links, flowing[1:])]
    asides += out_of_flow.find_unread(document, flowing[1:], reader.read_elements)
    linked = tuple(out_of_flow.find_linked_images(reader.linked_images, archive.linked_media))  # without comments
    layout = [each for root in flowing for each in formatting_changes.find_in_layout(root)]
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
        invalid_dates=authorship.find_invalid_dates(roots.values()),
    )


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
    files = {run.image.file for each in all_paragraphs(blocks, notes) for run in each.runs if run.image}
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
            if sum(len(each.text or "") for each in paragraph.iter(f"{W}t", f"{W}delText")) > _MAX_LETTERS:
                raise _too_large_error(
                    t("more than {max_letters:,} letters in one paragraph", max_letters=_MAX_LETTERS)
                )


def _too_large_error(content: str) -> WsiscError:
    return WsiscError(t("the Word file contains {content}", content=content), t("check that this is the right file"))


def _read_properties(archive: WordArchive) -> dict[str, str]:
    """Return the properties that are set in a file."""
    parts = archive.find_parts(archive.relationships(""), ("core-properties",))[:1]
    elements = (each for part in parts for each in archive.read_xml(part.target) if each.tag in _PROPERTIES)
    return {_PROPERTIES[each.tag]: text for each in elements if (text := (each.text or "").strip())}
