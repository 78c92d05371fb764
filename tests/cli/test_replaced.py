"""A document replaces only one that wsisc built and that was not changed, whatever command writes it."""

import io
import os
import shutil
import zipfile

import docx
import pypdf
import pypdf.annotations
import pytest

from tests.conftest import ROOT, as_yaml, minimal, some_quick
from tests.inprocess import run
from wsisc.document import checksum
from wsisc.verification import output_check
from wsisc.writers import WRITERS

OLD = sorted(each for each in (ROOT / "tests" / "old").iterdir() if each.suffix in (".docx", ".pdf", ".html"))


def anew(content, change=lambda name, part: part, like_before=True):
    """Return a Word file of which the parts are changed and stored anew, with their dates or with those of today."""
    created = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(created, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(each if like_before else each.filename, change(each.filename, old.read(each)))
    return created.getvalue()


def reviewed(content):
    document = docx.Document(io.BytesIO(content))
    document.paragraphs[-1].add_run(" and a word of a colleague")
    created = io.BytesIO()
    document.save(created)
    return created.getvalue()


def reordered(content):
    created = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(created, "w", zipfile.ZIP_DEFLATED) as new:
        for each in reversed(old.infolist()):
            new.writestr(each, old.read(each))
    return created.getvalue()


def flagged(content):
    """Return a Word file with the flags of Word: every part is packed fast."""
    created = bytearray(content)
    at = -1
    while (at := created.find(b"PK\1\2", at + 1)) >= 0:
        created[at + 8] |= 6
    return bytes(created)


def annotated(content):
    """Return a PDF with a note, as programs for reading PDF add one to the end of the file."""
    created = io.BytesIO()
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=True)
    writer.add_annotation(0, pypdf.annotations.Text(rect=(9, 9, 99, 99), text="No."))
    writer.write(created)
    return created.getvalue()


def written_anew(content):
    created = io.BytesIO()
    pypdf.PdfWriter(clone_from=io.BytesIO(content)).write(created)
    return created.getvalue()


CHANGED = {
    "a part": (
        "docx",
        lambda content: anew(content, lambda name, part: part + b"<!-- -->" if "style" in name else part),
    ),
    "a word": ("docx", lambda content: anew(content, lambda _, part: part.replace(b"A summary.", b"No summary."))),
    "a run": ("docx", reviewed),
    "written anew": ("pdf", written_anew),
    "damaged": ("docx", lambda content: content[:-9]),
    "another page": ("html", lambda _: b"<!DOCTYPE html><html><body>Ours</body></html>"),
    "a note": ("pdf", annotated),
    "a read me": ("md", lambda _: b"# Read me\n"),
    "a word of a page": ("html", lambda content: content.replace(b"A summary.", b"No summary.")),
    "other data": ("json", lambda _: b'{"name": "package"}\n'),
    "saved by a browser": ("html", lambda content: content.replace(b"<html", b"<!-- saved from url --><html")),
    "another Word file": ("docx", lambda _: anew(b"PK\5\6" + bytes(18))),
    "changed data": ("json", lambda content: content.replace(b"\n  ", b"\n    ")),
}  # fmt: skip


SAVED = {
    "stored anew": lambda content: anew(content, like_before=False),
    "another order": reordered,
    "other flags": flagged,
}
"""What programs do to a Word file that somebody only opens and saves."""


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """The documents of a submission, by their formats."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "a.yaml").write_bytes(as_yaml(minimal()))
    words = [word for each in WRITERS for word in ("--format", each)]
    assert run("build", folder / "a.yaml", *words).code == 0
    return {each: (folder / f"a.{each}").read_bytes() for each in WRITERS}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": "Another title"})))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", some_quick(CHANGED, 2))
def test_what_a_user_changed_is_not_replaced(folder, documents, kind):
    format, change = CHANGED[kind]
    content = change(documents[format])
    assert content != documents[format]
    (folder / f"a.{format}").write_bytes(content)
    done = run("build", "a.yaml", "--format", "md" if format != "md" else "html", "--format", format)
    assert (done.code, (folder / f"a.{format}").read_bytes()) == (3, content)
    assert done.stdout.split() == ["a.html" if format == "md" else "a.md"]  # the others are written
    assert f"a.{format}" in done.stderr
    assert run("build", "a.yaml", "--format", format, "-o", "elsewhere/").code == 0


@pytest.mark.parametrize("change", SAVED.values(), ids=SAVED.keys())
def test_what_was_only_saved_is_replaced(folder, documents, change):
    content = change(documents["docx"])
    assert not output_check.is_unchanged(content, "docx")
    (folder / "a.docx").write_bytes(content)
    done = run("build", "a.yaml")
    assert (done.code, done.stderr) == (0, "")
    assert output_check.is_unchanged((folder / "a.docx").read_bytes(), "docx")
    assert (folder / "a.docx").read_bytes() != documents["docx"]


def test_of_many_what_was_only_saved_is_replaced_and_so_from_the_cache(folder, documents):
    (folder / "b.yaml").write_bytes(as_yaml(minimal()))
    for _ in range(2):
        (folder / "b.docx").write_bytes(anew(documents["docx"], like_before=False))
        done = run("build", ".")
        assert (done.code, (folder / "b.docx").read_bytes()) == (0, documents["docx"]), done.stderr


def test_a_document_without_its_source_is_compared_with_the_new_one(folder):
    assert run("build", "a.yaml", "--no-embed").code == 0
    content = (folder / "a.docx").read_bytes()
    (folder / "a.docx").write_bytes(anew(content, like_before=False))
    assert run("build", "a.yaml", "--no-embed").code == 0
    assert (folder / "a.docx").read_bytes() == content
    (folder / "a.docx").write_bytes(reviewed(content))
    done = run("build", "a.yaml", "--no-embed")
    assert (done.code, "a.docx was changed after wsisc wrote it" in done.stderr) == (3, True)


@pytest.mark.parametrize("options", [(), ("--comments",)])
def test_what_a_reviewer_only_said_is_not_replaced(folder, options):
    comment = {"by": "A Reader", "text": "Why?", "quote": "summary"}
    data = minimal({"parts": {"one": {"text": "A summary.", "comments": [comment]}}})
    (folder / "a.yaml").write_bytes(as_yaml(data))
    assert run("build", "a.yaml", "--comments").code == 0
    (folder / "a.docx").write_bytes(anew((folder / "a.docx").read_bytes(), like_before=False))
    done = run("build", "a.yaml", *options)
    assert (done.code, "A Reader" in done.stderr) == (3, True), done.stderr


def test_the_first_change_is_named_and_the_file_released_by_its_import(folder):
    assert run("build", "a.yaml").code == 0
    (folder / "a.docx").write_bytes(reviewed((folder / "a.docx").read_bytes()))
    done = run("build", "a.yaml")
    assert (done.code, "a word of a colleague" in done.stderr.partition("help:")[0]) == (3, True), done.stderr
    done = run("import", "a.docx", "--into", "a.yaml")
    assert (done.code, "a.docx can be deleted or moved now" in done.stderr) == (0, True), done
    shutil.move("a.docx", "away.docx")
    assert run("build", "a.yaml").code == 0
    done = run("import", "away.docx", "--into", "a.yaml")
    assert "deleted" not in done.stderr


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "a été modifié depuis que wsisc l’a produit"), ("es", "se ha modificado desde que")],
)
def test_a_changed_document_is_named_in_the_language(folder, documents, language, sentence):
    (folder / "a.docx").write_bytes(reviewed(documents["docx"]))
    done = run("--lang", language, "build", "a.yaml")
    assert (done.code, f"a.docx {sentence}" in done.stderr, "was changed" in done.stderr) == (3, True, False), done


def test_it_is_said_what_is_there_and_how_to_keep_the_changes(folder, documents):
    (folder / "a.docx").write_bytes(reviewed(documents["docx"]))
    done = run("build", "a.yaml")
    assert "a.docx was changed after wsisc built it" in done.stderr
    (folder / "a.docx").write_bytes(reviewed((ROOT / "tests" / "old" / "draft.docx").read_bytes()))
    assert "a.docx was changed after wsisc built it" in run("build", "a.yaml").stderr
    docx.Document().save(folder / "a.docx")
    assert "a.docx was not written by wsisc" in run("build", "a.yaml").stderr
    (folder / "a.html").write_bytes(documents["html"].replace(b"A title", b"A file"))
    assert "a.html was changed after wsisc built it" in run("build", "a.yaml", "--format", "html").stderr


@pytest.mark.parametrize("format", WRITERS)
def test_a_document_that_nobody_changed_is_replaced(folder, documents, format):
    (folder / f"a.{format}").write_bytes(documents[format])
    assert run("build", "a.yaml", "--format", format).code == 0
    created = (folder / f"a.{format}").read_bytes()
    assert created != documents[format]
    (folder / f"a.{format}").write_bytes(b"")
    assert run("build", "a.yaml", "--format", format).code == 0
    assert (folder / f"a.{format}").read_bytes() == created
    if WRITERS[format].media_type.startswith("text/") or format == "json":
        assert output_check.is_unchanged(created.replace(b"\n", b"\r\n"), format)  # as Git checks it out on Windows


def test_words_of_an_author_that_end_a_pdf_elsewhere_change_nothing(folder):
    for text in ("One.", "Two."):
        (folder / "a.yaml").write_bytes(as_yaml(minimal({"title": "On %%EOF", "parts": {"one": {"text": text}}})))
        assert run("build", "a.yaml", "--format", "pdf").code == 0


@pytest.mark.parametrize("document", OLD, ids=[each.name for each in OLD])
def test_a_document_of_an_early_version_is_replaced(document):
    assert output_check.is_unchanged(document.read_bytes(), document.suffix[1:])


@pytest.mark.parametrize("options", some_quick([("--no-embed",), ("--draft",), ("--comments",)], 2, " ".join))
def test_whatever_the_options_a_document_is_known(folder, options):
    comment = {"by": "A Reader", "text": "Why?", "quote": "summary"}
    data = minimal({"parts": {"one": {"text": "A summary.", "comments": [comment]}}})
    (folder / "a.yaml").write_bytes(as_yaml(data))
    formats = ("docx",) if "--comments" in options else ("docx", "html", "pdf", "md")
    for _ in range(2):
        done = run("build", "a.yaml", *options, *(word for each in formats for word in ("--format", each)))
        assert done.code == 0, done.stderr
    content = (folder / "a.docx").read_bytes()
    assert output_check.is_unchanged(content, "docx")
    assert not output_check.is_unchanged(anew(content, lambda _, part: part.replace(b"A summary.", b"A.")), "docx")


@pytest.mark.parametrize("format", some_quick(["docx", "pdf", "html", "xlsx", "csv", "json"], 2))
def test_a_collection_replaces_only_a_collection(folder, format):
    name = f"all.{format}"
    for title in ("One", "Two"):
        (folder / "a.yaml").write_bytes(as_yaml(minimal({"title": title})))
        assert run("collate", "a.yaml", "-o", name).code == 0
    content = (folder / name).read_bytes()
    assert output_check.is_unchanged(content, format)
    changed = (
        reviewed(content)
        if format == "docx"
        else anew(content, like_before=False)
        if format == "xlsx"
        else b"Ours" + content
    )
    (folder / name).write_bytes(changed)
    done = run("collate", "a.yaml", "-o", name)
    assert (done.code, "was not built by wsisc" in done.stderr) == (3, False)
    assert (folder / name).read_bytes() == changed
    if format == "docx":
        assert f"{name} was changed after wsisc wrote it" in done.stderr
        (folder / name).write_bytes(anew(content, like_before=False))
        assert run("collate", "a.yaml", "-o", name).code == 0
        assert (folder / name).read_bytes() == content


def test_of_many_submissions_the_others_are_built(folder, documents):
    (folder / "b.yaml").write_bytes(as_yaml(minimal()))
    content = reviewed(documents["docx"])
    (folder / "a.docx").write_bytes(content)
    for _ in range(2):  # of the second time, all is in the cache
        done = run("build", ".")
        assert (done.code, "1 failed" in done.stderr, "a.docx was changed" in done.stderr) == (3, True, True)
        assert (folder / "a.docx").read_bytes() == content
        assert (folder / "b.docx").read_bytes() == documents["docx"]


def test_a_site_keeps_what_a_user_changed_in_its_documents(folder, documents):
    assert run("site", "a.yaml", "-o", "out").code == 0
    [place] = (folder / "out" / "files").glob("*/*.docx")
    assert run("site", "a.yaml", "-o", "out").code == 0
    shutil.copy(folder / "a.yaml", folder / "b.yaml")
    content = reviewed(place.read_bytes())
    place.write_bytes(content)
    for names in (["a.yaml"], ["b.yaml"]):  # it would be replaced, and deleted
        (folder / "b.yaml").write_bytes(as_yaml(minimal({"title": "Quite another", "entity": {"name": "Others"}})))
        done = run("site", *names, "-o", "out")
        assert (done.code, os.path.join("out", "files") in done.stderr) == (3, True)
        assert place.read_bytes() == content


def test_a_checksum_is_of_all_but_itself():
    parts = {"docProps/app.xml": b"<Properties/>\n", "a": b"1"}
    sealed = checksum.add_to_parts(parts)
    assert checksum.add_to_parts(sealed) == sealed
    assert checksum.remove_from_parts(sealed) == parts
    assert checksum.is_valid_for_parts(sealed)
    assert checksum.is_valid_for_parts(parts)
    assert not checksum.is_valid_for_parts({**sealed, "a": b"2"})
    assert not checksum.is_valid_for_parts({**sealed, "b": b""})
    assert not checksum.is_valid_for_parts(
        {**sealed, "docProps/app.xml": sealed["docProps/app.xml"].replace(b"P", b"Q")}
    )
    page = checksum.add_to_page(b"<p>\n")
    assert checksum.remove_from_page(page) == b"<p>\n"
    assert not checksum.is_valid_for_page(page.replace(b"<p>", b"<q>"))
