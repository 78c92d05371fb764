"""A release: version, addresses and changelog agree, or nothing is published."""

import re
import shutil
import subprocess
import sys
import tomllib

import pytest
import yaml

import wsisc
from release import bundle, metadata, prepare
from tests.conftest import ROOT
from wsisc.messages import addresses

SITE, REPOSITORY = "https://wsisc.un.example.org/", "https://git.example.org/cstd/wsisc"
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Something.\n\n## [0.1.0] - 2026-11-27\n\n- More.\n"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A checkout of its own with one commit, and a function that runs a module of `release` in it."""
    folder = tmp_path_factory.mktemp("checkout") / "wsisc"
    copy_checkout(folder)

    def run(module, *words):
        command = [sys.executable, "-m", f"release.{module}", *words]
        return subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", **AUTHOR},
        )

    return folder, run


AUTHOR = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "a"), ("EMAIL", "a@example.org"), ("DATE", "2027-01-31T12:00:00Z"))
}


def copy_checkout(folder):
    """Copy what Git knows of this checkout, as it is now, to a new repository with one commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).exists() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for words in (["init", "--quiet", "--initial-branch", "main"], ["add", "."], ["commit", "--quiet", "-m", "all"]):
        subprocess.run(["git", *words], cwd=folder, check=True, env={"PATH": "/usr/bin:/bin", **AUTHOR})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("0.0.1",), "older"),
        (("next",), "Invalid version"),
        (("9.0.0", "--project", "wsisc.org"), "--project"),
        (("9.0.0", "--project", SITE, "--repository", "git@github.com:a/b"), "--repository"),
        (("9.0.0", "--repository", REPOSITORY, "--project", 'https://a.org/"+b+"'), "--project"),
        (("9.0.0", "--repository", REPOSITORY), "--project"),
        (("9.0.0", "--project", SITE), "--repository"),
        (("9.0.0", "--project", SITE, "--repository", REPOSITORY, "--date", "today"), "today"),
        (("8.0.0", "--project", SITE, "--repository", REPOSITORY), "tag v8.0.0 exists"),
    ],
)
def test_a_wrong_release_changes_nothing(checkout, words, said):
    folder, run = checkout
    subprocess.run(["git", "tag", "--force", "v8.0.0"], cwd=folder, check=True, capture_output=True)
    done = run("prepare", "--date", "2027-01-31", *words)
    assert done.returncode == 1
    assert said in done.stderr
    assert not subprocess.run(["git", "status", "--porcelain"], cwd=folder, capture_output=True).stdout


def test_a_release_that_cannot_be_committed_says_how_to_undo_it(checkout):
    folder, run = checkout
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    done = run("prepare", "9.0.0", "--date", "2027-01-31", "--project", SITE, "--repository", REPOSITORY)
    hook.unlink()
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    undo = re.search(r"git reset --hard [0-9a-f]+$", done.stderr.strip())
    assert undo
    subprocess.run(undo[0].split(), cwd=folder, check=True, capture_output=True)
    assert not subprocess.run(["git", "status", "--porcelain"], cwd=folder, capture_output=True).stdout


@pytest.mark.parametrize(
    ("module", "words"), [("check", ()), ("bundle", ("none.whl",)), ("bundle", ("README.md", "--output", "out"))]
)
def test_wrong_usage_has_no_stack_trace(checkout, module, words):
    folder, run = checkout
    done = run(module, *words)
    assert (done.returncode != 0, "Traceback" in done.stderr, (folder / "out").exists()) == (True, False, False)


def test_a_checkout_releases_no_other(checkout, tmp_path):
    folder, _ = checkout
    command = [sys.executable, "-m", "release.prepare", "9.0.0", "--date", "2027-01-31"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment)
    assert done.returncode == 1
    assert str(folder) in done.stderr
    assert not subprocess.run(["git", "status", "--porcelain"], cwd=folder, capture_output=True).stdout


@pytest.fixture(scope="module")
def released(checkout):
    """The checkout after the release of 9.0.0, and what was printed."""
    folder, run = checkout
    done = run("prepare", "9.0.0", "--project", SITE, "--repository", REPOSITORY, "--date", "2027-01-31")
    assert done.returncode == 0, done.stderr
    return folder, run, done.stdout


def test_a_release_is_prepared_committed_and_tagged(released):
    folder, run, output = released
    assert "git push --follow-tags" in output
    checked = run("check", "v9.0.0")
    assert (checked.returncode, checked.stderr) == (0, "")
    log = subprocess.run(["git", "log", "-1", "--format=%s %D"], cwd=folder, capture_output=True, text=True).stdout
    assert "release: 9.0.0" in log
    assert "tag: v9.0.0" in log
    assert '__version__ = "9.0.0"' in (folder / "wsisc/__init__.py").read_text("utf-8")
    changelog = (folder / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]\n\n## [9.0.0] - 2027-01-31\n\n###" in changelog
    assert changelog.endswith(f"[9.0.0]: {REPOSITORY}/releases/tag/v9.0.0\n")
    assert f'"$id": "{SITE}schemas/1/cstd-26.schema.json"' in (folder / "schemas/built/cstd-26.schema.json").read_text()
    assert "until the first release" not in "".join((folder / page).read_text("utf-8") for page in prepare.PAGES)
    assert yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))["version"] == "9.0.0"
    assert yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))["date-released"].isoformat() == "2027-01-31"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("wsisc/__init__.py", "9.0.0", "9.0.1", "wsisc/__init__.py has 9.0.1"),
        ("wsisc/messages/addresses.py", "IS_REGISTERED = True", "IS_REGISTERED = False", "addresses"),
        ("wsisc/messages/addresses.py", SITE, addresses.PROJECT, "addresses"),
        ("CHANGELOG.md", "[9.0.0] - 2027-01-31", "[9.0.0]", "CHANGELOG.md"),
        ("CITATION.cff", "version: 9.0.0", "version: 8.0.0", "CITATION.cff"),
        ("README.md", "# wsisc\n", "# wsisc\n<!-- until the first release -->\nNot yet.\n<!-- end -->\n", "README.md"),
    ],
)
def test_a_tag_that_disagrees_with_a_file_is_refused(released, file, old, new, said):
    folder, run, _ = released
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    done = run("check", "v9.0.0")
    (folder / file).write_text(text, "utf-8")
    assert done.returncode == 1
    assert said in done.stderr


def test_a_checkout_with_changes_is_refused(checkout):
    folder, run = checkout
    text = (folder / "README.md").read_text("utf-8")
    (folder / "README.md").write_text("changed", "utf-8")
    assert "not committed" in run("prepare", "9.1.0", "--date", "2027-01-31").stderr
    (folder / "README.md").write_text(text, "utf-8")


def test_a_changelog_without_changes_or_with_the_version_is_refused():
    with pytest.raises(ValueError, match="no changes"):
        prepare.release_changelog(
            CHANGELOG.replace("### Added\n\n- Something.\n\n", ""), "1.0.0", "2027-01-31", REPOSITORY
        )
    with pytest.raises(ValueError, match="already"):
        prepare.release_changelog(CHANGELOG, "0.1.0", "2027-01-31", REPOSITORY)


def test_links_of_a_changelog_lead_from_tag_to_tag():
    first = prepare.release_changelog(CHANGELOG, "1.0.0", "2027-01-31", REPOSITORY)
    second = first.replace("## [Unreleased]\n", "## [Unreleased]\n\n- Another.\n")
    text = prepare.release_changelog(second, "1.1.0", "2027-02-01", REPOSITORY)
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## [Unreleased]", "## [1.1.0] - 2027-02-01", "## [1.0.0] - 2027-01-31", "## [0.1.0] - 2026-11-27",
    ]  # fmt: skip
    assert text[text.index("\n[") + 1 :].splitlines() == [
        f"[Unreleased]: {REPOSITORY}/compare/v1.1.0...HEAD",
        f"[1.1.0]: {REPOSITORY}/releases/tag/v1.1.0",
        f"[1.0.0]: {REPOSITORY}/releases/tag/v1.0.0",
    ]


def test_links_of_the_readme_work_on_the_page_of_the_index():
    text = "See [a page](docs/a.md), ![a picture](docs/b.png), [![both](c.png)](d.md#e), [x](https://e.org/), [y](#z)."
    assert metadata.absolute_links(text, REPOSITORY, "v1") == (
        f"See [a page]({REPOSITORY}/blob/v1/docs/a.md), ![a picture]({REPOSITORY}/raw/v1/docs/b.png), "
        f"[![both]({REPOSITORY}/raw/v1/c.png)]({REPOSITORY}/blob/v1/d.md#e), [x](https://e.org/), [y](#z)."
    )
    for found in re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / "README.md").read_text("utf-8")):
        assert (ROOT / found).exists(), found


MARKED = (
    'colorama==0.4.6 ; sys_platform == "win32" \\\n    --hash=sha256:aa\n'
    "click==8.4.0 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n    # via wsisc\n"
    'old==1.0 ; python_full_version < "3.13" and platform_machine == "aarch64" \\\n    --hash=sha256:dd\n'
)


@pytest.mark.parametrize(
    ("platform", "python", "names"),
    [
        ("windows-x86_64", "3.12", ["colorama==0.4.6", "click==8.4.0"]),
        ("linux-x86_64", "3.14", ["click==8.4.0"]),
        ("linux-arm64", "3.12", ["click==8.4.0", "old==1.0"]),
        ("linux-arm64", "3.13", ["click==8.4.0"]),
    ],
)
def test_a_bundle_has_what_its_platform_needs(platform, python, names):
    lines = bundle.requirements_for(MARKED, platform, python)
    assert re.findall(r"^(\S+) ", lines, re.MULTILINE) == names
    assert "click==8.4.0 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n" in lines


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_the_list_of_components_has_the_version_of_the_program(tmp_path):
    (tmp_path / "wsisc").mkdir()
    for name in ("pyproject.toml", "wsisc/__init__.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    command = ["make", "-s", "-f", ROOT / "Makefile", "build/components.toml"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    project = tomllib.loads((tmp_path / "build" / "components.toml").read_text("utf-8"))["project"]
    assert project["version"] == wsisc.__version__
    assert "version" not in project.get("dynamic", [])
