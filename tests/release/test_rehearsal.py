"""A release, rehearsed against a package index on this machine: published, installed, and used as a stranger would.

Nothing but that index can be reached: a proxy that does not exist refuses everything else.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml

from release import bundle
from tests.conftest import ROOT
from tests.release.github import Runner
from tests.release.test_prepare import AUTHOR, REPOSITORY, SITE, copy_checkout

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

VERSION = "9.0.0"
BIN = Path(sys.executable).parent
PLATFORM = {"linux": "linux-x86_64", "darwin": "macos-arm64", "win32": "windows-x86_64"}[sys.platform]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def run(*command, cwd, env, check=True):
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=env, capture_output=True, text=True)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """A folder with the wheels of all libraries, and of what builds a source archive and a hook's environment."""
    folder = tmp_path_factory.mktemp("wheels")
    bundle.download(PLATFORM, folder)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--dest", str(folder)]
    subprocess.run([*pip, "--only-binary", ":all:", "hatchling", "setuptools", "wheel", "pip"], check=True)
    return folder


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A checkout in which a release was prepared and built, as the release workflow builds it."""
    folder = tmp_path_factory.mktemp("release") / "wsisc"
    copy_checkout(folder)
    environment = {**os.environ, **AUTHOR}
    prepare = [sys.executable, "-m", "release.prepare", VERSION, "--date", "2027-01-31"]
    run(*prepare, "--project", SITE, "--repository", REPOSITORY, cwd=folder, env=environment)
    (folder / ".venv").symlink_to(BIN.parent)
    job = yaml.safe_load((folder / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]["build"]
    [step] = [each for each in job["steps"] if each.get("name") == "Build the wheel and the source archive"]
    # READY: what sets up the environment has been run, and must not install this checkout there
    environment |= {"TAG": f"v{VERSION}", "MAKEFLAGS": "READY="}
    run("bash", "-e", "-o", "pipefail", "-c", step["run"], cwd=folder, env=environment)
    assert {path.name for path in (folder / "dist").iterdir()} == {
        f"wsisc-{VERSION}-py3-none-any.whl", f"wsisc-{VERSION}.tar.gz",
    }  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def index(tmp_path_factory, wheels, released):
    """The address of a package index with the libraries, in which the release was published by twine."""
    folder = tmp_path_factory.mktemp("index")
    for path in wheels.iterdir():
        os.link(path, folder / path.name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        BIN / "pypi-server",
        "run",
        "-i",
        "127.0.0.1",
        "-p",
        str(port),
        "-P",
        ".",
        "-a",
        ".",
        "--disable-fallback",
    ]
    with subprocess.Popen([*command, folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        publish = [BIN / "twine", "upload", "--non-interactive", "--repository-url", address, "-u", "a", "-p", "b"]
        run(*publish, *sorted((released / "dist").iterdir()), cwd=released, env={**os.environ, "NO_PROXY": "127.0.0.1"})
        yield f"{address}/simple/"
        server.terminate()


def _wait_for(address):
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.1)


@pytest.fixture
def environment(tmp_path, index):
    """Variables of a machine with an empty home, which reaches only the index."""
    home = tmp_path / "home"
    home.mkdir()
    nowhere = "http://127.0.0.1:9"
    own = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), nowhere)
    own |= {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    own |= {"PIP_INDEX_URL": index, "UV_DEFAULT_INDEX": index, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **AUTHOR}
    own |= {"UV_PYTHON": sys.executable, "UV_PYTHON_DOWNLOADS": "never", "PIPX_DEFAULT_PYTHON": sys.executable}
    return {"PATH": f"{_programs(tmp_path)}{os.pathsep}/usr/bin{os.pathsep}/bin", "HOME": str(home), **own}


def _programs(folder):
    """Return a folder with the Python of the tests alone: no library of the project can be found from there."""
    programs = folder / "programs"
    programs.mkdir()
    for name in ("python3", "python"):
        (programs / name).symlink_to(Path(sys.executable).resolve())
    return programs


@pytest.fixture
def installed(tmp_path, environment):
    """The variables after `pip install wsisc` in a new environment, whose programs come first in PATH."""
    run("python3", "-m", "venv", tmp_path / "installed", cwd=tmp_path, env=environment)
    programs = tmp_path / "installed" / "bin"
    run(programs / "pip", "install", "--quiet", "wsisc", cwd=tmp_path, env=environment)
    return {**environment, "PATH": f"{programs}{os.pathsep}{environment['PATH']}"}


def test_the_two_lines_of_a_newcomer(tmp_path, installed):
    run("wsisc", "init", "x.yaml", "--entity", "Ministry of Posts", "--non-interactive", cwd=tmp_path, env=installed)
    run("wsisc", "build", "--draft", "x.yaml", cwd=tmp_path, env=installed)
    assert (tmp_path / "x.docx").read_bytes().startswith(b"PK")
    assert run("wsisc", "--version", cwd=tmp_path, env=installed).stdout == f"wsisc {VERSION}\n"
    assert run("wsisc", "doctor", cwd=tmp_path, env=installed).returncode == 0


def test_one_line_with_uvx_and_with_pipx(tmp_path, environment):
    for command in ((BIN / "uvx", "wsisc"), (BIN / "pipx", "run", "wsisc")):
        done = run(*command, "--version", cwd=tmp_path, env=environment)
        assert done.stdout == f"wsisc {VERSION}\n", command


def test_wheel_and_source_archive_run_on_every_python_that_is_here(tmp_path, environment, released):
    found = 0
    for version in bundle.PYTHONS:
        python = run(BIN / "uv", "python", "find", "--no-project", version, cwd=tmp_path,
                     env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"}, check=False).stdout.strip()  # fmt: skip
        if not python:
            continue  # CI has a job for each version
        found += 1
        for file in (released / "dist").iterdir():
            place = tmp_path / f"{version}{file.suffix}"
            run(python, "-m", "venv", place, cwd=tmp_path, env=environment)
            run(place / "bin" / "pip", "install", "--quiet", file, cwd=tmp_path, env=environment)
            sample = ROOT / "examples" / "unodc_2022.yaml"
            run(place / "bin" / "wsisc", "build", sample, "-o", place / "a.pdf", cwd=tmp_path, env=environment)
            assert (place / "a.pdf").read_bytes().startswith(b"%PDF")
    assert found


def test_the_same_commit_gives_the_same_files(tmp_path, released):
    for number, mask in ((1, 0o022), (2, 0o077)):
        clone = tmp_path / f"clone{number}" / ("x" * number)
        subprocess.run(["git", "clone", "--quiet", released, clone], check=True, umask=mask)
        build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path / str(number), clone]
        environment = {**os.environ, "TZ": ("Asia/Tokyo", "America/Lima")[number - 1]}
        subprocess.run(build, check=True, capture_output=True, umask=mask, env=environment)
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name
        assert path.read_bytes() == (released / "dist" / path.name).read_bytes(), path.name


def test_a_bundle_installs_without_any_index(tmp_path, environment, wheels, released):
    own = tmp_path / "wheels"
    own.mkdir()
    for path in wheels.iterdir():
        os.link(path, own / path.name)
    [wheel] = (released / "dist").glob("*.whl")
    path = bundle.create(wheel, PLATFORM, own, tmp_path)
    assert path.read_bytes() == bundle.create(wheel, PLATFORM, own, tmp_path).read_bytes()
    shutil.unpack_archive(path, tmp_path)
    folder = tmp_path / path.stem
    run("sha256sum", "--check", "--quiet", "SHA256SUMS", cwd=folder, env=environment)
    without = {name: value for name, value in environment.items() if not name.startswith(("PIP_", "UV_"))}
    done = run("sh", folder / "install.sh", cwd=tmp_path, env=without)
    assert f"wsisc {VERSION}" in done.stdout
    command = Path(environment["HOME"]) / ".local" / "bin" / "wsisc"
    assert run(command, "--version", cwd=tmp_path, env=without).stdout == f"wsisc {VERSION}\n"
    assert run("sh", folder / "install.sh", cwd=tmp_path, env=without).returncode == 0
    assert "another folder" in run("sh", folder / "install.sh", tmp_path, cwd=tmp_path, env=without, check=False).stderr
    changed = next((folder / "wheels").glob("click-*.whl"))
    changed.write_bytes(changed.read_bytes() + b"x")
    done = run("sh", folder / "install.sh", tmp_path / "other", cwd=tmp_path, env=without, check=False)
    assert done.returncode != 0
    assert "hash" in done.stderr.lower()


MISTAKES = {  # what is written, what was there, and the code of the error
    "titel: ": ("title: ", "unexpected-property"),
    "\n      See the survey.[^survey]\n": (
        "\n      We brought the post to every village in 2022.\n",
        "undefined-footnote",
    ),
    "\n        [Our page](example)\n": ("\n        We brought the post to every village in 2024.\n", "unsafe-address"),
}


@pytest.fixture
def repository(tmp_path, installed):
    """A new repository with all parts written, and what a commit with a change of its submission needs."""
    answers = ("--non-interactive", "--call", "cstd-26", "--entity", "Ministry of Posts", "--type", "government")
    run("wsisc", "init", "ours", "--repo", *answers, cwd=tmp_path, env=installed)
    folder = tmp_path / "ours"
    [file] = [path for path in folder.glob("*.yaml") if not path.name.startswith(".")]
    years = iter(range(2022, 2030))
    lines = []
    for line in file.read_text("utf-8").splitlines(keepends=True):
        lines.append(line)
        if line.strip() == "text: |":
            indent = " " * (len(line) - len(line.lstrip()) + 2)
            lines.append(f"{indent}We brought the post to every village in {next(years)}.\n")
    file.write_text("".join(lines), "utf-8")
    settings = folder / "wsisc.toml"
    settings.write_text(settings.read_text("utf-8").replace("draft = true", "draft = false"), "utf-8")
    run("git", "init", "--quiet", cwd=folder, env=installed)

    def commit(text):
        file.write_text(text, "utf-8")
        run("git", "add", ".", cwd=folder, env=installed)
        run("git", "commit", "--quiet", "--message", "change", cwd=folder, env=installed)

    return folder, file, commit


def with_mistakes(text):
    """Return a text with three mistakes, and the lines of each."""
    for wrong, (right, _) in MISTAKES.items():
        assert right in text, right
        text = text.replace(right, wrong, 1)
    lines = text.splitlines()
    return text, sorted(
        1 + next(number for number, line in enumerate(lines) if wrong.strip() in line) for wrong in MISTAKES
    )


def test_a_repository_on_github_from_the_first_mistake_to_the_documents(tmp_path, environment, repository):
    folder, file, commit = repository
    sound = file.read_text("utf-8")
    wrong, lines = with_mistakes(sound)
    commit(wrong)
    failed = Runner(folder, tmp_path / "first", environment).run(".github/workflows/wsisc.yml")
    assert not failed.success
    assert sorted(line for name, line, _ in failed.annotations if name == file.name) == lines, failed.log
    assert {title.rpartition(" ")[2] for *_, title in failed.annotations} == {code for _, code in MISTAKES.values()}
    assert f"{len(lines)} errors" in failed.summary
    assert not [path for files in failed.artifacts.values() for path in files]
    commit(sound)
    passed = Runner(folder, tmp_path / "second", environment).run(".github/workflows/wsisc.yml")
    assert passed.success, passed.log
    assert not passed.annotations
    assert {path.name for path in passed.artifacts["submissions"]} == {f"{file.stem}.docx", f"{file.stem}.pdf"}
    assert "0 errors" in passed.summary or "no problems" in passed.summary or "warning" in passed.summary
    assert "what changed" not in (failed.summary + passed.summary).lower()


def test_a_pull_request_on_github_shows_what_changed(tmp_path, environment, repository):
    folder, file, commit = repository
    sound = file.read_text("utf-8")
    commit(sound)
    commit(sound.replace("every village", "each village", 1))
    base, head = run("git", "rev-list", "--reverse", "HEAD", cwd=folder, env=environment).stdout.split()
    pull_request = {"base": {"sha": base}, "head": {"sha": head}, "number": 1}
    done = Runner(folder, tmp_path / "run", environment, pull_request=pull_request).run(".github/workflows/wsisc.yml")
    assert done.success, done.log
    assert "What changed in submissions" in done.summary
    assert "every" in done.summary
    assert {path.name for path in done.artifacts["submissions-changes"]} == {f"{file.stem}.docx", f"{file.stem}.txt"}


def test_a_repository_on_gitlab_from_the_first_mistake_to_the_documents(tmp_path, environment, repository):
    folder, file, commit = repository
    sound = file.read_text("utf-8")
    wrong, lines = with_mistakes(sound)
    found = yaml.safe_load((folder / ".gitlab-ci.yml").read_text("utf-8"))
    job = found["submissions"]
    run("python3", "-m", "venv", tmp_path / "image", cwd=tmp_path, env=environment)
    own = environment | {name: str(value) for name, value in found["variables"].items()}
    own |= {"GITLAB_CI": "true", "CI_PROJECT_DIR": str(folder)}
    own["PATH"] = f"{tmp_path / 'image' / 'bin'}{os.pathsep}{environment['PATH']}"
    script = "\n".join(job["script"])
    report = folder / job["artifacts"]["reports"]["codequality"]

    commit(wrong)
    done = run("bash", "-e", "-o", "pipefail", "-c", script, cwd=folder, env=own, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    problems = json.loads(report.read_text("utf-8"))
    errors = [each for each in problems if each["severity"] in ("major", "critical", "blocker")]
    assert sorted(each["location"]["lines"]["begin"] for each in errors) == lines
    commit(sound)
    done = run("bash", "-e", "-o", "pipefail", "-c", script, cwd=folder, env=own)
    assert job["artifacts"]["paths"] == ["documents/", "changes/"]
    assert {path.suffix for path in (folder / "documents").iterdir()} == {".docx", ".pdf"}
    assert not (folder / "changes").exists()


def test_hooks_stop_a_commit_with_mistakes(tmp_path, environment, repository):
    folder, file, commit = repository
    sound = file.read_text("utf-8")
    wrong, lines = with_mistakes(sound)
    commit(sound)
    file.write_text(wrong, "utf-8")
    run("git", "add", ".", cwd=folder, env=environment)
    own = {**environment, "PRE_COMMIT_HOME": str(tmp_path / "hooks")}
    done = run(BIN / "pre-commit", "run", "wsisc-validate", cwd=folder, env=own, check=False)
    assert done.returncode == 1
    for line in lines:
        assert f"{file.name}:{line}:" in done.stdout, done.stdout
    file.write_text(sound.replace("every village", "each village"), "utf-8")
    run("git", "add", ".", cwd=folder, env=environment)
    done = run(BIN / "pre-commit", "run", cwd=folder, env=own)
    assert done.stdout.count("Passed") == 1  # the generated file has no hook that changes files
