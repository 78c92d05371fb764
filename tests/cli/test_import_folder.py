"""`wsisc import FOLDER`: all documents of a folder, a table and a report; no document stops another."""

import csv
import io
import os
import shutil

import docx
import pytest

from tests.conftest import SAMPLE, as_yaml, minimal, wsisc
from tests.importer import foreign
from wsisc import source
from wsisc.source import model

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
    assert "4 documents: 3 imported but to be checked by hand, 1 failed" in said
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
    assert (code, "the files answer several calls" in said) == (1, True)  # the letters name a session
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
    assert "44 documents: 40 imported, 3 imported but to be checked by hand, 1 failed" in said
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


def renew(received, words):
    document = docx.Document()
    document.add_paragraph(words)
    document.save(received / "note.docx")


def note(received):
    return received.parent / "received-submissions" / "note" / "note.yaml"


def outcome(received):
    [row] = [each for each in rows(note(received).parents[1] / "import.csv") if each["document"].endswith("note.docx")]
    return row["outcome"], row["to_look_at"]


@pytest.fixture
def sent(received):
    """A folder with one document, which was imported."""
    for path in (received / "bad.docx", received / "letter.docx", received / "sub" / "letter.docx"):
        path.unlink()
    renew(received, "We connected four schools.")
    run(received)
    return received


def test_a_renewed_document_replaces_its_submission_and_the_earlier_one_is_kept(sent):
    first = note(sent).read_bytes()
    assert run(sent)[0] == 0
    renew(sent, "We connected seven schools.")
    code, *said = run(sent)
    assert "renewed, check" in "".join(said)
    assert "seven schools" in note(sent).read_text("utf-8")
    kept = note(sent).parent / ".earlier" / "1" / "note.yaml"
    assert kept.read_bytes() == first
    assert outcome(sent)[0] == "renewed, check"
    assert os.path.join("note", ".earlier", "1", "note.yaml") in outcome(sent)[1]
    assert code == 1  # its words have no part, as those of the first one
    renew(sent, "We connected nine schools.")
    run(sent)
    assert "seven schools" in (kept.parents[1] / "2" / "note.yaml").read_text("utf-8")
    assert run(sent)[0] == 0


def test_a_renewed_document_whose_submission_was_edited_is_a_conflict_until_a_person_decides(sent):
    edited = note(sent).read_text("utf-8").replace("four schools", "4 schools")
    note(sent).write_text(edited, "utf-8")
    renew(sent, "We connected seven schools.")
    for _ in range(2):
        code, _, said = run(sent)
        assert (code, outcome(sent)[0]) == (1, "conflict")
        assert "was edited since" in said
        assert note(sent).read_text("utf-8") == edited
    assert run(sent, "--keep-edited")[0] == 0
    assert run(sent)[0] == 0
    renew(sent, "We connected nine schools.")  # what was edited stays so
    assert run(sent)[0] == 1
    assert note(sent).read_text("utf-8") == edited


def test_a_submission_whose_document_is_gone_is_named_and_kept(sent):
    (sent / "note.docx").rename(sent / "renamed.docx")
    for _ in range(2):
        code, shown, said = run(sent)
        assert code == 1
        assert "received/note.docx: the document is gone, and its submission" in said
        assert [line.split()[1] for line in shown.splitlines() if line.startswith("received/note.docx")] == ["gone"]
        assert note(sent).is_file()
        assert outcome(sent)[0] == "gone"
        assert "is gone" in outcome(sent)[1]
    note(sent).unlink()
    assert "gone" not in "".join(map(str, run(sent)))


def test_documents_of_two_folders_can_be_imported_to_one(sent):
    (sent.parent / "others").mkdir()
    shutil.copy(sent / "note.docx", sent.parent / "others" / "later.docx")
    wsisc("import", "others", "-o", "received-submissions", cwd=sent.parent)
    assert run(sent)[0] == 0


def test_figures_belong_to_what_was_imported(received):
    run(received)
    figure = received.parent / "received-submissions" / "letter" / "figures" / "figure.png"
    figure.write_bytes(figure.read_bytes() + b"edited")
    (received / "letter.docx").write_bytes(foreign.roman_sections()[0])
    assert "1 in conflict" in run(received)[2]
    assert figure.read_bytes().endswith(b"edited")


def test_a_submission_of_unknown_origin_is_never_taken_for_that_of_the_document(sent):
    (note(sent).parents[1] / ".wsisc-import").unlink()
    assert run(sent)[0] == 0  # the same as an import
    (note(sent).parents[1] / ".wsisc-import").unlink()
    before = note(sent).read_bytes()
    renew(sent, "We connected seven schools.")
    code, _, said = run(sent)
    assert (code, "differs from an import of the document" in said) == (1, True)
    assert note(sent).read_bytes() == before


def test_a_renewed_document_that_cannot_be_imported_leaves_all_as_it_was(sent):
    before = note(sent).read_bytes()
    (sent / "note.docx").write_bytes(b"PK\x03\x04 broken")
    assert run(sent)[0] == 3
    assert note(sent).read_bytes() == before
    assert not list(note(sent).parent.glob(".earlier/*/*"))


def test_documents_that_answer_several_calls_are_named(received):
    for path in received.rglob("*.docx"):
        path.unlink()
    for call, name in (("cstd-26", "a"), ("cstd-26", "b"), ("cstd-next", "liu")):
        (received / f"{name}.yaml").write_bytes(as_yaml(minimal({"call": call, "entity": {"name": name}})))
        assert wsisc("build", received / f"{name}.yaml", "-o", received / f"{name}.docx").returncode == 0
    for _ in range(2):
        code, _, said = run(received)
        assert code == 1
        assert "the files answer several calls: cstd-26 (2 files), cstd-next (received/liu.docx)" in said


@pytest.mark.parametrize("output", ["new.yaml", "there.yaml", "there.yaml/below"])
def test_a_file_is_no_place_for_several_submissions(received, output):
    there = received.parent / "there.yaml"
    there.write_text("a: 1")
    code, _, said = run(received, "-o", output)
    assert (code, said.count("error:")) == (2, 1)
    assert f"{output}: several files need a folder" in said
    assert {path.name for path in received.parent.iterdir()} == {"received", "there.yaml"}
