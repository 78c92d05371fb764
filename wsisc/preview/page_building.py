"""The bytes of a submission -> what the preview shows: the page with its places, diagnostics and lengths; its state."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from markupsafe import Markup

from wsisc import pipeline, source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.calls.call import Call, CallPart, Catalogue
from wsisc.calls.locale import Locale
from wsisc.document import figures, templates
from wsisc.document.figures import LoadedFigures
from wsisc.document.manuscript import Manuscript, create_manuscript
from wsisc.document.prose import Reading
from wsisc.lint import rules, statistics
from wsisc.lint.selection import Selection
from wsisc.lint.statistics import PartStatistics
from wsisc.messages import t
from wsisc.messages.diagnostic import Diagnostic, Severity, WsiscError
from wsisc.messages.localization import translate
from wsisc.pipeline import CheckResult
from wsisc.preview import places
from wsisc.preview.places import LocatedPage, PagePlace
from wsisc.source import model
from wsisc.source.markup import richtext, word_count
from wsisc.writers import html

MISSING_PART = "missing-part"
"""The code of a diagnostic that is shown as still to do, not as an error."""

_KIND_WORDS = {"error": t("Error"), "warning": t("Warning"), "info": t("Info")}
_KIND_ORDER = {"error": 0, "warning": 1, "info": 2, "todo": 3}


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


def render_state(template: str, state: PreviewState, name: str, since: str = "") -> str:
    """Return what shows a state: the page around everything ("shell"), or its elements that change ("pieces").

    `since` is the revision with which the file is compared, "" for none.
    """
    places = state.page.located_page.places if state.page else ()
    own = _choose_locale(state)
    state = replace(state, trouble=_translate(state.trouble, own), unset=_translate(state.unset, own))
    problems = [_problem_values(diagnostic, name, places, own) for diagnostic in state.diagnostics]
    problems.sort(key=lambda problem: _KIND_ORDER[problem["kind"]])
    return templates.load("preview", f"{template}.html.j2").render(
        templates.speak_messages(own.language),
        own=own,
        state=state,
        condition=state.condition,
        Condition=Condition,
        name=name,
        since=since,
        short=name.replace("\\", "/").rpartition("/")[2],
        problems=[problem for problem in problems if problem["kind"] != "todo"],
        todo=[problem for problem in problems if problem["kind"] == "todo"],
        counts=Counter(problem["kind"] for problem in problems),
        bars=[_bar_values(row, row.limit, own.language) for row in state.rows if row.limit],
    )


def _choose_locale(state: PreviewState) -> Locale:
    """Return the locale of the submission; before its first page that is not known, and the one of messages is used."""
    language = state.page.located_page.language.partition("-")[0] if state.page else state.language
    return locale.load(language)


def render_document(state: PreviewState) -> str:
    """Return the document's page, or an empty page before the first."""
    placed = state.page.located_page if state.page else None
    main = Markup(placed.main) if placed else ""  # from Pandoc, which escapes the texts of authors
    words = templates.speak_messages(_choose_locale(state).language)
    return templates.load("preview", "document.html.j2").render(words, placed=placed, main=main)


def render_failure(error: WsiscError, state: PreviewState, title: str) -> str:
    """Return a page that says why a document or another page cannot be built; `title` is its title."""
    own = _choose_locale(state)
    trouble = _translate(Trouble(str(error), error.hint), own)
    return templates.load("preview", "failure.html.j2").render(
        own=own, message=trouble.message, hint=trouble.hint, title=translate(title, own.language)
    )


def _translate(trouble: Trouble, own: Locale) -> Trouble:
    return Trouble(translate(trouble.message, own.language), translate(trouble.hint, own.language))


def _bar_values(row: PartStatistics, limit: float, language: str) -> dict[str, Any]:
    """Return the bar of a part with a limit, by pages if they are measured, otherwise by words.

    `share` and `mark` are the ends of its length and of the limit on the bar, in per cent.
    """
    room = word_count.words_on(limit, language)
    part = row.pages / limit if row.pages is not None else row.words / room
    share, mark = (round(100 * value / max(part, 1.0), 1) for value in (part, 1.0))
    return row._asdict() | {"room": room, "is_over": part > 1, "share": share, "mark": mark}


def _problem_values(diagnostic: Diagnostic, name: str, places: tuple[PagePlace, ...], own: Locale) -> dict[str, Any]:
    """Return a problem; `kind` is its severity or "todo", `target` the index of its place on the page."""
    is_todo = diagnostic.code == MISSING_PART and diagnostic.severity != Severity.ERROR
    texts = {key: translate(getattr(diagnostic, key), own.language) for key in ("message", "hint", "label")}
    return (
        diagnostic._asdict()
        | texts
        | {
            "kind": "todo" if is_todo else diagnostic.severity.value,
            "word": translate(_KIND_WORDS[diagnostic.severity], own.language),
            "place": f"{name}:{diagnostic.span.line}:{diagnostic.span.column}",
            "target": _find_target(diagnostic, places),
        }
    )


def _find_target(diagnostic: Diagnostic, places: tuple[PagePlace, ...]) -> int | None:
    """Return the index of the place on the page of a diagnostic's value, or of the nearest value that contains it."""
    for length in range(len(diagnostic.path), 0, -1):
        path = diagnostic.path[:length]
        indexes = [index for index, place in enumerate(places) if place.path[:length] == path]
        if indexes:
            preceding = [index for index in indexes if places[index].line <= diagnostic.span.line]
            return preceding[-1] if preceding else indexes[0]
        if path[0] != "parts":
            break
    return None
