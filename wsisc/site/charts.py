"""The coverage of tags -> charts with their tables: lines with numbers and who they are of, and bars to be drawn."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wsisc.dataset import Tables
from wsisc.dataset.rows import CoverageRow, SectionRow
from wsisc.model import Tags
from wsisc.site import look
from wsisc.site.bodies import Body
from wsisc.site.look import Row

_STEP, _BAR = 26, 18  # pixels from bar to bar, and of a bar
_LETTER, _LEAST = 8.5, 48  # pixels for a letter before a bar, and for all of them
_FIELDS = {"action-line": "action_lines", "sdg": "sdgs", "country": "countries", "kind": "kinds"}
_MANY = 20
"""So many lines at the most have bars: of countries there may be two hundred."""


class Who(NamedTuple):
    """A submission, and the first place of its page that speaks of something."""

    row: Row
    anchor: str


class Line(NamedTuple):
    """A tag in a table: how many submissions and sections have it, who they are, and how many only name it.

    `is_within` tells that it belongs to the one above, as the applications of C7 do.
    """

    anchor: str
    code: str
    name: str
    submissions: int
    sections: int
    who: tuple[Who, ...]
    named: int
    is_within: bool


class Bar(NamedTuple):
    """A bar: its label and number, its share of the longest in per cent, and where it stands, in pixels."""

    code: str
    number: int
    share: float
    top: float
    middle: float


class Chart(NamedTuple):
    """A chart of submissions by tag: its wordings, its table, and its bars; `left` is where these begin."""

    id: str
    name: str
    one: str
    by: str
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    left: int
    height: int
    thickness: int = _BAR


def of(tables: Tables, rows: Mapping[str, Row], bodies: Mapping[str, Body]) -> list[Chart]:
    """Return the charts of all vocabularies. `rows` and `bodies` are those of the submissions, by their keys."""
    given = {
        "action-line": tables.action_lines,
        "sdg": tables.sdgs,
        "country": tables.countries,
        "kind": tables.kinds,
    }
    return [_chart(id, told, _Places(tables.sections, id, rows, bodies)) for id, told in given.items()]


class _Places:
    """Finds who speaks of a tag, and where they begin to."""

    def __init__(
        self, sections: tuple[SectionRow, ...], vocabulary: str, rows: Mapping[str, Row], bodies: Mapping[str, Body]
    ) -> None:
        self.rows = rows
        self.first: dict[tuple[str, str], str] = {}
        for section in sections:
            key = section.submission.key
            for code in wider(vocabulary, section.tags):
                self.first.setdefault((key, code), bodies[key].anchor(section.id, section.place, section.part))

    def who(self, told: CoverageRow) -> Iterator[Who]:
        for key in told.submissions:
            yield Who(self.rows[key], self.first[key, told.code])


def wider(vocabulary: str, tags: Tags) -> list[str]:
    """Return the tags of a vocabulary as coverage counts them: the Goals of targets, and C7 for its applications."""
    found: list[str] = []
    for code in map(str, getattr(tags, _FIELDS[vocabulary])):
        if vocabulary == "sdg":
            found.append(code.partition(".")[0])
        else:
            found += [code, "C7"] if code.startswith("C7-") else [code]
    return list(dict.fromkeys(found))


def anchor(vocabulary: str, code: str) -> str:
    """Return the name of a tag's place on the page of coverage."""
    return f"{vocabulary}-{code}".lower()


def _chart(id: str, told: tuple[CoverageRow, ...], places: _Places) -> Chart:
    lines = tuple(
        Line(
            anchor(id, each.code),
            each.code.partition("-e-")[0],
            each.name,
            len(each.submissions),
            each.sections,
            tuple(places.who(each)),
            len(each.suggested_submissions),
            "-e-" in each.code,
        )
        for each in told
    )
    drawn = _drawn(lines)
    left = max(_LEAST, round(max((len(line.code) for line in drawn), default=0) * _LETTER) + 12)
    said: dict[str, Any] = look.wording()["charts"][id]
    return Chart(
        id, said["name"], said["one"], said["by"], lines, tuple(_bars(drawn)), left, max(len(drawn), 1) * _STEP
    )


def _drawn(lines: tuple[Line, ...]) -> list[Line]:
    """Return the lines that have bars: none where nobody has any such tag, those of most submissions where too many."""
    if not any(line.submissions or line.named for line in lines):
        return []
    main = [line for line in lines if not line.is_within]
    kept = sorted(main, key=lambda line: -line.submissions)[:_MANY]
    return [line for line in main if line in kept]


def _bars(lines: list[Line]) -> Iterator[Bar]:
    most = max([1, *(line.submissions for line in lines)])
    for at, line in enumerate(lines):
        top = at * _STEP + (_STEP - _BAR) / 2
        yield Bar(line.code, line.submissions, round(100 * line.submissions / most, 2), top, at * _STEP + _STEP / 2)
