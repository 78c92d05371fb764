"""The program itself, run as `docs/first-steps.md` describes -> the pictures of that page, of `docs/word.md`, and of
`README.md`.

Run by `make pictures`. It needs what `make judges` installs: Chromium, LibreOffice and pdftoppm.
"""

import html
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
from docx.oxml.ns import qn
from PIL import Image, ImageChops

HERE = Path(__file__).parent
EXAMPLE_FILE = HERE.parents[1] / "examples" / "unodc_2022.yaml"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FOLDER, FILE = "our-submission", "ministry-of-communications.yaml"
ANSWERS = [b"\n", b"Ministry of Communications\n", b"goverment\n", b"\n"]
MISTYPED, RIGHT = "[^survay]", "[^survey]"
FIELDS = {
    "Write the full name of the entity here": "Ministry of Communications",
    "Write the title of the submission here": "Schools, harbours and skills: what we did in 2022",
    "Write the acronym here": "MoC",
    "Choose the type here": "Government",
    "Choose or write the date here": "15 December 2022",
    "Write the name here": "Amina Diallo",
    "Write the e-mail address here": "amina.diallo@ministry.example",
}
ANSWERED = [
    [
        (
            "Body Text",
            "In the past year the Ministry connected 290 schools to the Internet, in line with action line C2.",
        ),
        ("Body Text", "The main obstacle was electricity: one school in five has none."),
    ],
    [
        ("Heading 2", "Schools"),
        ("Body Text", "Connectivity of schools rose from 12 to 41 per cent. Where electricity came first:"),
        ("List Bullet", "teachers stayed longer,"),
        ("List Bullet", "and pupils came back."),
    ],
]
EXAMPLE = """
  two:
    text: |

    # sections:
    #   - title: A theme
    #     text: |
    #       Your text on this theme.
    #     tags:  # for searches in all submissions; never printed
    #       action-lines: [C4, C7-e-health]
    #       sdgs: [4, "16.5"]
    #       countries: [BR]
    #       kinds: [achievement, obstacle]
"""
WRITTEN = [
    (
        "\n  one:\n    text: |\n",
        f"""
  one:
    text: |
      In the past year the Ministry connected 290 schools to the Internet, in line with action line C2.
      The main **obstacle** was electricity: one school in five has none.{MISTYPED}

      A [register of connected schools][register] was opened to the public.
""",
    ),
    (
        EXAMPLE,
        """
  two:
    sections:
      - title: Schools
        text: |
          Connectivity of schools rose from 12 to 41 per cent. Where electricity came first, so did teachers.
        tags:
          sdgs: [4, 9]
      - title: Post offices
        text: |
          Every post office now gives access to public services, and two thirds of their users are women.
""",
    ),
    (
        "\n    a:\n      text: |\n",
        """
    a:
      text: |
        The programme *A School, a Line* pays for the first three years of a connection:

        1) The Ministry buys for all schools at once;
        2) The municipality brings electricity;
        3) The school names a teacher who is trained.
""",
    ),
    ("# links:\n#   home: https://example.org/", "links:\n  register: https://example.org/schools"),
    (
        "# footnotes:\n#   source: The source of this statement.",
        "footnotes:\n  survey: Survey of schools by the Ministry.",
    ),
]

PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 18px; background: #fff; font: 14px/1.45 "DejaVu Sans Mono", "Liberation Mono", monospace }}
.window {{ border: 1px solid #bbb; border-radius: 7px; overflow: hidden; display: inline-block; min-width: {width}px }}
.bar {{ background: #e6e6e6; color: #444; padding: 5px 12px; font: 13px "DejaVu Sans", sans-serif }}
pre {{ margin: 0; padding: 10px 14px; font: inherit; white-space: pre-wrap }}
.dark {{ background: #1b1d22; color: #e8e8e8 }} .light {{ background: #fff; color: #1d1d1d }}
.typed {{ font-weight: bold; color: #ffe9a8 }} .number {{ color: #999; user-select: none }}
.note {{ color: #2e7d32 }} .key {{ color: #0b4fb3 }}
.bold {{ font-weight: bold }} .c31 {{ color: #ff7b72 }} .c32 {{ color: #7ee787 }} .c33 {{ color: #f2cc60 }}
.c34 {{ color: #79c0ff }} .c35 {{ color: #d2a8ff }} .c36 {{ color: #76e3ea }} .c2 {{ opacity: .65 }}
</style><div class="window"><div class="bar">{title}</div><pre class="{look}">{content}</pre></div>"""


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        folder = place / FOLDER
        screen = play(place, ["init", "--repo", FOLDER], ANSWERS)
        terminal("init", f"$ wsisc init --repo {FOLDER}\n{screen}", place)
        source = folder / FILE
        text = source.read_text("utf-8")
        lines = text.splitlines()
        start = lines.index("parts:")
        editor("empty", lines[start : start + 31], start + 1, place)
        for old, new in WRITTEN:
            assert old in text, old
            text = text.replace(old, new, 1)
        source.write_text(text, "utf-8")
        lines = text.splitlines()
        start = lines.index("parts:")
        editor("written", lines[start : start + 31], start + 1, place)
        report = run(folder, "validate", "--color", "always", FILE)
        terminal("validate", f"$ wsisc validate {FILE}\n{report}", place)
        source.write_text(text.replace(MISTYPED, RIGHT), "utf-8")
        preview(folder, place)
        word(folder, place)
        built(place)
        form(place)


def run(folder: Path, *arguments: str) -> str:
    """Return what the program prints."""
    command = [sys.executable, "-m", "wsisc", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout


def play(folder: Path, arguments: list[str], answers: list[bytes]) -> str:
    """Return the screen of a terminal in which the program's questions are answered."""
    child, screen = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-m", "wsisc", *arguments])
    shown, left = b"", list(answers)
    while select.select([screen], [], [], 30)[0]:
        try:
            shown += os.read(screen, 4096)
        except OSError:
            break
        if left and shown.endswith(b": "):
            os.write(screen, left.pop(0))
    os.waitpid(child, 0)
    return shown.decode().replace("\r\n", "\n")


def terminal(name: str, text: str, scratch: Path) -> None:
    """Take a picture of a terminal that shows a text with its colours."""
    content, is_open = "", False
    for piece in re.split(r"(\x1b\[[0-9;]*[A-Za-z])", text.rstrip()):
        if not piece.startswith("\x1b"):
            content += html.escape(piece, quote=False)
            continue
        content += "</span>" if is_open else ""
        codes = [code for code in piece[2:-1].split(";") if code not in ("", "0")] if piece.endswith("m") else []
        is_open = bool(codes)
        classes = " ".join(
            "bold" if code == "1" else f"c{int(code) % 60 if int(code) > 60 else code}" for code in codes
        )
        content += f'<span class="{classes}">' if is_open else ""
    content += "</span>" if is_open else ""
    content = re.sub(r"^(\$ )(.*)$", r'\1<span class="typed">\2</span>', content, flags=re.MULTILINE)
    content = re.sub(r"(?m)^((?:Call|Type|Entity)(?: \[.*\])?: )(\S.*)$", r'\1<span class="typed">\2</span>', content)
    picture(name, PAGE.format(title="Terminal", look="dark", content=content, width=760), scratch)


def editor(name: str, lines: list[str], first: int, scratch: Path) -> None:
    """Take a picture of lines of a submission as an editor shows them."""
    rows = []
    for number, line in enumerate(lines, first):
        shown = html.escape(line, quote=False)
        if line.lstrip().startswith("#"):
            shown = f'<span class="note">{shown}</span>'
        else:
            shown = re.sub(r"^([ -]*)([a-z-]+)(:(?: |$))", r'\1<span class="key">\2</span>\3', shown)
        rows.append(f'<span class="number">{number:>3}</span>  {shown}')
    picture(name, PAGE.format(title=FILE, look="light", content="\n".join(rows), width=860), scratch)


def preview(folder: Path, scratch: Path) -> None:
    """Take a picture of the page that `wsisc preview` shows."""
    command = [sys.executable, "-m", "wsisc", "preview", "--no-browser", FILE]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        address = server.stdout.readline().strip()
        time.sleep(4)
        photograph(address, scratch / "preview.png", scratch, 1180, 860, 1)
        finish(scratch / "preview.png", "preview", frame=True)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def word(folder: Path, scratch: Path) -> None:
    """Take a picture of the pages of the Word file."""
    run(folder, "build", "--format", "docx", FILE)
    office = ["soffice", f"-env:UserInstallation=file://{scratch}/office", "--headless", "--convert-to", "pdf"]
    document = folder / "build" / Path(FILE).with_suffix(".docx").name
    subprocess.run([*office, "--outdir", scratch, document], check=True, capture_output=True)
    pages("word", scratch / document.with_suffix(".pdf").name, 56, scratch)


def form(scratch: Path) -> None:
    """Take pictures of a Word form: the cover and the fields as they are sent, then fields and answers filled in."""
    empty, filled = scratch / "form.docx", scratch / "form-filled.docx"
    run(scratch, "form", "cstd-26", "--output", str(empty))
    document = docx.Document(str(empty))
    for text in document.element.body.iter(qn("w:t")):
        if text.text in FIELDS:
            text.text = FIELDS[text.text]
            for style in text.getparent().iter(qn("w:rStyle")):
                style.set(qn("w:val"), "DefaultParagraphFont")
    lines = [each for each in document.paragraphs if each.text.endswith("Write the answer below this line.")]
    for line, answers in zip(lines, ANSWERED, strict=False):
        for style, answer in reversed(answers):
            line._p.addnext(document.add_paragraph(answer, style=style)._p)
    document.save(str(filled))
    office = ["soffice", f"-env:UserInstallation=file://{scratch}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", scratch, empty, filled], check=True, capture_output=True)
    pages("form", scratch / "form.pdf", 56, scratch)
    pages("form-filled", scratch / "form-filled.pdf", 56, scratch, first=2)


def built(scratch: Path) -> None:
    """Take a picture of the first pages of the example, for the README."""
    run(scratch, "build", "--format", "pdf", "--output", "built.pdf", str(EXAMPLE_FILE))
    pages("built", scratch / "built.pdf", 84, scratch)


def pages(name: str, document: Path, resolution: int, scratch: Path, first: int = 1) -> None:
    """Take a picture of two pages of a PDF, side by side."""
    numbers = ["-f", str(first), "-l", str(first + 1)]
    command = ["pdftoppm", "-png", "-r", str(resolution), *numbers, document, scratch / f"{name}-page"]
    subprocess.run(command, check=True)
    sheets = [Image.open(path).convert("RGB") for path in sorted(scratch.glob(f"{name}-page-*.png"))]
    gap = 16
    size = (sum(sheet.width + gap for sheet in sheets) + gap, max(sheet.height for sheet in sheets) + 2 * gap)
    whole = Image.new("RGB", size, "#9a9a9a")
    for place, sheet in enumerate(sheets):
        whole.paste(sheet, (gap + place * (sheet.width + gap), gap))
    whole.save(scratch / f"{name}.png")
    finish(scratch / f"{name}.png", name, frame=True)


def picture(name: str, page: str, scratch: Path) -> None:
    """Take a picture of a page of HTML, without the empty margins."""
    source = scratch / f"{name}.html"
    source.write_text(page, "utf-8")
    photograph(source.as_uri(), scratch / f"{name}.png", scratch, 1100, 1300, 1)
    finish(scratch / f"{name}.png", name)


def photograph(address: str, target: Path, scratch: Path, width: int, height: int, scale: float) -> None:
    """Let Chromium take a picture of an address."""
    options = [
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--disable-gpu",
        f"--user-data-dir={scratch}/chromium",
    ]
    size = [f"--window-size={width},{height}", f"--force-device-scale-factor={scale}", "--timeout=6000"]
    subprocess.run([CHROMIUM, *options, *size, f"--screenshot={target}", address], check=True, capture_output=True)


def finish(path: Path, name: str, frame: bool = False) -> None:
    """Put a picture in place: cropped, and with as few colours as it needs."""
    image = Image.open(path).convert("RGB")
    if not frame:
        box = ImageChops.difference(image, Image.new("RGB", image.size, "#fff")).getbbox()
        assert box
        image = image.crop((0, 0, min(box[2] + 18, image.width), min(box[3] + 18, image.height)))
    target = HERE / f"{name}.png"
    image.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(target, optimize=True)
    assert target.stat().st_size < 150_000, f"{name} is too large"


if __name__ == "__main__":
    if missing := [each for each in (CHROMIUM, "soffice", "pdftoppm") if not shutil.which(each)]:
        sys.exit(f"missing: {', '.join(missing)}; make judges installs them")
    main()
