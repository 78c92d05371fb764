"""A document of wsisc is imported unchanged from Word, even if the file no longer carries its source."""

import subprocess

import hypothesis
import pytest
from hypothesis import assume, settings

from tests import torture
from tests.conftest import FEATURES, SAMPLE, examples, many
from tests.importer import alike, made_up
from tests.importer.built import KNOWN, SLOW, built
from wsisc import importer, pipeline, source
from wsisc.messages.diagnostic import Severity
from wsisc.readers.word import reader
from wsisc.source import model
from wsisc.writers import yaml


def read(path):
    return model.from_data(source.read(path.read_bytes(), path.name).data)


def imported(content):
    return importer.import_content(reader.read(alike.stripped(content)), KNOWN)


@pytest.fixture(scope="module", params=["sample", "features", pytest.param("torture", marks=pytest.mark.slow)])
def original(request, tmp_path_factory):
    if request.param == "torture":
        return read(torture.write(tmp_path_factory.mktemp("torture")))
    return read({"sample": SAMPLE, "features": FEATURES}[request.param])


def test_a_document_comes_back(original):
    found = imported(built(original))
    expected = alike.essence(original)
    assert alike.said(alike.essence(found.submission)) == alike.said(expected)
    if original.entity.name != "An entity":  # a quotation in another looks in Word as the other does
        assert alike.essence(found.submission) == expected
    assert found.report.is_balanced
    assert not found.report.needs_person
    assert len(found.files) == len({figure.file for figure in original.figures.values()})
    again = yaml.write(found.submission)
    reread = model.from_data(source.read(again.encode(), "again.yaml").data)
    assert alike.essence(reread) == alike.essence(found.submission)


def test_the_sample_comes_back_with_its_soft_breaks_apart():
    found, original = imported(built(read(SAMPLE))).submission, read(SAMPLE)
    texts = [" ".join(part.text.split()) for _, part in model.parts(found)]
    expected = [" ".join(part.text.split()) for _, part in model.parts(original)]
    names = {"unodc-home": "revmod", "sherloc-portal": "sherloc"}
    for old, new in names.items():
        texts = [text.replace(f"[{old}]", f"[{new}]").replace(f"[^{old}]", f"[^{new}]") for text in texts]
    assert texts == expected


@pytest.mark.judge
@pytest.mark.timeout(300)
def test_a_document_comes_back_from_libreoffice(original, tmp_path):
    """LibreOffice adds a bullet to the continuation of an item, and quotations in notes lose their indent."""
    (tmp_path / "given.docx").write_bytes(alike.stripped(built(original)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", tmp_path / "saved"]
    subprocess.run([*command, tmp_path / "given.docx"], check=True, capture_output=True, timeout=200)
    found = imported((tmp_path / "saved" / "given.docx").read_bytes())
    expected = alike.essence(original)
    assert alike.said(alike.essence(found.submission)) == alike.said(expected)
    assert found.report.is_balanced
    if original.entity.acronym == "UNODC":
        assert alike.essence(found.submission) == expected


def comes_back(submission):
    text = yaml.dump_canonical(submission)
    checked = pipeline.check(source.read(text.encode(), "made-up.yaml"))
    assume(checked.allows("docx"))
    found = imported(built(submission))
    assert found.report.problems == ()
    assert alike.essence(found.submission) == alike.essence(submission)
    again = yaml.write(found.submission)
    reread = source.read(again.encode(), "again.yaml")
    assert [each for each in reread.diagnostics if each.severity == Severity.ERROR] == []
    assert alike.essence(model.from_data(reread.data)) == alike.essence(submission)
    assert found.report.is_balanced
    faults = pipeline.check(reread).diagnostics
    assert [each for each in faults if pipeline.forbids(each, "docx")] == []


@hypothesis.given(made_up.submissions())
@settings(max_examples=examples(4, 15), **SLOW)
def test_every_submission_comes_back(submission):
    comes_back(submission)


@pytest.mark.long
@pytest.mark.timeout(1200)
@hypothesis.given(made_up.submissions())
@settings(max_examples=many(150), **SLOW)
def test_five_hundred_submissions_come_back(submission):
    comes_back(submission)
