"""The sample's Word file and PDF are what UNODC published: not only the words, but what a person sees of their form.

Words alone are guarded elsewhere. Here each kind of fidelity has a test, for both formats, and each is shown to fail:
documents with one thing changed are read and compared in the same way.
"""

import io
import re
import subprocess
import zipfile

import pypdfium2 as pdfium
import pytest

from tests import word
from tests.conftest import SAMPLE, manuscript, some_quick
from tests.fidelity import pdf_file, word_file
from tests.fidelity.document import ASPECTS, Document, differing, published
from wsisc import source
from wsisc.document import fonts
from wsisc.engines import typst
from wsisc.writers import docx, pdf

PAGES = len(published().pages)


@pytest.fixture(scope="module")
def written():
    """The sample's Word file."""
    return docx.DocxDocument(manuscript(source.read(SAMPLE.read_bytes(), str(SAMPLE)).data)).finish()


class _Markup(pdf.PdfDocument):
    """The sample's PDF, from its markup with parts of it replaced."""

    def set(self, old: str = "", new: str = "", styles: dict[str, dict[str, object]] | None = None) -> bytes:
        markup, data = self._markup(), self._data()
        assert markup.count(old) == 1 or not old
        look = {role: {**style, **(styles or {}).get(role, {})} for role, style in data["styles"].items()}
        markup = markup.replace(old, new) if old else markup
        return typst.typeset(markup, {**data, "styles": look}, fonts.folders(), pdf.image_files(self._manuscript), None)


@pytest.fixture(scope="module")
def markup():
    return _Markup(manuscript(source.read(SAMPLE.read_bytes(), str(SAMPLE)).data))


@pytest.fixture(scope="module")
def documents(written, markup) -> dict[str, Document]:
    printed = markup.finish()
    return {"docx": word_file.read(written, PAGES), "pdf": pdf_file.read(printed)}


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_sample_is_as_it_was_published(documents, format, aspect):
    if (format, aspect) == ("docx", "pages"):
        assert documents[format].pages is None
    else:
        assert ASPECTS[aspect](documents[format]) == ASPECTS[aspect](published())


def test_the_list_has_something_of_every_kind():
    amounts = {name: len(view(published())) for name, view in ASPECTS.items()}
    assert amounts.pop("order") > 2500
    assert amounts == {
        "paragraphs": 60,
        "kinds": 60,
        "bold": 24,
        "italic": 11,
        "centred": 6,
        "numbers": 19,
        "calls": 7,
        "notes": 7,
        "links": 10,
        "headings": 25,
        "cover": 8,
        "pages": 7,
        "headers": 7,
        "footers": 7,
    }


def test_a_page_is_forced_after_the_cover_alone(written):
    assert word_file.forced_pages(written) == [published().blocks[7].text]


# A change of the Word file: what is written in a part, what is written instead, what then differs.
BODY, NOTES, STYLES, NUMBERS = (f"word/{name}.xml" for name in ("document", "footnotes", "styles", "numbering"))
RELATIONS, HEADER, FOOTER = "word/_rels/document.xml.rels", "word/header1.xml", "word/footer1.xml"
PARAGRAPH = '</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t xml:space="preserve">'
CALL = r'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
LIST = "<w:numPr>(?:(?!<w:numPr>).)*</w:numPr>"
WORD_CHANGES = {
    "a footnote call moves behind the full stop": (
        BODY,
        rf'({CALL.format(1)})<w:r><w:t xml:space="preserve">\.</w:t></w:r>',
        r'<w:r><w:t xml:space="preserve">.</w:t></w:r>\1',
        {"calls"},
    ),
    "a footnote call is lost": (BODY, CALL.format(5), "", {"calls", "notes"}),
    "two notes change places": (
        BODY,
        r'(footnoteReference w:id=)"2"(.*footnoteReference w:id=)"3"',
        r'\1"3"\2"2"',
        {"notes"},
    ),
    "a note loses a word": (NOTES, "information on CENOZO", "on CENOZO", {"notes"}),
    "a note's link is lost": (
        NOTES,
        r'<w:hyperlink r:id="\w+">((?:(?!<w:hyperlink).)*cenozo.*?)</w:hyperlink>',
        r"\1",
        {"links"},
    ),
    "a word is no longer bold": (BODY, r"<w:b/><w:bCs/>(</w:rPr><w:t[^>]*>cybercrime<)", r"\1", {"bold"}),
    "a word becomes bold": (BODY, "(<w:r>)(<w:t[^>]*> aims to)", r"\1<w:rPr><w:b/></w:rPr>\2", {"bold"}),
    "a name is no longer italic": (BODY, r"<w:i/><w:iCs/>(</w:rPr><w:t[^>]*>Cellule)", r"\1", {"italic"}),
    "headings are no longer bold": (STYLES, r'(w:styleId="Heading1">.*?)<w:b/>', r"\1", {"bold"}),
    "the title is no longer centred": (STYLES, r'(w:styleId="Title">.*?)<w:jc w:val="center"/>', r"\1", {"centred"}),
    "a paragraph becomes centred": (
        BODY,
        r"(<w:pStyle[^>]*/>)(</w:pPr><w:r><w:t[^>]*>Moreover)",
        r'\1<w:jc w:val="center"/>\2',
        {"centred"},
    ),
    "a paragraph is split": (BODY, r"(to prison agents|modules\.) ", rf"\1{PARAGRAPH}", {"paragraphs"}),
    "two paragraphs become one": (
        BODY,
        r"Cape Verde\.</w:t></w:r></w:p>\s*<w:p><w:pPr><w:pStyle[^>]*/></w:pPr>",
        "Cape Verde. </w:t></w:r>",
        {"paragraphs"},
    ),
    "a label is parted from its prompt": (
        BODY,
        r"<w:rPr><w:vanish/><w:specVanish/></w:rPr>",
        "",
        {"paragraphs", "kinds", "headings"},
    ),
    "two blocks change places": (
        BODY,
        r"(<w:p>(?:(?!<w:p>).)*Moreover.*?</w:p>)(\s*<w:p>.*?</w:p>)",
        r"\2\1",
        {"order"},
    ),
    "a list loses its numbers": (
        BODY,
        rf"{LIST}(</w:pPr><w:r><w:t[^>]*>Promoting)",
        r'<w:numPr><w:numId w:val="0"/></w:numPr>\1',
        {"numbers"},
    ),
    "an item is in the list of its style": (BODY, rf"{LIST}(</w:pPr><w:r><w:t[^>]*>Promoting)", r"\1", {"numbers"}),
    "a list begins at two": (NUMBERS, r'(<w:num w:numId="1002".*?w:startOverride w:val=)"1"', r'\1"2"', {"numbers"}),
    "a list has full stops for brackets": (NUMBERS, r'w:lvlText w:val="%1\)"', 'w:lvlText w:val="%1."', {"numbers"}),
    "a heading loses its number": (BODY, r"4\) Organized Crime", "Organized Crime", {"numbers", "headings"}),
    "a heading is a level lower": (
        BODY,
        r'Heading3(?="/></w:pPr>(?:(?!</w:p>).)*Drug demand)',
        "Heading4",
        {"headings"},
    ),
    "a heading becomes text": (
        BODY,
        r'Heading4(?="/></w:pPr>(?:(?!</w:p>).)*>Cybercrime<)',
        "BodyText",
        {"headings", "kinds"},
    ),
    "a link leads elsewhere": (RELATIONS, "https://grace.unodc.org/", "https://example.org/", {"links"}),
    "a link has a word less": (
        BODY,
        r"(<w:hyperlink(?:(?!</?w:hyperlink).)*)SHERLOC Portal(.*?</w:hyperlink>.*?>)(?=;)",
        r"\1SHERLOC\2 Portal",
        {"links"},
    ),
    "the cover loses a line break": (BODY, r"(Twenty-sixth session</w:t></w:r>)<w:r><w:br/></w:r>", r"\1", {"cover"}),
    "the cover loses a line": (BODY, r"<w:p>(?:(?!<w:p>).)*Submission by</w:t></w:r></w:p>", "", {"cover"}),
    "the page numbers are lost": (FOOTER, " PAGE ", " TITLE ", {"footers"}),
    "the number of pages is lost": (FOOTER, " NUMPAGES ", " TITLE ", {"footers"}),
    "the head loses the session": (HEADER, "<w:r><w:tab/></w:r>.*?</w:r>", "", {"headers"}),
    "the cover has a head and a page number": (BODY, "<w:titlePg/>", "", {"headers", "footers"}),
}


def changed(content: bytes, part: str, pattern: str, new: str) -> bytes:
    """Return a Word file in which a pattern of a part is replaced where it is first met."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as archive:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                text, count = re.subn(pattern, new, text.decode(), count=1, flags=re.DOTALL)
                assert count == 1
                text = text.encode()
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize("change", some_quick(WORD_CHANGES, 2))
def test_a_changed_word_file_is_not_as_published(written, change):
    part, pattern, new, expected = WORD_CHANGES[change]
    assert expected <= differing(word_file.read(changed(written, part, pattern, new), PAGES), published())


@pytest.mark.parametrize("kind", ["header", "first_page_header", "even_page_header"])
def test_a_header_of_the_word_file_is_seen(written, kind):
    opened, saved = word.document(written), io.BytesIO()
    getattr(opened.sections[0], kind).paragraphs[0].text = "A header"
    opened.settings.odd_and_even_pages_header_footer = kind == "even_page_header"
    opened.save(saved)
    found = differing(word_file.read(saved.getvalue(), PAGES), published())
    assert found - {"footers"} == {"headers"}  # even pages would have a foot of their own, too
    assert ("footers" in found) == (kind == "even_page_header")


def test_a_forced_page_is_seen(written):
    changes = [(BODY, "<w:pPr>(<w:pStyle[^>]*/></w:pPr><w:r><w:t[^>]*>Moreover)", r"<w:pPr><w:pageBreakBefore/>\1")]
    changes += [(BODY, r"(include:</w:t></w:r>)(</w:p>)", r'\1<w:r><w:br w:type="page"/></w:r>\2')]
    for change in changes:
        assert len(word_file.forced_pages(changed(written, *change))) == 2


# A change of the PDF's markup: the old text, the new text, and what then differs.
GRACE = '#link("https://grace.unodc.org/")[GRACE]'
NOTE = "#footnote[SHERLOC is the abbreviation for Sharing Electronic Resources and Laws on Crime]"
MARKUP_CHANGES = {
    "a footnote call moves a word on": (f"{NOTE} aims", f" aims{NOTE}", {"calls"}),
    "a note loses a word": ("More information on CENOZO", "Information on CENOZO", {"notes"}),
    "a word is no longer bold": ("#strong[cybercrime]", "cybercrime", {"bold"}),
    "a name is no longer italic": ("#emph[Cellule", "#text[Cellule", {"italic"}),
    "a paragraph is split": ("5 modules. ", "5 modules.\n\n", {"paragraphs"}),
    "two paragraphs become one": ("Cape Verde.\n\n", "Cape Verde.\n", {"paragraphs"}),
    "a line is broken": ("5 modules. ", "5 modules. \\\n", {"paragraphs"}),
    "two items change places": ("+ Promoting", "+ Disseminating\n+ Promoting", {"order", "numbers"}),
    "a list has full stops for brackets": ('"1)", start: 1)\n+ Promoting', '"1.", start: 1)\n+ Promoting', {"numbers"}),
    "a heading is a level higher": ("\n=== 3) Counter", "\n== 3) Counter", {"headings"}),
    "a theme looks like a sub-theme": (
        '#with-meaning("theme")[\n=== 3) Counter',
        '#with-meaning("sub-theme")[\n=== 3) Counter',
        {"bold", "italic"},
    ),
    "a prompt is part of its label": (r"[\(a)][Innovative", r"[\(a) Innovative][", {"bold"}),
    "a label is no heading": ('#run-in("part", 1, "one")[Part One:][', "#strong[Part One:] #[", {"headings", "kinds"}),
    "a heading becomes text": ("\n==== Cybercrime\n", "\n\nCybercrime\n\n", {"headings", "kinds"}),
    "a link leads elsewhere": (GRACE, GRACE.replace("grace", "www"), {"links"}),
    "a link has a word more": (f"({GRACE}) initiative", f"({GRACE[:-1]}) initiative]", {"links"}),
    "the cover loses a line break": ("Twenty-sixth session \\\n", "Twenty-sixth session ", {"cover"}),
    "there is a header": (
        "Moreover, through",
        "#set page(header: [A header])\nMoreover, through",
        {"headers", "pages"},
    ),
    "a page more": ("Moreover, through", "#pagebreak()\nMoreover, through", {"pages", "footers"}),
}


@pytest.mark.parametrize("change", some_quick(MARKUP_CHANGES, 9))
def test_a_changed_pdf_is_not_as_published(markup, change):
    old, new, expected = MARKUP_CHANGES[change]
    assert expected <= differing(pdf_file.read(markup.set(old, new)), published())


STYLE_CHANGES = {
    "the title is no longer centred": ({"title": {"align": "left"}}, {"centred"}),
    "the cover is no longer bold": ({"cover-session": {"bold": False}}, {"bold"}),
    "paragraphs have no space between": ({"text": {"after": 0}}, {"paragraphs"}),
    "prompts are bold": ({"prompt": {"bold": True}}, {"bold"}),
    "sub-themes are upright": ({"heading-4": {"italic": False}}, {"italic"}),
}


def test_every_aspect_is_shown_to_differ_in_both_formats():
    assert set().union(*(change[-1] for change in WORD_CHANGES.values())) == ASPECTS.keys() - {"pages"}
    changes = [*MARKUP_CHANGES.values(), *STYLE_CHANGES.values()]
    assert set().union(*(change[-1] for change in changes)) == ASPECTS.keys()


@pytest.mark.parametrize("change", some_quick(STYLE_CHANGES, 3))
def test_a_pdf_in_another_look_is_not_as_published(markup, change):
    styles, expected = STYLE_CHANGES[change]
    assert expected <= differing(pdf_file.read(markup.set(styles=styles)), published())


def test_an_empty_page_is_seen(markup):
    with pdfium.PdfDocument(markup.set()) as opened:
        opened.new_page(595, 842)
        saved = io.BytesIO()
        opened.save(saved)
    assert differing(pdf_file.read(saved.getvalue()), published()) == {"pages", "headers", "footers"}


@pytest.mark.judge
def test_the_word_file_has_as_many_pages_as_the_pdf(written, tmp_path):
    (tmp_path / "sample.docx").write_bytes(written)
    command = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "sample.docx"], check=True, capture_output=True)
    with pdfium.PdfDocument(tmp_path / "sample.pdf") as opened:
        assert len(opened) == PAGES
