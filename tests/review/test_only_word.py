"""What comments say is true for somebody who has only Word: nothing is about YAML, about a build, or what the import made."""

import io
import re
import zipfile

import docx
import PIL.Image
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from tests.importer.foreign import new, note_parts, png, saved
from tests.review import ranges
from wsisc import api
from wsisc.calls import call as calls
from wsisc.lint import rules
from wsisc.messages import addresses

PART = "The Office trained officials in many countries, and the main obstacle was a lack of electricity. "


@pytest.fixture
def review(tmp_path):
    """Return the comments, by the words that they mark, of a review of a document; the first is the summary."""

    def run(content, call="cstd-next", select=None, **options):
        (tmp_path / "a.docx").write_bytes(content)
        [found] = api.review_files(
            str(tmp_path / "a.docx"),
            write=False,
            options=api.ReviewOptions(call=call, **options),
            rules=api.RuleOptions(select),
        )
        assert found.check.failure is None
        marked = ranges.marked_words(found.content)
        return found, [(text, marked[id]) for id, text in ranges.comments(found.content).items()]

    return run


def sections(document, *titles):
    for title in titles:
        document.add_heading(title, 1)
        document.add_paragraph(PART * 3)


def codes(found):
    """Return the codes of what is wrong, but for the values and parts that these short files do not have."""
    return [each.code for each in found.check.diagnostics if each.code not in ("empty-value", "missing-part")]


def test_numbers_of_headings_and_symbols_of_fonts_are_the_authors_own(review):
    document = new()
    sections(document, "Part One", "Part Two")
    document.add_heading("1. Schools", 2)
    document.add_paragraph("Done: \uf0fc, \U00012000")
    found, comments = review(saved(document), select=["numbered-title", "missing-glyph"])
    assert codes(found) == []
    assert len(comments) == 1


def test_a_list_that_word_counts_is_not_called_typed(review):
    document = new()
    sections(document, "Part One", "Part Two")
    numbering = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text in ("Summary of requirements", "Performance of the programme"):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
        )
    document.add_paragraph(PART)
    counted = review(saved(document), select=["typed-list"])[0]
    for text in ("a) typed by hand", "b) typed as well"):
        document.add_paragraph(text)
    typed, comments = review(saved(document), select=["typed-list"])
    assert codes(counted) == []
    assert codes(typed) == ["typed-list"]
    assert [words.strip() for _, words in comments[1:]] == ["a)"]


def test_an_alternative_text_is_no_file_name_because_the_import_named_the_file_after_it(review):
    document = new()
    sections(document, "Part One")
    for _ in range(2):
        document.add_picture(io.BytesIO(png()))
    for properties, text in zip(document.element.iter(qn("wp:docPr")), ("Connected schools", "logo.png"), strict=True):
        properties.set("descr", text)
    found, _ = review(saved(document), select=["useless-alternative"])
    messages = [each.message for each in found.check.diagnostics if each.code == "useless-alternative"]
    assert messages == ['the alternative text is a file name: "logo.png"']


def test_a_comment_on_a_part_is_at_the_words_of_its_heading_without_the_spaces_around(review):
    document = new()
    sections(document, "Part One", " Part Two  ")
    comments = review(saved(document), select=["part-length"])[1]
    assert [words for _, words in comments[1:]] == ["Part Two"]


def test_an_answer_below_a_heading_that_only_means_its_part_is_not_too_short(review):
    """Where it ends is a guess."""
    document = new()
    sections(document, "Part One", "Trends and challenges")
    comments = review(saved(document), select=["part-length"])[1]
    assert "Part Two begins at “Trends and challenges” (found by the meaning of the heading" in comments[0][0]
    assert len(comments) == 1


def test_nothing_is_too_short_or_unanswered_while_words_belong_to_no_part(review):
    document = new()
    sections(document, "Part One", "Part Two")
    document.add_heading("Part Three (a)", 1)
    document.paragraphs[1].text = "The Office trained officials in many countries. " * 3
    document.add_paragraph("See the annex.")
    rules = ["part-length", "unanswered-prompt", "unplaced-text"]
    whole = review(saved(document), select=rules)[0]
    document.add_heading("Annex", 1)
    document.add_paragraph(PART * 10)
    torn, comments = review(saved(document), select=rules)
    assert {"part-length", "unanswered-prompt"} <= {*codes(whole)}
    assert codes(torn) == ["unplaced-text"]
    text, words = comments[1]
    assert words == "Annex"
    assert str(len((PART * 10).split()) + 1) in text
    assert "“Part Three (b)”" in text


def test_an_acronym_is_not_without_expansion_while_words_that_belong_to_no_part_have_it(review):
    """The background report of the Working Group on Internet Governance had 26 such comments, most on its footnotes."""
    document = new()
    sections(document, "Part One")
    document.add_paragraph("The WSIS forum was held, as UNCTAD reports.")
    before = review(saved(document), select=["all"])[0]
    document.add_heading("Annex", 1)
    document.add_paragraph("The World Summit on the Information Society (WSIS) used the domain name system.")
    document.add_paragraph("It was in Tunis.").add_run("[[1]]")
    content = note_parts(saved(document), ["The Domain Name System (DNS), as ICANN says."], "footnote")
    found = review(content, select=["all"])[0]
    named = [each for each in before.check.diagnostics if "WSIS" in each.message]
    assert [each.code for each in named] == ["acronym-unexpanded"]
    assert [each.message.split()[0] for each in found.check.diagnostics if each.code.startswith("acronym")] == [
        '"UNCTAD"'
    ]


def test_a_part_without_text_was_not_found_rather_than_missing_or_empty(review):
    document = new()
    sections(document, "Part One")
    document.add_heading("Part Two", 1)
    found, comments = review(saved(document))
    assert "missing-part" in [each.code for each in found.check.diagnostics]
    shown = "\n".join(text for text, _ in comments)
    assert not re.search(r"is missing|is empty", shown)
    assert "Part Two: its heading was found, but no text that belongs to it" in shown


@pytest.mark.parametrize("is_published", [False, True])
def test_a_comment_has_an_address_only_if_it_exists(review, monkeypatch, is_published):
    reserved = addresses.PROJECT.split("/")[2]
    if is_published:
        monkeypatch.setattr(addresses, "PROJECT", "https://wsisc.un.example.org/")
    document = new()
    sections(document, "Part One")
    document.add_picture(io.BytesIO(png()))
    _, comments = review(saved(document), select=["missing-alternative"])
    last = comments[1][0].splitlines()[-1]
    assert last.startswith("error: missing-alternative")
    assert ("https://wsisc.un.example.org/rules#missing-alternative" in last) == is_published
    assert reserved not in "".join(text for text, _ in comments)


ENGLISH = re.compile(
    r"\b(the|is|not|of|words|are|with|belongs?|found|file|text|header|footer|box|hidden|chart|link|write|without|this|and)\b",
    re.IGNORECASE,
)
TEXTS = {
    "fr": (
        "Les résultats de notre organisation pour les écoles des villages sont bons, et les obstacles restent rares. ",
        ("Première partie", "Deuxième partie", "Annexe"),
    ),
    "es": (
        "Los resultados de nuestra organización para las escuelas de los pueblos son buenos, y hay pocos obstáculos. ",
        ("Primera parte", "Segunda parte", "Anexo"),
    ),
}


def with_much_to_say(language):
    """A file with as many things as possible that a review speaks of."""
    text, titles = TEXTS[language]
    document = new()
    for title in titles:
        document.add_heading(title, 1)
        document.add_paragraph(text * 3)
    paragraph = document.add_paragraph(text)
    paragraph.add_run("ABC").font.hidden = True
    paragraph.add_run("DEF").font.strike = True
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("a) ABC")
    document.add_paragraph("b) DEF")
    document.add_paragraph("www.un.int")
    document.add_picture(io.BytesIO(png()))
    box = f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:textbox><w:txbxContent><w:p><w:r>'
    paragraph._p.append(parse_xml(f"{box}<w:t>ABC DEF</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"))
    document.sections[0].header.paragraphs[0].text = "ABC GHI"
    document.sections[0].footer.paragraphs[0].text = "ABC JKL"
    return note_parts(saved(document), ["ABC MNO"], "endnote")


@pytest.mark.parametrize("language", TEXTS)
def test_no_line_of_a_french_or_spanish_review_is_english(review, language):
    found, comments = review(with_much_to_say(language), suggest=True)
    assert found.language == language
    assert len(found.left_out) >= 4
    lines = [line for text, _ in comments for line in text.splitlines()]
    assert len(lines) > 20
    own = re.compile(r"^(erreur|avertissement|information|error|advertencia|información)\s?: [a-z-]+$")
    assert [line for line in lines if not own.match(line) and ENGLISH.search(line)] == []


def test_what_was_not_checked_is_listed_below_its_heading(review):
    document = new()
    sections(document, "Part One", "Part Two")
    _, [(without, _), *_] = review(saved(document), select=["unplaced-text"])
    document.sections[0].header.paragraphs[0].text = "For the Board alone"
    _, [(summary, _), *_] = review(saved(document), select=["unplaced-text"])
    assert "Not checked:" not in without
    assert "Not checked:\n• header: For the Board alone" in summary


def test_the_headings_of_the_summary_are_bold(review):
    document = new()
    sections(document, "Part One", "Part Two")
    document.sections[0].header.paragraphs[0].text = "For the Board alone"
    found, _ = review(saved(document), select=["missing-part"])
    summary = etree.fromstring(ranges.parts(found.content)["word/comments.xml"])[0]
    bold = ["".join(line.itertext()) for line in summary if line.find(f".//{qn('w:b')}") is not None]
    assert [line for line in bold[1:] if not line.endswith(":")] == []
    assert {"The parts of the call:", "Not checked:"} <= {*bold}


def test_two_equal_images_have_comments_of_their_own(review):
    """The second use of an image is another figure; one whose alternative text differs is found by its file."""
    document = new()
    sections(document, "Part One")
    for text in ("First", "Second", "Third"):
        document.add_paragraph(text).add_run().add_picture(io.BytesIO(png()))
    for properties, text in zip(document.element.iter(qn("wp:docPr")), ("", "logo.png", ""), strict=True):
        properties.set("descr", text)
    rules = ["missing-alternative", "useless-alternative"]
    _, comments = review(saved(document), select=rules)
    placed = sorted((words, text.splitlines()[-1].split(": ")[1]) for text, words in comments[1:])
    assert placed == [("First", rules[0]), ("Second", rules[1]), ("Third", rules[0])]


def test_a_comment_that_ends_at_a_tab_does_not_double_it(review):
    document = new()
    sections(document, "Part One")
    document.add_paragraph("Praised by the UN Secretary General\tand by others.")
    found, comments = review(saved(document), select=["official-name"])
    paragraph = docx.Document(io.BytesIO(found.content)).paragraphs[-1]
    assert len(paragraph._p.findall(f".//{qn('w:tab')}")) == 1
    assert paragraph.text == "Praised by the UN Secretary General\tand by others."
    assert comments[1][1].endswith("Secretary General")


def test_a_part_named_as_comments_but_for_case_gets_no_twin(review):
    document = new()
    sections(document, "Part One")
    buffer = io.BytesIO(saved(document))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/Comments.xml", b"<notes/>")
    found, comments = review(buffer.getvalue())
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        names = [name.lower() for name in archive.namelist()]
        assert archive.read("word/Comments.xml") == b"<notes/>"
    assert len(names) == len({*names})
    assert comments


def endnotes(texts):
    """A file with two endnotes, each referred to at "[[number]]"."""
    document = new()
    for text in texts:
        paragraph = document.add_heading("", 1) if text.startswith("Part") else document.add_paragraph()
        for piece in re.split(r"(\[\[\d\]\])", text):
            paragraph.add_run(piece)
    return note_parts(saved(document), ["One endnote.", "Another endnote."], "endnote")


@pytest.mark.parametrize(
    "texts",
    [
        ["Part One", "UN Secretary General.[[1]] The UN Secretary General spoke.[[2]]"],
        ["Part One", "Schools.[[1]]", "The UN Secretary General spoke.", "Teachers.[[2]]", "UN Secretary General."],
    ],
)
def test_no_comment_has_its_reference_between_endnotes_where_libreoffice_loses_them(review, texts):
    found, comments = review(endnotes(texts), select=["official-name", "unplaced-text"])
    root = docx.Document(io.BytesIO(found.content)).element
    references = root.iter(qn("w:endnoteReference"), qn("w:commentReference"))
    order = [each.tag.removeprefix(ranges.W) for each in references]
    first = order.index("endnoteReference")
    assert order[first : first + 2] == ["endnoteReference", "endnoteReference"]
    marked = [words for text, words in comments if "official-name" in text]
    assert [words.removeprefix("UN ") for words in marked] == ["Secretary General"] * 2


def paragraph_of(content, part_of_comment):
    """Return the paragraph in which the comment with some words begins."""
    [id] = [id for id, text in ranges.comments(content).items() if part_of_comment in text]
    starts = docx.Document(io.BytesIO(content)).element.iter(qn("w:commentRangeStart"))
    start = next(each for each in starts if each.get(qn("w:id")) == id)
    return "".join(each.text for each in start.getparent().iter(qn("w:t")))


def test_lines_of_words_without_a_part_are_listed_once_with_one_advice(review):
    document = new()
    sections(document, "Part One", *(f"Question {number} of ours" for number in range(20)))
    _, [(summary, _), *_] = review(saved(document), select=["unplaced-text"])
    [line] = [line for line in summary.splitlines() if "of ours" in line]
    assert line.count("“Question") == 12
    assert "and 8 more" in line
    assert "“Question 3 of ours”" in line
    assert line.count("write the label") == 1


def test_a_comment_is_at_the_heading_rather_than_at_a_title_with_the_same_word(review):
    document = new()
    document.add_paragraph("An Overview Paper", style="Title")
    sections(document, "Overview", "Abstract", "First results")
    found, _ = review(saved(document), select=["unplaced-text"])
    assert paragraph_of(found.content, "unplaced-text") == "Overview"


def test_the_length_of_a_part_without_a_heading_is_said_at_the_first_heading_within_it(review):
    document = new()
    sections(document, "Part One", "Part Two", "Part Three (a)")
    document.add_heading("Schools", 2)
    sections(document, "Part Three (b)")
    for _ in range(130):
        document.add_paragraph(PART)
    found, _ = review(saved(document), select=["part-length"])
    assert paragraph_of(found.content, "Part Three has") == "Part Three (a)"


@pytest.mark.parametrize(("count", "is_too_long"), [(10, False), (40, True)])
def test_a_length_is_judged_by_words_alone_since_the_pages_are_hers(review, count, is_too_long):
    """A line of one word fills a line of a page, but on whose pages?"""
    document = new()
    document.add_heading("Part One", 1)
    for number in range(40):
        document.add_heading(f"Aim {number}", 2)
        document.add_paragraph(PART[:40] if number < 40 - count else PART)
    _, comments = review(saved(document), select=["part-length"])
    texts = [text for text, _ in comments if "part-length" in text]
    assert [text.splitlines()[:2] for text in texts] == (
        [
            [
                "Part One has 720 words; the call allows half a page.",
                "Shorten it to about 265 words, including titles and footnotes.",
            ]
        ]
        if is_too_long
        else []
    )


def test_nothing_is_too_short_or_unanswered_while_words_are_in_a_text_box(review):
    """The words of a business card are in its text boxes: "Part Two has only 2 words" was false."""
    rules = ["part-length", "unanswered-prompt"]
    for box, expected in ((None, set(rules)), (PART, set())):
        document = new()
        for title in ("Part One", "Part Two", "Part Three (a)", "Part Three (b)"):
            document.add_heading(title, 1)
            paragraph = document.add_paragraph("Many were trained.")
        if box:
            paragraph.add_run()._r.append(text_box(box))
        found, comments = review(saved(document), select=rules)
        assert {*codes(found)} == expected
        assert ("text box: The Office trained" in comments[0][0]) == bool(box)


def text_box(words):
    """Return a text box, as Word writes it for its older versions."""
    return parse_xml(
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
        f"<w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def test_a_pointer_of_a_program_is_no_bold_word(review):
    """The reports of students on their programs had twenty such comments in seven files."""
    document = new()
    document.add_heading("Part One", 1)
    code = ("int main(int argc, char **argv)", "print1(**a);", "The address **a is that of the array.")
    for words in (*code, "It is **strong text that was pasted."):
        document.add_paragraph(words)
    with_code = review(saved(document), select=["stray-markup"])[0]
    for paragraph in document.paragraphs[-4:-1]:
        paragraph.text = "Schools were connected."
    without = review(saved(document), select=["stray-markup"])[0]
    assert [codes(with_code), codes(without)] == [[], ["stray-markup"]]


def test_a_paragraph_that_word_numbers_is_no_list_of_one_item(review):
    """Reports number their paragraphs, some by hand and some in Word: nobody who has Word reads a list there."""
    document = new()
    document.add_heading("Part One", 1)
    numbering = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="42"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_paragraph("The aims of the projects were compared by the Office.")
    counted = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
    document.add_paragraph("There are five common aims.")._p.get_or_add_pPr().append(counted)
    document.add_paragraph("The first is access.")
    assert codes(review(saved(document), select=["accidental-list"])[0]) == []


def test_a_heading_of_one_letter_is_no_title_that_is_repeated(review):
    """A form for a journey has "第" as heading, and the number of the day in the next cell."""
    document = new()
    document.add_heading("第二部分", 1)
    for title in ("第", "第", "学校", "学校"):
        document.add_heading(title, 2)
        document.add_paragraph("办公室在许多国家培训了官员，主要障碍是缺乏电力，因此学校没有连接到网络。")
    _, comments = review(saved(document), select=["duplicate-heading"])
    assert [words for _, words in comments[1:]] == ["学校"]


def test_the_lines_of_typed_contents_are_no_typed_list(review):
    document = new()
    document.add_heading("Part One", 1)
    for words in ("A.\tIntroduction\t54", "B.\tTypes of governance\t54", "C.\tThe criteria\t56"):
        document.add_paragraph(words)
    document.add_heading("Part Two", 1)
    for words in ("A. Teachers were trained", "B. Schools were connected"):
        document.add_paragraph(words)
    found, comments = review(saved(document), select=["typed-list"])
    assert codes(found) == ["typed-list"]
    assert [words.strip() for _, words in comments[1:]] == ["A."]


def test_a_part_that_begins_at_a_heading_of_her_own_is_not_judged(review):
    rules = ["part-length", "unanswered-prompt"]
    for title, expected in (("Abstract", []), ("Part One", rules)):
        document = new()
        sections(document, title)
        for number in range(60):
            document.add_paragraph(f"Village {number} has a school with a connection and a teacher who was trained.")
        document.paragraphs[1].text = document.paragraphs[2].text = document.paragraphs[3].text = "Many were trained."
        assert codes(review(saved(document), select=rules)[0]) == expected


def test_words_without_a_part_are_not_judged_as_sections_or_lists_of_one(review):
    document = new()
    sections(document, "Part One", "Annex", "Table of projects", "Annex")
    document.add_paragraph("(a) In 2025 the Office opened ten centres.")
    document.add_paragraph("(b) In 2026 it will open ten more.")
    found, _ = review(saved(document), select=["duplicate-heading", "typed-list"])
    assert codes(found) == ["unplaced-text"]


HEBREW = "המשרד הכשיר עובדים רבים בכפרים רחוקים וחיבר בתי ספר לרשת בעזרת שותפים "
JAPANESE = "事務所は多くの国で職員を訓練し、学校をインターネットに接続しました。電気の不足がおもな障害です。"


@pytest.mark.parametrize("text", [HEBREW * 20, JAPANESE * 20])
def test_wording_in_an_unknown_language_is_not_judged(review, text):
    document = new()
    for title in ("Part One", "Part Two", "Part Three (a)", "Part Three (b)"):
        document.add_heading(title, 1)
        document.add_paragraph(text)
    found, [(summary, _), *_] = review(saved(document), select=["unanswered-prompt"])
    assert codes(found) == []
    assert found.language == "en"
    assert "It is not certain in which language the text is: its wording was not checked." in summary


UZBEK = (
    "Лойиҳа доирасида қишлоқ мактаблари интернетга уланди ва ўқитувчилар ўқитилди, ҳамкорлар билан келишув тузилди. "
)
BULGARIAN = "Въпреки това ръководството на службата не е обучило учителите в селата, а достъпът на училищата до мрежата е малък. "
POLISH = "Powstało dziesięć ośrodków, nauczyciele ukończyli kursy, szkoły otrzymały komputery. Brakuje prądu, łączy, pieniędzy. "
ARABIC = "صفوان عبدالله، اسامة سعيد، شرح التقرير، خطوات تنفيذ المشروع، العناصر الالكترونية، مقترحات تطويرية للمشروع "


@pytest.mark.parametrize("text", [UZBEK, BULGARIAN, POLISH, ARABIC])
def test_a_short_text_that_shows_no_language_is_not_judged(review, text):
    document = new()
    for title in ("Part One", "Part Two", "Part Three (a)", "Part Three (b)"):
        document.add_heading(title, 1)
        document.add_paragraph(text)
    found, [(summary, _), *_] = review(saved(document), select=["unanswered-prompt", "un-style"])
    assert codes(found) == []
    assert "It is not certain in which language the text is: its wording was not checked." in summary


FILLER = (
    "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor invidunt ut labore et dolore "
    "magna aliquyam erat, sed diam voluptua. At vero eos et accusam et justo duo dolores et ea rebum. Stet clita kasd "
    "gubergren, no sea takimata sanctus est Lorem ipsum dolor sit amet. "
)


def test_latin_filler_is_not_taken_for_french(review):
    document = new()
    for title in ("Part One", "Part Two", "Part Three (a)", "Part Three (b)"):
        document.add_heading(title, 1)
        document.add_paragraph(FILLER * 2)
    found, [(summary, _), *_] = review(saved(document), select=["unanswered-prompt", "un-style"])
    assert found.language == "en"
    assert codes(found) == []
    assert "It is not certain in which language the text is: its wording was not checked." in summary


def test_the_language_of_a_text_is_no_error_by_a_call_that_was_guessed(review):
    document = new()
    for _, part in calls.parts(calls.BUILT_IN.load("cstd-18")):
        document.add_heading(part.heading("en"), 1)
        document.add_paragraph(
            "درّب المكتب موظفين كثيرين في البلدان النامية، وكانت العقبة الرئيسية هي نقص الكهرباء في القرى. " * 5
        )
    guessed = review(saved(document), call="", select=["part-length"])[0]
    named = review(saved(document), call="cstd-18", select=["part-length"])[0]
    assert guessed.call == named.call == "cstd-18"
    assert "unknown-value" not in codes(guessed)
    assert "unknown-value" in codes(named)


@pytest.mark.parametrize(
    ("titles", "place"),
    [(["Part One", "Part Two"], "Part Two"), pytest.param(["Annex"], "Words that belong", marks=pytest.mark.slow)],
)
def test_more_headings_than_are_checked_are_counted_in_the_summary(review, titles, place):
    document = new()
    sections(document, *titles)
    for number in range(201):
        document.add_heading(f"Village {number}", 2)
    found, [(summary, _), *comments] = review(saved(document), select=["unplaced-text"])
    assert codes(found).count("too-long") == 1
    assert "too-long" not in "".join(text for text, _ in comments)
    [line] = [line for line in summary.splitlines() if "of one level" in line]
    assert line.lower().startswith(f"• {place.lower()}")
    assert {"201", "200"} <= {*re.findall(r"\d+", line)}
    assert "entries" not in summary + "".join(each.message for each in found.check.diagnostics)


def test_a_text_that_is_too_long_to_be_checked_is_not_called_by_its_key(review):
    document = new()
    sections(document, "Part One", "Part Two")
    for _ in range(50):
        document.add_paragraph("Connectedschools" * 260)
    _, comments = review(saved(document), select=["unplaced-text"])
    [text] = [text for text, _ in comments if "too-long" in text]
    assert text.startswith("Part Two: more than can be checked")
    assert '"text"' not in text


@pytest.mark.parametrize(("comments", "advice"), [("", "checked again in"), ("es", "compruebe de nuevo")])
def test_a_language_that_is_wrongly_named_is_said_without_a_key_to_write(review, comments, advice):
    document = new()
    for title in TEXTS["fr"][1][:2]:
        document.add_heading(title, 1)
        document.add_paragraph(TEXTS["fr"][0] * 5)
    options = {"language": "en", "comment_language": comments, "select": ["wrong-language"]}
    found, [(summary, _), *_] = review(saved(document), **options)
    assert codes(found) == ["wrong-language"]
    assert "language:" not in summary + "".join(each.hint for each in found.check.diagnostics)
    assert advice in summary


def test_signs_of_a_transcription_are_no_markup(review):
    document = new()
    sections(document, "Part One")
    document.add_paragraph("The word ~eli^li^m means idols, and h~2~o is water.")
    assert codes(review(saved(document), select=["stray-markup"])[0]) == []


@pytest.mark.parametrize("kind", ["old", "gif"])
def test_an_image_of_an_old_kind_has_its_comment_at_its_paragraph(review, kind):
    document = new()
    sections(document, "Part One")
    picture = io.BytesIO(png())
    if kind == "gif":
        picture = io.BytesIO()
        PIL.Image.new("RGB", (20, 20), "red").save(picture, "GIF")
    paragraph = document.add_paragraph("The centres: ")
    paragraph.add_run().add_picture(picture)
    if kind == "old":
        drawing = next(paragraph._p.iter(qn("w:drawing")))
        id = next(drawing.iter(qn("a:blip"))).get(qn("r:embed"))
        vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
        shape = f'<v:shape {vml} style="width:20pt;height:20pt"><v:imagedata r:id="{id}"/></v:shape>'
        drawing.getparent().replace(drawing, parse_xml(f"<w:pict {nsdecls('w', 'r')}>{shape}</w:pict>"))
    found, _ = review(saved(document), select=["missing-alternative"])
    assert paragraph_of(found.content, "missing-alternative") == "The centres: "


def test_what_was_not_checked_is_named_in_words_of_word(review, tmp_path):
    document = new()
    sections(document, "Part One", "Part Two")
    document.add_heading("Part Three: Innovative policies", 1)
    sections(document, "(a) Programmes", "(b) Actions")
    found, _ = review(saved(document), select=["unplaced-text"])
    assert found.left_out == ("words of a heading after the label of its part: Innovative policies",)


CHINESE = "我们在许多国家培训了官员，主要障碍是电力不足。"


@pytest.fixture
def form_in_chinese():
    """A form to be filled in: paragraphs and lines in cells, tabs, and room to write."""
    document = new()
    document.add_heading("第二部分", 1)
    document.add_paragraph(CHINESE * 4)
    first, second, third, fourth = (document.add_table(1, 4)).rows[0].cells
    first.text = "目的地：\n在哪里吃饭：。"
    second.text = "负责人。"
    second.add_paragraph("单位 的名称。")
    third.text = "姓名：\t性别。"
    fourth.text = "填表日期    年    月   日。"
    document.add_paragraph("利润总额     成本费用总额。")
    return saved(document)


def test_room_and_columns_of_a_form_are_not_called_spaces_and_not_changed(review, form_in_chinese):
    found, comments = review(form_in_chinese, select=["punctuation"], language="zh", suggest=True)
    assert (found.changes, len(comments)) == (1, 1)  # the space of "单位 的名称"
    assert b"\xe5\xb9\xb4    \xe6\x9c\x88" in zipfile.ZipFile(io.BytesIO(found.content)).read("word/document.xml")


def test_equal_words_in_two_paragraphs_of_a_cell_are_not_doubled(review):
    document = new()
    sections(document, "Part One", "Part Two")
    cell = document.add_table(1, 2).rows[0].cells[0]
    cell.text = "The total of the"
    cell.add_paragraph("the costs, and the the rest")
    assert codes(review(saved(document), select=["doubled-word"])[0]) == ["doubled-word"]


def test_a_chinese_comment_ends_with_the_mark_of_chinese_after_a_bracket_too(review):
    _, comments = review(saved_words("这里的文字不属于任何部分。" * 20), language="zh")
    [text] = [text for text, _ in comments if "不属于征集函任何部分" in text and not text.startswith("已")]
    assert not any(line.endswith(".") for line in text.split("\n"))


def saved_words(text):
    document = new()
    document.add_paragraph(text)
    return saved(document)


def test_the_advice_on_words_below_a_heading_of_their_own_places_them(review):
    document = new()
    document.add_paragraph("Part Two:")
    document.add_heading("Geneva Declaration on the Future of the World", 1)
    document.add_paragraph(PART * 3)
    _, comments = review(saved(document))
    texts = [text for text, _ in comments[1:]]
    assert "in front of their heading" in texts[0] or "in front of their heading" in texts[1]
    assert any("write “Part Two” in front of that heading" in text for text in texts)
    document.paragraphs[-2].text = "Part Two: Geneva Declaration on the Future of the World"
    advised, _ = review(saved(document))
    assert "unplaced-text" not in codes(advised)


GERMAN = "Die Zinsen sind nach dem Vertrag mit 6 % zu zahlen, und der Kunde hat 3 Monate Zeit, oder er ist im Verzug. "


def test_nothing_is_changed_of_which_nothing_is_said(review):
    document = new()
    document.add_paragraph("Report of the Office")
    sections(document, "Part One")
    document.paragraphs[-1].text = GERMAN * 6
    found, comments = review(saved(document), select=["all"], suggest=True)
    assert "is not certain in which language" in comments[0][0]
    assert found.changes == 0


def test_a_japanese_text_below_a_label_in_chinese_is_not_judged_as_chinese(review):
    document = new()
    document.add_paragraph("国际电信联盟")
    document.add_heading("第二部分", 1)
    document.add_paragraph(JAPANESE * 4)
    document.add_paragraph("農業高等学校長協会")
    found, _ = review(saved(document), select=["spelling", "punctuation"], suggest=True)
    assert set(codes(found)) <= {"unplaced-text"}
    assert found.changes == 0


def test_italics_within_a_word_are_no_asterisks(review):
    """A file with scattered italics had the comment that "*" is not printed."""
    document = new()
    sections(document, "Part One")
    paragraph = document.add_paragraph("The con")
    paragraph.add_run("nec").italic = True
    paragraph.add_run("tion was slow.")
    found, _ = review(saved(document))
    assert codes(found) == []


def test_a_bold_line_is_no_heading_with_the_title_of_another(review):
    """The lines of an address, in bold, were called titles of sections in a service note with two addresses."""
    document = new()
    for title in ("Part One", "Part Two"):
        document.add_heading(title, 1)
        for _ in range(2):
            document.add_paragraph().add_run("3 Spyrou Loui").bold = True
            document.add_paragraph(PART * 2)
    bold = review(saved(document), select=["duplicate-heading"])[0]
    for _ in range(2):
        document.add_heading("Schools", 2)
        document.add_paragraph(PART * 2)
    styled, _ = review(saved(document), select=["duplicate-heading"])
    assert codes(bold) == []
    assert codes(styled) == ["duplicate-heading"]


@pytest.mark.parametrize(
    "words",
    [
        "Sørg for at alle som er i bygget har fått beskjed, og at det ikke er noen igjen. Se til at skjema blir fylt ut "
        "med det som er skadet, og varsle **brannvesenet** ved fare. Det er viktig at dørene ikke blir låst. ",
        "Jeder kann die Unterlagen bei dem Amt einsehen, und die Frist ist **drei Monate** nach der Anmeldung. ",
    ],
)
def test_rules_of_style_are_silent_in_a_language_that_they_do_not_know(review, words):
    document = new()
    document.add_heading("Part One", 1)
    for _ in range(4):
        paragraph = document.add_paragraph()
        for at, part in enumerate(words.split("**")):
            paragraph.add_run(part).bold = at == 1
        document.add_paragraph("Se til at det er fylt ut.", style="List Bullet")
        document.add_paragraph("Og at det ikke er skadet", style="List Bullet")
        document.add_paragraph("Med skjema", style="List Bullet")
    found, _ = review(saved(document), select=["all"], language="")
    assert [code for code in codes(found) if code in rules.codes("un-style")] == []
