"""A Word file, and the headings that it was built with -> the file in which headings without their style are headings.

Pasting, joining paragraphs and other programs take the style of a heading away, and leave its looks, its number and its
bookmark. A paragraph in another style of the document is no heading: a person chose that style. LibreOffice takes the
levels of our own styles of headings away in a .doc file, and cuts headings at their style separators in .doc and .rtf.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from wsisc.document.outline import OutlineBlock
from wsisc.importer import normalize, thresholds
from wsisc.importer.clean import split_prompts
from wsisc.importer.parts import heading_index
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word.content import Block, Paragraph, Run, WordContent, paragraphs
from wsisc.text.words import fold

# The styles of paragraphs without a chosen one: in Word, in LibreOffice, and of text that was pasted.
_PLAIN_STYLES = ("", "normal", "standard", "default paragraph style", "normal (web)", "no spacing")


_LOWEST_LEVEL = 9  # of an outline (ECMA-376, Part 1, 17.3.1.20)


class RestoredHeading(NamedTuple):
    """A heading that had lost its style: its words, and the path of its title, () for wording of the call."""

    text: str
    path: DataPath


class RestoredContent(NamedTuple):
    """Content with its headings restored, and the headings that had lost their styles."""

    content: WordContent
    restored: tuple[RestoredHeading, ...] = ()


@dataclass
class _KnownHeadings:
    """The headings of a document by their bookmarks and by their titles; `missing` counts those without a style."""

    by_bookmark: dict[str, OutlineBlock]
    by_title: dict[str, OutlineBlock]
    missing: Counter[str]


def restore(content: WordContent, sent: Sequence[OutlineBlock]) -> RestoredContent:
    """Return a content with its headings; `sent` are the blocks of the document that it was built as."""
    content = _join_cut_headings(content, sent)
    headings = {_title(Paragraph((Run(block.text),))): block for block in sent if block.kind == "heading"}
    titles = Counter(_title(Paragraph((Run(block.text),))) for block in sent if block.kind == "heading")
    titles.subtract(
        _title(paragraph) for paragraph in content.blocks if isinstance(paragraph, Paragraph) and paragraph.outline
    )
    known = _KnownHeadings({block.name: block for block in sent if block.kind == "heading"}, headings, titles)
    blocks, restored = list(content.blocks), list[RestoredHeading]()
    for index, block in enumerate(content.blocks):
        if isinstance(block, Paragraph) and _is_plain(block):
            heading = _find_known(content.blocks, index, known)
            named = _find_level_by_style(block)
            level = heading.level if heading else named or _find_level_by_number(blocks, index)
            blocks[index] = replace(block, outline=level, style=f"heading {level}") if level else block
            restored += [RestoredHeading(block.text, heading.path)] if heading and not named else []
    return RestoredContent(replace(content, blocks=tuple(blocks)), tuple(restored))


def _join_cut_headings(content: WordContent, sent: Sequence[OutlineBlock]) -> WordContent:
    """Return a content in which a heading that was cut in two is one paragraph: "Part One:" and its prompt.

    What somebody typed between the two follows them.
    """
    wordings = {fold(block.text) for block in sent if block.kind == "heading"}
    prompts = {fold(block.prompt): block.label for block in sent if block.kind == "heading" and block.prompt}
    blocks = list[Block]()
    for block in content.blocks:
        first = blocks[-1] if blocks else None
        if isinstance(block, Paragraph) and isinstance(first, Paragraph) and first.outline:
            label = prompts.get(fold(block.text), "")
            if label and first.text.startswith(label) and first.text[len(label) :].strip():
                heading = split_prompts.cut_paragraph(first, 0, len(label)).runs
                typed = split_prompts.cut_paragraph(first, len(label), len(first.text))
                bookmarks = (*first.bookmarks, *block.bookmarks)
                blocks[-1:] = [replace(first, runs=(*heading, Run(" "), *block.runs), bookmarks=bookmarks), typed]
                continue
        if isinstance(block, Paragraph) and isinstance(first, Paragraph) and first.outline and not block.outline:
            label, words = fold(first.text), fold(f"{first.text} {block.text}")
            if label not in wordings and any(
                each.startswith(label)
                and (each == words or normalize.similarity(each, words) >= thresholds.PROMPT_SIMILARITY)
                for each in wordings
            ):
                space = (Run(" "),) if not block.text[:1].isspace() and not first.text[-1:].isspace() else ()
                bookmarks = (*first.bookmarks, *block.bookmarks)
                blocks[-1] = replace(first, runs=(*first.runs, *space, *block.runs), bookmarks=bookmarks)
                continue
        blocks.append(block)
    return replace(content, blocks=tuple(blocks))


def _is_plain(paragraph: Paragraph) -> bool:
    is_plain = paragraph.style.lower() in _PLAIN_STYLES or _find_level_by_style(paragraph) > 0
    return not paragraph.outline and is_plain and bool(paragraph.text.strip())


def _find_level_by_style(paragraph: Paragraph) -> int:
    """Return the level that the name of a style without a level says: "heading 2 theme" in a .doc; otherwise 0."""
    match = re.match(r"heading ([1-9])\b", paragraph.style.lower())
    return int(match[1]) if match else 0


def _title(paragraph: Paragraph) -> str:
    """Return the words of a heading without its number, folded for comparison."""
    return fold(paragraph.text[heading_index.parse_number(paragraph).length :])


def _find_known(blocks: Sequence[Block], index: int, known: _KnownHeadings) -> OutlineBlock | None:
    """Return the heading of the document that a paragraph is, by its bookmark, or by its title and looks."""
    paragraph = blocks[index]
    assert isinstance(paragraph, Paragraph)
    title = _title(paragraph)
    found = next((known.by_bookmark[name] for name in paragraph.bookmarks if name in known.by_bookmark), None)
    if found is None or not (title in known.by_title or heading_index.can_be_heading(paragraph)):
        is_styled = _find_level_by_style(paragraph) > 0
        has_looks = is_styled or heading_index.detect_by_looks(blocks, index) is not None
        has_looks = known.missing[title] > 0 and has_looks
        found = known.by_title[title] if has_looks else None
    if found is not None:
        known.missing[title] -= 1
    return found


def _find_level_by_number(blocks: Sequence[Block], index: int) -> int:
    """Return the level of a new heading, with a typed number like those of its neighbours; otherwise 0."""
    paragraph = blocks[index]
    kind = heading_index.detect_by_looks(blocks, index)
    if not isinstance(paragraph, Paragraph) or kind is None or not kind.number or not kind.looks:
        return 0
    beside = (*_siblings(reversed(blocks[:index])), *_siblings(iter(blocks[index + 1 :])))
    return next(
        (paragraph.outline for paragraph in beside if heading_index.parse_number(paragraph).kind == kind.number), 0
    )


def _siblings(blocks: Iterator[Block]) -> Iterator[Paragraph]:
    """Yield the headings on one side of a paragraph that can be on its level: no higher one is between."""
    highest = _LOWEST_LEVEL
    for each in blocks:
        if isinstance(each, Paragraph) and 0 < each.outline <= highest:
            yield each
            highest = each.outline


def has_wsisc_styles(content: WordContent) -> bool:
    """Return whether a file is in the styles of wsisc, which say what everything is."""
    styles = {paragraph.style.lower().replace(" ", "-") for paragraph in paragraphs(content.blocks)}
    return {"cover-body", "cover-entity"} <= styles
