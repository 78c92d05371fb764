"""Word files as large as the reader accepts are imported within the budgets of time and memory, and every word is kept."""

import pytest

from tests.importer import corpus
from tests.importer.foreign_files.package import cell, item, levels, lists, paragraph, run, table, write
from tests.importer.foreign_files.word_shapes import STYLES
from tests.importer.heading_forms import ONE, PROMPTS, TWO, A, B

SENTENCE = (
    "The Office went on with its work for the outcomes of the Summit in many countries, with results in each of them. "
)
PARAGRAPHS = 5_000


def prose():
    """Return paragraphs with headings and items between."""
    item_text = run("Item ") + run("in bold", "<w:b/>") + run(" and more")
    group = (
        paragraph("Theme", "Heading2") + paragraph(SENTENCE) * 14 + paragraph(item_text, "ListParagraph", item(1)) * 5
    )
    return group * (PARAGRAPHS // 80 - 1)


def rows():
    """Return tables of 100 rows and two columns."""
    return table(*[(cell(paragraph("Row")), cell(paragraph(SENTENCE))) for _ in range(100)]) * (PARAGRAPHS // 800)


def headings():
    """Return headings on three levels, all of which could begin a part."""
    titles = ("Next steps", "Trends and experiences", "Projects")
    return "".join(paragraph(titles[at % 3], f"Heading{at % 3 + 1}") for at in range(PARAGRAPHS // 4 - 5))


@pytest.mark.alone
@pytest.mark.slow
@pytest.mark.parametrize("make", [prose, rows, headings], ids=lambda make: make.__name__)
def test_the_largest_files_are_imported_within_the_budgets(make, tmp_path):
    body = "".join(paragraph(PROMPTS[ids], "Heading1") + make() for ids in (ONE, TWO, A, B))
    assert 0.9 * PARAGRAPHS < body.count("<w:p>") <= PARAGRAPHS
    path = tmp_path / "large.docx"
    path.write_bytes(write(body, styles=STYLES, numbering=lists(levels(("bullet", "-")))))
    result = corpus.run(path)
    assert result["faults"] == [], result
    assert result["read"] > PARAGRAPHS
