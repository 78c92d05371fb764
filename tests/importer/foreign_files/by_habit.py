"""Eighteen Word files in the habits of their authors: bold lines, typed numbers, tables as layout, changes, many notes."""

from tests.importer.foreign import png
from tests.importer.foreign_files.by_program import NEW_PAGE, QUESTIONS, cover_in
from tests.importer.foreign_files.package import cell, item, levels, lists, run, style, table, write
from tests.importer.foreign_files.pieces import bold, linked, noted, notes, p, words
from tests.importer.foreign_files.word_shapes import (
    CENTRE,
    HEADINGS,
    STYLES,
    block_control,
    cover,
    field,
    inline_control,
)
from tests.importer.heading_forms import ONE, PROMPTS, TWO, A, B

BY = 'w:author="K. Osei" w:date="2022-11-30T10:00:00Z"'
GRID = "<w:tblBorders>" + "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def h(level, text, more=""):
    return p(text, style=f"Heading{level}", more=more)


def listed(number, *texts, level=0, style="ListParagraph"):
    return "".join(p(text, style=style, more=item(number, level)) for text in texts)


def bold_lines():
    """No style at all: labels in bold with the prompt, headings as short bold lines, italics for those below."""
    body = (
        cover("Central Library of the Republic of Tamor")
        + bold("Libraries as the door to the information society", "<w:sz w:val='32'/>", CENTRE)
        + bold(f"Part One: {PROMPTS[ONE]}")
        + p("archive")
        + bold(f"Part Two: {PROMPTS[TWO]}")
        + bold("Readers")
        + p("women")
        + bold("Collections")
        + p("language")
        + p(run("Of Tamor, ", "<w:b/>") + run("two thousand books are on the web; the others are lent by post."))
        + bold("Money")
        + p("partners")
        + bold("Part Three: A brief description (1–2 pages) of:")
        + bold(f"(a) {PROMPTS[A]}")
        + bold("The night library")
        + p("skills")
        + bold(f"(b) {PROMPTS[B]}")
        + p("future", " ", linked(1, "The plan"), " is open for comments.")
    )
    return write(body, ["https://library.tamor.example/plan"], styles=STYLES)


def bold_capitals():
    """Headings in capitals, underlined; those below them in bold; spaces as an empty paragraph after each line."""
    empty = p("")

    def capitals(text):
        return p(run(text, '<w:b/><w:u w:val="single"/>')) + empty

    def text(*inner):
        return p(*inner) + empty

    body = (
        cover_in("en", "Union of Harbour Cities")
        + p(run("HARBOURS AND THE INFORMATION SOCIETY", "<w:b/>"), more=CENTRE)
        + empty
        + capitals("PART ONE: EXECUTIVE SUMMARY")
        + text("waste")
        + capitals("PART TWO: TRENDS AND EXPERIENCES")
        + bold("Customs")
        + text("policy")
        + bold("Pilots")
        + text("skills", noted(1))
        + capitals("PART THREE")
        + capitals("(A) INNOVATIVE POLICIES, PROGRAMMES AND PROJECTS")
        + bold("The common window")
        + text("data")
        + bold("The school of pilots")
        + text("media")
        + capitals("(B) FUTURE ACTIONS OR INITIATIVES")
        + text("future")
    )
    return write(body, styles=STYLES, footnotes=notes("Register of pilots, 1 December 2022."))


def multilevel_numbers():
    """Automatic numbers of several levels, linked to the heading styles, go on through all parts."""
    numbered = "".join(
        style(
            f"Heading{level}",
            f"heading {level}",
            "Normal",
            f'<w:pPr>{item(1, level - 1)}<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr>',
        )
        for level in (1, 2, 3, 4)
    )
    outline = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(level + 1))}"/></w:lvl>'
        for level in range(4)
    )
    body = (
        cover("Regional Centre for Satellite Data")
        + p("Satellite data for everybody", style="Title")
        + h(1, "Executive summary of activities, progress and obstacles")
        + p("data")
        + h(1, "Analytical overview of trends and experiences in implementation")
        + h(2, "Users")
        + h(3, "Farmers")
        + p("health")
        + h(3, "Fishers")
        + p("media")
        + h(2, "Costs")
        + p("access")
        + h(1, "Innovative policies, programmes and projects")
        + h(2, "The open archive")
        + p("archive", noted(1))
        + h(1, "Future actions and initiatives")
        + p("future")
    )
    return write(
        body,
        ["https://satdata.example/archive"],
        styles=STYLES.replace(HEADINGS, numbered),
        numbering=lists(outline),
        footnotes=notes(linked(1, "https://satdata.example/archive")),
    )


def typed_numbers():
    """Numbers typed in bold lines: "1.", "1.1", "1.1.1", and "2.1" below labels; a list with typed letters."""
    body = (
        cover("Postal Union of the Seven Rivers")
        + p(run("Post offices and the digital divide", '<w:b/><w:sz w:val="36"/>'), more=CENTRE)
        + bold("Part One: Executive summary")
        + p("waste")
        + bold("Part Two: Analytical overview of trends and experiences in implementation")
        + bold("1. Counters")
        + p("access")
        + bold("1.1 In towns")
        + p("women")
        + bold("1.2 In the countryside")
        + p("rural")
        + bold("2. Parcels")
        + p("The post offices now offer:")
        + p("(a) boxes that are open at night;")
        + p("(b) a common price for all rivers;")
        + p("(c) parcels by boat.")
        + bold("Part Three")
        + bold("(a) Innovative policies, programmes and projects")
        + bold("1. The post bus")
        + p("partners", noted(1))
        + bold("2. The post bank")
        + p("security")
        + bold("(b) Future actions or initiatives to be taken")
        + p("future")
    )
    return write(body, styles=STYLES, footnotes=notes("Agreement of the Seven Rivers, 3 May 2022."))


def layout_answers():
    """All in one table: the prompts in full on the left, the answers with their headings and lists on the right."""

    def row(asked, *answer):
        return (cell(p(run(asked, "<w:b/>"))), cell(*answer))

    body = cover("Fund for Community Networks") + table(
        row(f"Part One: {PROMPTS[ONE]}", p("access"), p("rural", noted(1))),
        row(f"Part Two: {PROMPTS[TWO]}", bold("Villages"), p("media"), bold("Cities"), p("women")),
        row(
            f"Part Three (a): {PROMPTS[A]}",
            p("The Fund paid for:"),
            listed(1, "masts and", "solar panels,"),
            listed(1, "also for schools,", level=1),
            listed(1, "but not for telephones."),
            p("waste"),
        ),
        row(f"Part Three (b): {PROMPTS[B]}", p("future", " ", linked(1, "How to apply"))),
    )
    return write(
        body + p(""),
        ["https://fund.example/apply"],
        styles=STYLES,
        numbering=lists(levels(("bullet", "•"), ("bullet", "o"))),
        footnotes=notes("Report of the auditors, page 12."),
    )


def boxed_answers():
    """Each prompt in bold above a box, a table of one cell, that holds the answer; a text box beside one of them."""

    def box(*inner):
        return table((cell(*inner),)).replace("<w:tblPr>", f"<w:tblPr>{GRID}</w:tblBorders>") + p("")

    aside = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri='
        '"http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>'
        f"{p('Please type inside the box.')}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{p('Please type inside the box.')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = (
        cover("Society of Rural Physicians")
        + bold("Advice over a distance", more=CENTRE)
        + bold(f"Part One: {PROMPTS[ONE]}")
        + box(p("health", aside))
        + bold(f"Part Two: {PROMPTS[TWO]}")
        + box(bold("What we learned"), p("rural"), bold("What we need"), p("skills"))
        + bold("Part Three: A brief description (1–2 pages) of:")
        + bold(f"(a) {PROMPTS[A]}")
        + box(p("The Society runs:"), listed(1, "a line for advice,", "a library of cases."), p("archive", noted(1)))
        + bold(f"(b) {PROMPTS[B]}")
        + box(p("future"))
    )
    return write(
        body,
        styles=STYLES,
        numbering=lists(levels(("bullet", "•"))),
        footnotes=notes("Cases without names, as the law requires."),
    )


def logo_cover():
    """A cover page with a logo, a table of particulars and a date; headings with labels on the pages after it."""
    logo = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="Picture 1" descr="Logo"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic='
        '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="rId100"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    particulars = (
        ("Name of entity", "Ministry of Information of the Free Islands (MIFI)"),
        ("Type of entity", "Government"),
        ("Contact person", "Ms. Salote Vea"),
        ("E-mail", "salote.vea@mifi.example"),
        ("Date", "12 December 2022"),
    )
    body = (
        p(logo, more=CENTRE)
        + bold("Commission on Science and Technology for Development", more=CENTRE)
        + bold("Twenty-sixth session", more=CENTRE)
        + bold("Geneva, 27-31 March 2023", more=CENTRE)
        + p("Islands online", style="Title")
        + table(*((cell(p(run(name, "<w:b/>"))), cell(p(value))) for name, value in particulars))
        + NEW_PAGE
        + h(1, "Part One: Executive summary")
        + p("access")
        + h(1, "Part Two: Trends and experiences")
        + h(2, "Cables")
        + p("partners")
        + h(2, "Satellites")
        + p("rural", noted(1))
        + h(1, "Part Three")
        + h(2, "(a) Innovative policies, programmes and projects")
        + h(3, "Telephones for nurses")
        + p("health")
        + h(2, "(b) Future actions or initiatives")
        + p("future")
    )
    return write(body, image=png(), styles=STYLES, footnotes=notes("Prices of October 2022."))


def data_tables():
    """Two tables with captions above them; a header row, numbers, a cell over two columns; text before and after."""
    wide = cell(p("All villages")).replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>')
    rows = (
        ("Province", "Villages", "Share"),
        ("North", "412", "71 %"),
        ("South", "388", "64 %"),
        ("Islands", "17", "22 %"),
    )
    body = (
        cover("National Commission for Statistics")
        + p("What the household survey says", style="Title")
        + h(1, "Part One")
        + p("data")
        + h(1, "Part Two")
        + h(2, "Villages")
        + p("access")
        + p("Table 1. Villages with a network, by province", style="Caption")
        + table(*(tuple(cell(p(text)) for text in row) for row in rows))
        + p("The islands are reached by satellite only.")
        + h(2, "Households")
        + p("women")
        + h(1, "Part Three (a)")
        + p("policy")
        + table(
            (cell(p("Target")), cell(p("2021")), cell(p("2022"))),
            (wide, cell(p("1,410"))),
            (cell(p("Schools")), cell(p("90 %")), cell(p("97 %"))),
        )
        + h(1, "Part Three (b)")
        + p("future")
    )
    return write(body, styles=STYLES + style("Caption", "caption"))


def table_notes():
    """Answers to questions; a table whose cells have links, lines of their own and notes; endnotes beside footnotes."""
    body = (
        p("WSIS+20 questionnaire: answers of the Bureau for Emergency Telecommunications", style="Title")
        + p("Submission by: Bureau for Emergency Telecommunications (BET)")
        + h(1, QUESTIONS[0])
        + p("security", noted(1, kind="endnote"))
        + h(1, QUESTIONS[1])
        + p("rural", noted(1))
        + table(
            (cell(p("Year")), cell(p("Emergencies")), cell(p("Report"))),
            (cell(p("2021")), cell(p("14", noted(2))), cell(p(linked(1, "Report 2021")))),
            (cell(p("2022")), cell(p("19")), cell(p(linked(2, "Report 2022"), noted(2, kind="endnote")))),
        )
        + p("partners")
        + h(1, QUESTIONS[2])
        + p("governance")
    )
    return write(
        body,
        ["https://bet.example/2021", "https://bet.example/2022", "https://bet.example/storms"],
        styles=STYLES,
        footnotes=notes("Roads as of May.", run("Storms: ") + linked(3, "list of storms") + run(".")),
        endnotes=notes("Figures of the national team.", "To be printed in March.", style="EndnoteText", kind="endnote"),
    )


def tracked_paragraphs():
    """Changes that are tracked: words, whole paragraphs, a heading, a list item; two comments of a colleague."""

    def added(text, style=""):
        return p(
            f'<w:ins w:id="11" {BY}>{words(text)}</w:ins>', style=style, more=f'<w:rPr><w:ins w:id="12" {BY}/></w:rPr>'
        )

    def removed(text):
        old = words(text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return p(f'<w:del w:id="13" {BY}>{old}</w:del>', more=f'<w:rPr><w:del w:id="14" {BY}/></w:rPr>')

    def commented(number, text):
        mark = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        return f'<w:commentRangeStart w:id="{number}"/>{run(text)}<w:commentRangeEnd w:id="{number}"/>{mark}'

    change = f'<w:del w:id="15" {BY}><w:r><w:delText>doubled</w:delText></w:r></w:del><w:ins w:id="16" {BY}>{run("tripled")}</w:ins>'
    body = (
        cover("Council of Consumers of Telecommunications")
        + p("The consumer and the network", style="Title")
        + h(1, f"Part One: {PROMPTS[ONE]}")
        + p("access")
        + removed("media")
        + added("policy")
        + h(1, f"Part Two: {PROMPTS[TWO]}")
        + added("Complaints", "Heading2")
        + p(
            run("Complaints about bills ")
            + change
            + run(" in a year, and most of them ")
            + commented(1, "were justified")
            + run(".")
        )
        + p("rural")
        + h(1, "Part Three (a)")
        + p("The Council publishes:")
        + listed(1, "a map of prices,")
        + p(
            f'<w:ins w:id="17" {BY}>{run("a list of contracts,")}</w:ins>',
            style="ListParagraph",
            more=f'{item(1)}<w:rPr><w:ins w:id="18" {BY}/></w:rPr>',
        )
        + listed(1, "and model letters.")
        + h(1, "Part Three (b)")
        + p(commented(2, "The Council"), " will move.")
        + p("future")
    )
    comments = "".join(
        f'<w:comment w:id="{number}" {BY} w:initials="KO">{p(text)}</w:comment>'
        for number, text in ((1, "By whose count?"), (2, "Full name?"))
    )
    return write(body, styles=STYLES, numbering=lists(levels(("bullet", "•"))), comments=comments)


def tracked_moves():
    """A paragraph that was moved, formatting that was changed, a row that was inserted and one that was deleted."""
    start, end = (
        f'<w:move{{0}}Range{edge} w:id="3{{1}}"{more}/>'
        for edge, more in (("Start", f' {BY} w:name="move1"'), ("End", ""))
    )

    def moved(kind, text, number):
        inside = f'<w:move{kind} w:id="4{number}" {BY}>{words(text)}</w:move{kind}>'
        return (
            start.format(kind, number)
            + p(inside, more=f'<w:rPr><w:move{kind} w:id="5{number}" {BY}/></w:rPr>')
            + end.format(kind, number)
        )

    def row(first, second, change=""):
        return f"<w:tr><w:trPr>{change}</w:trPr>{cell(p(first))}{cell(p(second))}</w:tr>"

    gone = (
        row("", "")
        .replace("</w:p>", f'<w:del w:id="61" {BY}><w:r><w:delText>old</w:delText></w:r></w:del></w:p>')
        .replace("<w:trPr>", f'<w:trPr><w:del w:id="62" {BY}/>')
    )
    come = row("2022", "31").replace("<w:trPr>", f'<w:trPr><w:ins w:id="63" {BY}/>')
    formatted = f'<w:i/><w:rPrChange w:id="64" {BY}><w:rPr/></w:rPrChange>'
    body = (
        cover("Institute for Repair and Reuse")
        + p("A second life for devices", style="Title")
        + h(1, "Part One: Executive summary")
        + p("waste")
        + h(1, "Part Two: Trends and experiences")
        + h(2, "Collection")
        + moved("From", "partners", 1)
        + p("access")
        + h(2, "Repair")
        + moved("To", "partners", 2)
        + p(run("Repair is "), run("not", formatted), run(" a lost art."))
        + h(1, "Part Three (a): Programmes and projects")
        + table((cell(p("Year")), cell(p("Tonnes"))), (cell(p("2021")), cell(p("12")))).replace(
            "</w:tbl>", f"{gone}{come}</w:tbl>"
        )
        + p("skills")
        + h(1, "Part Three (b): Future actions")
        + p("future")
    )
    return write(body, styles=STYLES)


def many_footnotes():
    """Ten footnotes with links, a note in the middle of a word's sentence, two notes side by side, a note of two paragraphs."""
    texts = (
        "Household survey of 2022.",
        run("See ") + linked(1, "the portal of the ministry") + run("."),
        linked(2, "https://law.example/31"),
        "Idem, page 14.",
        run("Compare ") + linked(3, "the first report") + run(" with ") + linked(4, "the second") + run("."),
        "Letter of 3 March.",
        run("In ", "") + run("Libraries Today", "<w:i/>") + run(", vol. 3."),
        run("Available at ") + field('HYPERLINK "https://forum.example/2022"', run("forum.example/2022")) + run("."),
        "Estimate.",
        "Ibid.",
    )
    body = (
        cover("Academy of Digital Law (ADL)")
        + p("Law and the network", style="Title")
        + h(1, f"Part One: {PROMPTS[ONE]}")
        + p("policy", noted(1))
        + h(1, f"Part Two: {PROMPTS[TWO]}")
        + h(2, "Statutes")
        + p("The statutes", noted(2), " on privacy", noted(3), " and on identity", noted(4), " came into force.")
        + p("security", noted(5), " The rules are young.")
        + h(2, "Courts")
        + p("Courts publish their judgments", noted(6), noted(7), " without names.")
        + h(1, "Part Three: A brief description (1–2 pages) of:")
        + h(2, f"(a) {PROMPTS[A]}")
        + p("governance", noted(8))
        + listed(1, "A clinic for law, open to all,")
        + p("and a course", noted(9), " for judges.", style="ListParagraph", more=item(1))
        + h(2, f"(b) {PROMPTS[B]}")
        + p("future", noted(10))
    )
    addresses = [
        "https://ministry.example/",
        "https://law.example/31",
        "https://adl.example/1",
        "https://adl.example/2",
    ]
    return write(body, addresses, styles=STYLES, numbering=lists(levels(("bullet", "•"))), footnotes=notes(*texts))


def list_styles():
    """Lists by styles: "List Bullet", "List Bullet 2", "List Number", whose numbers are in the styles; a paragraph between."""
    kinds = {
        "ListBullet": ("List Bullet", 1, 0),
        "ListBullet2": ("List Bullet 2", 2, 0),
        "ListNumber": ("List Number", 3, 0),
    }
    shown = "".join(
        style(
            key, name, "Normal", f"<w:pPr>{item(number, level)}<w:ind w:left='{360 * number}' w:hanging='360'/></w:pPr>"
        )
        for key, (name, number, level) in kinds.items()
    )
    body = (
        cover("Association of Technical Schools")
        + p("Schools for the trades of the network", style="Title")
        + h(1, "Part One: Executive summary")
        + p("schools")
        + h(1, "Part Two: Trends and experiences")
        + h(2, "Subjects")
        + p("The schools teach:")
        + p("cables,", style="ListBullet")
        + p("of copper", style="ListBullet2")
        + p("and of glass;", style="ListBullet2")
        + p("masts;", style="ListBullet")
        + p("accounts.", style="ListBullet")
        + p("skills")
        + h(2, "Teachers")
        + p("women")
        + h(1, "Part Three (a): Policies, programmes and projects")
        + p("A pupil passes three stages:")
        + p("a winter at school;", style="ListNumber")
        + p("a summer on the mast;", style="ListNumber")
        + p("an examination.", style="ListNumber")
        + p("partners")
        + h(1, "Part Three (b): Future actions")
        + p("future")
    )
    numbering = levels(("bullet", "\uf0b7")), levels(("bullet", "\uf0b7")), levels(("decimal", "%1."))
    return write(body, styles=STYLES + shown, numbering=lists(*numbering))


def nested_lists():
    """Automatic lists of three levels, a second list that begins at 1 again, items with notes, links and bold words."""
    tree = levels(("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."))
    body = (
        cover("Federation of Fishing Villages")
        + p("Fish, prices and telephones", style="Title")
        + h(1, "Part One")
        + p("media")
        + h(1, "Part Two")
        + p("What changed since the Summit:")
        + listed(1, "Prices are known before a boat lands,")
        + listed(1, "in all harbours,", level=1)
        + listed(1, "large", "and small,", level=2)
        + listed(1, "and on the lake.", level=1)
        + listed(1, "Storms are announced.")
        + p("rural")
        + h(1, "Part Three (a)")
        + p("We began:")
        + p("a ", linked(1, "board of prices"), ";", style="ListParagraph", more=item(2))
        + p("a line for storms", noted(1), ";", style="ListParagraph", more=item(2))
        + p(run("classes", "<w:b/>") + run(" on shore."), style="ListParagraph", more=item(2))
        + p("skills")
        + h(1, "Part Three (b)")
        + p("future")
    )
    return write(
        body,
        ["https://fish.example/prices"],
        styles=STYLES,
        numbering=lists(tree, tree),
        footnotes=notes("By short message, free of charge."),
    )


def edited_prompts():
    """Plain paragraphs: the prompts of the call, each altered a little, in italics, and the answers typed below them."""

    def asked(text):
        return p(run(text, "<w:i/>"))

    one = PROMPTS[ONE].replace("undertaken", "carried out").replace("(half a page) ", "")
    two = PROMPTS[TWO].replace("highlighting", "showing").replace(" This could include", " You can include")
    a = PROMPTS[A].replace("Innovative policies", "New policies").split(" Where")[0]
    b = PROMPTS[B].replace("regionally and/or internationally, and ", "").split(" You are")[0]
    body = (
        cover("Confederation of Small Businesses of Oriana")
        + bold("Small businesses on the network", more=CENTRE)
        + asked(f"Part One: {one}")
        + p("access")
        + p("partners")
        + asked(f"Part Two: {two}")
        + p("security")
        + bold("Payments")
        + p("skills")
        + asked("Part Three: A short description (1 to 2 pages) of:")
        + asked(f"(a) {a}")
        + p("waste", noted(1))
        + asked(f"(b) {b}")
        + p("future")
    )
    return write(body, styles=STYLES, footnotes=notes("Weighed at the port."))


def two_languages():
    """English, and below each paragraph the same in French, in italics, marked as French; headings in both."""

    def french(text):
        return p(words(text, '<w:i/><w:lang w:val="fr-FR"/>'))

    body = (
        cover("International Organization of Bilingual Schools")
        + p("Two languages, one network / Deux langues, un réseau", style="Title")
        + h(1, "Part One: Executive summary / Première partie : Résumé")
        + p("access")
        + french("fr.acces")
        + h(1, "Part Two: Trends and experiences / Deuxième partie : Tendances et expériences")
        + h(2, "Schools / Écoles")
        + p("schools")
        + french("fr.ecoles")
        + h(2, "Obstacles")
        + p("rural")
        + french("fr.obstacles")
        + h(1, "Part Three (a): Programmes and projects")
        + p("health", noted(1))
        + h(1, "Part Three (b): Future actions")
        + p("future")
    )
    return write(body, styles=STYLES, footnotes=notes("Count of December 2022."))


def columns_controls():
    """Sections with two columns, the answers in content controls, dates and choices in controls, a header and a footer."""
    columns = '<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:cols w:num="2"/></w:sectPr></w:pPr></w:p>'
    single = '<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:cols w:num="1"/></w:sectPr></w:pPr></w:p>'
    tagged = '<w:alias w:val="Answer"/><w:tag w:val="answer"/>'
    body = (
        cover("Authority for the Protection of Data")
        + p("Data with care", style="Title")
        + single
        + h(1, f"Part One: {PROMPTS[ONE]}")
        + block_control(p("policy") + p("partners"), tagged)
        + h(1, f"Part Two: {PROMPTS[TWO]}")
        + columns
        + block_control(h(2, "Citizens") + p("women") + h(2, "Firms") + p("security"), tagged)
        + single
        + h(1, "Part Three: A brief description (1–2 pages) of:")
        + h(2, f"(a) {PROMPTS[A]}")
        + p(
            run("The register was opened on ")
            + inline_control("1 June 2022")
            + run(" and has ")
            + inline_control("4,200")
            + run(" entries.")
        )
        + block_control(listed(1, "Complaints are free.", "Answers are public."), tagged)
        + h(2, f"(b) {PROMPTS[B]}")
        + block_control(p("future"), tagged)
    )
    section = '<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>'
    return write(
        body,
        section=section,
        styles=STYLES,
        numbering=lists(levels(("bullet", "•"))),
        header1=p("Authority for the Protection of Data – draft of 2 December"),
        footer1=p(run("Page ") + field("PAGE", run("2")) + run(" of ") + field("NUMPAGES", run("6"))),
    )


def own_report():
    """The annual report of an agency, sent as it is: no heading of the call; three levels, lists, a table, notes."""
    body = (
        p("Annual report 2022 of the Agency for Public Access", style="Title")
        + h(1, "Foreword")
        + p("partners")
        + h(1, "What we did")
        + h(2, "In the villages")
        + p("access", noted(1))
        + h(3, "Masts")
        + p("We built:")
        + listed(1, "forty masts,")
        + listed(1, "of steel", "and of wood,", level=1)
        + listed(1, "and two relays.")
        + h(2, "In the schools")
        + p("schools", " ", linked(1, "See the films."))
        + table((cell(p("Province")), cell(p("Schools"))), (cell(p("North")), cell(p("212"))))
        + h(1, "Accounts")
        + p("The accounts were approved in March.")
        + h(2, "Auditors")
        + p("waste")
    )
    return write(
        body,
        ["https://access.example/films"],
        styles=STYLES,
        numbering=lists(levels(("bullet", "•"), ("bullet", "–"))),
        footnotes=notes("Without the islands."),
    )


MADE = (
    *(bold_lines, bold_capitals, multilevel_numbers, typed_numbers, layout_answers, boxed_answers, logo_cover),
    *(data_tables, table_notes, tracked_paragraphs, tracked_moves, many_footnotes, list_styles, nested_lists),
    *(edited_prompts, two_languages, columns_controls, own_report),
)
