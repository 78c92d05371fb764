"""The page of a manuscript -> the same page with the source line of each paragraph, heading, cell and footnote.

Printed words and source are aligned by their words, in order, so a block that the page shows differently loses only its
own line.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

import lxml.html

from wsisc.align.common_words import find_spans
from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.document.prose import Passage, Reading
from wsisc.messages.diagnostic import DataPath
from wsisc.source import Source
from wsisc.source.model import Submission
from wsisc.text.shared import group_values

_PICTURE = "\0picture"
_FIGURE_REFERENCE = re.compile(r"!\[(.+)\]")
_TEXT_ELEMENTS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption"}
_INLINE_ELEMENTS = {"a", "strong", "em", "sup", "br", "span"}
_SKIPPED_ROLES = {"doc-noteref", "doc-backlink"}


class PagePlace(NamedTuple):
    """The place of an element in the source: its path and its line, counted from 1."""

    path: DataPath
    line: int


@dataclass(frozen=True)
class LocatedPage:
    """A page in parts: its `main`, its style sheet and the digest of it (`look`), its title, language and places.

    The elements of `main` refer to `places` by index (`data-place`).
    """

    main: str
    style: str
    look: str
    title: str
    language: str
    direction: str
    draft: str
    places: tuple[PagePlace, ...]


class ExpectedPiece(NamedTuple):
    """Words that should be on the page, and their place in the source; the call's own words have no path."""

    words: str
    path: DataPath = ()
    start: int | None = None
    on_key: bool = False


def locate_page(page: bytes, manuscript: Manuscript, source: Source) -> LocatedPage:
    """Return a page with its places."""
    parser = lxml.html.HTMLParser(huge_tree=True, encoding="utf-8")
    document: Any = lxml.html.document_fromstring(page, parser=parser)
    main = next(document.iter("main"))
    places: list[PagePlace] = []
    for element, piece in match_pieces(list(word_elements(main)), list(_expected_pieces(manuscript))):
        if piece.path:
            place = PagePlace(piece.path, source.locate(piece.path, piece.start, on_key=piece.on_key).line)
            element.set("data-place", str(len(places)))
            element.set("data-line", str(place.line))
            places.append(place)
    _clean_attributes(main)
    draft = next(iter(document.find_class("draft")), None)
    style = "".join(element.text or "" for element in document.iter("style"))
    return LocatedPage(
        "".join(lxml.html.tostring(child, encoding="unicode") for child in main),
        style,
        sha256(style.encode()).hexdigest()[:16],
        manuscript.submission.title,
        manuscript.locale.tag,
        manuscript.locale.direction,
        "" if draft is None else draft.text_content(),
        tuple(places),
    )


def match_pieces(
    leaves: Sequence[tuple[Any, str]], pieces: Sequence[ExpectedPiece]
) -> Iterator[tuple[Any, ExpectedPiece]]:
    """Yield the elements of a page with the pieces whose words they contain."""
    actual, expected = [words for _, words in leaves], [piece.words for piece in pieces]
    if actual == expected:
        yield from ((leaf[0], piece) for leaf, piece in zip(leaves, pieces, strict=True))
        return
    for span in find_spans(actual, expected):
        if span.is_same:
            for leaf, piece in zip(leaves[span.start : span.end], pieces[span.first : span.last], strict=True):
                yield leaf[0], piece


def word_elements(main: Any) -> Iterator[tuple[Any, str]]:
    """Yield the elements that directly contain words, and these words; an image counts as a fixed word."""
    for element in main.iter():
        if element.tag == "img":
            yield element.getparent(), _PICTURE
        elif element.tag in _TEXT_ELEMENTS and (words := _comparable("".join(own_words(element)))):
            yield element, words


def own_words(element: Any) -> Iterator[str]:
    """Yield the words of an element without those of blocks within, and of links to and from footnotes."""
    yield element.text or ""
    for child in element:
        if child.tag in _INLINE_ELEMENTS and child.get("role") not in _SKIPPED_ROLES:
            yield from own_words(child)
        yield child.tail or ""


def _comparable(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _expected_pieces(manuscript: Manuscript) -> Iterator[ExpectedPiece]:
    """Yield what should be on the page of a manuscript, in order."""
    submission = manuscript.submission
    passages = group_values((passage.path, passage) for passage in Reading(submission, manuscript.call).passages)
    blocks = outline.build(manuscript)
    for block, part in _with_part_paths(blocks, manuscript.call):
        if block.kind == "rich":  # a text with figures is several blocks
            for passage in passages.pop(block.path, []):
                yield from _passage_pieces(passage, submission)
        elif block.kind != "figure" and block.text:
            piece = _block_piece(block, part, submission.entity.name)
            texts = (block.label, block.prompt) if block.prompt else (block.text,)  # a prompt is an element of its own
            yield from (piece._replace(words=_comparable(text)) for text in texts)
    for name in outline.referenced_footnotes(submission, blocks):
        for passage in passages.get(("footnotes", name), ()):
            yield from _passage_pieces(passage, submission)


def _with_part_paths(blocks: Sequence[OutlineBlock], call: Call) -> Iterator[tuple[OutlineBlock, DataPath]]:
    """Yield blocks, each with the path of its part, () before the first part."""
    names = {"_".join(ids): ("parts", *ids) for ids, _ in calls.parts(call)}
    part: DataPath = ()
    for block in blocks:
        if block.kind in ("heading", "part") and not block.path:
            part = names.get(block.name, ())
        yield block, part


def _passage_pieces(passage: Passage, submission: Submission) -> Iterator[ExpectedPiece]:
    """Yield a passage as it is printed; a figure reference becomes an image and its caption."""
    start = passage.starts[0] if passage.starts else None
    figure_reference = _FIGURE_REFERENCE.fullmatch(passage.display_text.strip())
    if figure_reference and (figure := submission.figures.get(figure_reference[1])):
        yield ExpectedPiece(_PICTURE, passage.path, start)
        if figure.caption:
            yield ExpectedPiece(_comparable(figure.caption), ("figures", figure_reference[1], "caption"))
    else:
        yield ExpectedPiece(_comparable(passage.display_text), passage.path, start)


def _block_piece(block: OutlineBlock, part: DataPath, entity: str) -> ExpectedPiece:
    words = _comparable(block.text)
    if block.path:
        return ExpectedPiece(words, block.path)
    if block.kind == "cover-entity" or block.text == entity:
        return ExpectedPiece(words, ("entity", "name"))
    if block.kind in ("heading", "to-be-completed"):
        return ExpectedPiece(words, part, on_key=True)
    return ExpectedPiece(words)


def _clean_attributes(main: Any) -> None:
    """Move inline styles, which the content security policy forbids, to data attributes; open links in a new tab."""
    for element in main.iter():
        if style := element.attrib.pop("style", ""):
            element.set("data-style", style.removesuffix(";").replace(" ", ""))
        if element.tag == "a" and not element.get("href", "").startswith("#"):
            element.set("target", "_blank")
            element.set("rel", "noopener noreferrer")
