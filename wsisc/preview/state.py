"""What the preview shows at a moment, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wsisc.diagnostic import Diagnostic
from wsisc.document.manuscript import Manuscript
from wsisc.lint.statistics import PartStatistics
from wsisc.preview.places import LocatedPage

MISSING_PART = "missing-part"
"""The problem that is rather something still to do."""


class Condition(StrEnum):
    """How the file stands."""

    READING = "reading"
    SOUND = "sound"
    BROKEN = "broken"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True)
class Trouble:
    """Why something could not be done, and what to do about it; empty where all went well."""

    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class PreviewPage:
    """A page that may be shown, the manuscript it was made of, and its number, which grows.

    `lacks` tells that required parts are still empty, so that it can only be built as a draft.
    """

    number: int
    located_page: LocatedPage
    manuscript: Manuscript
    lacks: bool = False


@dataclass(frozen=True)
class PrintedPages:
    """The printed pages: the PDF, how many they are, how long each part is on them, and their number, which grows."""

    number: int
    content: bytes
    count: int
    lengths: Mapping[str, float]


@dataclass(frozen=True)
class PreviewState:
    """What is shown. `page` and `sheets` are the last good ones, None before the first.

    `rows` are the lengths of the parts, in pages only as far as those are still as they were measured; `is_setting`
    tells that newer printed pages are on their way, `unset` why there are none.
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
