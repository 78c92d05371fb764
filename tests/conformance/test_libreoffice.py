"""LibreOffice, a second word processor, opens the Word file, shows its words and draws its pages. Run by `make judges`."""

import subprocess

import pytest

from tests.conftest import FEATURES, ROOT, SAMPLE, wsisc

LINE = 80  # characters without spaces
pytestmark = [pytest.mark.judge, pytest.mark.timeout(300)]


@pytest.fixture(scope="module", params=[SAMPLE, FEATURES], ids=lambda path: path.stem)
def pages(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    assert wsisc("build", request.param, "-o", folder / "document.docx").returncode == 0
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
    ]
    subprocess.run([*command, folder / "document.docx"], check=True, capture_output=True, timeout=200)
    text = subprocess.run(
        ["pdftotext", "-layout", folder / "document.pdf", "-"], check=True, capture_output=True, text=True
    )
    return request.param, text.stdout.split("\f")[:-1]


def test_it_sets_the_pages(pages):
    path, shown = pages
    assert len(shown) == (7 if path == SAMPLE else 4)
    assert all(page.strip() for page in shown)


def test_its_pages_begin_within_three_lines_of_those_of_the_pdf(pages, tmp_path):
    path, shown = pages
    assert wsisc("build", path, "-o", tmp_path / "a.pdf").returncode == 0
    command = ["pdftotext", "-layout", tmp_path / "a.pdf", "-"]
    other = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
    assert len(other) == len(shown)
    if path == SAMPLE:
        ruler = "".join((ROOT / "tests" / "golden" / "unodc_2022.txt").read_text("utf-8").split())
        begins = [[ruler.index(first_words(page)) for page in each[2:]] for each in (shown, other)]
        assert all(abs(one - another) <= 3 * LINE for one, another in zip(*begins, strict=True)), begins


def first_words(page):
    """Return the beginning of a page below its running head, without spaces."""
    lines = ["".join(line.split()) for line in page.splitlines() if line.strip()]
    return lines[1][:24]


def test_the_cover_is_a_page_without_a_number_and_the_others_are_numbered(pages):
    _, shown = pages
    assert "DISCLAIMER" in shown[0]
    assert not shown[0].strip().splitlines()[-1].startswith("Page")
    feet = [page.strip().splitlines()[-1].strip() for page in shown]
    assert feet[1:] == [f"Page {n} of {len(shown)}" for n in range(2, len(shown) + 1)]
    heads = [page.strip().splitlines()[0] for page in shown]
    assert all("Twenty-sixth session" in head for head in heads[1:])
    assert "Twenty-sixth session" not in heads[0]


def test_every_paragraph_of_the_sample_begins_as_published(pages):
    path, shown = pages
    drawn = "".join("".join(shown).split())
    body = (ROOT / "tests" / "golden" / "unodc_2022.txt").read_text("utf-8").partition("\n---\n")[0]
    sentences = body.split("\n") if path == SAMPLE else ["going on", "beginning at five", "Within", "The last."]
    for sentence in sentences:
        first_words = sentence.partition("[^")[0].split(". ")[0].split(" ")[:6]
        assert "".join(first_words) in drawn, sentence


@pytest.mark.parametrize("path", [SAMPLE, FEATURES], ids=lambda path: path.stem)
def test_the_source_and_figures_survive_opening_and_saving(path, tmp_path):
    assert wsisc("build", path, "-o", tmp_path / "a.docx").returncode == 0
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path / "saved", tmp_path / "a.docx"], check=True, capture_output=True, timeout=200
    )
    saved = tmp_path / "saved" / "a.docx"
    assert saved.read_bytes() != (tmp_path / "a.docx").read_bytes()
    assert wsisc("extract", saved).stdout == wsisc("extract", tmp_path / "a.docx").stdout
    done = wsisc("verify", saved)
    assert done.returncode == 1
    assert b"its words match the source that is embedded in it" in done.stdout
    assert wsisc("extract", saved, "-o", tmp_path / "again" / "a.yaml").returncode == 0
    assert wsisc("build", tmp_path / "again" / "a.yaml", "-o", "-").stdout == (tmp_path / "a.docx").read_bytes()


@pytest.mark.parametrize("path", [SAMPLE, FEATURES], ids=lambda path: path.stem)
def test_a_word_file_that_it_only_saved_is_replaced(path, tmp_path):
    target, profile = tmp_path / "document.docx", f"-env:UserInstallation=file://{tmp_path}/profile"
    assert wsisc("build", path, "-o", target).returncode == 0
    built = target.read_bytes()
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        tmp_path / "saved",
    ]
    subprocess.run([*command, target], check=True, capture_output=True, timeout=200)
    target.write_bytes((tmp_path / "saved" / "document.docx").read_bytes())
    done = wsisc("build", path, "-o", target)
    assert (done.returncode, target.read_bytes()) == (0, built), done.stderr
