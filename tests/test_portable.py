"""The code runs where only a part of what Linux offers is there, as on Windows: by its text, and by running it so."""

import ast
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, some_quick
from tests.inprocess import wsisc
from tests.preview.client import Preview
from tests.processes import record_started
from wsisc.engines import atomic, pandoc

MODULES = sorted((ROOT / "wsisc").rglob("*.py"))
ABSENT = {"select", "fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "syslog", "readline", "curses"}
"""Modules that Windows has not; of `select` it has what waits for sockets, but not for pipes."""

LACKING = {
    "os": {
        *("fork", "forkpty", "getuid", "geteuid", "getgid", "getegid", "setsid", "killpg", "getpgid", "mkfifo"),
        *("mknod", "chown", "lchown", "chroot", "wait", "nice", "uname", "statvfs", "sysconf", "getloadavg"),
        *("O_TMPFILE", "O_NOFOLLOW", "O_DIRECTORY", "O_NONBLOCK", "O_CLOEXEC", "sched_getaffinity", "memfd_create"),
    },
    "signal": {
        *("SIGHUP", "SIGQUIT", "SIGKILL", "SIGCHLD", "SIGALRM", "SIGPIPE", "SIGSTOP", "SIGUSR1", "SIGUSR2", "alarm"),
        *("pthread_sigmask", "sigwait", "pause", "setitimer", "SIG_BLOCK", "SIG_SETMASK", "SIG_UNBLOCK"),
    },
    "time": {"tzset"},
    "socket": {"AF_UNIX", "SO_REUSEPORT"},
}
GUARDS = ("hasattr", "platform", "name", "get_all_start_methods")


def is_guarded(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """Return whether a node is behind a check of the system, or in a function that begins with one."""
    while (parent := above.get(node)) is not None:
        if isinstance(parent, ast.If | ast.IfExp) and node is not parent.test and asks(parent.test):
            return True
        if isinstance(parent, ast.FunctionDef):
            before = [each for each in parent.body if each.lineno < node.lineno]
            if any(isinstance(each, ast.If) and asks(each.test) for each in before):
                return True
        node = parent
    return False


def asks(test: ast.expr) -> bool:
    names = {each.attr for each in ast.walk(test) if isinstance(each, ast.Attribute)}
    names |= {each.id for each in ast.walk(test) if isinstance(each, ast.Name)}
    return bool(names & {"hasattr", "platform", "is_forked"}) or "os.name" in ast.unparse(test)


def unportable(text: str) -> list[str]:
    """Return the places in a module where something is used that is not everywhere, without asking whether it is."""
    tree = ast.parse(text)
    above = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    found = []
    for node in ast.walk(tree):
        used = names(node)
        if used and not is_guarded(node, above):
            found += [f"{node.lineno}: {name}" for name in used]
    return found


def names(node: ast.AST) -> list[str]:
    """Return what a node uses that is not everywhere."""
    if isinstance(node, ast.Import):
        return [each.name for each in node.names if each.name in ABSENT]
    if isinstance(node, ast.ImportFrom):
        lacking = LACKING.get(node.module or "", set())
        return [str(node.module)] if node.module in ABSENT else [n.name for n in node.names if n.name in lacking]
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return [f"{node.value.id}.{node.attr}"] if node.attr in LACKING.get(node.value.id, ()) else []
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if node.value.startswith(("/dev/", "/tmp/")) else []
    return []


READS, WRITES = {"read_text"}, {"write_text"}


def guessed(text: str) -> list[str]:
    """Return the places in a module where a text file is opened without an encoding, or written without line ends.

    Otherwise it would be the encoding of the machine, and on Windows every line would end with a carriage return.
    """
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or ast.unparse(node.func).startswith("super()."):  # Click's write_text, say
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        keywords = {each.arg for each in node.keywords}
        mode = mode_of(node) if called in ("open", "fdopen", "NamedTemporaryFile", "TemporaryFile") else None
        place = 1 if called == "write_text" else 0
        has_encoding = "encoding" in keywords or (called in READS | WRITES and len(node.args) > place)
        if (called in READS | WRITES or (mode is not None and "b" not in mode)) and not has_encoding:
            found.append(f"{node.lineno}: {called} without encoding")
        if (called in WRITES or (mode and set(mode) & set("wxa") and "b" not in mode)) and "newline" not in keywords:
            found.append(f"{node.lineno}: {called} without newline")
    return found


def mode_of(call: ast.Call) -> str | None:
    """Return the mode in which a call opens a file, None where it is no text that says so (as `os.open`)."""
    of_path = isinstance(call.func, ast.Attribute) and call.func.attr == "open"
    if of_path and isinstance(call.func.value, ast.Name) and call.func.value.id in ("os", "webbrowser", "Image"):
        return None
    modes = [each.value for each in call.keywords if each.arg == "mode"] or call.args[0 if of_path else 1 :][:1]
    return "r" if not modes else modes[0].value if isinstance(modes[0], ast.Constant) else None


def test_nothing_is_used_that_is_only_on_some_systems():
    texts = {path.relative_to(ROOT): path.read_text("utf-8") for path in MODULES}
    assert {path: places for path, text in texts.items() if (places := unportable(text) + guessed(text))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "import select",
        "from fcntl import flock",
        "import os\nos.fork()",
        "from os import mkfifo",
        "import signal\ndef f():\n    return signal.SIGHUP",
        "import os, sys\nif sys.argv:\n    os.getuid()",
        'open("/dev/stdin", "rb")',
    ],
)
def test_what_is_only_on_some_systems_is_found(text):
    assert len(unportable(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "import sys, os\nif sys.platform != 'win32':\n    os.fork()",
        "import os\nname = os.getuid() if hasattr(os, 'getuid') else 0",
        "import os\ndef f():\n    if not hasattr(os, 'O_TMPFILE'):\n        raise OSError\n    return os.O_TMPFILE",
        "import os\nif os.name != 'nt':\n    import fcntl",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)",
    ],
)
def test_requested_modules_can_be_used(text):
    assert unportable(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("open('a')", 1),
        ("open('a', 'w', encoding='utf-8')", 1),
        ("path.open('w')", 2),
        ("path.read_text()", 1),
        ("path.write_text('a', 'utf-8')", 1),
        ("path.open('rb'); open('a', 'wb'); os.open('a', 0)", 0),
        ("path.write_text('a', 'utf-8', newline='\\n'); path.read_text('utf-8')", 0),
    ],
)
def test_a_guess_at_a_text_file_is_found(text, count):
    assert len(guessed(text)) == count


PRELUDE = f"""
import importlib, multiprocessing, os, signal, sys, types
for name in ("subprocess", "selectors", "socketserver", "asyncio", "tempfile", "webbrowser", "http.server",
             "multiprocessing.popen_fork", "multiprocessing.popen_spawn_posix", "multiprocessing.resource_tracker",
             "multiprocessing.forkserver", "concurrent.futures.process", "platformdirs.unix", "click", "rich.progress", "watchfiles",
             "logging.handlers", "getpass", "zipfile", "tarfile", "shutil"):
    importlib.import_module(name)
lacking = {LACKING!r}
for name in ("os", "signal", "time", "socket"):  # the library of Linux keeps what it has
    module, kept = sys.modules[name], types.ModuleType(name)
    kept.__dict__.update(module.__dict__)
    for each in list(sys.modules.values()):
        if each and each is not module and getattr(each, name, None) is module:
            setattr(each, name, kept)
    for each in lacking[name]:
        if hasattr(module, each):
            delattr(module, each)
for name in {ABSENT!r}:
    sys.modules[name] = None
multiprocessing.context._concrete_contexts = {{"spawn": multiprocessing.context._concrete_contexts["spawn"]}}
multiprocessing.get_all_start_methods = lambda: ["spawn"]
multiprocessing.set_start_method("spawn")
open_ = os.open
def opened(path, *arguments, **options):
    if os.path.isdir(path):
        raise PermissionError(13, "Permission denied", path)
    return open_(path, *arguments, **options)
sys.modules["os"].open = opened
"""


@pytest.fixture
def elsewhere(tmp_path, monkeypatch) -> dict[str, str]:
    """Return the environment in which Python begins without what Windows has not, in workers of a pool too."""
    folder = tmp_path / "prelude"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(PRELUDE)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return {**os.environ}


def run(environment: dict[str, str], folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-P", "-m", "wsisc", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=100)


def test_the_prelude_takes_away_what_windows_has_not(elsewhere, tmp_path):
    code = "import signal, os; print(hasattr(signal, 'SIGHUP'), hasattr(os, 'fork'))\nimport select"
    done = subprocess.run([sys.executable, "-c", code], env=elsewhere, capture_output=True, check=False)
    assert done.stdout.split() == [b"False", b"False"]
    assert b"ModuleNotFoundError" in done.stderr


@pytest.mark.slow
def test_documents_are_built_without_what_windows_has_not(elsewhere, tmp_path):
    done = run(elsewhere, tmp_path, "build", str(SAMPLE), "--format", "docx", "--format", "pdf", "-o", "out")
    assert (done.returncode, done.stderr) == (0, b"")
    with zipfile.ZipFile(tmp_path / "out" / "unodc_2022.docx") as package:
        assert package.testzip() is None
    assert (tmp_path / "out" / "unodc_2022.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", some_quick([("build", "in", "-o", "out"), ("site", "in", "-o", "out")], 2, lambda each: each[0])
)
def test_many_are_built_without_what_windows_has_not(elsewhere, tmp_path, command):
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"{number}.yaml").write_bytes(as_yaml(minimal({"title": f"Number {number}"})))
    done = run(elsewhere, tmp_path, *command, "--jobs", "2", "--no-cache")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert len(list((tmp_path / "out").rglob("*.docx"))) == 5
    assert [path.name for path in tmp_path.rglob(".wsisc-*") if path.name != ".wsisc-site"] == []


@pytest.mark.slow
def test_a_preview_begins_without_what_windows_has_not(elsewhere, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(as_yaml(minimal({"title": "Shown here"})))
    running = Preview(file)
    try:
        running.until(lambda each: "Shown here" in each.text("document"))
    finally:
        assert running.end() == 0


@pytest.fixture
def open_in_word(monkeypatch):
    """Let Word have files open: Windows then refuses to replace them."""
    opened = set()

    def replace(path, target):
        if Path(target).name in opened:
            raise PermissionError(13, "Access is denied", str(path), 5, str(target))
        os.replace(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    return opened


def test_a_document_that_is_open_in_word_stays_as_it_is(tmp_path, open_in_word):
    target = tmp_path / "a.docx"
    assert wsisc("build", SAMPLE, "-o", target).returncode == 0
    source, before = tmp_path / "a.yaml", target.read_bytes()
    source.write_bytes(SAMPLE.read_bytes().replace(b"title: ", b"title: Again, ", 1))
    open_in_word.add("a.docx")
    done = wsisc("build", source, "-o", target)
    assert done.returncode == 3
    assert b"a.docx cannot be written: Access is denied" in done.stderr
    assert b"close the file if it is open in Word" in done.stderr
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "a.yaml"]


def test_of_many_documents_only_those_that_are_open_in_word_are_not_written(tmp_path, open_in_word):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.yaml").write_bytes(as_yaml(minimal({"title": f"Number {name}"})))
    open_in_word.add("b.docx")
    done = wsisc("build", tmp_path, "-o", tmp_path / "out", "--jobs", "1", "--no-cache")
    assert done.returncode == 3
    assert done.stderr.count(b"cannot be written: Access is denied") == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.docx", "c.docx"]


def test_a_source_that_another_program_has_open_is_not_half_written(tmp_path, open_in_word):
    source = tmp_path / "a.yaml"
    source.write_bytes(as_yaml(minimal({"parts": {"one": {"text": "The organisation labours."}}})))
    before = source.read_bytes()
    open_in_word.add("a.yaml")
    done = wsisc("validate", "--fix", "--select", "all", source)
    assert (done.returncode, source.read_bytes()) == (3, before)
    assert b"a.yaml cannot be written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize("command", [("validate", "--fix", "--select", "all"), ("migrate", "--to", "cstd-next")])
def test_the_lines_of_a_source_keep_the_ends_that_windows_gives_them(tmp_path, command):
    text = as_yaml(minimal({"parts": {"one": {"text": "The organisation labours.\n\nIt is the second.\n"}}}))
    for name, content in (("lf.yaml", text), ("crlf.yaml", text.replace(b"\n", b"\r\n"))):
        (tmp_path / name).write_bytes(content)
        wsisc(*command, tmp_path / name)
    changed = (tmp_path / "crlf.yaml").read_bytes()
    assert changed == (tmp_path / "lf.yaml").read_bytes().replace(b"\n", b"\r\n")
    assert command[0] == "migrate" or changed != text.replace(b"\n", b"\r\n")


@pytest.mark.parametrize("code_page", ["cp1252", "cp850"])
def test_what_a_terminal_of_windows_cannot_show_is_replaced(tmp_path, code_page):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": "\u4fe1\u606f \u0418\u0442\u043e\u0433 \u2013 TODO:"})))
    command = [sys.executable, "-P", "-m", "wsisc", "validate", "--select", "all", "a.yaml"]
    environment = {**os.environ, "PYTHONIOENCODING": code_page, "PYTHONUTF8": "0"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=100)
    assert done.returncode in (0, 1)
    assert b"a.yaml" in done.stdout
    assert b"Traceback" not in done.stderr + done.stdout


def test_a_path_that_is_too_long_for_windows_is_explained(tmp_path, monkeypatch):
    def write(path, _):
        raise FileNotFoundError(2, "The system cannot find the path specified", str(path))

    monkeypatch.setattr(atomic, "write", write)
    folder = tmp_path / ("a" * 120) / ("b" * 120)
    done = wsisc("build", SAMPLE, "-o", folder / "a.docx")
    assert done.returncode == 3
    assert b"shorten the name" in done.stderr


def test_without_a_pandoc_that_stays_warm_conversions_are_the_same(monkeypatch):
    pandoc.keep_warm()
    try:
        warm = pandoc.start("*word*", "html").result()
    finally:
        pandoc.end_warm()
    monkeypatch.setattr(pandoc, "CAN_STAY_WARM", False)
    processes = record_started(monkeypatch)
    pandoc.keep_warm(start_now=True)
    assert processes == []
    assert pandoc.start("*word*", "html").result() == warm
