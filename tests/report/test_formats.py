"""Every report format: what other programs rely on, judged by their own schemas where they have one."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, wsisc
from wsisc import __version__, report
from wsisc.messages.diagnostic import Diagnostic, Fix, Severity, Span
from wsisc.report import CheckedFile, common

ARABIC = "    text: كلمة labor هنا"
LINES = ["title: 50% of a, b: c", ARABIC, "  one", "  two", ""]


def diagnostic(line, column, end_line, end_column, code="spelling", severity=Severity.WARNING, **more):
    message = more.pop("message", 'the word "labor" | `x` <b>\nand 50%')
    span = Span(line, column, end_line, end_column)
    return Diagnostic(code, severity, message, "write labour", "./a b/c,d.yaml", span, ("parts", "one", "text"), **more)


FOUND = [
    diagnostic(1, 8, 1, 11, "missing-property", Severity.ERROR),
    diagnostic(2, 16, 2, 21, "possessive-acronym", fix=Fix("labour", 5, 10)),
    diagnostic(3, 3, 4, 6, "unused-link"),
    diagnostic(5, 1, 5, 1, "empty-value", Severity.INFO, message="control \x07 character"),
]
FILES = [CheckedFile("./a b/c,d.yaml", LINES, FOUND), CheckedFile("empty.yaml", ["wsisc: 1"], [])]


def render(format, files=FILES):
    return report.load(format)(files)


@pytest.mark.parametrize("format", report.REPORTS)
def test_every_format_tells_every_problem_and_takes_none(format):
    text = render(format)
    for each in FOUND:
        if format == "junit" and each.severity == Severity.INFO:
            continue  # what is only worth knowing is no failed test
        assert each.code in text or each.code.replace("-", " ") in text
    assert isinstance(render(format, []), str)
    assert isinstance(render(format, [FILES[1]]), str)


def test_concise_is_a_line_each():
    assert render("concise").split("\n")[0].startswith("./a b/c,d.yaml:1:8: error[missing-property] the word")


def test_plain_has_no_signs_and_no_colour():
    text = render("plain")
    assert "\x1b" not in text
    assert not re.search(r"[│╭─^|]{2}|-->", text)
    assert "Line 2, column 16. Warning, possessive acronym." in text
    assert "Text: labor." in text
    assert "empty.yaml: no problems." in text


def test_json_and_json_lines_have_the_documented_form():
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    data = json.loads(render("json"))
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    assert [json.loads(line) for line in render("json-lines").split("\n")] == data["diagnostics"]
    assert data["diagnostics"][1]["fix"] == "labour"
    assert data["diagnostics"][0]["path"] == "/parts/one/text"
    assert list(Draft202012Validator(schema).iter_errors({**data, "more": 1}))


def test_github_escapes_counts_and_leaves_columns_out_over_several_lines():
    rows = [line for line in render("github").split("\n") if line.startswith("::")]
    assert rows[0] == (
        "::error file=a b/c%2Cd.yaml,line=1,endLine=1,col=8,endColumn=11,title=wsisc%3A missing-property::"
        'the word "labor" | `x` <b>%0Aand 50%25%0Awrite labour'
    )
    assert rows[2].startswith("::warning file=a b/c%2Cd.yaml,line=3,endLine=4,title=")


def test_github_shows_the_worst_ten_and_says_how_many_are_left():
    many = [diagnostic(1, n + 1, 1, n + 2, severity=severity) for severity in Severity for n in range(14)]
    rows = [
        line for line in render("github", [CheckedFile("a.yaml", LINES, many)]).split("\n") if line.startswith("::")
    ]
    counts = {kind: sum(row.startswith(f"::{kind} ") for row in rows) for kind in ("error", "warning", "notice")}
    assert counts == {"error": 10, "warning": 10, "notice": 10}
    assert rows[-1].startswith("::notice title=wsisc::13 more")


def test_gitlab_has_what_its_page_asks_for():
    found = json.loads(render("gitlab"))
    assert [each["severity"] for each in found] == ["major", "minor", "minor", "info"]
    assert found[1]["location"]["path"] == "a b/c,d.yaml"
    assert found[1]["location"]["lines"] == {"begin": 2, "end": 2}
    assert len({each["fingerprint"] for each in found}) == 4


def test_fingerprints_survive_lines_inserted_above_and_distinguish_equal_problems():
    twice = [diagnostic(1, 8, 1, 11), diagnostic(2, 8, 2, 11)]
    before = CheckedFile("a.yaml", ["title: labor", "title: labor"], twice)
    after = CheckedFile(
        "a.yaml", ["# new", "title: labor", "title: labor"], [diagnostic(2, 8, 2, 11), diagnostic(3, 8, 3, 11)]
    )
    prints = [[each["fingerprint"] for each in json.loads(render("gitlab", [file]))] for file in (before, after)]
    assert prints[0] == prints[1]
    assert len(set(prints[0])) == 2


def test_rdjson_counts_columns_in_bytes():
    found = json.loads(render("rdjson"))["diagnostics"]
    place = found[1]["location"]["range"]
    line = ARABIC.encode()
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b"labor"
    assert found[1]["suggestions"] == [{"range": place, "text": "labour"}]
    assert [each["severity"] for each in found] == ["ERROR", "WARNING", "WARNING", "INFO"]


def test_junit_satisfies_its_schema_and_the_schema_can_say_no():
    schema = etree.XMLSchema(file=str(Path(__file__).parent.parent / "conformance" / "junit-10.xsd"))
    for files in (FILES, [], [FILES[1]]):
        schema.assertValid(etree.fromstring(render("junit", files).encode()))
    root = etree.fromstring(render("junit").encode())
    assert [each.get("failures") for each in root.iter("testsuite")] == ["3", "0"]
    root[0].set("bogus", "1")
    assert not schema.validate(root)


def test_markdown_is_one_table_that_no_text_breaks():
    rows = render("markdown").split("\n")
    assert rows[0] == "### wsisc: 1 error, 2 warnings, 1 info message in 2 files"
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows[2:])
    assert "&lt;b>" in rows[4]


def test_sarif_names_rules_places_and_fixes():
    run = json.loads(render("sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) < (region["endLine"], region["endColumn"])
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b/c%2Cd.yaml"
    assert run["results"][1]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "labour"
    assert all(rule["help"]["markdown"] and len(rule["fullDescription"]["text"]) < 1024 for rule in rules)


@pytest.mark.parametrize(
    ("environment", "begins"),
    [({"GITHUB_ACTIONS": "true"}, "warning["), ({"GITLAB_CI": "true"}, "["), ({}, "warning[")],
)
def test_in_a_ci_the_fitting_format_is_chosen(environment, begins, tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"links": {"a": "https://example.org/"}})))
    done = wsisc("validate", "a.yaml", cwd=tmp_path, **environment)
    assert done.returncode == 0
    assert done.stdout.decode().startswith(begins)
    assert (b"::warning file=a.yaml" in done.stdout) == ("GITHUB_ACTIONS" in environment)


def test_a_report_goes_to_a_file_and_the_terminal_shows_the_one_for_people(tmp_path):
    done = wsisc("validate", SAMPLE, "--output-format", "sarif", "--output-file", tmp_path / "new" / "a.sarif")
    assert done.returncode == 0
    assert json.loads((tmp_path / "new" / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert b"in 1 file" in done.stdout
    wsisc("validate", SAMPLE, "--output-file", tmp_path / "a.txt", "--color", "always")
    assert "\x1b" not in (tmp_path / "a.txt").read_text("utf-8")


def test_reports_are_as_a_golden_shows_them(golden):
    """Every format of the same problems; what is many is limited as the services that read them limit it."""
    more = CheckedFile(
        "b.yaml", LINES, [diagnostic(4, 1, 4, 2, message="a & b <c> [d](e) *f* _g_", severity=Severity.INFO)]
    )
    texts = [f"==== {format}\n{render(format, [*FILES, more])}" for format in report.REPORTS]
    shown = "\n".join(texts).replace("\x1b", "ESC").replace(f'"{__version__}"', '"VERSION"')
    golden("reports.txt", f"{shown}\n")


@pytest.mark.parametrize(
    ("counts", "kept", "sentences"),
    [
        ((1, 2), (1, 2), 0),
        ((300, 301), (300, 300), 1),
        ((300,) * 10 + (1,), (300,) * 10 + (0,), 1),
        ((5000,), (300,), 1),
    ],
)
def test_no_more_is_reported_than_a_person_reads(counts, kept, sentences):
    files = [
        CheckedFile(f"{at}.yaml", LINES, [diagnostic(1, 1, 1, 2, severity=Severity.INFO)] * count)
        for at, count in enumerate(counts)
    ]
    limited = list(common.limit_diagnostics(files))
    assert [each.file for each in limited] == files
    assert tuple(len(each.kept) for each in limited) == kept
    assert sum(each.left_out != "" for each in limited) == sentences


def test_the_worst_of_many_are_kept_in_their_order():
    many = [diagnostic(at, 1, at, 2, severity=Severity.INFO) for at in range(1, 400)]
    errors = [diagnostic(at, 1, at, 2, severity=Severity.ERROR) for at in (500, 501)]
    [limited] = common.limit_diagnostics([CheckedFile("a.yaml", LINES, [*many, *errors])])
    assert [each.span.line for each in limited.kept] == [*range(1, 299), 500, 501]


def test_lines_that_nothing_is_said_of_are_emptied():
    kept = common.keep_reported_lines(CheckedFile("a.yaml", LINES, FOUND[:1] + FOUND[2:3]))
    assert kept.lines == [LINES[0], "", LINES[2], LINES[3], ""]
    assert (kept.file, list(kept.diagnostics)) == ("a.yaml", FOUND[:1] + FOUND[2:3])
