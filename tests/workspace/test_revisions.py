"""Files of Git revisions: how their names are read, what of Git's errors is said, and that no name is an option."""

import os
import subprocess

import pytest

from wsisc.messages.diagnostic import WsiscError
from wsisc.workspace import revisions
from wsisc.workspace.revisions import RevisionFile


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with one commit; its folder `sub`, which is the current one, has a file that was changed since."""
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    (tmp_path / "sub" / "figures").mkdir(parents=True)
    (tmp_path / "sub" / "a.yaml").write_bytes(b"one\n")
    (tmp_path / "sub" / "figures" / "b c.png").write_bytes(b"\x89PNG\r\n")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First (of: all)"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    (tmp_path / "sub" / "a.yaml").write_bytes(b"two\n")
    monkeypatch.chdir(tmp_path / "sub")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HEAD:a.yaml", ("HEAD:", "a.yaml")),
        ("HEAD:./a.yaml", ("HEAD:", "./a.yaml")),
        ("main~2:sub/a b.yaml", ("main~2:", "sub/a b.yaml")),
        ("HEAD^{/fix: it}:a.yaml", ("HEAD^{/fix: it}:", "a.yaml")),
        ("HEAD@{2026-01-01 10:30}:a.yaml", ("HEAD@{2026-01-01 10:30}:", "a.yaml")),
        (":a.yaml", (":", "a.yaml")),
        (":0:a.yaml", (":0:", "a.yaml")),
        ("a.yaml", None),
        ("C:\\texts\\a.yaml", None),
        ("c:/texts/a.yaml", None),
        ("https://example.org/a.yaml", None),
        ("HEAD:", None),
        ("", None),
    ],
)
def test_names_of_revisions_are_distinguished_from_paths(name, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert revisions.parse(name) == (expected and RevisionFile(*expected))


def test_an_existing_file_is_no_revision(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "HEAD:a.yaml").touch()
    assert revisions.parse("HEAD:a.yaml") is None


@pytest.mark.parametrize(
    "name", ["HEAD:sub/a.yaml", "HEAD:./a.yaml", "HEAD:../sub/a.yaml", ":./a.yaml", "HEAD@{0}:./a.yaml"]
)
def test_a_file_is_read_as_it_was(repository, name):
    found = revisions.parse(name)
    assert found.read() == b"one\n"
    assert found.read_sibling("figures/b c.png") == b"\x89PNG\r\n"
    assert found.folder.resolve() == repository / "sub"


def test_a_file_at_the_root_has_its_figures_beside_it(repository):
    assert revisions.parse("HEAD:a.yaml").folder.resolve() == repository
    with pytest.raises(WsiscError):
        revisions.parse("HEAD:a.yaml").read_sibling("figures/b c.png")


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("NONE:./a.yaml", "NONE:./a.yaml cannot be read: invalid object name 'NONE'", ""),
        ("HEAD:./b.yaml", "HEAD:./b.yaml cannot be read: path 'sub/b.yaml' does not exist in 'HEAD'", ""),
        ("HEAD:a.yaml", "HEAD:a.yaml cannot be read: path 'a.yaml' does not exist in 'HEAD'",
         "if the path is relative to the current folder, write HEAD:./a.yaml"),
        ("--help:a.yaml", "--help:a.yaml is not a file of a revision: a revision does not begin with a hyphen", ""),
        ("-:a.yaml", "-:a.yaml is not a file of a revision: a revision does not begin with a hyphen", ""),
    ],
)  # fmt: skip
def test_what_git_does_not_find_is_an_error(repository, name, message, hint):
    with pytest.raises(WsiscError) as raised:
        revisions.parse(name).read()
    assert (str(raised.value), raised.value.hint, raised.value.exit_code) == (message, hint, 2)


def test_a_folder_or_a_submodule_is_no_file(repository):
    with pytest.raises(WsiscError):
        revisions.parse("HEAD:sub").read()


def test_git_is_needed_and_a_program_of_the_folder_is_none(repository, monkeypatch):
    program = repository / "sub" / ("git.exe" if os.name == "nt" else "git")
    program.write_text("#!/bin/sh\necho taken > taken\n")
    program.chmod(0o755)
    for path in ("", ".", os.curdir + os.pathsep + str(repository / "nowhere")):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(WsiscError) as raised:
            revisions.parse("HEAD:./a.yaml").read()
        assert raised.value.hint == "install Git"
    assert not (repository / "sub" / "taken").exists()


_PROGRAM = """#!/bin/sh
touch "{mark}"
exit 1
"""
_SETTINGS = """\
core.fsmonitor core.hooksPath core.pager pager.cat-file core.sshCommand core.gitProxy core.askPass core.editor
core.alternateRefsCommand diff.external filter.evil.smudge filter.evil.clean filter.evil.process diff.evil.textconv
merge.evil.driver credential.helper gpg.program remote.origin.uploadpack remote.origin.vcs alias.cat-file
sequence.editor interactive.diffFilter trace2.eventTarget"""


@pytest.mark.parametrize("key", _SETTINGS.split())
def test_no_program_that_a_repository_names_is_run(repository, key):
    program = repository / "program"
    program.write_text(_PROGRAM.format(mark=repository / "taken"))
    program.chmod(0o755)
    hooks = repository / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "post-checkout", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc"):
        (hooks / name).write_text(_PROGRAM.format(mark=repository / "taken"))
        (hooks / name).chmod(0o755)
        (repository / ".git" / "hooks" / name).write_text(_PROGRAM.format(mark=repository / "taken"))
        (repository / ".git" / "hooks" / name).chmod(0o755)
    (repository / ".gitattributes").write_text("*.yaml filter=evil diff=evil merge=evil\n")
    # A partial clone: Git fetches an object that is missing, by the program of the address.
    for name, value in (
        ("extensions.partialClone", "origin"),
        ("core.repositoryFormatVersion", "1"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{program}"),
        ("protocol.ext.allow", "always"),
        (key, str(hooks if key == "core.hooksPath" else program)),
    ):
        subprocess.run(["git", "-c", "core.fsmonitor=false", "config", name, value], check=True)
    assert revisions.parse("HEAD:./a.yaml").read() == b"one\n"
    assert revisions.parse(":./a.yaml").read() == b"one\n"
    file = repository / "sub" / "a.yaml"
    assert revisions.is_committed(file, b"one\n")
    assert len(revisions.list_earlier(file)) == 1
    missing = "0123456789012345678901234567890123456789"
    with pytest.raises(WsiscError):
        revisions.parse(f"{missing}:./a.yaml").read()
    blob = subprocess.run(
        ["git", "-c", "core.fsmonitor=false", "rev-parse", "HEAD:./a.yaml"], check=True, capture_output=True, text=True
    ).stdout.strip()
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(WsiscError):
        revisions.parse("HEAD:./a.yaml").read()
    assert not (repository / "taken").exists()


def test_a_folder_that_looks_like_a_repository_is_none(repository, monkeypatch):
    subprocess.run(["git", "clone", "-q", "--bare", str(repository), "inner"], check=True)
    monkeypatch.chdir(repository / "sub" / "inner")
    with pytest.raises(WsiscError, match="bare repository"):
        revisions.parse("HEAD:sub/a.yaml").read()
