"""Input that no author writes: each ends in a clear message, the right exit code, and no trace of a stack."""

import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, as_yaml, minimal, some_quick, wsisc, wsisc_process
from wsisc.engines import pandoc
from wsisc.messages.diagnostic import WsiscError
from wsisc.workspace.input_files import find_submissions

CASES = {
    "nothing": b"",
    "binary": bytes(range(256)),
    "a word file": b"PK\x03\x04" + b"\x00" * 100,
    "null document": b"null\n",
    "a list": b"- wsisc: 1\n",
    "a scalar": b"wsisc\n",
    "only the marker": b"wsisc: 1\n",
    "nulls": b"wsisc:\ncall:\nlanguage:\ntitle:\nentity:\nparts:\nlinks:\nfootnotes:\n",
    "lists": b"wsisc: []\ncall: []\nlanguage: []\ntitle: []\nentity: []\nparts: []\nlinks: []\nfootnotes: []\n",
    "maps": b"wsisc: {}\ncall: {}\nlanguage: {}\ntitle: {}\nentity: {}\nparts: {}\nlinks: {}\nfootnotes: {}\n",
    "numbers": b"wsisc: 1\ncall: 26\nlanguage: 1\ntitle: 1\nentity: 1\nparts: 1\nlinks: 1\nfootnotes: 1\n",
    "surrogates": b'wsisc: 1\ntitle: "\\uD800"\n',
    "beyond unicode": b'wsisc: 1\ntitle: "\\U00110000"\n',
    "nul": b'wsisc: 1\ntitle: "\\0"\n',
    "directive": b"%YAML 9.9\n---\nwsisc: 1\n",
    "deep": b"wsisc: 1\nparts: " + b"[" * 3000,
    "self reference": b"wsisc: &a [*a]\n",
    "long key": b"wsisc: 1\n" + b"k" * 5000 + b": 1\n",
    "long number": b"wsisc: " + b"9" * 5000 + b"\n",
    "mixed ends": b"wsisc: 1\r\rcall: x\n\r\ntitle: [\r",
    "wrong utf-8 in the middle": as_yaml(minimal()).replace(b"summary", b"summ\xe9ry"),
    "no parts": as_yaml({**minimal(), "parts": {}}),
    "parts of parts": as_yaml(minimal({"parts": {"three": {"a": {"a": {"a": {}}}}}})),
    "sections of scalars": as_yaml(minimal({"parts": {"two": {"sections": [1, None, [], "x", {"sections": [[]]}]}}})),
    "marks": as_yaml(minimal({"parts": {"one": {"text": "*a**b" * 20_000}}})),
    "accents": as_yaml(minimal({"parts": {"one": {"text": "a" + "\u0301" * 10_000}}})),
    "brackets": as_yaml(minimal({"parts": {"one": {"text": "[" * 100_000}}})),
    "long title": as_yaml(minimal({"title": "x" * 100_000})),
}


@pytest.mark.parametrize("name", some_quick(CASES, 2))
@pytest.mark.parametrize("command", [["validate"], ["build", "-o", "-"]], ids=["validate", "build"])
def test_wrong_input_is_reported_without_a_stack_trace(command, name, tmp_path):
    content = CASES[name]
    path = tmp_path / "file.yaml"
    path.write_bytes(content)
    done = wsisc(*command, path, WSISC_DEBUG="1")
    assert done.returncode == 1, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"error[" in (done.stdout + done.stderr)
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_without_a_submission_is_wrong_usage(tmp_path):
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "a.yaml").write_text("wsisc: 1\n")
    (tmp_path / "other.yaml").write_text("version: 3\n")
    done = wsisc("validate", tmp_path)
    assert done.returncode == 2
    assert b"no submission" in done.stderr


def test_a_file_that_is_no_submission_gets_one_error(tmp_path):
    (tmp_path / "compose.yml").write_text("services: {web: {image: x}}\nversion: 3\n")
    done = wsisc("validate", tmp_path / "compose.yml")
    assert done.returncode == 1
    assert done.stdout.count(b"error[") == 1
    assert b"not-a-submission" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["validate"], ["validate", "nowhere.yaml"], ["biuld", "x"], ["build", SAMPLE, "--format", "odt"], ["build", "-"],
     ["calls", "show", "cstd-99"], ["validate", SAMPLE, "--output-format", "xml"], ["build", SAMPLE, SAMPLE.parent, "-o", "-", "--format", "md", "--format", "docx"],
     ["build", SAMPLE, "--format", "md", "-o", SAMPLE]],
)  # fmt: skip
def test_wrong_usage_is_two(arguments):
    done = wsisc(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.strip()
    assert SAMPLE.read_bytes().startswith(b"# yaml-language-server")


def test_without_pandoc_the_error_says_what_to_do(tmp_path):
    done = wsisc_process("build", SAMPLE, "-o", tmp_path / "a.docx", PYPANDOC_PANDOC=str(tmp_path / "none"))
    assert done.returncode == 3
    assert b"Pandoc" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_pandoc_that_fails_leaves_nothing(tmp_path):
    broken = tmp_path / "pandoc"
    broken.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('out of order')\n")
    broken.chmod(0o755)
    done = wsisc_process("build", SAMPLE, "-o", tmp_path / "a.docx", PYPANDOC_PANDOC=str(broken))
    assert done.returncode == 3
    assert b"out of order" in done.stderr
    assert not (tmp_path / "a.docx").exists()


def test_a_pandoc_that_loses_a_word_is_caught(tmp_path):
    thief = tmp_path / "pandoc"
    thief.write_text(
        f"#!{sys.executable}\nimport subprocess, sys\n"
        "text = sys.stdin.buffer.read().replace(b'hybrid', b'')\n"
        f"sys.exit(subprocess.run([{pandoc.binary()!r}, *sys.argv[1:]], input=text).returncode)\n"
    )
    thief.chmod(0o755)
    done = wsisc_process("build", SAMPLE, "-o", tmp_path / "a.docx", PYPANDOC_PANDOC=str(thief))
    assert done.returncode == 3
    assert b"hybrid" in done.stderr
    assert not (tmp_path / "a.docx").exists()


def test_a_file_that_cannot_be_read_could_not_run(tmp_path, monkeypatch):
    def refuse(*arguments):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    monkeypatch.setattr(Path, "open", refuse)
    [submission] = find_submissions([str(tmp_path / "a.yaml")], print)
    with pytest.raises(WsiscError, match="Permission denied"):
        bytes(submission.content)


def test_a_target_that_cannot_be_written_could_not_run(tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = wsisc("build", SAMPLE, "-o", tmp_path / "file" / "a.docx")
    assert done.returncode == 3
    assert b"cannot be written" in done.stderr
    assert (tmp_path / "file").read_text() == "in the way"
