"""What a command changes in a source is written only if the source is still as the command read it."""

import threading
from pathlib import Path

import pytest

from tests.conftest import ROOT, wsisc, wsisc_process
from tests.merge.sent_file import EDIT, TEXT, reviewed
from wsisc.messages.diagnostic import WsiscError
from wsisc.workspace import source_edits

OTHER = reviewed(("replace", "all districts", "most districts"))


def test_of_two_merges_at_once_none_is_lost(tmp_path):
    (tmp_path / "one.docx").write_bytes(EDIT)
    (tmp_path / "two.docx").write_bytes(OTHER)
    into = tmp_path / "ours.yaml"
    into.write_text(TEXT, "utf-8")
    codes = {}

    def merge(name):
        codes[name] = wsisc_process("import", f"{name}.docx", "--into", "ours.yaml", cwd=tmp_path)

    threads = [threading.Thread(target=merge, args=(name,)) for name in ("one", "two")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    merged = into.read_text("utf-8")
    for name, words in (("one", "middle one"), ("two", "most districts")):
        done = codes[name]
        assert (done.returncode, words in merged) in ((0, True), (3, False)), done.stderr.decode()
        assert done.returncode == 0 or b"was changed while this command ran" in done.stderr
    assert 0 in {each.returncode for each in codes.values()}
    assert not [*tmp_path.glob(".wsisc-*")]


def saving(monkeypatch, path):
    """Have the author save a file after a command has read it."""
    real = source_edits.replace

    def replace(target, before, after):
        path.write_bytes(path.read_bytes() + b"# saved by the author\n")
        real(target, before, after)

    monkeypatch.setattr(source_edits, "replace", replace)


COMMANDS = {
    "merge": ("import", "reviewed.docx", "--into", "ours.yaml"),
    "fix": ("validate", "ours.yaml", "--fix", "--select", "all"),
    "tags": ("tags", "apply", "tags.csv"),
    "parity": ("parity", "--record", "original.yaml", "ours.yaml"),
    "migrate": ("migrate", "ours.yaml", "--to", "cstd-next"),
    "translate": ("translate", "import", "ours.xlf", "--into", "ours.yaml", "--partial"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_an_author_saves_during_a_command_remains(command, tmp_path, monkeypatch):
    ours = tmp_path / "ours.yaml"
    (tmp_path / "reviewed.docx").write_bytes(EDIT)
    text = TEXT.replace("in all districts.", "in all districts  by broadband: action line C2.")
    if command == "fix":
        text = text.replace(": Health", ": Health  care")
    if command in ("parity", "translate"):
        original = TEXT.replace("cstd-26", "cstd-next")
        (tmp_path / "original.yaml").write_text(original, "utf-8")
        text = original.replace("language: en", "language: fr").replace("Health centres too.", "Des centres aussi.")
    ours.write_text(text, "utf-8")
    if command == "translate":
        done = wsisc("translate", "export", "original.yaml", "--to", "fr", "-o", "ours.xlf", cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
        units = (tmp_path / "ours.xlf").read_text("utf-8")
        (tmp_path / "ours.xlf").write_text(units.replace("<target/>", "<target>Mots</target>"), "utf-8")
    if command == "tags":
        assert wsisc("tags", "suggest", "ours.yaml", "-o", "tags.csv", cwd=tmp_path).returncode == 0
        table = (tmp_path / "tags.csv").read_text("utf-8-sig").replace("\n,", "\nyes,").replace("\n;", "\nyes;")
        (tmp_path / "tags.csv").write_text(table, "utf-8")
    saving(monkeypatch, ours)
    done = wsisc(*COMMANDS[command], cwd=tmp_path)
    assert ours.read_text("utf-8") == f"{text}# saved by the author\n"
    assert done.returncode == 3
    assert b"was changed while this command ran" in done.stderr


def test_a_lock_that_is_held_is_waited_for_and_named(tmp_path, monkeypatch):
    path = tmp_path / "ours.yaml"
    path.write_bytes(b"before")
    with source_edits.hold_lock(path):
        monkeypatch.setattr(source_edits, "MAX_WAIT", 0.05)
        with pytest.raises(WsiscError, match="another command") as refused:
            source_edits.replace(path, b"before", b"after")
    assert str(next(iter(refused.value.hint.split()[-1:]))).endswith(".lock")
    source_edits.replace(path, b"before", b"after")
    assert path.read_bytes() == b"after"
    assert [each.name for each in tmp_path.iterdir()] == ["ours.yaml"]


def test_every_command_that_changes_a_source_compares_it():
    """`overwrite` is for files that a command creates; a command that read a source writes it with `replace`."""
    users = {
        path.relative_to(ROOT).as_posix()
        for path in Path(ROOT / "wsisc").rglob("*.py")
        if "output_files.overwrite(" in path.read_text("utf-8")
    }
    assert users == {"wsisc/workspace/source_edits.py"}
