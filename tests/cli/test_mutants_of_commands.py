"""Outcomes of commands that depend on one comparison each, which no other test noticed when it was turned round."""

import pytest
from openpyxl import load_workbook

from tests.conftest import as_yaml, minimal, wsisc


def parity(folder, one, other, language):
    """Return the report on a text or section of an original and of its translation."""
    for name, code, part in (("a", "en", one), ("b", language, other)):
        translated = {"translated-from": "a.yaml"} if name == "b" else {}
        data = minimal({"call": "cstd-next", "language": code, **translated})
        data["parts"]["two"] = part
        (folder / f"{name}.yaml").write_bytes(as_yaml(data))
    done = wsisc("parity", "a.yaml", "b.yaml", cwd=folder)
    return (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("x", "", "the section has no id; in the original x"),
        ("", "x", "the section has the id x; in the original it has none"),
    ],
)
def test_an_id_that_one_language_has_alone_is_named(tmp_path, old, new, message):
    one, other = ({"sections": [{"title": "T", "text": "X.", **({"id": id} if id else {})}]} for id in (old, new))
    assert message in parity(tmp_path, one, other, "fr")


def test_a_text_with_as_many_lines_as_a_cell_holds_is_whole_in_a_workbook(tmp_path):
    counts = range(251, 258)
    sections = [
        {"title": f"List {count}", "text": "\n".join(f"- item {number}" for number in range(count))} for count in counts
    ]
    data = minimal()
    data["parts"]["two"] = {"sections": sections}
    (tmp_path / "a.yaml").write_bytes(as_yaml(data))
    done = wsisc("collate", ".", "-o", "x.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    cells = [
        str(cell)
        for sheet in load_workbook(tmp_path / "x.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert sum(cell.count("item 250") for cell in cells) >= len(counts)
