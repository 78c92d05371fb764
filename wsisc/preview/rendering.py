"""A state -> the pages, and the parts of them that change, through `templates/preview/`."""

from collections import Counter
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from wsisc.calls import locale
from wsisc.calls.locale import Locale
from wsisc.document import templates
from wsisc.lint.statistics import PartStatistics
from wsisc.messages import t
from wsisc.messages.diagnostic import Diagnostic, Severity, WsiscError
from wsisc.messages.localization import translate
from wsisc.preview.page_building import MISSING_PART, Condition, PreviewState, Trouble
from wsisc.preview.places import PagePlace
from wsisc.source.markup import word_count

_KIND_WORDS = {"error": t("Error"), "warning": t("Warning"), "info": t("Info")}
_KIND_ORDER = {"error": 0, "warning": 1, "info": 2, "todo": 3}


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
