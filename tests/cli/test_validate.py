"""`wsisc validate` as people and programs use it."""

import json

from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, wsisc

CLEAN = ROOT / "tests" / "clean" / "first.yaml"
FORM = ("--select", "structure")
"""The rules that a build needs, and no others: for submissions of a few words."""


def test_a_sound_submission_is_zero_and_says_so():
    done = wsisc("validate", CLEAN)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"no problems in 1 file\n", b"")


def test_the_sample_is_zero_with_all_rules():
    done = wsisc("validate", SAMPLE, "--select", "all")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"error" not in done.stdout.splitlines()[-1]


def test_an_error_is_shown_with_its_line_and_a_caret_under_it(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": "A <b>summary</b>."}}})))
    done = wsisc("validate", *FORM, "a.yaml", cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert lines[0].startswith("error[raw-html]: ")
    assert "a.yaml:9:13 (Part One, Text)" in lines[1]
    source, caret = lines[2], lines[3]
    assert source[caret.index("^") : caret.rindex("^") + 1] == "<b>"
    assert lines[-1] == "1 error in 1 file"


def test_a_warning_alone_is_zero(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"links": {"unused": "https://example.org/"}})))
    done = wsisc("validate", *FORM, tmp_path / "a.yaml")
    assert done.returncode == 0
    assert b"1 warning in 1 file" in done.stdout


def test_only_fixes_are_said_where_only_fixes_are_asked_for(tmp_path):
    """So that in a hook each problem is shown once, by the check, and who fixed nothing does not fail."""
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": "two  spaces", "language": "xx"})))
    done = wsisc("validate", "--fix-only", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"a.yaml: 1 problem fixed\n")
    assert "two spaces" in (tmp_path / "a.yaml").read_text("utf-8")
    done = wsisc("validate", "--fix-only", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert wsisc("validate", "--fix-only", "--diff", "a.yaml", cwd=tmp_path).returncode == 2
    assert wsisc("validate", "--fix-only", "b.yaml", cwd=tmp_path).returncode == 2


def test_files_folders_and_standard_input_at_once(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "b.yml").write_bytes(as_yaml(minimal({"title": "two  spaces"})))
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    (tmp_path / "notes.yaml").write_text("nothing: here\n")
    done = wsisc("validate", *FORM, tmp_path, SAMPLE, "-", stdin=as_yaml(minimal({"language": "fr"})))
    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[-1] == "2 errors in 4 files"
    assert "<stdin>:3:11" in done.stdout.decode()


def test_the_json_report_has_its_documented_form():
    done = wsisc("validate", *FORM, ROOT / "tests" / "diagnostics" / "references.yaml", "--output-format", "json")
    report = json.loads(done.stdout)
    assert report["version"] == 1
    keys = ["code", "severity", "message", "hint", "file", "line", "column", "end_line", "end_column", "path"]
    assert all(list(each) == keys for each in report["diagnostics"])
    first = report["diagnostics"][0]
    assert first["path"] == "/parts/one/text"
    assert first["severity"] == "error"


def test_colour_is_the_users_choice(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": "two  spaces"})))
    coloured = b"\x1b["

    def shown(*options, **environment):
        return coloured in wsisc(*options, "validate", tmp_path / "a.yaml", **environment).stdout

    assert not shown()
    assert shown("--color", "always", NO_COLOR="1")
    assert shown(FORCE_COLOR="1")
    assert not shown(FORCE_COLOR="1", NO_COLOR="1")
    assert not shown("--color", "never", FORCE_COLOR="1")
    assert not shown(FORCE_COLOR="0")
    assert coloured in wsisc("validate", "--color", "always", tmp_path / "a.yaml").stdout
