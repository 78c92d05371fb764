"""Each block, comment and heading of a reviewed file is where its letters are in the submission."""

from dataclasses import replace

from tests.conftest import build, minimal
from wsisc import importer
from wsisc.calls import call as calls
from wsisc.diff.sides import Sides
from wsisc.merge.letter_places import ImportedWordFile
from wsisc.readers.word.content import Paragraph, WordComment
from wsisc.readers.word.reader import read
from wsisc.source import model
from wsisc.text.words import one_line

TWO = ("parts", "two")
FIRST, SECOND, INNER = (*TWO, "sections", 0), (*TWO, "sections", 1), (*TWO, "sections", 1, "sections", 0)
DATA = minimal(
    {
        "parts": {
            "one": {"text": "Summary.[^a]"},
            "two": {
                "sections": [
                    {"title": "Same", "text": "Some words."},
                    {
                        "title": "Same",
                        "text": "Some words.\n\nThe [site](https://a.example/).",
                        "sections": [{"title": "Inner", "text": "- an item"}],
                    },
                ]
            },
        },
        "footnotes": {"a": "A note on [it](https://b.example/)."},
    }
)


def imported_file(edit=lambda paragraph: paragraph, **more):
    """Return the Word file of the data with its paragraphs edited, as it is imported."""
    content = read(build(DATA))
    blocks = tuple(edit(each) if isinstance(each, Paragraph) else each for each in content.blocks)
    content = replace(content, blocks=blocks, **more)
    result = importer.import_content(content, calls.BUILT_IN, "cstd-26")
    return ImportedWordFile(content, result, model.from_data(DATA))


def holders(file, text):
    return [
        holder
        for block, holder in zip(file.content.blocks, file.holders, strict=True)
        if isinstance(block, Paragraph) and one_line(block.text).endswith(text)
    ]


def test_blocks_with_the_same_words_are_where_their_letters_are():
    file = imported_file()
    assert holders(file, "Same") == holders(file, "Some words.") == [FIRST, SECOND]
    assert holders(file, "an item") == holders(file, "Inner") == [INNER]
    assert file.holders[0] == ()


def test_a_bookmark_names_the_section_of_its_heading():
    assert imported_file().bookmarks == {FIRST: FIRST, SECOND: SECOND, INNER: INNER}
    assert imported_file(lambda paragraph: replace(paragraph, bookmarks=())).bookmarks == {}


def test_a_comment_is_in_its_section():
    seen = []

    def comment(paragraph):
        if one_line(paragraph.text) != "Some words.":
            return paragraph
        seen.append(str(len(seen)))
        return replace(paragraph, runs=tuple(replace(run, comments=(seen[-1],)) for run in paragraph.runs))

    comments = tuple(WordComment(id, "Bob", "", f"Why {id}?") for id in ("1", "0", "elsewhere"))
    file = imported_file(comment, comments=comments)
    found = [(path, each.text) for path, each in file.read_comments()]
    assert found == [(SECOND, "Why 1?"), (FIRST, "Why 0?"), ((), "Why elsewhere?")]


def test_a_link_is_where_its_paragraph_is_and_that_of_a_note_where_the_note_is_referenced():
    file = imported_file()
    places = {each.name: file.find_holder(each.origin) for each in file.content.components if each.kind == "link"}
    assert places == {"https://a.example/": SECOND, "https://b.example/": ("parts", "one")}
    assert file.find_holder(0) == ()
    submission = model.from_data(DATA)
    sides = Sides(submission, file.submission, submission)
    in_ours = {
        each.name: file.find_in_ours(each.origin, sides) for each in file.content.components if each.kind == "link"
    }
    assert in_ours == {"https://a.example/": (*SECOND, "text"), "https://b.example/": ("footnotes", "a")}
    assert file.find_in_ours(0, sides) == ()
