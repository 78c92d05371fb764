"""A Word file that was built for review -> the same without its comments, where they are as `comments` writes them.

No source carries comments, so nobody can say whether they are those of its author. Only their form
is known: those of another form are left where they are.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from wsisc.diagnostic import excerpt
from wsisc.model import Submission
from wsisc.readers import package
from wsisc.readers.word import reader
from wsisc.writers.docx import comments, serialize_part, styles, zip_package
from wsisc.writers.docx.comments import CommentEntry, CommentParts

_DOCUMENT, _LINKS, _TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_COMMENTS, _EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MARKS = (f"{_W}commentRangeStart", f"{_W}commentRangeEnd", f"{_W}commentReference")


def remove_comments(content: bytes) -> tuple[bytes, tuple[CommentEntry, ...]]:
    """Return a Word file without its comments, and these; the file itself, and none, where it has none.

    Raises WsiscError where the file is damaged.
    """
    parts = package.read_parts(content)
    if not {_COMMENTS, _DOCUMENT, _LINKS, _TYPES} <= parts.keys():
        return content, ()
    with package.open_archive(content) as archive:
        trees = {name: archive.read_xml(name) for name in (_DOCUMENT, _LINKS, _COMMENTS, _EXTENDED) if name in parts}
        is_clear = len(archive.names) == len(parts)
    entries = list(_read_entries(trees))
    written = comments.write_entries(entries)
    if not (is_clear and _are_own_parts(written, parts) and _remove_marks(trees[_DOCUMENT], len(entries))):
        return content, ()
    for link in [
        each for each in trees[_LINKS] if {str(k): str(v) for k, v in each.attrib.items()} in written.relationships
    ]:
        trees[_LINKS].remove(link)
    styles.join_runs(trees[_DOCUMENT])  # those that a comment parted
    types = parts[_TYPES].replace(written.content_types.encode(), b"", 1)
    kept = {name: data for name, data in parts.items() if name not in written.parts}
    made = {name: serialize_part(trees[name]) for name in (_DOCUMENT, _LINKS)}
    return zip_package({**kept, **made, _TYPES: types}), tuple(entries)


def describe_comments(entries: Sequence[CommentEntry], submission: Submission | None) -> list[str]:
    """Return what is said of the comments of a Word file: each with its words, and whether a submission holds it.

    Without a submission nobody can tell. Where a comment stands is not compared.
    """
    known = [] if submission is None else [_comparable(each) for each in comments.list_entries(submission)]
    count = len(entries)
    return [
        f"{f'{number} of {count} comments,' if count > 1 else 'a comment'} by {excerpt(each.author) or 'nobody'}, "
        f'{_describe_origin(each, submission, known)}: "{excerpt(each.text)}"'
        for number, each in enumerate(entries, 1)
    ]


def _describe_origin(entry: CommentEntry, submission: Submission | None, known: list[CommentEntry]) -> str:
    if submission is None:
        return "which no document's own source holds"
    is_known = _comparable(entry) in known
    return "which the source holds too (its place is not compared)" if is_known else "which the source does not hold"


def read_comments(content: bytes) -> tuple[CommentEntry, ...]:
    """Return the comments of a Word file that another program has stored. Raises WsiscError where it is damaged."""
    found = reader.read(content).comments
    numbers = {each.id: number for number, each in enumerate(found)}
    return tuple(
        CommentEntry(each.text, each.author, each.date, each.is_resolved, numbers.get(each.parent)) for each in found
    )


def _comparable(entry: CommentEntry) -> CommentEntry:
    """Return a comment as it is compared: the number of the one that it answers depends on the others."""
    return entry._replace(date=comments.format_date(entry.date), parent=None)


def _read_entries(trees: dict[str, etree._Element]) -> Iterator[CommentEntry]:
    """Yield the comments of a file as they would have been written."""
    found = list(trees[_COMMENTS].iterchildren(f"{_W}comment"))
    marks: dict[str, int] = {
        mark: number for number, each in enumerate(found) for mark in _values(each, f"{_W}p", f"{_W14}paraId")
    }
    beside = list(trees[_EXTENDED].iterchildren(f"{_W15}commentEx")) if _EXTENDED in trees else []
    more = {marks.get(each.get(f"{_W15}paraId", "")): each for each in beside}
    for number, comment in enumerate(found):
        lines = ["".join(text.text or "" for text in each.iter(f"{_W}t")) for each in comment.iterchildren(f"{_W}p")]
        held = more.get(number, comment)
        parent = marks.get(held.get(f"{_W15}paraIdParent", ""))
        is_resolved = held.get(f"{_W15}done") == "1"
        author, date = comment.get(f"{_W}author", ""), comment.get(f"{_W}date", "")
        yield CommentEntry("\n".join(lines), author, date, is_resolved, parent)


def _values(holder: etree._Element, tag: str, name: str) -> Iterator[str]:
    return (each.get(name, "") for each in holder.iter(tag) if each.get(name))


def _are_own_parts(expected: CommentParts, parts: dict[str, bytes]) -> bool:
    """Tell whether the parts of comments are those that are written of such, whatever namespaces they declare."""
    names = {name for name in parts if name.startswith("word/comments")}
    if not expected.parts or names != expected.parts.keys() or expected.content_types.encode() not in parts[_TYPES]:
        return False
    return all(_canonical(parts[name]) == _canonical(data) for name, data in expected.parts.items())


def _canonical(part: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.tostring(etree.fromstring(part, parser), method="c14n", exclusive=True)


def _remove_marks(document: etree._Element, number: int) -> bool:
    """Take the marks of so many comments out of a text, and tell whether each had all of them in one paragraph."""
    marks = [list(document.iter(tag)) for tag in _MARKS]
    wanted = sorted(map(str, range(number)))
    if any(sorted(each.get(f"{_W}id", "") for each in found) != wanted for found in marks):
        return False
    starts, ends, references = ({each.get(f"{_W}id"): each for each in found} for found in marks)
    for id, start in starts.items():
        run, paragraph = references[id].getparent(), start.getparent()
        if run is None or paragraph is None or len(run) != 1 or run.tag != f"{_W}r" or paragraph.tag != f"{_W}p":
            return False
        if not (ends[id].getparent() is run.getparent() is paragraph):
            return False
        for each in (start, ends[id], run):
            paragraph.remove(each)
    return True
