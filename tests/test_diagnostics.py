"""Broken files, each with what must be found in it written at its head: `#! line:column code`.

The whole file is checked, its head included, so the lines are those an editor shows. Code and place
are compared, never the wording. --update-goldens rewrites the heads: read the diff.
"""

import re

import pytest

from tests.conftest import ROOT, SAMPLE
from wsisc import pipeline, report, source

FILES = sorted((ROOT / "tests" / "diagnostics").glob("*.yaml"))


def found_in(content):
    checked = pipeline.check(source.read(content, "file.yaml"))
    assert report.load("full")([checked.checked_file])
    return [f"{each.span.line}:{each.span.column} {each.code}" for each in checked.diagnostics]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_mistake_is_found_at_its_place(path, request):
    content = path.read_bytes()
    expected = re.findall(r"^#! (.+)$", content.decode("utf-8-sig"), re.MULTILINE)
    found = found_in(content)
    if request.config.getoption("--update-goldens"):
        body = re.sub(rb"^#! .*\n", b"", content, flags=re.MULTILINE)
        head = b"".join(b"#! \n" for _ in found_in(b"#! \n" + body))
        found = found_in(head + body)
        path.write_bytes("".join(f"#! {each}\n" for each in found).encode() + body)
        expected = found
    assert found == expected


ONE_MISTAKE = {
    "a mistyped top-level key": ("\nfootnotes:", "\nfotnotes:"),
    "a mistyped part": ("  three:\n", "  Three:\n"),
    "a mistyped text": ("    text: |\n      During", "    texx: |\n      During"),
    "parts mistyped": ("\nparts:", "\npart:"),
    "a quotation mark not closed": ("title: UNODC", 'title: "UNODC'),
    "a quotation mark not closed in a name": ("name: United", "name: 'United"),
    "a line indented less": ("\n      corruption and terrorism. L", "\n    corruption and terrorism. L"),
    "words after a quotation": ("title: Cybercrime", 'title: "Cybercrime" #1'),
    "a footnote called in a link": ("[SHERLOC Portal][sherloc]", "[SHERLOC Portal[^revmod]][sherloc]"),
    "a reference in capitals": ("[GRACE][grace]", "[GRACE][GRACE]"),
    "a tag in the wrong alphabet": ("      During the", "      During the <b>"),
}


@pytest.mark.parametrize("mistake", ONE_MISTAKE)
def test_one_mistake_gives_one_diagnostic_at_its_line(mistake):
    before, after = ONE_MISTAKE[mistake]
    text = SAMPLE.read_text("utf-8")
    assert text.count(before) >= 1
    place = text.index(before) + len(after) - len(after.lstrip("\n"))
    found = pipeline.check(source.read(text.replace(before, after, 1).encode(), "file.yaml")).diagnostics
    kinds = {each.code for each in found} - {"unused-link", "footnote-called-twice"}
    assert len(kinds) == 1
    line = text.count("\n", 0, place) + 1
    assert line <= found[0].span.line <= line + 1
