"""The bytes of a submission -> what the preview shows: the page with its places, diagnostics and lengths; its state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from wsisc import pipeline, source
from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart, Catalogue
from wsisc.document import figures
from wsisc.document.figures import LoadedFigures
from wsisc.document.manuscript import Manuscript, create_manuscript
from wsisc.document.prose import Reading
from wsisc.lint import rules, statistics
from wsisc.lint.selection import Selection
from wsisc.lint.statistics import PartStatistics
from wsisc.messages.diagnostic import Diagnostic
from wsisc.pipeline import CheckResult
from wsisc.preview import places
from wsisc.preview.places import LocatedPage
from wsisc.source import model
from wsisc.source.markup import richtext, word_count
from wsisc.writers import html

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


@dataclass(frozen=True)
class PreviewTarget:
    """A file that is previewed: its path, its name as the user wrote it, and how to load its rules and calls."""

    path: Path
    name: str
    load_rules: Callable[[], Selection]
    load_calls: Callable[[], Catalogue]


@dataclass(frozen=True)
class PreviewBuild:
    """The result for a file: its diagnostics, and the page, None if errors prevent it."""

    content: bytes
    check_result: CheckResult
    figures: LoadedFigures
    rows: tuple[PartStatistics, ...]
    manuscript: Manuscript | None = None
    located_page: LocatedPage | None = None


@dataclass(frozen=True)
class MeasuredPages:
    """The pages of parts, and their words when the pages were measured, both by place ("three-a")."""

    pages: Mapping[str, float]
    words: Mapping[str, int]


def build(
    content: bytes, target: PreviewTarget, measured: MeasuredPages | None, is_stale: Callable[[], bool]
) -> PreviewBuild | None:
    """Return what can be shown of a file, or None if `is_stale` reports that it has changed meanwhile.

    The page is started before the file is known to be sound, as in `wsisc build`. Raises WsiscError if a part of wsisc
    or a required file is missing.
    """
    richtext.parse.cache_clear()  # otherwise texts of old saves would stay in memory
    word_count.clear_cache()
    parsed = source.read(content, target.name)
    submission = model.from_data(parsed.data)
    loaded = figures.read(submission.figures, target.path.parent)
    catalogue = target.load_calls()
    call = catalogue.find(submission.call)
    look = catalogue.load_theme(call) if call else None
    created = create_manuscript(submission, call, loaded, embed=False, draft=True, look=look)
    manuscript = created if isinstance(created, Manuscript) else None  # which must not reach the engines
    document = html.HtmlDocument(manuscript) if manuscript else None
    try:
        rows, pages = _part_lengths(manuscript, measured)
        result = pipeline.check(parsed, loaded, target.load_rules()._replace(draft=True), pages, catalogue)
        if is_stale():
            return None
        preview_build = PreviewBuild(content, result, loaded, rows)
        if not document or not manuscript or any(map(prevents_page, result.diagnostics)):
            return preview_build
        return replace(
            preview_build, manuscript=manuscript, located_page=places.locate_page(document.finish(), manuscript, parsed)
        )
    finally:
        if document:
            document.cancel()


def _part_lengths(
    manuscript: Manuscript | None, measured: MeasuredPages | None
) -> tuple[tuple[PartStatistics, ...], dict[str, float] | None]:
    """Return the lengths of parts, and the pages of those whose measurement is valid; () without a manuscript."""
    if not manuscript:
        return (), None
    rows = statistics.count_parts(Reading(manuscript.submission, manuscript.call))
    pages = valid_measurements(manuscript.call, rows, measured)
    return add_pages(manuscript.call, rows, pages or {}), pages


def check_lengths(preview_build: PreviewBuild, target: PreviewTarget, pages: Mapping[str, float]) -> CheckResult:
    """Return the check result of a file with measured pages."""
    parsed = source.read(preview_build.content, target.name)
    chosen = target.load_rules()._replace(draft=True)
    return pipeline.check(parsed, preview_build.figures, chosen, dict(pages), target.load_calls())


def prevents_page(diagnostic: Diagnostic) -> bool:
    """Return whether a diagnostic prevents a page: an error, unless its rule is not required for a build."""
    group = rules.group_of(diagnostic.code)
    return pipeline.forbids(diagnostic, "html") and (not group or group in rules.REQUIRED_GROUPS)


def valid_measurements(
    call: Call, rows: Sequence[PartStatistics], measured: MeasuredPages | None
) -> dict[str, float] | None:
    """Return the measured pages of parts whose words have not changed since, with those of all parts within them."""
    if measured is None:
        return None
    same = {row.place for row in rows if measured.words.get(row.place) == row.words}
    tops = {"-".join(ids): ids[0] for ids, _ in calls.parts(call)}
    return {place: pages for place, pages in measured.pages.items() if tops.get(place) in same}


def add_pages(call: Call, rows: Sequence[PartStatistics], pages: Mapping[str, float]) -> tuple[PartStatistics, ...]:
    """Return rows with the pages of their parts; a part's pages are the sum of its subparts, None if unknown."""
    pages_by_place = {"-".join(ids): _part_pages(ids, call_part, pages) for ids, call_part in calls.parts(call)}
    return tuple(row._replace(pages=pages_by_place.get(row.place)) for row in rows)


def _part_pages(ids: tuple[str, ...], call_part: CallPart, pages: Mapping[str, float]) -> float | None:
    if not call_part.parts:
        return pages.get("-".join(ids))
    pages_within = [_part_pages((*ids, child.id), child, pages) for child in call_part.parts]
    known = [known_pages for known_pages in pages_within if known_pages is not None]
    return round(sum(known), 1) if len(known) == len(pages_within) else None
