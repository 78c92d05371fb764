"""The lines after a cover -> which of them are a title page of the contributor's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from wsisc.importer import call_phrases, heading_detection
from wsisc.importer.normalize import fold
from wsisc.readers.word.content import Block, Paragraph

_LONGEST_TITLE = 45
_NO_TITLES = {
    *("introduction", "executive summary", "summary", "background", "contents", "table of contents", "foreword"),
    *("preface", "overview", "acknowledgements"),
}

_GENEVA = (["geneva"], ["genève"], ["ginebra"])


@dataclass
class Line:
    """A line of a paragraph of the first pages, and what it is: the class of a cover's block, "entity" ..., or ""."""

    index: int
    paragraph: Paragraph
    text: str
    role: str = ""


def is_session(folded: str, languages: Sequence[str]) -> bool:
    """Tell whether a short line names a session, or its place and days."""
    words = folded.split()
    if len(words) > 12:
        return False
    names_session = any(call_phrases.sessions(folded, languages))
    is_elsewhere = words[-1:] == ["session"] and len(words) < 4
    return names_session or is_elsewhere or (words[:1] in _GENEVA and bool(call_phrases.years(folded)))


def mark(lines: list[Line], blocks: Sequence[Block], languages: Sequence[str]) -> None:
    """Say which lines after the cover are a title page of the contributor's own."""
    strong = [at for at, line in enumerate(lines) if line.role]
    start = max(strong) + 1 if strong else 0
    for line in lines[:start]:
        line.role = line.role or "other"
    entity = fold(" ".join(line.text for line in lines if line.role == "entity"))
    title: list[Line] = []
    for line in lines[start:]:
        folded = fold(line.text)
        if (entity and folded == entity) or is_session(folded, languages):
            line.role = "cover-repeated"
        elif not _is_titular(line, blocks, title):
            break
        elif not title or (title[-1].index == line.index or _is_alike(title[-1].paragraph, line.paragraph)):
            line.role = "title"
            title.append(line)
        else:
            line.role = "other"


def _is_alike(one: Paragraph, two: Paragraph) -> bool:
    return (
        one.style == two.style
        and one.align == two.align
        and heading_detection.looks(one) == heading_detection.looks(two)
    )


def _is_titular(line: Line, blocks: Sequence[Block], title: list[Line]) -> bool:
    """Tell whether a line looks as those of title pages do."""
    paragraph = line.paragraph
    style = paragraph.style.lower()
    if "title" in style:
        return True
    words = len(line.text.split())
    if fold(line.text) in _NO_TITLES or words > _LONGEST_TITLE or "toc" in style or paragraph.numbering:
        return False
    if paragraph.outline:
        return not title and _is_only(paragraph, blocks)
    is_centred = paragraph.align == "center"
    following = _next(blocks, line.index)
    if title and not is_centred and following is not None and len(following.text.split()) > 12:
        return False  # a heading with its text
    return is_centred or (not heading_detection.number_of(paragraph).kind and _has_looks(paragraph, title))


def _has_looks(paragraph: Paragraph, title: list[Line]) -> bool:
    found = heading_detection.looks(paragraph)
    return bool(found) and (not title or _is_alike(title[-1].paragraph, paragraph))


def _is_only(paragraph: Paragraph, blocks: Sequence[Block]) -> bool:
    """Tell whether a heading is the only one of its level, the highest, and others follow."""
    levels = [block.outline for block in blocks if isinstance(block, Paragraph) and block.outline]
    return len(levels) > 1 and levels.count(paragraph.outline) == 1 and min(levels) == paragraph.outline


def _next(blocks: Sequence[Block], index: int) -> Paragraph | None:
    for block in blocks[index + 1 :]:
        if not isinstance(block, Paragraph):
            return None
        if block.text.strip():
            return block
    return None
