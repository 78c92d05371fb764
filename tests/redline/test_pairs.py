"""Seeds -> pairs of submissions: valid, repeatable, and of all kinds."""

from functools import cache

import pytest

from tests.redline import pairs
from tests.redline.edits import EDITS


@cache
def all_pairs():
    return [pairs.pair(seed) for seed in range(1, 401)]


def test_every_edit_occurs_in_every_language_and_nothing_and_everything():
    for language in ("en", "ar", "zh"):
        counts = pairs.count_edits([each for each in all_pairs() if each.language == language])
        assert set(EDITS) - set(counts) == set(), language
    assert any(each.old == each.new for each in all_pairs())
    assert any(each.edits == ("everything",) for each in all_pairs())
    assert any(each.is_draft for each in all_pairs())
    assert sum(len(each.edits) == 1 for each in all_pairs()) > 100
    assert max(len(each.edits) for each in all_pairs()) > 30


def test_a_seed_gives_the_same_pair():
    assert [pairs.pair(each.seed) for each in all_pairs()[:20]] == all_pairs()[:20]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_all_are_valid():
    for each in all_pairs()[:150]:
        for data in (each.old, each.new):
            assert pairs.build(data, each.is_draft)
