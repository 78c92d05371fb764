"""Runs are split where comments begin, and a reader sees the same."""

import pytest

from tests.readers.test_word import word_file
from wsisc.ooxml.builders import FreeIds
from wsisc.ooxml.names import SPACE, W
from wsisc.ooxml.word_package import WordPackage
from wsisc.readers.word import reader
from wsisc.review.paragraph_texts import read_paragraphs
from wsisc.review.run_splitting import split_runs


def split(inner, *offsets):
    """Return the texts of the runs of a paragraph that was split at offsets, and what is read of it."""
    file = word_file(f"<w:p>{inner}</w:p>")
    package = WordPackage(file)
    root = package.root("word/document.xml")
    [paragraph] = read_paragraphs(reader.read(file), {"document": root})
    before = paragraph.text
    split_runs(paragraph, offsets, FreeIds(paragraph.root))
    [again] = read_paragraphs(reader.read(package.write()), {"document": root})
    assert paragraph.text == before == again.text
    assert paragraph.places == again.places
    return root, ["".join(text.text for text in run.iter(f"{W}t")) for run in root.iter(f"{W}r")]


@pytest.mark.parametrize(
    ("offsets", "texts"),
    [((3, 7), ["one", " two", " end"]), ((0, 11), ["one two end"]), ((1, 2, 3), ["o", "n", "e", " two end"])],
)
def test_a_run_is_split_at_each_offset(offsets, texts):
    assert split("<w:r><w:t>one two end</w:t></w:r>", *offsets)[1] == texts


def test_spaces_that_word_does_not_show_stay_hidden():
    root, texts = split("<w:r><w:t>\n  one two  \n</w:t></w:r>", 2, 4)
    assert texts == ["on", "e ", "two"]
    assert all(each.get(SPACE) == "preserve" for each in root.iter(f"{W}t"))


def test_what_is_behind_a_text_moves_with_its_end_and_the_look_is_kept():
    root, texts = split("<w:r><w:rPr><w:b/></w:rPr><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", 1, 4)
    assert texts == ["o", "ne", "two"]
    assert len(list(root.iter(f"{W}b"))) == 3
    assert len(list(root.iter(f"{W}br"))) == 1


def test_changes_of_formatting_get_ids_of_their_own():
    change = '<w:rPr><w:rPrChange w:id="7" w:author="Ann"><w:rPr/></w:rPrChange></w:rPr>'
    root, _ = split(f"<w:r>{change}<w:t>one two</w:t></w:r>", 3)
    assert [each.get(f"{W}id") for each in root.iter(f"{W}rPrChange")] == ["7", "8"]


def test_a_control_with_plain_text_stays_whole():
    control = "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>one two</w:t></w:r></w:sdtContent></w:sdt>"
    assert split(control, 3)[1] == ["one two"]
