"""In the Word file of any submission, the rules find what they find in its import: the same codes at the same words."""

import unicodedata
from collections import Counter

import hypothesis
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from tests.conftest import examples, many
from tests.importer import alike, made_up
from tests.importer.built import SLOW, built
from tests.review import ranges
from tests.review.annotated import OF_BUILDS, codes_about_word, reviewed
from wsisc.review.placement import find_characters, read_passages
from wsisc.source.model import Part

SENTENCES = st.lists(
    st.sampled_from(
        [
            "The UN Secretary General asked *Cape Verde* again.",
            "By 2030 , the sustainable development goals (SDG) are met in Swaziland.",
            "It was organised in 1,5 % of the 5000000 schools and universities - as planned.",
            "**Note:** the Republic of Cape Verde, the [Czech Republic](https://example.org/a) and the ITU agree.",
            "The “World Summit of the Information Society” was held in 3 cities.",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


def plain(words):
    """Return words without the characters that no one sees, at whose side a comment may end."""
    return " ".join("".join(each for each in words if unicodedata.category(each) != "Cf").split())


def words_found(checked):
    """Return the codes of the check of an import, each with its words, where it is about characters of a text."""
    passages = read_passages(checked.submission)
    found = Counter()
    for each in checked.diagnostics:
        texts = [passage for passage in passages if passage.path == each.path and passage.starts]
        inside = [passage for passage in texts if each.offsets and passage.starts[0] <= each.offsets[0]]
        if inside:
            start, end = find_characters(inside[-1], *each.offsets)
            if words := plain(inside[-1].display_text[start:end]):
                found[each.code, words] += 1
    return found


def is_found_again(submission, text):
    first, *others = submission.parts
    parts = (first._replace(text=text), *others) if first.id == "one" else (Part("one", text), *submission.parts)
    _, checked, found = reviewed(alike.stripped(built(submission._replace(parts=parts))))
    assert codes_about_word(found.checked_file.diagnostics) == codes_about_word(checked.diagnostics)
    expected = Counter({key: count for key, count in words_found(checked).items() if key[0] not in OF_BUILDS})
    reported = Counter((each.code, plain(each.words)) for each in found.checked_file.diagnostics)
    assert not expected - reported
    marked = ranges.marked_words(found.content)
    shown = Counter(plain(marked[id]) for id in ranges.comments(found.content))
    placed = [each for each in found.checked_file.diagnostics if not each.label.startswith(("footnote", "figure"))]
    assert not Counter(plain(each.words) for each in placed if each.words) - shown


@hypothesis.given(made_up.submissions(), SENTENCES)
@settings(max_examples=examples(4, 15), **SLOW)
def test_every_word_is_found_again(submission, text):
    is_found_again(submission, text)


@pytest.mark.long
@pytest.mark.timeout(1200)
@hypothesis.given(made_up.submissions(), SENTENCES)
@settings(max_examples=many(80), **SLOW)
def test_the_words_of_two_hundred_submissions_are_found_again(submission, text):
    is_found_again(submission, text)
