"""Four Word files in the shapes that Word itself writes."""

from tests.importer.foreign import DISCLAIMER, STATEMENT
from tests.importer.foreign_files.package import cell, item, levels, lists, paragraph, run, style, table, write
from tests.importer.heading_forms import ONE, PROMPTS, TWO, A, B

HEADINGS = "".join(
    style(
        f"Heading{n}",
        f"heading {n}",
        "Normal",
        f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/></w:rPr>',
    )
    for n in range(1, 5)
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("Normal", "Normal")
    + style("Title", "Title", "Normal", '<w:rPr><w:sz w:val="56"/></w:rPr>')
    + style("ListParagraph", "List Paragraph", "Normal")
    + style("FootnoteText", "footnote text", "Normal", '<w:rPr><w:sz w:val="20"/></w:rPr>')
    + style("EndnoteText", "endnote text", "Normal", '<w:rPr><w:sz w:val="20"/></w:rPr>')
    + style("TOC1", "toc 1", "Normal")
    + style(
        "FootnoteReference",
        "footnote reference",
        more='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
        kind="character",
    )
    + style(
        "Hyperlink", "Hyperlink", more='<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>', kind="character"
    )
    + HEADINGS
)
SEPARATORS = "".join(
    f'<w:{{0}} w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:{{0}}>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
CENTRE = '<w:jc w:val="center"/>'


def note(kind, number, inner):
    mark = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{kind}Ref/></w:r>'
    text = inner if inner.startswith("<") else run(" " + inner)
    return f'<w:{kind} w:id="{number}">{paragraph(mark + text, kind.capitalize() + "Text")}</w:{kind}>'


def reference(kind, number):
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def link(number, text):
    return f'<w:hyperlink r:id="rId{100 + number}" w:history="1">{run(text, '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>'


def field(code, result):
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{middle}{result}{end}'


def inline_control(text, placeholder=False):
    shown = "<w:showingPlcHdr/>" if placeholder else ""
    return f'<w:sdt><w:sdtPr><w:alias w:val="Field"/>{shown}<w:text/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>'


def block_control(inner, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def inserted(inner):
    return f'<w:ins w:id="901" w:author="K. Osei" w:date="2022-11-30T10:00:00Z">{inner}</w:ins>'


def deleted(text):
    return f'<w:del w:id="902" w:author="K. Osei" w:date="2022-11-30T10:00:00Z"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def cover(entity, by="Submission by"):
    lines = [
        *(
            "COMMISSION ON SCIENCE AND TECHNOLOGY FOR DEVELOPMENT (CSTD)",
            "Twenty-sixth session",
            "Geneva, 27-31 March 2023",
        ),
        "Submissions from entities in the United Nations system, international organizations and other stakeholders on "
        "their efforts in 2022 to implement the outcomes of the WSIS",
        *(by, entity),
    ]
    page_break = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    texts = (STATEMENT.format(nth="26th").replace("“", '"').replace("”", '"'), DISCLAIMER)
    return (
        "".join(paragraph(run(each, "<w:b/>"), more=CENTRE) for each in lines)
        + "".join(map(paragraph, texts))
        + page_break
    )


def separated(label, prompt, style="Heading1"):
    """Return a label in a heading, a style separator, and the prompt on the same line."""
    return paragraph(run(label), style, "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + paragraph(
        run(" " + prompt, "<w:i/>")
    )


def pasted_prompts():
    """Every prompt word for word; style separators, headings with automatic numbers, tracked changes, footnotes."""
    number = item(1)
    body = (
        cover("International Institute for Rural Telephony")
        + paragraph(run("Rural telephony and the outcomes of the WSIS in 2022"), "Title")
        + separated("Part One:", PROMPTS[ONE])
        + paragraph(
            run("The Institute connected ")
            + deleted("ninety")
            + inserted(run("one hundred and four"))
            + run(" villages in 2022")
            + reference("footnote", 1)
            + run(". Electricity remains the main obstacle.")
        )
        + separated("Part Two:", PROMPTS[TWO])
        + paragraph("Prices", "Heading2", number)
        + paragraph(
            run("Prices fell in all regions, as the ")
            + link(1, "price survey")
            + run(" shows.")
            + reference("footnote", 2)
        )
        + paragraph("Coverage", "Heading2", number)
        + paragraph("Coverage grew more slowly than in earlier years.")
        + paragraph("Mountains", "Heading3")
        + paragraph("In the mountains, masts are carried up by mule.")
        + separated("Part Three:", "A brief description (1–2 pages) of:")
        + separated("(a)", PROMPTS[A], "Heading2")
        + paragraph("Two programmes were new in 2022:")
        + paragraph("a fund for masts;", "ListParagraph", item(2))
        + paragraph("a school for riggers, with courses", "ListParagraph", item(2))
        + paragraph("in winter, and", "ListParagraph", item(2, 1))
        + paragraph("in summer.", "ListParagraph", item(2, 1))
        + separated("(b)", PROMPTS[B], "Heading2")
        + paragraph("The Institute will connect the remaining forty villages by 2025.")
    )
    notes = note("footnote", 1, "Annual count of the Institute, December 2022.") + note(
        "footnote", 2, run(" See ") + link(2, "https://survey.example/prices-2022") + run(", table 4.")
    )
    return write(
        body,
        ["https://survey.example/", "https://survey.example/prices-2022"],
        styles=STYLES,
        footnotes=SEPARATORS.format("footnote") + notes,
        numbering=lists(
            levels(("decimal", "%1."), ("decimal", "%1.%2")), levels(("bullet", "\u2022"), ("lowerLetter", "(%2)"))
        ),
    )


def endnotes():
    """Labels with titles of the author's own; endnotes with links, links that are fields, "3(a)"."""
    body = (
        cover("Pan-Island Library Association (PILA)")
        + paragraph("Part One", "Heading1")
        + paragraph(run("Libraries on eleven islands lent tablets in 2022") + reference("endnote", 1) + run("."))
        + paragraph("The ferry that carries them stopped for four months.")
        + paragraph("Part Two", "Heading1")
        + paragraph(
            run("Demand is greatest where schools are far")
            + reference("endnote", 2)
            + run(", and ")
            + field('HYPERLINK "https://pila.example/loans"', run("loans doubled"))
            + run(" on the outer islands.")
        )
        + paragraph("Achievements", "Heading2")
        + paragraph("Four in five readers returned their tablets in good order.")
        + paragraph("Obstacles", "Heading2")
        + paragraph("Salt water is the enemy of every screen.")
        + paragraph("Part 3(a)", "Heading1")
        + paragraph("The reading boat", "Heading2")
        + paragraph(run("The boat calls at every harbour twice a year") + reference("endnote", 3) + run("."))
        + paragraph("Part 3(b)", "Heading1")
        + paragraph("A second boat is being built, and will sail in 2024.")
    )
    notes = (
        note("endnote", 1, "Register of loans, 2022 edition.")
        + note("endnote", 2, run(" ") + link(1, "School map") + run(" of the Ministry of Education."))
        + note(
            "endnote",
            3,
            run(" Timetable: ") + field('HYPERLINK "https://pila.example/boat"', run("pila.example/boat")) + run("."),
        )
    )
    return write(body, ["https://schools.example/map"], styles=STYLES, endnotes=SEPARATORS.format("endnote") + notes)


def controls_and_boxes():
    """Content controls on the cover and around the text, a text box, a table of contents, header and footer."""
    box = (
        '<w:r><w:pict><v:shape style="width:200pt;height:60pt"><v:textbox><w:txbxContent>'
        + paragraph("Did you know? One stamp in three is now bought on a telephone.")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    contents = block_control(
        paragraph("Contents")
        + paragraph(field('TOC \\o "1-3"', run("Part One ........ 2")), "TOC1")
        + paragraph("Part Two ........ 3", "TOC1"),
        '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>',
    )
    centred = [
        *("COMMISSION ON SCIENCE AND TECHNOLOGY FOR DEVELOPMENT", "Twenty-sixth session", "Geneva, 27-31 March 2023"),
        "Submission by",
    ]
    body = (
        "".join(paragraph(run(each, "<w:b/>"), more=CENTRE) for each in centred)
        + paragraph(inline_control("Federal Post of Varuna"), more=CENTRE)
        + paragraph(run("Date: ") + inline_control("12 December 2022"), more=CENTRE)
        + contents
        + paragraph("Letters in a connected country", "Title", "<w:pageBreakBefore/>")
        + paragraph("PART ONE: AN EXECUTIVE SUMMARY", "Heading1")
        + block_control(
            paragraph("The Post turned nine hundred counters into places where forms are filled in together.")
            + paragraph("Few of them have a second clerk.")
        )
        + paragraph("PART TWO: A BRIEF ANALYTICAL OVERVIEW OF TRENDS AND EXPERIENCES", "Heading1")
        + paragraph(run("Parcels grow, and letters shrink.") + box)
        + paragraph(
            run("Counters that are open on Saturdays serve twice as many people, see ")
            + link(1, "our survey")
            + run(".")
        )
        + paragraph("PART THREE", "Heading1")
        + paragraph("(a) Innovative policies, programmes and projects", "Heading2")
        + table(
            (cell(paragraph("Project")), cell(paragraph("Counters"))),
            (cell(paragraph("Forms together")), cell(paragraph("900"))),
        )
        + paragraph("(b) Future actions or initiatives", "Heading2")
        + paragraph("From 2024 on, every counter will have a second clerk.")
    )
    section = '<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>'
    return write(
        body,
        ["https://post.example/survey"],
        section,
        styles=STYLES,
        header1=paragraph("Federal Post of Varuna"),
        footer1=paragraph(run("Page ") + field("PAGE", run("1"))),
    )


def layout_table():
    """The whole submission in a table of two columns: the questions on the left, the answers on the right."""

    def row(left, *right):
        return (cell(paragraph(run(left, "<w:b/>"))), cell(*right))

    body = (
        paragraph(run("Input to the report of the Secretary-General on WSIS follow-up", "<w:b/>"), more=CENTRE)
        + table(
            row("Name of the entity", paragraph("Union of Mountain Cooperatives (UMC)")),
            row("Contact person", paragraph("Ms. Lena Varga"), paragraph("lena.varga@umc.example")),
        )
        + paragraph("")
        + table(
            row(
                "Part One: executive summary",
                paragraph("The cooperatives opened twelve radio stations."),
                paragraph("Licences took longer than building."),
            ),
            row(
                "Part Two: trends and experiences",
                paragraph("Radio is still what most people hear."),
                paragraph(run("Data are in the ") + link(1, "listener survey") + run(".")),
            ),
            row(
                "Part Three (a): policies, programmes and projects",
                paragraph("Each station trains"),
                paragraph("two reporters,", "ListParagraph", item(1)),
                paragraph("one technician.", "ListParagraph", item(1)),
            ),
            row("Part Three (b): future actions", paragraph("Eight more stations will open in 2024.")),
        )
        + paragraph("")
    )
    return write(body, ["https://umc.example/listeners"], styles=STYLES, numbering=lists(levels(("bullet", "-"))))
