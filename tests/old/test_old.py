"""Documents of an early version (README.md) are extracted, imported and merged by every later one.

`verify` proves nothing of them, and accuses nobody: their words are those of their source.
"""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.conftest import some_quick
from tests.inprocess import run
from wsisc import __version__, source
from wsisc.document import canonical
from wsisc.readers import embedded_source
from wsisc.source import model

HERE = Path(__file__).parent
SOURCES = {"english": "english", "commented": "english", "french": "french", "arabic": "arabic", "draft": "draft"}
"""The names of the documents, and of the submissions that they were made of."""
DOCUMENTS = sorted(each for ending in ("docx", "pdf", "html") for each in HERE.glob(f"*.{ending}"))
WORD_FILES = [each for each in DOCUMENTS if each.suffix == ".docx"]
CHANGES = {
    "english": ("nine hundred", "nine thousand"),
    "commented": ("nine hundred", "nine thousand"),
    "french": ("sept rivières", "huit rivières"),
    "arabic": ("275 قرية", "276 قرية"),
    "draft": ("the rest is not", "the rest is too"),
}
"""Words of each document, and others in their place."""


def of(document):
    return HERE / f"{SOURCES[document.stem]}.yaml"


def named(documents):
    return pytest.mark.parametrize("document", some_quick(documents, 5, lambda each: each.name))


def data(path):
    """Return a submission as data, without what no document carries."""
    return _public(canonical.to_data(model.from_data(source.read(path.read_bytes(), path.name).data)))


def _public(found):
    if isinstance(found, list):
        return [_public(each) for each in found]
    if not isinstance(found, dict):
        return found
    return {key: _public(value) for key, value in found.items() if key not in ("contact", "comments")}


def assert_figures(folder, path):
    for figure in model.from_data(source.read(path.read_bytes(), path.name).data).figures.values():
        assert (folder / figure.file).read_bytes() == (HERE / figure.file).read_bytes()


@pytest.fixture
def folder(tmp_path):
    """Return a folder with the submissions, their call and their figures."""
    for each in HERE.iterdir():
        if each.is_dir() and each.name in ("calls", "figures"):
            shutil.copytree(each, tmp_path / each.name)
        elif each.suffix == ".yaml":
            shutil.copy(each, tmp_path)
    return tmp_path


def test_none_was_replaced():
    """Whoever builds these anew keeps the files of old."""
    versions = [embedded_source.find(each.read_bytes()).versions for each in DOCUMENTS]
    assert len(DOCUMENTS) == 12
    assert all(each == {"wsisc": "0.1.0", "pandoc": "3.9", "typst": "0.15.2"} for each in versions)


@named(DOCUMENTS)
def test_an_old_document_gives_its_source_back(document, tmp_path):
    target = tmp_path / "a.yaml"
    done = run("extract", document, "-o", target, "--with-call")
    has_own_call = of(document).stem in ("french", "arabic")
    assert done.code == 0, done.stderr
    assert data(target) == data(of(document))
    assert_figures(tmp_path, of(document))
    assert (tmp_path / "calls" / "fictional-45.yaml").exists() == has_own_call


@pytest.mark.parametrize(
    "document",
    some_quick(
        sorted(
            (each for each in DOCUMENTS if each.stem != "commented"),
            key=lambda each: (each.suffix == ".pdf", each.suffix),
        ),
        7,
        lambda each: each.name,
    ),
)
def test_an_old_document_is_of_other_versions_and_no_forgery(document, folder):
    for arguments in ([], [folder / of(document).name]):
        done = run("verify", document, *arguments)
        assert done.code == 1, done.stdout + done.stderr
        assert f"cannot be proven here: wsisc 0.1.0 (here {__version__})" in done.stdout
        assert not {"changed", "differs", "matches", "consistent"} & set(done.stdout.split())
        words = run("verify", document, *arguments, "--words")
        is_own_call = of(document).stem in ("french", "arabic") and not arguments
        assert (words.code, "proves less" in words.stdout) == ((1, False) if is_own_call else (0, True)), words.stdout


def test_comments_are_in_no_source_and_the_rest_is_compared(folder, tmp_path):
    document = HERE / "commented.docx"
    for arguments in ([], [folder / "english.yaml"]):
        done = run("verify", document, *arguments)
        assert done.code == 1
        assert "comment 2 of 2" in done.stdout
        assert "wsisc 0.1.0" in done.stdout
        assert "changed" not in done.stdout
    changed = tmp_path / "a.docx"
    for part, before, after, place in (
        ("word/document.xml", *CHANGES["commented"], "Part One"),
        ("word/comments.xml", "<w:annotationRef/>", "<w:t>Forged.</w:t>", "comment"),
        ("word/comments.xml", 'w:initials="BR"', 'w:initials="AR"', "comment"),
        ("word/document.xml", '<w:commentRangeEnd w:id="1"/>', "", "comment"),
        ("word/document.xml", '<w:commentReference w:id="1"/>', '<w:commentReference w:id="0"/>', "comment"),
    ):
        changed.write_bytes(edited(document.read_bytes(), before.encode(), after.encode(), part, any_number=True))
        done = run("verify", changed)
        assert (done.code, "differs from" in done.stdout, place in done.stdout) == (1, True, True), done.stdout


@named(DOCUMENTS)
def test_an_old_document_is_imported_with_every_word_and_figure(document, tmp_path):
    target = tmp_path / "a.yaml"
    done = run("import", document, "-o", target, "--with-call")
    assert done.code == 1, done.stderr
    assert "built by another version, cannot be proven here: wsisc 0.1.0" in done.stderr
    assert bare(target) == bare(of(document))
    assert_figures(tmp_path, of(document))


def bare(path):
    """Return a submission as one line of text: an import wraps lines anew."""
    return " ".join(repr(data(path)).replace("\\n", " ").split())


@named(WORD_FILES)
def test_an_old_word_file_changes_nothing_in_its_source(document, folder):
    ours = folder / of(document).name
    before = ours.read_bytes()
    done = run("import", document, "--into", ours)
    assert (done.code, ours.read_bytes()) == (1, before), done.stdout + done.stderr
    assert "cannot be proven here" in done.stderr


@named(WORD_FILES)
def test_a_word_changed_in_an_old_word_file_lands(document, folder):
    before, after = CHANGES[document.stem]
    reviewed, ours = folder / "reviewed.docx", folder / of(document).name
    reviewed.write_bytes(edited(document.read_bytes(), before.encode(), after.encode()))
    expected = ours.read_text("utf-8").replace(before, after)
    assert expected != ours.read_text("utf-8")
    done = run("import", reviewed, "--into", ours)
    assert (done.code, ours.read_text("utf-8")) == (0, expected), done.stdout + done.stderr


def edited(content, before, after, changed="word/document.xml", any_number=False):
    """Return a Word file with other words in a part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for each in old.namelist():
            part = old.read(each)
            if each == changed:
                assert part.count(before) == 1 or (any_number and before in part)
                part = part.replace(before, after, 1)
            new.writestr(each, part)
    return buffer.getvalue()
