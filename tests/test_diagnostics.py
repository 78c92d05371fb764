"""Broken files, each with what must be found in it written at its head: `#! line:column code`.

The file is checked as it stands, its head included, so the lines are those an editor shows. Code and place
are compared, never the wording. --update-goldens rewrites the heads: read the diff.
"""

import re

import pytest

from tests.conftest import ROOT
from wsisc import pipeline, source
from wsisc.report import REPORTS

FILES = sorted((ROOT / "tests" / "diagnostics").glob("*.yaml"))


def found_in(content):
    checked = pipeline.check(source.read(content, "file.yaml"))
    assert REPORTS["full"]([checked.reported])
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
