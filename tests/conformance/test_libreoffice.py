"""LibreOffice, a second word processor, opens the Word file, shows its words and draws its pages. Run by `make judges`."""

import subprocess

import pytest

from tests.conftest import FEATURES, ROOT, SAMPLE, wsisc

PATHS = [SAMPLE, FEATURES]
LINE = 80  # characters without spaces
pytestmark = [pytest.mark.judge, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A folder with both documents as built, drawn as PDFs and saved by LibreOffice, which takes long to start."""
    folder = tmp_path_factory.mktemp("office")
    built = [folder / f"{path.stem}.docx" for path in PATHS]
    for path, document in zip(PATHS, built, strict=True):
        assert wsisc("build", path, "-o", document).returncode == 0
    for kind, target in (("pdf", folder), ("docx:MS Word 2007 XML", folder / "saved")):
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", target, *built], check=True, capture_output=True, timeout=200)
    return folder


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def pages(opened, path):
    command = ["pdftotext", "-layout", opened / f"{path.stem}.pdf", "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True)
    return path, text.stdout.split("\f")[:-1]


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


def test_the_source_and_figures_survive_opening_and_saving(opened, path, tmp_path):
    built, saved = opened / f"{path.stem}.docx", opened / "saved" / f"{path.stem}.docx"
    assert saved.read_bytes() != built.read_bytes()
    assert wsisc("extract", saved).stdout == wsisc("extract", built).stdout
    done = wsisc("verify", saved)
    assert done.returncode == 1
    assert b"its words match the source that is embedded in it" in done.stdout
    assert wsisc("extract", saved, "-o", tmp_path / "again" / "a.yaml").returncode == 0
    assert wsisc("build", tmp_path / "again" / "a.yaml", "-o", "-").stdout == built.read_bytes()


def test_a_word_file_that_it_only_saved_is_replaced(opened, path, tmp_path):
    target, built = tmp_path / "document.docx", (opened / f"{path.stem}.docx").read_bytes()
    target.write_bytes((opened / "saved" / f"{path.stem}.docx").read_bytes())
    done = wsisc("build", path, "-o", target)
    assert (done.returncode, target.read_bytes()) == (0, built), done.stderr
