"""The comments of a submission -> those of a Word file, on the words they quote, else on the heading of their section.

ECMA-376, Part 1, 17.13.4. A file has them only where it is built for review. Replies, and that one is
resolved, stand in a part beside them ([MS-DOCX] 2.5.4), which a file without such has not.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from html import escape
from string import Template
from typing import NamedTuple

from lxml import etree

from wsisc import resources
from wsisc.diagnostic import DataPath
from wsisc.document import comments, outline
from wsisc.document.manuscript import Manuscript
from wsisc.markup import richtext
from wsisc.model import Comment, Submission

_W_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_W_SPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTENT_TYPE = (
    '<Override PartName="/word/comments.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>\n  '
)
_RELATIONSHIP = {
    "Id": "comments",
    "Type": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "Target": "comments.xml",
}
_NAMESPACES = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_CONTENT_TYPE_EXTENDED = (
    '<Override PartName="/word/commentsExtended.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"/>\n  '
)
_RELATIONSHIP_EXTENDED = {
    "Id": "commentsExtended",
    "Type": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    "Target": "commentsExtended.xml",
}
_PROPOSAL_ARROW = "→ "
_MIN_QUOTE_LENGTH = 3


class CommentParts(NamedTuple):
    """What comments add to a Word file: parts, relationships, and lines of content types."""

    parts: dict[str, bytes]
    relationships: list[dict[str, str]]
    content_types: str


def build_parts(manuscript: Manuscript) -> CommentParts:
    """Return what the comments of a manuscript add to its Word file: nothing where it is not for review."""
    found = list_entries(manuscript.submission) if manuscript.review else []
    return write_entries(found) if found else CommentParts({}, [], "")


def write_entries(entries: Sequence["CommentEntry"]) -> CommentParts:
    """Return what comments and replies add to a Word file."""
    is_plain = all(entry.parent is None and not entry.is_resolved for entry in entries)
    made = "".join(
        _comment_xml(number, each, "" if is_plain else _paragraph_id(number)) for number, each in enumerate(entries)
    )
    text = Template(resources.text("templates/docx/comments.xml")).substitute(
        comments=made, spaces="" if is_plain else _NAMESPACES
    )
    if is_plain:
        return CommentParts({"word/comments.xml": text.encode()}, [_RELATIONSHIP], _CONTENT_TYPE)
    more = "".join(map(_extended_xml, range(len(entries)), entries))
    beside = Template(resources.text("templates/docx/commentsExtended.xml")).substitute(comments=more)
    parts = {"word/comments.xml": text.encode(), "word/commentsExtended.xml": beside.encode()}
    return CommentParts(parts, [_RELATIONSHIP, _RELATIONSHIP_EXTENDED], _CONTENT_TYPE + _CONTENT_TYPE_EXTENDED)


class CommentEntry(NamedTuple):
    """A comment or reply as Word has it: `parent` is the number of the comment that it answers."""

    text: str
    author: str
    date: str
    is_resolved: bool = False
    parent: int | None = None


def list_entries(submission: Submission) -> list[CommentEntry]:
    """Return the comments of a submission and their replies by number, each behind what it answers."""
    found, links = [comment for _, comment in comments.find_all(submission)], frozenset(submission.links)
    made: list[CommentEntry] = []
    for number, comment in zip(_comment_numbers(found), found, strict=True):
        made.append(CommentEntry(display_text(comment, links), comment.by, comment.date, comment.resolved))
        made += [CommentEntry(reply.text, reply.by, reply.date, comment.resolved, number) for reply in comment.replies]
    return made


def _comment_numbers(comments: Sequence[Comment]) -> Iterator[int]:
    """Yield the numbers of comments, of which each reply takes one too."""
    number = 0
    for comment in comments:
        yield number
        number += 1 + len(comment.replies)


def _paragraph_id(number: int) -> str:
    """Return the id of the last paragraph of a comment, by which it is named in what extends it."""
    return f"{number + 1:08X}"


def _extended_xml(number: int, entry: CommentEntry) -> str:
    parent = f' w15:paraIdParent="{_paragraph_id(entry.parent)}"' if entry.parent is not None else ""
    return f'<w15:commentEx w15:paraId="{_paragraph_id(number)}"{parent} w15:done="{int(entry.is_resolved)}"/>'


def display_text(comment: Comment, links: frozenset[str] = frozenset()) -> str:
    """Return the words of a comment as Word shows them: a proposal behind an arrow."""
    if comment.proposal is None:
        return comment.text
    words = richtext.printed_text(richtext.parse(comment.proposal, links)).strip() or "–"
    lines = [" ".join(line.split()) for line in words.split("\n")]
    return "\n".join(filter(None, [comment.text, _PROPOSAL_ARROW + "\n".join(filter(None, lines))]))


def format_date(date: str) -> str:
    """Return a date as Word writes it, or ""."""
    return f"{date}T00:00:00Z" if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else date


def _comment_xml(number: int, entry: CommentEntry, mark: str) -> str:
    initials = "".join(word[0] for word in entry.author.split())[:9]
    date = f' w:date="{escape(format_date(entry.date))}"' if entry.date else ""
    lines = [f"<w:p>{_run_xml(line)}</w:p>" for line in entry.text.split("\n")]
    lines[0] = lines[0].replace("<w:p>", "<w:p><w:r><w:annotationRef/></w:r>", 1)
    lines[-1] = lines[-1].replace("<w:p>", f'<w:p w14:paraId="{mark}">', 1) if mark else lines[-1]
    return (
        f'<w:comment w:id="{number}" w:author="{escape(entry.author)}"{date} w:initials="{escape(initials)}">'
        + "".join(lines)
        + "</w:comment>"
    )


def _run_xml(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def place(document: etree._Element, manuscript: Manuscript) -> None:
    """Put the marks of comments into a body whose bookmarks stand in its headings."""
    if not manuscript.review:
        return
    sections, found = _section_paragraphs(document, manuscript), list(comments.find_all(manuscript.submission))
    for first, (path, comment) in zip(_comment_numbers([each for _, each in found]), found, strict=True):
        paragraphs = sections.get(path[:-2]) or next(iter(sections.values()))
        quote = " ".join(comment.quote.split())
        for number in range(first, first + 1 + len(comment.replies)):
            if not any(_mark_quote(each, quote, number) for each in paragraphs):
                _mark_range(paragraphs[0], None, None, number)


def _section_paragraphs(document: etree._Element, manuscript: Manuscript) -> dict[DataPath, list[etree._Element]]:
    """Return the paragraphs of each part and section, its heading first, by their paths."""
    paths: dict[str, DataPath] = {}
    last: DataPath = ()
    found: dict[DataPath, list[etree._Element]] = {}
    for block in outline.build(manuscript):
        if block.kind == "heading":
            paths[block.name] = block.path[:-1] or ("parts", *block.name.split("_"))
    for paragraph in document.iter(f"{_W}p"):
        names = [mark.get(f"{_W}name", "") for mark in paragraph.iter(f"{_W}bookmarkStart")]
        last = next((paths[name] for name in names if name in paths), last)
        found.setdefault(last, []).append(paragraph)
    if len(found) > 1:
        found.pop((), None)
    return found


def _mark_quote(paragraph: etree._Element, quote: str, number: int) -> bool:
    """Put a comment on the words of a paragraph, and tell whether it has them."""
    if len(quote) < _MIN_QUOTE_LENGTH:
        return False
    places = list(_characters(paragraph))
    start = "".join(character for character, _, _ in places).find(quote)
    if start < 0:
        return False
    (_, last, until), (_, first, since) = places[start + len(quote) - 1], places[start]
    if last.tag == f"{_W}t":
        _split_run(last, until + 1)
    if first.tag == f"{_W}t" and since:
        second = _split_run(first, since)
        last, first = (second if last is first else last), second
    _mark_range(paragraph, first, last, number)
    return True


def _characters(paragraph: etree._Element) -> Iterator[tuple[str, etree._Element, int]]:
    """Yield the characters of a paragraph, each with its element and place there; of spaces the first, as " "."""
    is_space = True
    for element in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab"):
        for at, character in enumerate(element.text or "" if element.tag == f"{_W}t" else " "):
            if not (character.isspace() and is_space):
                yield " " if character.isspace() else character, element, at
            is_space = character.isspace()


def _split_run(text: etree._Element, at: int) -> etree._Element:
    """Part the run of a text before a character, and return the text behind, or itself if nothing is."""
    words, run = text.text or "", text.getparent()
    if at >= len(words) or run is None:
        return text
    behind = deepcopy(run)
    index = list(run).index(text)
    for each in list(run)[index + 1 :]:
        run.remove(each)
    for each in list(behind)[:index]:
        if each.tag != f"{_W}rPr":
            behind.remove(each)
    other = behind[1] if behind[0].tag == f"{_W}rPr" else behind[0]
    text.text, other.text = words[:at], words[at:]
    for each in (text, other):
        each.set(_SPACE, "preserve")
    run.addnext(behind)
    return other


def _mark_range(
    paragraph: etree._Element, first: etree._Element | None, last: etree._Element | None, number: int
) -> None:
    """Put the range of a comment around some texts of a paragraph, else around all of it."""
    start = etree.Element(f"{_W}commentRangeStart", {f"{_W}id": str(number)})
    end = etree.Element(f"{_W}commentRangeEnd", {f"{_W}id": str(number)})
    if first is None or last is None:
        paragraph.insert(1 if len(paragraph) and paragraph[0].tag == f"{_W}pPr" else 0, start)
        paragraph.append(end)
    else:
        _child_containing(paragraph, first).addprevious(start)
        _child_containing(paragraph, last).addnext(end)
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}commentReference", {f"{_W}id": str(number)})
    end.addnext(run)


def _child_containing(paragraph: etree._Element, element: etree._Element) -> etree._Element:
    """Return the child of a paragraph that holds an element."""
    while (parent := element.getparent()) is not None and parent is not paragraph:
        element = parent
    return element
