"""Contents written by hand -> submissions: what Word can hold and the format cannot."""

import io

import PIL.Image
import pytest

from tests.importer.paragraphs import DELETED, INSERTED, KNOWN, content, heading, para, read, text
from wsisc import importer
from wsisc.messages.localization import translate
from wsisc.readers.word.content import (
    Aside,
    Cell,
    Numbering,
    Row,
    Run,
    Table,
    WordComment,
    WordImage,
)
from wsisc.source import model


def items(found):
    return {item.kind: item.text for item in found.report.items}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("plain words", "plain words"),
        ("5*3 and a_b", "5*3 and a_b"),
        ("*not* this", "\\*not\\* this"),
        ("1990. That year", "1990\\. That year"),
        ("# of schools", "\\# of schools"),
        ("> so much", "\\> so much"),
        ("a\tb", "a b"),
        ("a\u2028b", "a\\\nb"),
        ("a\x0bb", "a\\\nb"),
        ("a\u200bb\ufeff", "ab"),
        ("a\u202eb", "ab"),
        ("a\U000e0041\U000e0042b", "ab"),
        ("\U0001f3f4\U000e0067\U000e007f a", "\U0001f3f4\U000e0067\U000e007f a"),
        ("::: note", "\\::: note"),
        ("| a | b |", "| a | b |"),
        ("[x][y] and [^z]", "\\[x\\]\\[y\\] and \\[^z\\]"),
        ("AT&amp;T <b>", "AT\\&amp;T \\<b>"),
    ],
)
def test_words_are_escaped_only_where_they_must(written, expected):
    assert text(para(written)) == f"{expected}\n"


def test_emphasis_that_markdown_cannot_express_is_lost_before_words():
    found = read(para("foo", Run("(bar)", bold=True), "baz"))
    assert found.submission.parts[0].text == "foo(bar)baz\n"
    assert items(found)["bold or italics removed"] == "(bar)"


def test_marks_nest():
    runs = ("A ", Run("bold ", bold=True), Run("both ", bold=True, italic=True), Run("slanted", italic=True))
    assert text(para(*runs)) == "A **bold *both*** *slanted*\n"


def test_links_have_one_name_by_address_and_a_call_in_one_goes_behind_it():
    home = "https://www.unodc.org/"
    note = {"1": (para("A note."),)}
    found = read(
        para(Run("the Office", link=home), " and ", Run("here", link=home), " and ", Run(home, link=home)),
        para(Run("its ", link=home), Run(note="1"), Run("work", link=home), "."),
        notes=note,
    )
    assert found.submission.parts[0].text == (
        "[the Office][office] and [here][office] and <https://www.unodc.org/>\n\n[its work][office][^note].\n"
    )
    assert found.submission.links == {"office": home}


@pytest.mark.parametrize("address", ["file:///C:/x.docx", "#_Toc1", "report.docx", "ftp://a.example/", "javascript:x"])
def test_addresses_that_the_format_refuses_are_reported(address):
    found = read(para("see ", Run("this", link=address)))
    assert found.submission.parts[0].text == "see this\n"
    assert items(found)["link not imported"] == f"{address} (on: this)"
    assert any(translate(item.text, "fr") == f"{address} (sur\N{NO-BREAK SPACE}: this)" for item in found.report.items)


def test_lists_nest_go_on_and_keep_what_markdown_cannot_number():
    def item(words, level, marker, number, format="decimal", list="1"):
        return para(words, numbering=Numbering(list, level, format, marker, number))

    found = text(
        item("one", 0, "1.", 1),
        item("under", 1, "•", 0, "bullet"),
        item("lettered", 1, "(a)", 1, "lowerLetter"),
        item("two", 0, "2.", 2),
        para("Between."),
        item("three", 0, "3.", 3),
        item("anew", 0, "1.", 1, list="2"),
    )
    assert found == ("1. one\n   - under\n   1) lettered\n2. two\n\nBetween.\n\n3. three\n\n1) anew\n")


@pytest.mark.parametrize(
    ("marker", "format", "number", "printed"),
    [
        ("(a)", "lowerLetter", 1, "1)"),
        ("c)", "lowerLetter", 3, "3)"),
        ("B.", "upperLetter", 2, "2."),
        ("(iv)", "lowerRoman", 4, "4)"),
        ("I.", "upperRoman", 1, "1."),
        ("(1)", "decimal", 1, "1)"),
        ("2.1.3", "decimal", 3, "3)"),
        ("03.", "decimalZero", 3, "3."),
    ],
)
def test_a_list_with_numbers_of_another_kind_remains_a_list_and_is_reported_once(marker, format, number, printed):
    numbering = Numbering("1", 0, format, marker, number)
    found = read(para("one", numbering=numbering), para("two", numbering=numbering._replace(number=number + 1)))
    assert found.submission.parts[0].text.startswith(f"{printed} one\n")
    [kind] = [each for each in items(found) if each.startswith("list numbered")]
    assert kind == f"list numbered {marker}, imported with {printed}"


@pytest.mark.parametrize(("marker", "expected"), [("Q1", "Q1 one\n"), ("§ 1", "§ 1 one\n"), ("–", "- one\n")])
def test_a_marker_that_says_more_than_a_number_is_kept(marker, expected):
    numbering = Numbering("1", 0, "decimal", marker, 1)
    assert read(para("one", numbering=numbering)).submission.parts[0].text == expected


def test_typed_bullets_and_numbers_are_lists():
    found = read(para("These:"), para("– one thing;"), para("– another."), para("1) first"), para("2) second"))
    assert found.submission.parts[0].text == "These:\n\n- one thing;\n- another.\n\n1) first\n2) second\n"
    assert found.report.printed_by_call == 4


def test_notes_within_notes_never_called_and_called_twice():
    notes = {
        "1": (para("Outer", Run(note="2"), "."),),
        "2": (para("Inner."),),
        "3": (para("Nobody calls this."),),
    }
    found = read(para("Text", Run(note="1"), " and", Run(note="1"), "."), notes=notes)
    assert found.submission.footnotes == {"outer": "Outer.\n\nInner.\n"}
    assert items(found)["note without a reference"] == "Nobody calls this."
    assert found.report.reported == 3


def test_changes_are_accepted_and_removed_words_are_reported():
    found = read(
        para(
            "It ",
            Run("was", change=DELETED),
            Run("is", change=INSERTED),
            " so",
            Run("me", change=DELETED),
            ".",
            change=None,
        ),
        para(Run("All gone.", change=DELETED)),
        para(Run("struck", struck=True), " kept"),
        comments=(WordComment("1", "Ann", "", "Really?", "so"),),
        asides=(Aside("text box", "Beside it"),),
    )
    assert found.submission.parts[0].text == "It is so.\n\nkept\n"
    assert items(found)["comment"] == 'Ann: Really? (on "so")'
    assert found.report.reported == 2 + 1 + 2


def test_paragraphs_that_a_change_joins_are_one():
    found = read(para("One ", change=DELETED), para("two."))
    assert found.submission.parts[0].text == "One two.\n"


def test_images_are_figures_and_others_are_reported():
    png, emf = b"\x89PNG\r\n\x1a\n", b"\x01\0\0\0"
    images = {"word/media/image1.png": png, "word/media/image2.emf": emf}
    found = read(
        para("Before ", Run(image=WordImage("word/media/image1.png", "A chart of it")), "after."),
        para("Its caption", style="caption"),
        para(Run(image=WordImage("word/media/image2.emf", "A diagram"))),
        images=images,
    )
    assert found.submission.parts[0].text == "Before after.\n\n![chart-it]\n"
    assert found.submission.figures == {
        "chart-it": model.Figure("figures/chart-it.png", "A chart of it", "Its caption")
    }
    assert items(found)["image not imported (EMF: save it as PNG)"] == (
        'word/media/image2.emf A diagram (near "Its caption")'
    )


def test_a_gif_becomes_a_png():
    buffer = io.BytesIO()
    PIL.Image.new("P", (4, 3)).save(buffer, "GIF")
    images = {"word/media/a.gif": buffer.getvalue(), "word/media/b.gif": b"GIF89a and nothing more"}
    found = read(
        para("Before."),
        *(para(Run(image=WordImage(name, "A map"))) for name in images),
        images=images,
    )
    assert found.submission.figures == {"map": model.Figure("figures/map.png", "A map")}
    assert found.files["figures/map.png"].startswith(b"\x89PNG")
    assert items(found)["image not imported (GIF: save it as PNG)"] == 'word/media/b.gif A map (near "Before.")'


def test_words_that_fit_no_part_are_unplaced():
    found = read(
        para("Before any part."),
        heading("Something else"),
        para("Its text."),
        heading("Part One: An executive summary (half a page) of activities undertaken by all stakeholders"),
        para("The summary."),
        heading("Part Three: A brief description (1-2 pages) of:"),
        para("Between the label and (a)."),
        call="cstd-26",
    )
    unplaced = found.submission.unplaced
    assert unplaced.text == "Before any part.\n\nBetween the label and (a).\n"
    assert [section.title for section in unplaced.sections] == ["Something else"]
    assert found.submission.parts[0].text == "The summary.\n"
    assert found.report.unplaced_words == 12
    assert found.report.needs_person


def test_headings_in_a_part_of_text_alone_are_bold():
    found = read(heading("Part One"), heading("A theme", 2), para("Words."), call="cstd-26")
    assert found.submission.parts[0].text == "**A theme**\n\nWords.\n"


@pytest.mark.parametrize("label", ["PART I", "Part 1:", "Part One", "part one –", "Part I. Executive summary"])
def test_labels_of_parts(label):
    found = read(para(Run(label, bold=True)), para("Words of the summary."), call="cstd-26")
    assert found.submission.parts[0].id == "one"
    assert found.submission.unplaced is None


def test_a_title_of_a_part_that_has_no_sections_is_kept_in_bold():
    found = read(heading("Part One: What we did"), para("Words."), call="cstd-26")
    assert found.submission.parts[0].text == "**What we did**\n\nWords.\n"


@pytest.mark.parametrize("title", ["Résumé", "Summary", "Executive summary of progress"])
def test_a_title_of_a_part_that_only_says_what_the_prompt_does_is_not_kept(title):
    found = read(heading(f"Part One: {title}"), para("Words."), call="cstd-26")
    assert found.submission.parts[0].text == "Words.\n"
    assert found.report.is_balanced


def test_typed_numbers_that_the_call_prints_are_removed():
    found = read(
        *(heading("Part Two"), heading("1) Access", 2), para("A."), heading("2. Skills", 2), para("B.")),
        *(heading("2.1 Teachers", 3), para("C.")),
        call="cstd-26",
    )
    titles = [section.title for _, section in model.sections(found.submission)]
    assert titles == ["Access", "Skills", "2.1 Teachers"]


def test_questions_are_known_by_their_words():
    question = (
        "3. What measures should be taken to advance international cooperation, including in terms of governance, to leverage "
        "emerging technologies for sustainable development in economic, social, environmental and cultural dimensions?"
    )
    found = read(para(question), para("Many."), call="cstd-wsis20")
    assert [(part.id, part.text) for part in found.submission.parts] == [("question-3", "Many.\n")]


def test_nothing_that_tells_the_call_makes_it_that_of_the_coming_session():
    found = importer.import_content(content(heading("Our mandate"), para("Words.")), KNOWN)
    assert found.submission.call == "cstd-next"
    assert [section.title for section in found.submission.unplaced.sections] == ["Our mandate"]
    assert found.report.needs_person


def test_a_table_keeps_its_words_whatever_it_holds():
    inner = Table((Row((Cell((para("in"),)), Cell((para("ner"),)))),))
    found = read(
        Table(
            (
                Row((Cell((para("Head"),), span=2),)),
                Row((Cell((para("one"), para("two"))), Cell((inner,)))),
                Row((Cell((para(""),), is_continued=True), Cell((para("a|b", Run(note="1")),)))),
            )
        ),
        notes={"1": (para("Said so."),)},
    )
    assert found.submission.parts[0].text == "| Head | |\n|---|---|\n| one two | in ner |\n| | a\\|b[^said-so] |\n"


@pytest.mark.parametrize("label", ["Part One", "PART I", "Part 1:"])
def test_the_label_of_a_part_is_no_word_that_somebody_typed(label):
    found = read(heading(label), para("Text of one."), heading("Part Two"), para("Text of two."), call="cstd-next")
    assert [part.text for part in found.submission.parts] == ["Text of one.\n", "Text of two.\n"]
    assert not [item for item in found.report.items if "prompt" in item.kind]


def test_words_behind_a_label_are_the_title_of_a_section_where_the_part_can_have_one():
    found = read(heading("Part One ours"), para("Text."), heading("Part Two our view"), para("More."), call="cstd-next")
    assert found.submission.parts[0].text == "**ours**\n\nText.\n"
    assert [(section.title, section.text) for _, section in model.sections(found.submission)] == [
        ("our view", "More.\n")
    ]


@pytest.mark.parametrize(
    ("kind", "text", "needs_person"),
    [
        ("hidden row of a table", "2020 120", True),
        ("text box", "7", True),
        ("footer", "2", False),
        ("footer", "p2", True),
    ],
)
def test_words_beside_the_text_need_a_person(kind, text, needs_person):
    found = read(para("Words."), asides=(Aside(kind, text),))
    assert [item.needs_person for item in found.report.items if item.kind == kind] == [needs_person]


def test_a_number_of_several_levels_is_no_label():
    """From the tests of docx4j: in "Section II.01", a part of the number was put into the title."""
    number = Numbering("1", 1, "decimal", "Section II.01", 1)
    blocks = (heading("Section I"), para("Text."), para("Another section", outline=2, numbering=number), para("More."))
    found = importer.import_content(content(*blocks), KNOWN, "cstd-16")
    assert [section.title for _, section in model.sections(found.submission)] == ["Section I", "Another section"]
    assert importer.import_content(content(*blocks), KNOWN, "cstd-26").report.is_balanced


def test_a_line_of_signs_is_no_piece_of_a_prompt():
    """From the manual of docx4j: a share of no words was computed."""
    found = read(para("An executive summary of activities"), para("* * *"), para("Text."), call="cstd-26")
    assert found.report.is_balanced
