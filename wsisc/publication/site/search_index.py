"""The submissions of a site -> the index for `templates/site/search.js`: sections, their words and tags, and topics.

The index is a script that sets one variable, because a page opened as a file can load scripts but no data.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wsisc.calls.vocabulary import Vocabulary
from wsisc.publication.dataset import Tables, coverage
from wsisc.publication.dataset.rows import SectionRow
from wsisc.publication.site import view_model
from wsisc.publication.site.topics import SiteTopic
from wsisc.publication.site.view_model import PageBody, Site, SiteRows
from wsisc.text.slots import fill


def build_index(
    site: Site, tables: Tables, all_rows: SiteRows, bodies: Mapping[str, PageBody], site_topics: Sequence[SiteTopic]
) -> bytes:
    """Return the index of a site, from its tables, the rows and pages of all versions by key, and its topics.

    The versions of a submission follow one another, the one that the site's pages lead to first: of a place that is
    found in several, the page of search shows that one. Others have the name of their language.
    """
    views = [(each, view) for each in site.submissions for view in (each.shown, *each.others)]
    numbers = {view.key: number for number, (_, view) in enumerate(views)}
    submissions = [
        (
            *(view.page, view.entity, view.acronym, view.title, view.tag, view.direction),
            *((numbers[each.shown.key], view.language_name) if view is not each.shown else ()),
        )
        for each, view in views
    ]
    languages = sorted({view.language for _, view in views})
    of_tags = {(topic.vocabulary, topic.code): number for number, topic in enumerate(site_topics)}
    places: list[tuple[Any, ...]] = [(number, "title", "", view.title, "") for number, (_, view) in enumerate(views)]
    for row in (row for _, view in views for row in all_rows[view.key].sections):
        tags = [of_tags[each] for each in coverage.section_tags(row, tables.vocabularies) if each in of_tags]
        anchor = bodies[row.submission.key].anchor(row.id, row.place, row.part)
        place = (numbers[row.submission.key], anchor, row.part_label, row.heading, "\n".join(_texts(row)))
        places.append((*place, tags) if tags else place)
    listed = {topic.vocabulary for topic in site_topics if topic.page}
    by_name = {each.one: each for each in tables.vocabularies}
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
    wording = view_model.wording(language)
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
    own = [vocabulary.format_heading(topic.code, each) for each in languages if each != vocabulary.language]
    term = vocabulary.terms[topic.code]
    return [*codes, *own, *term.names.get(vocabulary.language, ())[1:]]


def _texts(row: SectionRow) -> Iterator[str]:
    yield row.text or row.heading
    yield from row.alternative_texts
    for note in row.footnotes:
        yield note.text
