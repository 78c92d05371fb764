"""The view model of a site, its tables and the bodies of its submissions -> its pages by path."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from wsisc import locale
from wsisc.calls.vocabulary import Vocabulary
from wsisc.calls.vocabulary import sort_key as sort_code
from wsisc.dataset import Tables
from wsisc.dataset.rows import PartRow, SectionRow
from wsisc.document import speech, templates
from wsisc.grouping import group_values
from wsisc.site import charts, gaps, matrix, topics, view_model
from wsisc.site.bodies import PageBody
from wsisc.site.topics import SiteTopic
from wsisc.site.view_model import Site, SubmissionView, TemplateValues


def build_pages(
    site: Site, tables: Tables, bodies: Mapping[str, PageBody], site_topics: Sequence[SiteTopic],
    originals: Mapping[str, str],
) -> dict[str, bytes]:  # fmt: skip
    """Return all pages of a site by path. `bodies` are those of its submissions by key.

    `originals` are the keys of the originals of translations, by the keys of these.
    """
    versions = _find_language_versions(site.rows, originals)
    translations = {row.key for group in versions.values() for row in group[1:]}
    rows = {row.key: row for row in site.rows}
    matrices = [matrix.build_matrix(call, rows, tables, bodies) for call in site.calls]
    values: Mapping[str, TemplateValues] = {
        "index": {"language_versions": versions, "translations": translations},
        "matrix": {"matrices": matrices},
        "coverage": {
            "charts": charts.build_charts(site_topics, tables.vocabularies),
            "gaps": gaps.build_gaps(tables, site_topics),
        },
        "search": {},
    }
    pages = {f"{name}.html": _render_page(name, site, f"{name}.html", **each) for name, each in values.items()}
    pages |= dict(_topic_pages(site, tables.vocabularies, site_topics)) | dict(
        _submission_pages(site, tables, bodies, versions)
    )
    if site.base_url:
        addresses = [_address(site, path) for path in sorted(pages) if path != "search.html"]
        pages["sitemap.xml"] = templates.load("site", "sitemap.xml.j2").render(addresses=addresses).encode()
    return pages


def _render_page(name: str, site: Site, path: str, **values: object) -> bytes:
    """Return the page of a path in the site."""
    root = "../" * path.count("/")
    common = {"site": site, "root": root, "here": "" if root else name, "address": _address(site, path)}
    common |= speech.speak(view_model.wording(site.language), locale.load(site.language))
    return templates.load("site", f"{name}.html.j2").render({"versions": (), **common, **values}).encode()


def _address(site: Site, path: str) -> str:
    """Return the address of a page, "" if that of the site is not known; the front page has that of its folder."""
    return f"{site.base_url}{'' if path == 'index.html' else quote(path)}" if site.base_url else ""


def _topic_pages(
    site: Site, vocabularies: Sequence[Vocabulary], site_topics: Sequence[SiteTopic]
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of topics, each with links to the topics before and after it in its vocabulary."""
    for vocabulary in vocabularies:
        wording = view_model.describe_vocabulary(vocabulary)
        with_pages = [topic for topic in site_topics if topic.vocabulary == vocabulary.one and topic.page]
        for index, topic in enumerate(with_pages):
            around = {
                "before": with_pages[index - 1] if index else None,
                "after": with_pages[index + 1] if index + 1 < len(with_pages) else None,
            }
            yield topic.page, _render_page("topic", site, topic.page, topic=topic, said=wording, **around)


def _submission_pages(
    site: Site, tables: Tables, bodies: Mapping[str, PageBody], versions: Mapping[str, list[SubmissionView]]
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of submissions, each with links to those before and after it and to its other languages."""
    parts = {key: list(rows) for key, rows in groupby(tables.parts, lambda row: row.submission.key)}
    sections = {key: list(rows) for key, rows in groupby(tables.sections, lambda row: row.submission.key)}
    for index, row in enumerate(site.rows):
        body, own_sections = bodies[row.key], sections.get(row.key, [])
        same = versions.get(row.key, [])
        page = _render_page(
            "submission",
            site,
            row.page,
            row=row,
            opening=topics.shorten(
                " ".join(next((each.text for each in own_sections if each.text), row.title).split())
            ),
            versions=_alternates(site, same),
            others=[each for each in same if each != row],
            contents=list(_contents_entries(row, parts.get(row.key, []), own_sections, body)),
            tagged=list(_tag_groups(own_sections, tables.vocabularies)),
            body=Markup(body.content),
            before=site.rows[index - 1] if index else None,
            after=site.rows[index + 1] if index + 1 < len(site.rows) else None,
        )
        yield row.page, page


def _alternates(site: Site, versions: Sequence[SubmissionView]) -> list[tuple[str, str]]:
    """Return the languages and addresses of the versions of a submission; the original is for all other languages."""
    alternates = [(each.language, _address(site, each.page)) for each in versions]
    return [*alternates, ("x-default", alternates[0][1])] if alternates else []


def _find_language_versions(
    rows: Sequence[SubmissionView], originals: Mapping[str, str]
) -> dict[str, list[SubmissionView]]:
    """Return the versions of each submission that exists in several languages, by key, the original first.

    A translation names its original under `translated-from:`. Otherwise versions answer one call, and their file names
    differ only in the language at the end, which the original may lack: `agency.yaml` and `agency-fr.yaml`.
    """
    by_key = {row.key: row for row in rows}
    first = ((by_key.get(originals.get(row.key, ""), row), row) for row in rows)
    groups = group_values(((one.call, one.key.removesuffix(f"-{one.language}")), row) for one, row in first)
    several = [group for group in groups.values() if len({row.language for row in group}) == len(group) > 1]
    ordered = [sorted(group, key=lambda row: (row.key in originals, len(row.key))) for group in several]
    return {row.key: group for group in ordered for row in group}


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


def _tag_groups(sections: list[SectionRow], vocabularies: Sequence[Vocabulary]) -> Iterator[TemplateValues]:
    """Yield the tags of a submission, each once, in the order of the vocabularies."""
    for vocabulary in vocabularies:
        codes = {code for section in sections for code in section.own_tags.codes(vocabulary.id)}
        tags = [_tag_link(vocabulary, code) for code in sorted(codes, key=sort_code)]
        if vocabulary.is_open:
            sort_key = locale.load(vocabulary.language).sort_key
            tags.sort(key=lambda tag: sort_key(tag["words"]))
        if tags:
            names = view_model.wording(vocabulary.language)["tags"]
            yield {"name": names.get(vocabulary.one) or vocabulary.text("titles"), "list": tags}


def _tag_link(vocabulary: Vocabulary, code: str) -> TemplateValues:
    """Return a tag: its name in a list and alone, and the page of its topic."""
    words, title = topics.display_names(vocabulary, code)
    return {"words": words, "title": title, "page": f"topics/{topics.anchor(vocabulary, code)}.html"}
