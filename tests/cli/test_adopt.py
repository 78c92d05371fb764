"""`init --repo --adopt`: a folder of submissions becomes a repository, and keeps what it has."""

import json
import subprocess

import pytest

from tests.conftest import ROOT, as_yaml, minimal, wsisc
from wsisc.document import scaffold

SOURCE = "git+https://example.org/a/wsisc@0123abc"


def adopt(folder, *words):
    return wsisc("init", folder.name, "--repo", "--adopt", "--source", SOURCE, *words, cwd=folder.parent)


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "ours"
    (folder / "2023").mkdir(parents=True)
    (folder / "a.yaml").write_bytes(as_yaml(minimal()))
    (folder / "2023" / "b.yaml").write_bytes(as_yaml(minimal({"call": "cstd-next"})))
    (folder / "other.yaml").write_text("key: value\n")
    return folder


def test_a_folder_of_submissions_becomes_a_repository(folder):
    before = tree(folder)
    done = adopt(folder)
    assert done.returncode == 0, done.stderr.decode()
    after = tree(folder)
    assert {name: after[name] for name in before} == before
    schemas = {".wsisc/cstd-26.schema.json", ".wsisc/cstd-next.schema.json"}
    assert set(after) - set(before) == {*scaffold.FIXED_FILES, *schemas, ".github/actions/wsisc/action.yml"}
    mapped = json.loads(after[".vscode/settings.json"])["yaml.schemas"]
    assert mapped == {"./.wsisc/cstd-26.schema.json": ["a.yaml"], "./.wsisc/cstd-next.schema.json": ["2023/b.yaml"]}
    assert b"\n# draft = true" in after["wsisc.toml"]
    assert all(SOURCE.encode() in after[name] for name in scaffold.INSTALLING_FILES)
    assert b"- **2023/b.yaml**" in after["README.md"]
    assert wsisc("validate", ".", cwd=folder).returncode == 0
    for name in set(after) - set(before):
        assert name in done.stdout.decode()
    assert b"to check the submissions, run wsisc validate ours\n" in done.stderr


def test_what_exists_is_kept_and_listed(folder):
    (folder / "README.md").write_text("# Ours\n")
    (folder / ".gitlab-ci.yml").write_text("other: {script: [make]}\n")
    (folder / ".pre-commit-config.yaml").write_text("repos: [] # wsisc\n")
    before = tree(folder)
    done = adopt(folder)
    assert done.returncode == 1
    assert {name: tree(folder)[name] for name in before} == before
    kept = done.stdout.decode().partition("\n\n")[0]
    assert [line.strip() for line in kept.splitlines() if line.startswith("  ")] == [
        "ours/README.md", "ours/.gitlab-ci.yml", "ours/.pre-commit-config.yaml",
    ]  # fmt: skip
    assert "ours/.gitlab-ci.yml does not run wsisc" in done.stderr.decode()
    assert ".pre-commit-config.yaml does not run wsisc" not in done.stderr.decode()
    assert adopt(folder, "-q").stdout == b""
    assert tree(folder) == {**tree(folder), **before}


def test_adopting_twice_changes_nothing(folder):
    adopt(folder)
    before = tree(folder)
    done = adopt(folder)
    assert (done.returncode, tree(folder)) == (0, before)
    assert b"Kept" not in done.stdout


def test_files_that_do_not_know_where_wsisc_is_are_reported_until_they_do(folder):
    done = wsisc("init", folder.name, "--repo", "--adopt", cwd=folder.parent)
    assert done.returncode == 0
    assert b"it is unknown where" in done.stderr
    done = adopt(folder)
    assert done.returncode == 1
    assert b"delete these files" in done.stderr
    for name in scaffold.INSTALLING_FILES:
        (folder / name).unlink()
    assert adopt(folder).returncode == 0
    assert adopt(folder).returncode == 0


def test_an_existing_repository_of_word_files_becomes_one(tmp_path):
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "sent.docx").write_bytes((ROOT / "tests" / "old" / "english.docx").read_bytes())
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    done = adopt(folder)
    assert done.returncode == 2
    assert b"wsisc import" in done.stderr
    assert set(tree(folder)) == {name for name in tree(folder) if name.startswith(".git/")} | {"sent.docx"}
    assert wsisc("import", "sent.docx", cwd=folder).returncode == 1  # another version built it
    assert adopt(folder).returncode == 0
    assert wsisc("validate", ".", cwd=folder).returncode == 0
    assert wsisc("build", ".", cwd=folder).returncode == 0
    assert {path.name for path in (folder / "build").iterdir()} == {"sent.docx", "sent.pdf"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("init", "ours", "--adopt"), "--repo"),
        (("init", "ours", "--repo", "--adopt", "--entity", "Acme"), "--adopt"),
        (("init", "nowhere", "--repo", "--adopt"), "not a folder"),
        (("init", "ours/a.yaml", "--repo", "--adopt"), "not a folder"),
    ],
)
def test_wrong_usage_writes_nothing(folder, words, said):
    before = tree(folder)
    done = wsisc(*words, cwd=folder.parent)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert tree(folder) == before


def test_a_submission_to_an_unknown_call_is_named(folder):
    (folder / "a.yaml").write_bytes(as_yaml(minimal({"call": "cstd-99"})))
    before = tree(folder)
    done = adopt(folder)
    assert done.returncode == 1
    assert b"ours/a.yaml does not answer a known call" in done.stderr
    assert tree(folder) == before


@pytest.mark.parametrize("inner", [".vscode", ".github"])
def test_no_link_leads_out_of_the_folder(folder, inner):
    (folder.parent / "elsewhere").mkdir()
    (folder / inner).symlink_to("../elsewhere")
    before = tree(folder)
    done = adopt(folder)
    assert (done.returncode, list((folder.parent / "elsewhere").iterdir()), tree(folder)) == (2, [], before)
    assert "through a link" in done.stderr.decode()
    folder.rename(folder.parent / "real")
    (folder.parent / "real" / inner).unlink()
    folder.symlink_to("real")
    assert adopt(folder).returncode == 0


def test_settings_with_errors_are_reported_before_anything_is_written(folder):
    (folder / "wsisc.toml").write_text("[build]\nfromats = 1\n")
    before = tree(folder)
    done = adopt(folder)
    assert (done.returncode, tree(folder)) == (2, before)
    assert "use formats" in done.stderr.decode()


def test_a_file_that_cannot_be_read_is_reported_before_anything_is_written(folder):
    (folder / ".gitlab-ci.yml").symlink_to("/proc/self/mem")  # exists, and cannot be read even by an administrator
    before = set(folder.rglob("*"))
    done = adopt(folder)
    assert (done.returncode, set(folder.rglob("*"))) == (3, before)
    assert ".gitlab-ci.yml cannot be read" in done.stderr.decode()


def test_a_folder_in_a_repository_is_reported_since_its_checks_do_not_run(folder):
    subprocess.run(["git", "init", "--quiet", folder.parent], check=True)
    done = adopt(folder)
    assert done.returncode == 0
    assert f"read their files only in {folder.parent};" in done.stderr.decode()
    done = wsisc("init", "new", "--repo", "--entity", "E", "--source", SOURCE, cwd=folder)
    assert f"read their files only in {folder.parent};" in done.stderr.decode()
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    (folder / ".gitlab-ci.yml").unlink()
    assert b"read their files only" not in adopt(folder).stderr


def test_commands_on_the_page_for_authors_hold_for_names_that_a_shell_interprets(folder):
    (folder / "a.yaml").rename(folder / "-$(touch x).yaml")
    (folder / "2023" / "b.yaml").rename(folder / "b\n# c.yaml")
    assert adopt(folder).returncode == 0
    page = (folder / "README.md").read_text("utf-8")
    assert "    wsisc validate './-$(touch x).yaml'\n" in page
    assert "\n# c.yaml" not in page
