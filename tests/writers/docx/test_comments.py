"""A comment in the Word file is on the words that it quotes, and on no others."""

import re
from dataclasses import replace

import pytest
from lxml import etree

from tests import word as parts
from tests.conftest import build, manuscript, minimal
from wsisc.calls import locale
from wsisc.calls.call import BUILT_IN
from wsisc.document.manuscript import Manuscript
from wsisc.ooxml.names import W
from wsisc.readers.word import reader as word
from wsisc.source import model
from wsisc.source.model import Comment
from wsisc.writers import docx
from wsisc.writers.docx import review_comments

TEXT = "One two **three four** five, six [seven eight](https://example.org/) nine ten eleven.\n\n- twelve thirteen\n"


def commented(quote, text=TEXT):
    """Return the Word file, built for review, of a submission with a comment on some words of its first part."""
    comment = {"by": "Ann", "text": "Why?", **({"quote": quote} if quote else {})}
    commented_manuscript = manuscript(minimal({"parts": {"one": {"text": text, "comments": [comment]}}}))
    return docx.DocxDocument(replace(commented_manuscript, review=True)).finish()


@pytest.mark.parametrize(
    "quote",
    [
        "two three four five",
        "three four",
        "three fou",
        "o three f",
        "One two",
        "seven eight nine ten eleven.",
        "seven eight",
        "nine ten",
        "ten eleven",
        "twelve thirteen",
        "One two three four five, six seven eight nine ten eleven.",
    ],
)
def test_a_comment_is_on_the_words_that_it_quotes(quote):
    content = commented(quote)
    [comment] = word.read(content).comments
    assert (comment.author, comment.text, comment.quote) == ("Ann", "Why?", quote)
    assert parts.paragraphs(content) == parts.paragraphs(build(minimal({"parts": {"one": {"text": TEXT}}})))


def test_spaces_of_any_number_are_one():
    found = word.read(commented("two three four", "One two\nthree\u00a0\u00a0four\\\nfive.\n"))
    assert found.comments[0].quote.split() == ["two", "three", "four"]


@pytest.mark.parametrize("quote", ["no such words", "Two three", ""])
def test_a_comment_on_words_that_are_not_there_is_not_lost(quote):
    [comment] = word.read(commented(quote)).comments
    assert (comment.author, "Why?" in comment.text) == ("Ann", True)


@pytest.mark.parametrize("quote", ["three four", ""])
def test_a_comment_in_a_document_without_headings_is_on_its_words(quote):
    data = minimal({"call": "cstd-16", "parts": None})
    data["parts"] = {"contribution": {"text": TEXT, "comments": [{"by": "Ann", "text": "Why?", "quote": quote}]}}
    bare = Manuscript(model.from_data(data), BUILT_IN.load("cstd-16"), locale.load("en"), review=True)
    [comment] = word.read(docx.DocxDocument(bare).finish()).comments
    assert (comment.author, comment.text) == ("Ann", "Why?")
    assert comment.quote == quote or not quote


@pytest.mark.parametrize(
    ("proposal", "text", "expected"),
    [
        (None, "Why?", "Why?"),
        ("Other *words*.", "Why?", "Why?\n→ Other words."),
        ("Other words.", "", "→ Other words."),
        ("One.\n\nTwo  words.", "", "→ One.\nTwo words."),
        ("", "Why?", "Why?\n→ –"),
    ],
)
def test_a_proposal_stands_behind_an_arrow_and_one_of_nothing_says_so(proposal, text, expected):
    assert review_comments.display_text(Comment(text, "Ann", "", "quote", proposal)) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2024-01-02", "2024-01-02T00:00:00Z"), ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"), ("", "")],
)
def test_a_date_is_written_as_word_does(date, expected):
    assert review_comments.format_date(date) == expected


def shown(element):
    """Return XML without namespaces."""
    return re.sub(
        r"\bw:|\bxml:space=.preserve. ?",
        "",
        re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(element, encoding="unicode")),
    )


REPLIED = [
    {
        "by": "Ann Bee",
        "text": "Why <now>?",
        "date": "2024-01-02",
        "replies": [{"by": "Cy", "text": "So."}, {"by": "Di", "text": "No."}],
    },
    {"by": "Ed", "text": "Fine.", "quote": "three four", "resolved": True},
    {"by": "Flo", "text": "Two\nlines."},
]


def with_replies():
    """Return a manuscript for review with replies and a resolved comment."""
    return replace(manuscript(minimal({"parts": {"one": {"text": TEXT, "comments": REPLIED}}})), review=True)


def test_each_comment_and_reply_has_a_number_and_is_marked_with_it():
    document = parts.part(docx.DocxDocument(with_replies()).finish(), "word/document.xml")
    paragraphs = [shown(each) for each in document.iter(f"{W}p") if each.find(f".//{W}commentReference") is not None]
    numbers = [re.findall(r'comment(?:RangeStart|RangeEnd|Reference) id="(\d+)"', each) for each in paragraphs]
    assert [sorted(each) for each in numbers] == [[*"000111222444"], [*"333"]]
    assert '<commentRangeStart id="3"/>' in paragraphs[1]
    assert re.search(r'four</t></r><commentRangeEnd id="3"/><r><commentReference id="3"/></r>', paragraphs[1])


def test_the_part_of_comments():
    added = review_comments.build_parts(with_replies()).parts
    assert [shown(each) for each in etree.fromstring(added["word/comments.xml"])] == [
        '<comment id="0" author="Ann Bee" date="2024-01-02T00:00:00Z" initials="AB"><p w14:paraId="00000001"><r>'
        "<annotationRef/></r><r><t >Why &lt;now&gt;?</t></r></p></comment>",
        '<comment id="1" author="Cy" initials="C"><p w14:paraId="00000002"><r><annotationRef/></r><r><t >So.</t></r></p></comment>',
        '<comment id="2" author="Di" initials="D"><p w14:paraId="00000003"><r><annotationRef/></r><r><t >No.</t></r></p></comment>',
        '<comment id="3" author="Ed" initials="E"><p w14:paraId="00000004"><r><annotationRef/></r><r><t >Fine.</t></r></p></comment>',
        '<comment id="4" author="Flo" initials="F"><p><r><annotationRef/></r><r><t >Two</t></r></p>'
        '<p w14:paraId="00000005"><r><t >lines.</t></r></p></comment>',
    ]
    extended = [[*each.attrib.values()] for each in etree.fromstring(added["word/commentsExtended.xml"])]
    assert extended == [
        ["00000001", "0"],
        ["00000002", "00000001", "0"],
        ["00000003", "00000001", "0"],
        ["00000004", "1"],
        ["00000005", "0"],
    ]


def test_plain_comments_need_no_extended_part():
    assert list(review_comments.write_entries([review_comments.CommentEntry("a", "b", "")]).parts) == [
        "word/comments.xml"
    ]
    for entry in (
        review_comments.CommentEntry("a", "b", "", True),
        review_comments.CommentEntry("a", "b", "", parent=0),
    ):
        assert list(review_comments.write_entries([entry]).parts) == ["word/comments.xml", "word/commentsExtended.xml"]
    long = review_comments.write_entries([review_comments.CommentEntry("a", "a b c d e f g h i j", "")])
    assert b'w:initials="abcdefghi"' in long.parts["word/comments.xml"]


def paragraph(xml):
    return etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{xml}</w:p>')


@pytest.mark.parametrize(
    ("xml", "quote", "expected"),
    [
        ("<w:r><w:t>abcd</w:t></w:r>", "abc", "|<r><t>abc</t></r>|<r><t>d</t></r>"),
        ("<w:r><w:t>abcd</w:t></w:r>", "bcd", "<r><t>a</t></r>|<r><t>bcd</t></r>|"),
        ("<w:r><w:t>abcd</w:t></w:r>", "abcd", "|<r><t>abcd</t></r>|"),
        ("<w:r><w:t>ab</w:t></w:r>", "ab", None),
        ("<w:r><w:t>abcd</w:t></w:r>", "bd", None),
        (
            "<w:r><w:t>abcde</w:t><w:br/><w:t>f</w:t></w:r>",
            "bcd",
            "<r><t>a</t></r>|<r><t>bcd</t></r>|<r><t>e</t><br/><t>f</t></r>",
        ),
        (
            "<w:r><w:t>a  b</w:t></w:r><w:r><w:tab/><w:t>c</w:t></w:r>",
            "a b c",
            "|<r><t>a  b</t></r><r><tab/><t>c</t></r>|",
        ),
        ("<w:hyperlink><w:r><w:t>abc</w:t></w:r></w:hyperlink>", "abc", "|<hyperlink><r><t>abc</t></r></hyperlink>|"),
    ],
)
def test_the_quoted_words_of_a_paragraph_are_marked(xml, quote, expected):
    root = paragraph(xml)
    assert review_comments.mark_quote(root, quote, 7) is (expected is not None)
    text = "".join(shown(each) for each in root).replace("<t >", "<t>")
    text = text.replace('<commentRangeStart id="7"/>', "|").replace(
        '<commentRangeEnd id="7"/><r><commentReference id="7"/></r>', "|"
    )
    if expected:
        assert text == expected


def test_a_whole_paragraph_is_marked_behind_its_properties():
    marked = []
    for xml in ("<w:pPr/><w:r/>", "<w:r/>", ""):
        root = paragraph(xml)
        review_comments.mark_range(root, None, None, 7)
        marked.append("".join(re.sub(' id="7"', "", shown(each)) for each in root))
    end = "<commentRangeEnd/><r><commentReference/></r>"
    assert marked == [
        f"<pPr/><commentRangeStart/><r/>{end}",
        f"<commentRangeStart/><r/>{end}",
        f"<commentRangeStart/>{end}",
    ]
