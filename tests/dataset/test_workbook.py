"""What a reader of the workbook filters, adds up, compares and prints."""

import datetime
import io
from collections import Counter

import openpyxl
import pytest

from tests.conftest import minimal
from tests.dataset import samples
from tests.dataset.test_tables import TAGGED
from wsisc.calls import vocabularies
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.messages import resources
from wsisc.publication import dataset
from wsisc.publication.collate.collection import Collection, LeftOutSubmission

SHEETS = {"Overview": None, "Sections": "Kinds", "Tags": "Words", "Coverage": None, "Suggestions": "Times"}
"""The sheets of many rows, and the last column that is printed."""


def book_of(collection):
    return openpyxl.load_workbook(io.BytesIO(dataset.write(collection, "xlsx")))


def rows_of(book, name):
    lines = list(book[name].iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def cells_of(book, name, heading):
    at = [cell.value for cell in book[name][1]].index(heading)
    return [row[at] for row in book[name].iter_rows(min_row=2)]


@pytest.fixture(scope="module")
def compendium():
    return samples.collect_compendium()


@pytest.fixture(scope="module")
def book(compendium):
    return book_of(compendium)


def test_sheets_are_printed_on_a4(book):
    for sheet in book:
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        assert (sheet.page_setup.fitToWidth or 1) == (2 if sheet.title == "Overview" else 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Overview"].print_title_cols == "$A:$A"
    assert book["Charts"].page_setup.orientation == "portrait"
    for name, last in SHEETS.items():
        assert book[name].page_setup.orientation == ("portrait" if name == "Tags" else "landscape")
        assert book[name].print_title_rows == "$1:$1"
        if last:
            sheet = book[name]
            area = sheet[sheet.print_area.partition("!")[2].replace("$", "") or sheet.print_area]
            assert area[0][0].value == "Entity"
            assert area[0][-1].value == last
            assert len(area) == sheet.max_row


def test_a_tag_is_one_line_so_that_all_of_them_print_on_few_pages(book):
    sheet = book["Tags"]
    assert {sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)} == {13.5}  # whole pixels
    assert not any(cell.alignment.wrap_text for row in sheet.iter_rows(min_row=2) for cell in row)
    # 7 pixels for a character of Arial 10, 72 points for 96 pixels: the width of A4 within its margins is 538 points
    width = sum(sheet.column_dimensions[letter].width for letter in "ABCDEFG") * 7 * 72 / 96
    assert 538 / width > 0.65  # type of 6.5 points


def test_texts_keep_away_from_numbers(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.alignment.horizontal != "right":
                    assert cell.alignment.indent == 1, cell.coordinate


def test_headings_stand_above_their_numbers(book):
    for name in ("Overview", "Sections", "Tags", "Coverage"):
        for heading, cell in zip(book[name][1], book[name][2], strict=True):
            is_number = isinstance(cell.value, int | float)
            assert heading.alignment.horizontal == ("right" if is_number else "left"), heading.value


def test_dates_are_dates(book):
    cells = cells_of(book, "Overview", "Date")
    assert {cell.number_format for cell in cells if cell.is_date} == {"d mmmm yyyy"}
    assert datetime.datetime(2041, 12, 15) in [cell.value for cell in cells]


@pytest.mark.parametrize(
    ("date", "shown"),
    {
        "1900-03-01": datetime.datetime(1900, 3, 1),
        "1900-02-28": "1900-02-28",
        "1899-12-31": "1899-12-31",
        "9999-12-31": datetime.datetime(9999, 12, 31),
    }.items(),
)
def test_what_is_no_date_stays_a_text(date, shown):
    book = book_of(samples.collect_data(minimal({"date": date})))
    assert [cell.value for cell in cells_of(book, "Overview", "Date")] == [shown]


def test_tags_have_a_row_each(compendium, book):
    rows = rows_of(book, "Tags")
    assert all(";" not in row["Tag"] for row in rows)
    counts = Counter((row["Key"], row["Tag"]) for row in rows)
    assert set(counts.values()) == {1}
    assert {row["Key"] for row in rows} <= {row.key for row in dataset.build_tables(compendium).sections}
    assert {"C1", "C10", "C11", "SDG 1", "SDG 16"} <= {row["Tag"] for row in rows}


def test_tags_have_an_origin():
    rows = rows_of(book_of(samples.collect_data(TAGGED)), "Tags")
    origins = {(row["Heading"] or row["Part"], row["Tag"]): row["Given to"] for row in rows}
    assert origins["Inner", "C7-e-health"] == "this section"
    assert origins["Inner", "C5"] == "the part or section around it"
    assert origins["Inner", "C7"] == origins["Part One", "SDG 16"] == "its target or application"
    assert origins["Outer", "Namibia (NA)"] == "the part or section around it"
    assert {row["Name"] for row in rows if row["Tag"] == "SDG 16.5"} == {"Peace, justice and strong institutions"}


@pytest.mark.parametrize("data", [None, TAGGED])
def test_the_sheets_agree(compendium, data):
    collection = (
        samples.collect_data(data, data | {"parts": {"one": {"text": "SDG 4 and C7 e-health."}}})
        if data
        else compendium
    )
    book = book_of(collection)
    overview = [row for row in rows_of(book, "Overview") if row["In the dataset"] == "yes"]
    sections = {row["Key"]: row for row in rows_of(book, "Sections")}
    tags, suggestions = rows_of(book, "Tags"), rows_of(book, "Suggestions")
    suggestions = [row for row in suggestions if row["File"]]
    assert sum(row["Words"] for row in overview) == sum(row["Words"] for row in sections.values())
    totals = {row["Column"]: row["What it means"] for row in rows_of(book, "About") if not row["Sheet"]}
    assert totals["Words"] == f"{sum(row['Words'] for row in overview):,}"
    of_all = f"Submissions (of {len(overview)})"
    for row in rows_of(book, "Coverage"):
        having = [each for each in tags if each["Tag"] == row["Tag"]]
        assert all(each["Words"] == sections[each["Key"]]["Words"] for each in having)
        assert row[f"Sections (of {len(sections)})"] == len(having)
        assert row["Words"] == sum(each["Words"] for each in having)
        assert row[of_all] == len({each["File"] for each in having})
        assert len(row["Who"].split("; ") if row["Who"] else []) == row[of_all]
        tag = row["Tag"]
        narrower = (tag, "C7-") if tag == "C7" else (f"{tag}.",)
        wider = [
            each for each in suggestions if each["Suggested tag"] == tag or each["Suggested tag"].startswith(narrower)
        ]
        keys = {each["Key"] for each in having}
        assert row["Sections that only name it"] == len({each["Key"] for each in wider} - keys)
        files = {each["File"] for each in wider} - {each["File"] for each in having}
        assert row["Submissions that only name it"] == len(files)
        assert row[of_all] + len(files) <= len(overview)


def test_pages_are_estimated_and_few_words_are_not_none():
    data = minimal({"parts": {"one": {"text": "Few words."}}})
    book = book_of(samples.collect_data(data))
    whole, part = cells_of(book, "Overview", "Estimated pages")[0], book["Overview"]["I2"]
    assert 0 < part.value < 0.05
    assert part.value < whole.value
    for cell in (whole, part):
        assert cell.number_format == '[=0]0_);[<0.05]"<0.1"_);0.0_)'
    assert any(
        "530" in str(row["What it means"]) for row in rows_of(book, "About") if row["Column"] == "Estimated pages"
    )


def test_the_overview_names_who_is_missing(compendium, book):
    rows = {row["File"]: row for row in rows_of(book, "Overview")}
    assert len(rows) == len(compendium.members) + len(compendium.left_out)
    assert rows["kestrel-payments.yaml"]["In the dataset"] == "no: a draft"
    assert rows["loria.yaml"]["In the dataset"] == "no: with errors"
    assert rows["loria.yaml"]["Words"] is rows["loria.yaml"]["Part One: words"] is None
    assert "Left out" in rows["loria.yaml"]["Note"]
    assert [row["In the dataset"] for row in rows.values()].count("yes") == 10
    meanings = {row["Column"]: row["What it means"] for row in rows_of(book, "About") if not row["Sheet"]}
    assert meanings["Submissions in the dataset"] == "10 of 12 files"
    assert meanings["Left out"] == "2 of 12 files"


def test_a_file_of_which_nothing_is_known_is_named():
    left_out = LeftOutSubmission("broken.yaml", "", "", "it is no text", "file")
    row = rows_of(book_of(Collection((), (left_out,))), "Overview")[0]
    assert (row["Entity"], row["File"], row["In the dataset"]) == ("Not known", "broken.yaml", "no: unreadable")


@pytest.fixture
def two_calls():
    text = (
        BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: other").replace("length: {pages: 2}", "length: {pages: 3}")
    )
    return samples.collect_data(minimal(), minimal({"call": "other"}), known=Catalogue({"other": text}))


def test_limits_of_two_calls_have_a_column(two_calls):
    rows = rows_of(book_of(two_calls), "Overview")
    assert [row["Call"] for row in rows] == ["cstd-26", "other"]
    assert [row["Part Two: limit in pages"] for row in rows] == [2, 3]
    assert "Part Two: estimated pages" in rows[0]
    assert "Part One: estimated pages (limit 0.5)" in rows[0]
    assert "Part One: limit in pages" not in rows[0]


def test_labels_are_in_english_in_all_sheets(book):
    for name in ("Sections", "Tags"):
        assert {row["Part"] for row in rows_of(book, name)} == {
            *("Part One", "Part Two", "Part Three (a)", "Part Three (b)")
        }
    assert any(row["Column"] == "Languages" and "English" in row["What it means"] for row in rows_of(book, "About"))


def test_types_are_in_words_in_the_workbook_alone(compendium, book):
    names = {term.name() for term in vocabularies.load("stakeholder-types").terms.values()}
    shown = {row["Type"] for row in rows_of(book, "Overview") if row["Type"]}
    assert {"Technical or academic community", "Government"} <= shown <= names
    assert {row["Type"] for row in rows_of(book, "Tags")} == {row["Type"] for row in rows_of(book, "Sections")} == shown
    assert b",technical-academic," in dataset.write(compendium, "csv")
    assert b'"technical-academic"' in dataset.write(compendium, "json")


def entity(name, acronym=""):
    fields = {"name": name} | ({"acronym": acronym} if acronym else {})
    return minimal({"entity": fields, "parts": {"one": {"text": "Text.", "tags": {"action-lines": ["C5"]}}}})


def test_shared_names_become_unique():
    collection = samples.collect_data(
        entity("Ministry of A", "MoDA"),
        entity("Ministry of B", "MoDA"),
        entity("ministry of b", "MoDA"),
        entity("Z", "ZED"),
    )
    who = next(row["Who"] for row in rows_of(book_of(collection), "Coverage") if row["Tag"] == "C5")
    assert who == "Ministry of A; Ministry of B (1.yaml); ministry of b (2.yaml); ZED"


def test_other_files_of_an_entity_are_noted():
    draft = LeftOutSubmission("draft.yaml", "", "MINISTRY of b", "a draft: line 1: it is empty", "draft")
    members = samples.collect_data(
        entity("Ministry of A"), entity("Ministry of B"), entity("Ministry of b"), entity("Z")
    ).members
    notes = {row["File"]: row["Note"] for row in rows_of(book_of(Collection(members, (draft,))), "Overview")}
    assert notes["0.yaml"] is notes["3.yaml"] is None
    assert notes["1.yaml"] == "another file of this entity: 2.yaml, draft.yaml"
    assert notes["draft.yaml"].endswith("another file of this entity: 1.yaml, 2.yaml")


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_a_workbook_speaks_its_language(language):
    workbook = openpyxl.load_workbook(
        io.BytesIO(dataset.write(samples.collect_compendium(), "xlsx", language=language))
    )
    wording = resources.read_strings(f"templates/dataset/{language}.yaml")
    assert workbook.sheetnames == list(wording["sheets"].values())
    assert workbook.worksheets[0]["A1"].value == wording["overview"]["entity"]
    for sheet in workbook:
        assert sheet.sheet_view.rightToLeft == (True if language == "ar" else None)
    names = {row[2].value for row in workbook.worksheets[3].iter_rows(min_row=2)}
    assert vocabularies.load("sdgs").name("4", language) in names
