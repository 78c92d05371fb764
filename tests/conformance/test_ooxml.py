"""Independent judges of the Word file: python-docx and a port of Microsoft's Open XML SDK, each shown to say no."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import word
from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, some_quick, wsisc

SOURCES = [ROOT / "tests" / "features.yaml", pytest.param(SAMPLE, marks=pytest.mark.slow)]


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: path.stem)
def document(request, tmp_path_factory):
    target = tmp_path_factory.mktemp("judged") / "document.docx"
    done = wsisc("build", request.param, "-o", target)
    assert done.returncode == 0, done.stderr.decode()
    return target


def audit(path):
    return subprocess.run([Path(sys.executable).parent / "openxml-audit", path], capture_output=True, text=True)


def test_openxml_audit_finds_nothing(document):
    done = audit(document)
    assert done.returncode == 0, done.stdout
    assert "Errors: 0" in done.stdout


def test_python_docx_opens_it(document):
    assert len(word.document(document.read_bytes()).paragraphs) > 20


DEFECTS = {
    "style": (b'w:val="BodyText"', b'w:val="Nowhere"'),
    "element": (b"<w:titlePg/>", b"<w:titlePage/>"),
    "list": (b'w:numId w:val="', b'w:numId w:val="77'),
}


@pytest.mark.parametrize("defect", some_quick(DEFECTS, 3))
def test_openxml_audit_can_say_no(document, defect, tmp_path):
    before, after = DEFECTS[defect]
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(document) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(before, after, 1) if name == "word/document.xml" else content)
    assert audit(broken).returncode != 0


FORMS = [("cstd-26", "en"), ("fictional-45", "fr"), ("fictional-45", "ar")]


@pytest.mark.parametrize("case", some_quick(FORMS, 3, "-".join))
def test_openxml_audit_finds_nothing_in_a_form(case, tmp_path):
    path = write_form(*case, tmp_path)
    done = audit(path)
    assert done.returncode == 0, done.stdout
    assert "Errors: 0" in done.stdout


def write_form(call, language, folder):
    """Write the form of a call, built in or of the examples."""
    examples = ROOT / "examples" / "compendium"
    path = folder / "form.docx"
    assert wsisc("form", call, "--language", language, "-o", path, cwd=examples).returncode == 0
    return path


def test_a_list_that_begins_with_a_year_is_sound(tmp_path):
    (tmp_path / "a.yaml").write_bytes(
        as_yaml(minimal({"parts": {"one": {"text": "2022. A year\n2023. Another\n\n- a bullet"}}}))
    )
    assert wsisc("build", tmp_path / "a.yaml").returncode == 0
    assert "Errors: 0" in audit(tmp_path / "a.docx").stdout
