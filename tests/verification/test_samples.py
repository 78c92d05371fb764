"""What a comparison says of two Word files, for pairs of the samples of the reader, and of two sources: goldens."""

import pytest

from tests.conftest import as_yaml, minimal
from tests.readers.samples import SAMPLES
from wsisc import source
from wsisc.readers.perception import differences
from wsisc.readers.word import reader as word
from wsisc.source import model
from wsisc.verification import item_differences, verify_content, word_differences

FILES = {**SAMPLES["flow"], **SAMPLES["beside"]}
NAMES = list(FILES)
PAIRS = list(zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True))


def test_each_sample_compared_with_the_next(golden):
    lines = []
    for one, other in PAIRS:
        lines.append(f"=== {one} | {other}")
        for is_reported, is_layout_ignored in ((False, True), (True, False)):
            found = item_differences.compare_word_files(FILES[one], FILES[other], is_reported, is_layout_ignored)
            lines += [f"{'(layout) ' * each.is_look}{each.line}" for each in found]
        lines += [f"hidden: {each.line}" for each in item_differences.find_hiding_styles(FILES[one], FILES[other])]
    golden("compared-samples.txt", "\n".join([*lines, ""]))


def test_what_no_submission_can_hold(golden):
    lines = []
    for one, other in PAIRS:
        base, revised = word.read(FILES[one]), word.read(FILES[other])
        wording = [each.text for each in base.blocks if hasattr(each, "text")][:1]
        lines += [
            f"=== {one} | {other}",
            ", ".join(differences.find_differences(base, revised)),
            *differences.find_unrepresentable(base, revised, wording),
        ]
        assert differences.find_differences(base, base) == []
        assert list(differences.find_unrepresentable(base, base, wording)) == []
    golden("unrepresentable.txt", "\n".join([*lines, ""]))


BASE = {
    "parts": {
        "two": {
            "text": "First line.\n\nSecond *line* with [words][l].",
            "sections": [{"title": "A", "text": "x"}, {"title": "B"}],
        }
    },
    "links": {"l": "https://a.example"},
}
CHANGES = [
    {"title": "Another title"}, {"date": "2024-01-01"}, {"parts": {"two": {"text": "First line.\n\nSecond **line** with [words][l]."}}}, {"parts": {"two": {"text": "First line.\n\nSecond *line* with [other words][l]."}}},
    {"parts": {"two": {"sections": [{"title": "A", "text": "y"}, {"title": "B"}]}}}, {"parts": {"two": {"sections": [{"title": "A", "text": "x"}]}}}, {"links": {"l": "https://b.example"}}, {"parts": {"two": {"tags": {"sdgs": [1]}}}}, {},
]  # fmt: skip


def test_the_first_difference_of_two_sources(golden):
    lines = []
    parsed = source.read(as_yaml(minimal(BASE)), "a.yaml")
    ours = model.from_data(parsed.data)
    for changes in CHANGES:
        merged = minimal(BASE)
        other = minimal(
            {
                **changes,
                "parts": {"two": {**BASE["parts"]["two"], **changes.get("parts", {}).get("two", {})}},
                "links": changes.get("links", BASE["links"]),
            }
        )
        assert merged["parts"]["two"] == BASE["parts"]["two"]
        carried = model.from_data(other)
        lines.append(f"{changes}\n    {verify_content.describe_first(parsed, ours, carried)}")
    golden("first-differences.txt", "\n".join([*lines, ""]))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a b c d e", "a b c X e", ('"a b c d"', '"a b c X"')), ("a b c d e f", "a b c d X f", ('"… b c d e"', '"… b c d X"')), ("a", "b", ('"a"', '"b"')), ("a b", "a b c", ('"a b"', '"a b c"')), ("", "x", ('""', '"x"')),
    ],
)  # fmt: skip
def test_a_difference_is_quoted_with_the_words_before_it(one, other, expected):
    assert word_differences.quote_difference(one, other) == expected
