"""A Word file comes back with comments at the words of each finding, and is otherwise the same."""

import io
import unicodedata
from collections import Counter

import docx
import pytest

from tests.conftest import some_quick
from tests.importer.foreign import saved
from tests.readers.samples import SAMPLES
from tests.review import ranges
from tests.review.annotated import MAKERS, codes_about_word, data_of, reviewed
from tests.review.files import commented, officer
from wsisc.importer.import_document import import_bytes
from wsisc.readers.word import reader
from wsisc.review import import_account, own_comments, review_document

SMALL = {f"{group}: {name}": content for group, files in SAMPLES.items() for name, content in files.items()}
CHANGING = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


OTHER_SIGNS = {
    *("marks: signs of symbol fonts, as text", "marks: all signs of symbol fonts"),
    *("marks: signs of symbol fonts, by their codes", "marks: breaks, tabs, hyphens and ruby"),
    "flow: marks of notes that are referenced elsewhere",
}
"""Samples with characters of the XML that are read as others, or not at all."""


def plain(words):
    """Return words on one line, with superscripts and subscripts as the XML has them."""
    return " ".join(unicodedata.normalize("NFKC", words).split())


def assert_kept(content, has_other_signs=False):
    """Assert that a review adds comments alone, each at the words that the report names, and loses nothing."""
    imported, checked, found = reviewed(content)
    others = {name for name in ranges.changed_parts(content, found.content) if not name.startswith("word/comments")}
    assert others <= CHANGING
    before, after = reader.read(content), reader.read(found.content)
    assert (before.word_count, before.looks) == (after.word_count, after.looks)
    assert data_of(import_bytes(found.content, "a.docx", call_id="cstd-26")) == data_of(imported)
    assert codes_about_word(found.checked_file.diagnostics) == codes_about_word(checked.diagnostics)
    marked = ranges.marked_words(found.content)
    texts = ranges.comments(found.content)
    assert {*texts} <= {*marked}
    words = Counter(plain(marked[id]) for id in [*texts][1:])
    placed = [each for each in found.checked_file.diagnostics if each.words and each.code != "open-comment"]
    quoted = [each.words for each in placed if not each.label.startswith(("footnote", "figure"))]
    assert has_other_signs or not Counter(map(plain, quoted)) - words


@pytest.mark.parametrize("name", some_quick(SMALL, 5))
def test_each_sample_is_kept(name):
    assert_kept(SMALL[name], name in OTHER_SIGNS)


@pytest.mark.parametrize("make", some_quick(MAKERS, 8, lambda make: make.__name__))
def test_files_of_each_maker_are_kept(make):
    assert_kept(make()[0])


def test_comments_are_at_the_exact_words_also_in_tables_and_over_several_runs():
    content = commented(officer())
    assert_kept(content)
    _, _, found = reviewed(content)
    marked, texts = ranges.marked_words(found.content), ranges.comments(found.content)
    by_words = {marked[id]: text for id, text in texts.items()}
    assert "Secretary-General" in by_words["Secretary General"]
    assert sum(marked[id] == "Cape Verde" for id in texts) == 2
    in_note = next(text for text in texts.values() if "In the footnote: “Cape Verde”" in text)
    assert "Cabo Verde" in in_note


def test_the_first_comment_sums_up_the_parts():
    _, _, found = reviewed(officer())
    first = next(iter(ranges.comments(found.content).values()))
    assert "(code cstd-26)" in first
    assert "“Part One: Executive summary” (found by its label, 100% sure): 22 words; limit about 265 words" in first
    assert "Part Three (a) was not found" in first


def test_comments_of_people_stay_and_have_no_second_one():
    content = commented(officer())
    _, _, found = reviewed(content)
    [part] = [each for name, each in ranges.parts(found.content).items() if name == "word/comments.xml"]
    assert part.count(b"Is this right?") == 1
    assert "open-comment" in {each.code for each in found.checked_file.diagnostics}


def test_words_that_are_deleted_are_not_reported():
    _, _, found = reviewed(officer())
    assert not any("Swaziland" in each.message for each in found.checked_file.diagnostics)
    assert b"Swaziland" in ranges.parts(found.content)["word/document.xml"]


def test_a_second_review_replaces_the_comments_of_the_first():
    content = commented(officer())
    _, _, first = reviewed(content)
    cleaned, count = own_comments.remove_earlier(first.content)
    assert count == first.comments
    assert not ranges.comments(cleaned)
    assert b"Is this right?" in ranges.parts(cleaned)["word/comments.xml"]
    _, _, second = reviewed(cleaned)
    assert ranges.comments(second.content) == ranges.comments(first.content)
    assert own_comments.remove_earlier(content) == (content, 0)
    assert own_comments.remove_earlier(b"PK") == (b"PK", 0)


def test_the_review_of_a_file_is_the_same_every_time():
    content = officer()
    imported, checked, found = reviewed(content)
    again = review_document.annotate(content, import_account.describe_import(imported), checked, "a.docx")
    assert again.content == found.content


@pytest.mark.parametrize(("words", "left_out"), [("Draft of May", ("header: Draft of May",)), ("Part Two", ())])
def test_words_of_a_header_are_not_checked_unless_they_repeat_the_text(words, left_out):
    document = docx.Document(io.BytesIO(officer()))
    document.sections[0].header.paragraphs[0].text = words
    imported, *_ = reviewed(saved(document))
    assert import_account.describe_import(imported).left_out == left_out
