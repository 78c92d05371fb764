"""Documents that were only opened and saved are imported as their source; so are those of earlier versions."""

import io
import shutil

import docx
import pytest

from tests import torture
from tests.conftest import FEATURES, ROOT, SAMPLE, as_yaml, some_quick
from tests.forgeries import word_files
from tests.forgeries.documents import DATA, document
from tests.inprocess import run
from tests.merge import office
from wsisc import locale, model, source
from wsisc.calls import call as calls
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.document import canonical, figures
from wsisc.document.manuscript import Manuscript
from wsisc.readers import embedded_source
from wsisc.readers.received_document import ReceivedDocument
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
    assert found.state in (DocumentState.UNCHANGED, DocumentState.SAME, DocumentState.OLDER)
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
    assert examined(rebuilt.getvalue()).state == DocumentState.SAME


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
    assert examined(content).state == DocumentState.SAME


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
    states = (
        {DocumentState.SAME, DocumentState.OLDER} if name in ("arabic", "french", "draft") else {DocumentState.SAME}
    )
    assert (found.state in states, found.changes) == (True, ()), found


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
