"""Files that are kept compressed are those that were given, in little memory."""

import pickle
import tracemalloc
from collections.abc import Callable

from tests.conftest import SAMPLE
from wsisc import pipeline, report, source
from wsisc.lint import selection
from wsisc.report.kept_files import KeptFiles

CONTENT = SAMPLE.read_bytes().replace(b" the ", b" teh ")
CHECKED = pipeline.check(source.read(CONTENT, "a.yaml"), selection=selection.from_names(["all"], (), {}))


def test_kept_files_are_those_that_were_given():
    files = [CHECKED.checked_file._replace(file=f"{number}.yaml") for number in range(4)]
    kept = KeptFiles()
    for file in files:
        kept.append(file)
    assert list(kept) == files
    assert list(kept[1:3]) == files[1:3]
    assert [file.file for file in report.ChangedFiles(kept, lambda file: file._replace(file="b"))[:2]] == ["b", "b"]
    assert report.load("json")(kept) == report.load("json")(files)


def test_the_findings_of_many_files_take_little_memory():
    def measure(keep: Callable[[report.CheckedFile], object]) -> int:
        tracemalloc.start()
        try:
            kept = [keep(file) for file in map(pickle.loads, [received] * 20)]
            return tracemalloc.get_traced_memory()[0] if kept else 0
        finally:
            tracemalloc.stop()

    assert len(CHECKED.diagnostics) > 10
    received = pickle.dumps(report.keep_reported_lines(CHECKED.checked_file))  # as from another process
    kept = KeptFiles()
    assert 8 * measure(kept.append) < measure(lambda file: file)
    assert "in 20 files" in report.load("full")(kept)
