"""Comments with replies, and resolved ones, go to Word and come back; what was said meanwhile is put to what is there."""

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from tests.conftest import manuscript, minimal
from tests.merge.sent_file import merge
from tests.merge.tracking import Tracker
from tests.reviews.reviewer import NAMES, Reviewer, W
from wsisc import source
from wsisc.calls.call import BUILT_IN
from wsisc.document import canonical
from wsisc.document.prose import Reading
from wsisc.importer import import_document
from wsisc.importer.text import comment_threads
from wsisc.lint import rules
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word.reader import read
from wsisc.source import model
from wsisc.writers import docx, yaml

__all__ = ["merge"]

TEXT = """wsisc: 1
call: cstd-26
language: en
title: A title
entity: {name: An entity}
parts:
  one:
    text: A summary of what was done.
    comments:
      - by: Ada
        date: 2024-05-01T10:00:00Z
        quote: what was done
        text: By whom?
        resolved: true
        replies:
          - by: Bob
            date: 2024-05-02T10:00:00Z
            text: |-
              By us,
              and them.
          - by: Cy
            text: By all.
      - by: Ada
        text: Too short.
      - by: Ada
        quote: A summary of what was done.
        proposal: A summary of what is done.
  two:
    text: An overview.
    comments:
      - by: Bob
        quote: overview
        text: Over what?
        replies:
          - by: Ada
            text: All of it.
  three:
    a: {text: What was done.}
    b: {text: What will be.}
"""
DATA = source.read(TEXT.encode(), "").data


def sent(data=DATA):
    return docx.DocxDocument(replace(manuscript(data), review=True)).finish()


@pytest.fixture(scope="module")
def document():
    return sent()


def entries(text):
    return [each for _, each in model.comments(model.from_data(source.read(text.encode(), "").data))]


def test_data_of_comments_come_back():
    assert canonical.to_data(model.from_data(DATA))["parts"] == DATA["parts"]


def test_word_gets_threads_as_it_writes_them(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        said = etree.fromstring(archive.read("word/comments.xml"))
        beside = etree.fromstring(archive.read("word/commentsExtended.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
    ids = [each.get(f"{W}id") for each in said]
    last = [each.findall(f"{W}p")[-1].get(f"{{{NAMES['w14']}}}paraId") for each in said]
    w15 = f"{{{NAMES['w15']}}}"
    threads = [(each.get(f"{w15}paraId"), each.get(f"{w15}paraIdParent"), each.get(f"{w15}done")) for each in beside]
    assert [each[0] for each in threads] == last
    assert [last.index(each[1]) if each[1] else None for each in threads] == [None, 0, 0, None, None, None, 5]
    assert [each[2] for each in threads] == ["1", "1", "1", "0", "0", "0", "0"]
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(each.get(f"{W}id") for each in body.iter(f"{W}{tag}")) == ids


def test_a_file_without_replies_has_no_part_for_them():
    data = minimal({"parts": {"one": {"comments": [{"text": "Why?", "by": "Ada"}]}}})
    with zipfile.ZipFile(io.BytesIO(sent(data))) as archive:
        assert "word/comments.xml" in archive.namelist()
        assert "word/commentsExtended.xml" not in archive.namelist()
        assert b"w14" not in archive.read("word/comments.xml")


def test_threads_come_back_from_word(document):
    content = read(document)
    found = [comment for _, comment in comment_threads.read_threads(content)]
    expected = entries(TEXT)
    assert [(each.text, each.by, each.resolved, each.replies) for each in found if "→" not in each.text] == [
        (each.text, each.by, each.resolved, each.replies) for each in expected if each.proposal is None
    ]


@pytest.mark.parametrize("is_changed", [False, True], ids=["as it was", "changed"])
def test_threads_come_back_by_plain_import(document, is_changed):
    tracker = Tracker(document)
    if is_changed:
        next(each for each in tracker.root.iter(f"{W}t") if each.text == "What will be.").text += " More."
    found = import_document.read_document("a.docx", ReceivedDocument(tracker.content()), BUILT_IN)
    assert (found.report is not None) == is_changed
    merged = entries(yaml.write(found.submission))
    expected = [each for each in entries(TEXT) if each.proposal is None]
    assert [(each.text, each.by, each.resolved, each.replies) for each in merged if "→" not in each.text] == [
        (each.text, each.by, each.resolved, each.replies) for each in expected
    ]


def test_what_comes_back_unchanged_changes_nothing(merge, document):
    assert merge(document, TEXT)[::2] == (0, TEXT)


def test_what_was_answered_meanwhile_is_put_to_what_was_said(merge, document):
    code, output, merged = merge(answered(document), TEXT)
    assert code == 0
    assert "2 comments added" in output
    expected = entries(TEXT)
    first, last = expected[0], expected[-1]
    new = model.Reply("Indeed.", "Cy", "2024-06-01T10:00:00Z")
    assert entries(merged) == [
        first._replace(replies=(*first.replies, new)),
        *expected[1:-1],
        last._replace(resolved=True),
    ]
    assert merge(answered(document), merged)[::2] == (0, merged)


def answered(document):
    """Return a file in which Cy answered the first comment and marked the last one as resolved."""
    reviewer = Reviewer(document)
    said, beside = reviewer.parts["word/comments.xml"], reviewer.parts["word/commentsExtended.xml"]
    new = (
        '<w:comment w:id="99" w:author="Cy" w:date="2024-06-01T10:00:00Z"><w:p w14:paraId="0000ABCD"><w:r><w:t>Indeed.'
    )
    new += "</w:t></w:r></w:p></w:comment></w:comments>"
    reviewer.parts["word/comments.xml"] = said.replace(b"</w:comments>", new.encode())
    parent = b'<w15:commentEx w15:paraId="0000ABCD" w15:paraIdParent="00000001" w15:done="1"/></w15:commentsEx>'
    before, mark, after = beside.rpartition(b'w15:paraId="00000006"')
    after = after.replace(b'w15:done="0"', b'w15:done="1"', 1)
    reviewer.parts["word/commentsExtended.xml"] = (before + mark + after).replace(b"</w15:commentsEx>", parent)
    return reviewer.content()


@pytest.mark.parametrize("parents", [{"2": "3", "3": "2"}, {"1": "1"}, {"2": "9"}])
def test_comments_that_answer_one_another_in_a_ring_are_not_lost(parents, document):
    content = read(document)
    found = tuple(each._replace(parent=parents.get(each.id, each.parent)) for each in content.comments)
    merged = comment_threads.read_threads(type(content)(content.blocks, comments=found))
    said = " ".join(f"{each.text} {[reply.text for reply in each.replies]}" for _, each in merged)
    assert all(each.text in said or repr(each.text)[1:-1] in said for each in found)


def test_a_resolved_comment_is_open_no_longer():
    checked = rules.load("open-comment")
    found = [each.path for each in checked.check(Reading(model.from_data(DATA), None))]
    assert found == [("parts", "one", "comments", 1), ("parts", "two", "comments", 0)]


def test_what_a_comment_holds_beside_its_words_is_reported_of_an_unchanged_document():
    reviewer = Reviewer(docx.DocxDocument(manuscript(minimal())).finish())
    words = next(each.text for each in reviewer.root.iter(f"{W}t") if each.text == "What was done.")
    reviewer.comments(words, ("Ada", "@Bob"))
    reviewer.remark("@Bob", "mailto:bob@example.org")
    found = import_document.read_document("x.docx", ReceivedDocument(reviewer.content()), BUILT_IN)
    assert found.report is None
    assert "mailto:bob@example.org" in " ".join(each.text for each in found.items)
