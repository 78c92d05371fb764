"""An output that no one has changed is known by the way in which it is stored."""

import io
import json
import zipfile

import pytest

from tests.conftest import MINIMAL, build
from wsisc.verification import output_check
from wsisc.writers import WRITERS


@pytest.fixture(scope="module")
def outputs():
    return {format: build(MINIMAL, format) for format in WRITERS}


@pytest.mark.parametrize("format", WRITERS)
def test_an_output_is_unchanged(outputs, format):
    assert output_check.is_unchanged(outputs[format], format)
    assert output_check.is_unchanged(b"", format)
    assert not output_check.is_unchanged(b"Some other file", format)


def test_another_letter_of_a_page_is_a_change(outputs):
    assert not output_check.is_unchanged(outputs["html"].replace(b"A title", b"B title", 1), "html")


def test_data_is_known_by_its_form():
    data = {"generator": "wsisc 1", "title": "é"}
    written = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    assert output_check.is_unchanged(written.encode(), "json")
    assert output_check.is_unchanged(written.replace("\n", "\r\n").encode(), "json")
    assert not output_check.is_unchanged(json.dumps(data).encode(), "json")
    assert not output_check.is_unchanged(written.replace("wsisc 1", "other 1").encode(), "json")
    assert not output_check.is_unchanged(b"[" * 100_000, "json")


def stored(content, **changes):
    """Return a Word file stored once more, with other fields of its first entry."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        entries = old.infolist()
        for name, value in changes.items():
            setattr(entries[0], name, value)
        for each in entries:
            new.writestr(each, old.read(each.filename))
    return stream.getvalue()


def test_a_word_file_with_another_date_was_stored_by_another_program(outputs):
    assert output_check.is_unchanged(stored(outputs["docx"]), "docx")
    assert not output_check.is_unchanged(stored(outputs["docx"], date_time=(2024, 1, 1, 0, 0, 0)), "docx")
    assert not output_check.is_unchanged(stored(outputs["docx"], comment=b"x"), "docx")
    assert output_check.is_stored_by_wsisc(outputs["docx"])
    assert not output_check.is_stored_by_wsisc(b"no archive")


PDF = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n1 0 obj\n/Creator (Typst 1)\nstartxref\n12\n%%EOF\n"


@pytest.mark.parametrize(
    ("content", "is_unchanged"),
    [
        (PDF, True),
        (PDF.replace(b"1.7", b"1.4"), False),
        (PDF + b"startxref\n99\n%%EOF\n", False),
        (PDF + b"more", False),
        (PDF.replace(b"Typst", b"Other"), False),
        (PDF.replace(b"/Creator", b"%%EOF /Creator"), True),
    ],
)
def test_a_pdf_has_one_end(content, is_unchanged):
    assert output_check.is_unchanged(content, "pdf") is is_unchanged


def test_traces_of_an_output_that_another_program_saved(outputs):
    assert output_check.has_traces(outputs["docx"], "docx")
    assert not output_check.has_traces(b"", "docx")
    assert output_check.has_traces(b'<META name="generator" content="wsisc"'.replace(b"META", b"meta"), "html")
    assert not output_check.has_traces(b'<meta name="generator" content="other">', "html")
    assert not output_check.has_traces(outputs["md"], "md")
