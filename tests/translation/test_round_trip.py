"""Exported, translated by a program that keeps codes, imported: the same structure, and nothing that is not words is lost."""

import pytest
from lxml import etree

from tests.conftest import ROOT
from tests.translation import made_up
from wsisc import pipeline, source
from wsisc.document import canonical
from wsisc.parity import compare_translation, section_digests
from wsisc.source import model
from wsisc.source.markup import marked_text, richtext
from wsisc.translation import rebuild, units, word_table, xliff
from wsisc.writers import yaml

GRAMMAR = etree.RelaxNG(etree.parse(ROOT / "tests" / "translation" / "xliff21.rng"))
MANY = 500


def check_xliff(content):
    root = etree.fromstring(content)
    assert GRAMMAR.validate(root), GRAMMAR.error_log
    assert len({each.get("id") for each in root.iter(f"{xliff.X}unit")}) == len(list(root.iter(f"{xliff.X}unit")))
    for unit in root.iter(f"{xliff.X}unit"):
        ids = [
            each.get("id")
            for each in unit.iter()
            if each.get("id")
            and not any(holder.tag in (f"{xliff.X}target", f"{xliff.X}originalData") for holder in each.iterancestors())
            and each is not unit
        ]
        assert len(set(ids)) == len(ids)
        data = {each.get("id") for each in unit.iter(f"{xliff.X}data")}
        named = {
            each.get(key) for each in unit.iter() for key in ("dataRef", "dataRefStart", "dataRefEnd") if each.get(key)
        }
        assert named == data


def structure(submission):
    """Return all of a submission that is not words."""
    links = frozenset(submission.links)
    shapes = [
        (path, [(type(node).__name__, getattr(node, "name", ""), getattr(node, "address", ""), getattr(node, "is_strong", ""), getattr(node, "language", ""))
                for node in richtext.tree.walk(marked_text.canonical(richtext.parse(text, links).blocks)) if not isinstance(node, richtext.tree.Text)])
        for path, text in model.rich_texts(submission)
    ]  # fmt: skip
    others = canonical.to_data(submission)
    return shapes, [others.get(key) for key in ("call", "date", "links", "contact")]


def words(submission, change=str):
    """Return the words of all units, without spaces."""
    return [
        "".join("".join(change(piece.text) for piece in unit.pieces).split()) for unit in units.list_units(submission)
    ]


def check_same(original, translated):
    assert structure(translated) == structure(original)
    assert words(translated) == words(original, made_up.translate_words)
    assert compare_translation.compare(original, translated, None) == ()
    assert compare_translation.find_outdated(original, translated, None) == ()
    assert translated.translated_from.sections == section_digests.digest_sections(original)
    again = model.from_data(source.read(yaml.write(translated).encode(), "a.yaml").data)
    assert structure(again) == structure(translated)
    assert words(again) == words(translated)


def through_xliff(original):
    origin = units.describe_original(original, "a.en.yaml")
    content = xliff.write(original, origin, "es", lambda path: "")
    check_xliff(content)
    back = xliff.read(made_up.translate_xliff(content))
    assert back.origin == origin
    rebuilt = rebuild.rebuild(original, back, "a.en.yaml")
    assert rebuilt.problems == ()
    return rebuilt.submission


def through_table(original):
    """Return a submission that went through a Word table, in which an earlier translation was filled in."""
    former = through_xliff(original)
    known = {unit.id: unit for unit in units.list_units(former)}
    content = word_table.write(original, units.describe_original(original, "a.en.yaml"), "es", known)
    rebuilt = rebuild.rebuild(original, word_table.read(content), "a.en.yaml")
    assert rebuilt.problems == ()
    return rebuilt.submission


@pytest.mark.parametrize("seed", range(12))
def test_a_generated_submission_is_valid(seed):
    text = yaml.write(made_up.submission(seed))
    found = pipeline.check(source.read(text.encode(), "a.yaml")).diagnostics
    assert [each.message for each in found if each.severity == "error"] == []


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_in_xliff(seed):
    original = made_up.submission(seed)
    check_same(original, through_xliff(original))


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_lost_in_a_table(seed):
    original = made_up.submission(seed)
    check_same(original, through_table(original))


@pytest.mark.long
@pytest.mark.timeout(900)
def test_nothing_is_lost_in_many():
    for seed in range(12, MANY):
        original = made_up.submission(seed)
        check_same(original, through_xliff(original))


@pytest.mark.long
@pytest.mark.timeout(600)
def test_nothing_is_lost_in_many_tables():
    for seed in range(12, MANY // 5):
        original = made_up.submission(seed)
        check_same(original, through_table(original))


@pytest.mark.parametrize("name", ["tests/features.yaml", "tests/clean/first.yaml"])
def test_nothing_is_lost_of_the_examples(name):
    original = model.from_data(source.read((ROOT / name).read_bytes(), name).data)
    assert structure(through_xliff(original)) == structure(original)
    assert structure(through_table(original)) == structure(original)
