"""The view model of a site, its tables and the bodies of its submissions -> its pages by path."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from markupsafe import Markup

from wsisc import locale
from wsisc.calls.vocabulary import Vocabulary
from wsisc.calls.vocabulary import sort_key as sort_code
from wsisc.dataset import Tables
from wsisc.dataset.rows import PartRow, SectionRow
from wsisc.document import speech, templates
from wsisc.site import charts, gaps, matrix, topics, view_model
from wsisc.site.bodies import PageBody
from wsisc.site.topics import SiteTopic
from wsisc.site.view_model import LanguageVersions, Site, SiteRows, SubmissionView, TemplateValues


def build_pages(
    site: Site, tables: Tables, all_rows: SiteRows, bodies: Mapping[str, PageBody], site_topics: Sequence[SiteTopic]
) -> dict[str, bytes]:
    """Return all pages of a site by path. `all_rows` and `bodies` are those of all versions of submissions by key."""
    submissions = {each.original.key: each for each in site.submissions}
    matrices = [matrix.build_matrix(call, submissions, tables, bodies) for call in site.calls]
    values: Mapping[str, TemplateValues] = {
        "index": {},
        "matrix": {"matrices": matrices},
        "coverage": {
            "charts": charts.build_charts(site_topics, tables.vocabularies),
            "gaps": gaps.build_gaps(tables, site_topics),
        },
        "search": {},
    }
    pages = {f"{name}.html": _render_page(name, site, f"{name}.html", **each) for name, each in values.items()}
    pages |= dict(_topic_pages(site, tables.vocabularies, site_topics))
    pages |= dict(_submission_pages(site, tables, all_rows, bodies))
    if site.base_url:
        pages["sitemap.xml"] = _render_sitemap(site, pages)
    return pages


def build_moved_pages(site: Site, moved: Mapping[str, TemplateValues]) -> dict[str, bytes]:
    """Return the pages that lead on from earlier addresses, by path; that of what they lead to is canonical."""
    pages = {}
    for path, values in moved.items():
        rows = values["rows"]
        address = _address(site, rows[0].page) if len(rows) == 1 else ""
        pages[path] = _render_page("moved", site, path, address=address, **values)
    return pages


def _render_sitemap(site: Site, pages: Iterable[str]) -> bytes:
    """Return the map of a site for search engines; a page in several languages names those in the others."""
    alternates = {view.page: _alternates(site, each) for each in site.submissions for view in each.all}
    listed = [(_address(site, path), alternates.get(path, [])) for path in sorted(pages) if path != "search.html"]
    return templates.load("site", "sitemap.xml.j2").render(pages=listed).encode()


def _render_page(name: str, site: Site, path: str, **values: object) -> bytes:
    """Return the page of a path in the site."""
    root = "../" * path.count("/")
    common = {"site": site, "root": root, "here": "" if root else name, "address": _address(site, path)}
    common |= {"tag": site.tag, "direction": site.direction, "alternates": ()}
    common |= speech.speak(view_model.wording(site.language), locale.load(site.language))
    return templates.load("site", f"{name}.html.j2").render({**common, **values}).encode()


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
    site: Site, tables: Tables, all_rows: SiteRows, bodies: Mapping[str, PageBody]
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of submissions in all languages, each with links to the submissions before and after it."""
    for index, submission in enumerate(site.submissions):
        before, after = site.submissions[:index][-1:], site.submissions[index + 1 :][:1]
        for row in submission.all:
            rows, body = all_rows[row.key], bodies[row.key]
            page = _render_page(
                "submission",
                site,
                row.page,
                row=row,
                tag=row.tag,
                direction=row.direction,
                opening=topics.shorten(
                    " ".join(next((each.text for each in rows.sections if each.text), row.title).split())
                ),
                original=submission.original if submission.is_recorded else row,
                alternates=_alternates(site, submission),
                languages=list(_language_links(submission, row, bodies)),
                contents=list(_contents_entries(row, rows.parts, rows.sections, body)),
                tagged=list(_tag_groups(rows.sections, tables.vocabularies)),
                body=Markup(body.content),
                before=next((each.choose(row.language) for each in before), None),
                after=next((each.choose(row.language) for each in after), None),
            )
            yield row.page, page


def _language_links(
    submission: LanguageVersions, row: SubmissionView, bodies: Mapping[str, PageBody]
) -> Iterator[TemplateValues]:
    """Yield the links of the language switch, of which there is none for a single language.

    `missing` are the ids of this page that the other one does not have: nobody is led to them.
    """
    for each in submission.all if submission.has_several else ():
        missing = sorted(bodies[row.key].anchors - bodies[each.key].anchors)
        yield {"row": each, "is_current": each is row, "missing": " ".join(missing)}


def _alternates(site: Site, submission: LanguageVersions) -> list[tuple[str, str]]:
    """Return the languages and addresses of the versions of a submission; the original is for all other languages."""
    if not submission.has_several:
        return []
    alternates = [(each.language, _address(site, each.page)) for each in submission.all]
    return [*alternates, ("x-default", _address(site, submission.original.page))]


def _contents_entries(
    row: SubmissionView, parts: Sequence[PartRow], sections: Sequence[SectionRow], body: PageBody
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


def _tag_groups(sections: Sequence[SectionRow], vocabularies: Sequence[Vocabulary]) -> Iterator[TemplateValues]:
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
