"""`wsisc collate` in use: its output, its messages, and the exit code."""

import json
import re
import zipfile
from html import escape

import pytest

from tests.conftest import ROOT, as_yaml, minimal, wsisc

EXAMPLES = ROOT / "examples" / "compendium"


@pytest.fixture
def folder(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_bytes(as_yaml(minimal({"entity": {"name": f"Entity {name}"}})))
    return tmp_path


@pytest.mark.parametrize("format", ["docx", "pdf", "html"])
def test_the_ending_says_what_is_created(folder, format):
    done = wsisc("collate", ".", "-o", f"out/all.{format}", cwd=folder)
    assert (done.returncode, done.stdout.decode()) == (0, f"out/all.{format}\n")
    assert done.stderr.decode().endswith("2 submissions, 0 left out\n")
    start = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!DOCTYPE html>"}[format]
    assert (folder / "out" / f"all.{format}").read_bytes().startswith(start)


def test_a_topic_of_which_no_submission_has_a_tag_is_named(folder):
    note = b"note: no submission has a tag of the kind action-line: see wsisc tags suggest"
    assert note in wsisc("collate", ".", "-o", "all.html", "--by", "action-line", cwd=folder).stderr
    tagged = {"entity": {"name": "Entity c"}, "parts": {"one": {"text": "Words.", "tags": {"action-lines": ["C1"]}}}}
    (folder / "c.yaml").write_bytes(as_yaml(minimal(tagged)))
    assert note not in wsisc("collate", ".", "-o", "all.html", "--by", "action-line", cwd=folder).stderr


@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_data_come_from_the_same_command(folder, format):
    assert wsisc("collate", ".", "-o", f"all.{format}", cwd=folder).returncode == 0
    assert (folder / f"all.{format}").stat().st_size > 0
    for option in (("--by", "sdg"), ("--list-left-out",)):
        assert wsisc("collate", ".", "-o", f"all.{format}", *option, cwd=folder).returncode == 2


def test_what_is_left_out_is_reported_and_named(folder):
    (folder / "c.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": "See[^nothing]."}}})))
    (folder / "d.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": ""}}})))
    (folder / "e.yaml").write_text("wsisc: 1\ncall: [\n")
    done = wsisc("collate", ".", "-o", "all.html", "--list-left-out", cwd=folder)
    output = done.stderr.decode()
    assert done.returncode == 1
    assert re.findall(r"left out: (\w)\.yaml: (with errors|a draft)", output) == [
        ("c", "with errors"), ("d", "a draft"), ("e", "with errors"),
    ]  # fmt: skip
    page = (folder / "all.html").read_text("utf-8")
    assert all(f"{name}.yaml" in page for name in "cde")
    assert "Files that had to be left out: 3" in page
    (folder / "wsisc.toml").write_text("[collate]\nlist-left-out = true\n")
    wsisc("collate", ".", "-o", "all.html", cwd=folder)
    assert (folder / "all.html").read_text("utf-8") == page
    published = wsisc("collate", ".", "-o", "all.html", "--no-list-left-out", cwd=folder)
    assert (published.returncode, published.stderr) == (1, done.stderr)
    assert "left out" not in (folder / "all.html").read_text("utf-8")


def test_a_file_that_cannot_be_read_is_named_too(folder):
    (folder / "c.yaml").symlink_to(folder / "nowhere")
    done = wsisc("collate", ".", "-o", "all.html", "--list-left-out", cwd=folder)
    assert (done.returncode, b"c.yaml cannot be read" in done.stderr) == (1, True)
    page = (folder / "all.html").read_text("utf-8")
    assert "c.yaml" in page
    assert "The file cannot be read." in page


def test_where_none_is_sound_nothing_is_written(folder):
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": ""}}})))
    done = wsisc("collate", ".", "-o", "all.docx", cwd=folder)
    assert (done.returncode, (folder / "all.docx").exists()) == (1, False)


@pytest.mark.parametrize(
    "arguments",
    [("-o", "all.txt"), ("-o", "all"), (), ("-o", "all.pdf", "--by", "colour"), ("-o", "all.pdf", "--language", "xx")],
)
def test_wrong_usage(folder, arguments):
    assert wsisc("collate", ".", *arguments, cwd=folder).returncode == 2


def title(folder):
    with zipfile.ZipFile(folder / "all.docx") as archive:
        return re.search("<dc:title>(.*)</dc:title>", archive.read("docProps/core.xml").decode())[1]


def test_the_title_comes_from_the_session_the_settings_or_the_command(folder):
    session = "Contributions to the 26th session of the Commission on Science and Technology for Development"
    assert wsisc("collate", ".", "-o", "all.docx", cwd=folder).returncode == 0
    assert title(folder) == session
    (folder / "wsisc.toml").write_text('[collate]\ntitle = "Of the year"\n')
    assert wsisc("collate", ".", "-o", "all.docx", cwd=folder).returncode == 0
    assert title(folder) == "Of the year"
    assert wsisc("collate", ".", "-o", "all.docx", "--title", "Ours & <theirs>", cwd=folder).returncode == 0
    assert title(folder) == "Ours &amp; &lt;theirs&gt;"


@pytest.mark.parametrize("line", ["titel = 'x'", "title = 1", "language = 'xx'", "list-left-out = 'yes'"])
def test_settings_that_cannot_be_used(folder, line):
    (folder / "wsisc.toml").write_text(f"[collate]\n{line}\n")
    assert wsisc("collate", ".", "-o", "all.docx", cwd=folder).returncode == 2


def test_the_examples_by_action_line(tmp_path):
    done = wsisc("collate", EXAMPLES, "--by", "action-line", "-o", tmp_path / "by.html")
    page = (tmp_path / "by.html").read_text("utf-8")
    assert done.returncode == 1
    assert "C5 Building confidence and security in the use of ICTs</h2>" in page
    assert "Without such a tag</h2>" not in page  # a title over tagged sections is no text without a tag


def test_what_looks_like_a_mistake_is_reported(folder):
    data = {"entity": {"name": "An entity"}, "parts": {"one": {"text": "Once more."}}}
    (folder / "again.yaml").write_bytes(as_yaml(minimal({**data, "call": "cstd-17"})))
    (folder / "other.yaml").write_bytes(as_yaml(minimal({**data, "entity": {"name": "AN ENTITY"}})))
    (folder / "third.yaml").write_bytes(as_yaml(minimal(data)))
    done = wsisc("collate", "again.yaml", "other.yaml", "third.yaml", "-o", "all.docx", cwd=folder)
    output = done.stderr.decode()
    assert done.returncode == 1
    assert "note: AN ENTITY has several files: other.yaml, third.yaml" in output
    assert "note: the files answer several calls: cstd-26 (2 files), cstd-17 (again.yaml)" in output
    assert "Ctrl+A, F9" in output
    assert output.endswith("3 submissions, 0 left out\nthe notes above need a decision, so the exit code is 1\n")


def test_data_and_document_leave_out_the_same(folder):
    (folder / "d.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": ""}}})))
    output = [wsisc("collate", ".", "-o", f"all.{format}", cwd=folder).stderr for format in ("html", "json")]
    assert output[0] == output[1]
    assert json.loads((folder / "all.json").read_bytes())


_BRACES = "{x} {0.__class__} {:>999999999} \\g<1>"


def test_braces_in_the_wording_of_a_call_are_text(tmp_path):
    call = {
        "id": "own", "languages": ["en"], "source": _BRACES, "subject": {"en": "Subject"},
        "cover": [{"class": "cover-entity", "text": {"en": "{entity}"}}],
        "vocabularies": [{
            "id": "measures", "use": "tags", "title": {"en": f"Measures {_BRACES}"}, "singular": {"en": f"A {_BRACES}"},
            "names": {"en": f"m-1 | A plan {_BRACES}\n"}, "source": _BRACES,
        }],
        "parts": [{"id": "one", "label": {"en": "Part {0}:"}, "prompt": {"en": "What {:>9} {0}?"}, "holds": "text"}],
    }  # fmt: skip
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "own.yaml").write_bytes(as_yaml(call))
    submission = {
        "wsisc": 1, "call": "own", "language": "en", "title": _BRACES.replace("\\", ""), "entity": {"name": "E {b}"},
        "parts": {"one": {"text": "Words {c} {0}.", "tags": {"measures": ["m-1"]}}},
    }  # fmt: skip
    (tmp_path / "s.yaml").write_bytes(as_yaml(submission))
    for command in (
        ("collate", ".", "-o", "out/all.xlsx"), ("collate", ".", "-o", "out/all.html"), ("site", ".", "-o", "out/site"),
        ("stats", "s.yaml"), ("form", "own", "-o", "out/form.docx"),
    ):  # fmt: skip
        done = wsisc(*command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
    with zipfile.ZipFile(tmp_path / "out" / "all.xlsx") as package:
        strings = package.read("xl/sharedStrings.xml").decode()
    assert f"Measures {escape(_BRACES)}<" in strings
