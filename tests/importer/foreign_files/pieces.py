"""Paragraphs of real prose in six languages, and the pieces of which thirty Word files are made."""

from pathlib import Path

from tests.importer.foreign_files.package import paragraph, run, style

PROSE = dict(
    line.split(": ", 1) for line in (Path(__file__).parent / "prose.txt").read_text(encoding="utf-8").splitlines()
)
"""name -> a paragraph; a YAML file that is expected has <<name>> in its place."""


def p(*inner, style="", more=""):
    """Return a paragraph of texts and XML; a text that is the name of a paragraph of prose stands for it."""
    return paragraph("".join(map(words, inner)), style, more)


def words(text, look=""):
    return text if text.startswith("<") else run(PROSE.get(text, text), look)


def bold(text, look="", more=""):
    return p(run(text, f"<w:b/>{look}"), more=more)


def styles(headings, title, listed, note, link="Hyperlink", reference="FootnoteReference", font="Calibri"):
    """Return a part of styles with the ids that a Word in some language gives to its built-in styles."""
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("a" if headings == "1" else "Normal", "Normal")
        + "".join(
            style(
                headings.replace("1", str(level)),
                f"heading {level}",
                more=f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{36 - 4 * level}"/></w:rPr>',
            )
            for level in range(1, 5)
        )
        + style(title, "Title", more='<w:rPr><w:sz w:val="52"/></w:rPr>')
        + style(listed, "List Paragraph", more='<w:pPr><w:ind w:left="720"/></w:pPr>')
        + style(note, "footnote text", more='<w:rPr><w:sz w:val="20"/></w:rPr>')
        + style(
            reference, "footnote reference", more='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', kind="character"
        )
        + style(
            link, "Hyperlink", more='<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>', kind="character"
        )
    )


def notes(*texts, style="FootnoteText", reference="FootnoteReference", kind="footnote", gap=" "):
    """Return a part of footnotes or endnotes, numbered from 1; a note is XML or text."""
    mark = f'<w:r><w:rPr><w:rStyle w:val="{reference}"/></w:rPr><w:{kind}Ref/></w:r>'
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return separators + "".join(
        f'<w:{kind} w:id="{number}">{p(mark, gap, text, style=style)}</w:{kind}>'
        for number, text in enumerate(texts, 1)
    )


def noted(number, reference="FootnoteReference", kind="footnote"):
    return f'<w:r><w:rPr><w:rStyle w:val="{reference}"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def linked(number, text, style="Hyperlink"):
    return (
        f'<w:hyperlink r:id="rId{100 + number}" w:history="1">{run(text, f'<w:rStyle w:val="{style}"/>')}</w:hyperlink>'
    )
