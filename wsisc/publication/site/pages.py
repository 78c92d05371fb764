"""The view model of a site, its tables and the bodies of its submissions -> its pages by path.

What a page shows of its own is made here: the matrix of who answered what, the charts and the gaps of coverage, the
table of contents and the tags of a submission. A page at a former address leads on to one submission, lists several
that share the key, or says that none is there any more.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from wsisc.calls import locale
from wsisc.calls.vocabularies import Vocabulary, localize
from wsisc.calls.vocabularies import sort_key as sort_code
from wsisc.document import templates
from wsisc.publication.collate import submission_keys
from wsisc.publication.collate.collection import Member
from wsisc.publication.dataset import Tables, dataset_tables
from wsisc.publication.dataset.dataset_tables import PairRow, PartRow, PartState, SectionRow
from wsisc.publication.site import view_model
from wsisc.publication.site.view_model import (
    LanguageVersions,
    PageBody,
    Site,
    SiteRows,
    SiteTopic,
    SubmissionView,
    TemplateValues,
)
from wsisc.text.shared import group_values
from wsisc.text.slots import fill

_LONGEST_BAR = 88  # per cent of the width, which leaves room for the number after the bar
_MAX_BARS = 20  # maximum number of bars; there may be two hundred countries
_MAX_LABEL_LENGTH = 32  # maximum number of characters of a bar's label; the table has the full name


def build_pages(
    site: Site, tables: Tables, all_rows: SiteRows, bodies: Mapping[str, PageBody], site_topics: Sequence[SiteTopic]
) -> dict[str, bytes]:
    """Return all pages of a site by path. `all_rows` and `bodies` are those of all versions of submissions by key."""
    submissions = {submission.original.key: submission for submission in site.submissions}
    matrices = [_build_matrix(call, submissions, tables, bodies) for call in site.calls]
    values: Mapping[str, TemplateValues] = {
        "index": {},
        "matrix": {"matrices": matrices},
        "coverage": {
            "charts": _build_charts(site_topics, tables.vocabularies),
            "gaps": _build_gaps(tables, site_topics),
        },
        "search": {},
    }
    pages = {
        f"{name}.html": _render_page(name, site, f"{name}.html", **page_values) for name, page_values in values.items()
    }
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
    alternates = {
        view.page: _alternates(site, submission) for submission in site.submissions for view in submission.all
    }
    listed = [(_address(site, path), alternates.get(path, [])) for path in sorted(pages) if path != "search.html"]
    return templates.load("site", "sitemap.xml.j2").render(pages=listed).encode()


def _render_page(name: str, site: Site, path: str, **values: object) -> bytes:
    """Return the page of a path in the site."""
    root = "../" * path.count("/")
    common = {"site": site, "root": root, "here": "" if root else name, "address": _address(site, path)}
    common |= {"tag": site.tag, "direction": site.direction, "alternates": ()}
    common |= templates.speak(view_model.site_wording(site.language), locale.load(site.language))
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
                opening=view_model.shorten(
                    " ".join(next((section.text for section in rows.sections if section.text), row.title).split())
                ),
                original=submission.original if submission.is_recorded else row,
                alternates=_alternates(site, submission),
                languages=list(_language_links(submission, row, bodies)),
                contents=list(_contents_entries(row, rows.parts, rows.sections, body)),
                tagged=list(_tag_groups(rows.sections, tables.vocabularies)),
                body=Markup(body.content),
                before=next((neighbour.choose(row.language) for neighbour in before), None),
                after=next((neighbour.choose(row.language) for neighbour in after), None),
            )
            yield row.page, page


def _language_links(
    submission: LanguageVersions, row: SubmissionView, bodies: Mapping[str, PageBody]
) -> Iterator[TemplateValues]:
    """Yield the links of the language switch, of which there is none for a single language.

    `missing` are the ids of this page that the other one does not have: nobody is led to them.
    """
    for version in submission.all if submission.has_several else ():
        missing = sorted(bodies[row.key].anchors - bodies[version.key].anchors)
        yield {"row": version, "is_current": version is row, "missing": " ".join(missing)}


def _alternates(site: Site, submission: LanguageVersions) -> list[tuple[str, str]]:
    """Return the languages and addresses of the versions of a submission; the original is for all other languages."""
    if not submission.has_several:
        return []
    alternates = [(version.language, _address(site, version.page)) for version in submission.all]
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
            names = view_model.site_wording(vocabulary.language)["tags"]
            yield {"name": names.get(vocabulary.one) or vocabulary.text("titles"), "list": tags}


def _tag_link(vocabulary: Vocabulary, code: str) -> TemplateValues:
    """Return a tag: its name in a list and alone, and the page of its topic."""
    words, title = view_model.display_names(vocabulary, code)
    return {"words": words, "title": title, "page": f"topics/{view_model.anchor(vocabulary, code)}.html"}


def _build_charts(topics: Sequence[SiteTopic], vocabularies: Sequence[Vocabulary]) -> list[TemplateValues]:
    """Return the charts of submissions by tag, one for each vocabulary.

    `is_named` means that bars are labelled by names, not codes, and `is_within` that a topic is part of the one above;
    its `code` is printed before its name. Without submissions that have or name such a
    tag there are no lines; without submissions that have one there are no bars. The `note` is about omitted bars.
    """
    return [
        _chart(vocabulary, [topic for topic in topics if topic.vocabulary == vocabulary.one])
        for vocabulary in vocabularies
    ]


def _chart(vocabulary: Vocabulary, topics: list[SiteTopic]) -> TemplateValues:
    wording: TemplateValues = dict(view_model.describe_vocabulary(vocabulary))
    is_named = wording["labels"] == "name"
    listed = topics if any(topic.page for topic in topics) else []
    lines = [
        {
            "topic": topic,
            "code": "" if is_named else vocabulary.broader(topic.code) or topic.code,
            "is_within": bool(vocabulary.broader(topic.code)),
        }
        for topic in listed
    ]
    main = [topic for topic in listed if not vocabulary.broader(topic.code)]
    if is_named:  # an open list: the most frequent come first
        main = sorted((topic for topic in main if topic.said), key=lambda topic: -len(topic.said))
    drawn = main[:_MAX_BARS] if any(topic.said for topic in main) else []
    note = (
        fill(view_model.site_wording(vocabulary.language)["first"], count=_MAX_BARS, all=len(main))
        if len(main) > _MAX_BARS
        else ""
    )
    shown = {
        "id": vocabulary.one,
        "is_named": is_named,
        "lines": lines,
        "bars": list(_bars(drawn, is_named)),
        "note": note,
    }
    return wording | shown


def _bars(topics: list[SiteTopic], is_named: bool) -> Iterator[TemplateValues]:
    """Yield the bars, each with its label, its number, and its length in per cent."""
    most = max((len(topic.said) for topic in topics), default=0)
    for topic in topics:
        label = _shorten_label(topic.name) if is_named else topic.code
        number = len(topic.said)
        yield {"label": label, "number": number, "length": round(_LONGEST_BAR * number / most, 2)}


def _shorten_label(name: str) -> str:
    """Return a name, or its first words if it is too long for a label."""
    return (
        name
        if len(name) <= _MAX_LABEL_LENGTH
        else f"{name[:_MAX_LABEL_LENGTH].rpartition(' ')[0] or name[:_MAX_LABEL_LENGTH]} …"
    )


def _build_gaps(tables: Tables, topics: Sequence[SiteTopic]) -> list[TemplateValues]:
    """Return the matrices, with a line for every first term: the second terms addressed with it, or not."""
    vocabularies = {vocabulary.id: vocabulary for vocabulary in tables.vocabularies}
    found = []
    for matrix in tables.matrices:
        first, second = (vocabularies[id] for id in matrix.between)
        rows = tables.pairs[matrix.id]
        lines = [_gap_line(first, second, code, list(of), topics) for code, of in groupby(rows, lambda row: row.first)]
        found.append(
            {
                "id": matrix.id,
                "name": localize(matrix.titles, tables.language),
                "source": matrix.source,
                "first": first.text("singulars"),
                "lines": lines,
                "pairs": len(rows),
                "addressed": sum(bool(row.sections) for row in rows),
            }
        )
    return found


def _gap_line(
    first: Vocabulary, second: Vocabulary, code: str, rows: Sequence[PairRow], topics: Sequence[SiteTopic]
) -> TemplateValues:
    pages = {topic.code: topic.page for topic in topics if topic.vocabulary == first.one}
    return {
        "code": code,
        "name": first.name(code),
        "page": pages.get(code, ""),
        "addressed": [_gap_mark(second, row) for row in rows if row.sections],
        "missing": [_gap_mark(second, row) for row in rows if not row.sections],
    }


def _gap_mark(vocabulary: Vocabulary, row: PairRow) -> TemplateValues:
    return {"code": row.second, "title": vocabulary.name(row.second), "is_doubtful": row.is_doubtful}


def _build_matrix(
    call: TemplateValues, submissions: Mapping[str, LanguageVersions], tables: Tables, bodies: Mapping[str, PageBody]
) -> TemplateValues:
    """Return the table of a call: its parts with their limits, and a line of answers for each submission.

    `submissions` are by the keys of their originals, whose words are counted, `bodies` those of all versions.
    """
    part_rows = [row for row in tables.parts if row.submission.call == call["id"]]
    groups = groupby(part_rows, lambda row: row.submission.key)
    lines = [_matrix_line(submissions[key], list(answers), bodies) for key, answers in groups]
    answered = [row.place for row in part_rows if row.state in (PartState.ANSWERED, PartState.OVER)]
    limits = {row.place: row.limit for row in part_rows}
    word_limits = {row.place: {part.word_limit for part in part_rows if part.place == row.place} for row in part_rows}
    labels = {row.place: row.label for row in part_rows}
    parts = [
        {
            "label": labels[place],
            "limit": _describe_words(word_limits[place], tables.language)
            or _describe_limit(place, limits, labels, tables.language),
            "answers": answered.count(place),
        }
        for place, row in {row.place: row for row in part_rows}.items()
        if not row.has_subparts
    ]
    words = sum(submissions[key].original.words for key in {row.submission.key for row in part_rows})
    return call | {"parts": parts, "lines": lines, "words": words}


def _matrix_line(
    submission: LanguageVersions, answers: list[PartRow], bodies: Mapping[str, PageBody]
) -> TemplateValues:
    cells = list(_matrix_cells(answers, bodies[submission.shown.key]))
    return {"row": submission.shown, "words": submission.original.words, "cells": cells}


def _matrix_cells(answers: list[PartRow], body: PageBody) -> Iterator[TemplateValues]:
    """Yield the answers to parts without subparts; they are too long if a part above them is."""
    over = [row.place for row in answers if row.state is PartState.OVER]
    for row in answers:
        if not row.has_subparts:
            is_over = bool(row.words) and any(row.place == place or row.place.startswith(f"{place}-") for place in over)
            state = PartState.OVER if is_over else row.state
            yield {"words": row.words, "anchor": body.anchor(row.place), "state": state.value}


def _describe_words(limits: Set[int | None], language: str) -> str:
    """Return a limit in words, the lower one first where types of entities have several; "" for none."""
    found = sorted(limit for limit in limits if limit)
    wording: dict[str, Any] = view_model.site_wording(language)["limit"]
    described = wording["or"].join(locale.load(language).format_number(limit) for limit in found)
    return fill(wording["alone"], limit=fill(wording["words"], words=described)) if found else ""


def _describe_limit(place: str, limits: Mapping[str, float | None], labels: Mapping[str, str], language: str) -> str:
    """Return the limit of a part in words, or the limit that it shares with others."""
    wording: dict[str, Any] = view_model.site_wording(language)["limit"]
    holder, pages = place, limits[place]
    while not pages and "-" in holder:
        holder = holder.rpartition("-")[0]
        pages = limits.get(holder)
    if not pages:
        return ""
    words = fill(wording[{0.5: "half", 1.0: "one"}.get(pages, "many")], pages=locale.load(language).format_pages(pages))
    if holder == place:
        return fill(wording["alone"], limit=words)
    within = [label for label_place, label in labels.items() if label_place.rpartition("-")[0] == holder]
    parts = view_model.join_words([label.removeprefix(labels[holder]).strip() for label in within], language)
    return fill(wording["together"], parts=parts, limit=words)


def find_moved(
    members: Sequence[Member], submissions: Sequence[LanguageVersions], earlier: Mapping[str, tuple[str, str]]
) -> dict[str, TemplateValues]:
    """Return what pages that lead on show, by path: `rows` are the submissions to which they lead.

    `earlier` are the addresses of an earlier site, each with the key and language of what was there. Each version of a
    submission also has the address that it would have alone, as it had before the others were added.
    """
    views = {version.key: (view, version) for view in submissions for version in view.all}
    by_key = group_values(
        (key, views[version.key])
        for member in members
        for version in member.versions
        for key in submission_keys.possible_keys(version.submission)
    )
    alone = {submission_keys.submission_key(version.submission) for member in members for version in member.versions}
    wanted = {_former_page(key): (key, "") for key in alone} | dict(earlier)
    own = {version.page for _, version in views.values()}
    return {
        path: {"key": key, "language": language, "rows": _choose_submissions(by_key.get(key, []), language)}
        for path, (key, language) in wanted.items()
        if path not in own
    }


def _former_page(key: str) -> str:
    return f"submissions/{key}.html"


def _choose_submissions(
    found: Sequence[tuple[LanguageVersions, SubmissionView]], language: str
) -> list[SubmissionView]:
    """Return the submissions at an address, each once: in a language if it names one, otherwise as they were there."""
    rows: dict[str, SubmissionView] = {}
    for view, version in found:
        in_language = next((version for version in view.all if version.language == language), version)
        rows.setdefault(view.original.key, in_language)
    return list(rows.values())


def build_index(
    site: Site, tables: Tables, all_rows: SiteRows, bodies: Mapping[str, PageBody], site_topics: Sequence[SiteTopic]
) -> bytes:
    """Return the index of a site, from its tables, the rows and pages of all versions by key, and its topics.

    The versions of a submission follow one another, the one that the site's pages lead to first: of a place that is
    found in several, the page of search shows that one. Others have the name of their language.
    """
    views = [(submission, view) for submission in site.submissions for view in (submission.shown, *submission.others)]
    numbers = {view.key: number for number, (_, view) in enumerate(views)}
    submissions = [
        (
            *(view.page, view.entity, view.acronym, view.title, view.tag, view.direction),
            *((numbers[versions.shown.key], view.language_name) if view is not versions.shown else ()),
        )
        for versions, view in views
    ]
    languages = sorted({view.language for _, view in views})
    of_tags = {(topic.vocabulary, topic.code): number for number, topic in enumerate(site_topics)}
    places: list[tuple[Any, ...]] = [(number, "title", "", view.title, "") for number, (_, view) in enumerate(views)]
    for row in (row for _, view in views for row in all_rows[view.key].sections):
        tags = [of_tags[tag] for tag in dataset_tables.section_tags(row, tables.vocabularies) if tag in of_tags]
        anchor = bodies[row.submission.key].anchor(row.id, row.place, row.part)
        place = (numbers[row.submission.key], anchor, row.part_label, row.heading, "\n".join(_texts(row)))
        places.append((*place, tags) if tags else place)
    listed = {topic.vocabulary for topic in site_topics if topic.page}
    by_name = {vocabulary.one: vocabulary for vocabulary in tables.vocabularies}
    topic_entries = [
        _topic_entry(topic, by_name[topic.vocabulary], languages, is_listed=topic.vocabulary in listed)
        for topic in site_topics
    ]
    index = {"submissions": submissions, "topics": topic_entries, "places": places}
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    separators: dict[str, str | int | None] = {"\u2028": "\\u2028", "\u2029": "\\u2029", "<": "\\u003c"}
    return f"var wsiscIndex = {data.translate(str.maketrans(separators))};\n".encode()


def _topic_entry(
    topic: SiteTopic, vocabulary: Vocabulary, languages: Sequence[str], *, is_listed: bool
) -> tuple[str, str, str, str, str]:
    """Return a topic as an entry of the index: title, short title, link, summary, and other names.

    `is_listed` means that the page of coverage has a table with the topic.
    """
    language = vocabulary.language
    wording = view_model.site_wording(language)
    template = wording["search"]["tagged" if topic.said else "named" if topic.named else "nobody"]
    counts = {
        "one": view_model.describe_vocabulary(vocabulary)["one"],
        "passages": view_model.format_count(topic.passages, "passage", language),
        "submissions": view_model.format_count(len(topic.said), "submission", language),
        "named": view_model.format_count(topic.only_named, "submission", language),
    }
    link = topic.page or f"coverage.html#{topic.anchor if is_listed else f'chart_{topic.vocabulary}'}"
    return (
        topic.title,
        topic.short,
        link,
        fill(template, counts),
        "\n".join(_other_names(topic, vocabulary, languages)),
    )


def _other_names(topic: SiteTopic, vocabulary: Vocabulary, languages: Sequence[str]) -> list[str]:
    """Return other names of a topic: its code, its names in the languages of the submissions, and short forms."""
    codes = [] if vocabulary.is_named else [vocabulary.format_cell(code) for code in (topic.code, *topic.targets)]
    own = [vocabulary.format_heading(topic.code, language) for language in languages if language != vocabulary.language]
    term = vocabulary.terms[topic.code]
    return [*codes, *own, *term.names.get(vocabulary.language, ())[1:]]


def _texts(row: SectionRow) -> Iterator[str]:
    yield row.text or row.heading
    yield from row.alternative_texts
    for note in row.footnotes:
        yield note.text
