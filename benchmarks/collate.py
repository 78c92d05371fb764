"""Compare the time of `wsisc collate` for many submissions with `wsisc build` for one, and measure the memory.

    .venv/bin/python benchmarks/collate.py [COUNT [FORMAT ...]]

The submissions are those of batch.py, 300 to 6,000 words each; the one is that of average size. Prints
the least of three times each, their ratio, and the memory of all processes together. Needs Linux.
"""

import sys
import tempfile
from pathlib import Path

import batch

FORMATS = ("docx", "pdf", "html")


def main(count: int, formats: tuple[str, ...]) -> None:
    times = 3 if count <= 100 else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = folder / "sources"
        batch.make(sources, count)
        sizes = {path: path.stat().st_size for path in sorted(sources.glob("*.yaml"))}
        average = sum(sizes.values()) / count
        usual = min(sizes, key=lambda path: abs(sizes[path] - average))
        for format in formats:
            alone, all_, memory = [], [], 0
            for _ in range(times):
                one = batch.run(
                    folder, "build", usual, "--no-cache", "--format", format, "-o", folder / f"one.{format}"
                )
                seconds, most = batch.run(folder, "collate", sources, "-o", folder / f"all.{format}")
                alone.append(one[0])
                all_.append(seconds)
                memory = max(memory, most)
            summary = f"one {min(alone):.2f} s, {count} together {min(all_):.2f} s, ratio {min(all_) / min(alone):.1f}"
            print(f"{format}: {summary}, memory {memory} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60, tuple(sys.argv[2:]) or FORMATS)
