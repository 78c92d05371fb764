"""The PDF: its words are those of the Word file and the page, in order; its figures are described, its engine is closed."""

import re

import pypdfium2
import pytest

from tests import torture, word
from tests.conftest import FEATURES, SAMPLE, build, manuscript, minimal, some_quick
from wsisc import source
from wsisc.document import outline
from wsisc.document.integrity import FOOTNOTE_REFERENCE, DocumentWords
from wsisc.engines import typst
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers import page_text
from wsisc.readers import pdf_text as reader
from wsisc.source import model
from wsisc.writers import get_writer, pdf


def read(path):
    return source.read(path.read_bytes(), path.name).data


def squeezed(text):
    return re.sub(r"[\s•\u00ad\x02-]+", "", text)


def pages(content, entity="An entity"):
    """Return the text of each page without its head and foot, which all but the first have.

    Hyphens, which may be from a broken line, are left out.
    """
    with pypdfium2.PdfDocument(content) as document:
        shown = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    head = squeezed(f"{entity} Twenty-sixth session")
    for number, page in enumerate(shown[1:], 2):
        foot = f"Page{number}of{len(shown)}"
        assert page.startswith(head)
        assert page.endswith(foot)
        shown[number - 1] = page.removeprefix(head).removesuffix(foot)
    return shown


def left_to_right(data):
    text = data["parts"]["one"]["text"]
    data["parts"]["one"]["text"] = "\n".join(line for line in text.split("\n") if "نص" not in line)
    return data


def without_long_notes(data):
    """Return the torture text so that no note is long enough to go on on the next page."""
    notes = {name: text if len(text) < 40 else "A note." for name, text in data["footnotes"].items()}
    table = data["parts"]["one"]["text"]
    short = "\n".join(line for line in table.split("\n") if "Country number" not in line)
    return {**data, "footnotes": notes, "parts": {**data["parts"], "one": {"text": short}}}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(read(SAMPLE), id="sample"),
        pytest.param(left_to_right(read(FEATURES)), id="features"),
        pytest.param(without_long_notes(torture.torture()), id="torture", marks=pytest.mark.slow),
    ],
)
def test_docx_pdf_and_page_hold_the_same_words_in_order(data):
    documents = {format: build(data, format) for format in ("docx", "pdf", "html")}
    calls = iter(range(1, 1000))
    body = "".join(
        re.sub(r"\[\^\d+\]", lambda _: str(next(calls)), each) for each in word.paragraphs(documents["docx"])
    )
    notes = [squeezed(f"{number}{note}") for number, note in enumerate(word.footnotes(documents["docx"]), 1)]
    shown = pages(documents["pdf"], data["entity"]["name"])
    at = 0
    for note in notes:
        while not shown[at].count(note):
            at += 1
        head, _, tail = shown[at].rpartition(note)
        shown[at] = head + tail
    assert "".join(shown) == squeezed(body)
    page = page_text.extract_words(documents["html"].decode())
    assert [squeezed("".join(note)) for note in page.footnotes] == [note.lstrip("0123456789") for note in notes]


LONG = "W" * 90


TOO_LONG = {
    "address": f"See <https://example.org/{'a' * 300}>.",
    "word": f"A word {LONG} and [another {LONG}](https://example.org/).",
    "quotation": f"> A quotation.\n>\n> - {LONG}",
    "cell": f"| a | b |\n|---|---|\n| {LONG} | <https://example.org/{'z' * 150}> |",
    "many columns": "|" + " head |" * 16 + "\n|" + "---|" * 16 + "\n|" + ' value\\1000" |' * 16,
    "note": "A note.[^long]",
    "dots": f"Signed {'.' * 300} and {'5,' * 150} and {'a&' * 150} and {'(' * 150}",
    "lines": f"{'—' * 90} and {'=' * 150} and {'/' * 200} and {'a./.' * 90}",
    "dots in a cell": f"| a | b |\n|---|---|\n| {'.' * 200} | {'/' * 200} |",
}


@pytest.mark.parametrize("kind", some_quick(TOO_LONG, 3))
def test_a_word_too_long_for_its_line_is_broken_and_not_changed(kind):
    text = TOO_LONG[kind]
    notes = {"long": f"In a note: {LONG}"} if "[^long]" in text else {}
    content = build(minimal({"parts": {"one": {"text": text}}, "footnotes": notes}), "pdf")
    with pypdfium2.PdfDocument(content) as document:
        page = document[1]
        shown, width = page.get_textpage(), page.get_width()
        assert "\u200b" not in shown.get_text_bounded()
        assert max(shown.get_charbox(at)[2] for at in range(shown.count_chars())) < width - 60


def test_an_address_of_mail_keeps_all_its_letters():
    content = build(minimal({"parts": {"one": {"text": "Write to <mailto:a_b@example.org>."}}}), "pdf")
    assert "mailto:a_b@example.org" in "".join(pages(content))


@pytest.mark.parametrize(("date", "carried"), [(None, ""), ("1999-12-31", "D:19991231000000Z")])
def test_a_pdf_carries_the_date_of_its_submission_or_none(date, carried):
    content = build(minimal({"date": date} if date else {}), "pdf")
    with pypdfium2.PdfDocument(content) as document:
        metadata = document.get_metadata_dict()
        assert (metadata["CreationDate"], metadata["ModDate"]) == (carried, carried)
        assert document.count_attachments() == 1
    stamps = re.findall(rb"D:[0-9]{8}|(?<=Date>)[0-9-]+T|(?<=when>)[0-9-]+T", content)
    assert {each.decode() for each in stamps} == ({"D:19991231", "1999-12-31T"} if date else set())


def test_figures_are_described_or_artifacts():
    content = build(read(FEATURES), "pdf")
    with pypdfium2.PdfDocument(content) as document:
        alternatives = [
            alternative
            for page in document
            for element in tags(page)
            if (alternative := text(pypdfium2.raw.FPDF_StructElement_GetAltText, element))
        ]
        attached = {document.get_attachment(n).get_name() for n in range(document.count_attachments())}
        images = sum(each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for page in document for each in page.get_objects())
    assert set(alternatives) == {
        "Bar chart of schools connected, rising from 60 in 2018 to 205 in 2022",
        'A "photograph" <&>',
    }
    assert images == 3
    assert attached == {"wsisc-source.json", "chart.png", "photo.jpeg", "line.png"}


def tags(page):
    raw = pypdfium2.raw
    tree = raw.FPDF_StructTree_GetForPage(page)

    def below(element):
        yield element
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, index):
                yield from below(child)

    for index in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from below(raw.FPDF_StructTree_GetChildAtIndex(tree, index))


def text(get, element):
    size = get(element, None, 0)
    buffer = pypdfium2.raw.ctypes.create_string_buffer(max(size, 2))
    get(element, buffer, size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le")


@pytest.mark.parametrize(
    "markup",
    [
        '#read("/etc/passwd")',
        '#read("../x")',
        '#import "@preview/cetz:0.3.1"',
        '#image("b.png")',
        "#unknown-font-or-so",
    ],
)
def test_the_engine_is_closed(markup):
    with pytest.raises(WsiscError, match="Typst failed"):
        typst.typeset(markup, {}, {}, {"a.png": b""}, 0)


def test_brackets_in_right_to_left_text_are_no_loss():
    text = "نشرت اللجنة (ESCWA) تقريرا [2022] عن التقدم (المحرز) في المنطقة «العربية»."
    assert build(minimal({"parts": {"one": {"text": text}}}), "pdf").startswith(b"%PDF")


@pytest.mark.parametrize("first", some_quick(["7", "0", "1", "00"], 2))
def test_a_list_counts_from_the_number_that_was_written(first):
    text = f"{first}) Before.\n1) After.\n"
    shown = "".join(pages(build(minimal({"parts": {"one": {"text": text}}}), "pdf")))
    assert f"{int(first)})Before.{int(first) + 1})After." in shown


MISREAD = r"""It fell to -5 degrees, -5%, [-5] (-5) -½ **-5** *a*-5 a\_-5 COVID-19 1990-2000 x--5 --? - "-5". An oﬃce, a ﬁeld, m², ↔5.[^a]

-5 at the start; --5 --- ----5
= after a break
/ and so
\+ on

1) /
2) / x
3) = x
4) \-
5) \+ x
6) /\* x
7) == x

- = x

- / x
- 1\. x
- 12\) y
- \- z
- --x
- 1.5 x

> / x

| a  | / | = |
|----|---|---|
| -1 | / x | + x |
"""
"""What Typst and Pandoc make something else of, where nobody keeps them from it."""


@pytest.mark.parametrize("format", ["pdf", "docx", "html"])
def test_signs_that_mean_something_to_a_typesetter_stay_signs(format):
    parts = {"one": {"text": MISREAD}, "two": {"text": "/", "sections": [{"title": "From -40 to 40", "text": "-40"}]}}
    data = minimal({"title": "/ -5 = ﬁ", "entity": {"name": "-1"}, "parts": parts, "footnotes": {"a": "= -1 note"}})
    document = build(data, format)  # which compares every word
    if format == "pdf":
        assert "fell to -5 degrees, -5%, [-5] (-5) -½ -5 a-5" in word_of(document)


def test_marks_on_letters_in_arabic_pages_are_not_missed():
    text = "الأهداف é café\u0301 ñ 2030 (أ)."
    build(minimal({"parts": {"one": {"text": f"{text}\n\n- {text}"}}}), "pdf")


def word_of(content):
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_the_extra_of_asian_fonts_is_advised_where_it_helps():
    assert "cjk" in typst.missing_glyph_hint("中")
    assert "cjk" not in typst.missing_glyph_hint("😀✔")


BODY = DocumentWords(
    ["Alpha", "beta.", f"Gamma{FOOTNOTE_REFERENCE}", "delta", f"end.{FOOTNOTE_REFERENCE}"],
    [["A", "first", "note."], ["Another."]],
)
SET = ["Alphabeta.Gamma1delta1Afirst", "end.2note.2Another."]
"""The words of a body with two notes, and as they stand on two pages, the first note going on on the second."""


def test_pages_that_hold_the_words_in_order_differ_in_nothing():
    assert pdf.find_difference(BODY, SET, 0, 0) is None
    assert pdf.find_difference(DocumentWords([], []), [""], 0, 0) is None


def test_words_may_be_moved_only_where_the_header_of_a_table_is_painted_anew():
    many = DocumentWords([f"word{number:02}" for number in range(12)], [])
    pages = [f"word{number:02}" for number in range(12)]
    assert pdf.find_difference(many, pages, 0, 0) is None
    moved = [pages[0], *(f"word{number % 11 + 1:02}" for number in range(1, 12))]
    assert pdf.find_difference(many, moved, 1, 0) is None
    assert pdf.find_difference(many, moved, 0, 9) is not None


@pytest.mark.parametrize("pages", [["beta.Alpha", "Gamma1delta1Afirstend.2note.2Another."], [SET[1], SET[0]]])
def test_words_in_another_order_are_reported(pages):
    assert pdf.find_difference(BODY, pages, 0, 0) is not None


def test_signs_of_direction_are_not_printed_and_not_missed():
    text = "See \u202b(1)\u202c, \u2067«two»\u2069 and \u202bthree."
    assert build(minimal({"parts": {"one": {"text": text}}}), "pdf").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Alpha", ""),
        ("Alpha", "Alph"),
        ("delta", ""),
        ("end.2", ""),
        ("first", ""),
        ("note.", ""),
        ("2Another.", ""),
        ("Another.", "other."),
        ("beta", "bata"),
    ],
)
def test_a_letter_that_the_pages_lack_is_reported(old, new):
    pages = "\f".join(SET)
    assert old in pages
    difference = pdf.find_difference(BODY, pages.replace(old, new, 1).split("\f"), 0, 0)
    assert difference is not None
    assert "lack" in difference


@pytest.mark.parametrize("pages", [[], [""], SET[:1], SET[1:], ["", SET[1]]])
def test_a_missing_page_is_reported(pages):
    assert pdf.find_difference(BODY, pages, 0, 0) is not None


@pytest.mark.parametrize(("header", "head", "more"), [(0, 0, 10), (1, 0, 12), (7, 0, 24), (0, 3, 10), (7, 3, 24)])
@pytest.mark.parametrize("at", [0, 1])
def test_only_headers_may_be_painted_on_every_page_and_few_signs_twice(header, head, more, at):
    pages = list(SET)
    pages[at] = "x" * more + pages[at]
    assert pdf.find_difference(BODY, pages, header, head) is None
    pages[at] = "x" + pages[at]
    difference = pdf.find_difference(BODY, pages, header, head)
    assert difference is not None
    assert str(more + 1) in difference


@pytest.mark.parametrize(("header", "head", "more"), [(0, 0, 10), (0, 3, 13), (7, 3, 20)])
def test_heads_may_be_among_the_words_of_arabic_pages(header, head, more):
    expected, page = DocumentWords(["عام", "2022"], []), "2022ماع"
    assert pdf.find_difference(expected, [page + "x" * more], header, head) is None
    assert pdf.find_difference(expected, [page + "x" * (more + 1)], header, head) is not None


def test_in_arabic_pages_signs_may_be_mirrored_and_latin_words_may_not_be_missing():
    expected = DocumentWords(["نشرت", "(ESCWA)", "«تقريرا»", "عام", "2022."], [])
    assert pdf.find_difference(expected, [".2022ماعاريرقت»)ESCWA(ترشن"], 0, 0) is None
    for lost in ("ESCWA", "2022"):
        pages = [".2022ماعاريرقت»)ESCWA(ترشن".replace(lost, lost[1:])]
        assert pdf.find_difference(expected, pages, 0, 0) is not None


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("Words alone, which are no header.", 0),
        ("| ab | cde |\n|---|---|\n| a long cell | another |", 5),
        ("| ab |\n|---|\n| x |\n\nBetween.\n\n| abc |\n|---|\n| x |\n\nBehind.\n\n| d |\n|---|\n| x |", 3),
        ("| ab | cde |\n|---|---|\n| x | y |\n\n| f | g |\n|---|---|\n| x | y |", 5),
        ("| **ab** | [cd][link] |\n|---|---|\n| x | y |", 4),
        ("| ab[^note] |\n|---|\n| x |", 6),
    ],
)
def test_the_longest_header_of_a_table(text, longest):
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}, "links": {"link": "https://example.org/"}}))
    blocks = [outline.OutlineBlock("rich", text)]
    assert pdf.longest_header_length(submission, blocks) == longest


def test_a_pdf_that_would_lack_words_is_not_written(monkeypatch):
    shown = reader.read_pages
    monkeypatch.setattr(reader, "read_pages", lambda content: [page.replace("summary", "") for page in shown(content)])
    with pytest.raises(WsiscError, match="lack"):
        build(minimal(), "pdf")


@pytest.mark.parametrize(
    ("tag", "expected"), [("ar", ("ar", None)), ("pt-BR", ("pt", "BR")), ("zh-Hant-TW", ("zh", "TW"))]
)
def test_a_tag_of_a_language_names_its_region(tag, expected):
    assert pdf.split_language_tag(tag) == expected


def test_the_texts_in_the_headers_of_tables():
    data = minimal({"parts": {"one": {"text": "| a *b* | c |\n|---|---|\n| d | e |\n\n| f |\n|---|\n| g |\n"}}})
    written = manuscript(data)
    assert pdf.header_texts(written.submission, outline.build(written)) == [["a ", "b", "c"], ["f"]]


HEAD, FOOT = "An entity Twenty-sixth session", "Page 2 of 2"


@pytest.mark.parametrize(
    ("old", "new", "is_right"),
    [
        ("", "", True),
        (FOOT, "Page 3 of 2", False),
        (FOOT, "Page 2 of 3", False),
        (FOOT, "2", True),  # as in earlier versions
        (FOOT, "3", False),
        (FOOT, "", True),  # left to the tests of the look: no word of the source is lost
        (HEAD, "Another entity Twenty-sixth session", False),
        (HEAD, "An entity", False),
        (HEAD, f"{HEAD}\n{HEAD}", False),
    ],
)
def test_the_head_and_the_foot_of_each_page_but_the_first_are_no_words(monkeypatch, old, new, is_right):
    written = manuscript(minimal())
    content = get_writer("pdf")(written).finish()
    first, second = (page.replace("\r", "") for page in reader.read_pages(content))
    assert old in second
    monkeypatch.setattr(reader, "read_pages", lambda _: [first, second.replace(old, new)])
    assert pdf.is_in_order(written, content) == is_right
    monkeypatch.setattr(reader, "read_pages", lambda _: [f"{first}\n{FOOT}", second])
    assert not pdf.is_in_order(written, content)


def test_the_foot_of_a_page_says_which_it_is_and_how_many_there_are():
    assert pdf.page_feet("Page {number} of {total}", 2) == ["Page1of2", "Page2of2"]
