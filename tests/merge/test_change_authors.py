"""Changes have their authors, and forbidden characters are counted."""

from dataclasses import replace

import pytest

from tests.merge.versions import paragraph, word_file
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.importer.clean.clean_content import give_origins
from wsisc.merge import change_authors, notes
from wsisc.readers.word.content import (
    Cell,
    FormattingChange,
    Paragraph,
    Row,
    Run,
    Table,
    TrackedChange,
    WordComment,
    all_paragraphs,
)

ADDED, DELETED = TrackedChange("insertion", "Ada", "2024-01-02"), TrackedChange("deletion", "Bob", "2024-01-03")
EDITED = word_file(Paragraph((Run("Some "), Run("new", change=ADDED), Run("old", change=DELETED), Run(" words."))))


def add_authors(content, changes, names=()):
    return change_authors.add_authors(give_origins(content), changes, names)


def signed(content, old, new, names=(), **more):
    [found] = add_authors(
        content, [Change(action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, old=old, new=new, **more)], names
    )
    return found.author, found.date, found.is_tracked


@pytest.mark.parametrize(
    ("old", "new", "author"),
    [
        ("Some old words.", "Some new words.", ("Ada, Bob", "2024-01-03", True)),
        ("", "Some new words.", ("Ada, Bob", "2024-01-03", False)),  # words of it were not added
        ("Some other words.", "Some new words.", ("Ada, Bob", "2024-01-03", False)),
        ("Nothing.", "Anything with new in it.", ("", "", False)),  # tracked words elsewhere say nothing on it
        ("Any old thing.", "Nothing.", ("", "", False)),
        ("Nothing.", "Nothing else.", ("", "", False)),
    ],
)
def test_a_change_is_signed_by_those_who_tracked_it(old, new, author):
    assert signed(EDITED, old, new) == author


def test_changes_of_other_people_do_not_count():
    assert signed(EDITED, "Some old words.", "Some new words.", ["Ada"])[0] == "Ada"
    put_in_and_deleted = TrackedChange("deletion", "Bob", "2024", "Ada")
    content = word_file(Paragraph((Run("Some "), Run("word", change=put_in_and_deleted))))
    assert signed(content, "", "Some word", ["Ada"])[0] == "Ada"
    assert signed(content, "", "Some word", ["Cy"]) == ("", "", False)


def letters_of(content, *numbers):
    """Return the addresses of the letters of some paragraphs, by their numbers."""
    paragraphs = [*all_paragraphs(give_origins(content).blocks, {})]
    return tuple(origin for number in numbers for origin in paragraphs[number].origins)


@pytest.mark.parametrize("words", ["abc", "a", " "])
def test_a_change_is_found_where_its_words_are_however_short_it_is(words):
    content = word_file(Paragraph((Run("Text "), Run(words, change=ADDED), Run(" of it"))), "Text another")
    for number, author in enumerate(["Ada", ""]):
        assert signed(content, "", "any", received_origins=letters_of(content, number))[0] == author


def test_a_number_before_a_title_does_not_matter():
    content = word_file(Paragraph((Run("12345678 "), Run("Ny ", change=ADDED), Run("title"))))
    assert signed(content, "title", "Ny title", received_origins=letters_of(content, 0)[9:])[0] == "Ada"


def test_sentences_that_two_people_repeat_are_each_of_its_author():
    """Both were shown as "Ada, Bob": the words of one tracked change are among those of the other paragraph."""
    new = "The same sentence."
    by_ada, by_bob = (TrackedChange("insertion", name, "2024") for name in ("Ada", "Bob"))
    content = word_file(
        Paragraph((Run("First. "), Run(new, change=by_ada))), Paragraph((Run("Second. "), Run(new, change=by_bob)))
    )
    changes = [
        Change(
            action=ChangeAction.CHANGED,
            kind=ChangeKind.PARAGRAPH,
            old="Any.",
            new=f"Any. {new}",
            received_origins=letters_of(content, number),
        )
        for number in (0, 1)
    ]
    assert [change.author for change in add_authors(content, changes)] == ["Ada", "Bob"]


def test_names_have_500_characters_at_most():
    many = [TrackedChange("insertion", f"{index:03} {'x' * 96}", "") for index in range(6)]
    content = word_file(Paragraph(tuple(Run("new ", change=each) for each in many)))
    assert len(signed(content, "", "new new new new new new")[0]) == 500


def test_paragraphs_that_were_joined_or_parted_are_known():
    parted = word_file(Paragraph((Run("One. "),), change=ADDED), paragraph("Two."))
    assert signed(parted, "One. Two.", "Two.")[0] == "Ada"
    joined = word_file(Paragraph((Run("One. "),), change=DELETED), paragraph("Two."))
    assert signed(joined, "Two.", "One. Two.")[0] == "Bob"


def test_paragraphs_that_were_joined_or_parted_explain_a_change_of_both():
    joined = word_file(Paragraph((Run("One."),), change=DELETED), paragraph(" Two."))
    assert signed(joined, "One. ¶ Two.", "One. Two.") == ("Bob", "2024-01-03", True)
    parted = word_file(Paragraph((Run("One."),), change=ADDED), paragraph(" Two."))
    assert signed(parted, "One. Two.", "One. ¶ Two.") == ("Ada", "2024-01-02", True)


def edited(old, new, deleted, added):
    return Paragraph((Run("All "), Run(old, change=deleted), Run(new, change=added)))


def test_equal_changes_are_each_of_one_person():
    by_bob = (TrackedChange("deletion", "Bob", "2024-01-03"), TrackedChange("insertion", "Bob", "2024-01-03"))
    by_ada = (TrackedChange("deletion", "Ada", "2024-01-02"), TrackedChange("insertion", "Ada", "2024-01-02"))
    content = word_file(edited("12", "15", *by_ada), edited("12", "15", *by_bob))
    change = Change(action=ChangeAction.CHANGED, kind=ChangeKind.CELL, old="All 12", new="All 15")
    places = [letters_of(content, number) for number in (0, 1)]
    changes = [replace(change, sent_origins=place, received_origins=place) for place in places]
    assert [change.author for change in add_authors(content, changes)] == ["Ada", "Bob"]
    assert add_authors(content, [change])[0].author == "Ada, Bob"


def test_words_that_a_paragraph_explains_sign_no_other_change():
    content = word_file(Paragraph((Run("One"), Run(" training", change=ADDED))), "Two training")
    changes = [
        Change(action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, old=old, new=f"{old} training")
        for old in ("One", "Two")
    ]
    found = add_authors(content, changes)
    assert [(each.author, each.is_tracked) for each in found] == [("Ada", True), ("", False)]


def test_rows_and_formatting_are_known():
    cells = (Cell((paragraph("a"),)), Cell((paragraph("b"),)))
    table = word_file(Table((Row(cells, change=ADDED),)))
    assert signed(table, "", "a b", received_origins=letters_of(table, 0, 1)) == ("Ada", "2024-01-02", True)
    assert change_authors.find_authors(table) == ["Ada"]
    start = letters_of(word_file("Some words."), 0)[5]
    bold = word_file("Some words.", formatting_changes=(
        FormattingChange("words", "Cy", "2024", "bold", "words", "Some words.", start, start + 5),))  # fmt: skip
    assert signed(bold, "Some words.", "Some words.", formatted=("Some words.", "Some **words**.")) == (
        "Cy", "2024", True,
    )  # fmt: skip
    assert change_authors.find_authors(bold) == ["Cy"]


def test_other_marks_alone_are_shown():
    change = Change(
        action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, old="a b", new="a b", formatted=("a b", "a **b**")
    )
    [found] = add_authors(word_file("a b"), [change])
    assert (found.old, found.new) == ("a b", "a **b**")


def test_struck_words_count_as_deleted():
    content = word_file(Paragraph((Run("Some "), Run("old", struck=True))))
    gone = Change(action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, old="Some old", new="Some")
    assert add_authors(content, [gone])[0].reason
    for other in (Change(action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, old="Some", new="Some"),
                  Change(action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, old="Some old", new="Some", verdict=Verdict.CONFLICT)):  # fmt: skip
        assert add_authors(content, [other])[0].reason == ""


def test_forbidden_characters_are_counted_one_by_one():
    content = word_file("a\u200bb\ufffe", "tab\tis fine", comments=(WordComment("1", "", "", "\u200b"),))
    assert notes.count_forbidden(content) == {"\u200b": 2, "\ufffe": 1}


def authors(*paragraphs, changes):
    found = add_authors(
        word_file(*paragraphs),
        [Change(action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, old=old, new=new) for old, new in changes],
    )
    return [change.author for change in found]


def test_a_paragraph_next_to_one_of_another_person_is_of_its_own_author():
    """A paragraph that is new or gone with its mark is no piece of the next one: both were shown as Bob, Ada."""
    ada, bob = (TrackedChange("insertion", name, "2024") for name in ("Ada", "Bob"))
    new = [Paragraph((Run(words, change=by),), change=by) for words, by in (("By Ada.", ada), ("Bob Society", bob))]
    assert authors(*new, changes=[("", "By Ada."), ("", "Bob Society")]) == ["Ada", "Bob"]
    gone = TrackedChange("deletion", "Ada", "2024")
    edited = Paragraph((Run("Next", change=bob), Run(" words.")))
    removed = Paragraph((Run("Old words.", change=gone),), change=gone)
    assert authors(removed, edited, changes=[("Old words.", ""), ("words.", "Next words.")]) == ["Ada", "Bob"]


def test_who_joined_paragraphs_changed_them():
    gone = TrackedChange("deletion", "Ada", "2024")
    joined = Paragraph((Run("One. "),), change=gone), Paragraph((Run("Two."),))
    assert authors(*joined, changes=[("One. ¶ Two.", "One. Two.")]) == ["Ada"]
