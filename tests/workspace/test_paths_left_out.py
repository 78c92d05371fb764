"""Commands without a path mean the repository around the current folder; without one they say what is missing."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, as_yaml, minimal, wsisc

FORM = ("--select", "structure")


@pytest.fixture
def repository(tmp_path):
    """A repository with two submissions, of which one has an error, next to a submission of somebody else."""
    folder = tmp_path / "ours"
    (folder / "2025" / "annexes").mkdir(parents=True)
    (folder / "wsisc.toml").write_text("[build]\nformats = ['md']\n")
    (folder / "2025" / "a.yaml").write_bytes(as_yaml(minimal()))
    (folder / "b.yaml").write_bytes(as_yaml(minimal({"language": "xx"})))
    (tmp_path / "theirs.yaml").write_bytes(as_yaml(minimal({"title": 1})))
    return folder


@pytest.mark.parametrize("place", [".", "2025/annexes"])
def test_validate_checks_all_submissions_of_the_repository(repository, place):
    done = wsisc("validate", *FORM, cwd=repository / place)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[-1] == "1 error in 2 files"
    assert b"theirs" not in done.stdout


def test_build_builds_all_submissions_of_the_repository(repository):
    assert wsisc("build", cwd=repository / "2025").returncode == 1
    assert {file.name for file in repository.rglob("*.md")} == {"a.md"}


def test_stats_counts_all_submissions_of_the_repository(repository):
    (repository / "b.yaml").unlink()
    done = wsisc("stats", "--output-format", "csv", cwd=repository)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[1].startswith("2025/a.yaml,")


def test_preview_does_not_choose_among_several(repository):
    done = wsisc("preview", "--no-browser", cwd=repository)
    assert done.returncode == 2
    assert b"a.yaml" in done.stderr
    assert b"b.yaml" in done.stderr


@pytest.mark.parametrize("command", ["validate", "build", "stats", "preview", "review", "site"])
def test_outside_of_a_repository_a_path_is_required(tmp_path, command):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    done = wsisc(command, cwd=tmp_path)
    assert done.returncode == 2
    assert b"PATH" in done.stderr or b"FILE" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


def test_a_hook_without_files_checks_none(repository):
    before = (repository / "b.yaml").read_bytes()
    done = wsisc("validate", "--only-submissions", "--fix", "--", cwd=repository)
    assert done.returncode == 2
    assert (repository / "b.yaml").read_bytes() == before


def test_preview_takes_the_only_submission(repository):
    (repository / "b.yaml").unlink()
    command = [sys.executable, "-m", "wsisc", "preview", "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=repository / "2025", env=environment) as process:
        assert process.stdout.readline().startswith(b"http://127.0.0.1:")
        process.terminate()
