"""What the tests of reviews share: a document that was sent, of the text TEXT of each module, and what is made of it."""

import shutil

import pytest

from tests.conftest import ROOT
from tests.merge.conftest import _rebuilt_once
from wsisc import pipeline, source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.messages.diagnostic import Severity
from wsisc.source import model
from wsisc.writers import get_writer

__all__ = ["_rebuilt_once"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with what a submission needs beside it."""
    written = tmp_path_factory.mktemp("reviews")
    (written / "figures").mkdir()
    shutil.copy(ROOT / "tests" / "figures" / "chart.png", written / "figures" / "coverage.png")
    return written


@pytest.fixture(scope="module")
def sent(folder, request):
    """Return the document of the text of a module."""
    return build_document(request.module.TEXT, folder)


def build_document(text, folder):
    submission = model.from_data(source.read(text.encode(), "").data)
    seen = figures.read(submission.figures, folder)
    call = calls.BUILT_IN.load("cstd-26")
    return get_writer("docx")(Manuscript(submission, call, locale.load("en"), seen.images)).finish()


def errors(text, folder):
    """Return the codes of the errors that `validate` finds in a submission."""
    read = source.read(text.encode(), "")
    seen = figures.read(model.from_data(read.data).figures, folder)
    return {each.code for each in pipeline.check(read, seen).diagnostics if each.severity == Severity.ERROR}
