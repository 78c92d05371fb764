"""Compare a redline with a build, and a report in text with `validate`: median times of whole processes, run in turns.

    .venv/bin/python -m benchmarks.redline [ROUNDS]

OLD has about 6,000 words; in NEW, every tenth word is another, and each third paragraph has a new one behind it. A
redline should take at most 2.5 times as long as building one of them, since it builds both; the text at most 1.5 times
as long as `validate` of both.
"""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.side_by_side import BIN, long_submission, medians

PAGES = 12  # about 6,000 words


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        old, new = long_submission(Path(folder, "old.yaml"), PAGES), Path(folder, "new.yaml")
        new.write_text(json.dumps(edited(json.loads(old.read_text("utf-8"))), ensure_ascii=False, indent=1), "utf-8")
        wsisc = BIN / "wsisc"
        build, redline, text, validate = medians(
            [
                [wsisc, "build", old, "-o", Path(folder, "old.docx")],
                [wsisc, "diff", old, new, "-o", Path(folder, "redline.docx")],
                [wsisc, "diff", old, new],
                [wsisc, "validate", old, new],
            ],
            rounds,
        )
    print(f"redline / build of one: {redline * 1000:.0f} ms / {build * 1000:.0f} ms = {redline / build:.2f}")
    print(f"diff as text / validate of both: {text * 1000:.0f} ms / {validate * 1000:.0f} ms = {text / validate:.2f}")


def edited(data: dict) -> dict:
    """Return the data of a submission with changed words and new paragraphs."""
    for section in data["parts"]["two"]["sections"]:
        paragraphs = section["text"].split("\n\n")
        for at, paragraph in enumerate(paragraphs):
            words = paragraph.split(" ")
            words[::10] = ["elsewhere"] * len(words[::10])
            added = "\n\nA paragraph that was not in the version before." if at % 3 == 0 else ""
            paragraphs[at] = " ".join(words) + added
        section["text"] = "\n\n".join(paragraphs)
    return data


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
