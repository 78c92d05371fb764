"""A document can prove its origin: `extract` prints its source, `verify` reports what was changed."""

import base64
import io
import json
import shutil
import zipfile

import pytest
from hypothesis import given, settings

from tests import strategies
from tests.cli.conftest import FORMATS
from tests.conftest import FEATURES, SAMPLE, as_yaml, minimal, some_quick, wsisc
from wsisc import source
from wsisc.document import canonical, provenance
from wsisc.source import model
from wsisc.writers import yaml

SOME_FORMATS = some_quick(["docx", "pdf", "html"], 2)
"""Those that take as long to check as to build; all are compared in tests/cli/test_verify.py, too."""


def read(content):
    return model.from_data(source.read(content, "a.yaml").data)


@given(strategies.submissions)
@settings(deadline=None)
def test_canonical_yaml_gives_the_submission_back(submission):
    without_contact = submission._replace(contact=None)
    text = yaml.dump_canonical(submission)
    assert read(text.encode()) == without_contact
    assert yaml.dump_canonical(read(text.encode())) == text


@given(strategies.rich)
@settings(deadline=None)
def test_canonical_yaml_keeps_any_rich_text(text):
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}}))
    found = source.read(yaml.dump_canonical(submission).encode(), "a.yaml")
    assert model.from_data(found.data) == submission
    assert [each.code for each in found.diagnostics if each.code not in ("indentation", "stray-character")] == []


@pytest.mark.parametrize("name", ["unodc_2022", "features"])
def test_every_format_gives_the_same_source_back(documents, name):
    texts = {wsisc("extract", documents / f"{name}.{format}").stdout for format in FORMATS}
    assert len(texts) == 1
    (text,) = texts
    path = SAMPLE if name == "unodc_2022" else FEATURES
    extracted, written = read(text), read(path.read_bytes())
    assert canonical.to_data(extracted) == {
        key: value for key, value in canonical.to_data(written).items() if key != "contact"
    }
    assert b"Nobody" not in text
    assert b"address is not in the source" not in text


@pytest.mark.parametrize("format", SOME_FORMATS)
def test_what_was_extracted_builds_the_same_document(documents, format, tmp_path):
    assert wsisc("extract", documents / f"unodc_2022.{format}", "-o", tmp_path / "again.yaml").returncode == 0
    again = wsisc("build", tmp_path / "again.yaml", "--format", format, "-o", "-").stdout
    assert again == (documents / f"unodc_2022.{format}").read_bytes()
    assert wsisc("extract", documents / f"unodc_2022.{format}", "-o", tmp_path / "again.yaml").returncode == 2


@pytest.mark.parametrize("format", SOME_FORMATS)
def test_the_files_of_figures_are_extracted_too(documents, format, tmp_path):
    document = documents / f"features.{format}"
    assert wsisc("extract", document, "-o", tmp_path / "new" / "again.yaml").returncode == 0
    for file in ("chart.png", "photo.jpg", "line.png"):
        assert (tmp_path / "new" / "figures" / file).read_bytes() == (FEATURES.parent / "figures" / file).read_bytes()
    again = wsisc("build", tmp_path / "new" / "again.yaml", "--format", format, "-o", "-").stdout
    assert again == document.read_bytes()
    (tmp_path / "new" / "again.yaml").unlink()
    assert wsisc("extract", document, "-o", tmp_path / "new" / "again.yaml").returncode == 0  # the figures are the same
    (tmp_path / "new" / "again.yaml").unlink()
    (tmp_path / "new" / "figures" / "chart.png").write_bytes(b"another")
    done = wsisc("extract", document, "-o", tmp_path / "new" / "again.yaml")
    assert (done.returncode, b"chart.png already exists" in done.stderr) == (2, True)
    assert not (tmp_path / "new" / "again.yaml").exists()
    assert (tmp_path / "new" / "figures" / "chart.png").read_bytes() == b"another"


@pytest.mark.parametrize("format", FORMATS)
def test_a_figure_that_was_exchanged_is_reported(documents, format, tmp_path):
    content = (documents / f"features.{format}").read_bytes()
    photo, other = ((FEATURES.parent / "figures" / file).read_bytes() for file in ("photo.jpg", "chart.png"))
    if format == "docx":
        content = edited(content, photo, other, "word/media/photo.jpeg")
    elif format == "html":
        content = content.replace(base64.b64encode(photo), base64.b64encode(other))
    else:
        return  # the file and the image that is shown are two things in a PDF: any change is told by its bytes
    (tmp_path / f"a.{format}").write_bytes(content)
    done = wsisc("verify", f"a.{format}", cwd=tmp_path)
    change = "changed by hand: " if format == "docx" else "a.html is not what its source gives: its bytes differ\n"
    assert (done.returncode, done.stdout.decode()) == (1, f"{change}the figure photo\n")
    done = wsisc("extract", tmp_path / f"a.{format}", "-o", tmp_path / "a.yaml")
    assert done.returncode == 1
    assert b"no longer contains the original figures/photo.jpg" in done.stderr
    assert (tmp_path / "figures" / "chart.png").exists()


def test_another_figure_next_to_the_source_is_reported(documents, tmp_path):
    shutil.copytree(FEATURES.parent / "figures", tmp_path / "figures")
    shutil.copy(FEATURES, tmp_path)
    assert wsisc("verify", documents / "features.pdf", tmp_path / "features.yaml").returncode == 0
    shutil.copy(tmp_path / "figures" / "chart.png", tmp_path / "figures" / "photo.jpg")
    done = wsisc("verify", documents / "features.pdf", tmp_path / "features.yaml")
    assert (done.returncode, b"figures/photo.jpg is not the file" in done.stdout) == (1, True)


def carrying(package, tmp_path):
    """Return a page that carries a package."""
    (tmp_path / "a.html").write_text(
        f'<html><script type="application/json" id="wsisc-source">{provenance.pack(package)}</script>', "utf-8"
    )
    return tmp_path / "a.html"


@pytest.mark.parametrize("format", SOME_FORMATS)
def test_a_document_as_built_is_verified(documents, format):
    done = wsisc("verify", documents / f"features.{format}", FEATURES)
    assert (done.returncode, done.stderr) == (0, b"")
    done = wsisc("verify", documents / f"unodc_2022.{format}", SAMPLE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"matches its source exactly" in done.stdout


def edited(content, before, after, name="word/document.xml"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for each in old.namelist():
            data = old.read(each)
            if each == name:
                assert before in data
                data = data.replace(before, after, 1)
            new.writestr(each, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("before", "after", "name", "place"),
    [
        (b"hybrid format", b"hybrid fornat", "word/document.xml", "Part One:"),
        (b"Geneva, 27", b"Geneva, 28", "word/document.xml", "the cover"),
        (b"will launch online", b"launched online", "word/document.xml", "Brazil"),
        (b"SHERLOC is", b"SHERLOC was", "word/footnotes.xml", "footnote 5"),
    ],
)
def test_one_changed_letter_in_a_word_file_is_reported_at_its_place(documents, before, after, name, place, tmp_path):
    (tmp_path / "a.docx").write_bytes(edited((documents / "unodc_2022.docx").read_bytes(), before, after, name))
    done = wsisc("verify", tmp_path / "a.docx")
    assert done.returncode == 1
    assert f"changed by hand: {place}" in done.stdout.decode()
    if name == "word/document.xml":
        changed = {word.decode() for word in after.split()} - {word.decode() for word in before.split()}
        assert any(word in done.stdout.decode() for word in changed)
    assert done.stdout.count(b"\n") == 1


@pytest.mark.parametrize("format", some_quick(["html", "pdf"], 2))
def test_one_changed_letter_is_reported_in_other_formats(documents, format, tmp_path):
    content = (
        (documents / "unodc_2022.html").read_bytes()
        if format == "html"
        else (documents / "unodc_2022.pdf").read_bytes()
    )
    before, after = (
        (b"hybrid format, allowing", b"hybrid format, fllowing")
        if format == "html"
        else (b"31 March 2023)", b"31 March 2024)")
    )
    assert before in content
    head, _, tail = content.rpartition(before)
    (tmp_path / f"a.{format}").write_bytes(head + after + tail)
    done = wsisc("verify", tmp_path / f"a.{format}")
    assert done.returncode == 1
    assert b"changed" in done.stdout


def test_a_changed_address_or_alternative_is_reported(documents, tmp_path):
    content = (documents / "features.docx").read_bytes()
    evil = edited(content, b"https://example.org/a_b*c", b"https://evil.example/", "word/_rels/document.xml.rels")
    other = edited(content, b'descr="Bar chart', b'descr="Pie chart')
    page = (
        (documents / "features.html")
        .read_bytes()
        .replace(b'href="https://example.org/?a', b'href="https://evil.example/?a')
    )
    for name, changed, output in (("a.docx", evil, "evil"), ("b.docx", other, "Pie"), ("c.html", page, "evil")):
        (tmp_path / name).write_bytes(changed)
        done = wsisc("verify", tmp_path / name)
        assert (done.returncode, output in done.stdout.decode()) == (1, True)


def test_another_source_is_reported(documents, tmp_path):
    (tmp_path / "a.yaml").write_bytes(SAMPLE.read_bytes().replace(b"hybrid", b"mixed"))
    done = wsisc("verify", documents / "unodc_2022.docx", tmp_path / "a.yaml")
    assert done.returncode == 1
    assert b"is not the source" in done.stdout


def test_a_source_changed_in_the_document_is_reported(documents, tmp_path):
    content = edited((documents / "unodc_2022.docx").read_bytes(), b"hybrid", b"mixed", "customXml/item1.xml")
    (tmp_path / "a.docx").write_bytes(content)
    done = wsisc("extract", tmp_path / "a.docx")
    assert done.returncode == 3
    assert b"changed after the build" in done.stderr


@pytest.mark.parametrize("format", FORMATS)
def test_without_embedding_nothing_is_carried(format, tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    assert wsisc("build", "a.yaml", "--format", format, "--no-embed", cwd=tmp_path).returncode == 0
    done = wsisc("extract", tmp_path / f"a.{format}")
    assert done.returncode == 1
    assert b"--no-embed" in done.stderr


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7 broken", b"plain text", b"<html><body>x"])
def test_what_is_no_document_is_reported(content, tmp_path):
    (tmp_path / "a").write_bytes(content)
    for command in ("extract", "verify"):
        done = wsisc(command, tmp_path / "a")
        assert done.returncode in (1, 3)
        assert done.stderr.startswith((b"error: ", b"Error: "))


def test_the_package_names_the_versions(documents):
    with zipfile.ZipFile(documents / "unodc_2022.docx") as archive:
        text = archive.read("customXml/item1.xml").decode()
    versions = json.loads(text[text.index("{") : text.rindex("}") + 1])["versions"]
    assert versions["pandoc"][0].isdigit()
    assert versions["typst"][0].isdigit()
    assert {name for name in versions if not name.startswith("fonts ")} == {"wsisc", "pandoc", "typst"}
    assert {"fonts tinos", "fonts amiri", "fonts symbols"} <= versions.keys()


def test_a_call_that_stands_alone_is_counted_as_a_word(tmp_path):
    text = " ".join(f"word [^n{number}]" for number in range(30))
    notes = {f"n{number}": "A note." for number in range(30)}
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": text}}, "footnotes": notes})))
    assert wsisc("build", "a.yaml", cwd=tmp_path).returncode == 0
    content = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(edited(content, b"What will be.", b"What shall be."))
    done = wsisc("verify", tmp_path / "a.docx")
    assert done.stdout.decode().startswith("changed by hand: (b) Future actions")
    assert done.stdout.count(b"\n") == 1
