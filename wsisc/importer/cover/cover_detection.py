"""The first pages of a Word file -> what the cover says: who submits, under which title, to which session.

Covers are known by their wordings, however their lines are split or joined and whatever is misprinted or stale in them;
a second title page of the contributor's own may follow.
"""

from collections.abc import Callable, Sequence

from wsisc.calls.call import Catalogue
from wsisc.importer import thresholds
from wsisc.importer.cover import call_phrases, cover_fields, title_page
from wsisc.importer.cover.call_phrases import CoverWording
from wsisc.importer.cover.cover_reading import Cover, fill_cover, read_names, submitter_prefix
from wsisc.importer.cover.title_page import CoverLine
from wsisc.importer.normalize import has_matching_ends, similarity
from wsisc.importer.parts.heading_index import SENTENCE_ENDS
from wsisc.importer.parts.part_starts import PartStart
from wsisc.readers.word.content import Block, Paragraph
from wsisc.text.words import fold

__all__ = ["Cover", "ends_cover", "fill_cover", "read_cover"]

_DECISIVE_BLOCKS = ("cover-joined", "cover-body", "cover-subject", "cover-statement", "cover-disclaimer")


def read_cover(
    blocks: Sequence[Block], catalogue: Catalogue, is_part_start: Callable[[int], bool], is_styled: bool = False,
    is_form: bool = False
) -> Cover:  # fmt: skip
    """Return what the first pages say, but for what becomes of their words (`cover_reading.fill_cover`).

    `is_part_start` says whether a part begins at the block of an index, `is_styled` whether the styles of wsisc say
    what each line is.
    """
    lines = _split_lines(blocks, is_part_start)
    cover = Cover(lines=lines, is_styled=is_styled)
    wordings, by = call_phrases.cover_wordings(catalogue), call_phrases.submitter_phrases(catalogue)
    if is_styled:
        _assign_roles_by_style(lines, is_form)
    else:
        _assign_roles_by_wording(lines, wordings, by, call_phrases.find_short_covers(catalogue))
        cover.is_found = any(line.role in _DECISIVE_BLOCKS for line in lines)
        if not cover.is_found:
            for line in lines:
                line.role = line.role if line.role in ("by", "entity") else ""
        title_page.mark_title_page(lines, blocks, cover.is_found)
    read_names(lines, wordings, cover)
    return cover


def ends_cover(start: PartStart) -> bool:
    """Return whether the start of a part is sure enough to end the cover: a title can sound like a heading, too."""
    return start.is_placed and (not start.is_by_own_words or start.confidence >= thresholds.WHOLE_PHRASE)


def _split_lines(blocks: Sequence[Block], is_part_start: Callable[[int], bool]) -> list[CoverLine]:
    lines: list[CoverLine] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or is_part_start(index) or len(lines) > thresholds.COVER_LINES:
            break
        if block.text.count("\n") > thresholds.COVER_LINES:  # a text, not a cover
            break
        lines += [CoverLine(index, block, text) for text in block.text.split("\n") if text.strip()]
    return lines


def _assign_roles_by_style(lines: list[CoverLine], is_form: bool) -> None:
    """Set the roles of lines by the styles of wsisc. A few lines before the cover, such as a memo, have none.

    Nor have the lines that a person typed between those of the cover, such as one more contributor.
    """
    is_begun = False
    styles = [line.paragraph.style.lower() for line in lines]
    last = max((at for at, style in enumerate(styles) if style.startswith("cover")), default=-1)
    if "title" in styles and not is_form:  # it ends the cover of a document
        last = styles.index("title")
    for at, line in enumerate(lines):
        role, line.group = line.paragraph.style.lower().replace(" ", "-"), line.index
        if role in ("cover-entity", "title"):
            line.role = role.removeprefix("cover-")
        elif role.startswith("cover-") or role == "draft":
            line.role = role
        elif at < last and (is_form or is_begun):
            continue
        elif is_begun or at >= thresholds.LINES_BEFORE_COVER or len(line.text.split()) > thresholds.COVER_LINE_WORDS:
            break
        is_begun = is_begun or bool(line.role)


def _assign_roles_by_wording(
    lines: list[CoverLine], wordings: list[CoverWording], submitter_phrases: set[str], short_covers: set[str]
) -> None:
    """Set the roles of lines. On the cover of a call in `short_covers`, one line has the name, the next the title."""
    at, call = 0, ""
    while at < len(lines):
        line = lines[at]
        folded = fold(line.text)
        if _introduces_submitter(line, submitter_phrases):
            line.role = "by"
            is_short = call in short_covers
            most = 1 if is_short else thresholds.ENTITY_LINES
            at += 1 + _mark_entity_lines(lines, at, wordings, submitter_phrases, most)
            if is_short and at < len(lines) and len(lines[at].text.split()) <= thresholds.COVER_LINE_WORDS:
                lines[at].role = "title"
                at += 1
            continue
        wording, count = _find_best_wording(lines, at, wordings, submitter_phrases)
        if wording:
            _assign_role(lines[at : at + count], wording, at)
            call = wording.call
        elif len(folded.split()) > thresholds.COVER_LINE_WORDS:
            break
        elif call_phrases.is_session_line(folded):
            line.role = "cover-session"
        at += count or 1


def _introduces_submitter(line: CoverLine, submitter_phrases: set[str]) -> bool:
    """Return whether a line says that the name of the contributor comes next."""
    folded = fold(line.text)
    return (
        any(folded == phrase or folded.startswith(f"{phrase} ") for phrase in submitter_phrases)
        and len(folded.split()) < thresholds.SUBMITTER_WORDS
    )


def _assign_role(lines: list[CoverLine], wording: CoverWording, group: int) -> None:
    """Set the role of lines to the block of a cover; a line that holds two blocks is "cover-joined".

    The border between two blocks is not exact: a line may have a word less or two words more than the wording.
    """
    word_count = 0
    for line in lines:
        words_before, word_count = word_count, word_count + len(fold(line.text).split())
        is_second = wording.second and words_before >= wording.first_word_count - 1
        is_both = wording.second and not is_second and word_count > wording.first_word_count + 2
        line.role = "cover-joined" if is_both else wording.second if is_second else wording.name
        line.group = group


def _find_best_wording(
    lines: list[CoverLine], at: int, wordings: list[CoverWording], submitter_phrases: set[str]
) -> tuple[CoverWording | None, int]:
    """Return the wording to which lines are most similar, and how many lines it has; None and 0 if there is none."""
    best: tuple[float, int, CoverWording | None] = (0, 0, None)
    joined = ""
    for count in range(1, min(thresholds.COVER_JOINED_LINES, len(lines) - at) + 1):
        last = lines[at + count - 1]
        if _introduces_submitter(last, submitter_phrases):
            break
        joined = fold(f"{joined} {last.text}")
        joined_count = len(joined.split())
        for each in wordings:
            words = len(each.text.split())
            is_near = words > 1 and thresholds.COVER_LEAST_SIZE < joined_count / words < thresholds.COVER_GREATEST_SIZE
            score = round(similarity(joined, each.text), 3) if is_near or joined == each.text else 0
            if score >= thresholds.COVER_SIMILARITY and (
                count == 1 or has_matching_ends(fold(lines[at].text), fold(last.text), each.text)
            ):
                best = max(best, (score, count, each), key=lambda candidate: candidate[:2])
    return best[2], best[1]


def _mark_entity_lines(
    lines: list[CoverLine],
    introduction_index: int,
    wordings: list[CoverWording],
    submitter_phrases: set[str],
    most: int,
) -> int:
    """Mark the lines with the name of the contributor, `most` below the one that introduces it; return how many."""
    prefix = submitter_prefix(lines[introduction_index].text, submitter_phrases)
    if lines[introduction_index].text[len(prefix) :].strip(" :"):
        return 0
    count = 0
    for at in range(introduction_index + 1, min(introduction_index + most + 1, len(lines))):
        line = lines[at]
        if count > 0 and _ends_name(lines[at - 1], line):
            break
        is_sentence = len(line.text.split()) >= thresholds.SENTENCE_WORDS and line.text.rstrip().endswith(SENTENCE_ENDS)
        if count > 0 and is_sentence and not _find_best_wording(lines, at, wordings, submitter_phrases)[0]:
            line.role = "other"  # a statement of the cover in other words: neither the name nor a title
            return count + 1
        if (
            _find_best_wording(lines, at, wordings, submitter_phrases)[0]
            or len(line.text.split()) > thresholds.ENTITY_WORDS
            or cover_fields.read_line(line.text)
        ):
            break
        line.role = "entity"
        count += 1
    return count


def _ends_name(last: CoverLine, line: CoverLine) -> bool:
    """Return whether a line below the name of the contributor is another thing: a new page, a title or a heading."""
    paragraph = line.paragraph
    is_title = "title" in paragraph.style.lower() and paragraph.style != last.paragraph.style
    return paragraph.is_page_start or is_title or (paragraph.outline > 0 and not last.paragraph.outline)
