"""The kit for repositories of submissions: the action, the hooks, GitLab's file, the container; each as far as it runs."""

import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

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


def act(
    step: dict, repository: Path, temporary: Path, inputs: dict[str, str], check: bool = True, **context: str
) -> str:
    """Run a step of the action as GitHub does, and return what it prints; `context` are expressions and variables."""
    names = {
        f"${{{{ inputs.{name} }}}}": value
        for name, value in {
            **{
                name: each["default"]
                for name, each in yaml.safe_load((ROOT / "action.yml").read_text())["inputs"].items()
            },
            **inputs,
        }.items()
    } | {f"${{{{ {name} }}}}": value for name, value in context.items()}
    environment = {name: names[value] for name, value in step["env"].items()}
    own = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(repository),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"),
        "GITHUB_OUTPUT": str(temporary / "output"),
        "GITHUB_ACTION_PATH": str(repository / ".github" / "actions" / "wsisc"),
        "GITHUB_SERVER_URL": "https://github.example",
        "RUNNER_TEMP": str(temporary),
    }
    own |= {name: value for name, value in context.items() if name.isupper()}
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
    (command.parent / "python").symlink_to(sys.executable)
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


GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@b.example")


def commit(folder: Path) -> str:
    run(*GIT, "add", "--all", cwd=folder)
    run(*GIT, "commit", "--quiet", "--message", "Changes", cwd=folder)
    return run("git", "rev-parse", "HEAD", cwd=folder).strip()


def show_changes(repository: Path, runner: Path, base: str, **inputs: str) -> tuple[str, str, dict[str, str]]:
    """Return what the step that shows changes prints, its summary, and its outputs."""
    for name in ("summary.md", "output"):
        (runner / name).unlink(missing_ok=True)
    step = steps(ROOT / "action.yml")["Show what changed"]
    event = {"base": base, "head": run("git", "rev-parse", "HEAD", cwd=repository).strip()}
    context = {f"github.event.pull_request.{name}.sha": value for name, value in event.items()}
    printed = act(step, repository, runner, inputs, False, **context, **{"github.token": "token"})
    read = {
        name: path.read_text("utf-8") if (path := runner / name).exists() else "" for name in ("summary.md", "output")
    }
    return printed, read["summary.md"], dict(line.split("=", 1) for line in read["output"].splitlines())


def replace_words(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.slow
def test_the_action_shows_what_a_pull_request_changed(repository, runner, tmp_path):
    file, other = submission(repository), repository / "2025" / "other.yaml"
    other.parent.mkdir()
    for copy in (other, repository / "2025" / "same.yaml"):
        shutil.copy(file, copy)
    (repository / "gone.yaml").write_text('"wsisc": 1\n', "utf-8")
    (repository / "words.yaml").write_text("words: none\n", "utf-8")
    base = commit(repository)
    replace_words(file, "every village", "each town ````` and")
    replace_words(other, "every village", "all villages")
    (repository / "gone.yaml").unlink()
    other.rename(other.with_name("renamed.yaml"))
    (repository / "words.yaml").write_text("words: some\n", "utf-8")
    (repository / "new.yaml").write_text("wsisc: 1\ntitle: Words that no other file has\n", "utf-8")
    commit(repository)
    shallow = tmp_path / "shallow"
    run("git", "clone", "--quiet", "--depth", "1", f"file://{repository}", shallow)
    printed, summary, outputs = show_changes(shallow, runner, base)
    assert "::" not in printed, printed
    assert "````` and+}" in summary, printed
    fences = [line for line in summary.splitlines() if line.startswith("```")]
    plain = ["```text", "```"]
    assert fences == [*plain, *plain, "````````text", "````````", *plain]
    assert [name for name in ("gone.yaml: removed", "new.yaml: new", "words.yaml") if name in summary] == [
        "gone.yaml: removed",
        "new.yaml: new",
    ]
    folder = Path(outputs["changes"])
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert names == ["2025/renamed.docx", "2025/renamed.txt", f"{file.stem}.docx", f"{file.stem}.txt"]
    assert "[-every village-]" in (folder / "2025" / "renamed.txt").read_text("utf-8")
    replace_words(file, "each town", "<img src=x>")
    commit(repository)
    printed, summary, outputs = show_changes(repository, runner, base)
    assert "has errors: no Word file can be built" in printed
    assert "<img src=x>" in summary
    assert not (Path(outputs["changes"]) / f"{file.stem}.docx").exists()
    _, summary, _ = show_changes(repository, runner, base, paths="2025/*.yaml")
    assert summary.count("+++ ./") == 1
    _, summary, outputs = show_changes(repository, runner, base, paths="2025/same.yaml")
    assert (summary, list(outputs)) == ("", ["report"])


@pytest.mark.slow
def test_a_merge_commit_is_compared_with_the_commit_that_it_merges(repository, runner):
    file = submission(repository)
    old = commit(repository)
    run("git", "checkout", "--quiet", "-b", "theirs", cwd=repository)
    replace_words(file, "every village", "all villages")
    head = commit(repository)
    run("git", "checkout", "--quiet", "-b", "merged", old, cwd=repository)
    shutil.copy(file, repository / "of-another.yaml")
    commit(repository)
    run(*GIT, "merge", "--quiet", "--no-edit", "theirs", cwd=repository)
    step = steps(ROOT / "action.yml")["Show what changed"]
    context = {"github.event.pull_request.base.sha": old, "github.event.pull_request.head.sha": head}
    act(step, repository, runner, {}, **context, **{"github.token": ""})
    summary = (runner / "summary.md").read_text("utf-8")
    assert summary.count("```text") == 1
    assert "[-every village-]" in summary


@pytest.mark.slow
def test_names_in_a_pull_request_are_only_names(repository, runner):
    names = ("-o x.yaml", "$(touch hacked).yaml", "`touch hacked`;touch hacked.yaml", "a\n::error::b.yaml", "c:d?.yaml")
    names = [name for name in names if os.name != "nt" or name.startswith("$")]
    for name in names:
        shutil.copy(submission(repository) if name == names[0] else repository / names[0], repository / name)
    base = commit(repository)
    for name in names:
        replace_words(repository / name, "every village", "all villages")
    (repository / "link.yaml").symlink_to(names[0])
    commit(repository)
    printed, summary, outputs = show_changes(repository, runner, base)
    assert not any(line.startswith("::") for line in f"{printed}\n{summary}".splitlines())
    assert not list(repository.rglob("hacked"))
    assert summary.count("+++ ./") == len(names)
    kept = [path.name for path in Path(outputs["changes"]).rglob("*.docx")]
    assert len(kept) == len(names)
    assert not any(set('":<>|*?\n') & set(name) for name in kept)
    (repository / f"{base}:").mkdir()
    printed, summary, outputs = show_changes(repository, runner, base)
    assert "::error title=wsisc::" in printed
    assert (summary, outputs) == ("", {})


@pytest.mark.slow
def test_a_base_that_cannot_be_fetched_is_a_warning(repository, runner):
    commit(repository)
    printed, summary, outputs = show_changes(repository, runner, "0123456789" * 4)
    assert "::warning title=wsisc::" in printed
    assert "fetch-depth: 0" in printed
    assert (summary, outputs) == ("", {})


class Comments(BaseHTTPRequestHandler):
    """The comments of a pull request, as GitHub's API has them."""

    found: ClassVar[list[dict]] = []
    status = 200

    def answer(self) -> None:
        if self.status != 200 or self.headers["Authorization"] != "Bearer token":
            self.send_error(403)
            return
        path = self.path.partition("?")[0]
        assert path.startswith("/repos/o/r/issues/")
        if self.command == "GET":
            content = self.found if self.path.endswith("page=1") else []
        else:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
            content = {"id": len(self.found), "body": body, "user": {"login": "github-actions[bot]"}}
            if self.command == "POST":
                assert path.endswith("/7/comments")
                self.found.append(content)
            else:
                self.found[int(path.rpartition("/")[2])]["body"] = body
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    do_GET = do_POST = do_PATCH = answer

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


def test_there_is_one_comment_on_a_pull_request_and_it_is_updated(repository, runner):
    Comments.found[:] = []
    step = steps(ROOT / "action.yml")["Comment on the pull request"]
    report = runner / "report.md"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Comments)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = {
        "github.event.pull_request.number": "7",
        "github.token": "token",
        "steps.changes.outputs.report": str(report),
        "GITHUB_API_URL": f"http://127.0.0.1:{server.server_port}",
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_RUN_ID": "1",
    }

    def write(text: str, **more: str) -> str:
        report.write_text(text, "utf-8")
        return act(step, repository, runner, {}, **context | more)

    try:
        assert write("") == ""
        assert Comments.found == []
        write("```text\nWords\n```\n")
        marker = Comments.found[0]["body"].splitlines()[0]
        Comments.found.insert(0, {"id": 0, "body": f"{marker} of a stranger", "user": {"login": "eve"}})
        Comments.found[1]["id"] = 1
        write("Other words\n")
        write("")
        assert [len(Comments.found), Comments.found[0]["body"]] == [2, f"{marker} of a stranger"]
        assert "No submission changed." in Comments.found[1]["body"]
        assert "::warning title=wsisc::no comment was written: the token has no permission" in write(
            "Words", **{"github.token": "other"}
        )
    finally:
        server.shutdown()
        server.server_close()


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


@pytest.mark.slow
def test_gitlab_keeps_what_changed(repository, runner):
    file = submission(repository)
    base = commit(repository)
    replace_words(file, "every village", "all villages")
    replace_words(repository / ".gitlab-ci.yml", "submissions:", "submissions: ")
    commit(repository)
    job = yaml.safe_load((repository / ".gitlab-ci.yml").read_text("utf-8"))["submissions"]
    [script] = [line for line in job["script"] if "wsisc diff" in line]
    command = ("bash", "-e", "-o", "pipefail", "-c", script)
    path = f"{runner / 'wsisc' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    run(*command, cwd=repository, CI_COMMIT_BEFORE_SHA=base, PATH=path)
    kept = sorted(each.name for each in (repository / "changes").rglob("*"))
    assert kept == [f"{file.stem}.docx", f"{file.stem}.txt"]
    assert "changes/" in job["artifacts"]["paths"]
    shutil.rmtree(repository / "changes")
    assert "no commit" in run(*command, cwd=repository, CI_COMMIT_BEFORE_SHA="0" * 40, PATH=path)
    assert not (repository / "changes").exists()


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
    file.write_text(file.read_text("utf-8").replace("Two  spaces", "Two spaces", 1), "utf-8")
    output = run("pre-commit", "run", "--all-files", cwd=repository, check=False, **own)
    assert (output.count("Passed"), output.count("Failed"), output.count("error[")) == (1, 1, output.count("tilte"))


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
