"""The first pages of a Word file -> what the cover says: who submits, under which title, to which session.

Covers are known by their wordings, however their lines are split or joined and whatever is misprinted or stale in them;
a second title page of the contributor's own may follow.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wsisc.calls.call import Catalogue
from wsisc.importer import call_phrases, edited_wordings, heading_detection, titlepage
from wsisc.importer.call_phrases import Wording
from wsisc.importer.inline_collector import Gathered
from wsisc.importer.normalize import fits, fold, likeness
from wsisc.importer.report import Fate, Item
from wsisc.importer.titlepage import Line
from wsisc.importer.word_accounting import Piece
from wsisc.readers.word.content import Block, Paragraph

_ALIKE = 0.8
_MOST_LINES = 150
_MOST_JOINED = 7
_LONGEST_LINE = 60
_STRONG = ("cover-joined", "cover-body", "cover-subject", "cover-statement", "cover-disclaimer")


@dataclass
class Cover:
    """What the first pages say. `end` is the index of the first block after them, `calls` whose wordings they have,
    `languages` in which languages these are."""

    entity: str = ""
    title: str = ""
    end: int = 0
    sessions: Counter[int] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    is_found: bool = False


def read(blocks: Sequence[Block], known: Catalogue, gathered: Gathered, is_part: Callable[[int], bool]) -> Cover:
    """Return what the first pages say, and account for their words. `is_part` tells where a part begins."""
    lines = _lines(blocks, is_part)
    cover = Cover()
    languages = call_phrases.languages(known)
    if gathered.is_ours:
        _by_style(lines)
    else:
        _by_wording(lines, call_phrases.covers(known), call_phrases.by_lines(known), cover, languages)
        cover.is_found = any(line.role in _STRONG for line in lines)
        if not cover.is_found:
            for line in lines:
                line.role = ""
        titlepage.mark(lines, blocks, languages)
    _settle(lines, blocks, cover, gathered, known)
    _compare(lines, call_phrases.covers(known), cover)
    return cover


def _lines(blocks: Sequence[Block], is_part: Callable[[int], bool]) -> list[Line]:
    lines: list[Line] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or is_part(index) or len(lines) > _MOST_LINES:
            break
        if block.text.count("\n") > _MOST_LINES:  # a text, not a cover
            break
        lines += [Line(index, block, text) for text in block.text.split("\n") if text.strip()]
    return lines


def _by_style(lines: list[Line]) -> None:
    """Say what lines are by the styles of wsisc."""
    for line in lines:
        role = line.paragraph.style.lower().replace(" ", "-")
        if role in ("cover-entity", "title"):
            line.role = role.removeprefix("cover-")
        elif role.startswith("cover-") or role == "draft":
            line.role = role
        elif line.text.strip():
            break


def _by_wording(lines: list[Line], known: list[Wording], by: set[str], cover: Cover, languages: Sequence[str]) -> None:
    at = 0
    while at < len(lines):
        line = lines[at]
        folded = fold(line.text)
        if _is_by(line, by):
            line.role = "by"
            at += 1 + _entity(lines, at, known, by)
            continue
        found, count = _match(lines, at, known, by)
        if found:
            _mark(lines[at : at + count], found)
        elif len(folded.split()) > _LONGEST_LINE:
            break
        elif titlepage.is_session(folded, languages):
            line.role = "cover-session"
        at += count or 1


def _is_by(line: Line, by: set[str]) -> bool:
    """Tell whether a line says that who submits comes next."""
    folded = fold(line.text)
    return any(folded == each or folded.startswith(f"{each} ") for each in by) and len(folded.split()) < 30


def _mark(lines: list[Line], found: Wording) -> None:
    """Say which block of a cover lines are; one that holds two is neither, but still the cover's."""
    said = 0
    for line in lines:
        before, said = said, said + len(fold(line.text).split())
        is_second = found.second and before >= found.words - 1
        is_both = found.second and not is_second and said > found.words + 2
        line.role = "cover-joined" if is_both else found.second if is_second else found.name


def _match(lines: list[Line], at: int, known: list[Wording], by: set[str]) -> tuple[Wording | None, int]:
    """Return the wording that lines say, and how many lines that takes."""
    best: tuple[float, int, Wording | None] = (0, 0, None)
    joined = ""
    for count in range(1, min(_MOST_JOINED, len(lines) - at) + 1):
        last = lines[at + count - 1]
        if _is_by(last, by):
            break
        joined = fold(f"{joined} {last.text}")
        for each in known:
            alike = _alike(joined, each)
            if alike >= _ALIKE and (count == 1 or fits(fold(lines[at].text), fold(last.text), each.text)):
                best = max(best, (alike, count, each), key=lambda found: found[:2])
    return best[2], best[1]


def _alike(folded: str, wording: Wording) -> float:
    size, wanted = len(folded.split()), len(wording.text.split())
    return round(likeness(folded, wording.text), 3) if wanted > 1 and 0.7 < size / wanted < 1.45 else 0


def _entity(lines: list[Line], by: int, known: list[Wording], words: set[str]) -> int:
    """Mark the lines of who submits, after the line that says so; return how many."""
    prefix = _prefix(lines[by].text, words)
    if lines[by].text[len(prefix) :].strip(" :"):
        return 0
    count = 0
    for at in range(by + 1, min(by + 5, len(lines))):
        line = lines[at]
        is_new_page = line.paragraph.is_page_start and count > 0
        if _match(lines, at, known, words)[0] or is_new_page or len(line.text.split()) > 25:
            break
        line.role = "entity"
        count += 1
    return count


def _prefix(text: str, words: set[str]) -> str:
    """Return the beginning of a line that says that who submits comes next."""
    for each in sorted(words, key=len, reverse=True):
        pattern = r"\W*" + r"[\W_]+".join(map(re.escape, each.split())) + r"(?:[\s:.-]+|$)"
        if match := re.match(pattern, text, re.IGNORECASE):
            return match[0]
    return ""


def _settle(lines: list[Line], blocks: Sequence[Block], cover: Cover, gathered: Gathered, known: Catalogue) -> None:
    """Take from the lines what they say, and account for their words."""
    last = max((line.index for line in lines if line.role), default=-1)
    by = call_phrases.by_lines(known)
    for index, block in enumerate(blocks[: last + 1]):
        if isinstance(block, Paragraph):
            gathered.plain(block, takes_images=False)
            own = [line for line in lines if line.index == index]
            pieces = [piece for line in own for piece in _pieces(line, cover, by, gathered, known)]
            gathered.ledger.record(block, *pieces)
    cover.title, cover.entity = _plain(cover.title), _plain(cover.entity)
    cover.end = last + 1
    for line in lines:
        if line.role.startswith("cover-"):
            _vote(line, cover, call_phrases.languages(known))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _pieces(line: Line, cover: Cover, by: set[str], gathered: Gathered, known: Catalogue) -> list[Piece]:
    text = line.text
    if line.role == "title":
        cover.title += f" {heading_detection.unspaced(text)}"
        return [Piece(Fate.PLACED, text)]
    if line.role == "entity" and cover.entity.strip() and fold(text) == fold(cover.entity):
        return [Piece(Fate.COVER, text)]  # the cover is there twice
    if line.role == "entity":
        cover.entity += f" {text}"
        return [Piece(Fate.PLACED, text)]
    if line.role == "by":
        prefix = _prefix(text, by)
        rest = text[len(prefix) :]
        if rest.strip(" :"):
            cover.entity += f" {rest}"
            return [Piece(Fate.COVER, prefix), Piece(Fate.PLACED, rest)]
        return [Piece(Fate.COVER, text)]
    if line.role.startswith("cover-") and gathered.is_ours:
        said = {each.text for each in call_phrases.covers(known) if each.name == line.role}
        [found] = edited_wordings.compare([text], by if line.role == "cover-by" else said, Fate.COVER)
        gathered.ledger.typed("words on the cover", found.typed)
        return list(found.pieces)
    if line.role.startswith("cover-") or line.role == "draft":
        return [Piece(Fate.COVER, text)]
    gathered.ledger.items.append(Item("title page", _plain(text), len(text.split())))
    return [Piece(Fate.REPORTED, text)]


def _vote(line: Line, cover: Cover, languages: Sequence[str]) -> None:
    folded = fold(line.text)
    cover.sessions.update(call_phrases.sessions(folded, languages))
    year = 1 if line.role == "cover-subject" else 0
    if line.role in ("cover-session", "cover-subject", "cover-repeated"):
        cover.years.update(found + year for found in call_phrases.years(line.text))


def _compare(lines: list[Line], known: list[Wording], cover: Cover) -> None:
    """Count how many paragraphs of the cover are most like those of which calls, and in which languages."""
    for role in {line.role for line in lines if line.role.startswith("cover-")}:
        text = fold(" ".join(line.text for line in lines if line.role == role))
        scored = [(likeness(text, each.text), each) for each in known if each.name == role]
        best = max((score for score, _ in scored), default=0)
        alike = [each for score, each in scored if score == best > 0]
        cover.calls.update({each.call for each in alike} - {""})
        cover.languages.update({each.language for each in alike} - {""})
