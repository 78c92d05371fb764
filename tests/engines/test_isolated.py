"""Documents do not depend on what a user, or a folder of submissions, has set for Pandoc, Lua, Typst and Python."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, as_yaml, minimal, some_quick
from wsisc.engines import child_processes, pandoc

FORMATS = [word for format in ("docx", "pdf", "html", "md") for word in ("--format", format)]
MODULES = ("multiprocessing", "signal", "socket", "selectors", "typst", "json", "wsisc", "pypdfium2")
TEXT = "A table.\n\n| a | b |\n|---|---|\n| c | d |\n"


def lua(ran: Path, name: str) -> str:
    return f"io.open([[{ran}]], 'a'):write('{name}\\n')\n"


def python(ran: Path, name: str) -> str:
    return f"open({str(ran)!r}, 'a').write('{name}\\n')\nraise ImportError('not the module that was meant')\n"


def user_data(folder: Path, ran: Path, name: str) -> None:
    """Fill a folder as Pandoc's folder of a user's data."""
    for kind in ("templates", "filters", "defaults", "docx/word", "translations"):
        (folder / kind).mkdir(parents=True)
    (folder / "init.lua").write_text(lua(ran, name))
    for format in ("openxml", "html5", "typst", "commonmark", "markdown", "plain"):
        (folder / "templates" / f"default.{format}").write_text("ANOTHER TEMPLATE\n$body$\n")
    for filter in ("tables.lua", "refuse.lua"):
        (folder / "filters" / filter).write_text(lua(ran, f"{name} filter"))
    (folder / "defaults" / "defaults.yaml").write_text("shift-heading-level-by: 3\n")
    (folder / "reference.docx").write_text("no ZIP archive")
    (folder / "docx" / "word" / "styles.xml").write_text("no XML")
    (folder / "abbreviations").write_text("A\n")
    (folder / "translations" / "en.yaml").write_text("Table: Picture\n")


@pytest.fixture
def hostile(tmp_path):
    """Files that programs read automatically, variables that name more, and the file that records what ran."""
    ran, home, here, library = (tmp_path / name for name in ("ran", "home", "here", "library"))
    for folder in (home, here, library):
        folder.mkdir()
    user_data(home / ".pandoc", ran, "home")
    user_data(home / ".local" / "share" / "pandoc", ran, "local")
    user_data(tmp_path / "data" / "pandoc", ran, "data")
    user_data(here / "pandoc", ran, "here")
    for name in ("init", "tables", "text", "logging", "pandoc", "lpeg"):
        for folder in (here, library):
            (folder / f"{name}.lua").write_text(lua(ran, f"{folder.name} {name}"))
    for name in MODULES:
        (here / f"{name}.py").write_text(python(ran, name))
    for name in ("typst", "pypandoc", "manimgx_fonts_cjk"):
        (library / f"{name}.py").write_text(python(ran, f"PYTHONPATH {name}"))
    (library / "startup.py").write_text(python(ran, "PYTHONSTARTUP"))
    variables = {
        "HOME": home, "XDG_DATA_HOME": tmp_path / "data", "XDG_CONFIG_HOME": tmp_path / "data",
        "LUA_INIT": lua(ran, "LUA_INIT"), "LUA_INIT_5_4": lua(ran, "LUA_INIT_5_4"),
        "LUA_PATH": f"{library}/?.lua", "LUA_PATH_5_4": f"{library}/?.lua", "LUA_CPATH": f"{library}/?.so",
        "GHCRTS": "-M1m", "SOURCE_DATE_EPOCH": "1000000000", "TZ": "Asia/Kathmandu",
        "TYPST_FONT_PATHS": library, "TYPST_PACKAGE_PATH": library, "TYPST_PACKAGE_CACHE_PATH": library,
        "TYPST_ROOT": library, "TYPST_FEATURES": "html", "FONTCONFIG_FILE": library / "fonts.conf",
        "PYTHONPATH": library, "PYTHONSTARTUP": library / "startup.py", "PYTHONUTF8": "0", "LC_ALL": "C",
    }  # fmt: skip
    return here, {name: str(value) for name, value in variables.items()}, ran


def command() -> str:
    """Return wsisc as people start it: `python -m` would take modules of the current folder by itself."""
    found = shutil.which("wsisc", path=str(Path(sys.executable).parent))
    assert found, "wsisc is not installed where the tests run"
    return found


def build_documents(names: list[str], cwd: Path, output: Path, environment: dict[str, str]) -> dict[str, bytes]:
    words = [command(), "build", *names, *FORMATS, "--no-cache", "-o", output]
    done = subprocess.run(words, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path.read_bytes() for path in output.iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "count", some_quick([1, 5], 2, ["", "alone", "", "", "", "in processes that do many"].__getitem__)
)
def test_the_same_bytes_whatever_is_set(hostile, tmp_path, count):
    here, environment, ran = hostile
    plain = tmp_path / "plain"
    plain.mkdir()
    names = [f"{number}.yaml" for number in range(count)]
    for name in names:
        content = (
            SAMPLE.read_bytes() if count == 1 else as_yaml(minimal({"title": name, "parts": {"one": {"text": TEXT}}}))
        )
        for folder in (here, plain):
            (folder / name).write_bytes(content)
    expected = build_documents(names, plain, tmp_path / "one", {})
    assert len(expected) == count * 4
    assert build_documents(names, here, tmp_path / "two", environment) == expected
    assert not ran.exists(), ran.read_text()


def test_what_is_set_there_would_run(hostile, tmp_path):
    here, environment, ran = hostile
    environment = {**os.environ, **environment, "GHCRTS": ""}
    filter = tmp_path / "filter.lua"
    filter.write_text("function Str(each) return each end\n")
    for name, arguments in (("data", ["--lua-filter", filter]), ("LUA_INIT", ["lua", filter])):
        subprocess.run(
            [pandoc.binary(), *arguments], cwd=here, env=environment, input=b"a", capture_output=True, check=True
        )
        assert name in ran.read_text().splitlines()
    subprocess.run([sys.executable, "-c", "import typst"], cwd=here, env=environment, capture_output=True, check=False)
    assert "typst" in ran.read_text().splitlines()


def test_engines_get_nothing_but_what_the_system_needs(monkeypatch):
    for name in ("LUA_INIT", "TYPST_ROOT", "PYTHONPATH", "XDG_DATA_HOME", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "set by the user")
    environment = child_processes.environment()
    assert "set by the user" not in environment.values()
    assert environment.keys() >= {"PATH", "SOURCE_DATE_EPOCH"}


def test_modules_come_from_where_wsisc_was_installed(monkeypatch, tmp_path):
    (tmp_path / "typst.py").touch()
    (tmp_path / "only_there.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.chdir(Path(os.__file__).parent)
    assert child_processes.find_spec("typst").origin != str(tmp_path / "typst.py")
    assert child_processes.find_spec("only_there") is None
    assert str(tmp_path) not in child_processes.python_command("wsisc.engines.typst")
    assert os.getcwd() in child_processes.python_command(
        "wsisc.engines.typst"
    )  # the standard library, though it is the current folder


@pytest.mark.parametrize("path", ["", ".", "here", "/nowhere:", ".:/nowhere"])
def test_no_program_of_the_current_folder_is_found(tmp_path, monkeypatch, path):
    (tmp_path / "here").mkdir()
    for folder in (tmp_path, tmp_path / "here"):
        for name in ("soffice", "soffice.exe", "pandoc", "git"):
            (folder / name).write_text("#!/bin/sh")
            (folder / name).chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path)
    assert [child_processes.find_program(name) for name in ("soffice", "pandoc", "git")] == ["", "", ""]
    monkeypatch.setenv("PATH", f"/nowhere{os.pathsep}{tmp_path / 'here'}")
    assert child_processes.find_program("git") == str(tmp_path / "here" / ("git.exe" if os.name == "nt" else "git"))
    assert child_processes.find_program("nothing") == ""
