"""The comments of a Word file, with their extensions -> comments with authors and parents, resolved or not.

[MS-DOCX] 2.5.4 (commentsExtended): an entry names a comment by the id of its last paragraph. Other programs wrote the
authors and dates, here and of tracked changes: a name may have any length and contain line breaks, and a date may be
invalid.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from lxml import etree

from wsisc.ooxml.names import TRUE_VALUES, W14, W15, W
from wsisc.readers.word.content import (
    Block,
    Component,
    ComponentKind,
    Paragraph,
    TrackedChange,
    WordComment,
    all_paragraphs,
)
from wsisc.text.sanitize import harmful
from wsisc.text.shared import group_values
from wsisc.text.words import one_line

_MAX_ADDRESS = 2_000  # a guess: a longer one carries data, and would bury the words
KINDS_IN_WORDS = (ComponentKind.LINK, ComponentKind.EQUATION, ComponentKind.FIELD)
"""The kinds of components that the words of a comment include, at least as letters."""

# A date as the schema of submissions accepts it, and as Word writes it.
_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T[0-9:.]+(Z|[+-][0-9:]+)?)?")
_DELETIONS = (f"{W}del", f"{W}moveFrom", f"{W}cellDel")
_INSERTIONS = (f"{W}ins", f"{W}moveTo", f"{W}cellIns")
_DATED_ELEMENTS = tuple(
    f"{W}{name}"
    for name in ("comment", "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange",
                 "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "sectPrChange")
)  # fmt: skip
_REMOVED_CHARACTERS = re.compile(f"{harmful().pattern}|\u200b")
_SPACES = re.compile(r"\s+")
# Guesses: longer names and dates are damage or an attack, and more invalid dates say nothing new.
_MAX_NAME, _MAX_DATE = 500, 40
_MAX_REPORTED = 20


def read_comments(
    roots: Mapping[str, etree._Element], quotes: Mapping[str, str], read_text: Callable[[etree._Element], str]
) -> Iterator[WordComment]:
    """Yield the comments of a file from its parts by kind; `quotes` are the words they are attached to, by id."""
    if "comments" not in roots:
        return
    elements = list(roots["comments"].iterchildren(f"{W}comment"))
    named = [(paragraph.get(f"{W14}paraId"), comment) for comment in elements for paragraph in comment.iter(f"{W}p")]
    ids = {paragraph_id: comment.get(f"{W}id", "") for paragraph_id, comment in named if paragraph_id}
    extended = list(roots["commentsExtended"].iter(f"{W15}commentEx")) if "commentsExtended" in roots else []
    entries = {ids.get(entry.get(f"{W15}paraId", ""), ""): entry for entry in extended}
    for comment in elements:
        id = comment.get(f"{W}id", "")
        entry = entries.get(id)
        parent = ids.get(entry.get(f"{W15}paraIdParent", ""), "") if entry is not None else ""
        yield WordComment(
            id,
            read_author(comment),
            read_date(comment),
            read_text(comment),
            quotes.get(id, ""),
            entry is not None and entry.get(f"{W15}done") in TRUE_VALUES,
            parent if parent != id else "",
        )


def comment_text(body: Iterable[Paragraph]) -> str:
    """Return the words of a comment; the address of a link follows its words in brackets.

    The address of a mentioned person ("@Ann") is left out.
    """
    lines = []
    for paragraph in body:
        pieces = []
        for address, runs in groupby(paragraph.runs, key=lambda run: run.link):
            text = "".join(run.text for run in runs)
            is_mention = address.startswith("mailto:") and text.startswith("@")
            is_in_text = address in text or address.startswith("#") or len(address) > _MAX_ADDRESS
            pieces.append(text if is_in_text or is_mention else f"{text.rstrip()} ({address})")
        lines.append("".join(pieces).strip())
    return "\n".join(lines).strip()


def is_address_in_words(link: Component, comments: Iterable[WordComment]) -> bool:
    """Return whether the words of a comment include the address of a link."""
    return any(link.name in comment.text for comment in comments)


def find_quotes(blocks: tuple[Block, ...], notes: Mapping[str, tuple[Block, ...]]) -> dict[str, str]:
    """Return the words that comments are attached to, by comment id."""
    found = group_values(
        (id, "".join(run.text for run in paragraph.runs if id in run.comments))
        for paragraph in all_paragraphs(blocks, notes)
        for id in dict.fromkeys(id for run in paragraph.runs for id in run.comments)
    )
    return {id: one_line(" ".join(pieces)) for id, pieces in found.items()}


def read_change(properties: etree._Element | None) -> TrackedChange | None:
    """Return the change that the properties of a paragraph mark, a row or a cell record."""
    if properties is None:
        return None
    deleted, inserted = (next(properties.iterchildren(*tags), None) for tags in (_DELETIONS, _INSERTIONS))
    if deleted is not None:
        inserted_by = None if inserted is None else read_author(inserted)
        return TrackedChange("deletion", read_author(deleted), read_date(deleted), inserted_by)
    return None if inserted is None else TrackedChange("insertion", read_author(inserted), read_date(inserted))


def read_author(element: etree._Element) -> str:
    """Return the author of a change or comment on one line, or "" if it has none."""
    name = _SPACES.sub(" ", element.get(f"{W}author", ""))
    return _REMOVED_CHARACTERS.sub("", name).strip()[:_MAX_NAME]


def read_date(element: etree._Element) -> str:
    """Return the date of a change or comment, or "" if it has none or an invalid one."""
    found = element.get(f"{W}date", "")
    return found if _is_date(found) else ""


def find_invalid_dates(roots: Iterable[etree._Element]) -> tuple[str, ...]:
    """Return the distinct invalid dates in some parts: the beginnings of the first ones."""
    found = (element.get(f"{W}date", "") for root in roots for element in root.iter(*_DATED_ELEMENTS))
    wrong = dict.fromkeys(date[:_MAX_DATE] for date in found if date and not _is_date(date))
    return tuple(wrong)[:_MAX_REPORTED]


def _is_date(text: str) -> bool:
    return len(text) <= _MAX_DATE and _DATE.fullmatch(text) is not None
