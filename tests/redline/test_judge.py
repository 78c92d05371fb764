"""The judges of redlines find nothing in a right one, and every fault in a wrong one."""

import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conformance import test_ooxml
from tests.redline import judge, mutations, naive, office_judge, pairs, pandoc_judge, word_counts

FEW = (1, 2, 5, 6)


def versions(seed):
    pair = pairs.pair(seed)
    return [pairs.build(data, pair.is_draft) for data in (pair.old, pair.new)]


@pytest.fixture(scope="module")
def redlines():
    found = [versions(seed) for seed in FEW]
    return [(old, new, naive.naive(old, new)) for old, new in found]


def test_a_redline_that_replaces_everything_is_right(redlines):
    for old, new, redline in redlines:
        assert judge.differences(redline, old, new) == []
        assert judge.flaws(redline) == []
        assert pandoc_judge.differences(redline, old, new) == []


def test_another_document_is_not_right(redlines):
    for old, new, _ in redlines:
        assert judge.differences(new, old, new)
        assert pandoc_judge.differences(new, old, new)


def find(name, redline, old, new):
    """Return what the judge finds in a redline with a mutation, None where there is nothing to mutate."""
    mutated = mutations.mutate(redline, name, random.Random(1))
    if mutated is None:
        return None
    return judge.flaws(mutated) if name in mutations.FLAWS else judge.differences(mutated, old, new)


@pytest.mark.parametrize("name", [*mutations.WRONG, *mutations.FLAWS])
def test_the_judge_finds_a_mutation(name, redlines):
    found = [find(name, redline, old, new) for old, new, redline in redlines[:2]]
    assert [] not in found


@pytest.mark.parametrize("name", mutations.HARMLESS)
def test_the_judge_does_not_find_what_is_harmless(name, redlines):
    assert [find(name, redline, old, new) for old, new, redline in redlines[:2]] == [[], []]


@pytest.mark.parametrize(
    "name", ["drop_deletion", "drop_insertion", "lose_inserted_words", "swap_words", "lose_reference"]
)
def test_pandoc_finds_a_mutation(name, redlines):
    old, new, redline = redlines[0]
    assert pandoc_judge.differences(mutations.mutate(redline, name, random.Random(1)), old, new)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_mutation_is_tried_and_found():
    tried = Counter()
    for seed in range(1, 21):
        old, new = versions(seed)
        redline = naive.naive(old, new)
        for name in [*mutations.WRONG, *mutations.FLAWS]:
            found = find(name, redline, old, new)
            tried[name] += found is not None
            assert found != [], (seed, name)
    # The naive redline keeps no words, so nothing kept can be lost, and no formatting alone be changed.
    assert {name for name in mutations.WRONG if not tried[name]} == {"drop_formatting_change", "lose_kept_words"}


def test_words_are_counted(redlines):
    for old, new, redline in redlines:
        assert word_counts.changed(redline) == (len(word_counts.words(old)), len(word_counts.words(new)))
        assert word_counts.fewest(old, old) == 0
        assert word_counts.fewest(old, new) < len(word_counts.words(old) + word_counts.words(new))


def test_openxml_audit_finds_nothing_in_the_naive_redline(redlines, tmp_path):
    path = tmp_path / "redline.docx"
    path.write_bytes(redlines[0][2])
    assert "Errors: 0" in test_ooxml.audit(path).stdout


@pytest.mark.judge
@pytest.mark.timeout(300)
def test_libreoffice_finds_nothing_in_a_right_redline_and_something_in_a_wrong_one(redlines):
    wrong = [
        mutations.mutate(redlines[0][2], name, random.Random(1))
        for name in ("drop_deletion", "drop_insertion", "swap_words", "change_note_words", "lose_inserted_words")
    ]
    with TemporaryDirectory() as folder:
        results = office_judge.resolve_all([each for _, _, each in redlines] + wrong, Path(folder))
    found = [
        office_judge.differences(resolved, old, new)
        for resolved, (old, new, _) in zip(results, redlines + [redlines[0]] * len(wrong), strict=True)
    ]
    assert found[: len(redlines)] == [[]] * len(redlines)
    assert [] not in found[len(redlines) :]
