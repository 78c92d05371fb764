"""`wsisc preview`: a submission -> a page in the browser that is updated at every save, until Ctrl-C."""

import contextlib
import errno
import gc
import os
import sys
import threading
import time
import webbrowser
from functools import partial
from pathlib import Path

import click

from wsisc import api
from wsisc.calls.call import Catalogue
from wsisc.cli import arguments, messages, signals
from wsisc.diagnostic import WsiscError
from wsisc.lint import selection
from wsisc.lint.selection import Selection
from wsisc.messages import t
from wsisc.preview import watching
from wsisc.preview.building import PreviewTarget
from wsisc.preview.server import ChangesView, PreviewServer
from wsisc.preview.updater import PreviewUpdater
from wsisc.text.sanitize import sanitize
from wsisc.workspace import input_files, repository

_DEFAULT_PORT = 8426
_SHOWN_FILES = 5
_PORT_ATTEMPTS = 20  # a guess: then the system chooses a port


def _only_submission(ctx: click.Context, parameter: click.Parameter, file: Path | None) -> Path | None:
    """Return the file, by default the only submission of the repository around the current folder.

    Raises UsageError if there is no file, and not exactly one such submission.
    """
    if file or ctx.resilient_parsing:
        return file
    found = repository.find_repository(Path())
    if found is None:
        message = t("FILE is missing: name a submission; only in a folder with a wsisc.toml is it optional")
        raise click.UsageError(message, ctx)
    names = [each.name for each in input_files.find_submissions(os.path.relpath(found), messages.note)]
    if len(names) == 1:
        return Path(names[0])
    shown = ", ".join(map(sanitize, names[:_SHOWN_FILES])) + (", ..." if len(names) > _SHOWN_FILES else "")
    message = t("FILE is missing, and this repository has several submissions; name one of {names}", names=shown)
    raise click.UsageError(message, ctx)


@click.command("preview")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path), callback=_only_submission)
@click.option("--port", type=click.IntRange(1, 65535), help=f"Port (default: {_DEFAULT_PORT}, or the next free one).")
@click.option("--no-browser", is_flag=True, help="Print the address without opening a browser.")
@click.option("--poll", is_flag=True, help="Poll for changes, for folders that do not report them.")
@click.option(
    "--changes",
    "since",
    metavar="[REV]",
    is_flag=False,
    flag_value="HEAD",
    help="Also show what changed since a Git revision (default: HEAD, the last commit); write it after FILE.",
)
@arguments.CONFIG
@click.pass_context
def command(
    ctx: click.Context, /, file: Path, port: int | None, no_browser: bool, poll: bool, since: str | None,
    config: str | None
) -> None:  # fmt: skip
    """Preview a submission in the browser while you write.

    Every save updates the page and its list of problems. Parts can be empty. The page is served at the printed address
    and is visible only on this machine. Press Ctrl-C to stop.

    In a repository with a single submission, FILE is optional.
    """
    if not file.is_file():
        raise WsiscError(t("the file {name} does not exist", name=file), input_files.suggest_file(file), exit_code=2)
    gc.enable()  # disabled for the short life of other commands
    name = os.fsencode(file).decode("utf-8", "replace")
    load_rules = partial(_load_rules, file.parent, Path(config) if config else None)
    subject = PreviewTarget(file, name, load_rules, lambda: _load_calls(file.parent))
    keeper = PreviewUpdater(subject)
    server = _create_server(keeper, name, port, _create_changes_view(file, since))
    ended = threading.Event()
    watch = (file, lambda: keeper.figures, keeper.request_update, ended, poll)
    watcher = threading.Thread(target=watching.watch, args=watch, daemon=True)
    server.start()
    with contextlib.suppress(KeyboardInterrupt, signals.Terminated):
        keeper.start()
        watcher.start()
        _open_page(server.address, no_browser)
        while True:
            time.sleep(0.5)  # a signal that another thread receives does not end a longer sleep
    ended.set()
    keeper.stop()
    server.stop()
    if watcher.is_alive():
        watcher.join(3)
    ctx.exit(0)


def _open_page(address: str, no_browser: bool) -> None:
    """Print the address, and open it in a browser."""
    click.echo(address)
    sys.stdout.flush()
    if not no_browser and _has_screen():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _create_changes_view(file: Path, since: str | None) -> ChangesView | None:
    """Return the view of what changed in a file since a revision, None if there is none."""
    return ChangesView(since, partial(_create_changes_page, file, since)) if since else None


def _create_changes_page(file: Path, since: str) -> bytes:
    """Return the page of what changed in a file since a revision. Raises WsiscError if one cannot be read."""
    try:
        path = Path(os.path.relpath(file)).as_posix()
    except ValueError:  # on another drive of Windows
        message = t("{file} is not in the current folder", file=file)
        raise WsiscError(message, t("start wsisc preview in its folder")) from None
    found = api.compare_versions(f"{since}:{path if path.startswith('../') else f'./{path}'}", file)
    return api.create_redline(found, "html", summary=True)


def _create_server(keeper: PreviewUpdater, name: str, port: int | None, changes: ChangesView | None) -> PreviewServer:
    """Return a server at a port, or at the first free one. Raises WsiscError if the requested port is in use."""
    for attempted in [port] if port else [*range(_DEFAULT_PORT, _DEFAULT_PORT + _PORT_ATTEMPTS), 0]:
        try:
            return PreviewServer(keeper, name, attempted, changes)
        except OSError as error:
            if port:
                message = (
                    t("port {port} is in use", port=port)
                    if error.errno == errno.EADDRINUSE
                    else t("port {port} cannot be opened: {error}", port=port, error=error.strerror)
                )
                raise WsiscError(message, t("choose another port, or omit --port")) from None
    raise WsiscError(t("no free port was found"))


def _load_rules(folder: Path, config: Path | None) -> Selection:
    """Return the rules by which `validate` checks a folder, as its settings are now."""
    repository.refresh()
    settings, _, settings_file = repository.load_settings(folder, config)
    try:
        return selection.from_names(settings.select, settings.ignore, settings.severity, draft=True)
    except selection.UnknownRuleName as error:
        raise WsiscError(t("{file}: [validate] {error}", file=settings_file, error=error)) from None


def _load_calls(folder: Path) -> Catalogue:
    repository.refresh()
    return repository.load_catalogue(folder)


def _has_screen() -> bool:
    """Return whether a browser would open in a window: one in the terminal would be in the way."""
    if not sys.platform.startswith("linux") or os.environ.get("BROWSER"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))
