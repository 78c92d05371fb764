"""The tables hold what the submissions say: every word, once, with the tags that hold for it."""

import itertools
from collections import Counter

from hypothesis import given, settings

from tests import strategies
from tests.conftest import FEATURES, SAMPLE, examples, minimal
from tests.dataset import samples
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.messages.diagnostic import json_pointer
from wsisc.publication import dataset
from wsisc.publication.collate.collection import Collection, Member
from wsisc.source import model
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text


def words_in(submission):
    """Return the words of authors: those of the model, with the printed numbers of items."""
    links = frozenset(submission.links)

    def rich(text):
        return printed_text(richtext.parse(text, links).blocks, with_numbers=True).split()

    placed = [f"![{name}]" for name in submission.figures]
    found = [*submission.title.split(), *submission.entity.name.split(), *submission.entity.acronym.split()]
    for _, part in model.parts(submission):
        found += rich(part.text)
    for _, section in model.sections(submission):
        found += [*section.title.split(), *rich(section.text)]
    for text in submission.footnotes.values():
        found += rich(text)
    for figure in submission.figures.values():
        found += [*figure.caption.split(), *figure.alt.split()]
    return Counter(found) - Counter(placed)


def words_out(tables, key):
    found = []
    for row in tables.submissions:
        if row.key == key:
            found += f"{row.title} {row.entity} {row.acronym}".split()
    for row in tables.sections:
        if row.submission.key == key:
            found += " ".join(
                [row.heading, row.text, *(note.text for note in row.footnotes), *row.alternative_texts]
            ).split()
    return Counter(found)


def member(submission, key="one"):
    return Member(key, f"{key}.yaml", Manuscript(submission, calls.BUILT_IN.load("cstd-26"), locale.load("en")))


def test_no_word_of_the_examples_is_missing():
    for collection in (samples.collect_compendium(), samples.collect_files(SAMPLE), samples.collect_files(FEATURES)):
        tables = dataset.build_tables(collection)
        assert collection.members
        for each in collection.members:
            assert words_out(tables, each.key) == words_in(each.manuscript.submission), each.file


@given(strategies.submissions)
@settings(max_examples=examples(15, 60))
def test_no_word_of_any_submission_is_missing(submission):
    tables = dataset.build_tables(Collection((member(submission),), ()))
    assert words_out(tables, "one") == words_in(submission)
    assert sum(row.words for row in tables.sections) == tables.submissions[0].words


def test_the_words_of_sections_add_up():
    for collection in (samples.collect_compendium(), samples.collect_files(SAMPLE, FEATURES)):
        tables = dataset.build_tables(collection)
        for row in tables.submissions:
            own = [each for each in tables.sections if each.submission is row]
            tops = [each for each in tables.parts if each.submission is row and "-" not in each.place]
            assert sum(each.words for each in own) == sum(each.words for each in tops) == row.words


def test_sections_come_in_the_order_of_the_page():
    for collection in (samples.collect_compendium(), samples.collect_files(SAMPLE)):
        tables = dataset.build_tables(collection)
        for each in collection.members:
            blocks = outline.build(each.manuscript)
            headings = [block.path[:-1] for block in blocks if block.kind == "heading" and block.path]
            rows = [row for row in tables.sections if row.submission.key == each.key]
            assert [row.path for row in rows if row.level] == headings
            assert [note.number for row in rows for note in row.footnotes] == list(
                range(1, len(outline.referenced_footnotes(each.manuscript.submission, blocks)) + 1)
            )


def test_keys_are_unique():
    tables = dataset.build_tables(samples.collect_compendium())
    keys = [row.key for row in tables.sections]
    assert len(keys) == len(set(keys))


def test_those_left_out_are_named():
    assert [each.file for each in dataset.build_tables(samples.collect_compendium()).left_out] == [
        "kestrel-payments.yaml",
        "loria.yaml",
    ]


def test_parts_have_a_state():
    tables = dataset.build_tables(samples.collect_files(SAMPLE))
    assert [(row.label, str(row.state), row.limit, row.has_subparts) for row in tables.parts] == [
        ("Part One", "over", 0.5, False),
        ("Part Two", "answered", 2, False),
        ("Part Three", "over", 2, True),
        ("Part Three (a)", "answered", None, False),
        ("Part Three (b)", "answered", None, False),
    ]


def test_a_part_without_words_is_missing():
    submission = model.from_data(minimal({"parts": {"two": {"text": "  "}}}))
    tables = dataset.build_tables(Collection((member(submission),), ()))
    assert {row.place: str(row.state) for row in tables.parts}["two"] == "missing"


TAGGED = minimal(
    {
        "parts": {
            "one": {"text": "See SDG 16, SDG 4, C7 e-health and Brazil.", "tags": {"sdgs": ["16.5"]}},
            "two": {
                "text": None,
                "tags": {"action-lines": ["C5"], "countries": ["NA"]},
                "sections": [
                    {
                        "title": "Outer",
                        "text": "In Namibia, under action lines C5 and C6: SDG 8.",
                        "tags": {"sdgs": [8, "8.10"], "kinds": ["obstacle"]},
                        "sections": [{"title": "Inner", "text": "Text.", "tags": {"action-lines": ["C7-e-health"]}}],
                    }
                ],
            },
        }
    }
)
del TAGGED["parts"]["two"]["text"]


def test_tags_hold_for_what_is_within():
    tables = dataset.build_tables(samples.collect_data(TAGGED))
    rows = {row.heading or row.part: row for row in tables.sections}
    assert rows["Inner"].tags.values == {
        "action-lines": ("C5", "C7-e-health"),
        "countries": ("NA",),
        "sdgs": ("8", "8.10"),
        "kinds": ("obstacle",),
    }
    assert rows["Inner"].own_tags.values == {"action-lines": ("C7-e-health",)}
    assert rows["Outer"].own_tags.values == {"sdgs": ("8", "8.10"), "kinds": ("obstacle",)}
    assert rows["one"].tags == rows["one"].own_tags == model.Tags({"sdgs": ("16.5",)})


def test_what_is_tagged_is_not_suggested():
    tables = dataset.build_tables(samples.collect_data(TAGGED))
    found = [(each.section.place, each.code, each.words, json_pointer(each.path)) for each in tables.suggestions]
    assert found == [
        ("one", "4", "SDG 4", "/parts/one/text"),
        ("one", "C7-e-health", "C7 e-health", "/parts/one/text"),
        ("one", "BR", "Brazil", "/parts/one/text"),
        ("two-1", "C6", "action lines C5 and C6", "/parts/two/sections/0/text"),
    ]


def test_coverage_keeps_tags_and_suggestions_apart():
    tables = dataset.build_tables(samples.collect_data(TAGGED))
    rows = {row.code: row for row in itertools.chain.from_iterable(tables.coverage.values())}
    counts = {code: (row.sections, len(row.submissions), row.suggested_sections) for code, row in rows.items()}
    assert counts["C5"] == (2, 1, 0)
    assert counts["C7"] == counts["C7-e-health"] == (1, 1, 1)
    assert counts["C6"] == (0, 0, 1)
    assert counts["16"] == (1, 1, 0)
    assert counts["8"] == (2, 1, 0)
    assert counts["4"] == (0, 0, 1)
    assert counts["NA"] == (2, 1, 0)
    assert counts["BR"] == (0, 0, 1)
    assert counts["obstacle"] == (2, 1, 0)
    assert [row.code for row in tables.coverage["country"]] == ["BR", "NA"]


def test_the_place_of_a_suggestion_is_in_the_source():
    submission = samples.collect_files(SAMPLE).members[0].manuscript.submission
    texts = dict([*model.rich_texts(submission), *model.plain_texts(submission)])
    suggestions = dataset.build_tables(samples.collect_files(SAMPLE)).suggestions
    assert len(suggestions) > 5
    for each in suggestions:
        text = texts[each.path][each.start :]
        assert " ".join(text.split()).startswith(each.words)


def test_the_sample_is_helped():
    tables = dataset.build_tables(samples.collect_files(SAMPLE))
    found = [f"{each.section.place} {each.code}" for each in tables.suggestions]
    assert found == [
        "two-1-1 16",
        *(f"two-1-2 {goal}" for goal in (3, 5, 9, 16, 17)),
        "three-a-2-1 BR",
        "three-a-3 PK",
        "three-a-4-1 SV",
        *(f"three-a-5-1 {country}" for country in ("BR", "PT", "AO", "MZ", "CV")),
        "three-b-1-1 BR",
    ]
