"""Independent judges of the PDF: the veraPDF engine and page-validation, each shown to say no; and its words, in order."""

import json
import re
import subprocess
import sys
from pathlib import Path

import page
import pypdfium2
import pytest

from tests import torture
from tests.conftest import FEATURES, ROOT, SAMPLE, as_yaml, minimal, wsisc


class Documents(dict[str, Path]):
    """The PDFs of submissions, built on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __missing__(self, name: str) -> Path:
        sources = {"unodc_2022": SAMPLE, "features": FEATURES}
        done = wsisc(
            "build", sources.get(name) or torture.write(self.folder), "--format", "pdf", "-o", f"{self.folder}/"
        )
        assert done.returncode == 0, done.stderr.decode()
        return self.setdefault(name, self.folder / f"{name}.pdf")


NAMES = ["unodc_2022", "features", "torture"]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    return Documents(tmp_path_factory.mktemp("pdf"))


def verapdf(*paths):
    command = [sys.executable, ROOT / "tests" / "verapdf.py", "ua1,3a", *paths]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_verapdf_finds_no_failed_rule(pdfs, tmp_path):
    sound, wrong = [pdfs[name] for name in NAMES], broken(pdfs, "no language", tmp_path)
    verdicts = verapdf(*sound, wrong)  # its engine takes long to start
    assert verdicts.pop(str(wrong))["ua1"]
    assert verdicts == {str(path): {"ua1": [], "3a": []} for path in sound}


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
@pytest.mark.parametrize("name", [*NAMES[:2], pytest.param("torture", marks=pytest.mark.slow)])
def test_page_validation_finds_no_failed_rule(pdfs, name, flavour):
    report = page.validate_pdf(str(pdfs[name]), profile=page.ValidationProfile(flavour))
    content = pdfs[name].read_bytes()
    assert [failure.message for failure in report.failures if not is_misread(content, failure)] == []


def is_misread(content, failure):
    """Return whether page-validation misreads a stream whose compressed data happen to end in a line break."""
    if not failure.rule_id.endswith("STREAM-LENGTH-001"):
        return False
    start = re.search(rb"\n%d 0 obj.*?/Length (\d+).*?stream\n" % failure.object_id.object_number, content, re.DOTALL)
    return content[start.end() + int(start[1]) :].startswith(b"\nendstream\nendobj")


DEFECTS = {
    "no language": (rb"/Lang *\(en-GB\)", b"/Lung (en-GB)"),
    "no title shown": (b"/DisplayDocTitle true", b"/DisplayDocTitle null"),
    "no mark of conformance": (b"pdfuaid:part", b"pdfuaid:port"),
    "no tags": (b"/Marked true", b"/Marked null"),
}


def broken(pdfs, defect, folder):
    """Write the sample with a defect, and return its path."""
    before, after = DEFECTS[defect]
    content = pdfs["unodc_2022"].read_bytes()
    changed = re.sub(before, after.replace(b"\\", b""), content, count=1)
    assert changed != content
    path = folder / f"{defect}.pdf"
    path.write_bytes(changed)
    return path


@pytest.mark.slow
def test_verapdf_can_say_no(pdfs, tmp_path):
    wrong = {str(broken(pdfs, defect, tmp_path)): defect for defect in DEFECTS}
    verdicts = verapdf(*wrong)
    assert [defect for path, defect in wrong.items() if not verdicts[path]["ua1"]] == []


@pytest.mark.parametrize("defect", DEFECTS)
def test_page_validation_can_say_no(pdfs, defect, tmp_path):
    wrong = broken(pdfs, defect, tmp_path)
    assert not page.validate_pdf(str(wrong), profile=page.ValidationProfile("ua1")).is_compliant


def test_the_sample_takes_as_many_pages_as_in_word(pdfs):
    with pypdfium2.PdfDocument(pdfs["unodc_2022"]) as document:
        assert len(document) == 7
        assert document.get_metadata_dict()["Title"].startswith("UNODC's contribution")
        assert document.get_metadata_dict()["Author"] == "United Nations Office on Drugs and Crime"
        outline = [(each.level, each.get_title()) for each in document.get_toc()]
    assert len(outline) == 25
    assert outline[0] == (0, "Part One:")
    assert max(len(title) for _, title in outline) <= 80


def test_the_same_source_gives_the_same_pdf(pdfs, tmp_path):
    done = wsisc(
        "build", SAMPLE, "--format", "pdf", "-o", "-", TZ="Asia/Kathmandu", PYTHONHASHSEED="7", HOME=str(tmp_path)
    )
    assert done.stdout == pdfs["unodc_2022"].read_bytes()


def test_a_character_that_no_font_has_is_an_error_at_its_line(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"two": {"text": "A letter: 𒀀"}}})))
    done = wsisc("build", "a.yaml", "--format", "pdf", "--format", "docx", cwd=tmp_path)
    assert done.returncode == 1
    assert "a.yaml:11:22" in done.stderr.decode()
    assert "missing-glyph" in done.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "a.yaml"]


@pytest.mark.parametrize("text", ["1 and 2 and a\U0001e130", "A sign \uf0b7 that Word leaves"])
def test_a_mark_or_a_sign_of_no_font_is_an_error_at_its_place(text, tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"two": {"text": text}}})))
    done = wsisc("build", "a.yaml", "--format", "pdf", "--format", "docx", cwd=tmp_path)
    errors = done.stderr.decode()
    assert (done.returncode, "a.yaml:11:" in errors, errors.count("error[")) == (1, True, 1), errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "a.yaml"]


def test_lengths_are_measured_from_the_set_pages(tmp_path):
    paragraph = "Some words of a paragraph that is long enough to fill a line and a half of the page as it is set. " * 6
    pages = {}
    for name, times in (("half", 7), ("whole", 14), ("two", 28)):
        data = minimal({"parts": {"one": {"text": "\n\n".join([paragraph] * times)}}})
        (tmp_path / f"{name}.yaml").write_bytes(as_yaml(data))
        exported = json.loads(wsisc("build", tmp_path / f"{name}.yaml", "--format", "json", "-o", "-").stdout)
        pages[name] = exported["parts"][0]["pages"]
        assert exported["parts"][1]["pages"] <= 0.1
    assert 0.8 <= pages["half"] <= 1.2
    assert pages["whole"] == pytest.approx(2 * pages["half"], abs=0.25)
    assert pages["two"] == pytest.approx(4 * pages["half"], abs=0.35)
