"""The words of two paragraphs: what a reader sees as one word is one, and nothing is lost or in another order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from wsisc.diff import word_tree
from wsisc.diff.word_changes import count_words, find_word_changes, group_words
from wsisc.diff.word_tree import Names, plain_atoms

LINKS = Names({"link": "https://a.example/"})
SIGNS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}", "formatted": "<{}>"}
MARKED = ["**word**", "*2030*", "[it](https://b.example/)", "x[^n]", "中文", "كِتاب", "2.5", "co-operation", "end."]


def text_of(atoms):
    return "".join(f"[{each.note}]" if each.note else each.text for each in atoms)


def shown(old, new):
    return "".join(SIGNS[each.action].format(text_of(each.new or each.old)) for each in find_word_changes(old, new))


def changed(old, new):
    return shown(plain_atoms(old), plain_atoms(new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The rate is 2.5 per cent.", "The rate is 2.7 per cent.", "The rate is [-2.5-]{+2.7+} per cent."),
        ("1,250 of 10:30", "1,350 of 10:45", "[-1,250-]{+1,350+} of [-10:30-]{+10:45+}"),
        ("co-operation", "cooperation", "[-co-operation-]{+cooperation+}"),
        ("it's and/or a.b@c.org", "it’s and/or a.d@c.org", "[-it's-]{+it’s+} and/or [-a.b@c.org-]{+a.d@c.org+}"),
        ("one, two", "one, three", "one, [-two-]{+three+}"),
        ("a -- b", "a -- c", "a -- [-b-]{+c+}"),
        ("a b c d", "a x y d", "a [-b c-]{+x y+} d"),  # with a space between them they are one change
        ("a b c d", "a b x c d", "a b {+x +}c d"),
        ("a, b, c the", "the x y z, v", "[-a, b, c -]the{+ x y z, v+}"),  # one word is worth more than a few signs
        ("我们在学校工作。", "我们在中学校里工作。", "我们在{+中+}学校{+里+}工作。"),
        ("كِتاب جديد", "كُتب جديد", "[-كِتاب-]{+كُتب+} جديد"),  # a mark is never apart from its letter
        ("", "a", "{+a+}"),
        ("a", "", "[-a-]"),
        ("", "", ""),
    ],
)
def test_words_are_compared_as_a_reader_sees_them(old, new, expected):
    assert changed(old, new) == expected


def marked(text):
    blocks = word_tree.parse(text, LINKS).children
    return blocks[0].atoms if blocks and blocks[0].kind == "paragraph" else ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It was done.", "It **was** done.", "It <was> done."),
        ("[it](https://a.example/) is", "[it](https://b.example/) is", "<it> is"),
        ("[it][link] is", "[it](https://a.example/) is", "it is"),
        ("one[^a] two", "one two", "one[-[a]-] two"),
        ("*one* two", "one **two**", "<one> <two>"),
    ],
)
def test_words_whose_formatting_alone_changed_are_kept(old, new, expected):
    assert shown(marked(old), marked(new)) == expected


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("one, two - three", 3), ("2.5 co-operation", 2), ("学校。", 2), ("(…) —", 0)]
)
def test_words_are_counted_without_signs(text, count):
    assert count_words(plain_atoms(text)) == count


paragraphs = st.lists(st.sampled_from([*strategies.WORDS, *MARKED]), max_size=12).map(" ".join).map(marked)


@given(paragraphs, paragraphs)
def test_the_words_of_both_are_all_there_in_order(old, new):
    found = find_word_changes(old, new)
    assert tuple(atom for each in found for atom in each.old) == old
    assert tuple(atom for each in found for atom in each.new) == new
    for each in found:
        assert {"removed": not each.new, "added": not each.old}.get(each.action, len(each.old) == len(each.new))
        if each.action in ("same", "formatted"):
            pairs = list(zip(each.old, each.new, strict=True))
            assert all((one.text, one.note) == (other.text, other.note) for one, other in pairs)
            assert all((one.marks == other.marks) is (each.action == "same") for one, other in pairs)


@given(paragraphs)
def test_equal_words_have_no_change(words):
    assert [each.action for each in find_word_changes(words, words)] == (["same"] if words else [])


@given(paragraphs)
def test_words_are_grouped_without_loss(words):
    assert tuple(atom for group in group_words(words) for atom in group) == words
