"""The comments of a Word file, with their extensions -> comments with their parents and whether they are resolved.

[MS-DOCX] 2.5.4 (commentsExtended): an entry names a comment by the id of its last paragraph.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from lxml import etree

from wsisc.ooxml.names import TRUE_VALUES, W14, W15, W
from wsisc.readers.word import authorship
from wsisc.readers.word.content import Block, Component, ComponentKind, Paragraph, WordComment, all_paragraphs
from wsisc.text.shared import group_values
from wsisc.text.words import one_line

_MAX_ADDRESS = 2_000  # a guess: a longer one carries data, and would bury the words
KINDS_IN_WORDS = (ComponentKind.LINK, ComponentKind.EQUATION, ComponentKind.FIELD)
"""The kinds of components that the words of a comment include, at least as letters."""


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
            authorship.read_author(comment),
            authorship.read_date(comment),
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
