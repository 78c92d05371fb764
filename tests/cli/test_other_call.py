"""Documents that answer another call than `--call` names: nothing is silent, and the exit code is 1."""

import csv

import pytest

from tests.conftest import as_yaml, minimal, wsisc


@pytest.fixture
def repository(tmp_path):
    """Return a repository with the call of the thirtieth session, which has the prompts of cstd-next."""
    (tmp_path / ".git").mkdir()
    assert wsisc("calls", "new", "--from", "cstd-next", "--session", "30", cwd=tmp_path).returncode == 0
    (tmp_path / "in").mkdir()
    return tmp_path


def build(folder, call, name):
    (folder / f"{name}.yaml").write_bytes(as_yaml(minimal({"call": call, "entity": {"name": name}})))
    assert wsisc("build", f"{name}.yaml", "-o", f"in/{name}.docx", cwd=folder).returncode == 0


def run(folder, *args):
    done = wsisc(*args, cwd=folder)
    return done.returncode, done.stderr.decode().replace("\\", "/")


SAID = "the document is for another call than cstd-30; leave --call out to use its own; wsisc migrate moves"


def test_a_form_of_another_call_is_named(repository):
    for call in ("cstd-next", "cstd-30"):
        assert wsisc("form", call, "-o", f"in/{call}.docx", cwd=repository).returncode == 0
    code, said = run(repository, "import", "in/cstd-next.docx", "--call", "cstd-30", "-o", "a.yaml")
    assert code == 1
    assert SAID in said
    assert said.count(": cstd-next\n") == 1
    assert SAID not in run(repository, "import", "in/cstd-30.docx", "--call", "cstd-30", "-o", "b.yaml")[1]
    code, said = run(repository, "-q", "review", "in", "--call", "cstd-30", "-o", "out")
    assert code == 1
    assert said.count(f"in/cstd-next.docx: {SAID}") == said.count(SAID) == 1


def test_a_folder_wholly_of_another_call_is_named(repository):
    build(repository, "cstd-next", "liu")
    build(repository, "cstd-26", "valmera")
    code, said = run(repository, "review", "in", "--call", "cstd-30", "-o", "out")
    assert code == 1
    assert said.count(SAID) == 2
    code, said = run(repository, "import", "in", "--call", "cstd-30")
    assert code == 1
    assert said.count(f"in/liu.docx: {SAID}") == said.count(f"in/valmera.docx: {SAID}") == 1
    with (repository / "in-submissions" / "import.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["outcome"] == "check" and SAID in row["to_look_at"] for row in rows)


def test_a_submission_that_is_kept_and_answers_another_call_is_named(repository):
    build(repository, "cstd-next", "liu")
    assert run(repository, "import", "in")[0] == 0
    code, said = run(repository, "import", "in", "--call", "cstd-30")
    assert code == 1
    assert "liu.yaml is kept, and answers cstd-next, not cstd-30; to move it, run wsisc migrate" in said
    assert run(repository, "import", "in", "--call", "cstd-next")[0] == 0


def test_nothing_is_said_of_a_document_of_the_named_call(repository):
    build(repository, "cstd-30", "own")
    assert (
        run(repository, "import", "in/own.docx", "--call", "cstd-30", "-o", "again.yaml")[1].count("another call") == 0
    )
    assert run(repository, "review", "in/own.docx", "--call", "cstd-30", "-o", "out.docx")[1].count("another call") == 0
