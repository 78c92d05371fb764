"""A file that was reviewed before: comments of the first review go, with all that Word keeps of them; answers stay."""

import io
import re
import zipfile

import pytest

from tests.review import ranges
from tests.review.annotated import reviewed
from tests.review.files import officer
from wsisc.review import own_comments

_TYPES = "http://schemas.microsoft.com/office/"
_PARTS = {
    "commentsExtended": (f"{_TYPES}2011/relationships/commentsExtended", "w15", f"{_TYPES}word/2012/wordml"),
    "commentsIds": (f"{_TYPES}2016/09/relationships/commentsIds", "w16cid", f"{_TYPES}word/2016/wordml/cid"),
    "commentsExtensible": (
        f"{_TYPES}2018/08/relationships/commentsExtensible", "w16cex", f"{_TYPES}word/2018/wordml/cex",
    ),
}  # fmt: skip


def saved_by_word(content, answered):
    """The file as Word saves it: paragraph ids, and the parts on threads; Ben has answered one comment, resolved."""
    files = ranges.parts(content)
    comments = files["word/comments.xml"].decode().replace(
        "<w:comments ", f'<w:comments xmlns:w14="{_TYPES}word/2010/wordml" ', 1
    )  # fmt: skip
    numbers = iter(range(1, 10_000))
    comments = re.sub(r"<w:p>", lambda _: f'<w:p w14:paraId="{next(numbers):08X}">', comments)
    found = re.finditer(r'<w:comment [^>]*w:id="(\d+)".*?</w:comment>', comments, re.DOTALL)
    last = {each[1]: re.findall(r'paraId="(\w+)"', each[0])[-1] for each in found}
    reply = (
        '<w:comment w:id="9000" w:author="Ben" w:initials="B"><w:p w14:paraId="0000FFFF"><w:r><w:t>It stays.</w:t>'
        "</w:r></w:p></w:comment></w:comments>"
    )
    files["word/comments.xml"] = comments.replace("</w:comments>", reply).encode()
    lines = {
        "commentsExtended": "".join(f'<w15:commentEx w15:paraId="{id}" w15:done="0"/>' for id in last.values())
        + f'<w15:commentEx w15:paraId="0000FFFF" w15:paraIdParent="{last[answered]}" w15:done="1"/>',
        "commentsIds": "".join(
            f'<w16cid:commentId w16cid:paraId="{id}" w16cid:durableId="A{id[1:]}"/>' for id in last.values()
        ),
        "commentsExtensible": "".join(
            f'<w16cex:commentExtensible w16cex:durableId="A{id[1:]}"/>' for id in last.values()
        ),
    }
    links = files["word/_rels/document.xml.rels"].decode()
    for name, (kind, prefix, namespace) in _PARTS.items():
        root = f"{prefix}:{name}" if name != "commentsExtended" else "w15:commentsEx"
        files[f"word/{name}.xml"] = f'<{root} xmlns:{prefix}="{namespace}">{lines[name]}</{root}>'.encode()
        links = links.replace("</Relat", f'<Relationship Id="x{name}" Type="{kind}" Target="{name}.xml"/></Relat', 1)
    files["word/_rels/document.xml.rels"] = links.encode()
    return packed(files), last


def packed(files):
    """Return a package with parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture(scope="module")
def answered():
    """A reviewed file that Word has saved, in which Ben answered the first comment on Cape Verde."""
    first = reviewed(officer())[2].content
    texts, marked = ranges.comments(first), ranges.marked_words(first)
    id = next(each for each in texts if marked[each] == "Cape Verde")
    content, last = saved_by_word(first, id)
    return content, last, id


def test_what_word_keeps_of_removed_comments_goes_with_them(answered):
    content, last, id = answered
    cleaned, count = own_comments.remove_earlier(content)
    assert count == len(last) - 1
    files = ranges.parts(cleaned)
    kept = last[id]
    assert set(re.findall(r'paraId="(\w+)"', files["word/commentsExtended.xml"].decode())) == {kept, "0000FFFF"}
    assert re.findall(r'paraId="(\w+)"', files["word/commentsIds.xml"].decode()) == [kept]
    assert re.findall(r'durableId="(\w+)"', files["word/commentsExtensible.xml"].decode()) == [f"A{kept[1:]}"]
    assert b"It stays." in files["word/comments.xml"]


def test_no_empty_run_stays_where_a_comment_was():
    reviewed_file = reviewed(officer())[2].content
    cleaned = own_comments.remove_earlier(reviewed_file).content
    before, after = (ranges.etree.fromstring(ranges.parts(each)["word/document.xml"]) for each in (officer(), cleaned))
    empty = [[run for run in root.iter(f"{ranges.W}r") if not len(run)] for root in (before, after)]
    assert len(empty[0]) == len(empty[1])
    assert not list(after.iter(f"{ranges.W}commentReference"))


def test_an_answered_comment_stays_and_is_not_doubled(answered):
    content, _, id = answered
    before = ranges.comments(content)
    after = ranges.comments(reviewed(own_comments.remove_earlier(content).content)[2].content)
    assert sorted(_findings(after)) == sorted(_findings(before))
    assert after[id] == before[id]


def _findings(comments):
    """Return the texts of comments, without the summary."""
    return [each for each in comments.values() if not each.startswith("This file was checked")]
