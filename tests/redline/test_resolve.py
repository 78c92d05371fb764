"""Tracked changes by hand -> the paragraphs with all accepted and all rejected, as ECMA-376 and Word have it."""

import re
from itertools import count

import pytest

from tests.conftest import build, minimal
from tests.redline import package
from tests.redline.describe import described
from tests.redline.package import DOCUMENT, NOTES, NUMBERING, W
from tests.redline.resolve import UnknownRevisionError, accepted, rejected, resolve

BUILT = build(
    minimal(
        {
            "parts": {
                "one": {"text": "Words[^a] and [a link](https://example.org/).\n\n- an item\n\n| a |\n|---|\n| b |"}
            },
            "footnotes": {"a": "A note."},
        }
    )
)


def word(body, notes=""):
    """Return a Word file with a body, whose last section is that of a built one, and a note 1."""
    parts, ids = package.read(BUILT), count(1)
    root = package.parse(parts[DOCUMENT])
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in root.nsmap.items())
    text = re.sub(r" ID\b", lambda _: f' w:id="{next(ids)}" w:author="A"', body)
    root[0][:] = [*package.parse(f"<x {spaces}>{text}</x>".encode()), root[0][-1]]
    parts[DOCUMENT] = package.serialize(root)
    if notes:
        root = package.parse(parts[NOTES])
        root[-1][:] = list(package.parse(f"<x {spaces}>{notes.replace(' ID', ' w:id="99" w:author="A"')}</x>".encode()))
        parts[NOTES] = package.serialize(root)
    return package.write(parts)


def run(text, look=""):
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text):
    return f'<w:del ID><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def come(text):
    return f"<w:ins ID>{run(text)}</w:ins>"


def paragraph(content, style="BodyText", marks="", more=""):
    look = "".join(f"<w:{mark} ID/>" for mark in marks.split())
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}{look}</w:pPr>{content}</w:p>'


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(text, mark="", cell=""):
    mark = f"<w:trPr><w:{mark} ID/></w:trPr>" if mark else ""
    return f"<w:tr>{mark}<w:tc><w:tcPr>{cell}</w:tcPr>{paragraph(text)}</w:tc></w:tr>"


def lines(content):
    """Return the lines of the body and the notes."""
    found = described(content)
    return [
        each.replace("paragraph ", "", 1)
        for each in found[: next(i for i, line in enumerate(found) if line.startswith("section"))]
    ]


A, Z = paragraph(run("a")), paragraph(run("z"))
LINE = {"a": "BodyText: a", "z": "BodyText: z"}
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
OLD_BODY = '<w:pPrChange ID><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:pPrChange>'
BEFORE_TABLE = ["table", "row", "cell", "  BodyText: t", "end of table", "BodyText: z"]

CASES = {
    "words": (paragraph(run("one ") + gone("two") + come("three")), ["BodyText: one three"], ["BodyText: one two"]),
    "words inserted by one and deleted by another": (
        paragraph(run("a") + f"<w:ins ID>{gone('b')}</w:ins>"),
        ["BodyText: a"],
        ["BodyText: a"],
    ),
    "words within a link": (
        paragraph(f'<w:hyperlink r:id="rId9">{gone("x")}{come("y")}</w:hyperlink>'),
        ["BodyText: <link missing: rId9>y</link>"],
        ["BodyText: <link missing: rId9>x</link>"],
    ),
    "a link without words": (
        paragraph(run("a") + f'<w:hyperlink r:id="rId9">{gone("x")}</w:hyperlink>'),
        ["BodyText: a"],
        ["BodyText: a<link missing: rId9>x</link>"],
    ),
    "moved words": (
        paragraph(
            f'<w:moveFromRangeStart ID w:name="m"/><w:moveFrom ID>{run("x")}</w:moveFrom><w:moveFromRangeEnd w:id="1"/>'
        )
        + paragraph(f"<w:moveTo ID>{run('x')}</w:moveTo>"),
        ["BodyText: ", "BodyText: x"],
        ["BodyText: x", "BodyText: "],
    ),
    "a paragraph": (A + paragraph(gone("b"), marks="del") + Z, [LINE["a"], LINE["z"]], [LINE["a"], "BodyText: b", LINE["z"]]),
    "an inserted paragraph": (
        A + paragraph(come("b"), marks="ins") + Z,
        [LINE["a"], "BodyText: b", LINE["z"]],
        [LINE["a"], LINE["z"]],
    ),
    "an empty paragraph": (A + paragraph("", marks="del") + Z, [LINE["a"], LINE["z"]], [LINE["a"], "BodyText: ", LINE["z"]]),
    "a mark inserted and deleted": (A + paragraph("", marks="ins del") + Z, [LINE["a"], LINE["z"]], [LINE["a"], LINE["z"]]),
    "a heading": (
        A + paragraph(gone("b"), "Heading1", "del") + Z,
        [LINE["a"], LINE["z"]],
        [LINE["a"], "Heading1: b", LINE["z"]],
    ),
    "an item": (
        A + paragraph(gone("b"), "ListBullet", "del", NUMBERED) + Z,
        [LINE["a"], LINE["z"]],
        [LINE["a"], "ListBullet list 1 level 0 bullet '•' ind hanging=360 left=720: b", LINE["z"]],
    ),
    "a join keeps the properties of the second": (
        paragraph(run("a"), "Quote", "del") + paragraph(come(" ") + run("b"), "Title") + Z,
        ["Title: a b", LINE["z"]],
        ["Quote: a", "Title: b", LINE["z"]],
    ),
    "a split": (
        paragraph(run("a") + gone(" "), "Quote", "ins") + paragraph(run("b"), "Title"),
        ["Quote: a", "Title: b"],
        ["Title: a b"],
    ),
    "three joined": (
        paragraph(run("a"), marks="del") + paragraph(run("b"), marks="del") + paragraph(run("c")),
        ["BodyText: abc"],
        ["BodyText: a", "BodyText: b", "BodyText: c"],
    ),
    "a paragraph before a table": (
        A + paragraph(gone("b"), marks="del") + table(row(run("t"))) + Z,
        [LINE["a"], *BEFORE_TABLE],
        [LINE["a"], "BodyText: b", *BEFORE_TABLE],
    ),
    "the mark of words before a table": (
        paragraph(run("a"), marks="del") + table(row(run("t"))) + Z,
        [LINE["a"], *BEFORE_TABLE],
        [LINE["a"], *BEFORE_TABLE],
    ),
    "a last paragraph": (A + paragraph(gone("b"), marks="del"), [LINE["a"], "BodyText: "], [LINE["a"], "BodyText: b"]),
    "a last paragraph, by the mark before": (
        paragraph(run("a"), marks="del") + paragraph(gone("b")),
        ["BodyText: a"],
        ["BodyText: a", "BodyText: b"],
    ),
    "an inserted last paragraph": (
        A + paragraph(come("b"), marks="ins"),
        [LINE["a"], "BodyText: b"],
        [LINE["a"], "BodyText: "],
    ),
    "an inserted last paragraph, by the mark before": (
        paragraph(run("a"), marks="ins") + paragraph(come("b"), more=""),
        ["BodyText: a", "BodyText: b"],
        ["BodyText: a"],
    ),
    "an inserted table at the end": (
        A + paragraph(come("b"), marks="ins") + table(row(come("t"), "ins")),
        [LINE["a"], "BodyText: b", *BEFORE_TABLE[:-1]],
        [LINE["a"]],
    ),
    "a row": (
        table(row(run("t")), row(gone("u"), "del")) + Z,
        BEFORE_TABLE,
        [*BEFORE_TABLE[:4], "row", "cell", "  BodyText: u", *BEFORE_TABLE[4:]],
    ),
    "a row whose words are not marked": (
        table(row(run("t")), row(run("u"), "ins")) + Z,
        [*BEFORE_TABLE[:4], "row", "cell", "  BodyText: u", *BEFORE_TABLE[4:]],
        BEFORE_TABLE,
    ),
    "a table": (A + table(row(gone("t"), "del")) + Z, [LINE["a"], LINE["z"]], [LINE["a"], *BEFORE_TABLE]),
    "a table for another": (
        table(row(gone("s"), "del")) + paragraph("", marks="ins del") + table(row(come("t"), "ins")) + Z,
        BEFORE_TABLE,
        [*BEFORE_TABLE[:3], "  BodyText: s", *BEFORE_TABLE[4:]],
    ),
    "a cell": (
        table(f"<w:tr><w:tc><w:tcPr/>{paragraph(run('t'))}</w:tc><w:tc><w:tcPr><w:cellIns ID/></w:tcPr>{paragraph(come('u'))}</w:tc></w:tr>")
        + Z,
        [*BEFORE_TABLE[:4], "cell", "  BodyText: u", *BEFORE_TABLE[4:]],
        BEFORE_TABLE,
    ),
    "formatting": (
        paragraph(run("b", "<w:rPr><w:b/><w:rPrChange ID><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>")),
        ["BodyText: {bold|b}"],
        ["BodyText: {italics|b}"],
    ),
    "formatting of a mark": (
        f"<w:p><w:pPr><w:rPr><w:del ID/><w:vanish/><w:rPrChange ID><w:rPr/></w:rPrChange></w:rPr></w:pPr>{run('a')}</w:p>{Z}",
        ["BodyText: az"],
        [": a", LINE["z"]],
    ),
    "a style": (paragraph(run("b"), "Heading1", "", OLD_BODY), ["Heading1: b"], ["BodyText: b"]),
    "a new item": (
        paragraph(run("b"), "ListBullet", "", NUMBERED + OLD_BODY),
        ["ListBullet list 1 level 0 bullet '•' ind hanging=360 left=720: b"],
        ["BodyText: b"],
    ),
    "properties of a table": (
        "<w:tbl><w:tblPr><w:jc w:val='center'/><w:tblPrChange ID><w:tblPr/></w:tblPrChange></w:tblPr>"
        "<w:tblGrid><w:gridCol w:w='5'/><w:tblGridChange w:id='77'><w:tblGrid/></w:tblGridChange></w:tblGrid>"
        "<w:tr><w:trPr><w:cantSplit/><w:trPrChange ID><w:trPr/></w:trPrChange></w:trPr><w:tc><w:tcPr>"
        f"<w:vAlign w:val='top'/><w:tcPrChange ID><w:tcPr/></w:tcPrChange></w:tcPr>{paragraph(run('t'))}</w:tc></w:tr></w:tbl>" + Z,
        ["table jc=center", "row cantSplit", "cell vAlign=top", *BEFORE_TABLE[3:]],
        BEFORE_TABLE,
    ),
    "a section that ends": (
        A + paragraph(gone("b"), marks="del").replace("</w:pPr>", "<w:sectPr><w:pgSz w:w='9'/></w:sectPr></w:pPr>") + Z,
        [LINE["a"], LINE["z"]],
        [LINE["a"], "BodyText end of section: b", LINE["z"]],
    ),
    "a note": (
        paragraph(run("a") + f"<w:del ID>{NOTE}</w:del>"),
        ["BodyText: a"],
        ["BodyText: a<note 1>", "note 1", "  FootnoteText: {rStyle=FootnoteReference|<footnoteRef>} A note."],
    ),
    "a break": (paragraph(run("a") + "<w:ins ID><w:r><w:br/></w:r></w:ins>" + run("b")), ["BodyText: a<br>b"], ["BodyText: ab"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_changes_are_accepted_and_rejected(name):
    body, expected, former = CASES[name]
    content = word(body)
    assert lines(accepted(content)) == expected
    assert lines(rejected(content)) == former


def test_changes_in_notes_and_heads_are_resolved():
    content = word(paragraph(run("a") + NOTE), paragraph(run("b") + gone("c") + come("d"), "FootnoteText"))
    parts = package.read(content)
    head = parts["word/header1.xml"].replace(b"<w:r>", b'<w:ins w:id="7" w:author="A"><w:r>', 1)
    parts["word/header1.xml"] = head.replace(b"</w:r>", b"</w:r></w:ins>", 1)
    content = package.write(parts)
    assert lines(accepted(content))[2] == "  FootnoteText: bd"
    assert lines(rejected(content))[2] == "  FootnoteText: bc"
    assert any("Header: An entity<tab>" in line for line in described(accepted(content)))
    assert any("Header: <tab>" in line for line in described(rejected(content)))


def test_a_lost_note_is_no_part_of_the_file_any_more():
    content = accepted(word(paragraph(run("a") + f"<w:del ID>{NOTE}</w:del>")))
    notes = package.parse(package.read(content)[NOTES])
    assert [each.get(f"{W}type") for each in notes] == ["separator", "continuationSeparator"]


def test_joins_are_counted():
    body, _, _ = CASES["three joined"]
    assert (resolve(word(body), True).joins, resolve(word(body), False).joins) == (2, 0)


@pytest.mark.parametrize(
    "body",
    [
        paragraph(f'<w:del ID><w:hyperlink r:id="rId9">{run("x")}</w:hyperlink></w:del>'),
        f"<w:tbl><w:tblPr/><w:tblGrid/>{row(run('t'), cell='<w:cellMerge ID/>')}</w:tbl>{Z}",
        f'<w:customXmlInsRangeStart w:id="1" w:author="A"/>{Z}',
        paragraph(run("a", "<w:rPr><w:styleChange ID/></w:rPr>")),
    ],
)
def test_what_the_judge_does_not_know_is_refused(body):
    for resolved in (accepted, rejected):
        with pytest.raises(UnknownRevisionError):
            resolved(word(body))


def test_a_revision_in_another_part_is_refused():
    parts = package.read(BUILT)
    change = b'<w:pPrChange w:id="1" w:author="A"><w:pPr/></w:pPrChange></w:pPr>'
    parts[NUMBERING] = parts[NUMBERING].replace(b"</w:pPr>", change, 1)
    with pytest.raises(UnknownRevisionError):
        accepted(package.write(parts))
