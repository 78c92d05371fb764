"""Tracked changes that no run carries: of rows, cells, marks of paragraphs and formatting; and their authors and dates."""

import pytest

from tests.readers.word_files import SPACES, links, para, run, texts, word_file
from wsisc import importer
from wsisc.calls.call import BUILT_IN
from wsisc.merge import change_authors
from wsisc.readers.word import accept_reject
from wsisc.readers.word import reader as word

BOLD, STYLES = "<w:b/>", "word/styles.xml"
HEADING = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
STYLED = {STYLES: f"<w:styles {SPACES}>{HEADING}</w:styles>"}
STYLES_LINK = [("s", "styles", "styles.xml", "")]


def by(author, tag, inner="", date="2024-01-02T03:04:05Z"):
    return f'<w:{tag} w:id="1" w:author="{author}" w:date="{date}">{inner}</w:{tag}>'


def mark(author, tag):
    return f"<w:rPr>{by(author, tag)}</w:rPr>"


def cell(text, change=""):
    return f"<w:tc><w:tcPr>{change}</w:tcPr>{para(run(text))}</w:tc>"


def row(*cells, change=""):
    return f"<w:tr><w:trPr>{change}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


ROWS = table(
    row(cell("a"), cell("b")),
    row(cell("gone"), cell("too"), change=by("Bob", "del")),
    row(cell("new"), cell("as well"), change=by("Ann", "ins")),
)
CELLS = table(row(cell("a"), cell("gone", by("Bob", "cellDel")), cell("new", by("Ann", "cellIns"))), row(cell("b")))
MARKS = para(run("first "), mark("Bob", "del")) + para(run("second"), mark("Ann", "ins")) + para(run("third"))


@pytest.mark.parametrize(
    ("body", "accepted", "rejected", "of_ann"),
    [
        (ROWS, ["a", "b", "new", "as well"], ["a", "b", "gone", "too"], ["a", "b", "gone", "too", "new", "as well"]),
        (CELLS, ["a", "new", "b"], ["a", "gone", "b"], ["a", "gone", "new", "b"]),
        (MARKS, ["first second", "third"], ["first ", "secondthird"], ["first ", "second", "third"]),
    ],
)
def test_marks_of_changes_are_changes(body, accepted, rejected, of_ann):
    found = word.read(word_file(body))
    assert texts(accept_reject.accept_all(found)) == accepted
    assert texts(accept_reject.reject_all(found)) == rejected
    assert texts(accept_reject.accept_from(found, ["Ann"])) == of_ann
    assert {(change.kind, change.author) for change, _ in accept_reject.tracked_changes(found)} == {
        ("deletion", "Bob"), ("insertion", "Ann"),
    }  # fmt: skip


def test_what_was_changed_is_named_with_its_words():
    body = ROWS + CELLS + para("", mark("Ann", "ins"))
    assert [text for _, text in accept_reject.tracked_changes(word.read(word_file(body)))] == [
        "[row] gone too", "[row] new as well", "[cell] gone", "[cell] new", "[end of paragraph]",
    ]  # fmt: skip


def test_a_table_whose_rows_or_cells_are_all_deleted_is_gone():
    gone = by("Bob", "cellDel")
    for body in (table(row(cell("a"), change=by("Bob", "del"))), table(row(cell("a", gone), cell("b", gone)))):
        found = accept_reject.accept_all(word.read(word_file(body + para(run("kept")))))
        assert texts(found) == ["kept"]
        assert len(found.blocks) == 1


BOTH = by("Ann", "ins") + by("Bob", "del")
NESTED = [
    para(run("kept ") + by("Ann", "ins", by("Bob", "del", '<w:r><w:delText xml:space="preserve">x</w:delText></w:r>'))),
    table(row(cell("kept "), change=""), row(cell("x"), change=BOTH)),
    table(row(cell("kept "), cell("x", by("Ann", "cellIns") + by("Bob", "cellDel")))),
    para(run("kept "), f"<w:rPr>{BOTH}</w:rPr>") + para(run("x")),
]


@pytest.mark.parametrize("body", NESTED)
def test_what_was_inserted_and_deleted_again_is_there_only_where_the_insertion_alone_is_accepted(body):
    found = word.read(word_file(body))
    readings = [
        accept_reject.accept_all(found),
        accept_reject.reject_all(found),
        accept_reject.accept_from(found, ["Bob"]),
    ]
    joined = [["kept x"], ["kept "]]["<w:rPr>" not in body]
    assert [texts(each) for each in readings] == [joined] * 3
    assert "".join(texts(accept_reject.accept_from(found, ["Ann"]))) == "kept x"
    assert len(texts(accept_reject.accept_from(found, ["Ann"]))) == len(texts(found))
    assert change_authors.find_authors(found) == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("now", "before", "summary"),
    [
        (BOLD, "", "bold"), ("", BOLD, "no longer bold"), ("<w:i/>", BOLD, "no longer bold, in italics"),
        ("<w:strike/>", "", "struck through"), ("<w:vanish/>", "", "hidden"), ("", "<w:vanish/>", "no longer hidden"),
        ('<w:vertAlign w:val="superscript"/>', "", "superscript"), ('<w:sz w:val="40"/>', "", ""), (BOLD, BOLD, ""),
    ],
)  # fmt: skip
def test_changed_formatting_is_read_as_it_is_now_or_as_it_was(now, before, summary):
    change = by("Ann", "rPrChange", f"<w:rPr>{before}</w:rPr>")
    content = word_file(para(run("some ") + run("words", now + change)))
    plain = [word.read(word_file(para(run("some ") + run("words", each)))).blocks for each in (now, before)]
    found = word.read(content)
    assert [(each.author, each.summary, each.words) for each in found.formatting_changes] == [("Ann", summary, "words")]
    assert found.blocks == word.read(content, ["Ann"]).blocks == plain[0]
    assert word.read(content, ["Bob"]).blocks == word.read(content, ()).blocks == plain[1]


def test_runs_that_were_changed_alike_are_one_change_and_others_are_not():
    change = by("Ann", "rPrChange", "<w:rPr/>")
    other = by("Bob", "rPrChange", "<w:rPr/>")
    body = para(run("so", BOLD + change) + run("me", BOLD + "<w:u/>" + change) + run(" words", BOLD + other))
    found = word.read(word_file(body)).formatting_changes
    assert [(each.author, each.words, each.paragraph) for each in found] == [
        ("Ann", "some", "some words"), ("Bob", " words", "some words"),
    ]  # fmt: skip


def test_a_heading_that_was_none_is_none_where_that_is_rejected():
    change = by("Ann", "pPrChange", "<w:pPr/>")
    body = para(run("Title"), f'<w:pStyle w:val="H"/>{mark("Bob", "ins")}{change}') + para(run("text"))
    content = word_file(body, STYLED, STYLES_LINK)
    assert [each.summary for each in word.read(content).formatting_changes] == ["style heading 1, before Normal"]
    assert word.read(content).blocks[0].outline == 1
    before = word.read(content, ()).blocks[0]
    assert before.outline == 0
    assert before.change.author == "Bob"  # the mark of the paragraph is not among its formatting


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (f"<w:tbl><w:tblPr>{by('Ann', 'tblPrChange', '<w:tblPr/>')}</w:tblPr>{row(cell('a'))}</w:tbl>", "table"),
        (table(row(cell("a"), change=by("Ann", "trPrChange", "<w:trPr/>"))), "row"),
        (table(row(cell("a", by("Ann", "tcPrChange", "<w:tcPr/>")))), "cell"),
        (table(row(cell("a", '<w:cellMerge w:id="1" w:author="Ann" w:vMerge="cont"/>'))), "cell"),
        (f"<w:sectPr>{by('Ann', 'sectPrChange', '<w:sectPr/>')}</w:sectPr>", "section"),
        (para(run("a"), f'<w:numPr><w:numId w:val="1"/>{by("Ann", "ins")}</w:numPr>'), "paragraph"),
        (para(run("a"), f'<w:numPr>{by("Ann", "numberingChange")}</w:numPr>'), "paragraph"),
        (para(run("a"), f"<w:rPr>{by('Ann', 'rPrChange', '<w:rPr/>')}</w:rPr>"), "paragraph"),
    ],
)  # fmt: skip
def test_every_kind_of_changed_formatting_is_known_with_its_author(body, what):
    found = word.read(word_file(body))
    assert [(each.scope, each.author) for each in found.formatting_changes] == [(what, "Ann")]
    assert not word.read(word_file(body), ()).formatting_changes or "cellMerge" in body or "numberingChange" in body
    items = importer.import_content(word.read(word_file(body + para(run("text")))), BUILT_IN, "cstd-26").report.items
    assert ("tracked changes, all accepted", "Ann (formatting)") in [(each.kind, each.text) for each in items]


def test_an_import_says_who_changed_what():
    change = by("Cy", "rPrChange", "<w:rPr/>")
    body = para(run("A text ") + run("in bold", BOLD + change)) + ROWS + MARKS
    report = importer.import_content(word.read(word_file(body)), BUILT_IN, "cstd-26").report
    said = [(each.kind, each.text, each.needs_person) for each in report.items if each.kind.startswith("tracked")]
    assert said == [
        ("tracked changes, all accepted", "Ann (insertions); Bob (deletions); Cy (formatting)", False),
        ("tracked change of formatting, accepted", "bold: in bold (Cy)", False),
    ]
    assert [each.text for each in report.items if each.kind == "deleted text"] == ["gone", "too"]
    assert report.is_balanced


@pytest.mark.parametrize("date", ["yesterday", "2022-13-45T00:00:00Z", "2024-01-02&#10;", "9" * 1_000_000])
def test_what_is_no_date_is_none_and_known_as_such(date):
    words, bold = by("Ann", "ins", run("new"), date), by("Ann", "rPrChange", "<w:rPr/>", date)
    body = para(words + run("bold", BOLD + bold), f"<w:rPr>{by('Ann', 'del', '', date)}</w:rPr>")
    body += table(row(cell("a", by("Ann", "cellIns", "", date)), change=by("Ann", "ins", "", date)))
    found = word.read(word_file(body))
    assert len(list(accept_reject.tracked_changes(found))) == 4
    assert all(not change.date for change, _ in accept_reject.tracked_changes(found))
    assert [each.date for each in found.formatting_changes] == [""]
    assert [len(each) for each in found.invalid_dates] == [min(len(date.replace("&#10;", " ")), 40)]


@pytest.mark.parametrize("tag", [
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange", "rPrChange", "pPrChange",
    "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "sectPrChange",
])  # fmt: skip
def test_a_change_of_any_kind_is_known_by_a_date_that_is_none(tag):
    found = word.read(word_file(para(run("Words.")) + f"<w:p><w:pPr>{by('Ann', tag, date='soon')}</w:pPr></w:p>"))
    assert found.invalid_dates == ("soon",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ann&#10;Other", "Ann Other"), ("\u202eAnn\u0085", "Ann"), ("A" * 1_000_000, "A" * 500), ("", "")],
)
def test_a_name_is_one_line_of_letters_that_are_seen(name, expected):
    comments = (
        f'<w:comments {SPACES}><w:comment w:id="1" w:author="{name}">{para(run("said"))}</w:comment></w:comments>'
    )
    relations = [("c", "comments", "comments.xml", "")]
    found = word.read(word_file(para(by(name, "ins", run("new"))), {"word/comments.xml": comments}, relations))
    assert found.blocks[0].runs[0].change.author == found.comments[0].author == expected


@pytest.mark.parametrize(
    ("words", "address", "expected"),
    [
        ("the report", "https://a.example/x", "See the report (https://a.example/x)!"),
        ("https://a.example/x", "https://a.example/x", "See https://a.example/x!"),
        ("https://a.example/x", "https://b.example/", "See https://a.example/x (https://b.example/)!"),
        ("@Bob", "mailto:bob@a.example", "See @Bob!"),
        ("the report", f"https://a.example/{'x' * 3000}", "See the report!"),
    ],
)
def test_an_address_in_a_comment_stands_in_its_words(words, address, expected):
    link = f'<w:hyperlink r:id="l">{run(words)}</w:hyperlink>'
    comments = (
        f'<w:comments {SPACES}><w:comment w:id="1">{para(run("See ") + link + run("!"))}</w:comment></w:comments>'
    )
    relations = links(("l", "hyperlink", address, ' TargetMode="External"'))
    parts = {"word/comments.xml": comments, "word/_rels/comments.xml.rels": relations}
    found = word.read(word_file(para(run("x")), parts, [("c", "comments", "comments.xml", "")]))
    assert [each.text for each in found.comments] == [expected]
