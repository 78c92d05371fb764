"""The call's wording is put back as it was sent out, and what a reviewer changed in it is reported."""

import pytest

from tests.merge.versions import paragraph, submission, word_file
from wsisc.diff.change import Verdict
from wsisc.document.outline import OutlineBlock
from wsisc.merge import restore_prompts
from wsisc.readers.word.content import Paragraph, Run

COVER, PROMPT, ANSWER = "Commission on Science", "Part One: what was done in rural places", "An answer."
BLOCKS = [
    OutlineBlock("cover-body", COVER),
    OutlineBlock("title", "A title", ("title",)),
    OutlineBlock("heading", PROMPT, (), 1, "one"),
    OutlineBlock("rich", ANSWER, ("parts", "one", "text")),
]
SENT = word_file(COVER, "A title", paragraph(PROMPT, outline=1, style="Heading 1"), ANSWER)


def restored(*blocks, **more):
    """Return the texts once the wording is put back, and the changes as what, kind, old, new."""
    content, changes = restore_prompts.restore_wording(word_file(*blocks, **more), SENT, BLOCKS, "An entity")
    assert all(each.verdict == Verdict.REFUSED for each in changes)
    return [each.text for each in content.blocks], [(each.action, each.kind, each.old, each.new) for each in changes]


HEADING = SENT.blocks[2]
WHOLE = [COVER, "A title", PROMPT, ANSWER]


def test_what_was_not_touched_stays():
    assert restored(*SENT.blocks) == (WHOLE, [])
    assert restored(COVER, "Another title", HEADING, "Another answer.", "And more.") == (
        [COVER, "Another title", PROMPT, "Another answer.", "And more."], [],
    )  # fmt: skip


def test_a_changed_prompt_is_put_back_where_it_was():
    new = PROMPT.replace("rural", "all")
    assert restored(COVER, "A title", paragraph(new, outline=1), ANSWER) == (
        WHOLE, [("changed", "wording", PROMPT, new)],
    )  # fmt: skip


def test_a_removed_prompt_is_put_back():
    assert restored(COVER, "A title", ANSWER) == (WHOLE, [("removed", "wording", PROMPT, "")])


def test_a_prompt_that_lost_its_style_is_a_heading_again():
    content, changes = restore_prompts.restore_wording(
        word_file(COVER, "A title", PROMPT, ANSWER), SENT, BLOCKS, "An entity"
    )
    assert (content, changes) == (SENT, [])


@pytest.mark.parametrize(
    ("heading", "is_known"), [("Part One", True), ("PART ONE:", True), ("Part On", False), ("Part Ones", False)]
)
def test_a_heading_may_be_the_first_words_of_a_prompt(heading, is_known):
    found, changes = restored(COVER, "A title", paragraph(heading, outline=1), ANSWER)
    assert (changes == [("changed", "wording", PROMPT, heading)]) is is_known
    assert found == WHOLE if is_known else heading in found


def test_words_on_the_cover_are_reported_and_left_out():
    assert restored("Our logo", *SENT.blocks) == (WHOLE, [("added", "paragraph", "", "Our logo")])
    assert restored(COVER, "A title", HEADING, "Our logo", ANSWER)[1] == []


def test_words_in_place_of_the_cover_are_reported():
    assert restored("Nothing of it", "A title", HEADING, ANSWER) == (
        WHOLE, [("removed", "wording", COVER, ""), ("added", "paragraph", "", "Nothing of it")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ("a b c d", "a b x y", True),  # half of the words
        ("a b c d", "a x y z", False),
        ("a b c d e", "a b c d e " + "x " * 16, True),  # all of at least five words, with any others
        ("a b c d", "a b c d " + "x " * 13, False),
        ("a b c d e", "a b c d " + "x " * 16, False),
    ],
)
def test_what_is_an_edited_wording(old, new, is_same):
    assert restore_prompts.is_edited_wording(old, new) is is_same


def test_notes_whose_calls_went_are_removed_ones():
    note, other = (paragraph("A note."),), (paragraph("A new note."),)
    sent = word_file(*SENT.blocks, notes={"f1": note})
    content = word_file(*SENT.blocks, notes={"f1": note, "f2": other})
    found, _ = restore_prompts.restore_wording(content, sent, BLOCKS, "")
    assert found.notes == {"f2": other}
    called = word_file(*SENT.blocks, Paragraph((Run("Words"), Run(note="f1"))), notes={"f1": note})
    found, _ = restore_prompts.restore_wording(called, sent, BLOCKS, "")
    assert found.notes == {"f1": note}


TITLED = submission({"parts": {"two": {"sections": [{"title": "First"}, {"title": "2030 Agenda"}]}}})
TITLES = [
    OutlineBlock("heading", "1) First", ("parts", "two", "sections", 0, "title"), 2, "two_1"),
    OutlineBlock("heading", "2) 2030 Agenda", ("parts", "two", "sections", 1, "title"), 2, "two_2"),
]


def title(text, name):
    return paragraph(text, outline=2, bookmarks=(name,))


@pytest.mark.parametrize(
    ("text", "bare", "is_changed"),
    [
        ("1) First", "First", False),
        ("7) First", "First", True),
        ("First", "First", False),
        ("(b) First of all", "First of all", True),
        ("1) 2) First", "1) 2) First", False),  # a number of its own
    ],
)
def test_numbers_before_titles_are_the_calls(text, bare, is_changed):
    content = word_file(title(text, "two_1"))
    [block] = restore_prompts.remove_numbers(content, TITLES, TITLED).blocks
    assert block.text == bare
    changes = restore_prompts.find_changed_numbers(content, TITLES, TITLED)
    assert [(each.action, each.kind, each.old, each.new, each.verdict) for each in changes] == (
        [("changed", "number", "1) First", text, "form")] if is_changed else []
    )


def test_only_headings_lose_numbers():
    content = word_file(paragraph("1) First", bookmarks=("two_1",)), paragraph("1) New", outline=2))
    assert restore_prompts.remove_numbers(content, TITLES, TITLED) == content
