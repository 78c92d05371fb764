"""The settings and calls that hold for a folder, from those above it."""

from pathlib import Path

import pytest

from wsisc.calls import call_check
from wsisc.calls.call import BUILT_IN
from wsisc.messages.diagnostic import WsiscError
from wsisc.workspace import repository
from wsisc.workspace.settings import Settings


@pytest.fixture
def folder(tmp_path):
    """A repository in a folder of other files, with settings and calls in some of its folders."""
    (tmp_path / "ours" / "2042" / "in").mkdir(parents=True)
    (tmp_path / "ours" / ".git").mkdir()
    repository.refresh()
    return tmp_path / "ours"


def test_folders_are_those_up_to_the_repository(folder):
    assert list(repository.folders_up(folder / "2042" / "in")) == [folder / "2042" / "in", folder / "2042", folder]
    assert list(repository.folders_up(folder.parent))[-1] == Path(folder.anchor)


def test_the_nearest_settings_hold(folder):
    place = folder / "2042" / "in"
    (folder.parent / "wsisc.toml").write_text("[validate]\ndraft = true\n", "utf-8")
    assert repository.load_settings(place) == (Settings(), place, place / "wsisc.toml")
    (folder / "wsisc.toml").write_text("[validate]\ndraft = true\n", "utf-8")
    repository.refresh()
    found = repository.load_settings(place)
    assert (found.settings.draft, found.folder, found.file) == (True, folder, folder / "wsisc.toml")
    assert repository.load_settings(folder / "2042", folder.parent / "wsisc.toml").folder == folder.parent


@pytest.mark.parametrize(
    ("content", "message", "exit_code"),
    [
        (b"[validate]\ndraft = 3\n", "wsisc.toml: ", 2),
        (b"\xff", "wsisc.toml is not encoded in UTF-8: save it as UTF-8", 2),
        (None, "--config: the file ", 2),
    ],
)
def test_settings_that_cannot_be_used_are_named(folder, content, message, exit_code):
    file = folder / "wsisc.toml"
    if content:
        file.write_bytes(content)
    with pytest.raises(WsiscError) as raised:
        repository.load_settings(folder, file)
    assert message in str(raised.value)
    assert raised.value.exit_code == exit_code


def test_of_overlong_settings_only_the_start_is_read(folder):
    with (folder / "wsisc.toml").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of zeros that takes no space
    with pytest.raises(WsiscError, match="more than 100,000 characters"):
        repository.load_settings(folder)


def test_a_reference_begins_with_a_dot(folder):
    assert repository.relative_reference(folder / "a.json", folder) == "./a.json"
    assert repository.relative_reference(folder / "s" / "a.json", folder) == "./s/a.json"
    assert repository.relative_reference(folder / "a.json", folder / "2042" / "in") == "../../a.json"


def test_calls_are_those_of_the_nearest_folder_but_not_above_settings(folder):
    place = folder / "2042" / "in"
    assert repository.find_calls_folder(place) is None
    assert repository.load_catalogue(place).ids() == BUILT_IN.ids()
    (folder / "calls").mkdir()
    assert repository.find_calls_folder(place) == folder / "calls"
    assert repository.find_hidden_calls(place) == folder / "calls"
    assert repository.find_hidden_calls(folder) is None
    (folder / "2042" / "wsisc.toml").write_text("", "utf-8")
    assert repository.find_calls_folder(place) is None
    (folder / "2042" / "calls").mkdir()
    assert repository.find_calls_folder(place) == folder / "2042" / "calls"


def test_own_calls_are_read_whatever_their_line_ends(folder):
    text = BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: ours")
    (folder / "calls").mkdir()
    (folder / "calls" / "ours.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (folder / "calls" / "old.yaml").write_bytes(text.replace("id: ours", "id: old").replace("\n", "\r").encode())
    (folder / "calls" / "bad.yaml").write_bytes(b"id: bad\ntitle: \xff\n")
    (folder / "calls" / ".hidden.yaml").write_bytes(b"")
    (folder / "calls" / "notes.txt").write_bytes(b"")
    known = repository.load_catalogue(folder)
    assert set(known.ids()) - set(BUILT_IN.ids()) == {"ours", "old", "bad"}
    assert known.text("ours") == text
    assert known.text("old") == text.replace("id: ours", "id: old")
    assert known.load("ours").id == "ours"
    assert repository.encode_call(known.text("bad")) == b"id: bad\ntitle: \xff\n"
    repository.refuse_unknown_call("ours", known)
    with pytest.raises(WsiscError, match="the call 'theirs' does not exist; use one of ") as raised:
        repository.refuse_unknown_call("theirs", known)
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("name", ["calls", "themes"])
def test_a_link_that_leaves_the_repository_is_not_followed(tmp_path, name):
    (tmp_path / "secret").write_text("id: secret\n")
    repository_folder = tmp_path / "repository"
    (repository_folder / name).mkdir(parents=True)
    (repository_folder / name / "within.yaml").symlink_to(repository_folder / "a-call")
    (repository_folder / "a-call").write_text("id: within\n")
    repository.refresh()
    known = repository.load_catalogue(repository_folder)
    assert "within" in (known.own if name == "calls" else known.themes.own)
    (repository_folder / name / "secret.yaml").symlink_to(tmp_path / "secret")
    repository.refresh()
    with pytest.raises(WsiscError, match=r"secret\.yaml is a link to a file outside"):
        repository.load_catalogue(repository_folder)


def test_only_the_calls_that_are_used_are_checked(tmp_path, monkeypatch):
    checked = []
    monkeypatch.setattr(call_check, "check", lambda read, id, themes: checked.append(id) or [])
    (tmp_path / "calls").mkdir()
    for name in ("one", "two", "three"):
        (tmp_path / "calls" / f"{name}.yaml").write_text(BUILT_IN.text("cstd-26").replace("cstd-26", name))
    repository.refresh()
    assert repository.load_catalogue(tmp_path).load("two").id == "two"
    assert checked == ["two"]


def test_the_files_of_calls_have_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(repository, "MAX_OWN_BYTES", 2**20)
    (tmp_path / "calls").mkdir()
    for number in range(3):
        (tmp_path / "calls" / f"c{number}.yaml").write_bytes(b"#" * 400_000)
    repository.refresh()
    with pytest.raises(WsiscError, match="more than 1 MB"):
        repository.load_catalogue(tmp_path)
