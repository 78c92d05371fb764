"""The comments of a submission -> Word comments on the words that they quote, otherwise on a section's heading.

ECMA-376, Part 1, 17.13.4. A file has comments only if it is built for review. Replies and the resolved state are in an
additional part ([MS-DOCX] 2.5.4), which is omitted if no comment has either.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count, islice
from string import Template
from typing import NamedTuple

from lxml import etree

from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.messages import resources
from wsisc.messages.diagnostic import DataPath
from wsisc.ooxml.builders import (
    CommentLine,
    create_comment,
    create_comment_end,
    create_comment_reference,
    create_comment_start,
    split_run,
)
from wsisc.ooxml.names import W14, W
from wsisc.ooxml.package_writing import serialize_part
from wsisc.source import model
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Comment, Submission
from wsisc.writers.docx.document_package import NO_PARTS, PackageParts, join_parts, related_part

_NAMESPACES = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_EXTENDED_TYPE = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_PROPOSAL_ARROW = "→ "  # language-neutral, so that no wording is needed
_MIN_QUOTE_LENGTH = 3  # a guess: shorter quotations match by chance


def build_parts(manuscript: Manuscript) -> PackageParts:
    """Return what the comments of a manuscript add to its Word file: nothing unless it is for review."""
    entries = list_entries(manuscript.submission) if manuscript.review else []
    return write_entries(entries) if entries else NO_PARTS


def write_entries(entries: Sequence["CommentEntry"]) -> PackageParts:
    """Return what comments and replies add to a Word file."""
    is_plain = all(entry.parent is None and not entry.is_resolved for entry in entries)
    template = Template(resources.text("templates/docx/comments.xml"))
    root = etree.fromstring(template.substitute(comments="", spaces="" if is_plain else _NAMESPACES).encode())
    for number, entry in enumerate(entries):
        root.append(_create_comment(number, entry))
        if not is_plain:
            root[-1][-1].set(f"{W14}paraId", _paragraph_id(number))
    parts = related_part("comments", "comments.xml", f"{serialize_part(root).decode()}\n")
    if is_plain:
        return parts
    template = Template(resources.text("templates/docx/commentsExtended.xml"))
    xml = template.substitute(comments="".join(map(_extended_xml, range(len(entries)), entries)))
    extended = related_part("commentsExtended", "commentsExtended.xml", xml, _EXTENDED_TYPE)
    return join_parts([parts, extended])


class CommentEntry(NamedTuple):
    """A comment or reply as Word stores it. `parent` is the number of the comment that a reply answers."""

    text: str
    author: str
    date: str
    is_resolved: bool = False
    parent: int | None = None


def list_entries(submission: Submission) -> list[CommentEntry]:
    """Return the comments and replies of a submission in the order of their numbers, replies after their comment."""
    links = frozenset(submission.links)
    entries: list[CommentEntry] = []
    for _, comment in model.comments(submission):
        number = len(entries)
        entries.append(CommentEntry(display_text(comment, links), comment.by, comment.date, comment.resolved))
        entries += [
            CommentEntry(reply.text, reply.by, reply.date, comment.resolved, number) for reply in comment.replies
        ]
    return entries


def _paragraph_id(number: int) -> str:
    """Return the id of a comment's last paragraph, by which commentsExtended.xml refers to the comment."""
    return f"{number + 1:08X}"


def _extended_xml(number: int, entry: CommentEntry) -> str:
    parent = f' w15:paraIdParent="{_paragraph_id(entry.parent)}"' if entry.parent is not None else ""
    return f'<w15:commentEx w15:paraId="{_paragraph_id(number)}"{parent} w15:done="{int(entry.is_resolved)}"/>'


def display_text(comment: Comment, links: frozenset[str] = frozenset()) -> str:
    """Return the words of a comment as Word shows them: a proposal after an arrow."""
    if comment.proposal is None:
        return comment.text
    words = printed_text(richtext.parse(comment.proposal, links).blocks).strip() or "–"
    lines = [" ".join(line.split()) for line in words.split("\n")]
    return "\n".join(filter(None, [comment.text, _PROPOSAL_ARROW + "\n".join(filter(None, lines))]))


def format_date(date: str) -> str:
    """Return a date in the form that Word writes, or the text itself if it is not a date."""
    return f"{date}T00:00:00Z" if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else date


def _create_comment(number: int, entry: CommentEntry) -> etree._Element:
    initials = "".join(word[0] for word in entry.author.split())[:9]
    lines = map(CommentLine, entry.text.split("\n"))
    return create_comment(number, entry.author, lines, initials=initials, date=format_date(entry.date))


def place(document: etree._Element, manuscript: Manuscript) -> None:
    """Insert the marks of comments into a body whose bookmarks are in its headings."""
    if not manuscript.review:
        return
    sections, numbers = _section_paragraphs(document, manuscript), count()
    for path, comment in model.comments(manuscript.submission):
        paragraphs = sections.get(path[:-2]) or next(iter(sections.values()))
        quote = " ".join(comment.quote.split())
        for number in islice(numbers, 1 + len(comment.replies)):  # each reply takes a number too
            if not any(mark_quote(paragraph, quote, number) for paragraph in paragraphs):
                mark_range(paragraphs[0], None, None, number)


def _section_paragraphs(document: etree._Element, manuscript: Manuscript) -> dict[DataPath, list[etree._Element]]:
    """Return the paragraphs of each part and section by path, its heading first."""
    headings = (block for block in outline.build(manuscript) if block.kind == "heading")
    paths = {block.name: block.path[:-1] or ("parts", *block.name.split("_")) for block in headings}
    last: DataPath = ()
    sections: dict[DataPath, list[etree._Element]] = {}
    for paragraph in document.iter(f"{W}p"):
        names = [mark.get(f"{W}name", "") for mark in paragraph.iter(f"{W}bookmarkStart")]
        last = next((paths[name] for name in names if name in paths), last)
        sections.setdefault(last, []).append(paragraph)
    if len(sections) > 1:
        sections.pop((), None)
    return sections


def mark_quote(paragraph: etree._Element, quote: str, number: int) -> bool:
    """Mark the quoted words of a paragraph, and return whether it contains them."""
    if len(quote) < _MIN_QUOTE_LENGTH:
        return False
    characters = list(_characters(paragraph))
    position = "".join(character for character, _, _ in characters).find(quote)
    if position < 0:
        return False
    (_, last, last_offset), (_, first, first_offset) = characters[position + len(quote) - 1], characters[position]
    if last.tag == f"{W}t":
        split_run(last, last_offset + 1)
    if first.tag == f"{W}t" and first_offset:
        second = split_run(first, first_offset)[-1]
        last, first = (second if last is first else last), second
    mark_range(paragraph, first, last, number)
    return True


def _characters(paragraph: etree._Element) -> Iterator[tuple[str, etree._Element, int]]:
    """Yield the characters of a paragraph with element and offset; a sequence of white space counts as one " "."""
    is_space = True
    for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        for offset, character in enumerate(element.text or "" if element.tag == f"{W}t" else " "):
            if not (character.isspace() and is_space):
                yield " " if character.isspace() else character, element, offset
            is_space = character.isspace()


def mark_range(
    paragraph: etree._Element, first: etree._Element | None, last: etree._Element | None, number: int
) -> None:
    """Mark a range of a comment from one text of a paragraph to another, or the whole paragraph if None."""
    start, end = create_comment_start(number), create_comment_end(number)
    if first is None or last is None:
        paragraph.insert(1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0, start)
        paragraph.append(end)
    else:
        _child_containing(paragraph, first).addprevious(start)
        _child_containing(paragraph, last).addnext(end)
    end.addnext(create_comment_reference(number))


def _child_containing(paragraph: etree._Element, element: etree._Element) -> etree._Element:
    """Return the child of a paragraph that contains an element."""
    while (parent := element.getparent()) is not None and parent is not paragraph:
        element = parent
    return element
