"""Forgeries of a Word file by which its page shows other words than its paragraphs hold; and words outside the page."""

from collections.abc import Callable

from tests.forgeries.word_files import (
    DOCUMENT,
    OVERVIEW,
    SETTINGS,
    STYLES,
    edited,
    in_overview,
    linked,
    parts_of,
    with_overview,
    with_parts,
)

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
STORE = "{11111111-2222-3333-4444-555555555555}"
_BULLET = '<w:lvlText w:val="•"'


def looking(properties: str) -> Callable[[bytes], bytes]:
    """Return what sets properties of the run that holds the words of Part Two."""
    return lambda content: with_overview(content, properties)


def in_paragraph(properties: str) -> Callable[[bytes], bytes]:
    """Return what sets properties of the paragraph that holds the words of Part Two, after its style."""

    def forge(content: bytes) -> bytes:
        text = parts_of(content)[DOCUMENT].decode()
        start = text.rindex("<w:p>", 0, text.index(OVERVIEW))
        changed = text[start:].replace("</w:pPr>", f"{properties}</w:pPr>", 1)
        return with_parts(content, {DOCUMENT: (text[:start] + changed).encode()})

    return forge


def around(before: str, after: str) -> Callable[[bytes], bytes]:
    """Return what puts something around the words of Part Two."""
    return lambda content: edited(content, DOCUMENT, (OVERVIEW, f"{before}{OVERVIEW}{after}"))


def in_row(properties: str) -> Callable[[bytes], bytes]:
    """Return what adds a row of some properties to the table."""
    row = f"<w:tr><w:trPr>{properties}</w:trPr><w:tc><w:p><w:r><w:t>Forged row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    return lambda content: edited(content, DOCUMENT, ("</w:tbl>", row))


def row_by_style(properties: str) -> Callable[[bytes], bytes]:
    """Return what adds a table with words that its style hides."""
    style = f'<w:style w:type="table" w:styleId="Forged"><w:name w:val="Forged"/><w:rPr>{properties}</w:rPr></w:style></w:styles>'
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Forged"/></w:tblPr><w:tr><w:tc><w:p><w:r><w:t>Forged cell</w:t></w:r></w:p>'
        "</w:tc></w:tr></w:tbl></w:body>"
    )

    def forge(content: bytes) -> bytes:
        return edited(edited(content, STYLES, ("</w:styles>", style)), DOCUMENT, ("</w:body>", table))

    return forge


def by_style(properties: str) -> Callable[[bytes], bytes]:
    """Return what sets properties of the style of the text."""

    def forge(content: bytes) -> bytes:
        style = f'<w:style w:type="character" w:styleId="Forged"><w:name w:val="Forged"/><w:rPr>{properties}</w:rPr></w:style></w:styles>'
        return with_overview(edited(content, STYLES, ("</w:styles>", style)), '<w:rStyle w:val="Forged"/>')

    return forge


def on_paper(colour: str) -> Callable[[bytes], bytes]:
    """Return a background colour of the pages, and the words of Part Two in the same colour."""

    def forge(content: bytes) -> bytes:
        content = edited(content, SETTINGS, ("<w:zoom", "<w:displayBackgroundShape/><w:zoom"))
        content = edited(content, DOCUMENT, ("<w:body>", f'<w:background w:color="{colour}"/><w:body>'))
        return with_overview(content, f'<w:color w:val="{colour}"/>')

    return forge


def tiny_page(content: bytes) -> bytes:
    """A section of Part Two alone, on a page of one centimetre."""
    section = '<w:sectPr><w:pgSz w:w="567" w:h="567"/></w:sectPr>'
    return in_paragraph(section)(content)


def bound_control(content: bytes) -> bytes:
    """A content control whose words Word takes from a part of XML."""
    store = b'<d xmlns="urn:forged"><w>Words of the XML.</w></d>'
    about = f'<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps" Target="props9.xml"/>'
        "</Relationships>"
    )
    control = (
        f'<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings="xmlns:f=\'urn:forged\'" w:xpath="/f:d[1]/f:w[1]" '
        f'w:storeItemID="{STORE}"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t> Words of the file.</w:t></w:r></w:sdtContent></w:sdt>'
    )
    content = linked(content, "customXml", "../customXml/item9.xml")
    parts = {"item9.xml": store, "props9.xml": about.encode(), "_rels/item9.xml.rels": link.encode()}
    content = with_parts(content, {f"customXml/{name}": data for name, data in parts.items()})
    return in_overview(content, control)


def tooltip(content: bytes) -> bytes:
    return edited(content, DOCUMENT, ("<w:hyperlink ", '<w:hyperlink w:tooltip="Forged tooltip" '))


def alternative_of_a_box(content: bytes) -> bytes:
    return in_overview(
        content,
        '<w:r><w:pict><v:shape alt="Forged description"><v:textbox><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p>'
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    )


def description_of_a_table(content: bytes) -> bytes:
    return edited(content, DOCUMENT, ("</w:tblPr>", '<w:tblDescription w:val="Forged description"/></w:tblPr>'))


def variable(content: bytes) -> bytes:
    variables = '<w:docVars><w:docVar w:name="x" w:val="Forged variable"/></w:docVars><w:zoom'
    return edited(content, SETTINGS, ("<w:zoom", variables))


def bullet_with_words(content: bytes) -> bytes:
    return edited(content, "word/numbering.xml", (_BULLET, '<w:lvlText w:val="Important:"'))


def image_embedded_and_linked(content: bytes) -> bytes:
    """The image that the file has, which Word would load anew from an address."""
    content = linked(content, "image", "https://evil.example/a.png", mode=' TargetMode="External"')
    return edited(content, DOCUMENT, ("<a:blip ", '<a:blip r:link="forged" '))


UNSEEN: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "white_by_theme": (looking('<w:color w:val="000000" w:themeColor="background1"/>'), "Part Two", "background"),
    "white_by_shade": (
        looking('<w:color w:val="000000" w:themeColor="background1" w:themeShade="F2"/>'), "Part Two", "background",
    ),
    "white_by_tint": (
        looking('<w:color w:val="000000" w:themeColor="text1" w:themeTint="0D"/>'), "Part Two", "background",
    ),
    "colour_of_its_shading": (
        looking('<w:color w:val="1F3864"/><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'), "Part Two", "background",
    ),
    "colour_of_its_pattern": (
        looking('<w:color w:val="1F3864"/><w:shd w:val="solid" w:color="1F3864" w:fill="FFFFFF"/>'), "Part Two", "background",
    ),
    "colour_of_its_highlight": (looking('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>'), "Part Two", "background"),
    "colour_of_its_paragraph": (
        lambda content: looking('<w:color w:val="C00000"/>')(
            in_paragraph('<w:shd w:val="clear" w:color="auto" w:fill="C00000"/>')(content)
        ), "Part Two", "background",
    ),
    "black_on_black": (looking('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="0A0A0A"/>'), "Part Two", "background"),
    "colour_of_the_paper": (on_paper("C6E0B4"), "Part Two", "background"),
    "no_fill": (
        looking(f'<w14:textFill xmlns:w14="{W14}"><w14:noFill/></w14:textFill>'), "Part Two", "without ink",
    ),
    "white_fill": (
        looking(
            f'<w14:textFill xmlns:w14="{W14}"><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>'
        ), "Part Two", "background",
    ),
    "transparent_fill": (
        looking(
            f'<w14:textFill xmlns:w14="{W14}"><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/>'
            "</w14:srgbClr></w14:solidFill></w14:textFill>"
        ), "Part Two", "without ink",
    ),
    "white_by_a_style": (by_style('<w:color w:val="FFFFFF"/>'), "Part Two", "background"),
    "hidden_by_the_style_of_a_table": (row_by_style("<w:vanish/>"), "Forged cell", "style of their table"),
    "fitted_to_nothing": (looking('<w:fitText w:val="1"/>'), "Part Two", "squeezed"),
    "scaled_to_nothing": (looking('<w:w w:val="1"/>'), "Part Two", "squeezed"),
    "condensed_to_nothing": (looking('<w:spacing w:val="-240"/>'), "Part Two", "on top of one another"),
    "moved_off_the_page": (looking('<w:position w:val="3000"/>'), "Part Two", "off the page"),
    "complex_letters_one_point_high": (looking('<w:szCs w:val="2"/><w:cs/>'), "Part Two", "1 pt high"),
    "frame_off_the_page": (in_paragraph('<w:framePr w:w="2000" w:hAnchor="page" w:x="31000"/>'), "Part Two", "off the page"),
    "indent_off_the_page": (in_paragraph('<w:ind w:left="31000"/>'), "Part Two", "off the page"),
    "line_of_no_height": (in_paragraph('<w:spacing w:line="1" w:lineRule="exact"/>'), "Part Two", "high"),
    "frame_of_no_height": (in_paragraph('<w:framePr w:w="2000" w:h="1" w:hRule="exact"/>'), "Part Two", "high"),
    "tiny_page": (tiny_page, "Part Two", "1.0 × 1.0 cm"),
    "row_of_no_height": (in_row('<w:trHeight w:val="1" w:hRule="exact"/>'), "Forged row", "high"),
    "hidden_row": (in_row("<w:hidden/>"), "Forged row", "hidden row of a table"),
    "turned_round": (around('<w:bdo w:val="rtl">', "</w:bdo>"), "Part Two", "in reverse"),
    "bound_control": (bound_control, "Words of the XML", "Words of the XML"),
    "page_number_as_an_element": (lambda content: in_overview(content, "<w:r><w:pgNum/></w:r>"), "PAGE", "pgNum"),
    "date_as_an_element": (lambda content: in_overview(content, "<w:r><w:dayLong/></w:r>"), "DATE", "dayLong"),
    "tooltip": (tooltip, "Forged tooltip", "Forged tooltip"),
    "alternative_of_a_box": (alternative_of_a_box, "Forged description", "Forged description"),
    "description_of_a_table": (description_of_a_table, "Forged description", "Forged description"),
    "variable": (variable, "Forged variable", "Forged variable"),
    "bullet_with_words": (bullet_with_words, "Part One", "Important:"),
    "image_embedded_and_linked": (image_embedded_and_linked, "evil.example", 'after "'),
}  # fmt: skip
"""What forges a document; a word of what `verify` says of it, and one of what `import` of a stranger's file says."""
