"""Parts that a call prints without headings: nothing in a reviewed file shows where one ends and the next begins."""

import docx
import pytest

from tests.conftest import ROOT, wsisc

STATEMENT = (ROOT / "examples" / "hrc-58-statement.yaml").read_text("utf-8").replace("schema=../", "schema=")
REVIEWED = "In one district the first duty"
LAST_WORDS = "and nobody can say why one school waits and another does not."


def paragraph_of(text, start):
    """Return a paragraph of a source in YAML, with its lines and the empty one after it."""
    begin = text.index(f"      {start}")
    return text[begin : text.index("\n\n", begin) + 2]


@pytest.fixture
def folder(tmp_path):
    """A statement, and its document in which a reviewer changed one word and added a paragraph of their own."""
    (tmp_path / "a.yaml").write_text(STATEMENT, "utf-8")
    assert wsisc("build", "a.yaml", "-o", "a.docx", cwd=tmp_path).returncode == 0
    document = docx.Document(tmp_path / "a.docx")
    [paragraph] = [each for each in document.paragraphs if each.text.startswith(REVIEWED)]
    [run] = [each for each in paragraph.runs if LAST_WORDS in each.text]
    run.text = run.text.replace("does not.", "does not, yet.")
    paragraph.insert_paragraph_before("Ministries can do this alone.", paragraph.style)
    document.save(tmp_path / "reviewed.docx")
    return tmp_path


def test_a_reviewed_statement_stays_in_its_part(folder):
    done = wsisc("import", "reviewed.docx", "--into", "a.yaml", cwd=folder)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    merged = (folder / "a.yaml").read_text("utf-8")
    assert "      Ministries can do this alone.\n\n" in merged
    expected = STATEMENT.replace(paragraph_of(STATEMENT, REVIEWED), "")
    changed = paragraph_of(merged, REVIEWED)
    assert "does not, yet." in changed
    assert merged.replace(changed, "").replace("      Ministries can do this alone.\n\n", "") == expected


def test_a_changed_statement_is_imported_into_its_parts(folder):
    assert wsisc("import", "reviewed.docx", "-o", "imported.yaml", cwd=folder).returncode in (0, 1)
    imported = (folder / "imported.yaml").read_text("utf-8")
    agenda, _, statement = imported.partition("\n  statement:\n")
    assert "Agenda item 3" in agenda
    assert "Lantern Network for the Right to Education thanks" not in agenda
    assert "Ministries can do this alone." in statement


def test_words_that_the_author_deleted_are_not_said_to_be_hers(folder):
    shorter = STATEMENT.replace(paragraph_of(STATEMENT, REVIEWED), "")
    (folder / "a.yaml").write_text(shorter, "utf-8")
    done = wsisc("import", "reviewed.docx", "--into", "a.yaml", "--dry-run", cwd=folder)
    assert done.returncode == 1
    [own] = [line for line in done.stdout.decode().splitlines() if line.strip().startswith("yours:")]
    assert own.split() == ["yours:", "(nothing)"]
