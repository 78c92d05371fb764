"""Where the parts of a call begin: by the headings of the call, and by what others mean; what is unsure begins none."""

import pytest

from tests.importer.paragraphs import heading, para
from wsisc.calls.call import BUILT_IN
from wsisc.importer.parts import part_detection
from wsisc.importer.parts.heading_index import HeadingIndex
from wsisc.importer.parts.part_detection import Origin
from wsisc.readers.word.content import Cell, Numbering, Row, Run, Table

CALL = BUILT_IN.load("cstd-26")


def begins(*blocks, strict=False):
    """Return by the index of a block which part begins there."""
    found = starts(*blocks, strict=strict)
    return {index: "-".join(begin.ids) or "?" for index, begin in found.items()}


def starts(*blocks, strict=False):
    origin = Origin.DOCUMENT if strict else Origin.OTHER
    return part_detection.find_parts(HeadingIndex(blocks), CALL, "en", origin)


def bold(text):
    return para(Run(text, bold=True))


LABELS = ("Part One", "Part Two: Main challenges", "Part Three (a)", "Part Three (b)")


@pytest.mark.parametrize("is_typed", [True, False])
def test_a_part_keeps_its_label_where_an_author_numbers_all_headings(is_typed):
    """Headings 1 that Word numbers are common: "2. Part Three (a)" is not Part Two, nor a heading of the author's own."""
    blocks = []
    for number, title in enumerate(("Introduction", *LABELS), 1):
        counted = None if is_typed else Numbering("1", 0, "decimal", f"{number}.", number)
        words = f"{number}. {title}" if is_typed else title
        blocks += [para(words, style="Heading 1", outline=1, numbering=counted), para("Words of the author.")]
    found = starts(*blocks)
    assert {at: ids for at, ids in begins(*blocks).items() if ids != "?"} == {
        2: "one", 4: "two", 6: "three-a", 8: "three-b",
    }  # fmt: skip
    assert found[4].own_title == "Main challenges"


def test_a_numbered_paragraph_that_names_a_part_begins_none():
    listed = [
        para(f"{words}, as the report says.", numbering=Numbering("1", 0, "decimal", f"{number}.", number))
        for number, words in enumerate(("Part One: the schools", "Part Two of it"), 1)
    ]
    assert {ids for ids in begins(*listed).values() if ids != "?"} == set()


@pytest.mark.parametrize(
    "title",
    [
        "Progress made",
        "Obstacles encountered",
        "All stakeholders",
        "Specific targets",
        "Executive",
        "An",
        "Future",
        "Activities undertaken",
    ],
)
@pytest.mark.parametrize("make", [heading, bold])
def test_a_heading_of_words_that_stand_within_a_prompt_begins_no_part(title, make):
    assert begins(make(title), para("Words of the author.")) in ({}, {0: "?"})


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Executive summary", "one"),
        ("An executive summary", "one"),
        ("The executive summary", "one"),
        ("1. Executive summary", "one"),
        ("Brief analytical overview", "two"),
        ("Trends and experiences", "two"),
        ("Achievements and obstacles", "two"),
        ("Summary", "one"),
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


def test_a_label_begins_its_part_again():
    assert begins(heading("Part One"), para("Words."), heading("Part One"), para("More.")) == {0: "one", 2: "one"}
    assert begins(heading("Part One"), para("Words."), para("Part One"), para("More.")) == {0: "one"}


def test_a_list_of_contents_without_pages_begins_nothing_that_lasts():
    contents = [para("Part One"), para("Part Two: What we saw"), para("Part Three")]
    assert begins(*contents, heading("Part One"), para("Words."), heading("Part Two")) == {
        **{0: "one", 1: "two", 2: "three"},
        **{3: "one", 5: "two"},
    }


def test_a_list_of_the_parts_of_something_else_begins_none():
    listed = [para("Part 1: Fundamentals"), para("Part 2: Conventions"), para("Part 3: Compatibility")]
    assert begins(para("The standard has these parts:"), *listed, para("Words about the standard.")) == {}
    answers = [block for each in listed for block in (each, para("Words of an answer."))]
    assert begins(*answers) == {0: "one", 2: "two", 4: "three"}


def prompt(part):
    from wsisc.calls import call as calls

    return next(each.prompt["en"] for ids, each in calls.parts(CALL) if ids == part)


def test_a_prompt_begins_its_part_word_for_word_in_pieces_or_misspelt():
    text = prompt(("one",))
    first, last = text[: len(text) // 2], text[len(text) // 2 :]
    assert begins(para(text), para("Words.")) == {0: "one"}
    assert begins(para(first), para(last), para("Words.")) == {0: "one"}
    assert begins(para(text.replace("executive", "exekutive")), para("Words.")) == {0: "one"}
    assert begins(para(first), para("Words.")) == {0: "one"}
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
        assert starts(*blocks)[0].size == size


def test_words_of_anothers_in_the_place_of_a_prompt_are_kept():
    blocks = [para("Part One: What we did"), para("Words.")]
    begin = starts(*blocks)[0]
    assert (begin.own_title, blocks[0].text[begin.title_offset :]) == ("What we did", "What we did")


@pytest.mark.parametrize("title", ["An executive summary", "The executive summary", "Executive summary"])
def test_the_first_words_of_a_prompt_behind_a_label_are_not_kept_whatever_their_article(title):
    blocks = [para(f"Part One: {title}"), para("Words.")]
    assert starts(*blocks)[0].own_title == ""


@pytest.mark.parametrize(
    ("title", "is_kept"),
    [
        ("Executive summary / Première partie : Résumé", False),
        ("Summary | Résumé", False),
        ("Executive summary / Première partie : Ce que nous avons fait", True),
        ("Executive summary / Deuxième partie : Résumé", True),
    ],
)
def test_a_label_in_two_languages_says_what_the_prompt_does_if_both_do(title, is_kept):
    (start,) = starts(heading(f"Part One: {title}"), para("Words of the author.")).values()
    assert (bool(start.own_title) and not start.is_paraphrase) is is_kept


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Executive summary of activities, progress and obstacles", "one"),
        ("Analytical overview: trends and experiences in implementation", "two"),
        ("Overview of our trends and of experiences in the north", ""),
    ],
)
def test_a_heading_in_the_words_of_a_prompt_begins_its_part_and_is_the_calls(text, part):
    found = [start for start in starts(heading(text), para("Words of the author.")).values() if start.is_placed]
    assert ["-".join(start.ids) for start in found if not start.is_by_own_words] == ([part] if part else [])


@pytest.mark.parametrize(
    ("text", "is_prompt"),
    [
        (
            "Part One: An executive summary of activities carried out by everybody, progress made, and obstacles met.",
            False,
        ),
        (
            "Part One: An executive summary of activities carried out by all stakeholders, progress made, and obstacles.",
            True,
        ),
        (
            "Part One: An executive summary of all that our stakeholders did in the year, and of what became of it.",
            False,
        ),
    ],
)
def test_a_prompt_that_was_edited_below_its_label_is_a_prompt(text, is_prompt):
    found = starts(para(text), para("Words of the author."))
    assert [start.ids for start in found.values() if not start.own_title] == ([("one",)] if is_prompt else [])


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
