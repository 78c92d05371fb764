"""What is counted of a submission."""

import pytest

from tests.conftest import SAMPLE, minimal
from wsisc import source
from wsisc.calls import call as calls
from wsisc.document.prose import Reading
from wsisc.lint import statistics
from wsisc.source import model

CALL = calls.BUILT_IN.load("cstd-26")


def rows(data, call=CALL):
    return {row.place: row for row in statistics.count_parts(Reading(model.from_data(data), call))}


def test_titles_footnotes_and_captions_are_counted_and_numbers_and_addresses_as_one_word():
    found = rows(
        minimal(
            {
                "parts": {
                    "one": {"text": "Two words[^note] and [a link][x].\n\n1) An item\n2) an item\n"},
                    "two": {"text": "One.", "sections": [{"title": "A title", "text": "Two words.", "sections": []}]},
                },
                "footnotes": {"note": "A note of five words."},
                "links": {"x": "https://example.org/"},
            }
        )
    )
    assert found["one"].words == 5 + 4 + 5
    assert (found["one"].footnotes, found["one"].links) == (1, 1)
    assert found["two"].words == 1 + 2 + 2
    assert found["three"].words == found["three-a"].words + found["three-b"].words == 6
    assert found[""].words == sum(found[place].words for place in ("one", "two", "three"))
    assert (found[""].footnotes, found[""].links) == (1, 1)


UNPLACED = {"unplaced": "Left over. Two sentences with [a link][x] and a note[^n].", "links": {"x": "https://un.org/"}}


@pytest.mark.parametrize("more", [{}, UNPLACED])
def test_the_whole_is_the_sum_of_the_parts(more):
    """What has no place yet is not printed, and so not counted."""
    found = rows({**source.read(SAMPLE.read_bytes(), "a.yaml").data, **more})
    for name in ("words", "sentences", "footnotes", "links"):
        assert getattr(found[""], name) == sum(getattr(found[place], name) for place in ("one", "two", "three"))
        assert getattr(found["three"], name) == sum(getattr(found[place], name) for place in ("three-a", "three-b"))
    assert (found["one"].limit, found["two"].limit, found["three"].limit, found[""].limit) == (0.5, 2, 2, None)
    assert 2000 < found[""].words < 3000


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four…", 4),
        ("Programmes, e.g. those of Dr. J. Smith (No. 5), cost $1.5 million.", 1),
        ("It ended in 2022. 47 States took part.", 2),
        ("“It helps.” So it is said.", 2),
        ("第一句。第二句！第三句？", 3),
        ("جملة أولى. هل هذه ثانية؟", 2),
        ("No full stop", 1),
    ],
)
def test_sentences_are_counted_in_several_scripts(text, count):
    assert rows(minimal({"parts": {"one": {"text": text}}}))["one"].sentences == count


@pytest.mark.parametrize(("language", "easy", "hard"), [
    ("en", "The cat sat on the mat. It was glad.", "Interinstitutional organizational responsibilities necessitate considerable deliberations."),
    ("fr", "Le chat dort. Il est là.", "La responsabilisation institutionnelle internationale nécessite des délibérations considérables."),
    ("es", "El gato duerme. Es feliz.", "La responsabilidad institucional internacional necesita deliberaciones considerables."),
    ("ru", "Кот спит. Он рад.", "Межправительственная организационная ответственность предполагает продолжительные обсуждения."),
])  # fmt: skip
def test_what_is_easy_to_read_scores_higher(language, easy, hard):
    scores = [
        rows(minimal({"language": language, "parts": {"one": {"text": text}}}))["one"].ease for text in (easy, hard)
    ]
    assert scores[0] > 80
    assert scores[1] < 20


def test_a_language_without_a_formula_and_a_part_without_words_have_no_reading_ease():
    assert rows(minimal({"language": "zh", "parts": {"one": {"text": "中文。"}}}))["one"].ease is None
    assert rows(minimal({"parts": {"one": {"text": ""}}}))["one"].ease is None
    assert rows(minimal({"parts": {"one": {"text": ""}}}))["one"].words == 0


def test_without_a_call_nothing_is_counted():
    assert rows(minimal(), None) == {}


def test_what_is_no_submission_is_counted_as_empty():
    for data in (None, {}, [], "text", {"parts": []}, {"parts": {"one": "text"}}, {"parts": {"two": {"sections": {}}}}):
        assert rows(data)[""].words == 0
