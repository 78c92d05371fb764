"""What breaks reports: odd names and texts, scripts from right to left, wide letters, marks, and files without end."""

import json
import os
import re
import subprocess
import sys
import unicodedata

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, some_quick, wsisc
from wsisc import pipeline, report, source
from wsisc.lint import selection
from wsisc.messages.diagnostic import Diagnostic, Fix, Severity, Span
from wsisc.report import common

ALL = selection.Selection(("all",))
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8")))
JUNIT = etree.XMLSchema(file=str(ROOT / "tests" / "conformance" / "junit-10.xsd"))
FILES = [
    SAMPLE,
    *sorted((ROOT / "tests" / "diagnostics").glob("*.yaml")),
    *sorted((ROOT / "tests" / "clean").glob("*.yaml")),
]
NAMES = [
    "a b,c:d%20é|`x`.yaml",
    "new\nline::error::x.yaml",
    "عربي.yaml",
    "C:\\texts\\a.yaml",
    "[x](y)<b>&amp;$1$.yaml",
    "bell\x07\x1b[31m\u202e.yaml",
    "byte\udcff.yaml",
    "<stdin>",
    "/a/b.yaml",
]
TEXTS = as_yaml(
    minimal(
        {
            "language": "en",
            "title": "50%  of | `it`, 中文 <b>",
            "parts": {
                "one": {
                    "text": "تم تدريب [الموظفين][nowhere] في 中文[^none] e\u0301\u0301 👩‍👩‍👧 ❤️ 👍🏽 <b>x</b>\n\nمرحبا <i>\n"
                },
                "two": {"text": "[a][\x1b[31m\u202eb]"},
            },
        }
    )
)


def checked(content, name="a.yaml"):
    return pipeline.check(source.read(content, name), selection=ALL).checked_file


def judged(format, text, files):
    """Read a report of files as those do who rely on it, and compare the number of problems."""
    found_in_all = [each for file in files for each in file.diagnostics]
    count = len(found_in_all)
    of_people = sum(min(len(file.diagnostics), common.MAX_PER_FILE) for file in files)
    if format in ("json", "gitlab", "rdjson", "sarif"):
        data = json.loads(text)
        found = {
            "json": lambda: data["diagnostics"],
            "gitlab": lambda: data,
            "rdjson": lambda: data["diagnostics"],
            "sarif": lambda: data["runs"][0]["results"],
        }[format]()
        assert len(found) == count
    if format == "json":
        assert list(SCHEMA.iter_errors(data)) == []
    if format == "gitlab":
        assert len({each["fingerprint"] for each in data}) == count
    if format == "sarif":
        uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in found}
        assert all(re.fullmatch(r"(file:///)?[\w%./~-]+", uri, re.ASCII) for uri in uris)
        assert all(len(rule["fullDescription"]["text"]) < 1024 for rule in data["runs"][0]["tool"]["driver"]["rules"])
    if format == "json-lines":
        assert len([json.loads(line) for line in text.split("\n") if line]) == count
    if format == "concise":
        assert len(text.splitlines()) == count
    if format == "junit":
        suites = etree.fromstring(text.encode())
        JUNIT.assertValid(suites)
        failures = [sum(each.severity != Severity.INFO for each in file.diagnostics) for file in files]
        assert [len(each.findall("testcase/failure")) for each in suites] == failures
        assert [each.get("failures") for each in suites] == [str(each) for each in failures]
        assert [each.get("tests") for each in suites] == [str(len(each.findall("testcase"))) for each in suites]
    if format == "markdown":
        assert len(re.findall(r"^\|", text, re.MULTILINE)) == (min(count, 500) + 2 if count else 0)
        assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 5 for row in text.split("\n") if row.startswith("|"))
    if format == "github":
        rows = [row for row in text.split("\n") if row.startswith("::")]
        more = [int(each) for row in rows for each in re.findall(r"^::notice title=wsisc::(\d+) more", row)]
        assert len(rows) - len(more) + sum(more) == count
        assert len(rows) <= 30
        assert all(re.match(r"::(error|warning|notice) (file=[^,:]+,|title=wsisc::\d)", row) for row in rows)
    if format in ("full", "github"):
        assert len(re.findall(r"^ *--> ", re.sub(r"\x1b\[[\d;]*m", "", text), re.MULTILINE)) == of_people
    if format == "plain":
        assert len(re.findall(r"^\d+ of \d+\. ", text, re.MULTILINE)) == of_people
    if format in ("full", "github", "plain", "concise", "markdown"):
        visible = re.sub(r"\x1b\[[\d;]*m|(?<= )file=[^,]*", "", text)
        assert not [each for each in visible if unicodedata.category(each) == "Cc" and each != "\n"]
        assert "\u202e" not in visible


@pytest.mark.parametrize("format", report.REPORTS)
@pytest.mark.parametrize("path", some_quick(FILES, 4, lambda path: path.name))
def test_every_format_is_every_file(path, format):
    found = checked(path.read_bytes(), str(path.relative_to(ROOT)))
    judged(format, report.load(format)([found]), [found])


@pytest.mark.parametrize("format", report.REPORTS)
@pytest.mark.parametrize("name", some_quick(NAMES, 3, ascii))
def test_every_format_is_odd_names_and_texts(name, format):
    files = [checked(TEXTS, name), checked(as_yaml(minimal()), f"2 {name}"), checked(b"", f"3 {name}")]
    judged(format, report.load(format)(files), files)


@pytest.mark.parametrize("format", some_quick(report.REPORTS, 5))
def test_thousands_of_problems_are_reported_within_the_limits_of_the_services(format):
    text = "\n\n".join(f"See [this page here][no-link-{n}] with ample words to fill the line." for n in range(3000))
    one = checked(as_yaml(minimal({"parts": {"one": {"text": text}}})))
    many = one._replace(
        diagnostics=[
            one.diagnostics[n % len(one.diagnostics)]._replace(message=f"{'m' * 300} {n}") for n in range(4000)
        ]
    )
    report_text = report.load(format)([many])
    judged(format, report_text, [many])
    if format == "markdown":
        assert len(report_text.encode()) < 1_000_000


@pytest.mark.parametrize("format", report.REPORTS)
def test_a_report_without_its_problems_is_found_out(format):
    found = checked(TEXTS)
    with pytest.raises(AssertionError):
        judged(format, report.load(format)([found._replace(diagnostics=[])]), [found])


def test_columns_of_rdjson_point_at_the_words_in_any_script():
    words = ("[الموظفين][nowhere]", "[^none]", "<b>", "</b>", "<i>")
    found = json.loads(report.load("rdjson")([checked(TEXTS)]))["diagnostics"]
    lines = TEXTS.split(b"\n")
    pointed = set()
    for each in found:
        start, end = each["location"]["range"]["start"], each["location"]["range"]["end"]
        if start["line"] == end["line"]:
            pointed.add(lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1].decode())
    assert set(words) - {"</b>"} <= pointed


WIDTHS = {"中": 2, "e\u0301": 1, "👩‍👩‍👧": 2, "❤️": 2, "👍🏽": 2, "ﷺ": 1, "مُ": 1, "a": 1, "ｗ": 2}


@pytest.mark.parametrize("before", WIDTHS)
@pytest.mark.parametrize("under", WIDTHS)
def test_carets_stand_under_what_they_mean_by_the_width_of_letters(before, under):
    content = as_yaml(minimal({"parts": {"one": {"text": f"{before * 3} [{under}][nowhere] {before}"}}}))
    found = pipeline.check(source.read(content, "a.yaml")).checked_file
    links = [each for each in found.diagnostics if each.code == "undefined-link"]
    rows = report.load("full")([found._replace(diagnostics=links)]).split("\n")
    line, caret = (re.sub(r"\x1b\[[\d;]*m", "", row).partition("|")[2] for row in rows[2:4])
    assert line.index("[") - len(before) * 3 + WIDTHS[before] * 3 == caret.index("^")
    assert caret.count("^") == len("[][nowhere]") + WIDTHS[under]


def test_a_long_line_is_clipped_round_the_place():
    content = as_yaml(minimal({"parts": {"one": {"text": f"{'中文 ' * 200}[a][nowhere]{' more' * 200}"}}}))
    rows = report.load("full")([pipeline.check(source.read(content, "a.yaml")).checked_file]).split("\n")
    line, caret = (re.sub(r"\x1b\[[\d;]*m", "", row).partition("|")[2] for row in rows[2:4])
    wide = sum(character in "中文" for character in line[: line.index("[a]")])
    assert caret.index("^") == line.index("[a]") + wide
    assert len(line) < 120


@pytest.mark.parametrize(
    ("row", "column", "end", "text", "expected"),
    [
        ("text: labor", 7, 12, "labour", "labour"),
        ("text: 'it''s'", 10, 11, "’", None),
        ('text: "caf\\u00e9"', 11, 12, "e", None),
        ("text: 'a b'", 7, 8, "it's", None),
    ],
)
def test_a_suggestion_exists_where_it_can_be_applied_exactly(row, column, end, text, expected):
    found = checked(as_yaml(minimal({"title": "a  b"}))).diagnostics[0]
    span = found.span._replace(line=1, end_line=1, column=column, end_column=end)
    assert common.suggestion(found._replace(span=span, fix=Fix(text, 0, 1)), [row]) == expected


def test_fingerprints_survive_lines_put_in_above():
    lines = SAMPLE.read_text("utf-8").split("\n")
    at = lines.index("parts:")
    later = "\n".join([*lines[:at], "# new", "", "# lines", *lines[at:]]).encode()
    report_text = [
        [each["fingerprint"] for each in json.loads(report.load("gitlab")([checked(content)]))]
        for content in (SAMPLE.read_bytes(), later)
    ]
    assert report_text[0] == report_text[1]
    assert len(report_text[0]) > 20


@pytest.mark.parametrize("format", ["github", "gitlab", "sarif", "rdjson", "junit", "markdown"])
def test_services_are_reported_names_from_the_root_of_the_repository(format, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.yaml").write_bytes(as_yaml(minimal({"title": "a  b"})))
    options = ("validate", "--select", "structure", "--output-format", format)
    here = wsisc(*options, tmp_path / "deep" / "a.yaml", cwd=tmp_path).stdout
    below = wsisc(*options, "a.yaml", cwd=tmp_path / "deep", GITHUB_WORKSPACE=str(tmp_path)).stdout
    assert here == below
    assert b"deep/a.yaml" in here
    assert str(tmp_path).encode() not in here


def test_in_gitlab_the_log_is_for_people_and_the_report_for_the_service(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": "a  b"})))
    done = wsisc("validate", "--select", "structure", "a.yaml", cwd=tmp_path, GITLAB_CI="true")
    assert json.loads(done.stdout)[0]["check_name"] == "untidy-spaces"
    assert done.stderr.startswith(b"error[untidy-spaces]")
    done = wsisc(
        "validate", "--select", "structure", "a.yaml", "--output-file", "g.json", cwd=tmp_path, GITLAB_CI="true"
    )
    assert json.loads((tmp_path / "g.json").read_text("utf-8"))[0]["check_name"] == "untidy-spaces"
    assert (done.stdout[:5], done.stderr) == (b"error", b"")
    done = wsisc("validate", "--output-format", "concise", "a.yaml", cwd=tmp_path, GITLAB_CI="true")
    assert done.stdout.startswith(b"a.yaml:4:9: error")
    assert done.stderr == b""


def test_in_github_annotations_stay_in_the_log(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": "a  b"})))
    options = ("validate", "--select", "structure", "a.yaml", "--output-file", "report.txt")
    done = wsisc(*options, cwd=tmp_path, GITHUB_ACTIONS="true")
    assert b"\n::error file=a.yaml,line=4" in done.stdout
    assert (tmp_path / "report.txt").read_text("utf-8").startswith("error[untidy-spaces]")
    done = wsisc(*options, "--output-format", "sarif", cwd=tmp_path, GITHUB_ACTIONS="true")
    assert b"::error" not in done.stdout
    assert json.loads((tmp_path / "report.txt").read_text("utf-8"))["version"] == "2.1.0"


def test_a_report_that_cannot_be_written_is_reported(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    for target in ("folder", "file/below.json"):
        done = wsisc("validate", SAMPLE, "--output-file", tmp_path / target)
        assert done.returncode == 3
        assert b"cannot be written" in done.stderr
        assert b"Traceback" not in done.stderr
    assert json.loads(wsisc("validate", SAMPLE, "--output-format", "json", "--output-file", "-").stdout)["version"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("format", some_quick(["full", "json", "sarif"], 3))
def test_a_reader_that_goes_away_gets_no_trace(format, tmp_path):
    text = "\n\n".join(f"See [this page][no-link-{n}]." for n in range(2000))
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": text}}})))
    command = f"{sys.executable} -m wsisc validate a.yaml --output-format {format} | head -1"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


HOSTILE = "\x9b31mA\u202eB\u2028C ##[error]D ##vso[task]E\x7f"


@pytest.mark.parametrize("format", list(report.REPORTS))
def test_no_format_lets_an_author_steer_a_terminal_or_a_ci_service(format):
    text = f'title: "::set-env name=A::B {HOSTILE}"'
    span = Span(1, 1, 1, len(text) + 1)
    found = [
        Diagnostic(
            "spelling",
            Severity.ERROR,
            f"::error::{HOSTILE}",
            f"::stop::{HOSTILE}",
            f"::x {HOSTILE}.yaml",
            span,
            ("title",),
            fix=Fix(HOSTILE, 0, 1),
        )
    ]
    report_text = report.load(format)([common.CheckedFile(found[0].file, [text], found)])
    assert not re.search("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]", report_text)
    assert not re.search(r"##(?=[a-z]*\[)", report_text)
    commands = [line for line in report_text.split("\n") if line.lstrip().startswith("::")]
    assert all(line.startswith(("::error file=", "::notice title=wsisc::")) for line in commands)
