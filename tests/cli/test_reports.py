"""Reports of commands: how an earlier one is known, and how shares, names and colours are shown."""

import re
from pathlib import Path

import pytest

from tests.inprocess import run
from wsisc.cli import messages, recycled, stats
from wsisc.report import text_tables


def test_each_setting_has_its_default_and_its_variable(tmp_path, monkeypatch):
    expected = [
        "",
        "[validate]",
        '# select = ["default"] # overridden by WSISC_VALIDATE_SELECT="é"',
        '# ignore = [] # overridden by WSISC_VALIDATE_IGNORE="é"',
        '# severity = {} # overridden by WSISC_VALIDATE_SEVERITY="é"',
        '# strict = false # overridden by WSISC_VALIDATE_STRICT="é"',
        '# draft = false # overridden by WSISC_VALIDATE_DRAFT="é", WSISC_BUILD_DRAFT="é"',
        '# last-year = "" # default',
        "",
        "[build]",
        '# formats = ["docx"] # overridden by WSISC_BUILD_FORMAT="é"',
        '# output = "" # overridden by WSISC_BUILD_OUTPUT="é"',
        '# theme = "" # overridden by WSISC_BUILD_THEME="é"',
        "",
        "[collate]",
        '# title = "" # overridden by WSISC_COLLATE_TITLE="é"',
        '# language = "" # overridden by WSISC_COLLATE_LANGUAGE="é"',
        '# list-left-out = false # overridden by WSISC_COLLATE_LIST_LEFT_OUT="é"',
    ]
    monkeypatch.chdir(tmp_path)
    for variable in re.findall("WSISC_[A-Z_]+", "".join(expected)):
        monkeypatch.setenv(variable, "é")
    lines = run("config", "show").stdout.splitlines()[2:]
    assert [" ".join(line.split()) for line in lines] == expected


@pytest.mark.parametrize(
    ("content", "of_stats", "of_recycled"),
    [
        (b"", True, False),
        (b" \n", True, False),
        (b"file,entity,place\n", True, False),
        (b"\xef\xbb\xbffile,entity,place\n", True, False),
        (b"a.yaml\n\npart words pages allowed sentences footnotes links reading ease\n", True, False),
        (b'{"version": 1, "submissions": []}', True, False),
        (b'{"version": 1, "submissions": [], "more": 1}', False, False),
        (b'{"version": 1, "compared_with": [], "submissions": []}', False, True),
        (b'["version", "submissions"]', False, False),
        (b"12", False, False),
        (b"a.yaml (MA): no repeated passages\n", False, True),
        (b"a.yaml: 3 of 4 words (75%) are repeated, most from b.yaml", False, True),
        (b"1,200 submissions, compared with one another\n", False, True),
        (b"1 submission, compared with 2 others", False, True),
        (b"notes\n1 submission, compared with 2 others", False, False),
        (b"words of a person", False, False),
    ],
)
def test_an_earlier_report_is_known_by_its_form(content, of_stats, of_recycled):
    assert stats.is_earlier_report(content) == of_stats
    assert recycled.is_earlier_report(content) == of_recycled


@pytest.mark.parametrize(
    ("words", "repeated", "shown"),
    [
        (1000, 0, "0%"),
        (1000, 4, "<1%"),
        (1000, 5, "<1%"),
        (1000, 6, "1%"),
        (1000, 996, ">99%"),
        (1000, 1000, "100%"),
        (0, 0, "0%"),
    ],
)
def test_a_little_is_not_nothing_and_almost_all_not_all(words, repeated, shown):
    assert recycled.format_percent(recycled.Share("", "All", words, repeated)) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("x" * 30, "x" * 30), ("x" * 31, "x" * 29 + "…"), ("中" * 16, "中" * 14 + "…")]
)
def test_a_long_name_is_cut(name, shown):
    assert text_tables.truncate(name) == shown


def test_columns_of_a_table_are_aligned():
    assert text_tables.align([("a", "12", "x"), ("中文", "3", "")], "<><") == ["a     12  x", "中文   3"]


@pytest.mark.parametrize(
    ("option", "environment", "expected"),
    [
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "0"}, None),
        ("auto", {"FORCE_COLOR": ""}, None),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {}, None),
    ],
)
def test_whether_output_is_coloured(monkeypatch, option, environment, expected):
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert messages.wants_color(option) is expected


def test_standard_output_has_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("extract", "nowhere.docx", "-o", "-", "--with-call")
    assert (done.code, "--with-call requires -o FILE" in done.stderr, Path("-").exists()) == (2, True, False)
