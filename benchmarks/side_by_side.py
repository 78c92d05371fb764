"""Compare wsisc with the programs that it uses, in one run: median times of whole processes, run in turns.

    .venv/bin/python benchmarks/side_by_side.py [ROUNDS]

`build --format docx` of the sample and bare Pandoc on the same Markdown; `validate`, with the default rules and with
all, and check-jsonschema with the composed schema; and `validate` with all rules on 10, 100 and 1,000 pages, where
the time for a page should not grow. Times differ from machine to machine; ratios hold better.
"""

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wsisc.engines import pandoc
from wsisc.source.markup import word_count

BIN = Path(sys.executable).parent
SAMPLE = Path(__file__).parent.parent / "examples" / "unodc_2022.yaml"
PAGES = (10, 100, 1000)
MOST_SECTIONS = 200
# Python keeps what it compiled of the checkout, as it does of what is installed.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        markdown, schema = Path(folder, "sample.md"), Path(folder, "schema.json")
        run([BIN / "wsisc", "build", SAMPLE, "--format", "md", "-o", markdown])
        schema.write_bytes(run([BIN / "wsisc", "schema", "cstd-26"]))
        check_jsonschema = [BIN / "check-jsonschema", "--schemafile", schema, SAMPLE]
        pairs = {
            "build --format docx / bare Pandoc": (
                [BIN / "wsisc", "build", SAMPLE, "-o", Path(folder, "a.docx")],
                [pandoc.binary(), "-f", pandoc.READER, markdown, "-o", Path(folder, "b.docx")],
            ),
            "validate / check-jsonschema": ([BIN / "wsisc", "validate", SAMPLE], check_jsonschema),
            "validate --select all / check-jsonschema": (
                [BIN / "wsisc", "validate", "--select", "all", SAMPLE],
                check_jsonschema,
            ),
        }
        for name, commands in pairs.items():
            ours, theirs = medians(commands, rounds)
            print(f"{name}: {ours * 1000:.0f} ms / {theirs * 1000:.0f} ms = {ours / theirs:.2f}")
        files = [long_submission(Path(folder, f"{pages}.yaml"), pages) for pages in PAGES]
        times = medians([[BIN / "wsisc", "validate", "--select", "all", file] for file in files], min(rounds, 3))
        for pages, seconds, file in zip(PAGES, times, files, strict=True):
            size = file.stat().st_size / 1_000_000
            summary = f"{seconds:.2f} s, {seconds / pages * 1000:.1f} ms a page"
            print(f"validate --select all, {pages:,} pages ({size:.2f} MB): {summary}")


def long_submission(path: Path, pages: int) -> Path:
    """Write a submission of many pages: pieces of the sample's text in any order, its names and numbers in."""
    chance = random.Random(1)
    text = SAMPLE.read_text("utf-8").partition("parts:")[2].partition("links:")[0]
    text = re.sub(r"\]\[[\w-]+\]|\[\^[\w-]+\]|[\[\]*\\\\]|^ *(- )?(\w+:|\d+\))", "", text, flags=re.MULTILINE)
    words = [word for word in text.split() if word not in "-|#"]
    count = min(pages, MOST_SECTIONS)
    sections = []
    for number in range(count):
        pieces = []
        while sum(map(len, pieces)) < pages * word_count.WORDS_PER_PAGE // count:
            at = chance.randrange(len(words))
            pieces.append(words[at : at + chance.randint(2, 4)])
        many = [word for piece in pieces for word in piece]
        paragraphs = [" ".join(many[at : at + 90]) for at in range(0, len(many), 90)]
        sections.append({"title": f"Theme {number + 1}", "text": "\n\n".join(paragraphs) + "\n"})
    parts = {"one": {"text": "A."}, "two": {"sections": sections}, "three": {"a": {"text": "B."}, "b": {"text": "C."}}}
    head = {"wsisc": 1, "call": "cstd-26", "language": "en", "title": "A long text", "entity": {"name": "An entity"}}
    path.write_text(json.dumps({**head, "parts": parts}, ensure_ascii=False, indent=1), "utf-8")
    return path


def medians(commands: "list[list] | tuple[list, ...]", rounds: int) -> list[float]:
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(rounds + 1):
        for seconds, command in zip(times, commands, strict=True):
            start = time.perf_counter()
            run(command)
            seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds[1:]) for seconds in times]


def run(command: list) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT).stdout


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
