"""The last check of a merge: exactly what nothing accounts for is found; and what only the author changed."""

import pytest

from tests.merge.versions import digests, paragraph, sides, submission, word_file
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.merge.component_accounting import MergeInputs, find_unaccounted, find_unreported
from wsisc.readers.word.content import Numbering

HOME = "https://example.org/"


def data(text, **more):
    return {"parts": {"one": {"text": text}}, **more}


def unaccounted(base, theirs, merged, changes=(), ours=None, **files):
    """Return what is found, by what happened to it, its kind, and its words."""
    inputs = MergeInputs(sides(base, theirs, base if ours is None else ours), **files)
    found = find_unaccounted(inputs, submission(merged), list(changes))
    assert all((each.verdict, each.path) == ("refused", ()) for each in found)
    return [(each.action, each.label, each.old or each.new) for each in found]


A, AB, AC = data("alpha"), data("alpha beta"), data("alpha gamma")


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "merged", "found"),
    [
        (A, AB, A, AB, []),
        (A, AB, A, A, [("added", "words", "beta")]),
        (AB, A, AB, AB, [("removed", "words", "beta")]),
        (AB, A, AB, A, []),
        (A, A, AB, AB, []),  # what the author added
        (A, A, AB, A, []),  # both of what was sent out and what is there now are right
        (A, A, A, AB, [("removed", "words", "beta")]),  # nobody wrote it
        (A, AB, AB, AB, []),  # both did the same
    ],
)
def test_words_are_counted_on_all_sides(base, theirs, ours, merged, found):
    assert unaccounted(base, theirs, merged, ours=ours) == found


@pytest.mark.parametrize(
    ("change", "is_reported"),
    [
        (Change(action=ChangeAction.ADDED, kind=ChangeKind.PARAGRAPH, new="beta", verdict=Verdict.REFUSED), True),
        (Change(action=ChangeAction.ADDED, kind=ChangeKind.PARAGRAPH, verdict=Verdict.CONFLICT, proposal="beta"), True),
        (Change(action=ChangeAction.ADDED, kind=ChangeKind.PARAGRAPH, new="beta"), False),
        (Change(action=ChangeAction.ADDED, kind=ChangeKind.PARAGRAPH, new="gamma", verdict=Verdict.REFUSED), False),
    ],
)
def test_what_was_reported_is_accounted_for(change, is_reported):
    assert (unaccounted(A, AB, A, [change]) == []) is is_reported


def test_links_footnotes_and_figures_are_counted():
    linked = data("[alpha][home]", links={"home": HOME})
    assert unaccounted(A, linked, A) == [("added", "link", HOME)]
    assert (
        unaccounted(
            A,
            linked,
            A,
            [
                Change(
                    action=ChangeAction.ADDED,
                    kind=ChangeKind.COMPONENT,
                    label="link",
                    new=HOME,
                    verdict=Verdict.REFUSED,
                )
            ],
        )
        == []
    )
    assert (
        unaccounted(
            A,
            linked,
            A,
            [
                Change(
                    action=ChangeAction.ADDED,
                    kind=ChangeKind.COMPONENT,
                    label="link",
                    new="elsewhere",
                    verdict=Verdict.REFUSED,
                )
            ],
        )
        != []
    )
    noted = data("alpha[^n]", footnotes={"n": "alpha"})
    assert unaccounted(A, noted, data("alpha alpha")) == [("added", "footnote", "")]
    pictured = data("alpha\n\n![map]", figures={"map": {"file": "m.png", "alt": "Alt"}})
    assert unaccounted(A, pictured, A) == [("added", "figure", "")]


def test_an_image_that_no_change_names():
    pictured = data("![map]\n", figures={"map": {"file": "m.png", "alt": "Alt"}})
    three = sides(pictured, images=digests("1", "2", "1"))
    assert [each.new for each in find_unaccounted(MergeInputs(three), three.ours, [])] == ["image 2"]
    reported = Change(
        action=ChangeAction.CHANGED, kind=ChangeKind.IMAGE, old="m.png", new="image 2", verdict=Verdict.REFUSED
    )
    assert find_unaccounted(MergeInputs(three), three.ours, [reported]) == []


def test_words_are_those_of_the_word_files_where_these_are_known():
    sent, reviewed = word_file("alpha"), word_file("alpha beta")
    assert unaccounted(A, A, A, sent=sent, reviewed=reviewed) == [("added", "words", "beta")]
    numbered = Numbering("1", 0, "decimal", "1.", 1)
    assert (
        unaccounted(A, A, data("alpha 1"), sent=sent, reviewed=word_file(paragraph("alpha", numbering=numbered))) == []
    )


@pytest.mark.parametrize(("title", "found"), [("12) alpha", []), ("123) alpha", [("added", "words", "123")])])
def test_a_number_before_a_title_has_up_to_two_digits(title, found):
    sent, reviewed = (word_file(paragraph(each, outline=1)) for each in ("alpha", title))
    assert unaccounted(A, A, A, sent=sent, reviewed=reviewed) == found


def test_the_words_of_a_note_stay_where_its_removal_was_not_applied():
    base, theirs = data("alpha[^n]", footnotes={"n": "beta"}), data("gamma")
    left = Change(
        action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, old="alpha", new="gamma", verdict=Verdict.CONFLICT
    )
    assert unaccounted(base, theirs, base, [left]) == []
    assert ("removed", "words", "beta") in unaccounted(base, theirs, data("gamma[^n]", footnotes={"n": "beta"}))


TEXT = ("parts", "one", "text")


SENT = data("First.\n\nSecond.")


@pytest.mark.parametrize(
    ("ours", "count", "places"),
    [
        (SENT, 0, []),
        (data("First.\n\n*Second.*"), 0, []),
        (data("First.\n\nAnother."), 1, [(TEXT, "Another.")]),
        (data("First."), 1, []),
        (data("New.\n\nNewer.\n\nFirst.\n\nSecond."), 2, [(TEXT, "New."), (TEXT, "Newer.")]),
        (data("First.\n\nSecond.", title="Another title"), 1, [(("title",), "Another title")]),
    ],
)
def test_what_only_the_author_changed(ours, count, places):
    assert find_unreported(sides(SENT, SENT, ours), []) == (count, places)


def test_what_a_change_reports_is_not_counted():
    ours = data("First.\n\nAnother.")
    change = Change(
        action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, path=TEXT, old="Second.", new="Third.", quote="Another."
    )
    assert find_unreported(sides(SENT, data("First.\n\nThird."), ours), [change]) == (0, [])
    assert find_unreported(sides(SENT, data("First.\n\nThird."), ours), []) == (1, [(TEXT, "Another.")])


def test_words_that_are_not_printed_are_not_compared():
    ours = data("First.\n\nSecond.", contact={"name": "Ada", "email": "ada@example.org"})
    assert find_unreported(sides(SENT, SENT, ours), []) == (0, [])
