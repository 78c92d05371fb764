"""Characters that no font of the PDF has: found without typesetting, at their places, in what is printed alone."""

import re

import pytest

from tests.conftest import as_yaml, minimal, wsisc
from wsisc.calls.call import BUILT_IN
from wsisc.document.prose import Reading
from wsisc.engines import typst
from wsisc.lint.rules import missing_glyph
from wsisc.source import model
from wsisc.workspace import site_manifest as offers

LETTER = "\U00012000"


def found(changes):
    submission = model.from_data(minimal(changes))
    return list(missing_glyph.check(Reading(submission, BUILT_IN.load("cstd-26"))))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"title": f"A {LETTER}"}, ("title",)),
        ({"entity": {"name": f"An {LETTER}"}}, ("entity", "name")),
        ({"footnotes": {"n": f"A note {LETTER}."}}, ("footnotes", "n")),
        ({"figures": {"f": {"file": "f.png", "alt": "x", "caption": LETTER}}}, ("figures", "f", "caption")),
        ({"parts": {"one": {"text": f"A **bold {LETTER}**, {LETTER}."}}}, ("parts", "one", "text")),
        ({"parts": {"one": {"text": "An entity: &#x12000;"}}}, ("parts", "one", "text")),
        ({"parts": {"one": {"text": f"<https://example.org/{LETTER}>"}}}, ("parts", "one", "text")),
    ],
)
def test_a_character_is_found_once_wherever_it_is_printed(changes, path):
    assert [each.path for each in found(changes)] == [path]


def test_its_place_is_that_of_the_character():
    text = f"A **bold {LETTER}**."
    [one] = found({"parts": {"one": {"text": text}}})
    assert text[one.start : one.end] == LETTER


@pytest.mark.parametrize(
    "changes",
    [
        {"figures": {"f": {"file": "f.png", "alt": LETTER}}},
        {"contact": {"name": LETTER, "email": "a@example.org"}},
        {"parts": {"one": {"text": f"[A link](https://example.org/{LETTER})"}}},
        {"parts": {"one": {"text": "✓ ✗ ☐ ☑ ➢ ⇒ ★ 5\u202f% a\u200bb \u05d0\u200f e\u0301 \ufb01 نص 中文 ½ ≤"}}},
    ],
    ids=["alternative", "contact", "address", "signs"],
)
def test_what_is_not_printed_or_has_a_glyph_is_not_found(changes):
    assert found(changes) == []


@pytest.mark.parametrize(("formats", "files"), [(["docx", "html", "pdf"], ["a.docx", "a.html"]), (["pdf"], [])])
def test_formats_that_can_hold_it_are_written(formats, files, tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": f"A {LETTER}"})))
    assert wsisc("validate", "a.yaml", cwd=tmp_path).returncode == 1
    done = wsisc("build", "a.yaml", *[each for format in formats for each in ("--format", format)], cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().count("error[missing-glyph]") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["a.yaml", *files])


def test_a_site_offers_the_documents_that_can_hold_it(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": f"A {LETTER}"})))
    (tmp_path / "b.yaml").write_bytes(as_yaml(minimal({"entity": {"name": "Beta"}})))
    done = wsisc("site", "a.yaml", "b.yaml", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    offered = [path for path in (tmp_path / "out" / "files").rglob("*") if path.suffix in (".docx", ".pdf")]
    assert sorted(path.suffix for path in offered) == [".docx", ".docx", ".pdf"]
    assert [path.name.startswith("beta-") for path in offered if path.suffix == ".pdf"] == [True]
    assert len(list(offers.find_copies(tmp_path / "out"))) == 2
    assert "/an-entity" not in "".join(
        re.findall(r'"[^"]*\.pdf"', (tmp_path / "out" / "index.html").read_text("utf-8"))
    )


def test_every_command_says_the_same_of_it(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": f"A {LETTER}"})))
    help_line = "= help: " + typst.NO_GLYPH_HINT
    for command in (
        "validate a.yaml",
        "build a.yaml --format pdf",
        "build . --format pdf --format docx",
        "site a.yaml -o out",
    ):
        done = wsisc(*command.split(), cwd=tmp_path)
        assert (done.returncode, help_line in (done.stdout + done.stderr).decode()) == (1, True), command
    done = wsisc("collate", "a.yaml", "-o", "all.pdf", cwd=tmp_path)
    assert (done.returncode, typst.NO_GLYPH_HINT in done.stderr.decode()) == (1, True)
    for command in ("build", "site", "collate"):
        help = " ".join(wsisc(command, "--help").stdout.decode().split())
        assert "A submission with a character that is in no font is written as Word and HTML, not as PDF" in help
