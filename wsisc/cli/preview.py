"""`wsisc preview`: a submission -> a page in the browser that is updated at every save, until Ctrl-C."""

import contextlib
import gc
import os
import sys
import threading
import time
import webbrowser
from pathlib import Path

import click

from wsisc import api
from wsisc.api import folders
from wsisc.api.previewing import DEFAULT_PORT
from wsisc.cli import arguments, messages, signals
from wsisc.messages import t
from wsisc.text.sanitize import sanitize

_SHOWN_FILES = 5


def _only_submission(ctx: click.Context, parameter: click.Parameter, file: Path | None) -> Path | None:
    """Return the file, by default the only submission of the repository around the current folder.

    Raises UsageError if there is no file, and not exactly one such submission.
    """
    if file or ctx.resilient_parsing:
        return file
    repository = folders.find_repository()
    if repository is None:
        message = t("FILE is missing: name a submission; only in a folder with a wsisc.toml is it optional")
        raise click.UsageError(message, ctx)
    names = folders.list_submissions(repository, messages.note)
    if len(names) == 1:
        return Path(names[0])
    shown = ", ".join(map(sanitize, names[:_SHOWN_FILES])) + (", ..." if len(names) > _SHOWN_FILES else "")
    message = t("FILE is missing, and this repository has several submissions; name one of {names}", names=shown)
    raise click.UsageError(message, ctx)


@click.command("preview")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path), callback=_only_submission)
@click.option("--port", type=click.IntRange(1, 65535), help=f"Port (default: {DEFAULT_PORT}, or the next free one).")
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
    gc.enable()  # disabled for the short life of other commands
    with (
        api.start_preview(file, port=port, since=since, config=config, poll=poll) as preview,
        contextlib.suppress(KeyboardInterrupt, signals.Terminated),
    ):
        _open_page(preview.address, no_browser)
        while True:
            time.sleep(0.5)  # a signal that another thread receives does not end a longer sleep
    ctx.exit(0)


def _open_page(address: str, no_browser: bool) -> None:
    """Print the address, and open it in a browser."""
    click.echo(address)
    sys.stdout.flush()
    if not no_browser and _has_screen():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _has_screen() -> bool:
    """Return whether a browser would open in a window: one in the terminal would be in the way."""
    if not sys.platform.startswith("linux") or os.environ.get("BROWSER"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))
