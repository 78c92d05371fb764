"""Every change of a file -> the state that is shown, kept up to date by two threads.

One builds the page, the other sets the printed pages after it. What is out of date is given up, never queued.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from wsisc import pipeline
from wsisc.diagnostic import WsiscError
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.engines import typst
from wsisc.engines.typst import MissingGlyphs
from wsisc.preview import building, reading, sheets, watching
from wsisc.preview.building import Built, Measured, Subject
from wsisc.preview.state import MISSING, Condition, Page, Sheets, State, Trouble
from wsisc.writers import pdf

_DOUBT = 0.15
"""For how long a file that was sound must stay broken, in seconds, until that is told."""


class Keeper:
    """Keeps the state of a file. `look` makes it look at the file again; `wait` waits for the state to change."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._state = State()
        self._told = threading.Condition()
        self._looked = threading.Event()
        self._job: Built | None = None
        self._is_new = False
        self._ended = False
        self._content: bytes | None = None
        self._surroundings: object = None
        self._figures: tuple[Path, ...] = ()
        self._measured: Measured | None = None
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._build_on, self._set_on)]

    @property
    def state(self) -> State:
        """What is shown now."""
        return self._state

    @property
    def has_ended(self) -> bool:
        """Whether nothing will change any more."""
        return self._ended

    @property
    def figures(self) -> tuple[Path, ...]:
        """The files of the figures that were named at last."""
        return self._figures

    def begin(self) -> None:
        """Begin to keep the state, with a first look at the file."""
        self._looked.set()
        for thread in self._threads:
            thread.start()

    def look(self) -> None:
        """Look at the file again: something may have changed."""
        self._looked.set()

    def end(self, patience: float = 10.0) -> None:
        """End, and wait for what is under way, so that it leaves nothing behind."""
        self._ended = True
        self._looked.set()
        with self._told:
            self._told.notify_all()
        until = time.monotonic() + patience
        while any(thread.is_alive() for thread in self._threads) and time.monotonic() < until:
            self._give_up()
            for thread in self._threads:
                thread.join(0.1)

    def wait(self, number: int, seconds: float) -> State:
        """Return the state once it has another number than `number`, or as it is after some seconds."""
        with self._told:
            self._told.wait_for(lambda: self._ended or self._state.number != number, seconds)
            return self._state

    def _tell(self, **changes: Any) -> None:
        with self._told:
            self._state = replace(self._state, number=self._state.number + 1, **changes)
            self._told.notify_all()

    def _build_on(self) -> None:
        while True:
            self._looked.wait()
            self._looked.clear()
            if self._ended:
                return
            self._guarded(self._rebuild, self._fail)

    def _guarded(self, work: Callable[[], None], tell: Callable[[Trouble], None]) -> None:
        """Do some work; tell what is wrong with the environment, or with wsisc itself, and go on."""
        try:
            work()
        except WsiscError as error:
            if not self._ended:
                tell(Trouble(str(error), error.hint))
        except Exception as error:  # noqa: BLE001 - a fault must not end the preview
            tell(Trouble(f"internal error: {type(error).__name__}: {error}"))

    def _fail(self, trouble: Trouble) -> None:
        self._content = None
        self._tell(condition=Condition.FAILED, trouble=trouble)

    def _rebuild(self) -> None:
        content = reading.settled(self._subject.path, self._content)
        if content is None:
            self._content = None
            if self._state.condition != Condition.GONE:
                self._tell(condition=Condition.GONE, diagnostics=(), trouble=Trouble())
            return
        path = self._subject.path
        if (content, watching.surroundings(path, self._figures)) == (self._content, self._surroundings):
            return
        self._give_up()
        built = building.build(content, self._subject, self._measured, self._looked.is_set)
        if built is None or (not built.placed and self._is_doubtful()):
            self._looked.set()
            return
        if built.checked.submission:
            files = sorted({figure.file for figure in built.checked.submission.figures.values() if figure.file})
            self._figures = tuple(path.parent / file for file in files if not _is_odd(file))
        self._content, self._surroundings = content, watching.surroundings(path, self._figures)
        self._show(built)

    def _give_up(self) -> None:
        """Let nobody wait for the printed pages of what is out of date."""
        self._job = None
        typst.cancel(self._threads[1].ident)

    def _is_doubtful(self) -> bool:
        """Wait a little where a page is shown already, and tell whether the file changed meanwhile."""
        return self._state.condition == Condition.SOUND and self._looked.wait(_DOUBT)

    def _show(self, built: Built) -> None:
        changes: dict[str, Any] = {"diagnostics": built.checked.diagnostics, "trouble": Trouble()}
        if built.placed and built.manuscript:
            number = self._state.page.number + 1 if self._state.page else 1
            lacks = any(found.code == MISSING for found in built.checked.diagnostics)
            page = Page(number, built.placed, built.manuscript, lacks)
            changes |= {"condition": Condition.SOUND, "rows": built.rows, "page": page, "is_setting": True}
        else:
            changes |= {"condition": Condition.BROKEN, "is_setting": False}
        with self._told:
            self._job, self._is_new = built, True
            self._tell(**changes)

    def _set_on(self) -> None:
        while True:
            with self._told:
                self._told.wait_for(lambda: self._ended or self._is_new)
                job, self._is_new = self._job, False
            if self._ended:
                return
            if job and job.placed:
                self._guarded(partial(self._set, job), partial(self._fail_to_set, job))

    def _fail_to_set(self, job: Built, trouble: Trouble) -> None:
        if job is self._job:  # else it was given up
            self._tell(unset=trouble, is_setting=False)

    def _set(self, job: Built) -> None:
        """Set the printed pages of what was built, as long as nothing newer was."""
        assert job.manuscript
        if without := next((each for each in job.checked.diagnostics if each.code == "missing-glyph"), None):
            self._tell(unset=Trouble(without.message, without.hint), is_setting=False)
            return
        try:
            with _begun(job.manuscript) as document:
                content = document.finish()
        except MissingGlyphs as error:
            if job is self._job:
                told = pipeline.undrawable(job.checked, error.characters).diagnostics
                self._tell(diagnostics=told, unset=Trouble(str(error), error.hint), is_setting=False)
            return
        if job is not self._job:
            return
        number = self._state.sheets.number + 1 if self._state.sheets else 1
        self._tell(sheets=Sheets(number, content, sheets.count(content), {}), unset=Trouble(), is_setting=False)
        self._measure(job)

    def _measure(self, job: Built) -> None:
        assert job.manuscript
        with _begun(job.manuscript) as document:
            pages = document.lengths()
        if job is not self._job:
            return
        checked = building.measure(job, self._subject, pages)
        rows = building.with_pages(job.manuscript.call, job.rows, pages)
        with self._told:
            if job is self._job:
                self._measured = Measured(pages, {row.place: row.words for row in rows})
                self._tell(diagnostics=checked.diagnostics, rows=rows)


def _is_odd(file: str) -> bool:
    """Tell whether the name of a figure's file leads elsewhere, so that nobody looks there."""
    try:
        figures.check_path(file)
    except figures.Unfit:
        return True
    return "\0" in file


@contextmanager
def _begun(manuscript: Manuscript) -> Iterator[pdf.Document]:
    """Begin a PDF, which leaves nothing running."""
    document = pdf.Document(manuscript)
    try:
        yield document
    finally:
        document.cancel()
