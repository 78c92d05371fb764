"""Where the parts of a call begin: an author's own heading begins none, though its words stand in a prompt."""

import pytest

from tests.importer.test_content import heading, para
from wsisc.calls.call import BUILT_IN
from wsisc.importer import part_detection, part_headings
from wsisc.readers.word.content import Cell, Row, Run, Table

CALL = BUILT_IN.load("cstd-26")


def begins(*blocks, strict=False):
    """Return by the index of a block which part begins there."""
    found = part_detection.find_parts(blocks, part_headings.fold_blocks(blocks), CALL, "en", strict)
    return {index: "-".join(begin.ids) for index, begin in found.items()}


def bold(text):
    return para(Run(text, bold=True))


@pytest.mark.parametrize(
    "title",
    [
        "Progress made",
        "Obstacles encountered",
        "All stakeholders",
        "Trends and experiences",
        "Specific targets",
        "Summary",
        "Executive",
        "An",
        "Achievements and obstacles",
        "Future",
        "Activities undertaken",
    ],
)
@pytest.mark.parametrize("make", [heading, bold])
def test_a_heading_of_words_that_stand_within_a_prompt_begins_no_part(title, make):
    assert begins(make(title), para("Words of the author.")) == {}


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Executive summary", "one"),
        ("An executive summary", "one"),
        ("The executive summary", "one"),
        ("1. Executive summary", "one"),
        ("Brief analytical overview", ""),
        ("Innovative policies, programmes and projects", "three-a"),
        ("Future actions or initiatives", "three-b"),
    ],
)
@pytest.mark.parametrize("make", [heading, bold])
def test_a_heading_of_the_first_words_of_a_prompt_begins_its_part(title, part, make):
    assert begins(make(title), para("Words of the author.")) == ({0: part} if part else {})


def test_the_first_words_of_a_prompt_in_a_text_begin_no_part():
    assert begins(para("Executive summary"), para("Words of the author.")) == {}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Part One", "one"),
        ("PART ONE:", "one"),
        ("Part I", "one"),
        ("Part 2 –", "two"),
        ("Part One: What we did", "one"),
        ("Part One – Executive summary", "one"),
        ("Part Onerous", ""),
        ("Partly one", ""),
        ("(a)", ""),
        ("Part One of the report says that we did what we could", ""),
    ],
)
def test_a_label_begins_its_part(text, part):
    assert begins(para(text), para("Words of the author.")) == ({0: part} if part else {})


def test_letters_begin_the_parts_of_the_part_that_is_open():
    blocks = heading("Part Three"), heading("(a)", 2), para("Done."), heading("(b)", 2), para("To be done.")
    assert begins(*blocks) == {0: "three", 1: "three-a", 3: "three-b"}
    assert begins(heading("Part Two"), heading("(a)", 2), para("Done.")) == {0: "two"}
    assert begins(heading("Part Three"), heading("Part Two"), heading("(a)", 2), para("Done.")) == {
        0: "three",
        1: "two",
    }


def test_each_part_begins_once():
    assert begins(heading("Part One"), para("Words."), heading("Part One"), para("More.")) == {0: "one"}


def prompt(part):
    from wsisc.calls import call as calls

    return next(each.prompt["en"] for ids, each in calls.parts(CALL) if ids == part)


def test_a_prompt_begins_its_part_word_for_word_in_pieces_or_misspelt():
    text = prompt(("one",))
    first, last = text[: len(text) // 2], text[len(text) // 2 :]
    assert begins(para(text), para("Words.")) == {0: "one"}
    assert begins(para(first), para(last), para("Words.")) == {0: "one"}
    assert begins(para(text.replace("executive", "exekutive")), para("Words.")) == {0: "one"}
    assert begins(para(first), para("Words.")) == {}
    assert begins(para(" ".join(text.split()[:4])), para("Words.")) == {}


def test_the_blocks_of_a_prompt_are_counted():
    text = prompt(("one",))
    first, last = text[: len(text) // 2], text[len(text) // 2 :]
    for blocks, size in (
        ([para(text), para("Words.")], 1),
        ([para(first), para(last), para("Words.")], 2),
        ([para("Part One"), para(text), para("Words.")], 2),
        ([para("Part One"), para(""), para(text), para("Words.")], 3),
        ([para("Part One"), para("Words.")], 1),
    ):
        assert part_detection.find_parts(blocks, part_headings.fold_blocks(blocks), CALL, "en")[0].size == size


def test_words_of_anothers_in_the_place_of_a_prompt_are_kept():
    blocks = [para("Part One: What we did"), para("Words.")]
    begin = part_detection.find_parts(blocks, part_headings.fold_blocks(blocks), CALL, "en")[0]
    assert (begin.own_title, blocks[0].text[begin.title_offset :]) == ("What we did", "What we did")


@pytest.mark.parametrize("title", ["An executive summary", "The executive summary", "Executive summary"])
def test_the_first_words_of_a_prompt_behind_a_label_are_not_kept_whatever_their_article(title):
    blocks = [para(f"Part One: {title}"), para("Words.")]
    assert part_detection.find_parts(blocks, part_headings.fold_blocks(blocks), CALL, "en")[0].own_title == ""


def test_contents_and_tables_begin_no_part():
    table = Table((Row((Cell((para("Part One"),)),)),))
    assert begins(para("Part One", style="TOC 1"), para("Part One ........ 3"), para("Part One\t3"), table) == {}


def test_strictly_only_whole_headings_begin_parts():
    assert begins(para("Part One"), heading("Executive summary"), strict=True) == {}
    assert begins(heading("Part One"), heading("Part Two", 2), strict=True) == {0: "one"}
    assert begins(heading(f"Part One: {prompt(('one',))}"), strict=True) == {0: "one"}


@pytest.mark.parametrize("words", ["bullet two", "other two", "Two"])
def test_a_line_that_ends_like_a_label_stands_before_a_whole_prompt(words):
    whole = f"Part Two: {prompt(('two',))}"
    assert begins(para("bullet one"), para(words), heading(whole), para("Words.")) == {2: "two"}
