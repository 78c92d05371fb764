"""What wsisc prints by itself is no text of the author when a Word file without its source comes back."""

import textwrap

import docx
import pytest
import yaml

from tests.conftest import ROOT, minimal, wsisc
from wsisc.calls.call import BUILT_IN

TABLE = "A\n\n| a | b |\n|---|---|\n| x | 5 |\n| y | 7 |\n\nB\n"
NAME = "Organisation internationale pour le développement durable des réseaux et des services numériques "


def write(folder, changes):
    path = folder / "s.yaml"
    path.write_text(yaml.safe_dump(minimal(changes), allow_unicode=True), "utf-8")
    return path


def brought_back(path, *options):
    """Return what is imported from a Word file without its source."""
    document = path.with_suffix(".docx")
    assert wsisc("build", path, "--no-embed", "-o", document, *options).returncode == 0
    done = wsisc("import", document, "-o", path.with_name("i.yaml"), cwd=path.parent)
    return done, yaml.safe_load(path.with_name("i.yaml").read_text("utf-8"))


@pytest.mark.parametrize("layout", ["run-in", "below", "heading"])
def test_the_prompts_of_each_layout(layout, tmp_path):
    (tmp_path / "calls").mkdir()
    text = BUILT_IN.text("cstd-26").replace("id: cstd-26", f"id: own\nprompt-layout: {layout}", 1)
    (tmp_path / "calls" / "own.yaml").write_text(text, "utf-8")
    done, found = brought_back(write(tmp_path, {"call": "own", "parts": {"one": {"text": TABLE}}}))
    assert b"0 left out" in done.stderr
    assert found["parts"]["one"]["text"].startswith("A\n")
    assert "unplaced" not in found


@pytest.mark.parametrize("length", [60, 120, 300, 470])
@pytest.mark.parametrize("theme", ["cstd", "large-print"])
def test_a_long_name_fits_at_the_head_of_pages(theme, length, tmp_path):
    name = (NAME * 6)[:length].strip()
    path = write(tmp_path, {"entity": {"name": name}})
    done, found = brought_back(path, "--theme", theme)
    assert b"0 left out" in done.stderr
    assert found["entity"]["name"] == name
    assert wsisc("build", path, "--theme", theme, "-o", tmp_path / "s.pdf").returncode == 0
    assert wsisc("verify", tmp_path / "s.pdf", path).returncode == 0


def test_what_a_draft_says_where_an_answer_is_missing(tmp_path):
    path = tmp_path / "s.yaml"
    text = """
        wsisc: 1
        call: cstd-26
        language: en
        title: T
        entity: {name: E}
        parts: {one: {text: Hello.}}
    """
    path.write_text(textwrap.dedent(text), "utf-8")
    _, found = brought_back(path, "--draft")
    assert "completed" not in str(found["parts"])
    assert found["parts"]["one"]["text"].strip() == "Hello."


def test_the_alignment_of_numbers_is_no_change(tmp_path):
    tables = "| h0 | h1 |\n|---|---|\n| x | 5 |\n\nBetween.\n\n| h0 | h1 |\n|---|---|\n| x | y |\n"
    path = write(tmp_path, {"parts": {"one": {"text": tables}}})
    assert wsisc("build", path, "-o", tmp_path / "s.docx").returncode == 0
    done = wsisc("import", tmp_path / "s.docx", "--into", path, "--dry-run")
    assert b"nothing to merge" in done.stdout + done.stderr
    assert b"left out" not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_theme_in_which_a_source_cannot_be_set_does_not_end_the_search(tmp_path, monkeypatch):
    """Of a document without a source, each theme is tried."""
    path = write(tmp_path, {})
    document = tmp_path / "s.pdf"
    assert wsisc("build", path, "--no-embed", "--theme", "plain", "-o", document).returncode == 0
    (tmp_path / "themes").mkdir()
    narrow = "based-on: cstd\npage: {width: 95, left: 5, right: 5, top: 20, bottom: 20}\nstyles: {normal: {size: 30}}\n"
    (tmp_path / "themes" / "narrow.yaml").write_text(narrow, "utf-8")
    assert wsisc("verify", document, path, cwd=ROOT).returncode == 0


def test_what_is_typed_over_it_is_not_in_italics(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text("wsisc: 1\ncall: cstd-26\nlanguage: en\ntitle: T\nentity: {name: E}\nparts: {}\n", "utf-8")
    document = path.with_suffix(".docx")
    assert wsisc("build", path, "--draft", "--no-embed", "-o", document).returncode == 0
    opened = docx.Document(str(document))
    first = next(each for each in opened.paragraphs if each.text == "To be completed")
    first.runs[0].text = "We did it."
    opened.save(str(document))
    assert wsisc("import", document, "-o", tmp_path / "i.yaml").returncode == 1
    found = yaml.safe_load((tmp_path / "i.yaml").read_text("utf-8"))
    assert found["parts"]["one"]["text"] == "We did it.\n"
