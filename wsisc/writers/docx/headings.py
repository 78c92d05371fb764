"""Headings as Pandoc writes them -> the style of what each begins, with its prompt on its line."""

from collections.abc import Iterable, Sequence

from lxml import etree

from wsisc.document.outline import OutlineBlock
from wsisc.ooxml.names import SPACE, W
from wsisc.ooxml.properties import ensure_first
from wsisc.theme import Theme, word_styles

_RUN_IN_STYLE = "RunInPrompt"


def find_meanings(blocks: Iterable[OutlineBlock]) -> set[tuple[str, int]]:
    """Return the meaning and the level of the headings among blocks."""
    return {(block.meaning, block.level) for block in blocks if block.meaning}


def style_headings(document: etree._Element, blocks: Sequence[OutlineBlock], look: Theme) -> None:
    """Set the styles of headings, which are known by their bookmarks, and put prompts on the lines of their labels."""
    meanings = {block.name: block.meaning for block in blocks if block.meaning}
    styles = {
        block.name: word_styles.style_id(word_styles.heading_style(look, block.meaning, block.level))
        for block in blocks
        if block.meaning
    }
    for bookmark in document.iter(f"{W}bookmarkStart"):
        paragraph = bookmark.getparent()
        if paragraph is not None and bookmark.get(f"{W}name") in styles:
            ensure_first(ensure_first(paragraph, "pPr"), "pStyle").set(f"{W}val", styles[bookmark.get(f"{W}name", "")])
    for prompt in document.iter(f"{W}p"):
        style, label = prompt.find(f"{W}pPr/{W}pStyle"), prompt.getprevious()
        if style is not None and style.get(f"{W}val") == _RUN_IN_STYLE and label is not None:
            names = [meanings.get(each.get(f"{W}name", ""), "") for each in label.iter(f"{W}bookmarkStart")]
            meaning = next(filter(None, names), "part")
            style.set(f"{W}val", word_styles.style_id(word_styles.prompt_style(look, meaning)))
            _separate_styles(label)
            first = next(prompt.iter(f"{W}t"))
            first.text = f" {first.text}"
            first.set(SPACE, "preserve")


def _separate_styles(heading: etree._Element) -> None:
    """Hide the end of a heading, so that the next paragraph is on its line: Word calls that a style separator.

    ECMA-376, Part 1, 17.3.2.36, and 17.3.2.41 for programs that do not know it.
    """
    mark = etree.SubElement(ensure_first(heading, "pPr"), f"{W}rPr")
    etree.SubElement(mark, f"{W}vanish")
    etree.SubElement(mark, f"{W}specVanish")
