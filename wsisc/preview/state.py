"""The state that the preview shows, as one value."""

from dataclasses import dataclass, field
from enum import StrEnum

from wsisc.document.manuscript import Manuscript
from wsisc.lint.statistics import PartStatistics
from wsisc.messages.diagnostic import Diagnostic
from wsisc.preview.places import LocatedPage

MISSING_PART = "missing-part"
"""The code of a diagnostic that is shown as still to do, not as an error."""


class Condition(StrEnum):
    """The condition of the file."""

    READING = "reading"
    SOUND = "sound"
    BROKEN = "broken"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True)
class Trouble:
    """Why something failed, and a hint; empty if nothing failed."""

    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class PreviewPage:
    """A page, the manuscript it was built from, and its increasing number.

    `lacks` means that required parts are empty, so it can only be built as a draft.
    """

    number: int
    located_page: LocatedPage
    manuscript: Manuscript
    lacks: bool = False


@dataclass(frozen=True)
class PrintedPages:
    """The printed pages: the PDF, their count, and an increasing number."""

    number: int
    content: bytes
    count: int


@dataclass(frozen=True)
class PreviewState:
    """What is shown. `page` and `sheets` are the last valid ones, None before the first.

    `rows` are the lengths of the parts, in pages only where the measurement is still valid. `is_setting` means that
    newer printed pages are being typeset, `unset` why there are none. `language` is that of messages, for the time
    before the first page.
    """

    number: int = 0
    condition: Condition = Condition.READING
    diagnostics: tuple[Diagnostic, ...] = ()
    rows: tuple[PartStatistics, ...] = ()
    trouble: Trouble = field(default_factory=Trouble)
    page: PreviewPage | None = None
    sheets: PrintedPages | None = None
    is_setting: bool = False
    unset: Trouble = field(default_factory=Trouble)
    language: str = "en"
