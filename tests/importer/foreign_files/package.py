"""XML of a body, notes and styles -> the bytes of a Word file, in the shapes of the program that is imitated."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
ROOTS = {
    **{"document": "w:document", "styles": "w:styles", "numbering": "w:numbering", "footnotes": "w:footnotes"},
    **{"endnotes": "w:endnotes", "comments": "w:comments", "header1": "w:hdr", "footer1": "w:ftr"},
}
SECTION = '<w:sectPr>{}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>'


def write(body, links=(), section="", image=b"", **parts):
    """Return a Word file of a body and other parts; links are the addresses of rId101, rId102 and so on, in any part.

    The image is a PNG file, which the body can show as rId100.
    """
    parts = {"document": f"<w:body>{body}{SECTION.format(section)}</w:body>", **parts}
    addresses = [
        f'<Relationship Id="rId{101 + index}" Type="{TYPES}hyperlink" Target={quoteattr(each)} TargetMode="External"/>'
        for index, each in enumerate(links)
    ]
    inner = [
        f'<Relationship Id="{name}" Type="{TYPES}{name.rstrip("1")}" Target="{name}.xml"/>'
        for name in parts
        if name != "document"
    ]
    if image:
        inner.append(f'<Relationship Id="rId100" Type="{TYPES}image" Target="media/image1.png"/>')
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{CONTENT}{name.rstrip("1") if name != "document" else "document.main"}+xml"/>'
            for name in parts
        )
        file.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" '
            'ContentType="image/png"/><Default Extension="xml" '
            f'ContentType="application/xml"/>{overrides}</Types>',
        )
        file.writestr(
            "_rels/.rels",
            _relationships([f'<Relationship Id="rId1" Type="{TYPES}officeDocument" Target="word/document.xml"/>']),
        )
        if image:
            file.writestr("word/media/image1.png", image)
        for name, inside in parts.items():
            file.writestr(
                f"word/{name}.xml",
                f'<?xml version="1.0" encoding="UTF-8"?><{ROOTS[name]} {SPACES}>{inside}</{ROOTS[name]}>',
            )
            file.writestr(
                f"word/_rels/{name}.xml.rels", _relationships(addresses + (inner if name == "document" else []))
            )
    return buffer.getvalue()


def _relationships(entries):
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(entries)}</Relationships>'


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inner, style="", more=""):
    """Return a paragraph; its inner is XML, or text if it does not begin with an angle bracket."""
    shown = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{shown}{more}</w:pPr>{inner if inner.startswith('<') else run(inner)}</w:p>"


def style(identifier, name, based_on="", more="", kind="paragraph"):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{identifier}"><w:name w:val="{name}"/>{base}{more}</w:style>'


def levels(*formats):
    """Return the levels of a list: pairs of a number format and a text such as "%1.%2"."""
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 + 360 * level}" w:hanging="360"/></w:pPr></w:lvl>'
        for level, (format, text) in enumerate(formats)
    )


def lists(*abstract, linked=""):
    """Return a numbering part: one list, 1 and so on, for each text of levels."""
    return "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{each}</w:abstractNum>' for i, each in enumerate(abstract)
    ) + "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i, _ in enumerate(abstract))


def item(number, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def cell(*paragraphs):
    return f'<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def table(*rows):
    inside = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    columns = '<w:gridCol w:w="4500"/>' * len(rows[0])
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{inside}</w:tbl>'
