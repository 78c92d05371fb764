"""What a page does not show is reported; what it shows in an unusual way is not. And words outside the page."""

import pytest

from tests.durations import TENFOLD, quickest
from tests.readers.boxes import ADDRESS, LINK, control, import_file, notes, picture
from tests.readers.word_files import SPACES, field, para, run, texts, word_file
from wsisc.readers.word import reader as word
from wsisc.readers.word.content import ComponentKind

WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
STORE = "{11111111-2222-3333-4444-555555555555}"
DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
STYLES = [("s", "styles", "styles.xml", "")]
OF_TABLE = (
    f'<w:tblStylePr w:type="firstRow"><w:rPr>{WHITE}</w:rPr><w:tcPr>{DARK}</w:tcPr></w:tblStylePr>'
    f'<w:tblStylePr w:type="lastCol"><w:rPr>{WHITE}</w:rPr></w:tblStylePr>'
)


def styles(inner):
    return {"word/styles.xml": f"<w:styles {SPACES}>{inner}</w:styles>"}


def style(kind, inner, id="x"):
    return f'<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{id}"/>{inner}</w:style>'


def table(rows, properties="", of_cell="", of_row=""):
    """Return a table of cells, each a paragraph's XML."""
    inner = "".join(
        f"<w:tr><w:trPr>{of_row}</w:trPr>{''.join(f'<w:tc><w:tcPr>{of_cell}</w:tcPr>{each}</w:tc>' for each in row)}</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{inner}</w:tbl>"


def unseen(file):
    """Return the words of a file that are not seen, with the reasons."""
    return [(each.words.strip(), each.unseen) for each in word.read(file).looks if each.unseen]


SEEN = [
    (table([[para(run("a", WHITE))]], of_cell=DARK), ""),
    (table([[para(run("a", WHITE))]], DARK), ""),
    (table([[table([[para(run("a", WHITE))]])]], of_cell=DARK), ""),
    (para(run("a", WHITE), DARK), ""),
    (para(run("a", WHITE + DARK)), ""),
    (para(run("a", WHITE + '<w:highlight w:val="darkBlue"/>')), ""),
    (para(run("a", WHITE + '<w:shd w:val="solid" w:color="1F3864" w:fill="FFFFFF"/>')), ""),
    (para(run("a", DARK)), ""),
    (para(run("a", '<w:color w:val="auto"/>' + DARK)), ""),
    (para(run("a", '<w:color w:val="FFFFFF" w:themeColor="text1"/>')), ""),
    (para(run("a", '<w:color w:val="C0C0C0"/>')), ""),
    (para(run("a", WHITE + f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="C00000"/></w14:solidFill></w14:textFill>')), ""),
    (para(run("a", f'<w14:textOutline {W14}><w14:solidFill/></w14:textOutline><w14:textFill {W14}><w14:noFill/></w14:textFill>')), ""),
    (para(run("a", '<w:sz w:val="12"/>')), ""),
    (para(run("a", '<w:spacing w:val="-20"/>')), ""),
    (para(run("abc", '<w:fitText w:val="600"/>')), ""),
    (para(run("a", '<w:position w:val="12"/>')), ""),
    (para(run("a", '<w:szCs w:val="2"/>')), ""),
    (para(run("a"), '<w:spacing w:line="1"/>'), ""),
    (para(run("a"), '<w:spacing w:line="240" w:lineRule="exact"/>'), ""),
    (para(run("a"), '<w:ind w:left="5000"/>'), ""),
    (table([[para(run("a"))]], of_row='<w:trHeight w:val="1" w:hRule="atLeast"/>'), ""),
    (table([[para(run("a"))]], of_row='<w:trHeight w:val="400" w:hRule="exact"/>'), ""),
    (para(f'<w:bdo w:val="ltr">{run("a")}</w:bdo>'), ""),
    (para(f'<w:bdo w:val="rtl">{run("شبكة")}</w:bdo>'), ""),
    (para(f'<w:dir w:val="rtl">{run("a")}</w:dir>'), ""),
    (table([[para(run("a"))], [para(run("b"))]], '<w:tblStyle w:val="x"/><w:tblLook w:firstRow="1"/>'), style("table", OF_TABLE)),
    (table([[para(run("a"))], [para(run("b"))]], '<w:tblStyle w:val="x"/><w:tblLook w:val="0020"/>'), style("table", OF_TABLE)),
    (table([[para(run("a"))]], '<w:tblStyle w:val="x"/>'), style("table", OF_TABLE)),
    (table([[para(run("a"))]]), style("table", f"<w:rPr>{WHITE}</w:rPr>")),
    (para(run("a"), '<w:pStyle w:val="x"/>'), style("paragraph", f"<w:pPr>{DARK}</w:pPr><w:rPr>{WHITE}</w:rPr>")),
    (table([[para(run("a"), '<w:pStyle w:val="y"/>')]], '<w:tblStyle w:val="x"/>'),
     style("table", f"<w:rPr>{WHITE}</w:rPr>") + style("paragraph", '<w:rPr><w:color w:val="000000"/></w:rPr>', "y")),
]  # fmt: skip
"""Words that are seen: bodies, and styles."""


@pytest.mark.parametrize(("body", "inner"), SEEN)
def test_what_is_seen_is_not_reported(body, inner):
    assert unseen(word_file(body, styles(inner), STYLES)) == []


BACKGROUND = "in the colour of their background"
UNSEEN = [
    (para(run("a", WHITE)), "", BACKGROUND),
    (para(run("a", WHITE + '<w:shd w:val="nil" w:fill="000000"/>')), "", BACKGROUND),
    (table([[para(run("a", '<w:color w:val="1F3864"/>'))]], of_cell=DARK), "", BACKGROUND),
    (table([[para(run("a", WHITE))]], '<w:shd w:val="clear" w:fill="FFFFFF"/>'), "", BACKGROUND),
    (para(run("a", '<w:color w:val="FFFFFF" w:themeColor="text1"/><w:shd w:fill="111111" w:val="clear"/>')), "", BACKGROUND),
    (table([[para(run("a"))]], '<w:tblStyle w:val="x"/>'), style("table", f"<w:rPr>{WHITE}</w:rPr>"), BACKGROUND),
    (table([[para(run("a"))]], '<w:tblStyle w:val="x"/><w:tblLook w:lastColumn="1"/>'), style("table", OF_TABLE), BACKGROUND),
    (para(run("a"), '<w:pStyle w:val="x"/>'), style("paragraph", f"<w:rPr>{WHITE}</w:rPr>"), BACKGROUND),
    (para(run("a")), f"<w:docDefaults><w:rPrDefault><w:rPr>{WHITE}</w:rPr></w:rPrDefault></w:docDefaults>", BACKGROUND),
    (para(run("a"), '<w:pStyle w:val="x"/>'),
     style("paragraph", '<w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>'), "in a line or row 0.05 pt high"),
    (table([[para(run("a"))]], '<w:tblpPr w:tblpX="-30000"/>') + "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>", "",
     "off the page"),
    (table([[para(run("a", WHITE))]], '<w:tblStyle w:val="x"/>', '<w:shd w:val="clear" w:fill="auto"/>'),
     style("table", f"<w:tcPr>{DARK}</w:tcPr>"), BACKGROUND),
    (table([[para(run("a"))]]), style("table", f"<w:rPr>{WHITE}</w:rPr>").replace("<w:style ", '<w:style w:default="1" '),
     BACKGROUND),
    (table([[para(run("a"))]], '<w:tblStyle w:val="x"/>'),
     style("table", '<w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>'), "in a line or row 0.05 pt high"),
    (para(run("\u202ea")), "", "shown in reverse"),
    (para(f'<w:bdo w:val="ltr">{run("شبكة")}</w:bdo>'), "", "shown in reverse"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "inner", "reason"), UNSEEN)
def test_what_is_not_seen_is_reported_with_its_reason(body, inner, reason):
    file = word_file(body, styles(inner), STYLES)
    assert [why for _, why in unseen(file)] == [reason]
    _, imported = import_file(file)
    [item] = [each for each in imported.report.items if reason.removeprefix("shown ") in each.kind]
    assert item.needs_person


def test_words_that_are_reported_by_themselves_are_not_reported_twice():
    deleted = f'<w:del w:id="1" w:author="A">{run("gone", WHITE).replace("w:t", "w:delText")}</w:del>'
    box = (
        f"<w:r><w:pict><v:textbox><w:txbxContent>{para(run('boxed', WHITE))}</w:txbxContent></v:textbox></w:pict></w:r>"
    )
    assert unseen(word_file(para(run("text") + deleted + box))) == []
    _, imported = import_file(word_file(para(run("text") + run("secret", "<w:vanish/>" + WHITE))))
    assert [item.kind for item in imported.report.items if "secret" in item.text] == ["hidden text"]


def test_the_theme_of_the_file_and_what_its_settings_make_of_it_count():
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    theme = (
        f'<a:theme xmlns:a="{a}"><a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        '<a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="FEFEFE"/></a:accent1></a:clrScheme></a:themeElements></a:theme>'
    )  # fmt: skip
    swapped = f'<w:settings {SPACES}><w:clrSchemeMapping w:bg1="dark1" w:t1="light1"/></w:settings>'
    parts = {"word/theme.xml": theme, "word/settings.xml": swapped}
    relations = [("t", "theme", "theme.xml", ""), ("s", "settings", "settings.xml", "")]
    body = "".join(
        para(run(place, f'<w:color w:val="FF0000" w:themeColor="{place}"/>'))
        for place in ("accent1", "text1", "background1")
    )
    assert [words for words, _ in unseen(word_file(body, parts, relations))] == ["accent1 text1"]


def test_a_hidden_row_is_reported_with_all_that_it_holds():
    hidden = table([[para(run("secret") + '<w:r><w:footnoteReference w:id="1"/></w:r>')]], of_row="<w:hidden/>")
    body = para(run("text")) + hidden
    found, imported = import_file(word_file(body, notes("footnote"), [("f", "footnotes", "footnotes.xml", "")]))
    assert texts(found) == ["text"]
    assert [(each.kind, each.text) for each in found.asides] == [("hidden row of a table", "secret")]
    assert [item.kind for item in imported.report.items if item.words] == [
        "note without a reference",
        "hidden row of a table",
    ]


def test_what_is_hidden_with_words_is_accounted_for():
    call = '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    _, imported = import_file(
        word_file(para(run("text") + call), notes("footnote"), [("f", "footnotes", "footnotes.xml", "")])
    )
    assert [item.kind for item in imported.report.items if item.words] == ["note without a reference"]


def test_styles_with_very_many_parts_are_read_once():
    part = f'<w:tblStylePr w:type="band1Horz"><w:rPr>{WHITE}</w:rPr></w:tblStylePr>'
    look = '<w:tblStyle w:val="x"/><w:tblLook w:val="0"/>'

    def tall(rows):
        parts = styles(style("table", part * 250 * rows))
        return word_file(table([[para(run("a"))] * 60] * rows, look), parts, STYLES)

    assert len(unseen(tall(4))[0][0].split()) == 60
    assert quickest(unseen, [tall(40)] * 2) < TENFOLD * quickest(unseen, [tall(4)] * 2)


@pytest.mark.parametrize("shown", [True, False])
def test_an_image_that_word_does_not_show_is_reported(shown):
    drawing = picture("r:embed='i'").replace("<wp:docPr ", f"<wp:docPr hidden='{int(not shown)}' ")
    style = "" if shown else " style='position:absolute; visibility: hidden'"
    shape = f"<w:r><w:pict><v:shape{style}><v:imagedata r:id='i'/></v:shape></w:pict></w:r>"
    parts, relations = {"word/media/i.png": b"\x89PNG"}, [("i", "image", "media/i.png", "")]
    for image in (drawing, shape):
        _, imported = import_file(word_file(para(run("text") + image), parts, relations))
        assert len(imported.submission.figures) == shown
        assert [
            item.needs_person for item in imported.report.items if item.kind == "image, PNG, not imported (hidden)"
        ] == [True] * (not shown)


@pytest.mark.parametrize("odd", ["", "nan", "-inf", "1e999", "zz", "9" * 400, "-1", "3.5pt", "auto", "\u0663"])
def test_no_odd_value_is_a_fault(odd):
    look = "".join(
        f'<w:{name} w:val="{odd}"/>' for name in ("sz", "szCs", "w", "spacing", "position", "fitText", "highlight")
    )
    colour = f'<w:color w:val="{odd}" w:themeColor="{odd}" w:themeTint="{odd}" w:themeShade="{odd}"/>'
    tinted = f'<w:shd w:val="pct{odd}" w:color="{odd}" w:fill="{odd}" w:themeFill="accent1" w:themeFillTint="{odd}"/>'
    fill = f"<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val='{odd}'><w14:alpha w14:val='{odd}'/></w14:srgbClr></w14:solidFill></w14:textFill>"
    lines = f'<w:ind w:left="{odd}"/><w:spacing w:line="{odd}" w:lineRule="exact"/><w:framePr w:x="{odd}" w:y="{odd}" w:h="{odd}" w:hRule="exact"/>'
    height = f'<w:trHeight w:val="{odd}" w:hRule="exact"/>'
    look_of_table = f'<w:tblStyle w:val="x"/><w:tblpPr w:tblpX="{odd}"/><w:tblInd w:w="{odd}"/><w:tblLook w:val="{odd}" w:firstRow="{odd}"/>'
    body = table([[para(run("a", look + colour + tinted + fill), lines)]], look_of_table, tinted, height)
    import_file(
        word_file(
            f'{body}<w:sectPr><w:pgSz w:w="{odd}" w:h="{odd}"/></w:sectPr>', styles(style("table", OF_TABLE)), STYLES
        )
    )


# --- content controls that are bound to XML ------------------------------------------------------------


def bound(words, value, properties="<w:text/>", path="/f:d[1]/f:w[1]", store=STORE):
    """Return a file with a control of some words, bound to a value in a part of XML."""
    binding = f"<w:dataBinding w:prefixMappings=\"xmlns:f='urn:f'\" w:xpath=\"{path}\" w:storeItemID='{store}'/>"
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps" Target="props1.xml"/>'
        "</Relationships>"
    )
    parts = {
        "customXml/item1.xml": f'<d xmlns="urn:f"><w>{value}</w></d>',
        "customXml/props1.xml": f'<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="{DATA}"/>',
        "customXml/_rels/item1.xml.rels": link,
    }
    body = para(run("text ") + control(run(words), binding + properties))
    return word_file(body, parts, [("x", "customXml", "../customXml/item1.xml", "")])


LIST = '<w:dropDownList><w:listItem w:value="1" w:displayText="One"/></w:dropDownList>'
DATE = '<w:date w:fullDate="2022-12-15T00:00:00Z"/>'


@pytest.mark.parametrize(
    "file",
    [
        bound("Words", "Words"),
        bound("Words", "\n Words "),
        bound("One", "1", LIST),
        bound("15 December 2022", "2022-12-15", DATE),
        bound("Words", "Others", store="{0}"),
        bound("Words", "Others", path="/f:d[1]/f:other[1]"),
        bound("☒", "true", "<w14:checkbox xmlns:w14='x'/>"),
        bound("Click here", "", "<w:showingPlcHdr/><w:text/>"),
        bound("Click here", "", "<w:showingPlcHdr/><w:date/>"),
    ],
)
def test_a_control_that_shows_what_the_file_has_is_not_reported(file):
    assert not [each for each in word.read(file).components if each.name == "bound content control"]


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        (bound("Words", "Others"), "Others"),
        (bound("Words", ""), ""),
        (bound("One", "2", LIST), "2"),
        (bound("15 December 2022", "2023-01-01", DATE), "2023-01-01"),
        (bound("Click here", "Others", "<w:showingPlcHdr/><w:text/>"), "Others"),
        (bound("Words", "Others", path="//f:w"), "an XML path that is not supported"),
    ],
)
def test_a_control_in_which_word_shows_other_words_is_reported(file, shown):
    _, imported = import_file(file)
    [item] = [each for each in imported.report.items if each.kind.startswith("content control")]
    assert item.needs_person
    assert f'Word shows "{shown}"' in item.text


# --- words outside the page -----------------------------------------------------------------------------


def described(file, needs_person=False):
    """Return the descriptions of a file: what someone wrote for readers needs a person, as all words not taken do."""
    _, imported = import_file(file)
    found = [(each.name, each.text) for each in word.read(file).components if each.kind == ComponentKind.DESCRIPTION]
    reported = {(item.text, item.needs_person) for item in imported.report.items}
    assert all((text, needs_person) in reported for _, text in found)
    return found


def test_tooltips_are_notes_where_they_say_something_else():
    relations = [("e", "hyperlink", ADDRESS, LINK)]
    for tip, expected in (("Forged", [("tooltip of a link", "Forged")]), ("words", [])):
        link = f'<w:hyperlink r:id="e" w:tooltip="{tip}">{run("words")}</w:hyperlink>'
        assert described(word_file(para(link), relations=relations), needs_person=True) == expected
    assert described(
        word_file(para(field(f'HYPERLINK "{ADDRESS}" \\o "Forged"', run("words")))), needs_person=True
    ) == [("tooltip of a link", "Forged")]


def test_a_tooltip_that_is_an_address_needs_nobody():
    relations = [("e", "hyperlink", ADDRESS, LINK)]
    link = f'<w:hyperlink r:id="e" w:tooltip="{ADDRESS}">{run("words")}</w:hyperlink>'
    assert described(word_file(para(link), relations=relations)) == [("tooltip of a link", ADDRESS)]


def test_titles_beside_an_alternative_text_are_notes():
    shown = (
        "<w:r><w:drawing xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
        " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>"
        "<wp:docPr id='1' name='x' title='A title' descr='A map'/><a:blip r:embed='i'/></w:drawing></w:r>"
    )
    parts, relations = {"word/media/i.png": b"\x89PNG"}, [("i", "image", "media/i.png", "")]
    assert described(word_file(para(shown), parts, relations)) == [("alternative text", "A title")]


def test_building_blocks_are_notes_but_what_empty_controls_show():
    part = "<w:docPart><w:docPartPr><w:types><w:type w:val='{}'/></w:types></w:docPartPr><w:docPartBody>{}</w:docPartBody></w:docPart>"
    inner = part.format("normal", para(run("A block"))) + part.format("bbPlcHdr", para(run("Click here")))
    parts = {"word/glossary.xml": f"<w:glossaryDocument {SPACES}><w:docParts>{inner}</w:docParts></w:glossaryDocument>"}
    file = word_file(para(run("text")), parts, [("g", "glossaryDocument", "glossary.xml", "")])
    assert described(file) == [("building block", "A block")]


def test_a_picture_of_ink_is_reported():
    _, imported = import_file(word_file(para(run("text") + '<w:r><w:contentPart r:id="k"/></w:r>')))
    assert [item.text for item in imported.report.items if item.kind == "drawing, not imported"] == ["ink"]


# --- words before paragraphs ----------------------------------------------------------------------------


def listed(format, text, properties=""):
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>'
    inner = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    parts = {"word/numbering.xml": f"<w:numbering {SPACES}>{inner}</w:numbering>"}
    body = para(run("the words"), f'{properties}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    return word_file(body, parts, [("n", "numbering", "numbering.xml", "")])


@pytest.mark.parametrize(
    ("format", "text", "expected"),
    [
        ("bullet", "Important:", "- Important: the words\n"),
        ("bullet", "No", "- No the words\n"),
        ("bullet", "•", "- the words\n"),
        ("bullet", "o", "- the words\n"),
        ("decimal", "Article %1:", "Article 1: the words\n"),
        ("decimal", "%1.", "1. the words\n"),
    ],
)
def test_words_of_a_marker_are_words_of_the_text(format, text, expected):
    _, imported = import_file(listed(format, text))
    assert imported.submission.parts[0].text == expected


@pytest.mark.parametrize(
    ("format", "text", "needs_person"),
    [("bullet", "Important:", True), ("decimal", "Article %1", True), ("decimal", "%1.", False)],
)
def test_words_before_a_heading_need_a_person(format, text, needs_person):
    _, imported = import_file(listed(format, text, '<w:outlineLvl w:val="0"/>'))
    [item] = [each for each in imported.report.items if each.kind.startswith("automatic number of a heading")]
    assert item.needs_person == needs_person
