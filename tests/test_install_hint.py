"""Other machines install from the address of this installation, or from the one that was named; never a bare name."""

import re
import subprocess

import pytest
import yaml

from release.prepare import PAGES, UNRELEASED
from tests.conftest import ROOT
from tests.installer import record
from wsisc import __version__
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import scaffold
from wsisc.document.scaffold import Submitter
from wsisc.messages import addresses, install_hint

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ADDRESS = f"git+https://example.org/cstd/wsisc@{COMMIT}"
GIT = {"vcs": "git", "commit_id": COMMIT}


@pytest.mark.parametrize(
    ("direct", "address"),
    [
        ({"url": "https://example.org/cstd/wsisc", "vcs_info": {**GIT, "requested_revision": "main"}}, ADDRESS),
        ({"url": "https://me:token@example.org/cstd/wsisc", "vcs_info": GIT}, ADDRESS),
        ({"url": "ssh://git@example.org/wsisc.git", "vcs_info": GIT}, f"git+ssh://git@example.org/wsisc.git@{COMMIT}"),
        (
            {"url": "https://example.org/all.git", "vcs_info": GIT, "subdirectory": "py"},
            f"git+https://example.org/all.git@{COMMIT}#subdirectory=py",
        ),
        (
            {"url": "https://example.org/wsisc.zip", "archive_info": {"hashes": {"sha256": "ab12"}}},
            "https://example.org/wsisc.zip#sha256=ab12",
        ),
        ({"url": "https://example.org/wsisc-1.whl", "archive_info": {}}, "https://example.org/wsisc-1.whl"),
        ({"url": "file:///home/me/wsisc", "dir_info": {"editable": True}}, ""),
        ({"url": "file:///home/me/wsisc", "vcs_info": GIT}, ""),
        ({"url": "file:///home/me/wsisc-1.whl", "archive_info": {}}, ""),
        ({"url": "http://example.org/wsisc-1.whl", "archive_info": {}}, ""),
        ({"url": "https://example.org/$(id)", "vcs_info": GIT}, ""),
        ({"url": "https://example.org/wsisc"}, ""),
        ({}, ""),
    ],
)
def test_the_address_is_that_of_the_installer(monkeypatch, direct, address):
    record(monkeypatch, direct)
    assert install_hint.requirement() == (f"wsisc @ {address}" if address else "")


def test_the_name_is_written_when_it_is_ours_and_not_before(monkeypatch):
    record(monkeypatch, {})
    assert install_hint.requirement() == ""
    monkeypatch.setattr(install_hint, "IS_REGISTERED", True)
    assert install_hint.requirement() == f"wsisc=={__version__}"


@pytest.mark.parametrize(
    "source",
    [
        ADDRESS, f"wsisc @ {ADDRESS}", "git+ssh://git@example.org/wsisc@v1", "git+file:///srv/wsisc@v1",
        "https://example.org/wsisc-1-py3-none-any.whl#sha256=ab12", "https://example.org/wsisc/archive/v1.tar.gz",
        "https://example.org/wsisc/archive/v1.ZIP?raw=1",
    ],
)  # fmt: skip
def test_an_address_is_used_unchanged(source):
    assert install_hint.requirement_from_address(source) == f"wsisc @ {source.removeprefix('wsisc @ ')}"


@pytest.mark.parametrize(
    "source",
    [
        "", "wsisc", "wsisc==1.0", "another-name", "nowhere.whl", "http://example.org/wsisc.whl", "git+http://example.org/wsisc@v1",
        "git://example.org/wsisc", "git+https://me:token@example.org/wsisc@v1", "https://token@example.org/wsisc.whl",
        "https://example.org/$(touch hacked)", 'https://example.org/"; id', "https://example.org/a b", "https://example.org/\nb",
        "-r requirements.txt", "--index-url=https://example.org/", "https://example.org/page", "https://example.org/",
        "https://example.org/cstd/wsisc", "https://example.org/page?wsisc.whl", "https://example.org/page#wsisc.whl",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(install_hint.InvalidInstallAddress):
        install_hint.requirement_from_address(source)


@pytest.mark.parametrize("ending", ["whl", "zip", "tar.gz", "tgz", "tar.bz2", "tbz", "tar.xz", "txz", "tar", "TAR.GZ"])
def test_what_pip_installs_is_an_address(ending, tmp_path, monkeypatch):
    address = f"https://example.org/wsisc-1.{ending}"
    assert install_hint.requirement_from_address(address) == f"wsisc @ {address}"
    (tmp_path / f"wsisc-1.{ending}").touch()
    monkeypatch.chdir(tmp_path)
    assert install_hint.requirement_from_address(f"wsisc-1.{ending}").startswith("wsisc @ file:///")


@pytest.mark.parametrize(
    "scheme", ["https", "file", "git+https", "git+ssh", "git+file", "hg+https", "hg+ssh", "hg+file"]
)
def test_the_schemes_that_protect_what_they_transmit(scheme):
    address = f"{scheme}://example.org/wsisc.zip"
    assert install_hint.requirement_from_address(address) == f"wsisc @ {address}"
    assert install_hint.is_local(f"wsisc @ {address}") == scheme.endswith("file")


COMMANDS = [
    ("lib/venv", {}, ("pandoc",), "python3 -m pip install pandoc"),
    ("lib/venv", {}, ("pandoc>=3",), 'python3 -m pip install "pandoc>=3"'),
    ("lib/venv", {}, ("pandoc", True), "python3 -m pip install --force-reinstall pandoc"),
    ("lib/venv", {}, (), "install wsisc from the source of this installation"),
    ("lib/venv", {"url": "file:///x", "dir_info": {}}, (), "in the folder of wsisc: python3 -m pip install ."),
    ("lib/venv", {"url": "file:///x", "dir_info": {}}, ("pandoc",), "python3 -m pip install pandoc"),
    (
        "lib/venv",
        {"url": "file:///x/wsisc-1.whl", "archive_info": {}},
        ("wsisc[cjk]", True),
        'in the folder of wsisc-1.whl: python3 -m pip install --force-reinstall "./wsisc-1.whl[cjk]"',
    ),
    (
        "lib/venv",
        {"url": "https://example.org/cstd/wsisc", "vcs_info": GIT},
        ("wsisc[cjk]",),
        f'python3 -m pip install "wsisc[cjk] @ {ADDRESS}"',
    ),
    ("pipx/venvs", {}, ("pandoc",), "pipx inject --force wsisc pandoc"),
    ("pipx/venvs", {}, ("pandoc", True), "pipx reinstall wsisc"),
    ("pipx/venvs", {}, ("wsisc", True), "pipx reinstall wsisc"),
    ("pipx/venvs", {}, (), "install wsisc from the source of this installation"),
    (
        "pipx/venvs",
        {"url": "file:///x", "dir_info": {}},
        ("wsisc[cjk]",),
        'in the folder of wsisc: pipx install --force ".[cjk]"',
    ),
    ("uv/tools", {}, ("pandoc",), "install pandoc from the source of this installation"),
    (
        "uv/tools",
        {"url": "file:///x", "dir_info": {}},
        ("pandoc",),
        "in the folder of wsisc: uv tool install --reinstall --with pandoc .",
    ),
    (
        "uv/tools",
        {"url": "file:///x", "dir_info": {}},
        (),
        "in the folder of wsisc: uv tool install --reinstall .",
    ),
    ("uv/venv", {}, ("pandoc",), "uv pip install pandoc"),
    ("uv/venv", {}, ("pandoc", True), "uv pip install --reinstall pandoc"),
]


@pytest.mark.parametrize(("place", "direct", "arguments", "command"), COMMANDS)
def test_the_command_is_that_of_the_installer(monkeypatch, tmp_path, place, direct, arguments, command):
    prefix = tmp_path / place
    prefix.mkdir(parents=True)
    if place == "uv/venv":
        (prefix / "pyvenv.cfg").write_text("home = /usr\nuv = 0.9\n")
    monkeypatch.setattr(install_hint.sys, "prefix", str(prefix))
    record(monkeypatch, direct)
    assert install_hint.install_command(*arguments) == command


def test_a_file_or_folder_is_named_by_its_whole_path(tmp_path, monkeypatch):
    wheel = tmp_path / "a folder$" / "wsisc-1-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.touch()
    monkeypatch.chdir(wheel.parent)
    found = install_hint.requirement_from_address(wheel.name)
    assert found == f"wsisc @ {wheel.as_uri()}"
    assert "$" not in found
    assert install_hint.is_local(found)
    assert not install_hint.is_local(f"wsisc @ {ADDRESS}")


def test_a_file_or_folder_that_pip_cannot_install_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").touch()
    (tmp_path / "folder").mkdir()
    for name in ("README.md", "folder", "."):
        with pytest.raises(install_hint.InvalidInstallAddress):
            install_hint.requirement_from_address(name)
    (tmp_path / "folder" / "pyproject.toml").touch()
    assert install_hint.requirement_from_address("folder") == f"wsisc @ {(tmp_path / 'folder').as_uri()}"


def test_a_revision_pins_a_repository():
    assert install_hint.is_pinned(f"wsisc @ {ADDRESS}")
    assert not install_hint.is_pinned("wsisc @ git+https://example.org/cstd/wsisc")
    assert not install_hint.is_pinned("wsisc @ git+ssh://git@example.org/wsisc")
    assert install_hint.is_pinned("wsisc @ https://example.org/wsisc-1-py3-none-any.whl")


def repository(requirement: str) -> dict[str, object]:
    files = scaffold.create_repository(
        calls.BUILT_IN.load("cstd-26"), locale.load("en"), Submitter("Posts"), requirement
    )
    return {path: yaml.safe_load(files[path]) for path in scaffold.INSTALLING_FILES}


def written(requirement: str) -> list[str]:
    """Return what each place of a repository's files installs."""
    github, gitlab, hooks = repository(requirement).values()
    return [
        github["jobs"]["submissions"]["steps"][-1]["with"]["package"],
        gitlab["variables"]["WSISC"],
        *(each for hook in hooks["repos"][0]["hooks"] for each in hook.get("additional_dependencies", [])),
    ]


def test_the_checks_of_a_repository_install_what_was_named():
    github, gitlab, hook = written(f"wsisc @ {ADDRESS}")
    assert github == gitlab == hook.partition(" ; ")[0] == f"wsisc @ {ADDRESS}"


def test_where_the_source_is_not_known_every_check_fails_and_says_so():
    assert written("") == ["", ""]
    _, gitlab, hooks = repository("").values()
    line = ["bash", "-e", "-c", gitlab["submissions"]["script"][0]]
    done = subprocess.run(line, env={"PATH": "/usr/bin:/bin", "WSISC": ""}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "WSISC" in done.stderr
    assert subprocess.run(line, env={"PATH": "/usr/bin:/bin", "WSISC": ADDRESS}, check=False).returncode == 0
    first = hooks["repos"][0]["hooks"][0]
    assert (first["language"], first["fail_fast"]) == ("fail", True)


SHIPPED = [
    *ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", ROOT / "Dockerfile",
    *(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".yml", ".yaml", ".j2")),
    *(ROOT / "wsisc").rglob("*.py"),
]  # fmt: skip
BARE = re.compile(
    r"""(?:pip|pipx|uv\ tool|uvx|pipx\ run)\b(?:\ install|\ run)?(?:\ --?[\w-]+)*\ ["'\\]*wsisc\b(?!\ @)  # a command
    |additional_dependencies:\s*\[\s*["']?wsisc\b(?!\ @)|WSISC:\s*["']?wsisc\b(?!\ @)|:-wsisc\b""",
    re.VERBOSE,
)


def test_nothing_that_is_shipped_installs_the_bare_name_without_a_warning():
    assert len(SHIPPED) > 200
    assert BARE.search('pip install "wsisc[dask]"')
    assert BARE.search("uvx wsisc build")
    assert BARE.search("uv tool install wsisc")
    warning = "never install it from there"
    for path in SHIPPED:
        text = path.read_text("utf-8")
        if path.relative_to(ROOT).as_posix() in PAGES:  # they say how to install a release, and until then why not
            assert addresses.IS_REGISTERED or any(warning in note for note in UNRELEASED.findall(text)), path
        elif path == ROOT / "wsisc/cli/verify.py":  # it names a version, once there are releases of that name
            assert "if verification.builder and addresses.IS_REGISTERED:" in text
        else:
            assert not BARE.search(text), path
