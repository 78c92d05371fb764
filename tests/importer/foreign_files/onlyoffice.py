"""Two Word files in the shapes of ONLYOFFICE: numbers as style ids, empty properties and runs, tooltips on links."""

from tests.importer.foreign_files.package import item, levels, lists, paragraph, run, style, write

STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault><w:pPrDefault><w:pPr><w:pBdr/><w:spacing/><w:ind/></w:pPr></w:pPrDefault></w:docDefaults>"
    + style("660", "Normal")
    + "".join(
        style(
            str(660 + 2 * n),
            f"Heading {n}",
            "660",
            f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:sz w:val="{44 - 4 * n}"/></w:rPr>',
        )
        for n in range(1, 5)
    )
    + style("690", "Title", "660", '<w:rPr><w:sz w:val="48"/></w:rPr>')
    + style("861", "Hyperlink", more='<w:rPr><w:color w:val="0000ff"/><w:u w:val="single"/></w:rPr>', kind="character")
    + style("866", "footnote text", "660")
    + style("868", "footnote reference", more='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', kind="character")
    + style("870", "List Paragraph", "660")
)
EMPTY = "<w:r/>"


def p(*inner, style="", more=""):
    runs = "".join((each if each.startswith("<") else run(each)) + EMPTY for each in inner)
    return paragraph(runs, style, f"{more}<w:pBdr></w:pBdr><w:spacing/><w:ind/><w:rPr></w:rPr>")


def link(number, text, address):
    return f'<w:hyperlink r:id="rId{100 + number}" w:tooltip="{address}" w:history="1">{run(text, '<w:rStyle w:val="861"/>')}</w:hyperlink>'


def reference(number):
    return f'<w:r><w:rPr><w:rStyle w:val="868"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def footnotes(*notes):
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="868"/></w:rPr><w:footnoteRef/></w:r>'
    return separators + "".join(
        f'<w:footnote w:id="{n}">{p(mark, " ", each, style="866")}</w:footnote>' for n, each in enumerate(notes, 2)
    )


def heading(level, text):
    return p(text, style=str(660 + 2 * level))


def own_titles():
    """A network of NGOs: "PART I – ...", titles of its own behind the labels, the letters on the level below."""
    body = (
        p("Memory in common", style="690")
        + p("Submitted by: Network of Community Archives")
        + p("Contact: Amina Diallo, amina.diallo@archives.example, +99 30 555 0177")
        + heading(1, "PART I – The year in brief")
        + p("Forty archives put their photographs on the web.")
        + heading(1, "PART II – Memory and machines")
        + p("Machines now read handwriting", reference(2), ", and make new mistakes.")
        + heading(2, "What went well")
        + p("Families find their letters.")
        + heading(2, "What did not")
        + p("Servers are far away and ", link(1, "expensive", "https://archives.example/costs"), ".")
        + heading(1, "PART III")
        + heading(2, "(a) Our scanner on wheels")
        + p("A scanner on wheels visits:")
        + p("villages,", style="870", more=item(1))
        + p("schools.", style="870", more=item(1))
        + heading(2, "(b) What comes next")
        + p("Ten languages will be added.")
    )
    notes = footnotes(run("Tested on 3,000 pages."))
    return write(
        body,
        ["https://archives.example/costs"],
        styles=STYLES,
        numbering=lists(levels(("bullet", "·"))),
        footnotes=notes,
    )


def section_labels():
    """An operator: "Section 1" to "Section 3 (b)", headings three deep below them, a note that is a link."""
    centred = '<w:jc w:val="center"/>'
    body = (
        "".join(
            p(run(each, "<w:b/>"), more=centred)
            for each in (
                *(
                    "COMMISSION ON SCIENCE AND TECHNOLOGY FOR DEVELOPMENT",
                    "Twenty-sixth session",
                    "Geneva, 27-31 March 2023",
                ),
                *("Submission by", "Lumen Telecommunications Cooperative"),
            )
        )
        + p("Light in every valley", style="690")
        + heading(1, "Section 1")
        + p("The Cooperative laid two thousand kilometres of fibre.")
        + heading(1, "Section 2")
        + heading(2, "Fibre")
        + heading(3, "Valleys")
        + p("All valleys but three are connected", reference(2), ".")
        + heading(3, "Heights")
        + heading(4, "Huts")
        + p("Huts have masts.")
        + heading(1, "Section 3 (a)")
        + p("Members dig the trenches ", run("themselves", "<w:i/>"), ".")
        + heading(1, "Section 3 (b)")
        + p("The last three valleys follow in 2023.")
    )
    notes = footnotes(link(1, "https://lumen.example/valleys", "https://lumen.example/valleys"))
    return write(body, ["https://lumen.example/valleys"], styles=STYLES, footnotes=notes)
