"""Lines that a person typed on the cover of a document of wsisc: joined to a name and reported, or unplaced."""

import io
from copy import deepcopy

import docx
import pytest
from docx.text.paragraph import Paragraph

from tests.conftest import ROOT, wsisc
from wsisc.importer.import_document import import_bytes

NAME, TITLE = "Lantern Network for the Right to Education", "Schools Without a Connection and the Right to Education"
TYPED = "Ministry of Posts"


@pytest.fixture(scope="module")
def statement(tmp_path_factory):
    target = tmp_path_factory.mktemp("statement") / "a.docx"
    done = wsisc("build", ROOT / "examples" / "hrc-58-statement.yaml", "-o", target)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


def with_line(content, style, is_before):
    """Return a document with a line next to the name of the entity."""
    document = docx.Document(io.BytesIO(content))
    name = next(each for each in document.paragraphs if each.style.name == "Cover Entity")
    copy = deepcopy(name._p)
    (name._p.addprevious if is_before else name._p.addnext)(copy)
    line = Paragraph(copy, name._parent)
    line.text, line.style = TYPED, document.styles[style]
    buffer = io.BytesIO()
    document.save(buffer)
    return import_bytes(buffer.getvalue(), "a.docx")


@pytest.mark.parametrize("style", ["Normal", "Body Text"])
@pytest.mark.parametrize("is_before", [True, False])
def test_a_line_between_those_of_the_cover_is_unplaced(statement, style, is_before):
    found = with_line(statement, style, is_before)
    assert (found.submission.entity.name, found.submission.title) == (NAME, TITLE)
    assert (found.submission.unplaced.text.strip(), found.needs_person) == (TYPED, True)
    assert TYPED not in found.submission.parts[0].text


@pytest.mark.parametrize("is_before", [True, False])
def test_a_line_that_is_joined_to_the_name_is_reported(statement, is_before):
    found = with_line(statement, "Cover Entity", is_before)
    first, second = (TYPED, NAME) if is_before else (NAME, TYPED)
    assert found.submission.entity.name == f"{first} {second}"
    assert [item.text for item in found.items if "joined to the first" in item.kind and item.needs_person] == [second]
