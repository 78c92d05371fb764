"""LibreOffice opens the workbook: its texts are the submissions', its charts are drawn. Run by `make judges`."""

import csv
import subprocess

import pypdfium2
import pytest

from tests.conftest import minimal
from tests.dataset import samples
from tests.dataset.test_formats import FORMULA, HOSTILE
from wsisc.publication import dataset

pytestmark = [pytest.mark.judge, pytest.mark.timeout(300)]

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def converted(collection, folder, kind):
    """Return the folder in which LibreOffice put the workbook of a collection, as files of a kind."""
    (folder / "book.xlsx").write_bytes(dataset.write(collection, "xlsx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, folder / "book.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return folder


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_it_draws_the_charts(tmp_path):
    suggested = minimal({"parts": {"one": {"text": "We teach, for SDG 4 and action line C5."}}})
    path = converted(samples.collect_data(minimal(), suggested), tmp_path, "pdf") / "book.pdf"
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    assert text.count("Tagged by the authors") == text.count("Only named in the text") == 2
    for title in ("Submissions by action line", "Submissions by Sustainable Development Goal"):
        assert title in text
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout
    assert "Liberation" in fonts or "Arial" in fonts


def test_it_prints_few_pages(tmp_path):
    path = converted(samples.collect_compendium(), tmp_path, "pdf") / "book.pdf"
    with pypdfium2.PdfDocument(path) as document:
        feet = [page.get_textpage().get_text_range().split()[-4:] for page in document]
    assert len(feet) <= 18 + 3  # the 187 pairs of the WSIS-SDG Matrix are on three
    assert len([foot for foot in feet if "Tags" in foot]) <= 5


def test_it_reads_every_text(tmp_path):
    collection = samples.collect_compendium()
    rows = rows_of(converted(collection, tmp_path, EVERY_SHEET) / "book-Sections.csv")
    expected = dataset.build_tables(collection).sections
    assert [row["Text"] for row in rows] == [row.text for row in expected]
    assert [row["Heading"] for row in rows] == [row.heading for row in expected]
    assert [int(row["Words"]) for row in rows] == [row.words for row in expected]


def test_it_runs_no_formula(tmp_path):
    folder = converted(samples.collect_data(HOSTILE), tmp_path, EVERY_SHEET)
    assert rows_of(folder / "book-Overview.csv")[0]["Title"] == FORMULA
    assert FORMULA in [row["Heading"] for row in rows_of(folder / "book-Sections.csv")]
