"""What a site tells, its tables and the bodies of its submissions -> its pages, each with its path."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from wsisc import templates
from wsisc.dataset import Tables, coverage
from wsisc.dataset import vocabulary as vocabularies
from wsisc.dataset.rows import PartRow, SectionRow
from wsisc.site import charts, matrix, topics, view_model
from wsisc.site.bodies import Body
from wsisc.site.topics import Topic
from wsisc.site.view_model import Row, Site


class Item(NamedTuple):
    """An entry of the contents of a page: a part or a section; `level` 0 is that of parts not within others."""

    anchor: str
    words: str
    level: int


class Tag(NamedTuple):
    """A tag: what it is called among others and alone, and the page of its topic."""

    words: str
    title: str
    page: str


class Tagged(NamedTuple):
    """The tags of a submission from one vocabulary."""

    name: str
    list: tuple[Tag, ...]


def of(site: Site, tables: Tables, bodies: Mapping[str, Body], told: Sequence[Topic]) -> dict[str, bytes]:
    """Return all pages of a site by their paths. `bodies` are those of its submissions by their keys."""
    rows = {row.key: row for row in site.rows}
    matrices = [matrix.of(call, rows, tables, bodies) for call in site.calls]
    pages = {
        "index.html": _page("index", site),
        "matrix.html": _page("matrix", site, matrices=matrices),
        "coverage.html": _page("coverage", site, charts=charts.of(told)),
        "search.html": _page("search", site),
    }
    return pages | dict(_topics(site, told)) | dict(_submissions(site, tables, bodies))


def _page(name: str, site: Site, **values: object) -> bytes:
    return templates.load("site", f"{name}.html.j2").render(site=site, root="", here=name, **values).encode()


def _topics(site: Site, told: Sequence[Topic]) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the topics, each with those before and after it in its vocabulary."""
    for vocabulary, said in view_model.wording()["charts"].items():
        shown = [topic for topic in told if topic.vocabulary == vocabulary and topic.page]
        for at, topic in enumerate(shown):
            around = {"before": shown[at - 1] if at else None, "after": shown[at + 1] if at + 1 < len(shown) else None}
            page = templates.load("site", "topic.html.j2")
            yield topic.page, page.render(site=site, root="../", here="", topic=topic, said=said, **around).encode()


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
    for vocabulary, name in view_model.wording()["tags"].items():
        codes = {code for section in sections for code in coverage.codes(section.own, vocabulary)}
        tags = [_tag(vocabulary, code) for code in sorted(codes, key=_order)]
        if tags:
            yield Tagged(name, tuple(sorted(tags) if vocabulary == "country" else tags))


def _tag(vocabulary: str, code: str) -> Tag:
    names = vocabularies.names(vocabulary)
    called = topics.called(vocabulary, code, names.get(code) or names[code.partition(".")[0]])
    return Tag(*called, f"topics/{topics.anchor(vocabulary, code)}.html")


def _order(code: str) -> list[tuple[int, str]]:
    """Return by what tags are put in order: C2 before C10, 4.7 before 4.10, this before 4.a, and this before 5."""
    steps = code.removeprefix("C").replace("-", ".").split(".")
    return [(int(step), "") if step.isdigit() else (1000, step) for step in steps]
