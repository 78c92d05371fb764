"""The kit for repositories of submissions: the action, the hooks, GitLab's file, the container; each as far as it runs."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, some_quick, wsisc

BIN = Path(sys.executable).parent
ANSWERS = ("--non-interactive", "--call", "cstd-26", "--entity", "Ministry of Posts", "--type", "government")


def run(*command: object, cwd: Path = ROOT, check: bool = True, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GIT_", "GITLAB_"))}
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    words = [str(each) for each in command]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, env={**kept, "PATH": path, **environment})
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def submission(repository: Path) -> Path:
    [file] = [path for path in repository.glob("*.yaml") if not path.name.startswith(".")]
    return file


@pytest.fixture
def repository(tmp_path):
    """A new repository with all parts written, in Git."""
    folder = tmp_path / "ours"
    assert wsisc("init", folder, "--repo", *ANSWERS, cwd=tmp_path).returncode == 0
    file = submission(folder)
    text = file.read_text("utf-8")
    assert text.count("|\n") >= 4
    lines = []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        if line.strip() == "text: |":
            lines.append(" " * (len(line) - len(line.lstrip()) + 2) + "We brought the post to every village in 2022.\n")
    file.write_text("".join(lines), "utf-8")
    settings = folder / "wsisc.toml"
    settings.write_text(settings.read_text("utf-8").replace("draft = true", "draft = false"), "utf-8")
    run("git", "init", "--quiet", cwd=folder)
    run("git", "add", ".", cwd=folder)
    return folder


def steps(file: Path) -> dict[str, dict]:
    return {step["name"]: step for step in yaml.safe_load(file.read_text("utf-8"))["runs"]["steps"]}


def act(step: dict, repository: Path, temporary: Path, inputs: dict[str, str], check: bool = True) -> str:
    """Run a step of the action as GitHub does, and return what it prints."""
    names = {
        f"${{{{ inputs.{name} }}}}": value
        for name, value in {
            **{
                name: each["default"]
                for name, each in yaml.safe_load((ROOT / "action.yml").read_text())["inputs"].items()
            },
            **inputs,
        }.items()
    }
    environment = {name: names[value] for name, value in step["env"].items()}
    own = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(repository),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"),
        "GITHUB_OUTPUT": str(temporary / "output"),
        "GITHUB_ACTION_PATH": str(repository / ".github" / "actions" / "wsisc"),
        "RUNNER_TEMP": str(temporary),
    }
    shell = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"])
    return run(*shell, cwd=repository, check=check, **environment, **own)


@pytest.fixture
def runner(tmp_path):
    """The folder for temporary files of a runner where the first step has installed wsisc."""
    folder = tmp_path / "runner"
    (folder / "wsisc" / "bin").mkdir(parents=True)
    command = folder / "wsisc" / "bin" / "wsisc"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m wsisc "$@"\n')
    command.chmod(0o755)
    return folder


def test_the_action_is_the_one_that_init_writes(repository):
    assert (ROOT / "action.yml").read_bytes() == (ROOT / "templates" / "ci" / "action.yml").read_bytes()
    assert (ROOT / "action.yml").read_text() == (repository / ".github/actions/wsisc/action.yml").read_text()


MANIFESTS = {
    "vendor.github-actions": ".github/actions/wsisc/action.yml",
    "vendor.github-workflows": ".github/workflows/wsisc.yml",
    "vendor.gitlab-ci": ".gitlab-ci.yml",
}


@pytest.mark.parametrize("schema", some_quick(MANIFESTS, 3))
def test_the_manifests_pass_their_schemas(repository, schema):
    path = repository / MANIFESTS[schema]
    run("check-jsonschema", "--builtin-schema", schema, path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("steps:", "stepz:").replace("script:", "scripts:"), "utf-8")
    assert "error" in run("check-jsonschema", "--builtin-schema", schema, path, check=False).lower()


def test_the_auditor_of_workflows_finds_what_is_unsafe_and_nothing_else(repository):
    assert "No findings to report" in run("zizmor", "--offline", "--persona", "pedantic", repository)
    action = repository / MANIFESTS["vendor.github-actions"]
    action.write_text(action.read_text("utf-8").replace('<<< "$PATHS"', '<<< "${{ inputs.paths }}"'), "utf-8")
    assert "template-injection" in run("zizmor", "--offline", repository, check=False)


def test_the_hooks_are_valid(repository):
    run("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    run("pre-commit", "validate-config", repository / ".pre-commit-config.yaml")


@pytest.mark.slow
def test_the_action_marks_problems_sums_up_and_keeps_documents(repository, runner):
    found = steps(repository / ".github" / "actions" / "wsisc" / "action.yml")
    inputs = {"formats": "docx pdf", "sarif": "true"}
    output = act(found["Check the submissions"], repository, runner, inputs)
    assert "::error" not in output
    assert json.loads((runner / "wsisc.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (runner / "output").read_text() == f"sarif-file={runner / 'wsisc.sarif'}\n"
    assert (runner / "summary.md").read_text("utf-8").strip()
    act(found["Build the documents"], repository, runner, inputs)
    assert {path.suffix for path in (runner / "wsisc-documents").iterdir()} == {".docx", ".pdf"}


@pytest.mark.slow
def test_the_action_fails_at_the_line_and_takes_options_and_several_paths(repository, runner):
    file = submission(repository)
    (repository / "last year").mkdir()
    shutil.copy(file, repository / "last year" / "old; touch hacked.yaml")
    file.write_text(file.read_text("utf-8").replace("title:", "tilte:", 1), "utf-8")
    step = steps(repository / ".github" / "actions" / "wsisc" / "action.yml")["Check the submissions"]
    inputs = {"paths": f"last year\n\n{file.name}", "options": "--select all --draft"}
    output = act(step, repository, runner, inputs, check=False)
    assert f"::error file={file.name},line=" in output
    assert not list(repository.rglob("hacked*"))
    assert (runner / "output").exists() is False
    act(step, repository, runner, {"paths": "last year"})
    output = act(step, repository, runner, {"paths": "last year", "options": "--strict"}, check=False)
    assert "::warning file=last year/old; touch hacked.yaml,line=" in output
    assert "nowhere does not exist" in act(step, repository, runner, {"paths": "nowhere"}, check=False)


@pytest.mark.slow
def test_inputs_of_the_action_can_have_several_lines_and_start_with_a_dash(repository, runner):
    file = submission(repository)
    (repository / "sp ace").mkdir()
    shutil.copy(file, repository / "sp ace" / "-a b.yaml")
    shutil.copy(file, repository / "--c.yaml")
    found = steps(repository / ".github" / "actions" / "wsisc" / "action.yml")
    paths = {"paths": "  sp ace  \n\n--c.yaml\n"}
    options = {"options": "--draft\n--output-file report.txt\n--strict\n"}
    output = act(found["Check the submissions"], repository, runner, {**paths, **options, "sarif": "true"}, check=False)
    assert "::warning file=--c.yaml,line=" in output
    assert "warning" in (repository / "report.txt").read_text("utf-8")
    assert (runner / "summary.md").read_text("utf-8").startswith("#")
    assert "## " not in (repository / "report.txt").read_text("utf-8")
    act(found["Build the documents"], repository, runner, {**paths, "formats": "docx, md\nhtml"})
    names = {path.name for path in (runner / "wsisc-documents").iterdir()}
    assert names == {f"{stem}.{format}" for stem in ("--c", "-a b") for format in ("docx", "md", "html")}
    (runner / "output").unlink()
    act(found["Build the documents"], repository, runner, {"formats": " "})
    assert not (runner / "output").exists()


@pytest.mark.slow
def test_gitlab_gets_its_report_and_the_documents(repository, runner):
    job = yaml.safe_load((repository / ".gitlab-ci.yml").read_text("utf-8"))["submissions"]
    [script] = [line for line in job["script"] if "validate" in line]
    path = f"{runner / 'wsisc' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = ("bash", "-e", "-o", "pipefail", "-c", script)
    run(*command, cwd=repository, GITLAB_CI="true", CI_PROJECT_DIR=str(repository), PATH=path)
    report = json.loads((repository / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert {each["severity"] for each in report} == {"minor", "info"}
    assert len(list((repository / "documents").iterdir())) == 2
    file = submission(repository)
    file.write_text(file.read_text("utf-8").replace("title:", "tilte:", 1), "utf-8")
    output = run(*command, cwd=repository, check=False, GITLAB_CI="true", CI_PROJECT_DIR=str(repository), PATH=path)
    assert "tilte" in output
    report = json.loads((repository / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert {each["location"]["path"] for each in report} == {file.name}


def test_the_container_file_is_clean_and_runs_as_nobody_of_note():
    run("hadolint", ROOT / "Dockerfile")
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert lines.index("USER 1000:1000") < lines.index('ENTRYPOINT ["wsisc"]')
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert kept
    assert all((ROOT / name).exists() for name in kept)


def test_only_submissions_leaves_other_files_alone(repository):
    file = submission(repository)
    others = [".gitlab-ci.yml", ".pre-commit-config.yaml", ".github/workflows/wsisc.yml"]
    command = ("validate", "--only-submissions", "--output-format", "concise")
    assert wsisc(*command, *others, cwd=repository).returncode == 0
    file.write_text(file.read_text("utf-8").replace("title:", "tilte:", 1), "utf-8")
    done = wsisc(*command, *others, file.name, cwd=repository)
    assert done.returncode == 1
    errors = [line for line in done.stdout.splitlines() if b": error[" in line]
    assert errors
    assert all(line.startswith(file.name.encode()) for line in errors)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_hooks_run_in_real_pre_commit(repository, tmp_path):
    source = tmp_path / "wsisc"
    run("git", "clone", "--quiet", ROOT, source)
    hooks = [{"id": "wsisc-fix"}, {"id": "wsisc-validate"}]
    config = {
        "repos": [{"repo": str(source), "rev": run("git", "rev-parse", "HEAD", cwd=source).strip(), "hooks": hooks}]
    }
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    run("git", "add", ".", cwd=repository)
    own = {"PRE_COMMIT_HOME": str(tmp_path / "hooks")}
    output = run("pre-commit", "run", "--all-files", cwd=repository, **own)
    assert output.count("Passed") == 2
    file = submission(repository)
    before = file.read_bytes()
    option = repository / f"--output-file={file.name}"
    shutil.copy(file, option)
    run("git", "add", ".", cwd=repository)
    assert run("pre-commit", "run", "--all-files", cwd=repository, **own).count("Passed") == 2
    assert file.read_bytes() == before
    run("git", "rm", "--quiet", "--force", "--", option.name, cwd=repository)
    file.write_text(file.read_text("utf-8").replace('title: "', 'title: "Two  spaces, ', 1), "utf-8")
    output = run("pre-commit", "run", "--all-files", cwd=repository, check=False, **own)
    assert "files were modified by this hook" in output
    file.write_text(file.read_text("utf-8").replace("title:", "tilte:", 1), "utf-8")
    output = run("pre-commit", "run", "wsisc-validate", "--all-files", cwd=repository, check=False, **own)
    assert f"{file.name}:" in output


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_first_step_of_the_action_installs_wsisc(repository, tmp_path):
    temporary = tmp_path / "runner"
    temporary.mkdir()
    found = steps(repository / ".github" / "actions" / "wsisc" / "action.yml")
    act(found["Install wsisc"], repository, temporary, {"package": str(ROOT)})
    output = act(found["Check the submissions"], repository, temporary, {})
    assert "::error" not in output
    assert run(temporary / "wsisc" / "bin" / "wsisc", "--version").startswith("wsisc")
