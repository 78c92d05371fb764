"""Changes at the ends of paragraphs, and in the last one: every reader resolves them rightly, and few words change."""

import pytest

from tests.redline import judge, pairs, pandoc_judge, word_counts
from tests.redline.run import AUTHOR, DATE, judge_by_office
from wsisc.writers.redline import redline

_WORDS = "Schools share what they learn with libraries nearby"
_TABLE = "| Year | Schools |\n|---|---|\n| 2021 | 14 |"
_WIDE = "\n".join(f"|{'|'.join(each * 14)}|" for each in (["communities"], ["---"], ["participation"]))
_NOTE = "The ministry counted them twice, in spring and in autumn."

# The end of the document in OLD and NEW, and how many words change.
CASES = {
    "words, then a paragraph, are added at the end": (_WORDS, f"{_WORDS} every year\n\nOthers follow", 4),
    "words are added before an added paragraph": (f"{_WORDS}\n\nEnd", f"{_WORDS} now\n\nOthers follow\n\nEnd", 3),
    "words are added before an added item": (f"{_WORDS}\n\nEnd", f"{_WORDS} now\n\n- Others follow\n\nEnd", 3),
    "words are added before an added paragraph and a table": (
        f"{_WORDS}\n\n{_TABLE}",
        f"{_WORDS} now\n\nMore\n\n{_TABLE}",
        2,
    ),
    "last words are replaced before an added paragraph": (
        f"{_WORDS} soon\n\nEnd",
        f"{_WORDS} now\n\nOthers follow\n\nEnd",
        4,
    ),
    "words are added before an added paragraph that ends a section": (  # then the last word is replaced
        f"{_WORDS}\n\nEnd",
        f"{_WORDS} now\n\nMore\n\n{_WIDE}\n\nEnd",
        2 + 2 + 28,
    ),
    "a wide table is added": (f"{_WORDS}\n\nEnd", f"{_WORDS} now\n\n{_WIDE}\n\nEnd", 1 + 28),
    "a wide table is removed": (f"{_WORDS}\n\n{_WIDE}\n\nEnd", f"{_WORDS} now\n\nEnd", 1 + 28),
    "the last paragraph is removed, a table and a quotation are added": (
        f"{_WORDS}\n\n- End",
        f"{_WORDS}\n\n{_TABLE}\n\n> Others follow",
        4 + 3,
    ),
    "a table and a paragraph are added at the end": (_WORDS, f"{_WORDS}\n\n{_TABLE}\n\nOthers follow", 4 + 2),
    "a table and a paragraph are removed at the end": (f"{_WORDS}\n\n{_TABLE}\n\nOthers follow", _WORDS, 4 + 2),
    "a table is added at the end": (_WORDS, f"{_WORDS}\n\n{_TABLE}", 4),
    "a table is removed at the end": (f"{_WORDS}\n\n{_TABLE}", _WORDS, 4),
    "another last paragraph follows a table": (f"{_TABLE}\n\n{_WORDS}", f"{_TABLE}\n\n> Others follow", 10),
    "the header of a table is removed": (
        f"{_TABLE}\n| 2022 | 15 |",
        "| 2021 | 14 |\n|---|---|\n| 2022 | 15 |",
        2,
    ),
    "a header is put before that of a table": (
        "| 2021 | 14 |\n|---|---|\n| 2022 | 15 |",
        f"{_TABLE}\n| 2022 | 15 |",
        2,
    ),
    "a paragraph is split, and another added between both": (
        f"{_WORDS}. Nobody pays for it in any of them.",
        f"{_WORDS}.\n\nOthers follow\n\nNobody pays for it in any of them.",
        2,
    ),
    "a sentence loses its end": (f"{_WORDS}.", "Schools.", 7),
    "a reference moves by a word": (f"{_WORDS}[^a] today", f"{_WORDS} today[^a]", 2),
}

_FIRST, _SECOND, _THIRD = "Counted twice, in spring and autumn.", "Islands are left out here.", "Figures of 2021."

# The paragraphs of a footnote in OLD and NEW, and how many words change. LibreOffice loses words of a note that stay
# behind a removed mark, so some more change there.
NOTES = {
    "the second of three is removed": ([_FIRST, _SECOND, _THIRD], [_FIRST, _THIRD], 5),
    "the second of three is added": ([_FIRST, _THIRD], [_FIRST, _SECOND, _THIRD], 5),
    "the first is removed": ([_FIRST, _SECOND], [_SECOND], 16),
    "the first is added": ([_SECOND], [_FIRST, _SECOND], 16),
    "two are joined": ([_FIRST, _SECOND, _THIRD], [f"{_FIRST} {_SECOND}", _THIRD], 10),
    "one is split": ([f"{_FIRST} {_SECOND}", _THIRD], [_FIRST, _SECOND, _THIRD], 10),
    "the second becomes an item": ([_FIRST, _SECOND, _THIRD], [_FIRST, f"- {_SECOND}", _THIRD], 0),
    "two are replaced by one": ([_FIRST, _SECOND, _SECOND, _THIRD], [_FIRST, "Others follow.", _THIRD], 12),
    "the last two are removed": ([_FIRST, _SECOND, _THIRD], [_FIRST], 8),
    "the first two are removed, the last changes": ([_FIRST, _SECOND, _THIRD], ["Figures of 2022."], 17),
    "a third is added at the end": ([_FIRST, _SECOND], [_FIRST, _SECOND, _THIRD], 3),
    "the third of three is removed": ([_FIRST, _SECOND, _THIRD], [_FIRST, _SECOND], 3),
    "words end before an added one": ([_FIRST, _THIRD], [f"{_FIRST} Now", _SECOND, _THIRD], 6),
}


def describe(text, note=_NOTE):
    data = {"wsisc": 1, "call": "cstd-26", "language": "en", "title": "A title", "entity": {"name": "An entity"}}
    data["parts"] = {"one": {"text": "One."}, "two": {"text": "Two."}, "three": {"a": {"text": "Three."}}}
    data["parts"]["three"]["b"] = {"text": text}
    if "[^a]" in text:
        data["footnotes"] = {"a": note}
    return data


def versions(case):
    if case in NOTES:
        data = [describe(f"{_WORDS}[^a]", "\n\n".join(note)) for note in NOTES[case][:2]]
    else:
        data = [describe(text) for text in CASES[case][:2]]
    old, new = (pairs.build(each, is_draft=True) for each in data)
    return old, new, redline(old, new, pairs.compare(*data), AUTHOR, DATE)


@pytest.mark.parametrize("case", [*CASES, *NOTES])
def test_the_judges_find_nothing(case):
    old, new, changed = versions(case)
    assert [*judge.differences(changed, old, new), *judge.flaws(changed)] == []
    assert pandoc_judge.differences(changed, old, new) == []
    assert sum(word_counts.changed(changed)) == (CASES | NOTES)[case][2]


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_libreoffice_finds_nothing():
    cases = [*CASES, *NOTES]
    found = judge_by_office([versions(case) for case in cases])
    assert dict(zip(cases, found, strict=True)) == {case: [] for case in cases}
