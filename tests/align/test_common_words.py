"""The words of two texts are in spans, in order, of which the changed ones are as short as possible."""

from hypothesis import given
from hypothesis import strategies as st

from wsisc.align.common_words import Span, find_spans

texts = st.lists(st.sampled_from("abcd"), max_size=12)


def test_words_that_were_replaced_are_one_span():
    assert list(find_spans(["a", "b", "c", "d"], ["a", "x", "y", "d", "e"])) == [
        Span(True, 0, 1, 0, 1),
        Span(False, 1, 3, 1, 3),
        Span(True, 3, 4, 3, 4),
        Span(False, 4, 4, 4, 5),
    ]
    assert list(find_spans([], [])) == []


@given(texts, texts)
def test_spans_have_all_words_once(old, new):
    spans = list(find_spans(old, new))
    assert [word for span in spans for word in old[span.start : span.end]] == old
    assert [word for span in spans for word in new[span.first : span.last]] == new
    assert all((old[span.start : span.end] == new[span.first : span.last]) is span.is_same for span in spans)
