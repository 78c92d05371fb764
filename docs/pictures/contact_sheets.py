"""The examples -> a picture of all pages of each document: as they are, and as another revision builds them.

    python docs/pictures/contact_sheets.py [REVISION]

Run by `make pictures`, with REVISION as BEFORE. The sheets are in `build/pages/`, with `index.html` to look at them. It
needs what `make judges` installs: Chromium, LibreOffice and pdftoppm. Whoever changes the layout looks at them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "build" / "pages"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SUBMISSIONS = ("examples/*.yaml", "examples/compendium/*.yaml", "tests/features.yaml")
FORMATS = ("docx", "pdf", "html")
ORDERS = ("action-line", "country")
WIDTHS = (1280, 390)  # of a desk and of a telephone, in CSS pixels
PAGE_WIDTH, PER_ROW, GAP = 330, 6, 10
RESOLUTION = 40  # of pages, in pixels per inch: 330 for the width of A4
TALLEST = 16_000  # pixels of a screenshot


def main(revision: str) -> None:
    """Create the sheets."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        versions = {"after": build(ROOT, place / "after")}
        if revision:
            old = place / "checkout"
            git("worktree", "add", "--quiet", "--detach", str(old), revision)
            try:
                versions = {"before": build(old, place / "before"), **versions}
            finally:
                git("worktree", "remove", "--force", str(old))
        for name in sorted({path.name for folder in versions.values() for path in folder.iterdir()}):
            rows = [(label, photograph(folder / name, place)) for label, folder in versions.items()]
            draw_sheet(rows).save(TARGET / f"{name}.png", optimize=True)
            print(TARGET / f"{name}.png", flush=True)
    names = sorted(path.name for path in TARGET.glob("*.png"))
    pictures = "\n".join(f'<h2 id="{each}">{each[:-4]}</h2><img src="{each}" alt="All pages">' for each in names)
    page = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Pages</title>\n{pictures}\n</html>\n'
    (TARGET / "index.html").write_text(page, "utf-8")


def git(*arguments: str) -> None:
    """Run git in this checkout."""
    subprocess.run(["git", "-C", str(ROOT), *arguments], check=True)


def build(checkout: Path, folder: Path) -> Path:
    """Build the examples of this checkout with the program of another, and return the folder of the documents."""
    sources = [str(path) for pattern in SUBMISSIONS for path in sorted(ROOT.glob(pattern))]
    run(checkout, "build", "--no-cache", *sources, *(f"--format={each}" for each in FORMATS), "--output", f"{folder}/")
    members = str(ROOT / "examples" / "compendium")
    for format in FORMATS:
        run(checkout, "collate", members, "--output", str(folder / f"compendium.{format}"))
        for order in ORDERS:
            run(checkout, "collate", members, "--by", order, "--output", str(folder / f"compendium-{order}.{format}"))
    return folder


def run(checkout: Path, *arguments: str) -> None:
    """Run the program of a checkout. What it reports about the examples is of no interest here."""
    environment = {**os.environ, "PYTHONPATH": str(checkout), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "wsisc", *arguments]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True)
    if done.returncode not in (0, 1):  # 1: a submission has problems, and the documents are built
        sys.exit(f"{' '.join(arguments)}:\n{done.stderr}")


def photograph(document: Path, scratch: Path) -> list[Image.Image]:
    """Return the pages of a document; of a web page what two screens show, and what is printed."""
    if not document.exists():
        return []
    if document.suffix == ".html":
        screens = [take_screenshot(document, width, scratch) for width in WIDTHS]
        return [*screens, *render(print_page(document, scratch), scratch)]
    return list(render(convert(document, scratch) if document.suffix == ".docx" else document, scratch))


def convert(document: Path, scratch: Path) -> Path:
    """Return a Word file as the PDF that LibreOffice makes of it."""
    office = ["soffice", f"-env:UserInstallation=file://{scratch}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", scratch, document], check=True, capture_output=True)
    return scratch / document.with_suffix(".pdf").name


def browse(scratch: Path, *options: str) -> None:
    """Run Chromium."""
    usual = ["--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", f"--user-data-dir={scratch}/chromium"]
    subprocess.run([CHROMIUM, *usual, *options], check=True, capture_output=True)


def print_page(document: Path, scratch: Path) -> Path:
    """Return a web page as the PDF that Chromium prints."""
    target = scratch / "printed.pdf"
    browse(scratch, "--no-pdf-header-footer", f"--print-to-pdf={target}", document.as_uri())
    return target


def take_screenshot(document: Path, width: int, scratch: Path) -> Image.Image:
    """Return a whole web page as a window of a width shows it, as wide as a page of the sheet."""
    target = scratch / "screen.png"
    browse(scratch, f"--window-size={width},{TALLEST}", f"--screenshot={target}", document.as_uri())
    image = Image.open(target).convert("RGB")
    rows = image.resize((1, image.height), Image.Resampling.BOX).getcolors(image.height) or []
    background = max(rows)[1]
    last = next((y for y in range(image.height - 1, 0, -1) if not is_plain(image, y, background)), image.height)
    image = image.crop((0, 0, width, min(last + 40, image.height)))
    return image.resize((PAGE_WIDTH, round(image.height * PAGE_WIDTH / width)), Image.Resampling.LANCZOS)


def is_plain(image: Image.Image, y: int, colour: object) -> bool:
    """Return whether a row of pixels has one colour."""
    return image.crop((0, y, image.width, y + 1)).getcolors(1) == [(image.width, colour)]


def render(document: Path, scratch: Path) -> Iterator[Image.Image]:
    """Yield the pages of a PDF."""
    folder = scratch / "rendered"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    subprocess.run(["pdftoppm", "-png", "-r", str(RESOLUTION), document, folder / "page"], check=True)
    for path in sorted(folder.iterdir()):
        yield Image.open(path).convert("RGB")


def draw_sheet(rows: list[tuple[str, list[Image.Image]]]) -> Image.Image:
    """Return one picture of the pages of all versions."""
    lines = [(label, pages[at : at + PER_ROW]) for label, pages in rows for at in range(0, len(pages), PER_ROW)]
    heights = [max(page.height for page in pages) + GAP + 14 for _, pages in lines]
    sheet = Image.new("RGB", (PER_ROW * (PAGE_WIDTH + GAP) + GAP, sum(heights) + GAP), "#9a9a9a")
    pen, top = ImageDraw.Draw(sheet), GAP
    for (label, pages), height in zip(lines, heights, strict=True):
        pen.text((GAP, top), label, fill="#000")
        for place, page in enumerate(pages):
            sheet.paste(page, (GAP + place * (PAGE_WIDTH + GAP), top + 14))
        top += height
    return sheet


if __name__ == "__main__":
    if missing := [each for each in (CHROMIUM, "soffice", "pdftoppm") if not shutil.which(each)]:
        sys.exit(f"missing: {', '.join(missing)}; make judges installs them")
    main(*(sys.argv[1:] or [""]))
