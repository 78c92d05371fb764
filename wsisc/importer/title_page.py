"""The lines after a cover -> which of them are a title page of the contributor's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from wsisc.importer import call_phrases, heading_detection
from wsisc.importer.normalize import fold
from wsisc.readers.word.content import Block, Paragraph

# More words in a line are a text. A guess.
_MAX_TITLE_WORDS = 45
# A longer line with a session in it is a sentence. "Fifteenth session Geneva 21 to 25 May 2012" has eight words.
_MAX_SESSION_WORDS = 12
# So many words that end in "session" name one in an ordinal that no call's language has ("XXVI session").
_MAX_ELSEWHERE_WORDS = 3
# So many words below a line that looks like a heading are its text. A guess.
_MIN_TEXT_WORDS = 13


@dataclass
class CoverLine:
    """A line of a paragraph of the first pages, and its role: the class of a cover's block, "entity" ..., or ""."""

    index: int
    paragraph: Paragraph
    text: str
    role: str = ""


def is_session_line(folded: str, languages: Sequence[str]) -> bool:
    """Return whether a short line names a session, or its place and days."""
    words = folded.split()
    if len(words) > _MAX_SESSION_WORDS:
        return False
    names_session = any(call_phrases.find_sessions(folded, languages))
    is_elsewhere = (
        bool(words)
        and words[-1] in call_phrases.phrases("session-after-ordinal")
        and len(words) <= _MAX_ELSEWHERE_WORDS
    )
    names_place = bool(words) and words[0] in call_phrases.phrases("places")
    return names_session or is_elsewhere or (names_place and bool(call_phrases.find_years(folded)))


def mark_title_page(lines: list[CoverLine], blocks: Sequence[Block], languages: Sequence[str]) -> None:
    """Set the role of the lines after the cover that are a title page of the contributor's own."""
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
    """Return whether a line looks like one of a title page."""
    paragraph = line.paragraph
    style = paragraph.style.lower()
    if "title" in style:
        return True
    words = len(line.text.split())
    if (
        fold(line.text) in call_phrases.phrases("first-headings")
        or words > _MAX_TITLE_WORDS
        or "toc" in style
        or paragraph.numbering
    ):
        return False
    if paragraph.outline:
        return not title and _is_only_top_heading(paragraph, blocks)
    is_centred = paragraph.align == "center"
    following = heading_detection.neighbour(blocks, line.index)
    if title and not is_centred and isinstance(following, Paragraph) and len(following.text.split()) >= _MIN_TEXT_WORDS:
        return False  # a heading with its text
    return is_centred or (not heading_detection.parse_number(paragraph).kind and _has_looks(paragraph, title))


def _has_looks(paragraph: Paragraph, title: list[CoverLine]) -> bool:
    found = heading_detection.read_looks(paragraph)
    return bool(found) and (not title or _has_same_format(title[-1].paragraph, paragraph))


def _is_only_top_heading(paragraph: Paragraph, blocks: Sequence[Block]) -> bool:
    """Return whether a heading is the only one of the highest level, and there are others of lower levels."""
    levels = [block.outline for block in blocks if isinstance(block, Paragraph) and block.outline]
    return len(levels) > 1 and levels.count(paragraph.outline) == 1 and min(levels) == paragraph.outline
