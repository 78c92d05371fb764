"""`wsisc stats` as people, spreadsheets and programs use it."""

import csv
import io
import unicodedata

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import as_json, load_schema
from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, wsisc

SCHEMA = load_schema("stats")
COLUMNS = [
    "file",
    "entity",
    "place",
    "label",
    "words",
    "pages",
    "limit",
    "sentences",
    "footnotes",
    "links",
    "ease",
    "word_limit",
]


def test_the_sample_is_counted_against_its_call():
    Draft202012Validator.check_schema(SCHEMA)
    parts = {row["place"]: row for row in as_json("stats", SAMPLE)["submissions"][0]["parts"]}
    assert list(parts) == ["one", "two", "three", "three-a", "three-b", ""]
    assert parts["three"]["pages"] > parts["three"]["limit"] == 2
    assert parts["three"]["pages"] == pytest.approx(parts["three-a"]["pages"] + parts["three-b"]["pages"], abs=0.11)
    assert list(Draft202012Validator(SCHEMA).iter_errors({"version": 1, "submissions": [{"file": ""}]}))


def test_a_table_for_people_marks_what_is_too_long_and_says_what_the_mark_means():
    lines = wsisc("stats", SAMPLE).stdout.decode().splitlines()
    assert lines[1].startswith("UNODC's contribution")  # a title that names who submits is not preceded by it
    assert lines[3].split() == [
        "part",
        "words",
        "pages",
        "allowed",
        "sentences",
        "footnotes",
        "links",
        "reading",
        "ease",
    ]
    assert "*3.5" in lines[6]
    assert lines[-1] == "* exceeds the limit of the call"


def test_columns_are_aligned_by_the_width_of_letters(tmp_path):
    (tmp_path / "calls").mkdir()
    text = (ROOT / "schemas" / "calls" / "cstd-26.yaml").read_text("utf-8").replace('"Part One:"', '"第一部分："')
    (tmp_path / "calls" / "own.yaml").write_text(text.replace("id: cstd-26", "id: own"), "utf-8")
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"call": "own", "entity": {"name": "منظمة\u202e"}})))
    lines = wsisc("stats", "a.yaml", cwd=tmp_path).stdout.decode().splitlines()
    assert any(line.startswith("第一部分") for line in lines)
    assert "\u202e" not in "\n".join(lines)
    ends = {sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line) for line in lines[3:]}
    assert len(ends) == 1


def test_empty_parts_are_counted_and_measured_as_a_draft_is(tmp_path):
    data = minimal()
    del data["parts"]["two"]
    (tmp_path / "a.yaml").write_bytes(as_yaml(data))
    parts = {row["place"]: row for row in as_json("stats", tmp_path / "a.yaml")["submissions"][0]["parts"]}
    assert (parts["two"]["words"], parts["two"]["pages"], parts["two"]["ease"]) == (0, 0, None)
    assert parts["one"]["pages"] is not None


def test_what_has_errors_is_counted_as_far_as_it_can_be_and_reported(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": "See [this][gone]."}}})))
    (tmp_path / "b.yaml").write_bytes(b"wsisc: 1\ntitle: [\n")
    (tmp_path / "c.yaml").write_bytes(as_yaml(minimal({"call": "nowhere"})))
    (tmp_path / "d.yaml").write_bytes(as_yaml(minimal()))
    done = wsisc("stats", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "a.yaml: has errors, so its pages are not counted; run wsisc validate to list them",
        "b.yaml: has errors, so nothing is counted; run wsisc validate to list them",
        "c.yaml: has errors, so nothing is counted; run wsisc validate to list them",
    ]
    assert [line for line in done.stdout.decode().splitlines() if line.endswith(".yaml")] == ["a.yaml", "d.yaml"]
    found = as_json("stats", ".", cwd=tmp_path, code=1)["submissions"]
    assert [len(each["parts"]) for each in found] == [6, 0, 0, 6]
    assert found[0]["parts"][0]["pages"] is None


@pytest.mark.parametrize("name", ['=HYPERLINK("https://example.org","x")', "+1", "-1", "@SUM(A1)", " =1"])
def test_no_text_of_an_author_is_a_formula_in_a_spreadsheet(name, tmp_path):
    (tmp_path / "=cmd.yaml").write_bytes(as_yaml(minimal({"entity": {"name": name}})))
    done = wsisc("stats", "=cmd.yaml", "--output-format", "csv", cwd=tmp_path)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert len(rows) == 6
    assert {row["entity"] for row in rows} == {f"'{name}"}
    assert {row["file"] for row in rows} == {"'=cmd.yaml"}


def test_csv_has_the_columns_of_the_json_and_a_file_of_it_opens_in_a_spreadsheet(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"entity": {"name": 'Été, "الاتحاد"'}})))
    done = wsisc("stats", "a.yaml", "--output-format", "csv", "--output-file", "new/a.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    content = (tmp_path / "new" / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == COLUMNS == ["file", "entity", *SCHEMA["$defs"]["row"]["required"]]
    assert rows[1][:4] == ["a.yaml", 'Été, "الاتحاد"', "one", "Part One"]
    assert all(len(row) == len(COLUMNS) for row in rows)


def test_standard_input_and_a_file_that_cannot_be_written(tmp_path):
    assert as_json("stats", "-", stdin=as_yaml(minimal()))["submissions"][0]["file"] == "<stdin>"
    assert wsisc("stats", SAMPLE, "--output-file", tmp_path).returncode == 3
    assert wsisc("stats", tmp_path / "none.yaml").returncode == 2
