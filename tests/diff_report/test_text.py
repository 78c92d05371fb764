"""The text of a comparison: where the changes are, and what is not repeated."""

import re

from tests.conftest import as_yaml, minimal
from tests.diff_report.pairs import compared
from wsisc.diff import comparison
from wsisc.diff_report import text
from wsisc.diff_report.compared_versions import ComparedVersion, VersionComparison
from wsisc.source import model

A, B, C = ({"title": each, "text": f"The section {each} has many words on {each}."} for each in ("One", "Two", "Three"))


def shown(folder, old=None, new=None, has_summary=False):
    """Return the text without colours, the names of the files and the last line."""
    found = text.format_text(compared(folder, old, new), has_summary)
    return re.sub(r"\x1b\[\d*m", "", found).split("\n\n")[1:-1]


def sections(*all, one=()):
    return {"parts": {"one": {"sections": list(one)}, "two": {"sections": list(all)}}}


def lines(folder, *changes):
    return [re.sub(r"  \S*\.yaml:\d+$", "", line) for each in shown(folder, *changes) for line in each.split("\n")]


def test_a_moved_section_is_one_line_and_its_words_are_not_repeated(tmp_path):
    assert lines(tmp_path, sections(A, B, C), sections(B, C, A)) == ["Part Two > One (section moved from place 1 to 3)"]
    assert lines(tmp_path, sections(A, B), sections(B, one=[A])) == ["Part One > One (section moved from Part Two)"]
    inner = sections({**A, "sections": [B]}, C), sections(A, {**C, "sections": [B]})
    assert lines(tmp_path, *inner) == ["Part Two > Three > Two (section moved from Part Two > One)"]


def test_the_heading_of_a_section_shows_what_became_of_its_title(tmp_path):
    assert lines(tmp_path, sections(A), sections({**A, "title": "One more"})) == ["Part Two > One {+more+}"]
    assert lines(tmp_path, sections(), sections(A)) == [
        "Part Two > One (section added)",
        "  {+The section One has many words on One.+}",
    ]


def test_changes_are_found_by_line(tmp_path):
    [group] = shown(tmp_path, {}, {"parts": {"two": {"text": "Another overview."}}})
    where, change = group.split("\n")
    number = int(where.rpartition(":")[2])
    assert where.startswith(f"Part Two  {tmp_path / 'new.yaml'}:")
    assert (tmp_path / "new.yaml").read_text("utf-8").split("\n")[number - 1].strip() == "two:"
    assert change == "  [-An-]{+Another+} overview."


def test_a_document_has_no_lines():
    submissions = [model.from_data(minimal(each)) for each in ({}, {"parts": {"two": {"text": "Other."}}})]
    versions = [ComparedVersion(name, each) for name, each in zip(("a.docx", "b.docx"), submissions, strict=True)]
    found = text.format_text(VersionComparison(*versions, comparison.compare(*submissions)), False)
    assert "\x1b[1mPart Two\x1b[0m\n" in found


def test_items_rows_and_quotations_look_like_what_they_are(tmp_path):
    table = "| Year | Number |\n|---|---|\n| 2019 | {} |\n"
    old = {"parts": {"one": {"text": f"- a\n- b\n  1) c\n\n> He had said\n\n{table.format(1)}"}}}
    new = {"parts": {"one": {"text": f"- a\n- x\n- b\n  1) d\n\n> He had told\n\n{table.format(2)}"}}}
    assert lines(tmp_path, old, new) == [
        "Part One",
        "  - {+x+}",
        "    1) [-c-]",
        "    1) {+d+}",
        "  > He had [-said-]{+told+}",
        "  | Year | Number |",
        "  | 2019 | [-1-]{+2+} |",
    ]


def test_versions_that_do_not_differ_have_no_differences(tmp_path):
    assert shown(tmp_path, has_summary=True) == []
    assert "no differences" in text.format_text(compared(tmp_path), True)


def test_an_earlier_report_is_recognized(tmp_path):
    for new in ({}, {"title": "Another"}):
        report = re.sub(r"\x1b\[\d*m", "", text.format_text(compared(tmp_path, {}, new), True)).encode()
        assert text.is_earlier_report(report)
        assert text.is_earlier_report(report.replace(b"\n", b"\r\n"))
        assert not text.is_earlier_report(report + b"\nMore of mine.\n")
    assert not text.is_earlier_report(b"--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n")
    assert not text.is_earlier_report(as_yaml(minimal()))
