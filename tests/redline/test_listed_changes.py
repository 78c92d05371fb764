"""Text, JSON, page and Word file of a comparison list the same changes: the same words removed and added, alike in extent."""

import pytest

from tests.redline import listed_changes, pairs
from wsisc.api import create_redline
from wsisc.engines import pandoc

_QUICK, _SLOW = 12, 500
# Pairs in which formats once differed: a replaced paragraph with few of the same words, one that was split, or became
# an item, a text that got a heading, a section that moved, a table with other rows and columns.
_KNOWN = (52, 74, 86, 102, 104, 122, 134, 170, 1080, 1253, 1366)


@pytest.fixture(scope="module", autouse=True)
def _warm():
    pandoc.keep_warm()


def find_differences(seed):
    """Return where the formats list different changes of a pair: by format, what it has in excess, and what not."""
    versions = pairs.compare_versions(pairs.pair(seed))
    word, json, text, page = (create_redline(versions, format) for format in ("docx", "json", "text", "html"))
    of_word, of_json = listed_changes.of_word(word, versions), listed_changes.of_whole_json(json)
    found = {
        "docx": (of_word, listed_changes.of_json(json, versions, of_word)),
        "text": (listed_changes.of_text(text), of_json),
        "page": (listed_changes.of_page(page), of_json),
    }
    return {name: (own - other, other - own) for name, (own, other) in found.items() if own != other}


@pytest.mark.parametrize("seed", [*range(1, _QUICK + 1), *_KNOWN])
def test_all_formats_list_the_same_changes(seed):
    assert find_differences(seed) == {}


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_all_formats_list_the_same_changes_of_many_pairs():
    found = {seed: find_differences(seed) for seed in range(1001, 1001 + _SLOW)}
    assert {seed: differences for seed, differences in found.items() if differences} == {}
