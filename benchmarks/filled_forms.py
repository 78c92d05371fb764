"""Fill in forms at random, have LibreOffice open and save them, and compare what is imported with what was typed.

    .venv/bin/python -m benchmarks.filled_forms [COUNT]

Prints each form whose import differs from what was filled in, and the number of these.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.importer import filled_forms

AT_A_TIME = 50  # so many files are given to LibreOffice at once


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fillers = {}
        for seed in range(count):
            content, fillers[seed] = filled_forms.create(seed)
            (folder / f"{seed}.docx").write_bytes(content)
        files = sorted(folder.glob("*.docx"))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", folder / "saved"]
        for at in range(0, len(files), AT_A_TIME):
            subprocess.run([*command, *files[at : at + AT_A_TIME]], check=True, capture_output=True)
        faults = {
            seed: filled_forms.find_faults((folder / "saved" / f"{seed}.docx").read_bytes(), filler)
            for seed, filler in fillers.items()
        }
    for seed, found in faults.items():
        for fault in found:
            print(seed, *fault, sep="\n    ")
    wrong = sum(map(bool, faults.values()))
    fields = sum(len(filler.fields) for filler in fillers.values())
    print(f"{count} forms with {fields} fields: {count - wrong} were imported word for word, {wrong} did not")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
