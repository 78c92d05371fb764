"""Measure the median time from a save of the sample to the changed page, as a client of the preview sees it.

    .venv/bin/python benchmarks/preview.py [SAVES]

The server sends an event for each save; then the client asks for the page, as the script in the browser does.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.conftest import SAMPLE
from tests.preview.client import preview, save


def main(saves: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "sample.yaml")
        text = SAMPLE.read_text("utf-8")
        file.write_text(text, "utf-8")
        with preview(file) as running:
            events = running.events()
            pages, sheets = zip(*(measured(running, events, text, number) for number in range(saves + 1)), strict=True)
    rows = (
        (name, statistics.median(times[1:]), max(times[1:]))
        for name, times in (("page", pages), ("printed pages", sheets))
    )
    for name, median, most in rows:
        print(f"save to {name}: median {median * 1000:.0f} ms, most {most * 1000:.0f} ms, of {saves}")


def measured(running, events, text: str, number: int) -> tuple[float, float]:
    """Return the seconds to the changed page, and to its printed pages."""
    event = next(events)
    while event["sheets"] < 1:
        event = next(events)
    time.sleep(1)
    start = time.perf_counter()
    word = f"Save{number}"
    save(running.file, text.replace("During the reporting period", f"{word}: during the reporting period"))
    before = event
    while event["page"] <= before["page"]:
        event = next(events)
    running.text("pieces")
    assert word in running.text("document")
    page = time.perf_counter() - start
    while event["sheets"] <= before["sheets"]:
        event = next(events)
    return page, time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
