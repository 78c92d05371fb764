"""Where each document is written: inputs, formats and `-o` or wsisc.toml -> paths, or why there are none."""

import os
from pathlib import Path

import pytest

from wsisc.messages.diagnostic import WsiscError
from wsisc.pipeline.jobs import targets
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile, list_submissions

SUBMISSION = b"wsisc: 1\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with two submissions, one of them deeper, and a folder for documents."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.yaml").write_bytes(SUBMISSION)
    (tmp_path / "in" / "deep" / "b.yaml").write_bytes(SUBMISSION)
    (tmp_path / "there").mkdir()
    (tmp_path / "page.html").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    repository.refresh()
    return tmp_path


def resolve(paths, output=None, formats=()):
    """Return the paths of documents as texts, by file and format, or the message of the refusal."""
    names = [paths] if isinstance(paths, str) else paths
    try:
        inputs = list_submissions(names, print)
        found = targets.resolve([targets.create_request(each, formats, output) for each in inputs], names)
    except WsiscError as error:
        return f"{error.exit_code}: {str(error).splitlines()[0]}"
    return [
        (place.relative_to(Path.cwd()) if place and place.is_absolute() else place or Path("-")).as_posix()
        for place in found.values()
    ]


@pytest.mark.parametrize(
    ("paths", "output", "formats", "expected"),
    [
        ("in/a.yaml", None, (), ["in/a.docx"]),
        ("in/a.yaml", None, ("pdf", "md", "pdf"), ["in/a.pdf", "in/a.md"]),
        ("in/a.yaml", "x.html", (), ["x.html"]),
        ("in/a.yaml", "x.HTML", ("html",), ["x.HTML"]),
        ("in/a.yaml", "x.report", (), ["x.report"]),
        ("in/a.yaml", "new", (), ["new/a.docx"]),
        ("in/a.yaml", "new.d/", (), ["new.d/a.docx"]),
        ("in/a.yaml", "there", (), ["there/a.docx"]),
        ("in/a.yaml", "-", ("md",), ["-"]),
        ("in/a.yaml", "/dev/stdout", ("md",), ["-"]),
        ("in/a.yaml", "x.txt", (), "2: x.txt: expected a name ending in .docx, .pdf, .html, .md or .json"),
        ("in/a.yaml", "x.yml", (), "2: x.yml: expected a name ending in .docx, .pdf, .html, .md or .json"),
        ("in/a.yaml", "x.pdf", ("docx",), "2: x.pdf: expected a name ending in .docx"),
        ("in/a.yaml", "x.CSV", (), "2: x.CSV: expected a name ending in .docx, .pdf, .html, .md or .json"),
        ("in/a.yaml", None, ("dcx",), "2: the format 'dcx' does not exist; use docx"),
        ("in/a.yaml", None, ("zzz",), "2: the format 'zzz' does not exist; the formats are docx, pdf, html, md, json"),
        ("in/a.yaml", "-", ("md", "pdf"), "2: -o - requires a single submission and a single format"),
        ("in", None, (), ["in/a.docx", "in/deep/b.docx"]),
        ("in", "out", ("md",), ["out/a.md", "out/deep/b.md"]),
        ("in", "-", ("md",), "2: -o - requires a single submission and a single format"),
        (
            "in",
            "x.pdf",
            (),
            "2: x.pdf is the name of one document; for several documents, name a folder with -o",
        ),
        ("in/deep", "x.d", ("md",), ["x.d/b.md"]),
        (["in/a.yaml", "in/deep/b.yaml"], "out", ("md",), ["out/a.md", "out/b.md"]),
    ],
)
def test_where_documents_are_written(folder, paths, output, formats, expected):
    assert resolve(paths, output, formats) == expected


def test_no_two_documents_have_one_path(folder):
    (folder / "a.yaml").write_bytes(SUBMISSION)
    assert resolve(["a.yaml", "in/a.yaml"], "out/") == (
        "2: out/a.docx would be built from both a.yaml and in/a.yaml: rename one, or build them separately"
    )


@pytest.mark.parametrize(("name", "other"), [("Iran", "iran"), ("\u00e9tat", "e\u0301tat")])
def test_no_two_documents_have_paths_that_windows_or_macos_do_not_tell_apart(folder, name, other):
    (folder / f"{name}.yaml").write_bytes(SUBMISSION)
    (folder / "in" / f"{other}.yaml").write_bytes(SUBMISSION)
    assert resolve([f"{name}.yaml", f"in/{other}.yaml"], "out/") == (
        f"2: out/{other}.docx would be built from both {name}.yaml and in/{other}.yaml: "
        "rename one, or build them separately"
    )


def test_a_document_is_not_its_own_source(folder):
    Path("a.html").write_bytes(SUBMISSION)
    assert resolve("a.html") == ["a.docx"]
    assert resolve("a.html", formats=("html",)) == "2: a.html is a document, not a source: name the YAML file"


def test_standard_input_has_no_place():
    piped = InputFile("<stdin>", None, SUBMISSION)
    request = targets.create_request(piped, (), None)
    with pytest.raises(WsiscError, match=r"reading from standard input: name the output with -o"):
        targets.resolve([request], ["-"])
    named = targets.create_request(piped, ("md",), f"out{os.sep}")
    assert targets.resolve([named], ["-"]) == {("<stdin>", "md"): Path("out/submission.md")}


@pytest.mark.parametrize(
    ("settings", "paths", "expected"),
    [
        ('output = "made"', "in/deep/b.yaml", ["made/in/deep/b.docx"]),
        ('output = "made"\nformats = ["md", "pdf"]', "in/a.yaml", ["made/in/a.md", "made/in/a.pdf"]),
        ('formats = ["md"]', "in/a.yaml", ["in/a.md"]),
    ],
)
def test_settings_choose_formats_and_a_folder(folder, settings, paths, expected):
    (folder / "wsisc.toml").write_text(f"[build]\n{settings}\n", "utf-8")
    assert resolve(paths) == expected
    assert resolve(paths, "x/", ("json",)) == [f"x/{Path(paths).stem}.json"]
    assert resolve("in/a.yaml", "x.pdf") == ["x.pdf"]


def test_wrong_settings_are_named(folder):
    file = folder / "wsisc.toml"
    file.write_text('[build]\noutput = "../out"\n', "utf-8")
    assert resolve("in/a.yaml") == (
        f"2: {file}: [build] output = '../out' is outside the folder of that file: name a folder in it, or use -o"
    )
    assert resolve("in/a.yaml", "x.md") == ["x.md"]
    file.write_text('[build]\nformats = ["pfd"]\n', "utf-8")
    repository.refresh()
    assert resolve("in/a.yaml") == f"2: {file}: [build] formats: the format 'pfd' does not exist; use pdf"


def test_settings_of_another_folder_are_followed_from_there(folder, monkeypatch):
    (folder / "in" / "wsisc.toml").write_text('[build]\noutput = "made"\n', "utf-8")
    monkeypatch.chdir(folder / "there")
    repository.refresh()
    [file] = list_submissions("../in/a.yaml", print)
    request = targets.create_request(file, (), None)
    assert request == targets.OutputRequest(file, ("docx",), f"{folder}/in/made/", Path(), folder / "in")
