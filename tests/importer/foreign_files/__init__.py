"""Fifty Word files as agencies, ministries and NGOs send them, each with the YAML that a careful secretary would type.

The YAML files were written before the importer ran on any of them. Four rules of the format were missed in the first
twenty, and corrected in five of them afterwards: numbers that an author typed where the format prints none stay words of the title, as do letters
of lists; a heading on the fourth level is one on the third; a year in the title shows the session.

What they leave out, such as a table of contents or a telephone number, has no place in a submission: the import reports
its words. Behind a label, words that only repeat the
prompt, shortened or translated, are the call's; other words are the author's.
"""

import re
from pathlib import Path

from tests.importer.foreign_files import (
    by_habit,
    by_program,
    google_docs,
    onlyoffice,
    with_pandoc,
    with_python_docx,
    word_shapes,
)
from tests.importer.foreign_files.pieces import PROSE

FOLDER = Path(__file__).parent
BY_LIBREOFFICE = {"french_ministry": "fodt", "chinese_ministry": "html", "questionnaire": "rtf"}
"""Files that LibreOffice converted (`soffice --convert-to docx`) from the file of that extension beside them."""
MADE = (
    *(word_shapes.pasted_prompts, word_shapes.endnotes, word_shapes.controls_and_boxes, word_shapes.layout_table),
    *(with_python_docx.ministry_labels, with_python_docx.bold_headings, with_python_docx.letter_spaced),
    *(with_python_docx.renumbered_prompts, with_python_docx.own_structure, with_python_docx.arabic_ministry),
    *(google_docs.shortened_prompts, google_docs.own_headings, google_docs.second_title_page),
    *(onlyoffice.own_titles, onlyoffice.section_labels),
    *(with_pandoc.spanish_agency, with_pandoc.without_any_heading_of_the_call),
)
NAMES = [*(make.__name__ for make in MADE), *BY_LIBREOFFICE]
KINDS = {
    "Word": ("word_headings", "word_fields", "columns_controls"),
    "Word in other languages": ("french_word", "russian_word", "chinese_word", "arabic_word"),
    "LibreOffice": ("spanish_libreoffice", "libreoffice_questions"),
    "Google Docs": ("google_headings", "google_plain"),
    "pasted": ("from_web", "from_pdf"),
    "bold lines": ("bold_lines", "bold_capitals", "edited_prompts"),
    "numbers": ("multilevel_numbers", "typed_numbers"),
    "layout tables": ("layout_answers", "boxed_answers", "logo_cover"),
    "data tables and notes": ("data_tables", "table_notes", "many_footnotes"),
    "tracked changes": ("tracked_paragraphs", "tracked_moves"),
    "lists": ("list_styles", "nested_lists"),
    "structure of their own": ("two_languages", "own_report"),
}
"""Thirty files of twelve kinds, one after the other in `by_program` and `by_habit`."""


def read(name):
    """Return the bytes of a Word file, and the YAML that is expected of it."""
    makers = {make.__name__: make for make in (*MADE, *by_program.MADE, *by_habit.MADE)}
    content = makers[name]() if name in makers else (FOLDER / f"{name}.docx").read_bytes()
    expected = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return content, re.sub(r"<<(.+?)>>", lambda match: PROSE[match[1]], expected).encode()
