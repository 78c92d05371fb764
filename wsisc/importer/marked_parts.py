"""The paragraphs of a document of wsisc -> where its parts begin: whole headings, or their styles and bookmarks."""

from collections.abc import Sequence

from wsisc.importer import part_prompts
from wsisc.importer.heading_index import HeadingIndex
from wsisc.importer.normalize import PROMPT_SIMILARITY, similarity
from wsisc.importer.part_headings import FoldedText, PartHeading, PartIds
from wsisc.importer.part_starts import PartStart
from wsisc.importer.report import Reason
from wsisc.readers.word.content import Paragraph
from wsisc.text.folding import fold

# From here on a heading in the styles of wsisc is that of the call: a letter or two can be misprinted. A guess.
_EXACT_SIMILARITY = 0.97


def find_marked_start(
    index: HeadingIndex, at: int, headings: Sequence[PartHeading], last_ids: PartIds
) -> PartStart | None:
    """Return which part begins at a block of a document of wsisc.

    In this order: the part of the whole heading; that of the label alone, on the level of the part; that of a heading
    that was changed, or into which words were typed.
    """
    block, text = index.paragraph(at), index.texts[at]
    folded = fold(block.text)
    if block.outline:
        for heading in headings:
            if similarity(folded, heading.text) > _EXACT_SIMILARITY:
                return PartStart(heading.ids, language=heading.language)
        for heading in headings:
            is_alone = heading.has_words or _is_next(heading, last_ids)
            if folded == heading.label and block.outline == len(heading.ids) and is_alone:
                size = 1 + part_prompts.count_prompt_blocks(index, at, heading)
                return PartStart(heading.ids, size, reason=Reason.LABEL, language=heading.language)
    edited = (each for each in headings if _is_edited_heading(block, text, each))
    return next((PartStart(each.ids, reason=Reason.BOOKMARK, language=each.language) for each in edited), None)


def is_bookmarked(block: Paragraph, heading: PartHeading) -> bool:
    """Return whether a paragraph has the bookmark of the heading of a part."""
    return "_".join(heading.ids) in block.bookmarks


def _is_edited_heading(block: Paragraph, text: FoldedText, heading: PartHeading) -> bool:
    """Return whether a paragraph of a document of wsisc is a heading that was changed or has typed words in it."""
    is_similar = similarity(text.folded, heading.text) >= PROMPT_SIMILARITY or part_prompts.surrounds_typed_words(
        text, heading
    )
    is_on_level = block.outline == len(heading.ids)
    return (is_bookmarked(block, heading) and (is_similar or is_on_level)) or (block.outline > 0 and is_similar)


def _is_next(heading: PartHeading, last_ids: PartIds) -> bool:
    """Return whether the part that holds the part of a heading began last, or another part of that."""
    return len(heading.ids) > 1 and heading.ids[:-1] in (last_ids, last_ids[:-1])
