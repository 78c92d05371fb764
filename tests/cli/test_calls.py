"""`wsisc calls` and `wsisc migrate` as people use them, with calls of a repository's own."""

import os

import pytest

from tests.conftest import SAMPLE, as_yaml, minimal, wsisc
from wsisc.calls import call as calls


@pytest.fixture
def folder(tmp_path):
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_a_call_is_derived_listed_checked_answered_and_built(folder):
    done = wsisc("calls", "new", "--from", "cstd-26", "--session", "30", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"dates" in done.stdout
    assert b"cstd-30" in wsisc("calls", "list", cwd=folder).stdout
    checked = wsisc("calls", "check", cwd=folder)
    assert checked.returncode == 0
    assert checked.stdout.count(b"cstd-30, to check: ") == 13
    (folder / "sub").mkdir()
    (folder / "sub" / "a.yaml").write_bytes(as_yaml(minimal({"call": "cstd-30"})))
    assert wsisc("validate", "--select", "structure", "sub", cwd=folder).returncode == 0
    built = wsisc("build", "sub", "--format", "md", "-o", "-", cwd=folder)
    assert built.returncode == 2
    built = wsisc("build", "sub/a.yaml", "--format", "md", "-o", "-", cwd=folder).stdout.decode()
    assert "Thirtieth session\\\nGeneva\n" in built
    assert "2027" not in built


def test_what_is_not_verified_in_the_rules_on_a_language_is_listed(folder):
    done = wsisc("calls", "check", "cstd-next", cwd=folder)
    assert done.returncode == 0
    for language in ("ar", "es", "fr", "ru", "zh"):
        assert f"cstd-next, to check in templates/style/{language}: " in done.stdout.decode()
    assert b"templates/style" not in wsisc("calls", "check", "cstd-26", cwd=folder).stdout


def test_nothing_is_written_over(folder):
    new = ("calls", "new", "--from", "cstd-26", "--session", "30")
    assert wsisc(*new, cwd=folder).returncode == 0
    (folder / "calls" / "cstd-30.yaml").write_text("mine\n")
    assert wsisc(*new, cwd=folder).returncode == 2
    assert wsisc(*new, "--id", "cstd-17", cwd=folder).returncode == 2
    assert (folder / "calls" / "cstd-30.yaml").read_text() == "mine\n"


def test_the_call_of_the_cycle_makes_the_call_of_a_session_in_all_its_languages(folder):
    done = wsisc("calls", "new", "--from", "cstd-next", "--session", "30", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    assert wsisc("calls", "check", "cstd-30", cwd=folder).returncode == 0
    assert wsisc("form", "cstd-30", "--language", "zh", "-o", "form.docx", cwd=folder).returncode == 0


def test_a_broken_call_is_reported_and_stops_only_what_needs_it(folder):
    (folder / "calls").mkdir()
    (folder / "calls" / "own.yaml").write_text(
        calls.BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: own").replace("{place}", "{palce}")
    )
    (folder / "a.yaml").write_bytes(as_yaml(minimal({"call": "own"})))
    (folder / "b.yaml").write_bytes(as_yaml(minimal()))
    for command in (("validate",), ("build", "--format", "md", "-o", "-")):
        done = wsisc(*command, "a.yaml", cwd=folder)
        assert done.returncode == 3
        assert b"calls check own" in done.stderr
    assert wsisc("validate", "--select", "structure", "b.yaml", cwd=folder).returncode == 0
    checked = wsisc("calls", "check", cwd=folder)
    assert checked.returncode == 1
    assert b"calls/own.yaml:19:" in checked.stdout
    assert b"cannot be used" in wsisc("calls", "list", cwd=folder).stdout


def test_a_submission_is_moved_in_place_or_elsewhere(folder):
    (folder / "a.yaml").write_bytes(SAMPLE.read_bytes())
    done = wsisc("migrate", "a.yaml", "--to", "cstd-next", "-o", "b.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"b.yaml:16: the title names 2022" in done.stderr
    assert b"wsisc schema" not in done.stderr  # the modeline is of another folder
    (folder / "schemas" / "built").mkdir(parents=True)
    (folder / "examples").mkdir()
    done = wsisc("migrate", "a.yaml", "--to", "cstd-next", "-o", "examples/b.yaml", cwd=folder)
    assert b"wsisc schema cstd-next -o examples/../schemas/built/" in done.stderr
    assert (folder / "a.yaml").read_bytes() == SAMPLE.read_bytes()
    assert wsisc("migrate", "a.yaml", "--to", "cstd-next", "-o", "b.yaml", cwd=folder).returncode == 2
    assert wsisc("migrate", "a.yaml", "--to", "cstd-next", cwd=folder).returncode == 0
    assert (folder / "a.yaml").read_bytes() == (folder / "b.yaml").read_bytes()
    assert wsisc("validate", "--select", "structure", "a.yaml", cwd=folder).returncode == 0
    done = wsisc("migrate", "a.yaml", "--to", "cstd-next", cwd=folder)
    assert done.stderr.decode().endswith("a.yaml answers cstd-next already: nothing had to be changed\n")
    assert (folder / "a.yaml").read_bytes() == (folder / "b.yaml").read_bytes()
    done = wsisc("migrate", "a.yaml", "--to", "cstd-wsis20", cwd=folder)
    assert done.returncode == 1
    assert b'the part "two" does not exist in cstd-wsis20' in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("a.yaml", "--to", "cstd-99"), ("none.yaml", "--to", "cstd-17"), (".", "--to", "cstd-17"), ("-", "--to", "cstd-17"),
     ("broken.yaml", "--to", "cstd-17"), ("a.yaml",), ("list.yaml", "--to", "cstd-17"), ("a.yaml", "--to", "cstd-17", "-o", ""),
     ("a.yaml", "--to", "cstd-17", "-o", "b.yaml"), ("a.yaml", "--to", "cstd-17", "-o", "dead.yaml")],
)  # fmt: skip
def test_wrong_usage_is_two_and_changes_nothing(folder, arguments):
    (folder / "a.yaml").write_bytes(as_yaml(minimal()))
    (folder / "b.yaml").write_bytes(as_yaml(minimal()))
    (folder / "broken.yaml").write_text("wsisc: 1\ncall: [\n")
    (folder / "list.yaml").write_text("- a\n")
    (folder / "dead.yaml").symlink_to("nowhere")
    before = {path.name: path.exists() and path.read_bytes() for path in folder.iterdir() if not path.is_dir()}
    assert wsisc("migrate", *arguments, cwd=folder).returncode == 2
    assert {path.name: path.exists() and path.read_bytes() for path in folder.iterdir() if not path.is_dir()} == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="all may be changed by root")
def test_what_may_not_be_changed_is_not_replaced(folder):
    (folder / "a.yaml").write_bytes(as_yaml(minimal()))
    (folder / "a.yaml").chmod(0o444)
    assert wsisc("migrate", "a.yaml", "--to", "cstd-17", cwd=folder).returncode == 3
    assert (folder / "a.yaml").read_bytes() == as_yaml(minimal())


def test_a_broken_call_is_not_called_unknown(folder):
    (folder / "calls").mkdir()
    (folder / "calls" / "own.yaml").write_text("id: own\n")
    done = wsisc("init", "--non-interactive", "--call", "own", "--entity", "Acme", "a.yaml", cwd=folder)
    assert done.returncode == 3
    assert b"wsisc calls check own" in done.stderr
    assert not (folder / "a.yaml").exists()


def test_a_call_goes_to_a_folder_under_its_own_name(folder):
    new = ("calls", "new", "--from", "cstd-26", "--session", "30")
    assert wsisc(*new, "-o", "more/", cwd=folder).returncode == 0
    assert (folder / "more" / "cstd-30.yaml").is_file()
    assert wsisc(*new, "-o", "more", cwd=folder).returncode == 2  # there already
    assert wsisc(*new, "-o", "", cwd=folder).returncode == 2
    assert wsisc(*new, "--place", "Gen\neva", cwd=folder).returncode == 2
    assert [each.name for each in folder.rglob("*.yaml")] == ["cstd-30.yaml"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--reporting", "2026-2025"), b"--reporting: '2026-2025' ends before it begins; write the earlier one first"),
        (("--reporting", "soon"), b"--reporting: 'soon' is not a period: write 2025, 2025-2026"),
        (("--id", "con"), b"--id: 'con' is a reserved name on Windows; choose another one"),
    ],
)
def test_a_new_call_with_a_wrong_period_or_name_is_refused(folder, arguments, message):
    done = wsisc("calls", "new", "--from", "cstd-26", "--session", "31", *arguments, cwd=folder)
    assert done.returncode == 2
    assert message in b" ".join(done.stderr.split())
    assert not (folder / "calls").exists()


def test_a_submission_moves_away_from_a_call_that_is_broken(folder):
    (folder / "calls").mkdir(exist_ok=True)
    (folder / "calls" / "own.yaml").write_text("id: own\n")
    (folder / "a.yaml").write_bytes(as_yaml(minimal({"call": "own"})))
    assert wsisc("migrate", "a.yaml", "--to", "cstd-26", cwd=folder).returncode == 0


def test_a_schema_goes_to_a_file_and_over_nothing_else(folder):
    done = wsisc("schema", "cstd-26", "-o", "new/a.schema.json", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (folder / "new" / "a.schema.json").read_bytes() == wsisc("schema", "cstd-26", cwd=folder).stdout
    (folder / "a.yaml").write_bytes(as_yaml(minimal()))
    for arguments in (["cstd-26", "-o", "a.yaml"], [""], ["cstd-26", "-o", ""]):
        assert wsisc("schema", *arguments, cwd=folder).returncode == 2
    assert (folder / "a.yaml").read_bytes() == as_yaml(minimal())


def test_a_check_and_the_doctor_say_which_call_hides_a_built_in_one(folder):
    (folder / "calls").mkdir(exist_ok=True)
    own = wsisc("calls", "show", "cstd-26").stdout
    (folder / "calls" / "cstd-26.yaml").write_bytes(own.replace(b"Geneva", b"Bern"))
    assert own.count(b"Geneva")
    output = "calls/cstd-26.yaml is used instead of the built-in call cstd-26"
    done = wsisc("calls", "check", "cstd-26", cwd=folder)
    assert (done.returncode, output in done.stderr.decode()) == (0, True)
    done = wsisc("doctor", cwd=folder).stdout.decode()
    assert output in done
    assert "calls check for details" not in done  # for it shows no more than that
    (folder / "calls" / "bad.yaml").write_text("id: bad\n")
    assert "calls check for details" in wsisc("doctor", cwd=folder).stdout.decode()


def test_a_call_is_written_to_a_new_file_and_an_empty_one_is_not_printed(tmp_path):
    done = wsisc("calls", "show", "cstd-next", "-o", "calls/cstd-next.yaml", cwd=tmp_path)
    assert done.returncode == 0
    written = tmp_path / "calls" / "cstd-next.yaml"
    assert written.read_bytes() == wsisc("calls", "show", "cstd-next").stdout.replace(b"\r\n", b"\n")
    assert wsisc("calls", "show", "cstd-26", "-o", "calls/cstd-next.yaml", cwd=tmp_path).returncode == 2
    written.write_bytes(b"")
    done = wsisc("calls", "show", "cstd-next", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"calls/cstd-next.yaml is empty" in done.stderr
