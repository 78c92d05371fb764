"""Blocks, parts and headings -> drafts of parts and sections."""

import pytest

from tests.importer.collected import collect, items
from tests.importer.paragraphs import heading, para
from wsisc.calls import call as calls
from wsisc.importer.account.report import Reason
from wsisc.importer.assembly import UNPLACED, Assembly
from wsisc.importer.parts.heading_index import HeadingKind, rank_kinds
from wsisc.importer.parts.part_detection import PartStart
from wsisc.importer.text.structure import TextBuilder
from wsisc.readers.word.content import Run
from wsisc.source.markup import tree
from wsisc.source.markup.tree import Emphasis, Paragraph, Text

CALLS = {id: calls.BUILT_IN.load(id) for id in ("cstd-16", "cstd-26")}
PART_ONE, PART_TWO = ("one",), ("two",)


def assemble(*blocks, call="cstd-26", starts=None, styles=False, before=(), **options):
    """Return an assembly of blocks, in which those with an outline level are headings."""
    collector = collect(*blocks, styles=styles, **options)
    builder = TextBuilder(collector, {})
    kinds = {
        at: HeadingKind(each.outline) for at, each in enumerate(blocks) if each.outline and at not in (starts or {})
    }
    assembly = Assembly(CALLS[call], "en", collector, builder, rank_kinds(list(kinds.values())), before, styles)
    assembly.place_blocks(blocks, 0, starts or {}, kinds, {}, Reason.SENT)
    return assembly


def outline(draft):
    return [(each.title, outline(each)) for each in draft.sections]


def words(draft):
    return [text.text for text in tree.find(draft.nodes, Text)]


def test_words_before_any_part_are_unplaced():
    assembly = assemble(para("Before."), heading("Part Two"), para("Text."), starts={1: PartStart(PART_TWO)})
    assert words(assembly.drafts[UNPLACED]) == ["Before."]
    assert words(assembly.drafts[PART_TWO]) == ["Text."]


def test_words_belong_to_the_part_without_a_heading():
    assert [words(draft) for draft in assemble(para("Text."), call="cstd-16").drafts.values()] == [[], ["Text."]]


def test_sections_are_nested_to_the_third_level():
    blocks = [
        heading(text, level) for text, level in (("A", 1), ("B", 2), ("C", 3), ("D", 4), ("E", 4), ("F", 2), ("G", 1))
    ]
    assembly = assemble(*blocks, call="cstd-16")
    [draft] = [each for ids, each in assembly.drafts.items() if ids != UNPLACED]
    assert outline(draft) == [("A", [("B", [("C", []), ("D", []), ("E", [])]), ("F", [])]), ("G", [])]
    assert assembly.headings == 7
    assert [text for kind, text, _ in items(assembly.collector) if kind.startswith("heading below")] == ["D"]


@pytest.mark.parametrize(("letters", "is_title"), [(500, True), (501, False)])
def test_a_title_has_up_to_five_hundred_letters(letters, is_title):
    assembly = assemble(heading("x" * letters), call="cstd-16")
    [draft] = [each for ids, each in assembly.drafts.items() if ids != UNPLACED]
    assert bool(draft.sections) is is_title
    assert draft.nodes == ([] if is_title else [Paragraph((Emphasis((Text("x" * letters),), True),))])


@pytest.mark.parametrize(
    ("title", "styles", "expected", "reported"),
    [
        ("1) Access", False, "Access", []),
        ("2. Access", False, "Access", [("number of a heading, changed to 1)", "2. Access")]),
        ("(a) Access", False, "Access", []),
        ("1) Access", True, "Access", []),
        ("(a) Access", True, "(a) Access", []),
        ("A C C E S S", False, "ACCESS", [("letter-spaced heading, imported as words", "A C C E S S")]),
    ],
)
def test_the_number_that_the_call_prints_is_no_word_of_a_title(title, styles, expected, reported):
    assembly = assemble(heading("Part Two"), heading(title, 2), starts={0: PartStart(PART_TWO)}, styles=styles)
    [section] = assembly.drafts[PART_TWO].sections
    assert section.title == expected
    assert [(kind, text) for kind, text, _ in items(assembly.collector) if "heading" in kind] == reported


def test_a_heading_in_a_part_of_text_is_bold():
    assembly = assemble(heading("Part One"), heading("A theme", 2), starts={0: PartStart(PART_ONE, 1)})
    assert assembly.drafts[PART_ONE].nodes == [Paragraph((Emphasis((Text("A theme"),), True),))]


def test_a_title_in_the_place_of_a_prompt_is_bold_where_a_part_has_no_sections():
    assembly = assemble(heading("Part One: What we did"), starts={0: PartStart(PART_ONE, 1, "What we did", 10)})
    assert assembly.drafts[PART_ONE].nodes == [Paragraph((Emphasis((Text("What we did"),), True),))]


def test_a_title_that_says_what_the_prompt_does_is_reported():
    start = PartStart(PART_ONE, 1, "Summary", 10, is_paraphrase=True)
    assembly = assemble(heading("Part One: Summary"), starts={0: start})
    assert items(assembly.collector) == [("words of a heading after the label of its part", "Summary", False)]


@pytest.mark.parametrize("style", ["TOC 1", "toc 2", "Contents 1", "Contents Heading"])
def test_text_before_a_prompt_and_contents(style):
    """Word and LibreOffice have styles of their own for a table of contents."""
    before = para("Zebras.")
    assembly = assemble(
        *(heading("Part One"), before, para("One", style=style), para("Text.")),
        starts={0: PartStart(PART_ONE, 1)},
        before=[before],
    )
    assert words(assembly.drafts[UNPLACED]) == ["Zebras."]
    assert words(assembly.drafts[PART_ONE]) == ["Text."]
    assert [kind for kind, _, _ in items(assembly.collector)][-2:] == [
        "text before a prompt, imported under unplaced",
        "table of contents",
    ]


def test_comments_are_under_the_innermost_section():
    def commented(id):
        return para(Run("x", comments=(id,)))

    blocks = [commented("0"), heading("Part Two"), commented("1"), heading("A", 2), commented("2"), commented("1")]
    assembly = assemble(*blocks, starts={1: PartStart(PART_TWO)})
    part = assembly.drafts[PART_TWO]
    assert (assembly.drafts[UNPLACED].comments, part.comments, part.sections[0].comments) == ([], ["1"], ["2"])
    assert assembly.collector.placed_comments == {"1", "2"}


@pytest.mark.parametrize(
    ("bookmarks", "styles", "id"),
    [
        (("our_work",), True, "our-work"),
        (("_Toc1", "our_work"), True, "our-work"),
        (("our_work",), False, ""),
        (("two_1",), True, ""),
        (("Our_work",), True, ""),
        (("x" * 40,), True, "x" * 40),
        (("x" * 41,), True, ""),
        ((), True, ""),
    ],
)
def test_the_id_of_a_section_of_wsisc_is_in_its_bookmark(bookmarks, styles, id):
    section = para("A", outline=2, bookmarks=bookmarks)
    assembly = assemble(heading("Part Two"), section, starts={0: PartStart(PART_TWO)}, styles=styles)
    assert assembly.drafts[PART_TWO].sections[0].id == id
