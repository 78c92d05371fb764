"""Word files with the habits of twenty years of Word, Google Docs and others; each as in foreign.py."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.importer import foreign
from tests.importer.foreign import centred, cover, new, note_parts, prose, run_of, saved

W = nsdecls("w", "r")
MORE = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def xml(text):
    """Return an element of a text in which the root has no namespaces yet."""
    name, rest = text[1:].split(">", 1) if ">" in text.split(" ")[0] else text[1:].split(" ", 1)
    closing = ">" if ">" in text.split(" ")[0] else " "
    return parse_xml(f"<{name} {W}{MORE}{closing}{rest}")


def add(document, *elements):
    """Put elements at the end of a body."""
    for element in elements:
        document.element.body.insert(len(document.element.body) - 1, xml(element))


def r(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def field(code, result, inner=""):
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{inner}{middle}{result}{end}'


def sdt(inner, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


LONG = "The Union went on with its work for the outcomes of the Summit in many countries, with results in each of them."


def controls_and_fields():
    """Content controls around everything, fields of every kind, a table of contents that is only a field."""
    document = new()
    cover(document, entity="International Telecommunication Union")
    add(
        document,
        sdt(p(r("ITU and the Summit", "<w:b/>"), '<w:jc w:val="center"/>'), '<w:alias w:val="Title"/>'),
        p(field("TOC \\o &quot;1-3&quot; \\h", r("Connectivity") + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc1", r("2")))),
        p(r("Connectivity") + '<w:bookmarkStart w:id="1" w:name="_Toc1"/>', '<w:pStyle w:val="Heading1"/>'),
        p(
            r("As said in section ") + field("REF _Ref1 \\r \\h", r("1.2")) + r(" on page ") + field("PAGE", r("3"))
            + r(", see ") + field("HYPERLINK &quot;https://www.itu.int/&quot;", r("the Union&#8217;s site")) + r(". ")
            + '<w:smartTag w:uri="u" w:element="place">' + r("Geneva") + "</w:smartTag>" + r(" was the place. ")
            + sdt(r("31 March 2013"), "<w:date/>") + r(" was the day. ")
            + field("IF 1 = 1", r("Yes."), field("MERGEFIELD x", r("merged words")))
            + '<w:fldSimple w:instr=" DOCPROPERTY Title ">' + r(" A field of its own.") + "</w:fldSimple>"
        ),
        sdt(sdt(p(r("Skills"), '<w:pStyle w:val="Heading1"/>')) + sdt(p(r(LONG)))),
        sdt("<w:tbl><w:tblPr/><w:tblGrid/>" + sdt("<w:tr>" + sdt(f"<w:tc><w:tcPr/>{sdt(p(r('Country')))}</w:tc>")
            + f"<w:tc><w:tcPr/>{p(r('Share'))}</w:tc></w:tr>")
            + f"<w:tr><w:tc><w:tcPr/>{p(r('Chad'))}</w:tc><w:tc><w:tcPr/>{p(r('12'))}</w:tc></w:tr></w:tbl>"),
    )  # fmt: skip
    return saved(document), ["Connectivity", "Skills"]


def tracked():
    """A file under review that no one has finished: changes everywhere, also in headings, marks and rows."""
    document = new()
    cover(document, entity="World Bank")
    centred(document, "The Bank and the Information Society")
    mark = 'w:id="9" w:author="Ann" w:date="2013-01-01T00:00:00Z"'
    deleted = f"<w:del {mark}><w:r><w:delText xml:space='preserve'>{{}}</w:delText></w:r></w:del>"
    inserted = f"<w:ins {mark}>{{}}</w:ins>"
    add(
        document,
        p(r("Access ") + deleted.format("and skills") + inserted.format(r("for all")), '<w:pStyle w:val="Heading1"/>'),
        p(r("Kept wo") + deleted.format("rld") + inserted.format(r("rds")) + r(f" stay. {LONG}")),
        p(r("This paragraph goes on "), f"<w:rPr><w:del {mark}/></w:rPr>"),
        p(r("in the next one.")),
        p(f"<w:moveFrom {mark}>{r('Moved away.')}</w:moveFrom>"),
        p(f"<w:moveTo {mark}>{r('Moved away.')}</w:moveTo>"),
        p(deleted.format("All of this was deleted."), f"<w:rPr><w:del {mark}/></w:rPr>"),
        p(r("Results"), f'<w:pStyle w:val="Heading1"/><w:pPrChange {mark}><w:pPr/></w:pPrChange>'),
        p(
            inserted.format(deleted.format("in and out "))
            + r(LONG, f"<w:b/><w:rPrChange {mark}><w:rPr/></w:rPrChange>")
        ),
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        f"<w:tr><w:tc><w:tcPr/>{p(r('Year'))}</w:tc><w:tc><w:tcPr/>{p(r('Loans'))}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del {mark}/></w:trPr><w:tc><w:tcPr/>{p(deleted.format('2011'))}</w:tc><w:tc><w:tcPr/>{p(r('7'))}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr/>{p(r('2012'))}</w:tc><w:tc><w:tcPr/>{p(r('9'))}</w:tc></w:tr></w:tbl>",
    )
    return saved(document), ["Access for all", "Results"]


def both_kinds_of_notes():
    """Footnotes and endnotes together, in a table, a list and a quotation, one with a list."""
    document = new()
    cover(document, entity="FAO")
    document.add_paragraph("Food and information", style="Title")
    document.add_heading("e-Agriculture", 1)
    prose(document).add_run("[[1]]")
    item = document.add_paragraph("an item with a note", style="List Bullet")
    item.add_run("[[2]]")
    table = document.add_table(rows=2, cols=2)
    for number, words in enumerate(("Crop", "Yield", "Rice", "4.5")):
        table.cell(number // 2, number % 2).text = words
    table.cell(1, 0).paragraphs[0].add_run("[[3]]")
    document.add_heading("Partners", 1)
    prose(document, "partners").add_run("[[9]]")
    content = note_parts(saved(document), ["First.", "Second, http://www.fao.org/.", "Third."], "footnote")
    content = content_with(content, "[[9]]", '<w:endnoteReference w:id="1"/>')
    return note_parts(content, ["An endnote."], "endnote"), ["e-Agriculture", "Partners"]


def content_with(content, old, new_text):
    """Return a Word file with a text of its body replaced."""
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as other:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "word/document.xml":
                data = data.replace(f"<w:t>{old}</w:t>".encode(), new_text.encode())
            other.writestr(name, data)
    return buffer.getvalue()


def a_form():
    """Everything in one table: the prompts on the left or above, the answers next to them, a nested table in one."""
    document = new()
    table = document.add_table(rows=5, cols=2)
    table.cell(0, 0).merge(
        table.cell(0, 1)
    ).text = "Flow of information for the follow-up to the World Summit on the Information Society"
    rows = [
        ("Name of the organization", "Association for Progressive Communications"),
        (foreign.ONE, LONG),
        (foreign.TWO, f"{LONG}\nA second paragraph of the answer."),
        ("Part Three: A brief description (1–2 pages) of: " + foreign.ASKED_A, LONG),
    ]
    for index, (left, right) in enumerate(rows, 1):
        table.cell(index, 0).text, table.cell(index, 1).text = left, right
    run_of(document, "Annex", bold=True)
    prose(document)
    return saved(document), ["Annex"]


def spaced_and_stapled():
    """The cover stapled on twice, small capitals, Roman sections, letter-spaced headings, two columns."""
    document = new()
    cover(document, entity="UNIDO")
    cover(document, entity="UNIDO")
    centred(document, "U N I D O   A N D   T H E   S U M M I T")
    for number, title in enumerate(("Mandate", "Activities", "Outlook"), 1):
        paragraph = run_of(document, f"{['I', 'II', 'III'][number - 1]}. {title}", bold=True, small_caps=True)
        paragraph.runs[0].font.small_caps = True
        prose(document, title.lower())
    add(document, p("", '<w:sectPr><w:cols w:num="2"/></w:sectPr>'))
    document.add_paragraph("A N N E X")
    prose(document, "annexes")
    return saved(document), ["I. Mandate", "II. Activities", "III. Outlook", "ANNEX"]


def in_french():
    """A contribution in French, with a cover of its own."""
    document = new()
    for line in ("COMMISSION DE LA SCIENCE ET DE LA TECHNIQUE AU SERVICE DU DÉVELOPPEMENT", "Seizième session",
                 "Genève, 3-7 juin 2013"):  # fmt: skip
        centred(document, line)
    centred(document, "Contribution de la Suisse au rapport du Secrétaire général")
    document.add_paragraph().add_run().add_break()
    run_of(document, "1. Résumé", bold=True)
    document.add_paragraph(
        "La Suisse a poursuivi ses efforts : « l’accès pour tous » reste l’objectif ; 80 % des écoles sont reliées."
    )
    run_of(document, "2. Accès à l’information", bold=True)
    document.add_paragraph(
        "L’Office fédéral a œuvré à la coopération, notamment dans les cantons du Jura et de Genève."
    )
    for item in ("– le premier point ;", "– le second point."):
        document.add_paragraph(item)
    return saved(document), ["1. Résumé", "2. Accès à l’information"]


def right_to_left():
    """Arabic, with numbers and Latin words in it, each paragraph from right to left."""
    document = new()
    cover(document, entity="ESCWA")
    add(
        document,
        p(r("مساهمة اللجنة في تنفيذ نتائج القمة", "<w:rtl/><w:b/><w:bCs/>"), '<w:bidi/><w:jc w:val="center"/>'),
        p(r("أولا - مقدمة", "<w:rtl/><w:b/>"), "<w:bidi/>"),
        p(
            r("واصلت اللجنة عملها في 17 بلدا مع ", "<w:rtl/>")
            + r("Internet Governance Forum")
            + r(" وشركائها.", "<w:rtl/>"),
            "<w:bidi/>",
        ),
        p(r("ثانيا - الأنشطة", "<w:rtl/><w:b/>"), "<w:bidi/>"),
        p(r("نظمت اللجنة حلقات عمل (3) حول المحتوى العربي الرقمي وأسماء النطاقات.", "<w:rtl/>"), "<w:bidi/>"),
    )
    return saved(document), ["أولا - مقدمة", "ثانيا - الأنشطة"]


SHAPE = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:docPr id='1' name='x'/><a:graphic><a:graphicData>"
    "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def signs_and_shapes():
    """Symbol fonts, soft hyphens, shapes in two renderings amid a word, word art, equations, hidden pieces of words."""
    document = new()
    cover(document, entity="UPU")
    document.add_paragraph("Post and Summit", style="Title")
    box = p(r("A box")) + p(r("of two lines"))
    add(
        document,
        p(r("Signs") + "<w:r><w:softHyphen/></w:r>", '<w:pStyle w:val="Heading1"/>'),
        p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r("&#160;done: co") + "<w:r><w:softHyphen/></w:r>" + r("operation, e")
          + "<w:r><w:noBreakHyphen/></w:r>" + r("mail &#61623; bullet, tab") + "<w:r><w:tab/><w:br/></w:r>" + r("new line. ") + r("small", "<w:smallCaps/>")),
        p(r("Half a wo") + SHAPE.format(box, box) + r("rd stands on both sides, and hid") + r("den ", "<w:vanish/>") + r("pieces. ")
          + r("All hidden.", "<w:vanish/>") + r(f" {LONG}")),
        p("<m:oMathPara><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></m:oMathPara>"),
        p('<w:r><w:pict><v:shape><v:textpath string="DRAFT FOR COMMENTS"/></v:shape></w:pict></w:r>'),
        p('<w:r><w:object><v:shape><v:imagedata r:id="none"/></v:shape><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12"/></w:object></w:r>'),
        p("<w:r><w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>below</w:t></w:r></w:rubyBase></w:ruby></w:r>"),
        p('<w:bdo w:val="rtl">' + r("turned") + "</w:bdo>" + r(" round, ") + "<w:r><w:t>twice</w:t><w:t>over</w:t></w:r>"),
        p(r("Numbers"), '<w:pStyle w:val="Heading1"/>'),
        p(r(LONG) + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'),
        p(r("After a field that nobody closed.")),
    )  # fmt: skip
    document.sections[0].header.paragraphs[0]._p.append(
        xml('<w:r><w:pict><v:shape><v:textpath string="CONFIDENTIAL"/></v:shape></w:pict></w:r>')
    )
    return saved(document), ["Signs\xad", "Numbers"]


def google_docs():
    """As Google Docs saves: looks on every run, lists of its own, no cover, prompts as headings with misprints."""
    document = new()
    look = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:rtl w:val="0"/>'
    add(
        document,
        p(r("WSIS follow-up: ISOC contribution", look), '<w:pStyle w:val="Title"/>'),
        p(
            r(
                "Part One: An executive sumary (1/2 page) of activites undertaken by all stakeholders, progress made and any obstacles encountred",
                look + "<w:b/>",
            )
        ),
        p(r(LONG, look)),
        p(r("Part Two:", look + "<w:b/>") + r(" ", look), '<w:pStyle w:val="Heading1"/>'),
        p(
            r(
                "A brief analytical overview of trends and experiences in implementation at the national, regional and international levels and by all stake-holders, highlighting achievements and obstacles since WSIS. This could include information on the facilitation process of implementation, monitoring and cooperation among stakeholders.",
                look + "<w:i/>",
            )
        ),
        p(r("Our members", look), '<w:pStyle w:val="Heading2"/>'),
        p(r(LONG, look)),
        p(r("●  with a typed bullet", look)),
        p(r("●  and another", look)),
        p(r("PART THREE - a brief description", look + "<w:b/>")),
        p(
            r(
                "a) Innovative policies, programmes and projects which have been undertaken by all stakeholders to implement the outcomes.",
                look,
            )
        ),
        p(r(LONG, look)),
        p(r("b) Future actions or initiatives to be taken", look + "<w:b/>")),
        p(r(LONG, look)),
    )
    return saved(document), ["Our members"]


def numbered_by_word():
    """Headings that Word numbers, lists that begin anew, letters and Roman numbers that Word counts."""
    document = new()
    cover(document, entity="ILO")
    document.add_paragraph("Decent work in the Information Society", style="Title")
    part = document.part.numbering_part.element
    for id, levels in (
        (70, [("decimal", "%1."), ("decimal", "%1.%2")]),
        (71, [("lowerLetter", "(%1)"), ("lowerRoman", "%2.")]),
        (72, [("decimal", "%1)")]),
    ):
        inner = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, (kind, text) in enumerate(levels)
        )
        part.insert(0, xml(f'<w:abstractNum w:abstractNumId="{id}">{inner}</w:abstractNum>'))
        part.append(xml(f'<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>'))
    part.append(
        xml(
            '<w:num w:numId="73"><w:abstractNumId w:val="72"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )

    def num(list, level=0, style=""):
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        return f'{named}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'

    add(
        document,
        p(r("Employment"), num(70, 0, "Heading1")), p(r("Youth"), num(70, 1, "Heading2")), p(r(LONG)),
        p(r("first"), num(72)), p(r("second"), num(72)), p(r("Anew:")), p(r("first again"), num(73)), p(r("second again"), num(73)),
        p(r("Standards"), num(70, 0, "Heading1")),
        p(r("a letter that Word counts;"), num(71)), p(r("a Roman number within;"), num(71, 1)), p(r("another letter."), num(71)),
    )  # fmt: skip
    return saved(document), ["Employment", "Youth", "Standards"]


def columns_and_boxes():
    """Looks instead of styles: big type for headings, tabs for columns, blank lines, boxes of one cell, rules of signs."""
    document = new()
    cover(document, entity="WMO", by="Submitted by:")
    big = centred(document, "Weather, climate and the Summit", bold=False)
    big.runs[0].font.size = Pt(20)
    document.add_paragraph("_" * 40)
    for title in ("Early warnings", "Open data"):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(title)
        run.bold, run.font.size = True, Pt(14)
        document.add_paragraph("")
        document.add_paragraph("Country\t\tStations\nNiger\t\t12\nMali\t\t15")
        prose(document)
    box = document.add_table(rows=1, cols=1).cell(0, 0)
    box.text = "In a box"
    box.add_paragraph("with a second paragraph, and a list:")
    box.add_paragraph("one", style="List Bullet")
    box.add_paragraph("two", style="List Bullet")
    document.add_paragraph("* * *")
    return saved(document), ["Early warnings", "Open data"]


FILES = (
    *(controls_and_fields, tracked, both_kinds_of_notes, a_form, spaced_and_stapled, in_french, right_to_left),
    *(signs_and_shapes, google_docs, numbered_by_word, columns_and_boxes),
)
