"""Two Word files -> what is said of how their letters differ."""

from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt, RGBColor

from tests.forgeries.documents import document
from tests.merge.versions import paragraph, word_file
from wsisc.readers.perception import differences
from wsisc.readers.perception.differences import (
    describe_layout_changes,
    excerpt,
    find_differences,
    find_unrepresentable,
)
from wsisc.readers.word import reader


def edited(text, edit):
    """Return what is said where a run of a document of ours was edited: what no submission holds, and which kinds."""
    opened = docx.Document(BytesIO(document("docx")))
    [run] = [each for paragraph in opened.paragraphs for each in paragraph.runs if each.text.startswith(text)]
    edit(run)
    file = BytesIO()
    opened.save(file)
    ours, theirs = reader.read(document("docx")), reader.read(file.getvalue())
    return list(find_unrepresentable(ours, theirs, ())), [each.value for each in find_differences(ours, theirs)]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("highlight_color", WD_COLOR_INDEX.YELLOW, "yellow highlight: A second paragraph with another note."),
        ("size", Pt(23), "size 23 pt: A second paragraph with another note."),
        ("hidden", False, ""),
    ],
)
def test_only_the_words_that_look_otherwise_are_named_and_how(name, value, expected):
    said, _ = edited("A second paragraph", lambda run: setattr(run.font, name, value))
    assert said == ([expected] if expected else [])


def test_a_look_of_new_words_is_said_as_what_it_adds():
    def edit(run):
        run.text = "Typed anew"
        run.font.color.rgb = RGBColor(255, 0, 0)

    assert edited("A second paragraph", edit)[0] == ["colour #FF0000: Typed anew"]


def test_words_that_were_changed_within_bold_ones_are_no_change_of_emphasis():
    assert edited("bold words", lambda run: setattr(run, "text", "fat words"))[1] == ["words"]
    assert edited("bold words", lambda run: setattr(run, "bold", False))[1] == ["bold and italics"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("color=000000 sz=23", "color=000000 sz=21", "size 10.5 pt"),
        ("color=ff0000 font=times_new_roman", "font=arial_black", "font arial black, no longer colour #FF0000"),
        ("", "fill=ffff00 smallCaps=on vanish=on", "background #FFFF00, small capitals, hidden"),
        ("", "spacing=20 position=6 w=150", "letters 1 pt further apart, raised by 3 pt, letters stretched to 150%"),
        ("", "sz=odd color=accent1", "size odd, colour accent1"),
    ],
)
def test_looks_in_words(before, after, expected):
    assert differences.describe_change(before, after) == expected


def test_other_alignments_and_properties_are_described():
    sent = word_file(paragraph("One", align="left"), paragraph("Two"), properties={"Title": "A"})
    reviewed = word_file(paragraph("One"), paragraph("Two", align="right"), properties={"Title": "B"})
    lines = list(describe_layout_changes(sent, reviewed))
    assert len(lines) == 2
    assert '"end"' in lines[0]
    assert '"B"' in lines[1]
    assert list(describe_layout_changes(sent, sent)) == []


def test_an_excerpt_has_eight_words():
    assert excerpt("1 2  3 4 5 6 7 8") == "1 2 3 4 5 6 7 8"
    assert excerpt("1 2 3 4 5 6 7 8 9") == "1 2 3 4 5 6 7 8 …"
