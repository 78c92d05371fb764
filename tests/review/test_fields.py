"""Words that a field sets: marks of comments are around the field, as LibreOffice loses those in it, and none is fixed."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.importer import foreign
from tests.review import ranges
from tests.review.annotated import reviewed

_RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def field(code, words):
    """Return the runs of a field."""
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return _MARK.format("begin") + code + _MARK.format("separate") + _RUN.format(words) + _MARK.format("end")


def file_with(inner):
    """Return a file with runs in Part One."""
    document = foreign.new()
    foreign.cover(document, "Twenty-sixth session", "26th", "27 to 31 March 2023", 2022, "UNODC")
    document.add_heading("Part One", 1)
    document.add_paragraph("The text of the part comes here.")
    document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{_RUN.format('See ')}{inner}</w:p>"))
    return foreign.saved(document)


REF = field(" REF map \\h ", "the map of Cape Verde here")
SIMPLE = f'<w:fldSimple w:instr=" DOCPROPERTY map ">{_RUN.format("the map of Cape Verde here")}</w:fldSimple>'
LINK = field(' HYPERLINK "https://example.org/" ', "the map of Cape Verde here")


@pytest.mark.parametrize(("inner", "words", "changes"), [
    (REF, "the map of Cape Verde here", 0),
    (SIMPLE, "the map of Cape Verde here", 0),
    (LINK, "Cape Verde", 0),
    (field(' HYPERLINK "https://example.org/" ', "see ") .replace(_MARK.format("end"), REF + _MARK.format("end")),
     "the map of Cape Verde here", 0),
], ids=["complex", "simple", "link", "within a link"])  # fmt: skip
def test_marks_are_around_a_field_that_is_no_link(inner, words, changes):
    content = file_with(inner)
    found = reviewed(content)[2].content
    by_text = {text: ranges.marked_words(found)[id] for id, text in ranges.comments(found).items()}
    assert [marked for text, marked in by_text.items() if "Cabo Verde" in text] == [words]
    assert reviewed(content, suggest=True)[2].changes == changes


def test_a_mark_is_in_no_field():
    root = ranges.etree.fromstring(ranges.parts(reviewed(file_with(REF))[2].content)["word/document.xml"])
    depth = 0
    for each in root.iter(f"{ranges.W}fldChar", f"{ranges.W}commentRangeStart", f"{ranges.W}commentRangeEnd"):
        kind = each.get(f"{ranges.W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        assert kind or depth == 0
