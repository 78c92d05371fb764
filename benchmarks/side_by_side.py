"""Time what wsisc does beside what it is made of, in one run: medians of whole processes, taken in turns.

    .venv/bin/python benchmarks/side_by_side.py [ROUNDS]

`build --format docx` of the sample beside bare Pandoc on the same Markdown, and `validate` beside
check-jsonschema with the composed schema. Times differ from machine to machine; ratios hold better.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wsisc import pandoc

BIN = Path(sys.executable).parent
SAMPLE = Path(__file__).parent.parent / "examples" / "unodc_2022.yaml"


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        markdown, schema = Path(folder, "sample.md"), Path(folder, "schema.json")
        run([BIN / "wsisc", "build", SAMPLE, "--format", "md", "-o", markdown])
        schema.write_bytes(run([BIN / "wsisc", "schema", "cstd-26"]))
        pairs = {
            "build --format docx / bare Pandoc": (
                [BIN / "wsisc", "build", SAMPLE, "-o", Path(folder, "a.docx")],
                [pandoc.binary(), "-f", pandoc.READER, markdown, "-o", Path(folder, "b.docx")],
            ),
            "validate / check-jsonschema": (
                [BIN / "wsisc", "validate", SAMPLE],
                [BIN / "check-jsonschema", "--schemafile", schema, SAMPLE],
            ),
        }
        for name, commands in pairs.items():
            ours, theirs = medians(commands, rounds)
            print(f"{name}: {ours * 1000:.0f} ms / {theirs * 1000:.0f} ms = {ours / theirs:.2f}")


def medians(commands: tuple[list, list], rounds: int) -> list[float]:
    times: list[list[float]] = [[], []]
    for _ in range(rounds + 1):
        for taken, command in zip(times, commands, strict=True):
            start = time.perf_counter()
            run(command)
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken[1:]) for taken in times]


def run(command: list) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
