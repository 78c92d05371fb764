"""What a site tells, its tables and the bodies of its submissions -> its pages, each with its path."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from wsisc import templates
from wsisc.dataset import Tables
from wsisc.dataset import vocabulary as vocabularies
from wsisc.dataset.rows import PartRow, SectionRow
from wsisc.model import Tags
from wsisc.site import charts, look, matrix
from wsisc.site.bodies import Body
from wsisc.site.look import Row, Site


class Item(NamedTuple):
    """An entry of the contents of a page: a part or a section; `level` 0 is that of parts not within others."""

    anchor: str
    words: str
    level: int


class Tag(NamedTuple):
    """A tag in words, and its place on the page of coverage."""

    words: str
    anchor: str


class Tagged(NamedTuple):
    """The tags of a submission from one vocabulary."""

    name: str
    list: tuple[Tag, ...]


def of(site: Site, tables: Tables, bodies: Mapping[str, Body]) -> dict[str, bytes]:
    """Return all pages of a site by their paths. `bodies` are those of its submissions by their keys."""
    rows = {row.key: row for row in site.rows}
    matrices = [matrix.of(call, rows, tables, bodies) for call in site.calls]
    pages = {
        "index.html": _page("index", site),
        "matrix.html": _page("matrix", site, matrices=matrices, data=site.data),
        "coverage.html": _page("coverage", site, charts=charts.of(tables, rows, bodies)),
        "search.html": _page("search", site),
    }
    return pages | dict(_submissions(site, tables, bodies))


def _page(name: str, site: Site, **values: object) -> bytes:
    return templates.load("site", f"{name}.html.j2").render(site=site, root="", here=name, **values).encode()


def _submissions(site: Site, tables: Tables, bodies: Mapping[str, Body]) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the submissions, each with those before and after it."""
    parts = {key: list(found) for key, found in groupby(tables.parts, lambda row: row.submission.key)}
    sections = {key: list(found) for key, found in groupby(tables.sections, lambda row: row.submission.key)}
    for at, row in enumerate(site.rows):
        body, held = bodies[row.key], sections.get(row.key, [])
        yield (
            row.page,
            templates.load("site", "submission.html.j2")
            .render(
                site=site,
                root="../",
                here="",
                row=row,
                contents=list(_contents(row, parts.get(row.key, []), held, body)),
                tagged=list(_tagged(held)),
                body=Markup(body.content),
                before=site.rows[at - 1] if at else None,
                after=site.rows[at + 1] if at + 1 < len(site.rows) else None,
            )
            .encode(),
        )


def _contents(row: Row, parts: list[PartRow], sections: list[SectionRow], body: Body) -> Iterator[Item]:
    """Yield the contents of a page, in the words of its language."""
    for part in parts:
        depth = part.place.count("-")
        if part.place in body.anchors:
            yield Item(part.place, row.labels[part.place], depth)
        for section in sections:
            if section.part == part.place and section.heading:
                words = f"{section.number} {section.heading}".strip()
                yield Item(body.anchor(section.id, section.place), words, min(depth + section.level, 3))


def _tagged(sections: list[SectionRow]) -> Iterator[Tagged]:
    """Yield the tags of a submission, each once, in the order of their vocabularies."""
    for vocabulary, name in look.wording()["tags"].items():
        codes = {code for section in sections for code in _codes(vocabulary, section.own)}
        names = vocabularies.names(vocabulary) if vocabulary == "country" else {}
        tags = [Tag(names.get(code, code), _place(vocabulary, code)) for code in sorted(codes, key=_order)]
        if tags:
            yield Tagged(name, tuple(sorted(tags) if names else tags))


def _codes(vocabulary: str, tags: Tags) -> tuple[str, ...]:
    given = {"action-line": tags.action_lines, "sdg": tags.sdgs, "country": tags.countries, "kind": tags.kinds}
    return tuple(map(str, given[vocabulary]))


def _order(code: str) -> tuple[int, str]:
    """Return by what tags are put in order: C2 before C10, 4.a after 4.7 and before 5."""
    digits = code.lstrip("C").partition("-")[0].partition(".")[0]
    return (int(digits) if digits.isdigit() else 0, code)


def _place(vocabulary: str, code: str) -> str:
    return charts.anchor(vocabulary, code.partition(".")[0] if vocabulary == "sdg" else code)
