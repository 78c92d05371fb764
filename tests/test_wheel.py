"""A wheel, built and installed elsewhere, compiles the example, and is what the checks of a repository install."""

import email
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, SAMPLE, wsisc
from wsisc import __version__
from wsisc.document import scaffold


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.mark.slow
def test_a_wheel_installed_elsewhere_compiles_the_example(tmp_path, wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert {
            "wsisc/_data/schemas/calls/cstd-26.yaml",
            "wsisc/_data/templates/themes/cstd.yaml",
            "wsisc/py.typed",
        } <= names
        site = tmp_path / "elsewhere"
        venv.create(site, with_pip=False, symlinks=True)
        packages = next(site.glob("lib/python*/site-packages"))
        archive.extractall(packages)
    libraries = Path(pytest_location()).parent
    (packages / "libraries.pth").write_text(f"{libraries}\n")
    command = [site / "bin" / "python", "-m", "wsisc", "build", SAMPLE, "-o", tmp_path / "a.docx"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env={"PATH": "", "HOME": str(tmp_path)}
    )
    assert done.returncode == 0, done.stderr
    where = [site / "bin" / "python", "-c", "import wsisc; print(wsisc.__file__)"]
    assert str(packages) in subprocess.run(where, cwd=tmp_path, capture_output=True, text=True).stdout
    assert (tmp_path / "a.docx").read_bytes() == wsisc("build", SAMPLE, "-o", "-").stdout


def kept_for_docker(folder: Path) -> Path:
    """Copy what `.dockerignore` keeps, all that Docker sends to the build; it excludes everything and names what stays."""
    ignored, *lines = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert ignored == "*"
    for line in lines:
        if line == "**/__pycache__":
            continue
        assert line.startswith("!"), line
        kept, target = ROOT / line[1:], folder / line[1:]
        target.parent.mkdir(parents=True, exist_ok=True)
        if kept.is_dir():
            shutil.copytree(kept, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(kept, target)
    return folder


@pytest.mark.slow
def test_the_container_is_built_from_what_is_kept_for_it(tmp_path, wheel):
    """As the lines of the Dockerfile do, apart from the libraries."""
    lines = (ROOT / "Dockerfile").read_text("utf-8")
    assert "COPY . /source\n" in lines
    assert "pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheel /source " in lines
    source = kept_for_docker(tmp_path / "source")
    named = re.findall(r"/source/(\S+)", lines)
    assert named == ["requirements-build.txt", "requirements-run.txt"]
    assert all((source / name).is_file() for name in named)
    options = ("--quiet", "--no-cache-dir", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path)
    build = [sys.executable, "-m", "pip", "wheel", *options, source]
    done = subprocess.run(build, capture_output=True, text=True, env=environment(tmp_path, PIP_NO_INDEX="1"))
    assert done.returncode == 0, done.stderr
    [built] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(built) as archive, zipfile.ZipFile(wheel) as whole:
        assert set(archive.namelist()) == set(whole.namelist())


def test_what_the_build_reads_is_kept_for_the_container():
    """Quick: every file that pyproject.toml names for the build."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    hatch = project["tool"]["hatch"]
    wheel = hatch["build"]["targets"]["wheel"]
    read = [hatch["metadata"]["hooks"]["custom"]["path"], hatch["version"]["path"], "README.md", "pyproject.toml"]
    read += [*wheel["packages"], *wheel["force-include"], *project["project"]["license-files"]]
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").split() if line.startswith("!")]
    for name in read:
        assert any(name == each or name.startswith(f"{each}/") for each in kept), name


LICENCES = [
    "LICENSE",
    "NOTICE",
    *(str(path.relative_to(ROOT)) for path in (ROOT / "templates" / "fonts").glob("*/*.txt")),
]


@pytest.mark.slow
def test_licences_travel_with_the_wheel_and_the_source_archive(tmp_path, wheel):
    assert len(LICENCES) == 7
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for name in LICENCES:
            [found] = [each for each in names if each.endswith(f".dist-info/licenses/{name}")]
            assert archive.read(found) == (ROOT / name).read_bytes()
            assert name in ("LICENSE", "NOTICE") or f"wsisc/_data/{name}" in names
        [about] = [each for each in names if each.endswith(".dist-info/METADATA")]
        stated = email.message_from_bytes(archive.read(about))
        pins = archive.read("wsisc/_data/requirements.txt")
    assert stated["License-Expression"] == "MIT AND OFL-1.1 AND Bitstream-Vera"
    assert stated["Requires-Python"] == ">=3.12"
    assert pins == (ROOT / "requirements-run.txt").read_bytes()
    build = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    [source] = tmp_path.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        kept = {name.partition("/")[2] for name in archive.getnames()}
    assert {*LICENCES, "SECURITY.md", "requirements-run.txt", "requirements-build.txt"} <= kept


def pytest_location():
    import pytest

    return Path(pytest.__file__).parent


def repository(folder: Path, source: str) -> dict[str, dict]:
    """Begin a repository whose checks install wsisc from a source, and return the files that say so."""
    answers = ("--non-interactive", "--call", "cstd-26", "--entity", "Ministry of Posts")
    done = wsisc("init", folder, "--repo", "--source", source, *answers, cwd=folder.parent)
    assert done.returncode == 0, done.stderr.decode()
    return {name: yaml.safe_load((folder / name).read_text("utf-8")) for name in scaffold.INSTALLING_FILES}


def environment(folder: Path, **others: str) -> dict[str, str]:
    """Return variables that limit pip to its arguments and to the libraries that are installed here."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    pip = {"PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_CONFIG_FILE": os.devnull}
    return {**kept, "HOME": str(folder), **pip, **others}


def fresh(folder: Path) -> Path:
    """Return the programs of a new environment, in which the libraries that are here are found, but wsisc is not."""
    venv.create(folder, with_pip=True, symlinks=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "libraries.pth").write_text(f"import sys; sys.path.append({str(pytest_location().parent)!r})\n")
    return folder / "bin"


def check_installed(programs: Path, folder: Path) -> None:
    where = [programs / "python", "-c", "import wsisc; print(wsisc.__file__)"]
    assert str(programs.parent) in subprocess.run(where, cwd=folder, capture_output=True, text=True, check=True).stdout
    done = subprocess.run([programs / "wsisc", "--version"], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == f"wsisc {__version__}\n"


def gitlab(found: dict[str, dict], programs: Path, folder: Path) -> None:
    """Run the lines of GitLab's file that install wsisc."""
    job, value = found[".gitlab-ci.yml"]["submissions"], found[".gitlab-ci.yml"]["variables"]["WSISC"]
    lines = "\n".join(job["script"][:2])
    assert "pip install --require-hashes" in lines
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "-e", "-o", "pipefail", "-c", lines]
    subprocess.run(
        command, cwd=folder, env=environment(folder, WSISC=value, PATH=path), check=True, capture_output=True
    )


@pytest.mark.slow
def test_what_is_written_for_gitlab_installs_this_program(tmp_path, wheel):
    found = repository(tmp_path / "ours", str(wheel))
    programs = fresh(tmp_path / "elsewhere")
    assert not (programs / "wsisc").exists()
    gitlab(found, programs, tmp_path)
    check_installed(programs, tmp_path)


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """The address of a repository of Git with the project, and its commit."""
    folder = tmp_path_factory.mktemp("origin") / "wsisc"
    left_out = shutil.ignore_patterns(".*", "__pycache__", "tests", "build", "dist")
    shutil.copytree(ROOT, folder, ignore=left_out)
    git = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "all"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    return f"git+{folder.as_uri()}@{commit}"


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["wheel", "git"])
def test_what_is_written_in_every_file_installs_this_program(tmp_path, wheel, origin, kind):
    found = repository(tmp_path / "ours", str(wheel) if kind == "wheel" else origin)
    programs = fresh(tmp_path / "gitlab")
    gitlab(found, programs, tmp_path)
    check_installed(programs, tmp_path)

    workflow = found[".github/workflows/wsisc.yml"]["jobs"]["submissions"]["steps"][-1]
    action = tmp_path / "ours" / ".github" / "actions" / "wsisc" / "action.yml"
    step = yaml.safe_load(action.read_text("utf-8"))["runs"]["steps"][0]
    assert step["env"] == {"PACKAGE": "${{ inputs.package }}"}
    runner = tmp_path / "runner"
    runner.mkdir()
    new = fresh(runner / "wsisc")  # where the step puts its own, so that it finds the libraries
    variables = {
        "PACKAGE": workflow["with"]["package"],
        "RUNNER_TEMP": str(runner),
        "GITHUB_ACTION_PATH": str(action.parent),
        "PATH": f"{new}{os.pathsep}{os.environ['PATH']}",  # the step needs a python3 that is new enough
    }
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    subprocess.run(command, cwd=tmp_path, env=environment(tmp_path, **variables), check=True, capture_output=True)
    check_installed(runner / "wsisc" / "bin", tmp_path)

    hooks = found[".pre-commit-config.yaml"]["repos"][0]["hooks"]
    requirements = {each for hook in hooks for each in hook["additional_dependencies"]}
    programs = fresh(tmp_path / "hooks")
    pip = [programs / "python", "-m", "pip", "install", *requirements]  # as pre-commit does
    subprocess.run(pip, cwd=tmp_path, env=environment(tmp_path), check=True, capture_output=True)
    check_installed(programs, tmp_path)


def test_the_action_says_which_python_it_needs(tmp_path):
    """As on a runner whose Python is 3.11."""
    step = yaml.safe_load((ROOT / "templates" / "ci" / "action.yml").read_text("utf-8"))["runs"]["steps"][0]
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; sys.version_info = (3, 11); exec(sys.argv[1])" "$3"\n'
    )
    (tmp_path / "bin" / "python3").chmod(0o755)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    variables = {"PACKAGE": "wsisc", "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(tmp_path), "PATH": path}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    done = subprocess.run(command, cwd=tmp_path, env=environment(tmp_path, **variables), capture_output=True, text=True)
    assert done.returncode == 1
    assert "::error title=wsisc::wsisc needs Python 3.12" in done.stdout
    assert not (tmp_path / "wsisc").exists()


def test_the_action_fails_where_no_source_is_known(tmp_path):
    step = yaml.safe_load((ROOT / "templates" / "ci" / "action.yml").read_text("utf-8"))["runs"]["steps"][0]
    variables = {"PACKAGE": "", "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(tmp_path)}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    done = subprocess.run(command, cwd=tmp_path, env=environment(tmp_path, **variables), capture_output=True, text=True)
    assert done.returncode == 1
    assert "::error" in done.stdout
    assert not list(tmp_path.iterdir())
