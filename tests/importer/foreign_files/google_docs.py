"""Three Word files in the shapes of Google Docs: direct formatting, notes numbered from 0, no separators, spare bookmarks."""

from tests.importer.foreign_files.package import item, levels, lists, paragraph, run, style, write

RTL = '<w:rtl w:val="0"/>'
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("Normal", "normal")
    + "".join(
        style(
            f"Heading{n}",
            f"heading {n}",
            "Normal",
            f'<w:pPr><w:keepNext w:val="1"/></w:pPr><w:rPr><w:sz w:val="{44 - 4 * n}"/></w:rPr>',
        )
        for n in range(1, 7)
    )
    + style("Title", "Title", "Normal", '<w:rPr><w:sz w:val="52"/></w:rPr>')
    + style("Subtitle", "Subtitle", "Normal", '<w:rPr><w:color w:val="666666"/><w:sz w:val="30"/></w:rPr>')
)
BULLETS = levels(("bullet", "●"), ("bullet", "○"), ("bullet", "■"))


def p(inner, style="", more=""):
    inner = inner if inner.startswith("<") else run(inner, RTL)
    return paragraph(inner, style, f'<w:pageBreakBefore w:val="0"/>{more}<w:rPr/>')


def heading(level, text, name="x"):
    mark = f'<w:bookmarkStart w:id="0" w:colFirst="0" w:colLast="0" w:name="_{name}"/><w:bookmarkEnd w:id="0"/>'
    return p(mark + run(text, RTL), f"Heading{level}")


def link(number, text):
    return f'<w:hyperlink r:id="rId{100 + number}">{run(text, f'<w:color w:val="1155cc"/><w:u w:val="single"/>{RTL}')}</w:hyperlink>'


def reference(number):
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:customMarkFollows="0" w:id="{number}"/></w:r>'


def note(number, inner):
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    small = f'<w:sz w:val="20"/><w:szCs w:val="20"/>{RTL}'
    return f'<w:footnote w:id="{number}">{p(mark + run(" ", small) + inner.replace("<w:rPr>", f"<w:rPr>{small}"))}</w:footnote>'


def contents(*entries):
    lines = "".join(
        p(
            f'<w:hyperlink w:anchor="_{name}">{run(text, RTL)}</w:hyperlink>',
            more='<w:tabs><w:tab w:val="right" w:pos="9025"/></w:tabs>',
        )
        for name, text in entries
    )
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique w:val="1"/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{lines}</w:sdtContent></w:sdt>"


def shortened_prompts():
    """An organization of the United Nations: prompts shortened and with labels, notes with links, nested bullets."""
    centred = '<w:jc w:val="center"/>'
    body = (
        "".join(
            p(run(each, f'<w:b w:val="1"/>{RTL}'), more=centred)
            for each in (
                "COMMISSION ON SCIENCE AND TECHNOLOGY FOR DEVELOPMENT (CSTD)",
                "Twenty-sixth session",
                "Geneva, 27-31 March 2023",
                "Submission by",
                "United Nations Office for Open Learning (UNOOL)",
            )
        )
        + p('<w:r><w:br w:type="page"/></w:r>')
        + p("Open learning for the information society", "Title")
        + contents(
            ("one", "Part One: An executive summary (half a page)"), ("two", "Part Two: A brief analytical overview")
        )
        + heading(1, "Part One: An executive summary (half a page)", "one")
        + p(
            run("UNOOL published ", RTL)
            + run("four hundred", f'<w:b w:val="1"/>{RTL}')
            + run(" courses", RTL)
            + reference(0)
            + run(" that everybody can copy.", RTL)
        )
        + heading(1, "Part Two: A brief analytical overview of trends and experiences in implementation", "two")
        + heading(2, "Teachers")
        + p(
            run("Teachers translate what they use, as the ", RTL) + link(1, "map of translations") + run(" shows.", RTL)
        )
        + p("They ask for:")
        + p("time,", more=item(1))
        + p("in particular before exams, and", more=item(1, 1))
        + p("recognition.", more=item(1))
        + heading(2, "Learners")
        + p("Learners use telephones, seldom computers.")
        + heading(1, "Part Three: A brief description (1–2 pages) of")
        + heading(2, "(a) Innovative policies, programmes and projects which have been undertaken by all stakeholders")
        + heading(3, "Courses on a card")
        + p(run("A memory card holds all courses", RTL) + reference(1) + run(".", RTL))
        + heading(2, "(b) Future actions or initiatives to be taken")
        + p("All courses will have subtitles by 2025.")
    )
    notes = note(0, run("Counted on 31 October 2022.", RTL)) + note(
        1, run("See ", RTL) + link(2, "unool.example/card") + run(" and the catalogue.", RTL)
    )
    return write(
        body,
        ["https://unool.example/map", "https://unool.example/card"],
        styles=STYLES,
        numbering=lists(BULLETS),
        footnotes=notes,
    )


def own_headings():
    """A foundation that answers the prompts under headings of its own: "Executive summary", "The way ahead"."""
    body = (
        p("Open hardware and the WSIS follow-up in 2022", "Title")
        + p("Submitted by the Kestrel Foundation for Open Hardware", "Subtitle")
        + heading(1, "Executive summary")
        + p("The Foundation taught eight hundred people to repair their telephones.")
        + p("Spare parts are hard to find.")
        + heading(1, "Overview of trends")
        + heading(2, "Repair")
        + p("Repair is a trade again.")
        + heading(2, "Rights")
        + p(run("Nine countries have a right to repair", RTL) + reference(0) + run(".", RTL))
        + heading(1, "Programmes and projects")
        + p(run("The ", RTL) + link(1, "repair café") + run(" opens every Saturday.", RTL))
        + heading(1, "The way ahead")
        + p("A second café will open in the south.")
    )
    return write(
        body,
        ["https://kestrel.example/cafe"],
        styles=STYLES,
        footnotes=note(0, run("List of laws, November 2022.", RTL)),
    )


def second_title_page():
    """A cover of the call, then a title page of the author's own, with a subtitle, and only then the parts."""
    centred = '<w:jc w:val="center"/>'
    new_page = p('<w:r><w:br w:type="page"/></w:r>')
    bold = f'<w:b w:val="1"/>{RTL}'
    body = (
        "".join(
            p(run(each, bold), more=centred)
            for each in (
                *(
                    "COMMISSION ON SCIENCE AND TECHNOLOGY FOR DEVELOPMENT (CSTD)",
                    "Twenty-sixth session",
                    "Geneva, 27-31 March 2023",
                ),
                *("Submission by", "Institute for Satellite Law"),
            )
        )
        + new_page
        + p("Law above the clouds", "Title")
        + p("Institute for Satellite Law", "Subtitle")
        + p("November 2022", "Subtitle")
        + new_page
        + heading(1, "Part One")
        + p("The Institute wrote a model law on small satellites.")
        + heading(1, "Part Two")
        + p("Satellites are launched faster than they are licensed.")
        + heading(1, "Part Three (a)")
        + p(run("The ", RTL) + link(1, "model law") + run(" was taken up by two parliaments.", RTL))
        + heading(1, "Part Three (b)")
        + p("A commentary will follow in 2023.")
    )
    return write(body, ["https://satellites.example/law"], styles=STYLES)
