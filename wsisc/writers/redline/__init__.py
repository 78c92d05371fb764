"""Two finished Word files -> one that shows what changed between them, as tracked changes.

Both come from the same writer. Accepting all changes results in the new document, rejecting them in the old one,
since everything of both is in it: `paragraph_pieces` reads paragraphs, `block_alignment` finds those that correspond,
`joining` joins it, `tracked_paragraphs` writes it, and `former_parts` adds the links, pictures,
lists and styles that only the old document has. A page before the document, which is no change itself, can sum up the
changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from hashlib import sha256

from lxml import etree

from wsisc.diff.block_comparison import PrintedOrder
from wsisc.diff.comparison import Comparison
from wsisc.ooxml import package
from wsisc.ooxml.builders import create_paragraph, create_run, create_table
from wsisc.ooxml.names import WP, W
from wsisc.ooxml.package_writing import serialize_part
from wsisc.ooxml.relationships import Relationships, office_type, relationships_part
from wsisc.readers.word.accept_reject import TrackedWord
from wsisc.writers.docx.document_package import zip_package
from wsisc.writers.redline import attribution, former_parts
from wsisc.writers.redline.block_alignment import Block, BlockGroup, align_blocks, read_again, read_blocks
from wsisc.writers.redline.former_parts import DOCUMENT, NOTES, ListMeaning
from wsisc.writers.redline.joining import BlockJoiner
from wsisc.writers.redline.paragraph_pieces import REFERENCES, PieceContext, canonical, words_of
from wsisc.writers.redline.tracked_paragraphs import PieceChange, RevisionWriter

_MAX_NAME = 40  # Word limits the names of bookmarks to 40 characters
_USUAL_HEAD = "word/header1.xml"
_FIELD = f"{W}fldChar"


def redline(
    old: bytes, new: bytes, comparison: Comparison, author: str, date: str = "", tracked: Sequence[TrackedWord] = ()
) -> bytes:
    """Return the Word file `new` with the changes since `old` as tracked changes.

    Both are Word files of this program in one theme, of the two submissions of a comparison. The changes are of
    `author` and `date` (ISO 8601, "" for none), except those of the words that were `tracked`.
    Raises WsiscError if one of the files is damaged.
    """
    versions = _Version.read(old), _Version.read(new)
    parts = dict(versions[1].parts)
    relationships = {name: Relationships.read(parts, name, "former") for name in (DOCUMENT, NOTES)}
    _adopt(versions[0], parts, relationships[DOCUMENT])
    meanings = former_parts.adopt_lists(versions[0].parts, parts, (versions[0].document, versions[0].notes))
    contexts = _build_contexts(versions, parts, relationships[DOCUMENT], comparison)
    groups = _match_ids(versions, contexts, meanings, comparison)

    notes = _NoteNumbers()
    writer = RevisionWriter(author, date, relationships[DOCUMENT].link, notes.find)
    body = BlockJoiner(writer, contexts[0][DOCUMENT], contexts[1][DOCUMENT])
    joined = body.join(read_again(groups, body.old, body.new))
    _replace_body(writer, versions, joined)
    writer = replace(writer, relate=relationships[NOTES].link)
    of_notes = BlockJoiner(writer, contexts[0][NOTES], contexts[1][NOTES], is_for_notes=True)
    footnotes = _join_notes(of_notes, versions, notes.references, comparison)
    _join_headers(replace(body, writer=writer), versions[0].parts, parts)

    if not any(_has_changes(root) for root in (versions[1].document, footnotes)):
        return new  # it is the document of its source, as `verify` and an import see it
    attribution.attribute((versions[1].document, footnotes), tracked)
    _number_ids(versions[1].document)
    former_parts.drop_unused_lists(parts, (versions[1].document, footnotes))
    roots = {relationships_part(name): value.root for name, value in relationships.items()}
    roots |= {DOCUMENT: versions[1].document, NOTES: footnotes}
    return zip_package(parts | {name: serialize_part(root) for name, root in roots.items()})


@dataclass(frozen=True)
class _Version:
    """A version: its parts, its document and its notes."""

    parts: Mapping[str, bytes]
    document: etree._Element
    notes: etree._Element

    @classmethod
    def read(cls, content: bytes) -> "_Version":
        parts = package.read_parts(content)
        return cls(parts, package.parse_xml(parts[DOCUMENT]), package.parse_xml(parts[NOTES]))

    @property
    def notes_by_id(self) -> dict[str, etree._Element]:
        """Its footnotes by id, without separators."""
        return {note.get(f"{W}id", ""): note for note in self.notes if note.get(f"{W}type") is None}


@dataclass
class _NoteNumbers:
    """Numbers footnotes in the order of their references. `references` are the changes of these, by new id."""

    references: dict[str, PieceChange] = field(default_factory=dict)

    def find(self, change: PieceChange) -> str:
        """Return the id of the footnote of a reference."""
        id = str(len(self.references) + 1)
        self.references[id] = change
        return id


def _adopt(old: _Version, parts: dict[str, bytes], relationships: Relationships) -> None:
    former_parts.adopt_styles(old.parts, parts)
    former_parts.adopt_references(old.document, old.parts, parts, relationships)


def _build_contexts(
    versions: tuple[_Version, _Version],
    parts: Mapping[str, bytes],
    relationships: Relationships,
    comparison: Comparison,
) -> list[dict[str, PieceContext]]:
    """Return what references mean, by part, in both versions."""
    pictures = {
        relationship.id: sha256(parts[f"word/{relationship.target}"]).hexdigest()
        for relationship in relationships
        if relationship.type == office_type("image")
    }
    contexts = []
    for version, keys in zip(versions, _match_notes(*versions, comparison), strict=True):
        targets = {name: Relationships.read(version.parts, name).links() for name in (DOCUMENT, NOTES)}
        words = {id: words_of(note) for id, note in version.notes_by_id.items()}
        contexts.append({name: PieceContext(value, pictures, keys, words) for name, value in targets.items()})
    return contexts


def _match_notes(old: _Version, new: _Version, comparison: Comparison) -> list[dict[str, str]]:
    """Return a key for each footnote of both versions: corresponding ones have the same."""
    ids = list(old.notes_by_id), list(new.notes_by_id)
    keys = [{id: f"old {id}" for id in ids[0]}, {id: f"new {id}" for id in ids[1]}]
    for at, (new_at, _) in comparison.notes.items():
        keys[0][ids[0][at]] = keys[1][ids[1][new_at]]
    return keys


def _match_ids(
    versions: tuple[_Version, _Version],
    contexts: Sequence[Mapping[str, PieceContext]],
    meanings: Mapping[str, ListMeaning],
    comparison: Comparison,
) -> list[BlockGroup]:
    """Set the ids of lists and bookmarks of the old version to those in the new one, if they are there.

    Returns the blocks of the documents that correspond, as they were before.
    """
    in_body = _align_holders(contexts, DOCUMENT, [version.document[0] for version in versions], comparison.printed)
    groups, notes = list(in_body), [list(version.notes_by_id.values()) for version in versions]
    for at, (new_at, printed) in comparison.notes.items():
        groups += _align_holders(contexts, NOTES, (notes[0][at], notes[1][new_at]), printed)
    _replace_values(versions[0], (f"{W}numId",), "val", _match_lists(groups, meanings))
    names = _match_bookmarks(groups, versions)
    _replace_values(versions[0], (f"{W}bookmarkStart",), "name", names)
    _replace_values(versions[0], (f"{W}hyperlink",), "anchor", names)
    return in_body


def _align_holders(
    contexts: Sequence[Mapping[str, PieceContext]],
    part: str,
    holders: Sequence[etree._Element],
    printed: PrintedOrder,
) -> list[BlockGroup]:
    old, new = (read_blocks(holder, context[part]) for holder, context in zip(holders, contexts, strict=True))
    return align_blocks(old, new, printed)


def _pairs(groups: Iterable[BlockGroup]) -> Iterable[tuple[Block, Block]]:
    """Yield the paragraphs that correspond, the first and the last ones of each group."""
    for group in groups:
        if group.old and group.new:
            yield group.old[0], group.new[0]
            yield group.old[-1], group.new[-1]


def _match_lists(groups: Iterable[BlockGroup], meanings: Mapping[str, ListMeaning]) -> dict[str, str]:
    """Return the ids of the lists of the old version that are in the new one, and their ids there."""
    matched = dict[str, str]()
    for former, current in _pairs(groups):
        old, new = (next(side.element.iter(f"{W}numId"), None) for side in (former, current))
        if old is None or new is None or former.is_table:
            continue
        id, own = (side.get(f"{W}val", "") for side in (old, new))
        if meanings.get(id) == meanings.get(own) and id not in matched and own not in matched.values():
            matched[id] = own
    return matched


def _match_bookmarks(groups: Iterable[BlockGroup], versions: tuple[_Version, _Version]) -> dict[str, str]:
    """Return the names of the bookmarks of the old version: those of the new one, or free ones."""
    names: list[list[str]] = [
        [mark.get(f"{W}name", "") for mark in version.document.iter(f"{W}bookmarkStart")] for version in versions
    ]
    matched = dict[str, str]()
    for former, current in _pairs(groups):
        # Where the marks differ, both are in the file.
        if former.is_table or former.pieces[-1].content != current.pieces[-1].content:
            continue
        olds, news = (side.pieces[-1].bookmarks for side in (former, current))
        matched |= {a: b for a, b in zip(olds, news, strict=False) if b not in matched.values()}
    used = set(names[1])
    for name in names[0]:
        if name not in matched:
            matched[name] = next(free_name for free_name in _free_names(name) if free_name not in used)
            used.add(matched[name])
    return matched


def _free_names(name: str) -> Iterable[str]:
    yield name
    yield from (f"{name[: _MAX_NAME - 12]}_former{number}" for number in range(10_000))


def _replace_values(version: _Version, tags: Sequence[str], attribute: str, values: Mapping[str, str]) -> None:
    for root in (version.document, version.notes):
        for element in root.iter(*tags):
            value = element.get(f"{W}{attribute}", "")
            if value in values:
                element.set(f"{W}{attribute}", values[value])


def _replace_body(
    writer: RevisionWriter, versions: tuple[_Version, _Version], blocks: Sequence[etree._Element]
) -> None:
    """Replace the body of the new version, and show if the pages at its end have other properties.

    Heads and feet are not among those that can be shown.
    """
    body = versions[1].document[0]
    [old], [new] = (version.document[0].findall(f"{W}sectPr") for version in versions)
    body[:] = [*blocks, new]
    olds, news = ([canonical(child) for child in section if child.tag not in REFERENCES] for section in (old, new))
    if olds != news:
        writer.write_change(new, old)


def _join_notes(
    joiner: BlockJoiner,
    versions: tuple[_Version, _Version],
    references: Mapping[str, PieceChange],
    comparison: Comparison,
) -> etree._Element:
    """Return the footnotes with tracked changes, in the order of their references."""
    root = versions[1].notes
    notes = [version.notes_by_id for version in versions]
    numbers = [{id: number for number, id in enumerate(by_id)} for by_id in notes]
    for note in notes[1].values():
        root.remove(note)
    for id, change in references.items():
        ids = [_referenced(piece) for piece in change[1:]]
        old, new = (by_id[id] if id else None for id, by_id in zip(ids, notes, strict=True))
        printed = comparison.notes[numbers[0][ids[0]]][1] if all(ids) else None
        signs = [_remove_sign(side) for side in (new, old) if side is not None]  # it belongs to no change
        note = etree.SubElement(root, f"{W}footnote", {f"{W}id": id})
        note.extend(joiner.join_holders(old, new, printed))
        note[0].insert(1, signs[0])
    return root


def _remove_sign(note: etree._Element) -> etree._Element:
    """Remove the run with the number from a footnote, and return it."""
    sign = next(note.iter(f"{W}footnoteRef")).getparent()
    assert sign is not None
    paragraph = sign.getparent()
    assert paragraph is not None
    paragraph.remove(sign)
    return deepcopy(sign)


def _referenced(piece: object) -> str:
    """Return the id of the footnote that a piece references."""
    element = getattr(piece, "element", None)
    return "" if element is None else element.get(f"{W}id", "")


def _join_headers(joiner: BlockJoiner, old: Mapping[str, bytes], parts: dict[str, bytes]) -> None:
    """Show what changed in the heads of pages, which have the name of the entity; not in those with fields."""
    for name in [name for name in parts if name.startswith("word/header")]:
        former = old.get(name, old.get(_USUAL_HEAD, parts[name]))  # turned pages have a head of their own
        one, other = (etree.fromstring(side) for side in (former, parts[name]))
        if former != parts[name] and next(one.iter(_FIELD), None) is None is next(other.iter(_FIELD), None):
            other[:] = joiner.join_holders(one, other)
            parts[name] = serialize_part(other)


def _has_changes(root: etree._Element) -> bool:
    """Return whether a document has tracked changes."""
    names = (etree.QName(element).localname for element in root.iter(f"{W}*"))
    return any(name in ("ins", "del") or name.endswith("Change") for name in names)


def _number_ids(document: etree._Element) -> None:
    """Number bookmarks and pictures, whose ids must be unique."""
    for tag in ("bookmarkStart", "bookmarkEnd"):
        for number, mark in enumerate(document.iter(f"{W}{tag}")):
            mark.set(f"{W}id", str(number))
    for number, drawing in enumerate(document.iter(f"{W}drawing"), 1):
        for properties in drawing.iter(f"{WP}docPr"):
            properties.set("id", str(number))


_WIDTHS = (3471, 1200, 1500, 1500, 1400)  # of the columns of the table, in twentieths of a point


def add_summary(content: bytes, title: str, sentence: str, table: Sequence[Sequence[str]]) -> bytes:
    """Return a Word file of this program with a page before its cover: a title, a sentence, and a table.

    The first row of the table is its header; its first and fifth columns are texts, the others numbers. Raises
    WsiscError if the file is damaged.
    """
    parts = package.read_parts(content)
    document = package.parse_xml(parts[DOCUMENT])
    body = document[0]
    section = deepcopy(next(body.iter(f"{W}sectPr")))
    for change in list(section.iter(f"{W}sectPrChange")):
        section.remove(change)
    end = create_paragraph("BetweenTables")
    end[0].append(section)
    rows = ([[_cell_paragraph(row, column)] for column in range(len(row))] for row in table)
    body[:0] = [
        create_paragraph("CoverSubject", [create_run(title)]),
        create_paragraph("BodyText", [create_run(sentence)]),
        create_table(title, (_WIDTHS[0] + sum(_WIDTHS[len(table[0]) :]), *_WIDTHS[1 : len(table[0])]), rows),
        end,
    ]
    return zip_package(parts | {DOCUMENT: serialize_part(document)})


def _cell_paragraph(row: Sequence[str], column: int) -> etree._Element:
    runs = [create_run(row[column])] if row[column] else []
    return create_paragraph("TableText", runs, "right" if 0 < column < len(_WIDTHS) - 1 else "left")
