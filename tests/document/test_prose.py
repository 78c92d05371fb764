"""Texts become passages: plain words with their kind, and the marks on them where they are."""

import tracemalloc

import pytest

from tests.conftest import minimal
from wsisc.document.prose import FOREIGN_MASK, Reading
from wsisc.lint import rules
from wsisc.source import model
from wsisc.source.markup import richtext

LINKS = {"links": {"home": "https://a.example/"}, "footnotes": {"n": "A note."}}


def passages(text, **changes):
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}, **LINKS, **changes}))
    return [each for each in Reading(submission, None).passages if each.path == ("parts", "one", "text")]


def marks(text):
    [passage] = passages(text)
    return [(each.kind, passage.text[each.start : each.end], each.target) for each in passage.marks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [the page][home] here.", [("link", "the page", "home")]),
        ("See [a](https://b.example/) here.", [("link", "a", "https://b.example/")]),
        ("It is *so* and **thus**.", [("em", "so", ""), ("strong", "thus", "")]),
        ("**It *is* so.**", [("em", "is", ""), ("strong", "It is so.", "")]),
        ("Plain words.", []),
    ],
)
def test_marks_are_where_their_words_are(text, expected):
    assert sorted(marks(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo\nthree.", [("paragraph", "One."), ("paragraph", "Two three.")]),
        ("- One\n- Two", [("item", "One"), ("item", "Two")]),
        ("> One\n\nTwo", [("quotation", "One"), ("paragraph", "Two")]),
        ("| a | b |\n|---|---|\n| c | d |", [("cell", "a"), ("cell", "b"), ("cell", "c"), ("cell", "d")]),
        ("- One\n\n  > Two\n\nThree", [("item", "One"), ("quotation", "Two"), ("paragraph", "Three")]),
    ],
)
def test_passages_have_the_kind_of_their_block(text, expected):
    assert [(each.kind, " ".join(each.text.split())) for each in passages(text)] == expected


def test_what_is_quoted_or_a_title_is_nobodys_own_wording():
    [passage] = passages('He said "a *big* word" of the *Title* here.')
    own = [passage.is_own_wording(passage.text.index(word), "em") for word in ("He", "word", "Title", "here")]
    assert own == [True, False, False, True]
    assert passage.is_own_wording(passage.text.index("Title"))
    start = passage.text.index("Title")
    assert passage.is_evenly_marked(start, start + 5)
    assert not passage.is_evenly_marked(start - 1, start + 5)


def test_the_words_of_a_foreign_phrase_are_masked():
    [passage] = passages("The [*organisation* colour]{lang=fr} was so.")
    mask = FOREIGN_MASK * 12
    assert passage.text == f"The {mask} {FOREIGN_MASK * 6} was so."
    assert passage.display_text == "The organisation colour was so."
    assert [(each.kind, each.target) for each in passage.marks] == [("em", ""), ("language", "fr")]


def test_rules_of_the_language_of_the_text_leave_foreign_phrases_alone():
    words = "the organisation had a program in Burma , the World Summit of Information Society and 15%"
    found = {
        text: {
            finding.message
            for code in ("country-name", "official-name", "per-cent", "punctuation", "spelling")
            for finding in rules.load(code).check(
                Reading(model.from_data(minimal({"parts": {"one": {"text": f"It was {text} so."}}})), None)
            )
        }
        for text in (words, f"[{words}]{{lang=fr}}")
    }
    assert len(found[words]) >= 4
    assert found[f"[{words}]{{lang=fr}}"] == set()


@pytest.mark.parametrize("mark", "。，；؟،")
def test_only_an_address_is_masked_not_the_text_behind_the_mark_that_ends_it(mark):
    [passage] = passages(f"https://a.example/x{mark}后面的话")
    assert passage.text.endswith(f"{mark}后面的话")
    assert "example" not in passage.text


def test_the_places_of_letters_take_little_memory():
    text = "\n\n".join([f"The *long* text {'goes on ' * 80}and ends."] * 200)
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}}))
    richtext.parse(text, frozenset())
    reading = Reading(submission, None)
    tracemalloc.start()
    letters = sum(len(passage.text) for passage in reading.passages)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert letters > 100_000
    assert taken < 30 * letters
