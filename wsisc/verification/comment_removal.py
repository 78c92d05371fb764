"""A Word file that was built for review -> the same file without its comments, if they have the form that wsisc writes.

No embedded source contains comments, so nothing proves that they are the author's. Only their form can be checked:
comments of another form are left in place.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from wsisc.messages import t
from wsisc.messages.diagnostic import excerpt
from wsisc.ooxml import package as packages
from wsisc.ooxml import package_writing
from wsisc.ooxml.names import W14, W15, W, letters_of
from wsisc.ooxml.package_writing import serialize_part
from wsisc.ooxml.relationships import Relationships
from wsisc.readers.word import reader
from wsisc.source.model import Submission
from wsisc.writers.docx import document_package, review_comments, theme_styles
from wsisc.writers.docx.document_package import PackageParts
from wsisc.writers.docx.review_comments import CommentEntry

_DOCUMENT, _LINKS, _TYPES = "word/document.xml", "word/_rels/document.xml.rels", package_writing.CONTENT_TYPES
_COMMENTS, _EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
_MARKS = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")


def remove_comments(content: bytes) -> tuple[bytes, tuple[CommentEntry, ...]]:
    """Return a Word file without its comments, and the comments; the unchanged file and () if there are none.

    Raises WsiscError if the file is damaged.
    """
    parts = packages.read_parts(content)
    if not {_COMMENTS, _DOCUMENT, _LINKS, _TYPES} <= parts.keys():
        return content, ()
    with packages.open_archive(content) as archive:
        trees = {
            name: archive.read_xml(name) for name in (_DOCUMENT, _LINKS, _TYPES, _COMMENTS, _EXTENDED) if name in parts
        }
        is_clear = len(archive.names) == len(parts)
    entries = list(_read_entries(trees))
    expected = review_comments.write_entries(entries)
    if not (
        is_clear and _are_own_parts(expected, parts, trees[_TYPES]) and _remove_marks(trees[_DOCUMENT], len(entries))
    ):
        return content, ()
    Relationships(trees[_LINKS]).remove(expected.relationships)
    package_writing.remove_types(trees[_TYPES], {content_type.subject for content_type in expected.content_types})
    theme_styles.join_runs(trees[_DOCUMENT])  # which comments had split
    remaining = {name: data for name, data in parts.items() if name not in expected.parts}
    return _write(remaining, {name: trees[name] for name in (_DOCUMENT, _LINKS, _TYPES)}), tuple(entries)


def strip_comments(content: bytes) -> bytes:
    """Return a Word file without its comments, whoever wrote them; for those who report comments in another way.

    Raises WsiscError if the file is damaged.
    """
    parts = packages.read_parts(content)
    removed = {name for name in parts if name.startswith("word/comments") or name == "word/people.xml"}
    if not removed or not {_DOCUMENT, _LINKS, _TYPES} <= parts.keys():
        return content
    texts = [name for name in (_DOCUMENT, "word/footnotes.xml", "word/endnotes.xml") if name in parts]
    with packages.open_archive(content) as archive:
        trees = {name: archive.read_xml(name) for name in (*texts, _LINKS, _TYPES)}
    for name in texts:
        for mark in [*trees[name].iter(*_MARKS)]:
            parent = mark.getparent()
            run = parent if parent is not None and parent.tag == f"{W}r" else mark
            if (around := run.getparent()) is not None:
                around.remove(run)
        theme_styles.join_runs(trees[name])
    links = Relationships(trees[_LINKS])
    links.remove([link for link in links if f"word/{link.target}" in removed])
    package_writing.remove_types(trees[_TYPES], {f"/{name}" for name in removed})
    remaining = {name: data for name, data in parts.items() if name not in removed}
    return _write(remaining, trees)


def _write(parts: dict[str, bytes], changed: dict[str, etree._Element]) -> bytes:
    """Return the Word file of these parts, of which some were changed."""
    written = {name: serialize_part(root) for name, root in changed.items()}
    written[_TYPES] += b"\n"  # as in templates/docx/package
    return document_package.zip_package(parts | written)


def describe_comments(entries: Sequence[CommentEntry], submission: Submission | None) -> list[str]:
    """Return a description of each comment of a Word file: its words, and whether a submission contains it.

    Without a submission that remains unknown. The place of a comment is not compared.
    """
    known = [] if submission is None else [_comparable(entry) for entry in review_comments.list_entries(submission)]
    count = len(entries)
    return [
        t(
            '{comment} by {author}, {origin}: "{text}"',
            comment=t("comment {number} of {count}", number=number, count=count) if count > 1 else t("comment"),
            author=excerpt(entry.author) or t("an unknown author"),
            origin=_describe_origin(_comparable(entry), submission, known),
            text=excerpt(entry.text),
        )
        for number, entry in enumerate(entries, 1)
    ]


def _describe_origin(entry: CommentEntry, submission: Submission | None, known: list[CommentEntry]) -> str:
    if submission is None:
        return t("which embedded sources never contain")
    is_known = entry in known
    return (
        t("which the source also contains (its place is not compared)")
        if is_known
        else t("which the source does not contain")
    )


def read_comments(content: bytes) -> tuple[CommentEntry, ...]:
    """Return the comments of a Word file that another program has saved. Raises WsiscError if it is damaged."""
    found = reader.read(content).comments
    numbers = {comment.id: number for number, comment in enumerate(found)}
    return tuple(
        CommentEntry(comment.text, comment.author, comment.date, comment.is_resolved, numbers.get(comment.parent))
        for comment in found
    )


def _comparable(entry: CommentEntry) -> CommentEntry:
    """Return a comment without what may differ: the number of its parent depends on the other comments."""
    return entry._replace(date=review_comments.format_date(entry.date), parent=None)


def _read_entries(trees: dict[str, etree._Element]) -> Iterator[CommentEntry]:
    """Yield the comments of a file in the form in which `comments.write_entries` received them."""
    elements = list(trees[_COMMENTS].iterchildren(f"{W}comment"))
    paragraphs = ((number, paragraph) for number, comment in enumerate(elements) for paragraph in comment.iter(f"{W}p"))
    marks = {mark: number for number, paragraph in paragraphs if (mark := paragraph.get(f"{W14}paraId"))}
    extended_elements = list(trees[_EXTENDED].iterchildren(f"{W15}commentEx")) if _EXTENDED in trees else []
    extended = {marks.get(entry.get(f"{W15}paraId", "")): entry for entry in extended_elements}
    for number, comment in enumerate(elements):
        lines = [letters_of(line) for line in comment.iterchildren(f"{W}p")]
        properties = extended.get(number, comment)
        parent = marks.get(properties.get(f"{W15}paraIdParent", ""))
        is_resolved = properties.get(f"{W15}done") == "1"
        author, date = comment.get(f"{W}author", ""), comment.get(f"{W}date", "")
        yield CommentEntry("\n".join(lines), author, date, is_resolved, parent)


def _are_own_parts(expected: PackageParts, parts: dict[str, bytes], types: etree._Element) -> bool:
    """Return whether the comment parts equal those that wsisc writes, whatever namespaces they declare."""
    names = {name for name in parts if name.startswith("word/comments")}
    subjects = {content_type.subject for content_type in expected.content_types}
    stated = [content_type for content_type in package_writing.read_types(types) if content_type.subject in subjects]
    if not expected.parts or names != expected.parts.keys() or stated != expected.content_types:
        return False
    return all(_canonical(parts[name]) == _canonical(data) for name, data in expected.parts.items())


def _canonical(part: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.tostring(etree.fromstring(part, parser), method="c14n", exclusive=True)


def _remove_marks(document: etree._Element, number: int) -> bool:
    """Remove the marks of `number` comments, and return whether each had all of its marks in one paragraph."""
    marks = [list(document.iter(tag)) for tag in _MARKS]
    expected_ids = sorted(map(str, range(number)))
    if any(sorted(mark.get(f"{W}id", "") for mark in group) != expected_ids for group in marks):
        return False
    starts, ends, references = ({mark.get(f"{W}id"): mark for mark in group} for group in marks)
    for id, start in starts.items():
        run, paragraph = references[id].getparent(), start.getparent()
        if run is None or paragraph is None or len(run) != 1 or run.tag != f"{W}r" or paragraph.tag != f"{W}p":
            return False
        if not (ends[id].getparent() is run.getparent() is paragraph):
            return False
        for element in (start, ends[id], run):
            paragraph.remove(element)
    return True
