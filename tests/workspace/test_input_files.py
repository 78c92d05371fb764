"""Which files the paths of a user mean, in which order, and what is reported of others."""

import io
import sys
from pathlib import Path

import pytest

from wsisc.messages.diagnostic import WsiscError
from wsisc.source import MAX_BYTES
from wsisc.workspace import input_files
from wsisc.workspace.input_files import InputFile

SUBMISSION = b"wsisc: 1\n"
FILES = (
    "a.yaml",
    "B.YML",
    "2042/c.yaml",
    "2042/in/d.yaml",
    "2042/in/d.docx",
    "2042/.hidden.yaml",
    "2042/.hidden/e.yaml",
    ".drafts/f.yaml",
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with submissions, a file that is not one, and hidden ones."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(SUBMISSION)
    (tmp_path / "settings.yaml").write_bytes(b"other: 1\n")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def find(*names):
    """Return the files that names mean, each with its folder below the named one, or the refusal."""
    try:
        return [(each.name, each.subfolder.as_posix()) for each in input_files.find_submissions(names, print)]
    except WsiscError as error:
        return f"{error.exit_code}: {str(error).splitlines()[0]}"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.yaml"], [("a.yaml", ".")]),
        (["settings.yaml"], [("settings.yaml", ".")]),
        (["a.yaml", "./a.yaml", "2042/in/d.docx"], [("a.yaml", "."), ("2042/in/d.docx", ".")]),
        (["."], [("B.YML", "."), ("a.yaml", "."), ("2042/c.yaml", "2042"), ("2042/in/d.yaml", "2042/in")]),
        (["2042"], [("2042/c.yaml", "."), ("2042/in/d.yaml", "in")]),
        ([".drafts"], [(".drafts/f.yaml", ".")]),
        (["*.yaml"], [("a.yaml", ".")]),
        (["*/*.yaml"], [("2042/c.yaml", "2042")]),
        (["2042/**/*.yaml"], [("2042/c.yaml", "."), ("2042/in/d.yaml", "in")]),
        (["20*"], [("2042/c.yaml", "."), ("2042/in/d.yaml", "in")]),
        (["2042/.hid*/*.yaml"], [("2042/.hidden/e.yaml", ".hidden")]),
        ([".drafts/*.yaml"], [(".drafts/f.yaml", ".")]),
        ([".d*/*.yaml"], [(".drafts/f.yaml", ".drafts")]),
        (["nowhere.yaml"], "2: nowhere.yaml does not exist"),
        (["no*.yaml"], "2: no file or folder matches no*.yaml"),
        (["set*.yaml"], "2: no submission matches set*.yaml: no file has a line that begins with wsisc:"),
        (["empty"], "2: empty contains no submissions: no YAML file in it has a line that begins with wsisc:"),
        ([""], "2: the path is empty"),
        ([], []),
    ],
)
def test_the_files_of_names(folder, names, expected):
    assert find(*names) == expected


def test_at_least_one_submission_is_named(folder):
    with pytest.raises(WsiscError, match="name a submission or a folder of submissions") as raised:
        input_files.list_submissions([], print)
    assert raised.value.exit_code == 2
    [file] = input_files.list_submissions("a.yaml", print, "other.toml")
    assert file == InputFile("a.yaml", Path("a.yaml"), config=Path("other.toml"))
    [file] = input_files.list_submissions(Path("a.yaml"), print)
    assert (file.config, file.content, file.folder, file.is_submission) == (None, SUBMISSION, Path(), True)


def test_names_are_one_or_several():
    assert input_files.list_names("a") == input_files.list_names(Path("a")) == ["a"]
    assert input_files.list_names([Path("a"), "b"]) == ["a", "b"]


@pytest.mark.parametrize(("size", "read"), [(MAX_BYTES, MAX_BYTES), (MAX_BYTES + 2, MAX_BYTES + 1)])
def test_standard_input_is_read_as_far_as_a_source_may_go(monkeypatch, size, read):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * size)))
    [file] = input_files.find_submissions("-", print)
    assert (file.name, file.path, len(file.content), file.folder) == ("<stdin>", None, read, Path())


def test_a_large_file_is_read_as_far_as_a_source_may_go(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * (MAX_BYTES + 2))
    assert len(InputFile("a", tmp_path / "a").content) == MAX_BYTES + 1


def test_standard_input_may_be_closed(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert find("-") == "3: standard input is closed"


def test_what_cannot_be_read_is_for_the_reader_to_report(tmp_path):
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    (tmp_path / "folder.yaml").mkdir()
    [file] = input_files.find_submissions(str(tmp_path), print)
    assert (Path(file.name).name, file.is_submission) == ("gone.yaml", True)
    with pytest.raises(WsiscError, match="cannot be read"):
        _ = file.content


def test_a_document_that_does_not_exist_is_wrong_usage(tmp_path):
    with pytest.raises(WsiscError, match=r"the file .*a\.docx does not exist") as raised:
        input_files.read_document(str(tmp_path / "a.docx"))
    assert raised.value.exit_code == 2
    (tmp_path / "a.docx").write_bytes(b"words")
    assert input_files.read_document(str(tmp_path / "a.docx")) == b"words"


@pytest.mark.parametrize("count", [1, 2])
def test_copies_in_a_site_are_left_out_with_a_note(tmp_path, count):
    site = tmp_path / "site"
    listed = []
    for number in range(count):
        place = f"files/k{number}"
        for path in (f"{place}/k{number}.docx", f"{place}/source/k{number}.yaml"):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(SUBMISSION)
            listed.append(path)
    (site / ".wsisc-site").write_text("\n".join(["wsisc site 1", *listed, ""]), "utf-8")
    (tmp_path / "a.yaml").write_bytes(SUBMISSION)
    notes = []
    assert [each.name for each in input_files.find_submissions(str(tmp_path), notes.append)] == [f"{tmp_path}/a.yaml"]
    were = "1 file was" if count == 1 else "2 files were"
    assert notes == [f"{were} left out in {site}, a site with copies of submissions: name the folder to read them"]
    assert len(list(input_files.find_submissions(str(site), notes.append))) == count
    assert len(notes) == 1


def test_a_file_of_another_kind_is_suggested_only_with_the_same_name(tmp_path):
    for name in ("fill.py", "report.yaml", "statement.docx"):
        (tmp_path / name).write_bytes(b"")
    hints = {
        name: input_files.suggest_file(tmp_path / name)
        for name in ("nofile.docx", "report.docx", "raport.yml", "statment.docx")
    }
    expected = {
        "nofile.docx": "",
        "report.docx": "report.yaml",
        "raport.yml": "report.yaml",
        "statment.docx": "statement.docx",
    }
    assert {name: hint.rpartition("/")[2] for name, hint in hints.items()} == expected
