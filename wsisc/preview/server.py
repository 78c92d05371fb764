"""Requests of a browser on this machine -> the state of the preview, updated by every change of a file.

A request must come from the page of this preview, in the browser of the user who started it. No path of a request is
used as a file path: one table lists everything that can be requested.

Two threads update the state. One builds the page, the other typesets the printed pages after it. Outdated work is
cancelled, never queued. Editors write in place, to a temporary file that they rename, or twice. So a file is read until
it stays the same, and longer if it looks incomplete: empty, or a shortened version of its previous contents.
"""

import contextlib
import hmac
import io
import json
import re
import secrets
import socket
import stat
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pypdfium2

from wsisc import pipeline
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.engines import typst
from wsisc.engines.typst import MissingGlyphs
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.messages.localization import current_language
from wsisc.preview import file_watching, page_building
from wsisc.preview.page_building import (
    MISSING_PART,
    Condition,
    MeasuredPages,
    PreviewBuild,
    PreviewPage,
    PreviewState,
    PreviewTarget,
    PrintedPages,
    Trouble,
)
from wsisc.source import MAX_BYTES
from wsisc.writers import WRITERS, cancelling, get_writer
from wsisc.writers.pdf import PdfDocument

_SHELL = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'"
_DOCUMENT = "default-src 'none'; style-src 'self'; img-src data:"
_REPORT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"  # one file, with its styles in it
_ALWAYS = "base-uri 'none'; form-action 'none'"
HOST = "127.0.0.1"
_CSS = "text/css; charset=utf-8"
_ASSETS = {
    "preview.js": "text/javascript; charset=utf-8",
    "preview.css": _CSS,
    "places.css": _CSS,
    "icon.svg": "image/svg+xml",
}
_SHEET = re.compile(r"sheet-(\d{1,4})\.png")
_HTML = "text/html; charset=utf-8"
_HEARTBEAT = 5.0  # seconds between empty events, whose failure reveals a closed connection
_MAX_LISTENERS = 32  # open pages; each takes a thread
_DISCONNECTED = (ConnectionError, TimeoutError)

_PIXELS_WIDE = 1240  # A4 at 150 dpi
_MAX_CACHED = 12  # pages, about as many as a browser shows and preloads (a guess)
_LOCK = threading.Lock()  # PDFium is not thread-safe
# Seconds, guesses: an editor that writes in place pauses less than this between truncating and writing.
_STABLE_FOR = 0.025
_STABLE_FOR_IF_UNFINISHED = 0.3
_MAX_WAIT = 2.0
_ERROR_DELAY = 0.15  # seconds for which a file that was sound must stay broken before its errors are shown


def refusal_status(method: str, path: str, headers: Mapping[str, str], port: int, token: str) -> int | None:
    """Return the status with which a request is refused, or None if it is allowed.

    The host must be this machine by name, so that no foreign name can resolve to it (DNS rebinding); the origin, if the
    browser sends one, must be this page; and the path must start with the token.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    host, origin = headers.get("Host", ""), headers.get("Origin")
    is_foreign = origin is not None and origin != f"http://{host}"
    is_cross_site = headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
    if method not in ("GET", "HEAD") or host not in hosts or is_foreign or is_cross_site:
        return 403
    received = path.split("/")[1] if path.startswith("/") else ""
    return None if hmac.compare_digest(received.encode(), token.encode()) else 404


def security_headers(is_document: bool = False, is_report: bool = False) -> dict[str, str]:
    """Return the headers of every response.

    A document may be framed by the shell, which itself may not be framed; a report is a document with its own styles.
    """
    allowed = _REPORT if is_report else _DOCUMENT if is_document else _SHELL
    policy = f"{allowed}; {_ALWAYS}; frame-ancestors {"'self'" if is_document else "'none'"}"
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN" if is_document else "DENY",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


class ChangesView(NamedTuple):
    """The view of what changed: the revision that the file is compared with, and what returns the page in one file."""

    since: str
    create_page: Callable[[], bytes]


class Response(NamedTuple):
    """The response to a request."""

    content: bytes
    kind: str
    is_document: bool = False
    is_report: bool = False
    name: str = ""
    status: int = 200


class PreviewUpdater:
    """Keeps the `state` of a file up to date. `request_update` checks it; `wait_for_change` waits for a new state.

    After `has_stopped` the state changes no more. `figures` are the files of the figures that the source named when it
    was last read.
    """

    def __init__(self, target: PreviewTarget) -> None:
        self._target = target
        self.state = PreviewState(language=current_language())
        self._changed = threading.Condition()
        self._requested = threading.Event()
        self._current: PreviewBuild | None = None
        self._is_new = False
        self.has_stopped = False
        self._content: bytes | None = None
        self._stamps: object = None
        self.figures: tuple[Path, ...] = ()
        self._measured: MeasuredPages | None = None
        self._threads = [threading.Thread(target=loop, daemon=True) for loop in (self._build_loop, self._typeset_loop)]

    def start(self) -> None:
        """Start the threads, and check the file for the first time."""
        self._requested.set()
        for thread in self._threads:
            thread.start()

    def request_update(self) -> None:
        """Check the file again: something may have changed."""
        self._requested.set()

    def stop(self, timeout: float = 10.0) -> None:
        """Stop, and wait for running work, so that no process is left behind."""
        self.has_stopped = True
        self._requested.set()
        with self._changed:
            self._changed.notify_all()
        until = time.monotonic() + timeout
        while any(thread.is_alive() for thread in self._threads) and time.monotonic() < until:
            self._cancel_typesetting()
            for thread in self._threads:
                thread.join(0.1)

    def wait_for_change(self, number: int, timeout: float) -> PreviewState:
        """Return the state once its number differs from `number`, or the current state after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.has_stopped or self.state.number != number, timeout)
            return self.state

    def _publish(self, **changes: Any) -> None:
        with self._changed:
            self.state = replace(self.state, number=self.state.number + 1, **changes)
            self._changed.notify_all()

    def _build_loop(self) -> None:
        while True:
            self._requested.wait()
            self._requested.clear()
            if self.has_stopped:
                return
            self._run_guarded(self._rebuild, self._fail)

    def _run_guarded(self, work: Callable[[], None], report: Callable[[Trouble], None]) -> None:
        """Run some work; report errors of the environment or of wsisc itself, and go on."""
        try:
            work()
        except WsiscError as error:
            if not self.has_stopped:
                report(Trouble(str(error), error.hint))
        except Exception as error:  # noqa: BLE001 - a fault must not end the preview
            report(Trouble(t("internal error: {kind}: {error}", kind=type(error).__name__, error=error)))

    def _fail(self, trouble: Trouble) -> None:
        self._content = None
        self._publish(condition=Condition.FAILED, trouble=trouble)

    def _rebuild(self) -> None:
        content = read_stable(self._target.path, self._content)
        if content is None:
            self._content = None
            if self.state.condition != Condition.GONE:
                self._publish(condition=Condition.GONE, diagnostics=(), trouble=Trouble())
            return
        path = self._target.path
        if (content, file_watching.dependency_stamps(path, self.figures)) == (self._content, self._stamps):
            return
        self._cancel_typesetting()
        build = page_building.build(content, self._target, self._measured, self._requested.is_set)
        is_broken = build is not None and not build.located_page and self.state.condition == Condition.SOUND
        if build is None or (is_broken and self._requested.wait(_ERROR_DELAY)):  # it may be sound again by then
            self._requested.set()
            return
        if build.check_result.submission:
            files = sorted({figure.file for figure in build.check_result.submission.figures.values() if figure.file})
            self.figures = tuple(path.parent / file for file in files if not _is_unsafe_path(file))
        self._content, self._stamps = content, file_watching.dependency_stamps(path, self.figures)
        self._show(build)

    def _cancel_typesetting(self) -> None:
        """Cancel the printed pages of an outdated build."""
        self._current = None
        typst.cancel(self._threads[1].ident)

    def _show(self, build: PreviewBuild) -> None:
        changes: dict[str, Any] = {"diagnostics": build.check_result.diagnostics, "trouble": Trouble()}
        if build.located_page and build.manuscript:
            number = self.state.page.number + 1 if self.state.page else 1
            lacks = any(diagnostic.code == MISSING_PART for diagnostic in build.check_result.diagnostics)
            page = PreviewPage(number, build.located_page, build.manuscript, lacks)
            changes |= {"condition": Condition.SOUND, "rows": build.rows, "page": page, "is_setting": True}
        else:
            changes |= {"condition": Condition.BROKEN, "is_setting": False}
        with self._changed:
            self._current, self._is_new = build, True
            self._publish(**changes)

    def _typeset_loop(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self.has_stopped or self._is_new)
                build, self._is_new = self._current, False
            if self.has_stopped:
                return
            if build and build.located_page:
                self._run_guarded(partial(self._typeset, build), partial(self._fail_typesetting, build))

    def _fail_typesetting(self, build: PreviewBuild, trouble: Trouble) -> None:
        if build is self._current:  # otherwise it was cancelled
            self._publish(unset=trouble, is_setting=False)

    def _typeset(self, build: PreviewBuild) -> None:
        """Typeset the printed pages of a build, unless a newer one exists."""
        assert build.manuscript
        if missing_glyph := next(
            (diagnostic for diagnostic in build.check_result.diagnostics if diagnostic.code == "missing-glyph"), None
        ):
            self._publish(unset=Trouble(missing_glyph.message, missing_glyph.hint), is_setting=False)
            return
        try:
            with cancelling(PdfDocument(build.manuscript)) as document:
                content = document.finish()
        except MissingGlyphs as error:
            if build is self._current:
                diagnostics = pipeline.add_missing_glyphs(build.check_result, error.characters).diagnostics
                self._publish(diagnostics=diagnostics, unset=Trouble(str(error), error.hint), is_setting=False)
            return
        if build is not self._current:
            return
        number = self.state.sheets.number + 1 if self.state.sheets else 1
        self._publish(sheets=PrintedPages(number, content, count_pages(content)), unset=Trouble(), is_setting=False)
        self._measure(build)

    def _measure(self, build: PreviewBuild) -> None:
        assert build.manuscript
        with cancelling(PdfDocument(build.manuscript)) as document:
            pages = document.measure_parts()
        if build is not self._current:
            return
        result = page_building.check_lengths(build, self._target, pages)
        rows = page_building.add_pages(build.manuscript.call, build.rows, pages)
        with self._changed:
            if build is self._current:
                self._measured = MeasuredPages(pages, {row.place: row.words for row in rows})
                self._publish(diagnostics=result.diagnostics, rows=rows)


class PreviewServer(ThreadingHTTPServer):
    """Serves the state of an updater at an unguessable address. It listens once it is created."""

    daemon_threads = True
    request_queue_size = 64  # a browser opens many connections at once
    block_on_close = False
    allow_reuse_address = sys.platform != "win32"  # on Windows it would let other programs listen too

    def __init__(self, updater: PreviewUpdater, name: str, port: int, changes: ChangesView | None = None) -> None:
        self.updater, self.name, self.changes = updater, name, changes
        self.token = secrets.token_urlsafe(24)
        self.listeners = threading.BoundedSemaphore(_MAX_LISTENERS)
        self._build_lock = threading.Lock()
        self._changes_lock = threading.Lock()
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """The address to open."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"

    def server_bind(self) -> None:
        """Bind the port without looking up the machine's name in the network."""
        if sys.platform == "win32":
            self.socket.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE"), 1)  # noqa: B009
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors of a connection, which the client has closed; print all others."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def build_document(self, manuscript: Manuscript, format: str) -> bytes:
        """Return a document; only one is built at a time. Raises WsiscError if it cannot be built."""
        with self._build_lock, cancelling(get_writer(format)(manuscript)) as document:
            return document.finish()

    def build_changes(self, view: ChangesView) -> bytes:
        """Return the page of what changed; one at a time. Raises WsiscError if the versions cannot be compared."""
        with self._changes_lock:
            return view.create_page()

    def start(self) -> None:
        """Answer requests in a new thread."""
        threading.Thread(target=self.serve_forever, args=(0.2,), daemon=True).start()

    def stop(self, timeout: float = 5.0) -> None:
        """Stop, and cancel documents under construction, so that no process is left behind."""
        self.shutdown()
        typst.cancel()
        self._build_lock.acquire(timeout=timeout)
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "wsisc", ""
    timeout = 60

    def parse_request(self) -> bool:
        """Read a request, and refuse it here, whatever its method, if it is not allowed."""
        if not super().parse_request():
            return False
        headers = {name.title(): value for name, value in self.headers.items()}
        if len(headers) < len(self.headers):  # a repeated header is ambiguous: refuse
            headers = {}
        status = refusal_status(self.command, self.path, headers, self.server.server_port, self.server.token)
        if status:
            self.close_connection = True
            self._send(Response(b"", "text/plain", status=status))
            return False
        return True

    def do_GET(self) -> None:
        """Answer an allowed request."""
        name = self.path.partition("?")[0].removeprefix(f"/{self.server.token}/")
        with contextlib.suppress(*_DISCONNECTED):
            if name == "events":
                self._send_events()
            else:
                self._send(self._find_response(name) or Response(b"", "text/plain", status=404))

    do_HEAD = do_GET

    def _find_response(self, name: str) -> Response | None:
        """Return the response for a name, or None if the name is unknown."""
        state, file = self.server.updater.state, self.server.name
        since = self.server.changes.since if self.server.changes else ""
        pages: dict[str, Callable[[], Response]] = {
            "": lambda: Response(page_building.render_state("shell", state, file, since).encode(), _HTML),
            "pieces": lambda: Response(page_building.render_state("pieces", state, file).encode(), _HTML),
            "document": lambda: Response(page_building.render_document(state).encode(), _HTML, True),
            "document.css": lambda: Response(state.page.located_page.style.encode() if state.page else b"", _CSS),
        }
        if name in pages:
            return pages[name]()
        if name in _ASSETS:
            return Response(resources.text(f"templates/preview/{name}").encode(), _ASSETS[name])
        if name in WRITERS:
            return self._download(state, name)
        if name == "changes" and self.server.changes:
            return self._show_changes(self.server.changes)
        sheet = _SHEET.fullmatch(name)
        if sheet and state.sheets and (picture := _render_page(state.sheets.content, int(sheet[1]))):
            return Response(picture, "image/png")
        return None

    def _show_changes(self, view: ChangesView) -> Response:
        try:
            return Response(self.server.build_changes(view), _HTML, True, True)
        except WsiscError as error:
            page = page_building.render_failure(error, self.server.updater.state, t("What changed cannot be shown"))
            return Response(page.encode("utf-8", "replace"), _HTML, True)

    def _download(self, state: PreviewState, format: str) -> Response | None:
        """Return a document as `wsisc build` would: as a draft only if required parts are empty."""
        if not state.page or self.command == "HEAD":
            return None
        manuscript = replace(state.page.manuscript, embed=True, draft=state.page.lacks)
        try:
            content = self.server.build_document(manuscript, format)
        except WsiscError as error:
            page = page_building.render_failure(error, state, t("The document could not be built"))
            return Response(page.encode(), _HTML, status=503)
        last = re.split(r"[/\\]", self.server.name)[-1]
        stem = last.rpartition(".")[0] or last
        return Response(content, WRITERS[format].media_type, name=f"{stem}.{format}")

    def _send(self, response: Response) -> None:
        headers = {"Content-Type": response.kind, "Content-Length": str(len(response.content))}
        if response.name:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(response.name)}"
        self._send_head(response.status, headers, security_headers(response.is_document, response.is_report))
        if self.command != "HEAD":
            self.wfile.write(response.content)

    def _send_head(self, status: int, headers: dict[str, str], security: dict[str, str]) -> None:
        self.send_response(status)
        connection = {"Connection": "close"} if self.close_connection else {}
        for name, value in (headers | security | connection).items():
            self.send_header(name, value)
        self.end_headers()

    def _send_events(self) -> None:
        """Send an event for every change of the state, until the client disconnects or the preview stops."""
        self.close_connection = True
        if self.command == "HEAD" or not self.server.listeners.acquire(blocking=False):
            self._send(Response(b"", "text/plain", status=503))
            return
        try:
            self._send_head(200, {"Content-Type": "text/event-stream"}, security_headers())
            number, keeper = -1, self.server.updater
            while not keeper.has_stopped:
                state = keeper.wait_for_change(number, _HEARTBEAT)
                self.wfile.write(_event_bytes(state) if state.number != number else b": \n\n")
                number = state.number
        finally:
            self.server.listeners.release()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse a malformed request or an unsupported method with an empty response."""
        self.close_connection = True
        self._send(Response(b"", "text/plain", status=403 if code == 501 else code))

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: only the command line prints."""


def _event_bytes(state: PreviewState) -> bytes:
    numbers = {
        "state": state.number,
        "page": state.page.number if state.page else 0,
        "sheets": state.sheets.number if state.sheets else 0,
    }
    return f"data: {json.dumps(numbers)}\n\n".encode()


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF."""
    with _LOCK, pypdfium2.PdfDocument(content) as document:
        return len(document)


@lru_cache(_MAX_CACHED)
def _render_page(content: bytes, number: int) -> bytes | None:
    """Return the image of a page of a PDF, counted from 1, or None if there is no such page."""
    with _LOCK, pypdfium2.PdfDocument(content) as document:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        image = page.render(scale=_PIXELS_WIDE / page.get_width()).to_pil()
        stream = io.BytesIO()
        image.convert("RGB").save(stream, "PNG", compress_level=3)  # fast rather than small: it stays on this machine
        return stream.getvalue()


def read_stable(path: Path, previous: bytes | None = None, sleep: Callable[[float], None] = time.sleep) -> bytes | None:
    """Return the bytes of a file, or None if it does not exist. `previous` are the bytes of the last call.

    Raises WsiscError if it cannot be read.
    """
    content = _read_content(path)
    waited = rested = 0.0
    while waited < _MAX_WAIT and rested < (
        _STABLE_FOR_IF_UNFINISHED if _looks_unfinished(content, previous) else _STABLE_FOR
    ):
        sleep(_STABLE_FOR)
        again = _read_content(path)
        rested = rested + _STABLE_FOR if again == content else 0.0
        waited += _STABLE_FOR
        content = again
    return content


def _looks_unfinished(content: bytes | None, previous: bytes | None) -> bool:
    if not content:
        return True
    if not previous or len(content) >= len(previous):
        return False
    return previous.startswith(content.rstrip()) or (previous.endswith(b"\n") and not content.endswith(b"\n"))


def _read_content(path: Path) -> bytes | None:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # reading a pipe could block for ever
            message = t("{path} is now not a regular file", path=path)
            if stat.S_ISDIR(mode):
                message = t("{path} is now a folder", path=path)
            raise WsiscError(message, t("restore the submission"))
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:  # on Windows also while an editor has it open
        message = t("{path} cannot be read: {error}", path=path, error=error.strerror)
        raise WsiscError(message, t("close other programs that have it open")) from None


def _is_unsafe_path(file: str) -> bool:
    """Return whether a figure's file name leads outside the folder, and must not be watched."""
    try:
        figures.check_path(file)
    except figures.FigureError:
        return True
    return "\0" in file
