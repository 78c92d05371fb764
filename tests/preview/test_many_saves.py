"""Three hundred saves in a row leave no growing memory, no process, no thread and no file behind."""

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from tests.preview.client import preview, save

pytestmark = [
    pytest.mark.judge,
    pytest.mark.alone,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform != "linux", reason="counts what /proc shows"),
]
SAVES = 300


def counted(process, temporary):
    """Return the kilobytes, threads, open files and children of a process, and the files in its temporary folder."""
    folder = Path("/proc") / str(process)
    fields = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
    children = [
        child
        for child in Path("/proc").glob("[0-9]*/stat")
        if child.exists() and child.read_text().rpartition(")")[2].split()[1] == str(process)
    ]
    files = len(list((folder / "fd").iterdir()))
    return int(fields["VmRSS"].split()[0]), int(fields["Threads"]), files, len(children), len(list(temporary.iterdir()))


def test_three_hundred_saves_leave_nothing_behind(tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("MALLOC_ARENA_MAX", "1")  # else every thread that draws a page may keep the room of one
    file = tmp_path / "sample.yaml"
    text = SAMPLE.read_text("utf-8")
    file.write_text(text, "utf-8")
    with preview(file) as running:
        events = running.events()
        measures = []
        page = next(event["page"] for event in events if event["page"])
        for number in range(SAVES):
            save(file, text.replace("During the reporting period", f"Save {number}: during the reporting period"))
            page = next(event["page"] for event in events if event["page"] > page)
            assert f"Save {number}:" in running.text("document")
            running.text("pieces")
            if number % 50 == 49:
                running.until(lambda each: "Final layout" in each.text("pieces") and "3." in each.text("pieces"))
                running.request("sheet-3.png")
                measures.append(counted(running.process.pid, temporary))
        memory, threads, files, children, left = count_when_quiet(running, temporary)
    assert memory < measures[len(measures) // 2][0] * 1.08, [each[0] for each in measures]  # a heap settles first
    assert (threads, files) <= (measures[0][1] + 1, measures[0][2] + 2)
    assert (children, left) == (0, 0)
    assert sorted(os.listdir(tmp_path)) == ["sample.yaml", "temporary"]


def count_when_quiet(running, temporary):
    """Return the last of several equal counts: between two tasks there is a moment without a child, too."""
    counts = [()]

    def is_quiet(each):
        counts.append(counted(each.process.pid, temporary))
        return all(count[3:] == (0, 0) for count in counts[-10:])

    running.until(is_quiet)
    return counts[-1]
