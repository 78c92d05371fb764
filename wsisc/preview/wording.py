"""A state -> the pages, and the parts of them that change, through `templates/preview/`."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from wsisc import resources, templates
from wsisc.diagnostic import Diagnostic, Severity
from wsisc.lint.statistics import PartStatistics
from wsisc.markup import word_count
from wsisc.preview.places import PagePlace
from wsisc.preview.state import MISSING_PART, Condition, PreviewState

_KIND_ORDER = {"error": 0, "warning": 1, "info": 2, "todo": 3}


@dataclass(frozen=True)
class LengthBar:
    """The length of a part and its limit. `share` and `mark` are the ends of both on the bar, in per cent."""

    label: str
    words: int
    room: int
    pages: float | None
    limit: float
    is_over: bool
    share: float
    mark: float


@dataclass(frozen=True)
class ProblemView:
    """A problem as it is shown. `kind` is its severity or "todo"; `target` the index of its place on the page."""

    kind: str
    code: str
    message: str
    hint: str
    label: str
    place: str
    target: int | None


def render_shell(state: PreviewState, name: str) -> str:
    """Return the page around everything."""
    return templates.load("preview", "shell.html.j2").render(_template_values(state, name))


def render_pieces(state: PreviewState, name: str) -> str:
    """Return the elements of the shell that change with the state, each with an id."""
    return templates.load("preview", "pieces.html.j2").render(_template_values(state, name))


def render_document(state: PreviewState) -> str:
    """Return the document's page, or an empty page before the first."""
    placed = state.page.located_page if state.page else None
    main = Markup(placed.main) if placed else ""  # from Pandoc, which escapes the texts of authors
    return templates.load("preview", "document.html.j2").render(placed=placed, main=main)


def render_failure(trouble: str, hint: str) -> str:
    """Return a page that says why a document cannot be built."""
    return templates.load("preview", "failure.html.j2").render(message=trouble, hint=hint)


def read_asset(name: str) -> bytes:
    """Return a static file of the page: its script, a style sheet, its icon."""
    return resources.text(f"templates/preview/{name}").encode()


def _template_values(state: PreviewState, name: str) -> dict[str, Any]:
    views = sorted(list_problems(state, name), key=lambda each: _KIND_ORDER[each.kind])
    counts = Counter(each.kind for each in views)
    return {
        "state": state,
        "condition": state.condition,
        "Condition": Condition,
        "name": name,
        "short": name.replace("\\", "/").rpartition("/")[2],
        "problems": [each for each in views if each.kind != "todo"],
        "todo": [each for each in views if each.kind == "todo"],
        "counts": counts,
        "bars": build_bars(state.rows),
    }


def build_bars(rows: tuple[PartStatistics, ...]) -> list[LengthBar]:
    """Return a bar for every part with a limit, by pages if they are measured, otherwise by words."""
    return [_build_bar(row, row.limit) for row in rows if row.limit]


def _build_bar(row: PartStatistics, limit: float) -> LengthBar:
    room = round(limit * word_count.WORDS_PER_PAGE)
    part = row.pages / limit if row.pages is not None else row.words / room
    longest = max(part, 1.0)
    share, mark = (round(100 * value / longest, 1) for value in (part, 1.0))
    return LengthBar(row.label, row.words, room, row.pages, limit, part > 1, share, mark)


def list_problems(state: PreviewState, name: str) -> list[ProblemView]:
    """Return the diagnostics of a state for display."""
    places = state.page.located_page.places if state.page else ()
    return [_problem_view(diagnostic, name, places) for diagnostic in state.diagnostics]


def _problem_view(diagnostic: Diagnostic, name: str, places: tuple[PagePlace, ...]) -> ProblemView:
    kind = (
        "todo"
        if diagnostic.code == MISSING_PART and diagnostic.severity != Severity.ERROR
        else diagnostic.severity.value
    )
    place = f"{name}:{diagnostic.span.line}:{diagnostic.span.column}"
    return ProblemView(
        kind,
        diagnostic.code,
        diagnostic.message,
        diagnostic.hint,
        diagnostic.label,
        place,
        _find_target(diagnostic, places),
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
