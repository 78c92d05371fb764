"""The judges of single documents, of a compendium: of twelve submissions in every run, of sixty in the long one."""

import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import page
import pytest

from benchmarks import batch
from tests import word
from tests.conformance.test_npm_judges import AXE, TOOLS, nu, sdk
from tests.conformance.test_ooxml import audit
from tests.conformance.test_pdf import verapdf
from tests.conftest import ROOT, some_quick, wsisc

WAYS = {"all": (), "by": ("--by", "action-line")}
SIXTY = pytest.param("sixty", marks=[pytest.mark.long, pytest.mark.timeout(600)])


@pytest.fixture(scope="module", params=["examples", SIXTY])
def compendia(request, tmp_path_factory):
    """Return a function that returns a compendium's path by its name, and builds it on first use."""
    folder = tmp_path_factory.mktemp(request.param)
    sources, expected = ROOT / "examples" / "compendium", 1
    if request.param == "sixty":
        sources, expected = folder / "sources", 0
        batch.make(sources, 60)

    def find(name: str) -> Path:
        path = folder / name
        if not path.exists():
            done = wsisc("collate", sources, *WAYS[path.stem], "-o", path)
            assert done.returncode == expected, done.stderr.decode()
        return path

    return find


@pytest.mark.parametrize("name", some_quick(["all", "by"], 2))
def test_openxml_audit_and_python_docx_open_it(compendia, name):
    done = audit(compendia(f"{name}.docx"))
    assert "Errors: 0" in done.stdout, done.stdout
    assert len(word.document(compendia(f"{name}.docx").read_bytes()).sections) > 3


@pytest.mark.slow
def test_verapdf_finds_no_failed_rule(compendia):
    paths = [compendia(f"{name}.pdf") for name in WAYS]
    assert verapdf(*paths) == {str(path): {"ua1": [], "3a": []} for path in paths}


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_page_validation_finds_no_failed_rule(compendia, flavour):
    path = compendia("all.pdf")
    report = page.validate_pdf(str(path), profile=page.ValidationProfile(flavour))
    content = path.read_bytes()
    failures = [
        each for each in report.failures if not (each.rule_id.endswith("STREAM-LENGTH-001") and is_sound(content))
    ]
    assert [failure.message for failure in failures] == []


def is_sound(content):
    """Return whether every stream ends where it says: page-validation misreads one whose data end in a line break."""
    streams = list(re.finditer(rb"/Length (\d+)[^<>]*>>\s*stream\n", content))
    ends = [each.end() + int(each[1]) for each in streams]
    return len(ends) > 10 and all(content[end:].startswith(b"\nendstream") for end in ends)


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_judges_from_npm_find_nothing(compendia):
    pages = [compendia(f"{name}.html") for name in WAYS]
    assert nu(*pages) == []
    assert [sdk(compendia(f"{name}.docx"))["errors"] for name in WAYS] == [[], []]
    command = ["node", AXE, TOOLS, os.environ.get("CHROMIUM", "/usr/bin/chromium"), *pages]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert len(found) == 8
    for name, result in found.items():
        assert (result["violations"], result["overflow"]) == ([], 0), name


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_libreoffice_opens_it_and_shows_every_chapter(compendia, tmp_path):
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, compendia("all.docx")], check=True, capture_output=True)
    text = subprocess.run(["pdftotext", tmp_path / "all.pdf", "-"], check=True, capture_output=True, text=True).stdout
    assert text.count("DISCLAIMER") + text.count("AVERTISSEMENT") >= 9


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_libreoffice_counts_the_notes_of_each_submission_from_one_and_knows_the_pages_of_the_index(compendia, tmp_path):
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    for kind in ("odt", "pdf"):
        arguments = [*command, kind, "--outdir", tmp_path, compendia("all.docx")]
        subprocess.run(arguments, check=True, capture_output=True)
    with zipfile.ZipFile(tmp_path / "all.odt") as archive:
        content = archive.read("content.xml").decode()
    shown = re.findall(r'<text:note-citation[^>]*>(\d+)<|<text:h [^>]*text:outline-level="1"', content)
    chapters = "".join(f"{each} " if each else "|" for each in shown).split("|")
    for notes in chapters:
        assert notes.split() == [str(number) for number, _ in enumerate(notes.split(), 1)]
    assert sum(len(each.split()) for each in chapters) >= 10
    text = subprocess.run(["pdftotext", tmp_path / "all.pdf", "-"], check=True, capture_output=True, text=True).stdout
    pages = text.split("\f")
    index = next(" ".join(each.split()) for each in pages if "Index" in each and "By entity" in each)
    entries = re.findall(r"(?:Entity \d+|[A-Z][^\d–:;]{5,}), \u200e?\d+", index)
    assert len(entries) > 10
    for name, number in (entry.rsplit(", ", 1) for entry in entries):
        assert name in " ".join(pages[int(number.strip("\u200e")) - 1].split())
