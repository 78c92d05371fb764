"""The view model of a site, its tables and the bodies of its submissions -> its pages by path."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from wsisc.collate import vocabulary as vocabularies
from wsisc.dataset import Tables
from wsisc.dataset.rows import PartRow, SectionRow
from wsisc.document import templates
from wsisc.site import charts, matrix, topics, view_model
from wsisc.site.bodies import PageBody
from wsisc.site.topics import SiteTopic
from wsisc.site.view_model import Site, SubmissionView, TemplateValues


def build_pages(
    site: Site, tables: Tables, bodies: Mapping[str, PageBody], site_topics: Sequence[SiteTopic]
) -> dict[str, bytes]:
    """Return all pages of a site by path. `bodies` are those of its submissions by key."""
    rows = {row.key: row for row in site.rows}
    matrices = [matrix.build_matrix(call, rows, tables, bodies) for call in site.calls]
    pages = {
        "index.html": _render_page("index", site),
        "matrix.html": _render_page("matrix", site, matrices=matrices),
        "coverage.html": _render_page("coverage", site, charts=charts.build_charts(site_topics)),
        "search.html": _render_page("search", site),
    }
    return pages | dict(_topic_pages(site, site_topics)) | dict(_submission_pages(site, tables, bodies))


def _render_page(name: str, site: Site, root: str = "", **values: object) -> bytes:
    """Return a page; `root` leads from its folder to that of the site."""
    page = templates.load("site", f"{name}.html.j2")
    return page.render(site=site, root=root, here="" if root else name, **values).encode()


def _topic_pages(site: Site, site_topics: Sequence[SiteTopic]) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of topics, each with links to the topics before and after it in its vocabulary."""
    for vocabulary, wording in view_model.wording()["charts"].items():
        with_pages = [topic for topic in site_topics if topic.vocabulary == vocabulary and topic.page]
        for index, topic in enumerate(with_pages):
            around = {
                "before": with_pages[index - 1] if index else None,
                "after": with_pages[index + 1] if index + 1 < len(with_pages) else None,
            }
            yield topic.page, _render_page("topic", site, "../", topic=topic, said=wording, **around)


def _submission_pages(site: Site, tables: Tables, bodies: Mapping[str, PageBody]) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of submissions, each with links to those before and after it."""
    parts = {key: list(rows) for key, rows in groupby(tables.parts, lambda row: row.submission.key)}
    sections = {key: list(rows) for key, rows in groupby(tables.sections, lambda row: row.submission.key)}
    for index, row in enumerate(site.rows):
        body, own_sections = bodies[row.key], sections.get(row.key, [])
        page = _render_page(
            "submission",
            site,
            "../",
            row=row,
            contents=list(_contents_entries(row, parts.get(row.key, []), own_sections, body)),
            tagged=list(_tag_groups(own_sections)),
            body=Markup(body.content),
            before=site.rows[index - 1] if index else None,
            after=site.rows[index + 1] if index + 1 < len(site.rows) else None,
        )
        yield row.page, page


def _contents_entries(
    row: SubmissionView, parts: list[PartRow], sections: list[SectionRow], body: PageBody
) -> Iterator[TemplateValues]:
    """Yield the contents of a page, in the language of the submission: anchors, words and levels, from 0."""
    for part in parts:
        depth = part.place.count("-")
        if part.place in body.anchors:
            yield {"anchor": part.place, "words": row.labels[part.place], "level": depth}
        for section in sections:
            if section.part == part.place and section.heading:
                words = f"{section.number} {section.heading}".strip()
                anchor = body.anchor(section.id, section.place)
                yield {"anchor": anchor, "words": words, "level": min(depth + section.level, 3)}


def _tag_groups(sections: list[SectionRow]) -> Iterator[TemplateValues]:
    """Yield the tags of a submission, each once, in the order of the vocabularies."""
    for vocabulary, name in view_model.wording()["tags"].items():
        codes = {code for section in sections for code in vocabularies.tag_codes(section.own_tags, vocabulary)}
        tags = [_tag_link(vocabulary, code) for code in sorted(codes, key=_code_sort_key)]
        if vocabulary == "country":
            tags.sort(key=lambda tag: tag["words"])
        if tags:
            yield {"name": name, "list": tags}


def _tag_link(vocabulary: str, code: str) -> TemplateValues:
    """Return a tag: its name in a list and alone, and the page of its topic."""
    names = vocabularies.tag_names(vocabulary)
    labels = topics.display_names(vocabulary, code, names.get(code) or names[code.partition(".")[0]])
    return {"words": labels[0], "title": labels[1], "page": f"topics/{topics.anchor(vocabulary, code)}.html"}


def _code_sort_key(code: str) -> list[tuple[int, str]]:
    """Return a key that sorts codes: C2 before C10; 4.7 before 4.10, before 4.a, before 5."""
    steps = code.removeprefix("C").replace("-", ".").split(".")
    return [(int(step), "") if step.isdigit() else (1000, step) for step in steps]
