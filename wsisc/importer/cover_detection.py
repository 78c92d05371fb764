"""The first pages of a Word file -> what the cover says: who submits, under which title, to which session.

Covers are known by their wordings, however their lines are split or joined and whatever is misprinted or stale in them;
a second title page of the contributor's own may follow.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wsisc.calls.call import Catalogue
from wsisc.importer import call_phrases, edited_wordings, heading_detection, title_page
from wsisc.importer.call_phrases import CoverWording
from wsisc.importer.inline_collector import InlineCollector
from wsisc.importer.normalize import fold, has_matching_ends, similarity
from wsisc.importer.report import Fate, ReportItem
from wsisc.importer.title_page import CoverLine
from wsisc.importer.word_accounting import AccountedText
from wsisc.readers.office_xml import one_line
from wsisc.readers.word.content import Block, Paragraph

# From here on lines are taken for those of a cover.
#
# Measured on tests/importer: the subject of 2011 to 2013 is at 0.80 to that of 2023, "(CTSD)" for "(CSTD)" at 0.82, and
# "sixteenth session" at 0.78 to "fifteenth session".
_MIN_SIMILARITY = 0.8
_MIN_SIZE, _MAX_SIZE = 0.7, 1.45
"""Of the size of a wording: texts of other sizes are at most at 0.82 by words. Saves most comparisons."""
# So many lines are searched: the real covers of 2011 to 2013 have about ten, some of them twice or in a table.
_MAX_COVER_LINES = 150
# Into so many lines a paragraph of a cover may be split. A guess.
_MAX_JOINED_LINES = 7
# A longer line that is not of a cover is the beginning of the text. A guess.
_MAX_LINE_WORDS = 60
# A line of so many words that begins with "Submission by" is a sentence. A guess.
_MAX_SUBMITTER_WORDS = 30
_MAX_ENTITY_LINES, _MAX_ENTITY_WORDS = 4, 25
"""So many lines, and words in each, can be the name of the contributor. A guess."""
_DECISIVE_BLOCKS = ("cover-joined", "cover-body", "cover-subject", "cover-statement", "cover-disclaimer")


@dataclass
class Cover:
    """What the first pages say.

    `end_index` is that of the first block after them; `calls` and `languages` are those of the wordings that they have,
    each with the number of paragraphs.
    """

    entity: str = ""
    title: str = ""
    end_index: int = 0
    sessions: Counter[int] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    is_found: bool = False


def read_cover(
    blocks: Sequence[Block], catalogue: Catalogue, collector: InlineCollector, is_part_start: Callable[[int], bool]
) -> Cover:
    """Return what the first pages say, and record their words in the ledger.

    `is_part_start` says whether a part begins at the block of an index.
    """
    lines, cover = _split_lines(blocks, is_part_start), Cover()
    languages = call_phrases.call_languages(catalogue)
    wordings, by = call_phrases.cover_wordings(catalogue), call_phrases.submitter_phrases(catalogue)
    if collector.has_wsisc_styles:
        _assign_roles_by_style(lines)
    else:
        _assign_roles_by_wording(lines, wordings, by, languages)
        cover.is_found = any(line.role in _DECISIVE_BLOCKS for line in lines)
        if not cover.is_found:
            for line in lines:
                line.role = ""
        title_page.mark_title_page(lines, blocks, languages)
    _fill_cover(lines, blocks, cover, collector, wordings, by)
    for line in lines:
        if line.role.startswith("cover-"):
            _count_sessions_and_years(line, cover, languages)
    _count_calls_and_languages(lines, wordings, cover)
    return cover


def _split_lines(blocks: Sequence[Block], is_part_start: Callable[[int], bool]) -> list[CoverLine]:
    lines: list[CoverLine] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or is_part_start(index) or len(lines) > _MAX_COVER_LINES:
            break
        if block.text.count("\n") > _MAX_COVER_LINES:  # a text, not a cover
            break
        lines += [CoverLine(index, block, text) for text in block.text.split("\n") if text.strip()]
    return lines


def _assign_roles_by_style(lines: list[CoverLine]) -> None:
    """Set the roles of lines by the styles of wsisc."""
    for line in lines:
        role = line.paragraph.style.lower().replace(" ", "-")
        if role in ("cover-entity", "title"):
            line.role = role.removeprefix("cover-")
        elif role.startswith("cover-") or role == "draft":
            line.role = role
        elif line.text.strip():
            break


def _assign_roles_by_wording(
    lines: list[CoverLine],
    wordings: list[CoverWording],
    submitter_phrases: set[str],
    languages: Sequence[str],
) -> None:
    at = 0
    while at < len(lines):
        line = lines[at]
        folded = fold(line.text)
        if _introduces_submitter(line, submitter_phrases):
            line.role = "by"
            at += 1 + _mark_entity_lines(lines, at, wordings, submitter_phrases)
            continue
        wording, count = _find_best_wording(lines, at, wordings, submitter_phrases)
        if wording:
            _assign_role(lines[at : at + count], wording)
        elif len(folded.split()) > _MAX_LINE_WORDS:
            break
        elif title_page.is_session_line(folded, languages):
            line.role = "cover-session"
        at += count or 1


def _introduces_submitter(line: CoverLine, submitter_phrases: set[str]) -> bool:
    """Return whether a line says that the name of the contributor comes next."""
    folded = fold(line.text)
    return (
        any(folded == each or folded.startswith(f"{each} ") for each in submitter_phrases)
        and len(folded.split()) < _MAX_SUBMITTER_WORDS
    )


def _assign_role(lines: list[CoverLine], wording: CoverWording) -> None:
    """Set the role of lines to the block of a cover; a line that holds two blocks is "cover-joined".

    The border between two blocks is not exact: a line may have a word less or two words more than the wording.
    """
    word_count = 0
    for line in lines:
        words_before, word_count = word_count, word_count + len(fold(line.text).split())
        is_second = wording.second and words_before >= wording.first_word_count - 1
        is_both = wording.second and not is_second and word_count > wording.first_word_count + 2
        line.role = "cover-joined" if is_both else wording.second if is_second else wording.name


def _find_best_wording(
    lines: list[CoverLine], at: int, wordings: list[CoverWording], submitter_phrases: set[str]
) -> tuple[CoverWording | None, int]:
    """Return the wording to which lines are most similar, and how many lines it has; None and 0 if there is none."""
    best: tuple[float, int, CoverWording | None] = (0, 0, None)
    joined = ""
    for count in range(1, min(_MAX_JOINED_LINES, len(lines) - at) + 1):
        last = lines[at + count - 1]
        if _introduces_submitter(last, submitter_phrases):
            break
        joined = fold(f"{joined} {last.text}")
        for each in wordings:
            words = len(each.text.split())
            is_near = words > 1 and _MIN_SIZE < len(joined.split()) / words < _MAX_SIZE
            score = round(similarity(joined, each.text), 3) if is_near else 0
            if score >= _MIN_SIMILARITY and (
                count == 1 or has_matching_ends(fold(lines[at].text), fold(last.text), each.text)
            ):
                best = max(best, (score, count, each), key=lambda candidate: candidate[:2])
    return best[2], best[1]


def _mark_entity_lines(
    lines: list[CoverLine], introduction_index: int, wordings: list[CoverWording], submitter_phrases: set[str]
) -> int:
    """Mark the lines with the name of the contributor, below the line that introduces it; return how many."""
    prefix = _submitter_prefix(lines[introduction_index].text, submitter_phrases)
    if lines[introduction_index].text[len(prefix) :].strip(" :"):
        return 0
    count = 0
    for at in range(introduction_index + 1, min(introduction_index + _MAX_ENTITY_LINES + 1, len(lines))):
        line = lines[at]
        is_new_page = line.paragraph.is_page_start and count > 0
        if (
            _find_best_wording(lines, at, wordings, submitter_phrases)[0]
            or is_new_page
            or len(line.text.split()) > _MAX_ENTITY_WORDS
        ):
            break
        line.role = "entity"
        count += 1
    return count


def _submitter_prefix(text: str, submitter_phrases: set[str]) -> str:
    """Return the beginning of a line that introduces the name of the contributor, "" if there is none."""
    for each in sorted(submitter_phrases, key=len, reverse=True):
        pattern = r"\W*" + r"[\W_]+".join(map(re.escape, each.split())) + r"(?:[\s:.-]+|$)"
        if match := re.match(pattern, text, re.IGNORECASE):
            return match[0]
    return ""


def _fill_cover(
    lines: list[CoverLine], blocks: Sequence[Block], cover: Cover, collector: InlineCollector,
    wordings: list[CoverWording], submitter_phrases: set[str]
) -> None:  # fmt: skip
    """Read the lines into the cover, and record their words in the ledger."""
    last = max((line.index for line in lines if line.role), default=-1)
    for index, block in enumerate(blocks[: last + 1]):
        if isinstance(block, Paragraph):
            collector.collect_plain_words(block, takes_images=False)
            own = [line for line in lines if line.index == index]
            read = (_read_line(line, cover, submitter_phrases, collector, wordings) for line in own)
            collector.ledger.record(block, *(piece for pieces in read for piece in pieces))
    cover.title, cover.entity = one_line(cover.title), one_line(cover.entity)
    cover.end_index = last + 1


def _read_line(
    line: CoverLine, cover: Cover, submitter_phrases: set[str], collector: InlineCollector, wordings: list[CoverWording]
) -> list[AccountedText]:
    text = line.text
    if line.role == "title":
        cover.title += f" {heading_detection.remove_letter_spacing(text)}"
        return [AccountedText(Fate.PLACED, text)]
    if line.role in ("entity", "by"):
        prefix = _submitter_prefix(text, submitter_phrases) if line.role == "by" else ""
        name = text[len(prefix) :]
        is_repeated = line.role == "entity" and bool(cover.entity.strip()) and fold(text) == fold(cover.entity)
        if is_repeated or (line.role == "by" and not name.strip(" :")):  # the cover can be there twice
            return [AccountedText(Fate.COVER, text)]
        cover.entity += f" {name}"
        introduction = [AccountedText(Fate.COVER, prefix)] if prefix else []
        return [*introduction, AccountedText(Fate.PLACED, name)]
    if line.role.startswith("cover-") and collector.has_wsisc_styles:
        of_role = {each.text for each in wordings if each.name == line.role}
        expected = submitter_phrases if line.role == "cover-by" else of_role
        [edited] = edited_wordings.compare_words([text], expected, Fate.COVER)
        collector.ledger.report_typed("words on the cover", edited.typed_words)
        return list(edited.pieces)
    if line.role.startswith("cover-") or line.role == "draft":
        return [AccountedText(Fate.COVER, text)]
    collector.ledger.items.append(ReportItem("title page", one_line(text), len(text.split())))
    return [AccountedText(Fate.REPORTED, text)]


def _count_sessions_and_years(line: CoverLine, cover: Cover, languages: Sequence[str]) -> None:
    cover.sessions.update(call_phrases.find_sessions(fold(line.text), languages))
    years_to_session = 1 if line.role == "cover-subject" else 0  # it names the year that is reported on
    if line.role in ("cover-session", "cover-subject", "cover-repeated"):
        cover.years.update(year + years_to_session for year in call_phrases.find_years(line.text))


def _count_calls_and_languages(lines: list[CoverLine], wordings: list[CoverWording], cover: Cover) -> None:
    """Count for each call and language how many paragraphs of the cover are most similar to one of theirs."""
    for role in {line.role for line in lines if line.role.startswith("cover-")}:
        text = fold(" ".join(line.text for line in lines if line.role == role))
        scored = [(similarity(text, each.text), each) for each in wordings if each.name == role]
        best = max((score for score, _ in scored), default=0)
        most_similar = [each for score, each in scored if score == best > 0]
        cover.calls.update({each.call for each in most_similar} - {""})
        cover.languages.update({each.language for each in most_similar} - {""})
