"""Words of three versions: changes of both sides are combined where an unchanged word is between them."""

import pytest

from wsisc.diff import word_merge, word_tree

NAMES = word_tree.Names({})
SIGNS = {"strong": "**", "em": "*"}


def merged(base, theirs, ours):
    """Return the merged words, each with its marks; None where changes overlap."""
    nodes = [word_tree.parse(each, NAMES) for each in (base, theirs, ours)]
    words = word_merge.merge_nodes(*nodes)
    return None if words is None else "".join(map(shown, words))


def shown(word):
    atom = word.atom
    text = f"[^{atom.name}]" if atom.name else atom.text
    return f"{text}{{{','.join(mark.name for mark in atom.marks)}}}" if atom.marks and text != " " else text


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "both"),
    [
        ("a b c d", "a x c d", "a b c y", "a x c y"),
        ("a b c d", "a c d", "a b c d e", "a c d e"),
        ("a b c d", "x y a b c d", "a b c", "x y a b c"),
        ("a b c d", "a b c d", "a b c y", "a b c y"),
        ("a b c d", "a x c y", "a x c d", "a x c y"),  # the same change of both is one
        ("a b lot of c with d", "a much of c with d", "a much of c with e", "a much of c with e"),
        ("a b c d", "a x y c d", "a x c d", None),  # the same place, and not the same change
        ("a b c d", "a x c d", "a b y d", None),  # nothing but a space between
        ("a b, c d", "a x, c d", "a b, y d", None),  # nothing but a comma between
        ("a b c d", "a c d", "a b x c d", None),
        ("a. b c. d", "a. b c. New. d", "a. x c. d", "a. x c. New. d"),
        ("a b[^n]. c d", "a b. c d", "a b[^n]. c e", "a b. c e"),
        ("a b c d", "a b[^n] c d", "a b c e", "a b[^n] c e"),
        ("a b c d", "a b[^n] c d", "a x c d", None),
        ("a b c b d e f", "a b c d e f g", "a b c d x f", "a b c d x f g"),  # removed by both, once of two
        ("one\n\ntwo three", "one two three", "one\n\ntwo four", "one two four"),
        ("one two. Three four", "one two.\n\nThree four", "one two. Three five", "one two.\n\nThree five"),
    ],
)
def test_words(base, theirs, ours, both):
    assert merged(base, theirs, ours) == both
    assert merged(base, ours, theirs) == both


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "both"),
    [
        ("a b c d e", "**a** b c d e", "a b x d e", "a{strong} b x d e"),
        ("a b c", "a **b** c", "a x c", None),
        ("a b c", "a **b** c", "a b x", "a b{strong} x"),
        ("a b c d", "**a b** c d", "a x b c d", None),  # is the new word bold?
        ("a b c", "a **b** c", "a *b* c", None),
        ("a b c", "a **b** c", "a **b** x", "a b{strong} x"),
        ("a [b c](u:x) d", "a [b c](u:y) d", "a [b c e](u:x) d", None),  # where does the new word lead?
        ("a [b c](u:x) d e", "a [b c](u:y) d e", "a [b c](u:x) d f", "a b{link:u:y} c{link:u:y} d f"),
        ("a [b](u:x) c d", "a b c d", "a [b](u:x) c e", "a b c e"),
    ],
)
def test_formatting(base, theirs, ours, both):
    assert merged(base, theirs, ours) == both
    assert merged(base, ours, theirs) == both


@pytest.mark.parametrize(
    ("ours", "both"),
    [("x b b b c d", None), ("a b b b c y", "a b b c y"), ("a b b x c d", None), ("a b b b x d", None)],
)
def test_of_equal_words_any_may_be_the_one_that_was_removed(ours, both):
    assert merged("a b b b c d", "a b b c d", ours) == both


@pytest.mark.parametrize(
    ("kept", "is_merged"),
    [("k u l m", True), ("k u l", False)],  # of words that were rewritten, some may remain by chance
)
def test_few_words_between_many_that_changed_are_a_part_of_the_change(kept, is_merged):
    old, new = f"one two three {kept} four five six", f"ten eleven twelve {kept} thirteen fourteen fifteen"
    found = merged(old, new, old.replace(" u", " x"))
    assert found == (new.replace(" u", " x") if is_merged else None)


@pytest.mark.parametrize(
    ("theirs", "ours", "both"),
    [
        ("我们在城市工作很好", "我们在农村工作不好", "我们在城市工作不好"),
        ("他们在农村工作很好", "我们去农村工作很好", None),  # one character between is half of a word
    ],
)
def test_two_characters_are_between_changes_of_chinese(theirs, ours, both):
    assert merged("我们在农村工作很好", theirs, ours) == both


@pytest.mark.parametrize(
    ("base", "theirs", "ours"),
    [
        ("a b c d e f g", "a d e b c f g", "a d e f g"),
        ("a b c d e f g h", "a c d e f b g h", "a c d x f g h"),
        ("a b c a d e f", "a b c d e a f", "a b c d x f"),
        ("w0 w1 w2 w3 w4 w5 w6", "w0 w1 w3 w4 w2 w5 w6", "w0 w1 w2 w5 w6"),  # shown as one word that was moved back
    ],
)
def test_words_that_the_author_removed_and_the_reviewer_moved_do_not_come_back(base, theirs, ours):
    assert merged(base, theirs, ours) is None


def test_arabic():
    base = "نعمل مع المدارس في كل القرى"
    assert merged(base, base.replace("المدارس", "البلدات"), base.replace("القرى", "المدن")) == (
        "نعمل مع البلدات في كل المدن"
    )


def test_what_ours_has_already_is_no_conflict():
    """A second merge of the same review finds equal words elsewhere; so does an author who wrote more than that."""
    base, theirs = "beta x y gamma x y delta one two", "gamma x y delta one two"
    assert merged(base, theirs, "gamma x y delta one six") == "gamma x y delta one six"
    assert merged("a b c d e", "a c d e", "a c f d e") == "a c f d e"
    assert merged("a b b b c d", "a b b c d", "a b b b x d") is None
