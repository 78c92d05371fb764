"""REV:FILE, as Git names a file of a revision -> its bytes, and those of the files next to it.

Nothing is fetched, and no program that a repository names is run: this is the only place that starts Git, and it
overrides every setting by which the configuration of a stranger's repository could start one.
"""

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from wsisc.engines import child_processes
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

if TYPE_CHECKING:
    from subprocess import CompletedProcess
from wsisc.workspace import repository

# A revision ends at the first colon that is not in braces (gitrevisions, "<rev>:<path>"); ":" and ":0:" are the index.
_NAME = r"((?::[0-3]|(?:[^:{}]|\{[^}]*\})*):)([^:].*)"
_ENVIRONMENT = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "",
}
# Settings on the command line count before those of the repository and of the user (git-config, "SCOPES").
_SETTINGS = {
    "core.fsmonitor": "false",  # a program that is asked whenever the index is read, as for :FILE
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.sshCommand": "false",
    "core.gitProxy": "",
    "core.alternateRefsCommand": "false",
    "credential.helper": "",
    "diff.external": "",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",  # a folder of the repository that looks like a repository is not one
    "submodule.recurse": "false",
}
_MOST_REVISIONS = 100  # a guess: a file that was sent out was rarely committed more often since


class RevisionFile(NamedTuple):
    """A file of a revision: `revision` ends with the colon, `path` is relative to the root of the repository.

    A path that begins with "./" or "../" is relative to the folder `start`, by default the current one.
    """

    revision: str
    path: str
    start: Path = Path()

    @property
    def folder(self) -> Path:
        """The folder of the file as it would be now; it need not exist."""
        is_relative = PurePosixPath(self.path).parts[:1] == ("..",) or self.path.startswith("./")
        root = self.start if is_relative else next(reversed([*repository.folders_up(self.start)]))
        return root / PurePosixPath(self.path).parent

    def read(self) -> bytes:
        """Return the bytes of the file. Raises WsiscError where Git does not find it."""
        try:
            return _read_object(f"{self.revision}{self.path}", self.start)
        except WsiscError as error:
            is_here = self.path[:1] not in (".", "/") and Path(self.path).is_file()
            if error.hint or self.revision.startswith("-") or not is_here:
                raise
            hint = t(
                "if the path is relative to the current folder, write {revision}./{path}",
                revision=self.revision,
                path=self.path,
            )
            raise WsiscError(str(error), hint, error.exit_code) from None

    def read_sibling(self, file: str) -> bytes:
        """Return the bytes of a file whose path is relative to this one. Raises WsiscError as `read` does."""
        parent = self.path.rpartition("/")[0]
        return _read_object(f"{self.revision}{f'{parent}/' if parent else ''}{file}", self.start)


def parse(name: str) -> RevisionFile | None:
    """Return the file of a revision that a name means, None if it means none: a path of this or another system."""
    match = re.fullmatch(_NAME, name, re.DOTALL)
    if match is None or "://" in name or re.match(r"[A-Za-z]:[\\/]", name) or os.path.lexists(name):
        return None
    return RevisionFile(match[1], match[2])


def list_earlier(path: Path) -> list[RevisionFile]:
    """Return the last revisions in which a file was changed, the newest first, [] where there is no Git."""
    name = f"./{path.name}"
    command = ("rev-list", "--abbrev-commit", f"--max-count={_MOST_REVISIONS}", "HEAD", "--", f":(literal){name}")
    try:
        done = _run_git(*command, folder=path.parent)
    except (WsiscError, OSError, ValueError):
        return []
    return [RevisionFile(f"{commit}:", name, path.parent) for commit in done.stdout.decode("ascii", "replace").split()]


def is_committed(path: Path, content: bytes) -> bool:
    """Return whether the last revision has a file with this content."""
    try:
        return RevisionFile("HEAD:", f"./{path.name}", path.parent).read() == content
    except WsiscError:
        return False


def _read_object(name: str, folder: Path) -> bytes:
    """Return the content of an object. Raises WsiscError where Git cannot be run, or does not find it."""
    if name.startswith("-"):
        raise WsiscError(
            t("{name} is not a file of a revision: a revision does not begin with a hyphen", name=name), exit_code=2
        )
    try:
        done = _run_git("cat-file", "blob", name, folder=folder)
    except (OSError, ValueError) as error:
        raise WsiscError(t("{name} cannot be read: Git cannot be started: {error}", name=name, error=error)) from None
    if done.returncode == 0:
        return done.stdout
    message = done.stderr.decode("utf-8", "replace").strip()
    first, _, rest = message.partition("\n")
    problem = re.sub("^(?:fatal|error): ", "", first).rstrip(".") or t("Git does not find it")
    raise WsiscError(
        t("{name} cannot be read: {problem}", name=name, problem=problem),
        " ".join(re.sub("^hint: +", "", rest, flags=re.MULTILINE).split()),
        exit_code=2,
    )


def _run_git(*arguments: str, folder: Path) -> "CompletedProcess[bytes]":
    """Return what Git does in a folder. Raises WsiscError if it is not installed, OSError if it cannot be started."""
    import subprocess  # not at the top: most commands do not need it

    settings = [text for key, value in _SETTINGS.items() for text in ("-c", f"{key}={value}")]
    command = [_find_git(), "--no-pager", *settings, *arguments]
    environment = {**os.environ, **_ENVIRONMENT}
    return subprocess.run(command, capture_output=True, cwd=folder, env=environment, stdin=subprocess.DEVNULL)


def _find_git() -> str:
    """Return the path of Git. Raises WsiscError where it is not installed."""
    found = child_processes.find_program("git")
    if not found:
        raise WsiscError(t("Git is not installed: it is needed to read a file of a revision"), t("install Git"))
    return found
