"""A submission -> a page that is served on this machine and updated at every save."""

import errno
import os
import threading
from functools import partial
from pathlib import Path
from types import TracebackType

from wsisc.api import comparing
from wsisc.calls.call import Catalogue
from wsisc.lint import selection
from wsisc.lint.selection import Selection
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml.file_format import FileFormat, recognize
from wsisc.preview import file_watching
from wsisc.preview.page_building import PreviewTarget
from wsisc.preview.server import ChangesView, PreviewServer, PreviewUpdater
from wsisc.workspace import input_files, repository, streams
from wsisc.writers import WRITERS

DEFAULT_PORT = 8426
_PORT_ATTEMPTS = 20  # a guess: then the system chooses a port


class RunningPreview:
    """A preview that runs in threads of this process until it is closed, as a `with` statement does at its end."""

    def __init__(self, file: Path, updater: PreviewUpdater, server: PreviewServer, poll: bool) -> None:
        self._updater, self._server = updater, server
        self._closed = threading.Event()
        watch = (file, lambda: updater.figures, updater.request_update, self._closed, poll)
        self._watcher = threading.Thread(target=file_watching.watch, args=watch, daemon=True)
        server.start()
        updater.start()
        self._watcher.start()

    @property
    def address(self) -> str:
        """The address of the page, which only this machine can open."""
        return self._server.address

    def __enter__(self) -> "RunningPreview":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the preview, and what is running for it."""
        self._closed.set()
        self._updater.stop()
        self._server.stop()
        self._watcher.join(3)


def start_preview(
    file: str | Path,
    *,
    port: int | None = None,
    since: str | None = None,
    config: str | Path | None = None,
    poll: bool = False,
) -> RunningPreview:
    """Serve the page of a submission and its list of problems, and update it at every save, until it is closed.

    By default the port is `DEFAULT_PORT`, or the next free one. With `since` there is also a page of what changed since
    a Git revision. `poll` is for folders that do not report changes.

    Raises WsiscError if the file does not exist or is a document, or if the port cannot be opened.

    Example::

        from wsisc.api import start_preview

        with start_preview("submission.yaml") as preview:
            print(preview.address)
    """
    path = Path(file)
    if path.is_dir():
        raise WsiscError(t("{name} is a folder", name=file), t("name a file in it"), exit_code=2)
    if not path.is_file():
        raise WsiscError(t("the file {name} does not exist", name=file), input_files.suggest_file(path), exit_code=2)
    if _is_document(path):
        raise WsiscError(t("{sources} is a document, not a source: name the YAML file", sources=file), exit_code=2)
    name = os.fsencode(path).decode("utf-8", "replace")
    load_rules = partial(_load_rules, path.parent, Path(config) if config else None)
    updater = PreviewUpdater(PreviewTarget(path, name, load_rules, partial(_load_calls, path.parent)))
    changes = ChangesView(since, partial(_create_changes_page, path, since)) if since else None
    return RunningPreview(path, updater, _create_server(updater, name, port, changes), poll)


def _is_document(file: Path) -> bool:
    """Return whether a file is a document by its name, even if it is empty, or by its content."""
    format = WRITERS.get(file.suffix.lower().removeprefix("."))
    is_named_so = format is not None and format.carries_source
    return is_named_so or recognize(streams.read(file)) not in (FileFormat.UNKNOWN, FileFormat.HTML)


def _create_changes_page(file: Path, since: str) -> bytes:
    """Return the page of what changed in a file since a revision. Raises WsiscError if one cannot be read."""
    try:
        path = Path(os.path.relpath(file)).as_posix()
    except ValueError:  # on another drive of Windows
        message = t("{file} is not in the current folder", file=file)
        raise WsiscError(message, t("start wsisc preview in its folder")) from None
    compared = comparing.compare_versions(f"{since}:{path if path.startswith('../') else f'./{path}'}", file)
    return comparing.create_redline(compared, "html", options=comparing.RedlineOptions(summary=True))


def _create_server(updater: PreviewUpdater, name: str, port: int | None, changes: ChangesView | None) -> PreviewServer:
    """Return a server at a port, or at the first free one. Raises WsiscError if the requested port is in use."""
    for attempted in [port] if port else [*range(DEFAULT_PORT, DEFAULT_PORT + _PORT_ATTEMPTS), 0]:
        try:
            return PreviewServer(updater, name, attempted, changes)
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
