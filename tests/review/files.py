"""Word files with problems for reviews, of several makers."""

import io
import re

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.importer import foreign
from tests.importer.foreign import note_parts, saved

WORDS = "UN Secretary General asked Cape Verde, and the sustainable development goals were met."
"""A sentence with three names that are not spelt so."""


def officer(*, notes=True):
    """A file as python-docx writes it: a cover, three parts, a table, split runs, a footnote, a tracked insertion."""
    document = foreign.new()
    foreign.cover(document, "Twenty-sixth session", "26th", "27 to 31 March 2023", 2022, "UNODC")
    document.add_heading("Part One: Executive summary", 1)
    paragraph = document.add_paragraph("The report of the ")
    for piece in ("UN Secre", "tary General", " names "):
        paragraph.add_run(piece).bold = piece == "tary General"
    paragraph.add_run("Cape Verde").italic = True
    paragraph.add_run(", and the Republic of Cape Verde.")
    if notes:
        paragraph.add_run("[[1]]")
    document.add_heading("Part Two", 1)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Country", "Cape Verde"
    table.cell(1, 0).text, table.cell(1, 1).text = "Year", "2022"
    document.add_heading("Part Three", 1)
    changed = document.add_paragraph("The goals of ")
    changed._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="90" w:author="Ann"><w:r><w:t>Cape Verde</w:t></w:r></w:ins>')
    )
    changed._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="91" w:author="Ann"><w:r><w:delText> and Swaziland</w:delText></w:r></w:del>'
        )
    )
    changed.add_run(" were met.")
    content = saved(document)
    return note_parts(content, ["See the report of Cape Verde."], "footnote") if notes else content


def commented(content):
    """The file with a comment of a person, as python-docx writes it."""
    document = docx.Document(io.BytesIO(content))
    paragraph = next(each for each in document.paragraphs if each.text.startswith("The report"))
    document.add_comment(paragraph.runs[0], "Is this right?", "Ben", "B")
    return saved(document)


def words_of(text):
    """Return a text on one line, without the characters that comments leave out."""
    return re.sub(r"\s+", " ", text).strip()
