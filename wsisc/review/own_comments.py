"""A Word file that was reviewed before -> the file without the comments of that review, apart from answered ones."""

from collections.abc import Collection
from typing import NamedTuple

from lxml import etree

from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml.file_format import FileFormat, recognize
from wsisc.ooxml.names import W14, W15, W
from wsisc.ooxml.word_package import WordPackage
from wsisc.review import comment_text, seal
from wsisc.review.comment_text import AUTHOR, INITIALS

_W16CID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
_W16CEX = "{http://schemas.microsoft.com/office/word/2018/wordml/cex}"
_MARKS = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")


class CleanedFile(NamedTuple):
    """A file without the comments of earlier reviews, and how many it had."""

    content: bytes
    removed: int = 0


def remove_earlier(content: bytes) -> CleanedFile:
    """Return a Word file without those comments of an earlier review that have no reply.

    Another or a damaged file is returned unchanged: its reader reports the problem.
    """
    if recognize(content) != FileFormat.DOCX:
        return CleanedFile(content)
    try:
        return _remove(content)
    except WsiscError:
        return CleanedFile(content)


def _remove(content: bytes) -> CleanedFile:
    if INITIALS.encode() not in _read_comments(package := WordPackage(content)):
        return CleanedFile(content)
    comments = package.root(package.find_part("comments"))
    extended = package.find_part("commentsExtended")
    threads = list(package.root(extended)) if extended else []
    answered = {thread.get(f"{W15}paraIdParent") for thread in threads}
    removed, ids = set[str](), set[str]()
    for comment in list(comments):
        own = {line.get(f"{W14}paraId", "") for line in comment.iter(f"{W}p")}
        if is_own(comment) and not own & answered:
            comments.remove(comment)
            removed.add(comment.get(f"{W}id", ""))
            ids |= own
    if not removed:
        return CleanedFile(content)
    _remove_properties(package, ids)
    _remove_marks(package.root(package.main_part), removed)
    return CleanedFile(seal.write_sealed(package), len(removed))


def is_own(comment: etree._Element) -> bool:
    """Return whether a comment is one of a review."""
    return comment.get(f"{W}author") == AUTHOR and comment.get(f"{W}initials") == INITIALS


class KeptComment(NamedTuple):
    """The text of a comment of an earlier review that has a reply, and the paragraph where it begins."""

    text: str
    paragraph: etree._Element | None


def find_kept(package: WordPackage) -> list[KeptComment]:
    """Return the comments of earlier reviews that a file still has."""
    name = package.find_part("comments")
    comments = {comment.get(f"{W}id"): comment for comment in package.root(name) if is_own(comment)} if name else {}
    marks = package.root(package.main_part).iter(f"{W}commentRangeStart") if comments else ()
    paragraphs = {mark.get(f"{W}id"): next(mark.iterancestors(f"{W}p"), None) for mark in marks}
    return [KeptComment(comment_text.read_text(comment), paragraphs.get(id)) for id, comment in comments.items()]


def _remove_properties(package: WordPackage, ids: Collection[str]) -> None:
    """Remove what Word keeps of comments in other parts, by the ids of their paragraphs."""
    _remove_children(package, "commentsExtended", f"{W15}paraId", ids)
    removed = _remove_children(package, "commentsIds", f"{_W16CID}paraId", ids)
    durable = {id for entry in removed if (id := entry.get(f"{_W16CID}durableId"))}
    _remove_children(package, "commentsExtensible", f"{_W16CEX}durableId", durable)


def _remove_children(package: WordPackage, kind: str, name: str, ids: Collection[str]) -> list[etree._Element]:
    """Remove the entries of a part whose attribute is one of the ids, and return them."""
    part = package.find_part(kind)
    root = package.root(part) if part and ids else None
    found = [entry for entry in root if entry.get(name) in ids] if root is not None else []
    for entry in found:
        entry.getparent().remove(entry)  # type: ignore[union-attr]
    return found


def _read_comments(package: WordPackage) -> bytes:
    """Return the part with comments, b"" if there is none."""
    name = package.find_part("comments")
    return package.archive.read(name) if name else b""


def _remove_marks(document: etree._Element, ids: Collection[str]) -> None:
    """Remove the marks of comments, and the runs that contain only a reference to one."""
    for mark in [element for element in document.iter(*_MARKS) if element.get(f"{W}id") in ids]:
        holder = mark.getparent()
        if holder is None:
            continue
        others = [child for child in holder if child is not mark and child.tag != f"{W}rPr"]
        if holder.tag == f"{W}r" and not others and (outer := holder.getparent()) is not None:
            outer.remove(holder)
        else:
            holder.remove(mark)
