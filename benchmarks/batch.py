"""Compare the time of `wsisc build` for many submissions with a shell loop of bare Pandoc, two at a time.

    .venv/bin/python benchmarks/batch.py [COUNT]

The submissions consist of the sample's sentences, 300 to 6,000 words each. Prints the wall times, run in turns, their
ratio, the memory of all processes together (each page counted once), a second run, and one with one file changed.
Needs Linux.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from wsisc.engines import pandoc

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources, pages = folder / "sources", folder / "pages"
        make(sources, count)
        run(folder, "build", sources, "--format", "md", "-o", pages)
        loop, ours, memory = [], [], 0
        for _ in range(2):
            start = time.perf_counter()
            shell_loop(pages)
            loop.append(time.perf_counter() - start)
            seconds, most = run(folder, "build", sources, "--no-cache", "-o", folder / "out")
            ours.append(seconds)
            memory = max(memory, most)
        summary = f"shell loop {min(loop):.1f} s, wsisc {min(ours):.1f} s, ratio {min(ours) / min(loop):.2f}"
        print(f"{count} documents: {summary}")
        print(f"memory of all processes: {memory} MB")
        again(folder, sources, count)


def again(folder: Path, sources: Path, count: int) -> None:
    first, _ = run(folder, "build", sources, "-o", folder / "kept")
    second, _ = run(folder, "build", sources, "-o", folder / "kept")
    changed = next(sources.glob("*.yaml"))
    changed.write_text(changed.read_text().replace("title: ", "title: Again, "))
    third, _ = run(folder, "build", sources, "-o", folder / "kept")
    alone, _ = run(folder, "--version")
    each = (second - alone) / count * 1000
    print(f"first {first:.1f} s, second {second:.2f} s ({each:.2f} ms a document), one changed {third:.2f} s")


def make(folder: Path, count: int) -> None:
    """Write submissions of 300 to 6,000 words, of the sample's sentences in other orders, with notes and links."""
    text = (ROOT / "examples" / "unodc_2022.yaml").read_text("utf-8")
    start, end = text.index("\nlinks:") + 1, text.index("\nfootnotes:") + 1
    body = re.sub(r"\[\^[a-z-]+\]", "", text[text.index("\nparts:") : start])
    sentences = [" ".join(each.split()) for each in re.findall(r"[A-Z][^.:|]{40,400}\.", body) if "title:" not in each]
    links = text[start:end]
    folder.mkdir(parents=True)
    dice = random.Random(7)
    for number in range(count):
        (folder / f"s{number:05}.yaml").write_text(submission(dice, sentences, links, number), "utf-8")


def submission(dice: random.Random, sentences: list[str], links: str, number: int) -> str:
    words = int(300 * 20 ** dice.random())

    def text(share: float, indent: int, note: str = "") -> str:
        paragraphs, left = [], words * share
        while left > 0:
            paragraph = " ".join(dice.choices(sentences, k=dice.randint(2, 6)))
            left -= len(paragraph.split())
            paragraphs.append(paragraph)
        paragraphs[0] += note
        return "\n\n".join(" " * indent + each for each in paragraphs)

    sections = "\n".join(f"      - title: Theme {at}\n        text: |\n{text(0.06, 10)}" for at in range(1, 8))
    return f"""wsisc: 1
call: cstd-26
language: en
title: Contribution number {number}
entity: {{name: Entity {number}}}
parts:
  one:
    text: |
{text(0.1, 6, "[^one]")}
  two:
    sections:
{sections}
  three:
    a:
      text: |
{text(0.3, 8, "[^two]")}
    b:
      text: |
{text(0.18, 8)}
{links}footnotes:
  one: Of the first.
  two: Of the second, see <https://example.org/>.
"""


def shell_loop(pages: Path) -> None:
    command = f"ls {pages}/*.md | xargs -P 2 -I@ {pandoc.binary()} -f {pandoc.READER} @ -o @.docx"
    subprocess.run(command, shell=True, check=True)


def run(folder: Path, *arguments: object) -> tuple[float, int]:
    """Run wsisc; return the seconds it took, and the memory of all its processes at the most, in MB."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(
        [BIN / "wsisc", *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    )
    most = [0]
    watch = threading.Thread(target=watched, args=(process, most))
    watch.start()
    _, output = process.communicate()
    seconds = time.perf_counter() - start
    watch.join()
    assert process.returncode == 0, output.decode()[-2000:]
    return seconds, most[0]


def watched(process: "subprocess.Popen[bytes]", most: list[int]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], sum(map(share, family(process.pid))))
        time.sleep(0.25)


def family(root: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.parent.name)] = int(fields[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def share(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(re.search(r"^Pss: +(\d+)", rollup, re.MULTILINE)[1]) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
