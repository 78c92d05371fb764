"""What corresponds in two sequences keeps the most words."""

from wsisc.align.common_words import count_kept_words
from wsisc.align.sequences import KEPT_WORDS, Item, align


def aligned(old, new):
    return align(old, new, KEPT_WORDS)


def texts(*words, kind="paragraph"):
    return [Item(each, (each,), kind) for each in words]


def rows(*cells):
    return [Item(each, each, f"row of {len(each)}", is_compound=True) for each in cells]


def test_the_longer_text_stays_where_two_changed_places_with_several_short_ones():
    old = texts("a long text of many words", "b", "c", "d")
    new = texts("b", "c", "d", "a long text of many words")
    assert aligned(old, new) == [(None, 0), (None, 1), (None, 2), (0, 3), (1, None), (2, None), (3, None)]


def test_an_equal_text_is_preferred_to_a_longer_one_with_its_words():
    assert aligned(texts("one two three"), texts("one x two y three z v w u", "one two three")) == [
        (None, 0),
        (0, 1),
    ]


def test_texts_of_another_kind_or_with_hardly_a_word_in_common_do_not_correspond():
    assert aligned(texts("one two"), texts("one two", kind="table")) == [(0, None), (None, 0)]
    many = " ".join(map("word{}".format, range(20)))
    assert aligned(texts(f"of {many}"), texts(f"of {many.upper()}")) == [(0, None), (None, 0)]


def test_what_lost_most_of_its_words_corresponds_if_nothing_else_is_in_its_place():
    long, [end] = " ".join(map("word{}".format, range(18))), texts("word0")
    assert aligned(texts(long), [end]) == [(0, 0)]
    assert aligned(texts(long, "another"), [end]) == [(0, None), (1, None), (None, 0)]


def test_an_equal_line_without_words_corresponds():
    assert aligned(texts("one", "***", "two"), texts("three", "***", "four")) == [
        (0, None), (None, 0), (1, 1), (2, None), (None, 2),
    ]  # fmt: skip


def test_a_heading_and_a_paragraph_correspond_if_they_have_half_of_their_words_in_common():
    old, new = (Item(each, (each,), "paragraph", form=each[0]) for each in ("a b c d", "b c x y"))
    assert aligned([old], [new]) == [(0, 0)]
    assert aligned([old], [new._replace(texts=("b c x y z",))]) == [(0, None), (None, 0)]


def test_empty_texts_correspond_in_their_order():
    assert aligned(texts("", "one", ""), texts("", "two", "")) == [(0, 0), (1, None), (None, 1), (2, 2)]


def test_rows_correspond_by_the_words_of_their_cells():
    old, new = rows(("2021", "14"), ("2022", "15")), rows(("14", "2021"), ("2022", "16"))
    assert aligned(old, new) == [(0, 0), (1, 1)]
    assert aligned(rows(("a", "b")), rows(("c", "d"))) == [(0, 0)]
    assert aligned(rows(("a", "b")), rows(("a", "b", "c"))) == [(0, None), (None, 0)]


def test_words_are_kept_in_their_order():
    assert count_kept_words(list("tbontb"), list("ntbotb")) == 5
