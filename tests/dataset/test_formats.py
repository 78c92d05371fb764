"""The formats of the dataset: JSON as its schema says, CSV that comes back to the letter, a workbook without formulas."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree

from tests.conftest import FEATURES, ROOT, SAMPLE, examples, minimal, some_quick
from tests.dataset import samples
from wsisc.calls import vocabularies
from wsisc.publication import dataset
from wsisc.publication.collate.collection import Collection, LeftOutSubmission
from wsisc.publication.dataset import csv_table, sheet
from wsisc.text import csv_cells

SCHEMA = json.loads((ROOT / "schemas" / "dataset.schema.json").read_text("utf-8"))
FORMULA = '=HYPERLINK("https://evil.example/","Click")'
LONG = " ".join(f"word{number}" for number in range(9000))
HOSTILE = minimal(
    {
        "title": FORMULA,
        "entity": {"name": "@SUM(1+1)", "acronym": "+1"},
        "parts": {
            "one": {"text": LONG},
            "two": {
                "text": "A line.\n\n=1+1 begins the next; =2+2 too. _x0041_ stays.",
                "sections": [
                    {"title": FORMULA, "text": "https://example.org/ is no link, NA no gap."},
                    {"title": "-1+cmd|' /C calc'!A0", "text": "0012"},
                    {"title": "'=quoted", "text": "'tis"},
                    {"title": "{=1+1}", "text": "مكتبة\n\nفي القرية"},
                    {"title": "NA", "text": "😀" * 100},
                ],
            },
        },
    }
)

_PIECES = ["a", " ", "\n", "😀", "مكتبة", "word " * 3000, "😀" * 9000, "\n" * 200]


@pytest.fixture(scope="module")
def hostile():
    collection = samples.collect_data(HOSTILE)
    assert collection.left_out == ()
    return collection


@pytest.fixture(scope="module")
def compendium():
    return samples.collect_compendium()


def book_of(collection):
    return openpyxl.load_workbook(io.BytesIO(dataset.write(collection, "xlsx")))


def rows_of(book, name):
    lines = list(book[name].iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


@pytest.mark.parametrize("format", dataset.FORMATS)
def test_the_same_collection_gives_the_same_bytes(compendium, format):
    assert dataset.write(compendium, format) == dataset.write(samples.collect_compendium(), format)


def test_a_format_that_is_none_is_refused(compendium):
    with pytest.raises(KeyError):
        dataset.write(compendium, "ods")


def test_the_schema_is_one_and_describes_everything():
    Draft202012Validator.check_schema(SCHEMA)

    def walk(node):
        if isinstance(node, dict):
            if node.get("type") == "object" and "properties" not in node:
                assert isinstance(node["additionalProperties"], dict)
            elif node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert sorted(node["required"]) == sorted(node["properties"])
                for name, property in node["properties"].items():
                    assert "description" in property or "$ref" in property, name
            for each in node.values():
                walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)

    walk(SCHEMA)


def test_json_is_as_the_schema_says(compendium, hostile):
    for collection in (
        compendium,
        hostile,
        samples.collect_files(SAMPLE),
        samples.collect_files(FEATURES),
        Collection((), ()),
    ):
        data = json.loads(dataset.write(collection, "json", "2041-12-20"))
        Draft202012Validator(SCHEMA).validate(data)
        assert data["date"] == "2041-12-20"
        keys = {each["key"] for each in data["sections"]}
        assert {each["section"] for each in data["suggestions"]} <= keys
    assert json.loads(dataset.write(compendium, "json"))["date"] is None


def test_csv_has_lines_of_one_form(compendium, hostile):
    for collection in (compendium, hostile):
        content = dataset.write(collection, "csv")
        assert content.startswith(b"\xef\xbb\xbfkey,file,")
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
        assert {len(line) for line in lines} == {len(csv_table.list_columns(collection.vocabularies))}
        assert content.replace(b"\r\n", b"").count(b"\r") == 0


def test_csv_comes_back_from_pandas(compendium, hostile):
    import pandas

    assert csv_cells.__doc__
    rule = next(line for line in csv_cells.__doc__.splitlines() if "table.replace" in line)
    for collection in (compendium, hostile):
        content = dataset.write(collection, "csv")
        read = pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
        scope = {"table": read}
        exec(rule.strip(), scope)
        tables = dataset.build_tables(collection)
        expected = [csv_table.flatten_section(row, tables.vocabularies) for row in tables.sections]
        assert scope["table"].to_dict("records") == [{k: str(v) for k, v in row.items()} for row in expected]
    assert "\n" in "".join(read["text"])
    assert "مكتبة" in "".join(read["text"])


def test_csv_runs_nothing(hostile):
    content = dataset.write(hostile, "csv").decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(content, newline="")) for cell in line]
    # as Excel cuts a file where it takes semicolons for separators, and quotation marks within a cell for nothing
    cells += content.replace("\r\n", "\n").replace("\n", ";").split(";")
    assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")]
    assert "'-1+cmd" in content


@given(st.text(st.sampled_from("=+-@'\t\r\n; a\"＝,"), max_size=12))
@settings(max_examples=examples(100, 500))
def test_what_is_guarded_comes_back(text):
    guarded = csv_cells.guard_formulas(text)
    documented = re.search(r'table\.replace\(r"(.+)", "", regex=True\)', csv_cells.__doc__)[1]
    assert re.sub(documented, "", guarded) == text
    assert guarded.strip(" ")[:1] not in ("=", "+", "-", "@", "＝") or not guarded.strip(" ")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(texts=st.lists(st.text(st.sampled_from("=+@'\t\r\n; a\"＝,"), max_size=12), min_size=1, max_size=3))
@example(texts=['x;"=HYPERLINK(1);"y'])
@example(texts=['\n"=1', '\t" =1'])
@settings(max_examples=examples(100, 500))
def test_nothing_runs_whatever_the_separator(separator, texts):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["key", *map(csv_cells.guard_formulas, texts)]] * 2)
    cells = [
        cell for line in csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=separator) for cell in line
    ]
    assert not [cell for cell in cells if cell.strip(" ")[:1] in ("=", "+", "@", "＝") and cell.strip(" ")]


def test_a_workbook_holds_texts_and_no_formulas(hostile):
    content = dataset.write(hostile, "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            root = etree.fromstring(package.read(name))
            if name.startswith("xl/worksheets/sheet"):
                assert not root.findall(".//{*}f")
                assert not root.findall(".//{*}hyperlink")
        assert {info.date_time[:3] for info in package.infolist()} == {(1980, 1, 1)}
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {cell.data_type for each in book for row in each.iter_rows() for cell in row} <= {"s", "n"}
    assert rows_of(book, "Overview")[0]["Title"] == FORMULA
    assert rows_of(book, "Overview")[0]["Acronym"] == "+1"
    headings = [row["Heading"] for row in rows_of(book, "Sections")]
    assert FORMULA in headings
    assert "'=quoted" in headings


def test_no_text_is_cut(hostile):
    rows = rows_of(book_of(hostile), "Sections")
    expected = dataset.build_tables(hostile).sections
    assert len(LONG) > sheet.MAX_CELL_CHARACTERS
    for row, section in zip(rows, expected, strict=True):
        pieces = [row["Text"], *(row[name] for name in row if name and name.startswith("Text ("))]
        assert "".join(piece or "" for piece in pieces) == section.text
        assert (row["Heading"] or "") == section.heading


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
@settings(max_examples=40)
def test_pieces_fit_cells_and_make_the_whole(text):
    pieces = list(sheet.split_text(text))
    assert "".join(pieces) == text
    for piece in pieces:
        assert len(piece.encode("utf-16-le")) <= 2 * sheet.MAX_CELL_CHARACTERS
        assert piece.count("\n") <= sheet.MAX_CELL_LINE_ENDS


def test_a_workbook_has_its_sheets(compendium):
    book = book_of(compendium)
    assert book.sheetnames == [
        *("Overview", "Sections", "Tags", "Coverage", "Charts", "Suggestions", "Matrix", "Left out", "About")
    ]
    for each in book:
        if each.title == "Charts":
            continue
        assert each.freeze_panes is not None
        assert len(each.tables) == 1
        assert next(iter(each.tables.values())).autoFilter is not None
    tables = dataset.build_tables(compendium)
    assert len(rows_of(book, "Sections")) == len(tables.sections)
    assert len(rows_of(book, "Suggestions")) == len(tables.suggestions) or not tables.suggestions
    assert [row["File"] for row in rows_of(book, "Left out")] == [each.file for each in tables.left_out]
    assert not [row for row in rows_of(book, "About") if row["Column"] == "Date" and not row["Sheet"]]


def test_about_explains_every_column(compendium):
    book = book_of(compendium)
    explained = {(row["Sheet"], row["Column"]) for row in rows_of(book, "About")}
    assert all(row["What it means"] for row in rows_of(book, "About"))
    for name in ("Sections", "Tags", "Coverage", "Suggestions", "Left out"):
        for cell in book[name][1]:
            assert (name, cell.value) in explained


def test_a_date_is_shown_if_there_is_one(compendium):
    content = dataset.write(compendium, "xlsx", "20 December 2041")
    rows = rows_of(openpyxl.load_workbook(io.BytesIO(content)), "About")
    assert "20 December 2041" in [row["What it means"] for row in rows]


def test_the_overview_says_who_answered_what():
    rows = rows_of(book_of(samples.collect_files(SAMPLE)), "Overview")
    assert rows[0]["Part One: words"] == 315
    assert round(rows[0]["Part One: estimated pages (limit 0.5)"], 1) == 0.7
    cell = book_of(samples.collect_files(SAMPLE))["Overview"]
    over = [each.number_format for each in cell[2] if "over" in each.number_format]
    assert over[0] == '0.0" over 0.5"_)'


@pytest.mark.parametrize("text", ["", "We teach, for SDG 4 and action line C7 e-health."])
def test_bars_have_their_numbers_and_a_legend_only_where_there_are_two_kinds(text):
    tagged = minimal({"parts": {"one": {"text": "Words.", "tags": {"sdgs": [1], "action-lines": ["C1"]}}}})
    collection = samples.collect_data(tagged, minimal({"parts": {"one": {"text": text or "Words."}}}))
    with zipfile.ZipFile(io.BytesIO(dataset.write(collection, "xlsx"))) as package:
        charts = [etree.fromstring(package.read(f"xl/charts/chart{number}.xml")) for number in (1, 2)]
    for chart in charts:
        kinds = [each.findtext("{*}tx//{*}v") for each in chart.iter("{*}ser")]
        assert kinds == ["Tagged by the authors", "Only named in the text"][: 2 if text else 1]
        assert [each.get("val") for each in chart.iterfind(".//{*}dLbls/{*}showVal")] == ["1"] * len(kinds)
        assert (chart.find(".//{*}legend") is not None) == bool(text)


def test_charts_show_the_coverage_and_say_so(compendium):
    content = dataset.write(compendium, "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        charts = [etree.fromstring(package.read(name)) for name in names if name.startswith("xl/charts/chart")]
        drawing = etree.fromstring(package.read("xl/drawings/drawing1.xml"))
    assert len(charts) == 2
    alternatives = [each.get("descr") for each in drawing.iter("{*}cNvPr")]
    assert all("Most often tagged" in each for each in alternatives)
    book = openpyxl.load_workbook(io.BytesIO(content))
    formula = charts[0].findtext(".//{*}val/{*}numRef/{*}f")
    assert formula == "Coverage!$D$2:$D$20"
    assert [row[0].value for row in book["Coverage"]["B2:B20"]][:2] == ["C1", "C2"]
    # rows that a reader filters away stay in the charts
    assert [each.get("val", "1") for chart in charts for each in chart.iter("{*}plotVisOnly")] in ([], ["0", "0"])


def test_arabic_is_read_from_right_to_left(compendium):
    book = book_of(compendium)
    cells = [cell for row in book["Sections"].iter_rows() for cell in row if isinstance(cell.value, str)]
    arabic = [cell for cell in cells if "مكتبة" in cell.value]
    assert arabic
    assert {cell.alignment.readingOrder for cell in arabic} == {2}
    assert {cell.alignment.readingOrder for cell in cells if cell.value == "Part One"} == {0}
    assert {cell.alignment.readingOrder for cell in cells if cell.value == "NDL"} == {0}


ODD = LeftOutSubmission("not-utf-8-\udcff.yaml", "a\ufffe title\x07", "\x00\x0b\x1b", FORMULA)


def test_what_was_left_out_may_hold_anything_in_a_workbook():
    [row] = rows_of(book_of(Collection((), (ODD,))), "Left out")
    assert (row["File"], row["Title"], row["Why"]) == ("not-utf-8-\ufffd.yaml", "a\ufffd title\ufffd", FORMULA)


def test_what_was_left_out_may_hold_anything_in_json():
    data = json.loads(dataset.write(Collection((), (ODD,)), "json"))
    Draft202012Validator(SCHEMA).validate(data)
    [row] = data["left-out"]
    assert (row["file"], row["title"], row["why"]) == ("not-utf-8-\ufffd.yaml", "a\ufffd title\ufffd", FORMULA)


def test_csv_holds_nothing_of_what_was_left_out():
    content = dataset.write(Collection((), (ODD,)), "csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline=""), strict=True)) == [
        csv_table.list_columns(vocabularies.choose(None).tags)
    ]


def test_an_empty_collection_says_so():
    book = book_of(Collection((), ()))
    assert book["Sections"]["A2"].value == "None."


@pytest.mark.parametrize("name", some_quick(["hostile", "compendium", "empty"], 3))
def test_excel_is_expected_to_open_it(request, name, tmp_path):
    collection = Collection((), ()) if name == "empty" else request.getfixturevalue(name)
    path = tmp_path / "book.xlsx"
    path.write_bytes(dataset.write(collection, "xlsx"))
    audit = [Path(sys.executable).parent / "openxml-audit", path]
    done = subprocess.run(audit, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "Errors: 0" in done.stdout
