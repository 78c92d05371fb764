"""Word files of other origin, in the styles of published submissions; created with python-docx.

Each is a function that returns the bytes of a file, and the titles that a reader of it takes for headings.
"""

import io
import struct
import zipfile
import zlib

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

STATEMENT = (
    "This submission was prepared as an input to the report of the UN Secretary-General on “Progress made in the "
    "implementation of and follow-up to the outcomes of the World Summit on the Information Society at the regional and "
    "international levels” (to the {nth} session of the CSTD), in response to the request by the Economic and Social "
    "Council, in its resolution 2006/46, to the UN Secretary-General to inform the Commission on Science and Technology "
    "for Development on the implementation of the outcomes of the WSIS as part of his annual reporting to the Commission."
)
DISCLAIMER = (
    "DISCLAIMER: The views presented here are the contributors’ and do not necessarily reflect the views and position "
    "of the United Nations or the United Nations Conference on Trade and Development."
)
PROSE = (
    "The regional commission continued to assist its member States in the implementation of the outcomes of the Summit, "
    "with {what} in twelve countries and a network of partners that grew by a third over the year."
)


def new():
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(11)
    return document


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def centred(document, text, bold=True):
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for index, line in enumerate(text.split("\n")):
        run = paragraph.add_run(line)
        run.bold = bold
        if index < text.count("\n"):
            run.add_break()
    return paragraph


def cover(
    document,
    number="Sixteenth Session",
    nth="16th",
    dates="3 to 7 June 2013",
    year=2012,
    entity="ESCWA",
    by="Submission by",
):
    centred(document, "COMMISSION ON SCIENCE AND TECHNOLOGY FOR DEVELOPMENT (CTSD)")
    centred(document, number)
    centred(document, f"Geneva, {dates}")
    centred(
        document,
        "Submissions from entities in the United Nations system and elsewhere on their efforts in "
        f"{year} to implement the outcome of the WSIS",
    )
    centred(document, by, bold=False)
    centred(document, entity)
    document.add_paragraph(STATEMENT.format(nth=nth))
    document.add_paragraph(DISCLAIMER)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def run_of(document, text, **marks):
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    for name, value in marks.items():
        setattr(run, name, value)
    return paragraph


def prose(document, what="training"):
    return document.add_paragraph(PROSE.format(what=what))


def numbered_paragraphs():
    """The style of UN reports: every paragraph has a number, and there are no headings but bold lines."""
    document = new()
    cover(document, "Fourteenth Session", "14th", "22 to 27 May 2011", 2010, "Economic Commission for Africa")
    centred(document, "Implementation of the outcomes of the WSIS in Africa")
    run_of(document, "Policies and strategies", bold=True)
    for number in range(1, 4):
        document.add_paragraph(f"{number}. " + PROSE.format(what=f"programme {number}"))
    run_of(document, "Infrastructure", bold=True)
    for number in range(4, 7):
        document.add_paragraph(f"{number}. " + PROSE.format(what=f"programme {number}"))
    document.add_paragraph("(a) a first point, which Markdown cannot number;")
    document.add_paragraph("(b) a second point.")
    return saved(document), ["Policies and strategies", "Infrastructure"]


def note_parts(content, notes, kind="endnote"):
    """Put footnotes or endnotes into a file where "[[n]]" is a run of its own."""
    buffer = io.BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new_one:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = data.decode()
                for number in range(1, len(notes) + 1):
                    text = text.replace(f"<w:t>[[{number}]]</w:t>", f'<w:{kind}Reference w:id="{number}"/>')
                data = text.encode()
            if name == "[Content_Types].xml":
                kinds = f'<Override PartName="/word/{kind}s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"/>'
                data = data.replace(b"</Types>", kinds.encode() + b"</Types>")
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rId{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s" Target="{kind}s.xml"/>'
                data = data.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            new_one.writestr(name, data)
        note_xml = "".join(
            f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'
            for number, text in enumerate(notes, 1)
        )
        new_one.writestr(
            f"word/{kind}s.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s {space}>{note_xml}</w:{kind}s>'
        )
    return buffer.getvalue()


def roman_sections():
    """ "I. INTRODUCTION", and many footnotes, called before the punctuation."""
    document = new()
    cover(document)
    title = "ESCWA CONTRIBUTION TO THE IMPLEMENTATION OF WSIS OUTCOMES IN 2012"
    centred(document, title)
    paragraph = None
    for number, heading in enumerate(["I. INTRODUCTION", "II. REGIONAL ACTIVITIES", "III. THE WAY FORWARD"], 1):
        run_of(document, heading, bold=True)
        paragraph = document.add_paragraph("The Arab Digital Content initiative went on")
        paragraph.add_run(f"[[{number}]]")
        paragraph.add_run(", as did the Internet Governance Forum of the region.")
        if number == 2:
            for letter in ("A. Arab Top-Level Domains", "B. Digital content"):
                run_of(document, letter, italic=True, bold=True)
                prose(document, letter)
    notes = ["http://www.escwa.un.org/divisions/ictd/", "See E/ESCWA/ICTD/2012/4, paragraph 3.", "Ibid."]
    return note_parts(saved(document), notes, "footnote"), [
        *("I. INTRODUCTION", "II. REGIONAL ACTIVITIES", "A. Arab Top-Level Domains"),
        *("B. Digital content", "III. THE WAY FORWARD"),
    ]


def bold_pseudo_headings():
    """No styles at all: bold and underlined lines, an inline list with typed bullets, a table."""
    document = new()
    cover(document, entity="ICC BASIS", dates="3-7 June 2013")
    run_of(document, "Business action to support the Information Society", bold=True)
    prose(document)
    run_of(document, "Capacity building", underline=True)
    document.add_paragraph("The members have:")
    for item in ("trained 1,200 teachers;", "opened *five* centres;", "published a_guide [in print]."):
        document.add_paragraph(f"•\t{item}")
    run_of(document, "Enabling environment", underline=True)
    table = document.add_table(rows=3, cols=2)
    for row, cells in enumerate([("Country", "Schools"), ("Jordan", "410"), ("Oman | Muscat", "95")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    prose(document, "round tables")
    return saved(document), ["Capacity building", "Enabling environment"]


ONE = (
    "Part One: An executive summary (1/2 page) of activities undertaken by all stakeholders, progress made, and any "
    "obstacles encountered"
)
TWO = (
    "Part Two: A brief (1-2 pages) analytical overview of trends and experiences in implementation at the national, "
    "regional, and international levels and by all stakeholders, highlighting achievements and obstacles since WSIS. This "
    "could include information on the facilitation process of implementation, monitoring and cooperation among stakeholders."
)
ASKED_A = (
    "(a) Innovative policies, programmes and projects which have been undertaken by all stakeholders to implement the "
    "outcomes. Where specific targets or strategies have been set, progress in achieving those targets and strategies "
    "should be reported."
)
ASKED_B = (
    "(b) Future actions or initiatives to be taken, regionally and/or internationally, and by all stakeholders, to improve "
    "the facilitation and ensure full implementation in each of the action lines and themes, especially with regard to "
    "overcoming those obstacles identified in Part Two above. You are encouraged to indicate any new commitments made to "
    "further implement the outcomes."
)


def prompt_as_heading():
    """The prompts pasted, some as headings, some as plain paragraphs; run-in subheads; no cover but a title."""
    document = new()
    document.add_heading(
        "Flow of information of the follow-up of the World Summit on the Information Society (WSIS)", 0
    )
    document.add_heading(ONE, 1)
    paragraph = document.add_paragraph()
    paragraph.add_run("Access. ").bold = True
    paragraph.add_run(
        "The Society worked on access for all, see www.internetsociety.org and https://www.internetsociety.org/deploy360/."
    )
    document.add_paragraph(TWO)
    document.add_heading("Access and development", 2)
    prose(document)
    for item in ("first item", "second item"):
        document.add_paragraph(item, style="List Bullet")
    document.add_paragraph("Between the items.")
    document.add_paragraph("Part Three: A brief description (1–2 pages) of:")
    document.add_paragraph(ASKED_A)
    document.add_heading("1) Interconnection and traffic exchange", 2)
    prose(document, "exchange points")
    document.add_paragraph(ASKED_B)
    prose(document, "plans")
    return saved(document), ["Access and development", "Interconnection and traffic exchange"]


def second_title_page():
    """A cover, then a title page of the contributor's own, which says the session again; "Part I: Executive Summary"."""
    document = new()
    cover(document, "Fifteenth Session", "15th", "21 to 25 May 2012", 2011, "ESCAP")
    centred(document, "15th Session Geneva 21 - 25 May 2012")
    centred(document, "Regional implementation of the WSIS Plan of Action in Asia and the Pacific")
    centred(document, "ESCAP", bold=False)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    document.add_heading("Executive summary", 1)
    prose(document)
    document.add_heading("Trends", 1)
    document.add_heading("Broadband", 2)
    prose(document, "broadband")
    document.add_heading("Mobile", 3)
    prose(document, "mobile services")
    document.add_heading("Mobile money", 4)
    prose(document, "mobile money")
    document.add_heading("Remittances", 5)
    prose(document, "remittances")
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 7"
    document.sections[0].header.paragraphs[0].text = "ESCAP contribution"
    return saved(document), ["Executive summary", "Trends", "Broadband", "Mobile", "Mobile money", "Remittances"]


def stapled_cover():
    """A cover of split lines, stapled on a whole publication with a copyright page and a table of contents."""
    document = new()
    for line in (
        *("COMMISSION ON SCIENCE AND TECHNOLOGY", "FOR DEVELOPMENT", "(CSTD)", "Fourteenth Session"),
        *("Geneva, 22 to 27 May 2011", "Submissions from entities in the United Nations system and elsewhere"),
        *("on their efforts in 2010 to implement the outcome of the WSIS", "Submission by"),
    ):
        centred(document, line)
    centred(document, "INTERNATIONAL TELECOMMUNICATION UNION")
    document.add_paragraph(STATEMENT.format(nth="14th"))
    document.add_paragraph(DISCLAIMER)
    document.add_page_break()
    document.add_paragraph("ITU’s Contribution to the Implementation of the WSIS Outcomes: 2010", style="Title")
    document.add_paragraph("© ITU 2011. All rights reserved. No part of this publication may be reproduced.")
    style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    for line in ("Introduction\t1", "Bridging the digital divide\t4"):
        document.add_paragraph(line, style=style)
    document.add_heading("Introduction", 1)
    prose(document)
    document.add_heading("Bridging the digital divide", 1)
    paragraph = document.add_paragraph("A target is ")
    _link(document, paragraph, "the Connect 2020 agenda", "https://www.itu.int/en/connect2020/Pages/default.aspx")
    paragraph.add_run(", see also ")
    _link(document, paragraph, "this file", "file:///C:/Users/report.docx")
    paragraph.add_run(".")
    return saved(document), ["Introduction", "Bridging the digital divide"]


def _link(document, paragraph, words, address):
    id = document.part.relate_to(
        address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{id}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>')
    paragraph._p.append(link)


def letter_spaced():
    """Headings in letters with spaces between, struck and hidden words, a text box, an image without a text."""
    document = new()
    cover(document, "Fourteenth Session", "14th", "22 to 27 May 2011", 2010, "ITU")
    document.add_paragraph("A year of progress", style="Title")
    document.add_paragraph("I N T R O D U C T I O N")
    paragraph = prose(document)
    paragraph.add_run(" This was struck.").font.strike = True
    paragraph.add_run(" This is hidden.").font.hidden = True
    document.add_paragraph("A C T I O N   L I N E S")
    document.add_picture(io.BytesIO(png()), width=Pt(60))
    document.add_paragraph("Figure: households with access, 2005-2010", style="Caption")
    box = (
        f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>Words in a text box</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    prose(document, "indicators")._p.append(parse_xml(box))
    return saved(document), ["INTRODUCTION", "ACTION LINES"]


def png():
    rows = b"".join(b"\0" + bytes([200, 30, 30] * 8) for _ in range(8))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def with_endnotes():
    """Endnotes, one called in a heading, one twice; multilevel numbers that Word counts."""
    document = new()
    cover(document, "Fifteenth Session", "15th", "21 to 25 May 2012", 2011, "World Health Organization")
    centred(document, "eHealth in the world")
    first = document.add_heading("eHealth action line (C7)", 1)
    first.add_run("[[1]]")
    paragraph = prose(document)
    paragraph.add_run("[[2]]")
    document.add_heading("Online drug sales", 1)
    paragraph = prose(document, "warnings")
    paragraph.add_run("[[2]]")
    quoted = document.add_paragraph("Health for all needs information for all, said the Assembly.", style="Quote")
    assert quoted
    for item in ("count", "report"):
        document.add_paragraph(item, style="List Number")
    document.add_paragraph("An interruption of the list.")
    document.add_paragraph("act", style="List Number")
    return note_parts(saved(document), ["Resolution WHA58.28.", "More at http://www.who.int/goe/publications."]), [
        *("eHealth action line (C7)", "Online drug sales"),
    ]


def nested_tables():
    """Tables with merged cells, tables within, several paragraphs in a cell."""
    document = new()
    cover(document, entity="United Nations Educational, Scientific and Cultural Organization")
    document.add_paragraph("UNESCO and the WSIS", style="Title")
    document.add_heading("Media", 1)
    prose(document)
    table = document.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"cell {row}{column}"
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).add_paragraph("a second paragraph")
    inner = table.cell(2, 2).add_table(rows=2, cols=2)
    for row in range(2):
        for column in range(2):
            inner.cell(row, column).text = f"inner {row}{column}"
    document.add_heading("Ethics", 1)
    box = document.add_table(rows=1, cols=1)
    box.cell(0, 0).text = "A box with words of its own."
    prose(document, "conferences")
    return saved(document), ["Media", "Ethics"]


def bilingual():
    """English, French and Arabic side by side; Parts by label alone; controls that Word leaves behind."""
    document = new()
    lines = (
        "COMMISSION ON SCIENCE AND TECHNOLOGY FOR DEVELOPMENT\n(CSTD)\nTwenty-sixth session\nGeneva, 27-31 March 2023"
    )
    centred(document, lines)
    centred(
        document,
        "Submissions from entities in the United Nations system, international organizations and other stakeholders on "
        "their efforts in 2022 to implement the outcomes of the WSIS",
    )
    centred(document, "Submission by: Organisation internationale de la Francophonie", bold=False)
    document.add_paragraph(STATEMENT.format(nth="26th"))
    document.add_paragraph(DISCLAIMER)
    centred(document, "Contribution of the OIF / Contribution de l’OIF")
    run_of(document, "PART I - Executive Summary", bold=True)
    document.add_paragraph("L’Organisation a poursuivi ses efforts : 80 % des États. نص عربي مع English في الوسط.")
    run_of(document, "PART II", bold=True)
    run_of(document, "Infrastructure / Infrastructures", bold=True)
    paragraph = document.add_paragraph("Une ligne\u2028et une autre.")
    paragraph.add_run("\u00a0Fin.")
    run_of(document, "Part Three:", bold=True)
    run_of(document, "(a) Innovative policies, programmes and projects", bold=True)
    document.add_paragraph("Des projets novateurs ont été menés dans seize pays.")
    run_of(document, "(b) Future actions or initiatives to be taken", bold=True)
    document.add_paragraph("D’autres suivront.")
    run_of(document, "Annex", bold=True)
    document.add_paragraph("Une liste des partenaires.")
    return saved(document), ["Infrastructure / Infrastructures", "Annex"]


FILES = (
    *(numbered_paragraphs, roman_sections, bold_pseudo_headings, prompt_as_heading, second_title_page, stapled_cover),
    *(letter_spaced, with_endnotes, nested_tables, bilingual),
)
