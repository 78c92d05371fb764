"""Every change of a file -> the state that is shown, updated by two threads.

One builds the page, the other typesets the printed pages after it. Outdated work is cancelled, never queued.

Editors write in place, to a temporary file that they rename, or twice. So a file is read until it stays the same, and
longer if it looks incomplete: empty, or a shortened version of its previous contents.
"""

import io
import stat
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pypdfium2

from wsisc import pipeline
from wsisc.document import figures
from wsisc.engines import typst
from wsisc.engines.typst import MissingGlyphs
from wsisc.messages import t
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
from wsisc.writers import cancelling
from wsisc.writers.pdf import PdfDocument

_PIXELS_WIDE = 1240  # A4 at 150 dpi
_MAX_CACHED = 12  # pages, about as many as a browser shows and preloads (a guess)
_LOCK = threading.Lock()  # PDFium is not thread-safe
# Seconds, guesses: an editor that writes in place pauses less than this between truncating and writing.
_STABLE_FOR = 0.025
_STABLE_FOR_IF_UNFINISHED = 0.3
_MAX_WAIT = 2.0
_ERROR_DELAY = 0.15  # seconds for which a file that was sound must stay broken before its errors are shown


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF."""
    with _LOCK, pypdfium2.PdfDocument(content) as document:
        return len(document)


@lru_cache(_MAX_CACHED)
def render_page(content: bytes, number: int) -> bytes | None:
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


def _is_unsafe_path(file: str) -> bool:
    """Return whether a figure's file name leads outside the folder, and must not be watched."""
    try:
        figures.check_path(file)
    except figures.FigureError:
        return True
    return "\0" in file
