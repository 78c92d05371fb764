"""Two hundred changed documents, in an empty folder each: nothing is written but the YAML and the images it names."""

import os
from pathlib import Path

import pytest

from tests.conftest import ROOT, many
from tests.inprocess import run
from tests.mutated.mutations import mutated
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import call_check, locale
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.source import model
from wsisc.writers import get_writer

OLD = ROOT / "tests" / "old"
OWN = (OLD / "calls" / "fictional-45.yaml").read_text("utf-8")
FORMATS = ["docx", "docx", "html", "pdf"]
QUICK = (0, 14, 26, 49)
"""Word files, a PDF, and a page in Arabic."""
ALL = many(200)  # the whole run of all tests takes less than an hour; more by hand
AT_ONCE = 25
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@pytest.fixture(scope="module")
def documents():
    """Current documents: with figures and notes, and with an own call in Arabic."""
    found = {}
    for name in ("english", "arabic"):
        submission = model.from_data(source.read((OLD / f"{name}.yaml").read_bytes(), name).data)
        images = figures.read(submission.figures, OLD).images
        call = calls.Catalogue({"fictional-45": OWN}).load(submission.call)
        manuscript = Manuscript(submission, call, locale.load(submission.language), images)
        found |= {(name, format): get_writer(format)(manuscript).finish() for format in set(FORMATS)}
    return found


def of(documents, number):
    """Return the document of a number, changed, and the ending of its name."""
    format = FORMATS[number // 8 % len(FORMATS)]
    name = "arabic" if number % 8 == 1 and number % 3 else "english"
    return mutated(documents[name, format], number), format


@pytest.mark.parametrize("number", QUICK)
def test_a_changed_document_writes_nothing_else(documents, number, tmp_path, monkeypatch):
    examine(documents, number, tmp_path, monkeypatch)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", range(0, ALL, AT_ONCE))
def test_many_changed_documents_write_nothing_else(documents, first, tmp_path, monkeypatch):
    for number in range(first, first + AT_ONCE):
        examine(documents, number, tmp_path / str(number), monkeypatch)


def examine(documents, number, folder, monkeypatch):
    """Check what each command writes of a document, and return the exit codes."""
    content, format = of(documents, number)
    option = ["--with-call"] if number % 3 == 0 else []
    codes = {}
    for command in ("import", "extract", "verify"):
        box = folder / command / "in"
        box.mkdir(parents=True)
        (folder / command / ".git").mkdir()
        document = folder / f"stranger.{format}"
        document.write_bytes(content)
        monkeypatch.chdir(box)
        monkeypatch.setenv("HOME", str(folder / command / "home"))
        done = run(command, document, *(["-o", box / "out.yaml", *option] if command != "verify" else []))
        assert done.code in (0, 1, 2, 3)
        assert "internal error" not in done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        assert unexpected(folder / command, bool(option)) == []
        codes[command] = done.code
    return codes


def unexpected(folder: Path, with_call: bool) -> list[str]:
    """Return what is in a folder that no document may put there."""
    written = folder / "in" / "out.yaml"
    named = set()
    if written.is_file():
        submission = model.from_data(source.read(written.read_bytes(), "out.yaml").data)
        named = {os.path.normpath(figure.file) for figure in submission.figures.values()}
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not (path.is_dir() or path == written or is_image(path, folder / "in", named) or is_call(path, with_call))
    ]


def is_image(path, folder, named):
    is_named = path.is_relative_to(folder) and str(path.relative_to(folder)) in named
    return is_named and path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.read_bytes().startswith(IMAGES)


def is_call(path, with_call):
    is_new = with_call and path.parent.name == "calls" and path.stem not in calls.BUILT_IN.ids()
    return is_new and not call_check.check(source.read(path.read_bytes(), path.stem), path.stem)
