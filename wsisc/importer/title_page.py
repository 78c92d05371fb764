"""The lines after a cover -> which of them are a title page of the contributor's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from wsisc.importer import call_phrases, heading_detection
from wsisc.importer.normalize import fold
from wsisc.readers.word.content import Block, Paragraph

_MAX_TITLE_WORDS = 45
_FIRST_HEADINGS = {
    *("introduction", "executive summary", "summary", "background", "contents", "table of contents", "foreword"),
    *("preface", "overview", "acknowledgements"),
}

_GENEVA = (["geneva"], ["genève"], ["ginebra"])


@dataclass
class CoverLine:
    """A line of a paragraph of the first pages, and what it is: the class of a cover's block, "entity" ..., or ""."""

    index: int
    paragraph: Paragraph
    text: str
    role: str = ""


def is_session_line(folded: str, languages: Sequence[str]) -> bool:
    """Tell whether a short line names a session, or its place and days."""
    words = folded.split()
    if len(words) > 12:
        return False
    names_session = any(call_phrases.find_sessions(folded, languages))
    is_elsewhere = words[-1:] == ["session"] and len(words) < 4
    return names_session or is_elsewhere or (words[:1] in _GENEVA and bool(call_phrases.find_years(folded)))


def mark_title_page(lines: list[CoverLine], blocks: Sequence[Block], languages: Sequence[str]) -> None:
    """Say which lines after the cover are a title page of the contributor's own."""
    strong = [at for at, line in enumerate(lines) if line.role]
    start = max(strong) + 1 if strong else 0
    for line in lines[:start]:
        line.role = line.role or "other"
    entity = fold(" ".join(line.text for line in lines if line.role == "entity"))
    title: list[CoverLine] = []
    for line in lines[start:]:
        folded = fold(line.text)
        if (entity and folded == entity) or is_session_line(folded, languages):
            line.role = "cover-repeated"
        elif not _is_title_page_line(line, blocks, title):
            break
        elif not title or (title[-1].index == line.index or _has_same_format(title[-1].paragraph, line.paragraph)):
            line.role = "title"
            title.append(line)
        else:
            line.role = "other"


def _has_same_format(one: Paragraph, two: Paragraph) -> bool:
    return (
        one.style == two.style
        and one.align == two.align
        and heading_detection.read_looks(one) == heading_detection.read_looks(two)
    )


def _is_title_page_line(line: CoverLine, blocks: Sequence[Block], title: list[CoverLine]) -> bool:
    """Tell whether a line looks as those of title pages do."""
    paragraph = line.paragraph
    style = paragraph.style.lower()
    if "title" in style:
        return True
    words = len(line.text.split())
    if fold(line.text) in _FIRST_HEADINGS or words > _MAX_TITLE_WORDS or "toc" in style or paragraph.numbering:
        return False
    if paragraph.outline:
        return not title and _is_only_top_heading(paragraph, blocks)
    is_centred = paragraph.align == "center"
    following = _next_paragraph(blocks, line.index)
    if title and not is_centred and following is not None and len(following.text.split()) > 12:
        return False  # a heading with its text
    return is_centred or (not heading_detection.parse_number(paragraph).kind and _has_looks(paragraph, title))


def _has_looks(paragraph: Paragraph, title: list[CoverLine]) -> bool:
    found = heading_detection.read_looks(paragraph)
    return bool(found) and (not title or _has_same_format(title[-1].paragraph, paragraph))


def _is_only_top_heading(paragraph: Paragraph, blocks: Sequence[Block]) -> bool:
    """Tell whether a heading is the only one of its level, the highest, and others follow."""
    levels = [block.outline for block in blocks if isinstance(block, Paragraph) and block.outline]
    return len(levels) > 1 and levels.count(paragraph.outline) == 1 and min(levels) == paragraph.outline


def _next_paragraph(blocks: Sequence[Block], index: int) -> Paragraph | None:
    for block in blocks[index + 1 :]:
        if not isinstance(block, Paragraph):
            return None
        if block.text.strip():
            return block
    return None
