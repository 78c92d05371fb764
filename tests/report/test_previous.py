"""What is recognised as a report that a new one can replace, and what is not: someone else's file."""

import json
import re

import pytest

from tests.report.test_formats import FILES, render
from wsisc import report
from wsisc.report import previous
from wsisc.report.common import CheckedFile


@pytest.mark.parametrize("format", report.REPORTS)
def test_each_report_is_recognised_in_its_format(format):
    for files in (FILES, FILES[:1], FILES[1:]):
        text = re.sub("\x1b\\[[0-9;]*m", "", render(format, files))  # a file has no colours
        assert previous.is_report(text.encode())
        assert previous.is_report(text.replace("\n", "\r\n").encode())
        assert not text.strip() or previous.FORMATS[format](text)


JSON = {"version": 1, "diagnostics": []}
ISSUE = {"check_name": "x", "fingerprint": "y", "location": {}}
ROW = {"code": "x", "severity": "error", "file": "a", "path": ""}
REPORTS = [
    "", " \n", "no problems in 1 file", "x\n2 errors, 1 warning, 3 infos in 12 files\ny", "1 info in 1 file", "1 error, 3 info messages in 2 files", "1 info message in 1 file", "1,204 warnings in 1,000 files", "a.yaml: 1,204 problems.", "a:1:2: error[x-y] m", "a:1:2: info[x] m\nb c:3:4: warning[y] n\n",
    "a.yaml: no problems.", "a: 12 problems.\n\n1 of 12.", "### wsisc: no problems in 1 file\n", "### wsisc: 1 error, 2 warnings in 3 files and more",
    '<?xml version="1.0"?>\n<testsuites name="wsisc">', json.dumps(JSON), json.dumps({"source": {"name": "wsisc"}, "more": 1}), json.dumps({"runs": [{"tool": {"driver": {"name": "wsisc"}}}]}),
    "[]", json.dumps([ISSUE]), json.dumps([ISSUE | {"more": 1}]), json.dumps(ROW), json.dumps(ROW) + "\n" + json.dumps(ROW) + "\n",
]  # fmt: skip
OTHERS = [
    "words", "no problems in all files", "1 error", "1 error and 1 warning in 2 files", "x 1 error in 1 file", "a:1: error[x] m", "a:1:2: error[X] m", "a:1:2: error[x] m\nwords", "a:1:2: fatal[x] m", "a.yaml: problems.", "x\na.yaml: 1 problem.",
    "## wsisc: no problems in 1 file", "x\n### wsisc: words", '<testsuites name="wsisc">', '<?xml version="1.0"?><testsuites name="other">', json.dumps(JSON | {"more": 1}), json.dumps({"version": 1}),
    json.dumps({"source": {"name": "x"}}), json.dumps({"runs": []}), json.dumps([ISSUE, {}]), json.dumps([5]), json.dumps({"code": "x"}), json.dumps(ROW) + "\nwords", "5", "{", "[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", REPORTS)
def test_reports(text):
    assert previous.is_report(text.encode())


@pytest.mark.parametrize("text", OTHERS)
def test_files_of_others(text):
    assert not previous.is_report(text.encode())


@pytest.mark.parametrize(
    ("text", "is_diff"),
    [("--- a b\n+++ a b\n@@ -1 +1 @@\n", True), ("--- a\r\n+++ a\r\n@@ x", True), ("", True), (" \n", True), ("--- a\n+++ b\n@@ x", False), ("x\n--- a\n+++ a\n@@ x", False), ("--- a\n+++ a\nwords", False), ("words", False)],
)  # fmt: skip
def test_differences(text, is_diff):
    assert previous.is_diff(text.encode()) == is_diff


def test_a_table_has_so_many_rows_and_counts_the_others():
    for count, more in ((500, ""), (501, "1 more are not shown."), (503, "3 more are not shown.")):
        text = render("markdown", [CheckedFile("a.yaml", FILES[0].lines, [FILES[0].diagnostics[0]] * count)])
        assert (text.count("\n| ❌"), text.rpartition("\n")[2] if more else "") == (500, more)
