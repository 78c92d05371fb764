"""A workflow of GitHub, run as far as its own steps go: shell steps and composite actions of the same repository.

What others wrote is not run: a checkout is there already, and of artifacts it is remembered what would be kept.
"""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml

_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")
_PROPERTY = re.compile(r"\b(inputs|steps|github|matrix)((?:\.[\w-]+)+)")


@dataclass
class Run:
    """The result of a run: whether it succeeded, its log, its summary, and the files of each artifact."""

    success: bool = True
    log: str = ""
    summary: str = ""
    artifacts: dict[str, list[Path]] = field(default_factory=dict)

    @property
    def annotations(self) -> list[tuple[str, int, str]]:
        """The errors, which GitHub shows at a line of a file: name, line and title."""
        found = re.findall(r"^::error file=([^,]+),line=(\d+),.*?title=([^,:]*)", self.log, re.MULTILINE)
        return [(file, int(line), title) for file, line, title in found]


class Runner:
    """Runs workflows of a repository with the programs and variables of an environment, for a push or an event."""

    def __init__(self, repository: Path, temporary: Path, environment: dict[str, str], **event: dict) -> None:
        self.repository, self.temporary, self.environment = repository, temporary, environment
        self.github = {"token": "none", "event": event}

    def run(self, workflow: str) -> Run:
        """Run the only job of a workflow."""
        self.temporary.mkdir(parents=True)
        [job] = yaml.safe_load((self.repository / workflow).read_text("utf-8"))["jobs"].values()
        result = Run()
        self._run_steps(job["steps"], {}, self.repository, result)
        summary = self.temporary / "summary.md"
        result.summary = summary.read_text("utf-8") if summary.exists() else ""
        return result

    def _run_steps(self, steps: list[dict], inputs: dict[str, str], action: Path, result: Run) -> None:
        known: dict[str, dict] = {"github": self.github}
        for number, step in enumerate(steps):
            condition = str(step.get("if", "success()"))
            if not _evaluate(condition.strip("${} "), inputs, known, result.success):
                known[step.get("id", str(number))] = {"outcome": "skipped", "outputs": {}}
                continue
            values = {name: _fill(str(value), inputs, known) for name, value in step.get("with", {}).items()}
            outputs: dict[str, str] = {}
            ok = self._run_step(step, values, inputs, known, action, result, outputs)
            known[step.get("id", str(number))] = {"outcome": "success" if ok else "failure", "outputs": outputs}
            result.success = result.success and ok

    def _run_step(self, step, values, inputs, known, action, result, outputs) -> bool:
        uses = step.get("uses", "")
        if uses.startswith("$/"):
            folder = self.repository / uses.removeprefix("$/")
            about = yaml.safe_load((folder / "action.yml").read_text("utf-8"))
            arguments = {name: values.get(name, each.get("default", "")) for name, each in about["inputs"].items()}
            before, result.success = result.success, True
            self._run_steps(about["runs"]["steps"], arguments, folder, result)
            ok, result.success = result.success, before
            return ok
        if uses.startswith("actions/upload-artifact@"):
            folder = Path(values["path"])
            result.artifacts[values["name"]] = sorted(path for path in folder.rglob("*") if path.is_file())
            return True
        if uses:
            assert uses.startswith(("actions/checkout@", "github/codeql-action/upload-sarif@")), uses
            return True
        output = self.temporary / "output"
        output.write_text("")
        environment = self.environment | {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(action),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary.md"),
            "GITHUB_WORKSPACE": str(self.repository),
            "RUNNER_TEMP": str(self.temporary),
            **{name: _fill(str(value), inputs, known) for name, value in step.get("env", {}).items()},
        }
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        place = self.repository / _fill(step.get("working-directory", "."), inputs, known)
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True)
        result.log += done.stdout + done.stderr
        outputs.update(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        return done.returncode == 0


def _fill(text: str, inputs: dict[str, str], known: dict[str, dict]) -> str:
    return _EXPRESSION.sub(lambda found: str(_look_up(found[1], inputs, known)), text)


def _look_up(name: str, inputs: dict[str, str], known: dict[str, dict]) -> str | dict:
    first, *rest = name.split(".")
    if first == "inputs":
        return inputs[rest[0]]
    if first == "github":
        value = known[first]
        for each in rest:
            value = value.get(each, {})
        return value
    assert first == "steps", name
    value = known.get(rest[0], {"outcome": "skipped", "outputs": {}})
    return value["outputs"].get(rest[2], "") if rest[1] == "outputs" else value[rest[1]]


def _evaluate(condition: str, inputs: dict[str, str], known: dict[str, dict], success: bool) -> bool:
    """Evaluate a condition of a step, as far as these files use the language of GitHub."""
    text = _PROPERTY.sub(lambda found: repr(_look_up(found[0], inputs, known)), condition)
    text = text.replace("!cancelled()", "True").replace("success()", repr(success))
    text = text.replace("&&", " and ").replace("||", " or ")
    return bool(eval(text, {"__builtins__": {}}))
