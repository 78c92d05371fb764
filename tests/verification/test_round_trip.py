"""Documents that were only opened and saved are imported as their source; so are those of earlier versions."""

import io
import shutil

import docx
import pytest

from tests import torture
from tests.conftest import FEATURES, ROOT, SAMPLE, as_yaml, some_quick
from tests.forgeries import packages, word_files
from tests.forgeries.documents import DATA, document
from tests.inprocess import run
from tests.merge import office
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.document import canonical, figures
from wsisc.document.manuscript import Manuscript
from wsisc.readers import embedded_source
from wsisc.readers.received_document import ReceivedDocument
from wsisc.source import model
from wsisc.verification import round_trip
from wsisc.verification.round_trip import DocumentState
from wsisc.writers import get_writer

OLD = ROOT / "tests" / "old"
OWN = {"fictional-45": (OLD / "calls" / "fictional-45.yaml").read_text("utf-8")}


def examined(content, known=BUILT_IN):
    return round_trip.classify(ReceivedDocument(content), embedded_source.find(content), known)


def of(path):
    return model.from_data(source.read(path.read_bytes(), path.name).data)


def bare(submission):
    """Return a submission as data, without what no document carries: comments and contact."""
    data = canonical.to_data(submission)
    data.pop("contact", None)
    return {name: value for name, value in data.items() if name != "parts"}, _without_comments(data["parts"])


def _without_comments(data):
    if isinstance(data, dict):
        return {name: _without_comments(value) for name, value in data.items() if name != "comments"}
    return [_without_comments(each) for each in data] if isinstance(data, list) else data


def word_file(submission):
    images = figures.read(submission.figures, ROOT / "tests").images
    call = BUILT_IN.load(submission.call)
    return get_writer("docx")(Manuscript(submission, call, locale.load(submission.language), images)).finish()


@pytest.mark.parametrize(
    "path", some_quick(sorted(OLD.glob("*.docx")) + sorted(OLD.glob("*.html")), 3, lambda path: path.name)
)
@pytest.mark.parametrize("known", [BUILT_IN, Catalogue(OWN)], ids=["built-in", "own"])
def test_a_document_of_an_early_version_gives_exactly_its_source(path, known):
    found = examined(path.read_bytes(), known)
    assert found.state in (DocumentState.UNCHANGED, DocumentState.OLDER)
    name = "english" if path.stem == "commented" else path.stem
    assert bare(found.submission) == bare(of(OLD / f"{name}.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(OLD.glob("*.pdf")), ids=lambda path: path.name)
def test_a_pdf_of_an_early_version_gives_exactly_its_source(path):
    found = examined(path.read_bytes(), Catalogue(OWN))
    assert found.state in (DocumentState.UNCHANGED, DocumentState.OLDER)
    assert bare(found.submission) == bare(of(OLD / f"{path.stem}.yaml"))


def test_a_file_that_another_program_only_saved_is_the_same():
    opened, rebuilt = docx.Document(io.BytesIO(document("docx"))), io.BytesIO()
    opened.core_properties.last_modified_by = "Somebody"
    opened.save(rebuilt)
    assert rebuilt.getvalue() != document("docx")
    assert examined(rebuilt.getvalue()).state == DocumentState.SAVED_AGAIN


def test_names_inside_a_file_are_nothing_that_a_reader_sees():
    """Programs number notes, rename images and relationships, and split runs, as they like."""
    parts = word_files.parts_of(document("docx"))
    text = parts[word_files.DOCUMENT].decode()
    links = parts[word_files.RELATIONSHIPS].decode()
    notes = parts[word_files.NOTES].decode()
    for id in ("2", "1"):
        text = text.replace(f'footnoteReference w:id="{id}"', f'footnoteReference w:id="{id}0"')
        notes = notes.replace(f'footnote w:id="{id}"', f'footnote w:id="{id}0"')
    text = text.replace("image-chart", "rId77").replace("An overview.", "An </w:t></w:r><w:r><w:t>overview.")
    links = links.replace("image-chart", "rId77").replace("media/chart.png", "media/image1.png")
    parts["word/media/image1.png"] = parts.pop(word_files.IMAGE)
    new = {word_files.DOCUMENT: text, word_files.RELATIONSHIPS: links, word_files.NOTES: notes}
    content = word_files.zipped({**parts, **{name: each.encode() for name, each in new.items()}})
    assert examined(content).state == DocumentState.SAVED_AGAIN


@pytest.mark.judge
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ["sample", "features", "torture", "arabic", "french", "draft"])
def test_what_libreoffice_only_saves_is_the_same(name, tmp_path):
    source_document = tmp_path / "given.docx"
    if name in ("arabic", "french", "draft"):
        source_document.write_bytes((OLD / f"{name}.docx").read_bytes())
    else:
        path = {"sample": SAMPLE, "features": FEATURES}.get(name) or torture.write(tmp_path / "torture")
        source_document.write_bytes(word_file(of(path)))
    content = office.saved(source_document, tmp_path).read_bytes()
    found = examined(content, Catalogue(OWN))
    # LibreOffice writes styles as formatting, so that the look of the earlier version is in the text.
    states = {DocumentState.OLDER} if name in ("arabic", "french", "draft") else {DocumentState.SAVED_AGAIN}
    # Of two images in one place, it keeps one.
    is_media = all("word/media" in change for change in found.changes)
    assert found.state in states or (name == "torture" and is_media), found
    assert found.versions or not found.changes or is_media


def test_the_call_that_is_known_here_is_trusted_first():
    """A call under the id of a known one, which a document carries, is not what the document is compared with."""
    text = BUILT_IN.text("cstd-26").replace("The views presented here are", "It is agreed by all that these are")
    data = source.read(text.encode(), "").data
    submission = model.from_data({**canonical.to_data(of(SAMPLE))})
    call = calls.from_data(data, text)
    content = get_writer("docx")(Manuscript(submission, call, locale.load("en"))).finish()
    assert examined(content).state == DocumentState.OTHER_CALL
    assert examined(content, Catalogue({"cstd-26": text})).state == DocumentState.UNCHANGED


def test_a_carried_source_with_errors_is_not_used():
    def change(package):
        source = package.source.replace("title: A submission", "title: [A, submission]")
        return type(package)(source, package.call, package.versions, package.figures)

    assert examined(word_files.with_package(document("docx"), change)) is None


@pytest.mark.parametrize("before", some_quick(["", "<w:r><w:tab/></w:r>"], 2))
def test_a_paragraph_that_begins_with_a_note_reference_is_read_by_every_command(before, tmp_path):
    """No text comes before it whose formatting it has."""
    reference = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    ours, target = word_files.OVERVIEW, tmp_path / "a.docx"
    target.write_bytes(word_files.edited(document("docx"), word_files.DOCUMENT, (ours, f"{before}{reference}{ours}")))
    ours_yaml, folder = tmp_path / "ours.yaml", tmp_path / "figures"
    shutil.copytree(ROOT / "tests" / "figures", folder)
    ours_yaml.write_bytes(as_yaml(DATA))
    for arguments in (
        ("verify", target), ("import", target, "-o", tmp_path / "b.yaml"), ("diff", ours_yaml, target),
        ("extract", target), ("review", target, "-o", tmp_path / "c.docx"), ("import", target, "--into", ours_yaml),
        ("build", ours_yaml, "-o", target),
    ):  # fmt: skip
        assert run(*arguments).code in (0, 1, 2), arguments


def every_way(content, folder, data=DATA):
    """Return the exit codes and reports of the commands that read a document beside its source."""
    target, ours = folder / "a.docx", folder / "ours.yaml"
    target.write_bytes(content)
    shutil.copytree(ROOT / "tests" / "figures", folder / "figures")
    ours.write_bytes(as_yaml(data))
    done = {
        "verify": run("verify", target),
        "import": run("import", target, "-o", folder / "b.yaml"),
        "into": run("import", target, "--into", ours),
        "diff": run("diff", ours, target),
        "extract": run("extract", target),
    }
    return {name: (each.code, each.stdout + each.stderr) for name, each in done.items()}


def test_what_verify_rejects_is_no_unchanged_document_for_any_command(tmp_path):
    """An import reads nothing of the settings of a file, so that its text is that of its source."""
    done = every_way(word_files.setting_changed(document("docx")), tmp_path)
    for name in ("verify", "import", "into", "diff"):
        code, text = done[name]
        assert (code, "word/settings.xml" in text) == (1, True), text
        assert not any(words in text for words in ("no change:", "unchanged", "matches")), text
    assert "differs from its embedded source" in done["extract"][1]


def test_what_another_version_built_is_unchanged_for_no_command(tmp_path):
    done = every_way(word_files.with_package(document("docx"), packages.versions_edited), tmp_path)
    for name in ("verify", "import", "into", "diff"):
        code, text = done[name]
        assert (code, "cannot be proven here: wsisc 0.0.1" in text) == (1, True), text
        assert not any(words in text for words in ("no change:", "unchanged", "matches", "changed by hand")), text
    assert "cannot be proven here: wsisc 0.0.1" in done["extract"][1]


def test_a_document_that_was_only_saved_is_one_for_every_command(tmp_path):
    parts = word_files.parts_of(document("docx"))
    names = [name for name in parts if name.endswith(".xml") and not name.startswith("customXml")]
    commented = {name: parts[name].replace(b"?>", b"?><!-- saved -->", 1) for name in names}
    done = every_way(word_files.with_parts(document("docx"), commented), tmp_path)
    assert {name: code for name, (code, _) in done.items()} == {
        "verify": 1, "import": 0, "into": 0, "diff": 0, "extract": 0
    }  # fmt: skip
    assert "the rest was written anew" in done["verify"][1]
    assert "saved again, with the same words" in done["import"][1]


def test_other_styles_of_another_version_are_no_change():
    """Version 0.1.0 had no style of numbers in tables."""
    older = word_files.with_package(document("docx"), packages.versions_edited)
    text = word_files.parts_of(older)[word_files.DOCUMENT].decode()
    assert '"TableNumber"' in text
    content = word_files.with_parts(older, {word_files.DOCUMENT: text.replace('"TableNumber"', '"TableText"').encode()})
    assert examined(content).state == DocumentState.OLDER
    assert examined(content).versions


def test_a_rendering_that_no_program_understands_is_not_read(tmp_path):
    ours = word_files.OVERVIEW
    other = ours.replace("An overview.", "Nothing was done.")
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    alternatives = (
        f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice xmlns:zz="urn:zz" Requires="zz">{ours}</mc:Choice>'
        f"<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"
    )
    content = word_files.edited(document("docx"), word_files.DOCUMENT, (ours, alternatives))
    done = every_way(content, tmp_path)
    assert [done[name][0] for name in ("verify", "import")] == [1, 1]
    assert "Nothing was done." in (tmp_path / "b.yaml").read_text("utf-8")
    assert "Nothing was done." in (tmp_path / "ours.yaml").read_text("utf-8")


def test_two_parts_of_footnotes_are_refused(tmp_path):
    """LibreOffice shows the notes of the first part, and every other program those of another."""
    content = document("docx")
    notes = word_files.parts_of(content)[word_files.NOTES].replace(b"The second note", b"The cancelled note")
    link = '<Relationship Id="X2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="header2.xml"/>'
    content = word_files.edited(
        content, word_files.RELATIONSHIPS, ('<Relationship Id="fontTable"', f'{link}<Relationship Id="fontTable"')
    )
    done = every_way(word_files.with_parts(content, {"word/header2.xml": notes}), tmp_path)
    assert {name: code for name, (code, _) in done.items() if name != "extract"} == {
        "verify": 1, "import": 3, "into": 3, "diff": 3
    }  # fmt: skip
    assert all("2 parts of the kind footnotes" in text for _, text in done.values()), done
