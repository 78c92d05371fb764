"""`wsisc import FOLDER`: all documents of a folder, a table and a report; no document stops another."""

import csv
import io
import os

import docx
import pytest

from tests.conftest import SAMPLE, as_yaml, minimal, wsisc
from tests.importer import foreign
from wsisc import model, source

NAMES = ["bad.docx", "letter.docx", "note.docx", "sub/letter.docx"]


@pytest.fixture
def received(tmp_path):
    """A folder with a damaged file, two documents of others with figures, one without an entity, and other files."""
    folder = tmp_path / "received"
    (folder / "sub").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    for name in ("letter.docx", "sub/letter.docx", ".hidden/letter.docx", "~$letter.docx"):
        (folder / name).write_bytes(foreign.letter_spaced()[0])
    document = docx.Document()
    document.add_paragraph("=cmd|' /C calc'!A0 is what they wrote.")
    document.save(folder / "note.docx")
    (folder / "figures.xlsx").write_bytes(b"PK")
    return folder


def run(folder, *options):
    done = wsisc("import", "received", *options, cwd=folder.parent)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_all_documents_are_imported_and_reported(received, jobs):
    code, shown, said = run(received, "--jobs", jobs)
    assert code == 3
    assert "note: 1 file left out, of other kinds: .xlsx\n" in said
    assert "error: received/bad.docx: the Word file is damaged" in said
    assert "4 documents: 3 imported, to be checked by hand, 1 failed" in said
    table = [line.split() for line in shown.splitlines()]
    assert shown.startswith("document  ")
    assert [line[:2] for line in table[1:]] == [
        ["received/bad.docx", "failed"],
        ["received/letter.docx", "check"],
        ["received/note.docx", "check"],
        ["received/sub/letter.docx", "check"],
    ]
    written = received.parent / "received-submissions"
    for place in ("letter/letter.yaml", "sub/letter/letter.yaml", "letter/figures/figure.png", "note/note.yaml"):
        assert (written / place).is_file()
    found = rows(written / "import.csv")
    assert [each["document"] for each in found] == [f"received/{name}" for name in NAMES]
    assert found[1]["words_read"] == str(
        sum(int(found[1][f"words_{each}"]) for each in ("placed", "from_call", "left_out"))
    )
    assert "not imported, text box: Words in a text box" in found[1]["to_look_at"]
    assert "damaged" in found[0]["to_look_at"]
    assert not any(value.startswith(("=", "+", "@")) for row in found for value in row.values())


def test_a_second_run_imports_what_is_new_and_keeps_the_rest(received):
    run(received)
    kept = received.parent / "received-submissions" / "letter" / "letter.yaml"
    kept.write_text("edited: by hand\n", "utf-8")
    before = rows(received.parent / "received-submissions" / "import.csv")
    (received / "late.docx").write_bytes(foreign.roman_sections()[0])
    (received / "bad.docx").unlink()
    code, shown, said = run(received)
    assert code == 0
    assert "4 documents: 1 imported, 3 imported earlier" in said
    assert [line.split()[1] for line in shown.splitlines()[1:]] == ["imported", "kept", "kept", "kept"]
    assert kept.read_text("utf-8") == "edited: by hand\n"
    after = rows(received.parent / "received-submissions" / "import.csv")
    assert after[1:] == before[1:]


def test_an_unchanged_document_is_its_source(received):
    assert wsisc("build", SAMPLE, "-o", received / "unodc.pdf").returncode == 0
    run(received, "-o", "out")
    out = received.parent / "out"
    back, sent = (source.read(each.read_bytes(), "").data for each in (out / "unodc" / "unodc.yaml", SAMPLE))
    assert model.from_data(back).parts == model.from_data(sent).parts
    [row] = [each for each in rows(out / "import.csv") if each["document"] == "received/unodc.pdf"]
    assert (row["outcome"], row["words_read"], row["parts"]) == ("imported", "", "one two three.a three.b")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "-"], "--map and -o - cannot be used with a folder"),
        (["--map", "A=one"], "--map and -o - cannot be used with a folder"),
        (["-o", "received"], "cannot be written to received, because the documents are in it"),
        (["-o", "."], "cannot be written to ., because the documents are in it"),
        (["--base", "a.yaml"], "require --into"),
        (["--call", "none"], "the call 'none' does not exist"),
    ],
)
def test_wrong_usage_writes_nothing(received, options, message):
    code, _, said = run(received, *options)
    assert code in (2, 3)
    assert message in said
    assert not list(received.parent.rglob("*.yaml"))


def test_a_folder_without_documents_is_an_error(tmp_path):
    (tmp_path / "received").mkdir()
    (tmp_path / "received" / "a.yaml").write_bytes(as_yaml(minimal()))
    code, _, said = run(tmp_path / "received")
    assert code == 2
    assert "received contains no documents" in said


def test_two_documents_with_one_name_do_not_share_a_submission(received):
    (received / "letter.html").write_text("<html>not ours</html>")
    code, _, said = run(received)
    assert code == 3
    assert "received/letter.html and received/letter.docx would have the same submission" in said


@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_a_name_that_windows_does_not_accept_is_refused(tmp_path):
    folder = tmp_path / "received"
    for name in ("CON.docx", "a..docx", "b:c.docx", "nul/d.docx", "e.docx"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(foreign.letter_spaced()[0])
    code, _, said = run(folder, "--jobs", "1")
    assert code == 3
    found = rows(tmp_path / "received-submissions" / "import.csv")
    assert {row["document"]: row["outcome"] for row in found} == {
        **{f"received/{name}.docx": "failed" for name in ("CON", "a.", "b:c", "nul/d")}, "received/e.docx": "check"
    }  # fmt: skip
    assert "error: received/CON.docx: its submission would be in 'CON', which is a reserved name on Windows" in said


def test_another_file_is_not_overwritten_by_the_report(received):
    (received.parent / "received-submissions").mkdir()
    (received.parent / "received-submissions" / "import.csv").write_text("a,b\n1,2\n")
    code, _, said = run(received)
    assert code == 2
    assert "import.csv" in said
    assert (received.parent / "received-submissions" / "import.csv").read_text() == "a,b\n1,2\n"


@pytest.mark.slow
def test_many_documents(received):
    for number in range(40):
        (received / f"n{number}.docx").write_bytes(foreign.roman_sections()[0])
    code, shown, said = run(received, "-o", "out")
    assert code == 3
    assert "44 documents: 40 imported, 3 imported, to be checked by hand, 1 failed" in said
    assert len(shown.splitlines()) == 45


def test_calls_among_the_documents_of_strangers_are_not_used(received):
    (received / "calls").mkdir()
    (received / "calls" / "cstd-26.yaml").write_text("id: cstd-26\n")
    assert run(received)[0] == 3
    [letter, _] = (
        each for each in rows(received.parent / "received-submissions" / "import.csv") if "letter" in each["document"]
    )
    assert letter["call"] == "cstd-14"
    assert wsisc("import", ".", cwd=received).returncode == 3
    assert not list(received.rglob("import.csv"))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("link", ["letter", "sub", "sub/letter"])
def test_nothing_is_written_through_a_link_in_the_folder_of_submissions(received, link):
    elsewhere = received.parent / "elsewhere"
    elsewhere.mkdir()
    place = received.parent / "out" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(elsewhere, target_is_directory=True)
    code, _, said = run(received, "-o", "out")
    assert code == 3
    assert "through a link" in said
    assert not list(elsewhere.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="there a name cannot have these")
@pytest.mark.parametrize("character", ["\x1b", "\x07", "\n", "\u202e"])
def test_a_name_with_invisible_characters_is_refused(received, character):
    (received / "letter.docx").rename(received / f"a{character}b.docx")
    code, _, said = run(received)
    assert code == 3
    assert f"contains an invisible character (U+{ord(character):04X})" in said
    assert character == "\n" or character not in said
    assert all(path.name.isprintable() for path in (received.parent / "received-submissions").rglob("*"))
