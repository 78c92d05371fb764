"""Forms filled in as people do: each word is at its part or unplaced, none is glued, and lists stay lists."""

import io
import shutil
import subprocess

import docx
import pytest
from docx.enum.text import WD_BREAK

from tests.conftest import many
from tests.importer.people_forms import Person, find_faults
from wsisc.importer.import_document import import_bytes

CASES = many(12)
"""So many forms are tried; 150 were measured, with those of LibreOffice."""


@pytest.mark.parametrize("seeds", [range(2), pytest.param(range(2, CASES), marks=pytest.mark.long)])
def test_forms_as_people_fill_them_in(seeds):
    for seed in seeds:
        person = Person(seed)
        assert find_faults(person.fill(), f"{seed}.docx", person) == [], (seed, person.done)


@pytest.mark.judge
@pytest.mark.timeout(1800)
def test_forms_as_libreoffice_saves_them(tmp_path):
    """In four formats; each form that is saved by another program is left to the test above."""
    persons = {seed: person for seed in range(CASES) if (person := Person(seed)).format not in ("docx", "stripped")}
    for seed, person in persons.items():
        (tmp_path / f"{seed}.docx").write_bytes(person.fill())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for format in {person.format for person in persons.values()}:
        extension, folder = format.split(".")[-1], tmp_path / format
        files = [tmp_path / f"{seed}.docx" for seed, person in persons.items() if person.format == format]
        command = ["soffice", profile, "--headless", "--convert-to", extension, "--outdir", folder, *files]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    for seed, person in persons.items():
        name = f"{seed}.{person.format.split('.')[-1]}"
        assert find_faults((tmp_path / person.format / name).read_bytes(), name, person) == [], (seed, person.done)
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)


@pytest.mark.parametrize("kind", [WD_BREAK.PAGE, WD_BREAK.COLUMN])
@pytest.mark.parametrize("words", [("one", "two"), ("one ", "two"), ("one", " two")])
def test_a_break_within_a_paragraph_glues_no_words(words, kind):
    document = docx.Document()
    document.add_heading("Part One: An executive summary (half a page) of activities undertaken by all stakeholders")
    run = document.add_paragraph(words[0]).add_run()
    run.add_break(kind)
    run.add_text(words[1])
    buffer = io.BytesIO()
    document.save(buffer)
    imported = import_bytes(buffer.getvalue(), "a.docx", call_id="cstd-26")
    assert imported.submission.parts[0].text == "one two\n"
