"""`wsisc doctor` reports whether each component works, even if others are broken, and never fails itself."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, some_quick
from tests.installer import record
from wsisc import __version__
from wsisc.api import installation
from wsisc.document import fonts
from wsisc.engines import libreoffice
from wsisc.messages import install_hint

PIECES = [
    "wsisc",
    "Python",
    "pyyaml",
    "libyaml",
    "Pandoc",
    "LibreOffice",
    "Typst",
    "Font for Arabic",
    "Font for Chinese",
    "Terminal",
]
LANGUAGES = ["Arabic", "Chinese", "English", "French", "Russian", "Spanish"]


def examined(folder=None, *, cwd=ROOT, arguments=("--output-format", "json"), **environment):
    """Run the command with modules of a folder before all others."""
    kept = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    first = [str(each) for each in (folder, ROOT) if each]
    code = f"import sys; sys.path[:0] = {first!r}; from wsisc.cli import main; main()"
    command = [sys.executable, "-c", code, "doctor", *arguments]
    done = subprocess.run(command, capture_output=True, cwd=cwd, env=kept, timeout=100)
    assert b"Traceback" not in done.stdout + done.stderr, done
    assert done.stderr == b""
    return done


def lines(done):
    output = json.loads(done.stdout)
    assert output["ok"] == (done.returncode == 0)
    return {each["name"]: each for each in output["checks"]}


def hidden(folder, module, text="raise RuntimeError('broken on purpose')\n"):
    """Put a broken module in the way of a sound one."""
    (folder / f"{module}.py").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def here():
    """What is found where nothing is hidden."""
    return examined()


def test_all_is_well_here(here):
    done = here
    assert done.returncode == 0
    found = lines(done)
    assert set(PIECES) <= set(found)
    assert {f"Font for {language}" for language in LANGUAGES} <= set(found)
    required = {name: each for name, each in found.items() if name != "LibreOffice"}
    assert {each["state"] for each in required.values()} == {"ok"}
    assert not any(each["remedy"] for each in required.values())


def test_the_table_is_for_people_and_has_a_line_for_each(here):
    done = examined(arguments=())
    text = done.stdout.decode()
    assert text.startswith("ok ")
    assert text.rstrip().splitlines()[-1].startswith("All required components are installed.")
    assert len(text.split("\n\n")[0].splitlines()) == len(lines(here))


@pytest.mark.parametrize(
    "modules",
    some_quick(
        [
            {"jinja2": "jinja2", "lxml": "lxml", "jsonschema": "jsonschema", "PIL": "pillow", "pypdfium2": "pypdfium2"},
            {"yaml": "pyyaml"},
            {"typst": "Typst"},
        ],
        2,
        "-".join,
    ),
)
def test_a_broken_piece_is_a_line_with_a_remedy(tmp_path, modules):
    for module in modules:
        hidden(tmp_path, module)
    done = examined(tmp_path)
    assert done.returncode == 3
    found = lines(done)
    for name in modules.values():
        assert found[name]["state"] == "missing"
        assert "broken on purpose" in found[name]["found"]
        assert "install" in found[name]["remedy"]
    assert found["Pandoc"]["state"] == found["watchfiles"]["state"] == "ok"
    assert set(PIECES) <= set(found)


def test_a_piece_that_ends_the_program_is_a_line_too(tmp_path):
    assert lines(examined(hidden(tmp_path, "pypdfium2", "raise SystemExit(5)\n")))["pypdfium2"]["state"] == "missing"


def test_a_missing_piece_is_reported_with_the_command_that_brings_it(tmp_path):
    done = examined(hidden(tmp_path, "markdown_it", "raise ModuleNotFoundError('No module named markdown_it')\n"))
    found = lines(done)["markdown-it-py"]
    assert found["state"] == "missing"
    assert found["remedy"].endswith("install markdown-it-py")


@pytest.mark.slow
def test_without_pandoc(tmp_path):
    empty = tmp_path / "pypandoc"
    empty.mkdir()
    (empty / "__init__.py").touch()
    done = examined(tmp_path, PATH=str(tmp_path))
    assert done.returncode == 3
    assert lines(done)["Pandoc"]["state"] == "missing"
    assert "pypandoc_binary" in lines(done)["Pandoc"]["remedy"]


@pytest.mark.slow
@pytest.mark.parametrize("program", some_quick(["echo nothing", "exit 1"], 2))
def test_a_pandoc_that_does_not_convert(tmp_path, program):
    path = tmp_path / "pandoc"
    path.write_text(f"#!/bin/sh\n{program}\n", "utf-8")
    path.chmod(0o755)
    found = lines(examined(PYPANDOC_PANDOC=str(path)))["Pandoc"]
    assert found["state"] == "missing"
    assert "PYPANDOC_PANDOC" in found["remedy"]


@pytest.mark.slow
def test_without_libyaml_all_works(tmp_path):
    text = f"import sys\nsys.path.remove({str(tmp_path)!r})\nsys.modules.pop('yaml')\nimport yaml\ndel yaml.CLoader\n"
    done = examined(hidden(tmp_path, "yaml", text))
    assert lines(done)["libyaml"]["state"] == "optional"
    assert "pyyaml" in lines(done)["libyaml"]["remedy"]


def without(monkeypatch, *modules):
    find = installation.find_spec
    monkeypatch.setattr(installation, "find_spec", lambda name: None if name in modules else find(name))


def test_fonts_that_are_not_there(monkeypatch):
    find = fonts.folder
    monkeypatch.setattr(fonts, "folder", lambda family: "" if family in ("Tinos", "Noto Sans CJK SC") else find(family))
    found = {line.name: line for line in installation.check_installation()}
    assert found["Font for Chinese"].state == "optional"
    assert found["Font for Chinese"].remedy.startswith("in the folder of wsisc: ")  # as these tests run
    assert found["Font for Chinese"].remedy.endswith('install ".[cjk]"')
    assert found["Font for English"].state == found["Font for Russian"].state == "missing"
    assert "--force-reinstall" in found["Font for Russian"].remedy or "--reinstall" in found["Font for Russian"].remedy
    assert found["Font for Arabic"].state == found["Font for signs"].state == "ok"


def test_without_typst_fonts_are_there_but_not_tried(monkeypatch):
    without(monkeypatch, "typst")
    found = {line.name: line for line in installation.check_installation()}
    assert found["Typst"].state == "missing"
    assert "not tested" in found["Font for French"].found


@pytest.mark.slow
@pytest.mark.parametrize("encoding", some_quick(["latin-1", "utf-8"], 2))
def test_the_terminal(encoding):
    state = "ok" if encoding == "utf-8" else "optional"
    found = lines(examined(PYTHONIOENCODING=encoding))["Terminal"]
    assert found["state"] == state
    assert bool(found["remedy"]) == (state != "ok")


def checked(name):
    """Return the row of a component; the checks after it do not run."""
    return next(line for line in installation.check_installation() if line.name == name)


@pytest.mark.parametrize(("program", "state"), [("", "optional"), ("/usr/bin/soffice", "ok")])
def test_libreoffice_is_optional(monkeypatch, program, state):
    monkeypatch.setattr(libreoffice, "find_program", lambda: program)
    line = checked("LibreOffice")
    assert line.state == state
    assert bool(line.remedy) == (state == "optional")
    assert ".odt" in line.found


def test_temporary_files_that_cannot_be_written(monkeypatch):
    def fail(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(installation.tempfile, "TemporaryDirectory", fail)
    line = checked("Temporary files")
    assert line.state == "missing"
    assert "No space" in line.found


def test_a_library_that_is_too_old(monkeypatch):
    monkeypatch.setattr(installation.metadata, "version", lambda name: "7.1.2")
    line = checked("click")
    assert line.state == "missing"
    assert line.remedy.endswith('install "click>=8.4"')


@pytest.mark.parametrize(
    ("place", "output"),
    [
        ("venv", "-m pip install"),
        ("pipx/venvs/wsisc", "pipx inject"),
        ("uv/tools/wsisc", "uv tool install"),
        ("by-uv", "uv pip install"),
    ],
)
def test_the_command_is_that_of_the_installer(tmp_path, monkeypatch, place, output):
    folder = tmp_path / place
    folder.mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text("home = /usr/bin\n" + ("uv = 0.9\n" if place == "by-uv" else ""), "utf-8")
    monkeypatch.setattr(install_hint.sys, "prefix", str(folder))
    assert output in install_hint.install_command("lxml")
    assert '".[cjk]"' in install_hint.install_command("wsisc[cjk]")
    address = {"url": "https://example.org/wsisc", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}}
    record(monkeypatch, address)
    assert '"wsisc[cjk] @ git+https://example.org/wsisc@c0ffee"' in install_hint.install_command("wsisc[cjk]")
    assert "folder" not in install_hint.install_command("wsisc[cjk]") + install_hint.install_command(
        reinstall=True
    ) + install_hint.install_command("lxml")
    record(monkeypatch, {"url": "file:///x/wsisc-1.whl", "archive_info": {}})
    assert '"./wsisc-1.whl[cjk]"' in install_hint.install_command("wsisc[cjk]")


@pytest.mark.parametrize("place", ["venv", "pipx/venvs/wsisc", "uv/tools/wsisc"])
def test_no_command_installs_the_bare_name_while_it_is_not_ours(tmp_path, monkeypatch, place):
    monkeypatch.setattr(install_hint.sys, "prefix", str(tmp_path / place))
    record(monkeypatch, {})
    for output in (
        install_hint.install_command("wsisc[cjk]"),
        install_hint.install_command(),
        install_hint.install_command("lxml"),
        install_hint.install_command(reinstall=True),
    ):
        assert not re.search(r"(pip|pipx|tool) install\b.*\bwsisc(?!\S* @)", output), output
    monkeypatch.setattr(install_hint, "IS_REGISTERED", True)
    assert f'"wsisc[cjk]=={__version__}"' in install_hint.install_command("wsisc[cjk]")


def test_a_tool_of_uv_is_known_by_its_receipt_wherever_it_lies(tmp_path, monkeypatch):
    (tmp_path / "uv-receipt.toml").touch()
    monkeypatch.setattr(install_hint.sys, "prefix", str(tmp_path))
    assert install_hint.install_command("wsisc[cjk]") == 'in the folder of wsisc: uv tool install --reinstall ".[cjk]"'
    assert install_hint.install_command("lxml") == "in the folder of wsisc: uv tool install --reinstall --with lxml ."


@pytest.mark.slow
def test_nothing_personal_is_reported(tmp_path):
    done = examined(PYPANDOC_PANDOC=str(Path.home() / "private" / "pandoc"))
    assert lines(done)["Pandoc"]["state"] == "missing"
    assert str(Path.home()) not in done.stdout.decode()
