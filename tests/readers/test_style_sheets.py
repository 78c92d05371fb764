"""The style sheets of pages, and the layout of Word files: what could hide or add words is found, what is only layout is not."""

import pytest

from tests.readers.samples import styled
from tests.readers.test_word import SPACES, para, run, word_file
from wsisc.readers import html, typefaces
from wsisc.readers.inventory import style_sheets
from wsisc.readers.word import layout_parts

HARMLESS = """
font-family: Arial
font-family: "Times New Roman", serif
font-weight: 400
font-weight: bold
font-style: italic
text-align: justify
text-wrap: balance
hyphens: none
break-before: page
break-inside: avoid
font-size: 0.6em
font-size: 1.25rem
font-size: 2.9em
font-size: 8pt
font-size: 29.5px
line-height: 1
line-height: 2.5
margin: 0
margin-left: 1.5em
margin: .1234em 9em 99px 99.5mm
padding: 2.5rem
padding-top: 10pt
gap: 1em
border: 1px solid var(--line)
border-bottom-width: 0
"""
NOT_HARMLESS = """
font-family: Wingdings
font-family: Arial, "Bar Code"
font-family: Arial; serif
font-weight: 100
font-weight: 350
font-style: oblique
text-align: -9em
text-wrap: nowrap
hyphens: x
break-before: left
break-between: auto
font-size: 0.5em
font-size: 3em
font-size: 7pt
font-size: 30pt
font-size: 100%
line-height: 0.9
line-height: 3
margin: -1em
margin: 10em
margin: 100px
margin: 0.12345em
margin: 1 1 1 1 1
margin: auto
padding: 1vw
border: 1px dotted
border: 100px solid
color: white
display: none
content: "x"
position: absolute
"""


def found(rule, expected="", around="p"):
    page = f"<style>{around} {{ {rule} }}</style>"
    return style_sheets.find_non_layout(f"<style>{expected}</style>", page)


@pytest.mark.parametrize("rule", HARMLESS.strip().splitlines())
def test_layout_is_not_reported(rule):
    assert found(rule) == []


@pytest.mark.parametrize("rule", NOT_HARMLESS.strip().splitlines())
def test_what_may_be_more_than_layout_is_reported(rule):
    assert found(rule)
    assert found(rule, f"p {{{rule}}}") == []
    assert found(rule, f"h1 {{{rule}}}")


ROOTS = {
    "root": ":root {{{}}}",
    "paper": "@media print {{ :root {{{}}} }}",
    "dark": "@media (prefers-color-scheme: dark) {{ :root {{{}}} }}",
}
"""Where a page sets its colours."""


@pytest.mark.parametrize(
    ("place", "name", "light", "dark"),
    [
        *((place, name, "7c7c7c", "7b7b7b") for place in ("root", "paper") for name in ("text", "heading", "link", "quiet", "warning")),
        *((place, name, "dadada", "d9d9d9") for place in ("root", "paper") for name in ("shade", "page")),
        *(("dark", name, "898989", "888888") for name in ("text", "heading", "link", "quiet", "warning")),
        *(("dark", name, "404040", "3f3f3f") for name in ("shade", "page")),
    ],
)  # fmt: skip
def test_a_colour_of_the_theme_must_leave_a_contrast(place, name, light, dark):
    is_light_good = (place == "dark") == (name not in ("shade", "page"))
    for colour, is_good in ((light, is_light_good), (dark, not is_light_good)):
        sheet = ROOTS[place].format(f"--{name}: #{colour}")
        assert (style_sheets.find_non_layout("", f"<style>{sheet}</style>") == []) == is_good


def test_colours_weigh_by_how_light_they_are_to_the_eye():
    limits = {
        "ff0000": False,
        "00ff00": True,
        "0000ff": False,
        "ffff00": True,
        "00ffff": True,
        "ff00ff": False,
        "0a0b0a": False,
    }
    for colour, is_light in limits.items():
        sheet = f"<style>:root {{ --page: #{colour} }}</style>"
        assert (style_sheets.find_non_layout("", sheet) == []) == is_light, colour


def test_declarations_are_reported_with_their_rules():
    sheet = ":root { --line: #123456; --line: red; --other: #000000 } @media print { p, li { color : red ; color: red } } } a { b } x"
    assert style_sheets.find_non_layout("", f"<p></p><STYLE media=x>{sheet}</STYLE><style>q {{ 'color:blue' }}</style>") == [
        ":root --line: red", ":root --other: #000000", "@media print p, li color: red", "}", "a b", "x", "q 'color: blue'",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Arial", " 'times  new roman' ", '"Noto Sans"', "system-ui"])
def test_typefaces_that_are_known(name):
    assert typefaces.is_text_typeface(name)


@pytest.mark.parametrize("name", ["Arial Black", "", "Wingdings", "Code 39"])
def test_typefaces_that_are_not(name):
    assert not typefaces.is_text_typeface(name)


def test_what_hides_words_in_the_layout_of_a_word_file():
    parts = {
        "word/numbering.xml": f'<w:numbering {SPACES}><w:lvlText w:val="%1."/><w:lvlText w:val="No %1"/><w:vanish/><w:vanish w:val="0"/></w:numbering>',
        "word/settings.xml": f'<w:settings {SPACES}><w:updateFields w:val="true"/><w:linkStyles w:val="false"/><w:docVars/><w:numFmt w:val="decimal"/><w:numFmt w:val="roman"/><w:zoom/></w:settings>',
        "docProps/app.xml": "<Properties><Company>Ours</Company><Manager></Manager><Pages>2</Pages><x:HyperlinkBase>http</x:HyperlinkBase></Properties>",
        "word/theme/theme1.xml": '<a:latin typeface="Arial"/><a:latin typeface="+mn-lt"/><a:latin typeface="Bar Code"/>',
    }  # fmt: skip
    body = (
        "<w:sectPr><w:pgMar w:left='3999'/><w:pgMar w:top='4000'/><w:pgMar w:right='12345'/><w:pgMar w:x='-9999'/></w:sectPr><w:tbl><w:tblGrid><w:gridCol w:w='99'/><w:gridCol w:w='100'/></w:tblGrid></w:tbl>"
        + para("<w:extent cx='99999' cy='100000'/><w:extent cx='-100000'/><w:xfrm rot='1'/><w:xfrm off='1'/>" + run("text"))
    )  # fmt: skip
    look = '<w:strike/><w:dstrike w:val="0"/><w:sz w:val="9"/><w:sz w:val="10"/><w:webHidden/><w:rFonts w:ascii="Odd" w:hAnsi="Arial"/><w:rFonts w:ascii=""/>'
    assert layout_parts.find_hiding(styled(body, look, parts=parts)) == [
        "word/styles.xml has <w:strike/>", 'word/styles.xml has <w:sz w:val="9"/>', "word/styles.xml has <w:webHidden/>",
        'word/numbering.xml has <w:lvlText w:val="No %1"', "word/numbering.xml has <w:vanish/>",
        'word/settings.xml has <w:updateFields w:val="true"/>', "word/settings.xml has <w:docVars/>", 'word/settings.xml has <w:numFmt w:val="roman"/>',
        "docProps/app.xml has <Company>Ours", "docProps/app.xml has <x:HyperlinkBase>http",
        "word/styles.xml has the typeface Odd", "word/theme/theme1.xml has the typeface Bar Code",
        'word/document.xml has pgMar top="4000"', 'word/document.xml has pgMar right="12345"', 'word/document.xml has pgMar x="-9999"',
        'word/document.xml has gridCol w="99"', 'word/document.xml has extent cx="99999" cy="100000"', 'word/document.xml has xfrm rot="1"',
    ]  # fmt: skip
    assert layout_parts.find_hiding(word_file(para(run("text")))) == []


def test_the_words_around_the_text_of_a_page():
    page = (
        "<!doctype html><html lang='en'><head><title>T</title><meta name='author' content='A'><meta name='description'><meta name='other' content='x'>"
        "<style>p {}</style><script id='wsisc-source'>{}</script><script>run()</script></head><body>before <main>within</main> after <script>more()</script></body></html>"
    )  # fmt: skip
    assert html.read_surrounding_text(page) == {
        "the language": "en", "the title in the head": "T", "the author in the head": "A", "the subject in the head": "",
        "the style sheet": "p {}", "a script": "run()more()", "the words around the text": "before  after ",
    }  # fmt: skip
