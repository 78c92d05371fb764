"""The bytes of a submission -> what can be shown of them at once: the page with its places, problems, and lengths."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wsisc import locale, model, pipeline, source
from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart, Catalogue
from wsisc.diagnostic import Diagnostic, Severity
from wsisc.document import figures
from wsisc.document.figures import Seen
from wsisc.document.manuscript import Manuscript
from wsisc.document.prose import Reading
from wsisc.lint import rules, statistics
from wsisc.lint.selection import Selection
from wsisc.lint.statistics import Row
from wsisc.markup import limits, richtext, word_count
from wsisc.model import Submission
from wsisc.pipeline import Checked
from wsisc.preview import places
from wsisc.preview.places import Placed
from wsisc.writers import html


@dataclass(frozen=True)
class Subject:
    """A file that is previewed: its path, its name as the user gave it, and how its rules and calls are found."""

    path: Path
    name: str
    rules: Callable[[], Selection]
    calls: Callable[[], Catalogue]


@dataclass(frozen=True)
class Built:
    """What was made of a file: what is wrong with it, and the page, None where it has errors that forbid one."""

    content: bytes
    checked: Checked
    seen: Seen
    rows: tuple[Row, ...]
    manuscript: Manuscript | None = None
    placed: Placed | None = None


@dataclass(frozen=True)
class Measured:
    """The pages of parts, and the words they had when these were measured, both by place ("three-a")."""

    pages: Mapping[str, float]
    words: Mapping[str, int]


def build(content: bytes, subject: Subject, measured: Measured | None, is_stale: Callable[[], bool]) -> Built | None:
    """Return what can be shown of a file, or None where it changed meanwhile, as `is_stale` tells.

    The page is begun before the file is known to be sound, as in `wsisc build`. Raises WsiscError where a part of
    wsisc or a file that it needs is missing.
    """
    richtext.parse.cache_clear()  # else texts of old saves would stay
    word_count.forget()
    read = source.read(content, subject.name)
    submission = model.from_data(read.data)
    seen = figures.read(submission.figures, subject.path.parent)
    known = subject.calls()
    manuscript = _manuscript(submission, known, seen)
    begun = html.Document(manuscript) if manuscript else None
    try:
        rows, pages = _lengths(manuscript, measured)
        checked = pipeline.check(read, seen, replace(subject.rules(), draft=True), pages, known)
        if is_stale():
            return None
        built = Built(content, checked, seen, rows)
        if not begun or not manuscript or any(map(forbids, checked.diagnostics)):
            return built
        return replace(built, manuscript=manuscript, placed=places.placed(begun.finish(), manuscript, read))
    finally:
        if begun:
            begun.cancel()


def _lengths(
    manuscript: Manuscript | None, measured: Measured | None
) -> tuple[tuple[Row, ...], dict[str, float] | None]:
    """Return how long the parts are, and the pages of those that are as they were measured; () for no manuscript."""
    if not manuscript:
        return (), None
    rows = statistics.rows(Reading(manuscript.submission, manuscript.call))
    pages = still_measured(manuscript.call, rows, measured)
    return with_pages(manuscript.call, rows, pages or {}), pages


def measure(built: Built, subject: Subject, pages: Mapping[str, float]) -> Checked:
    """Return a file as checked once its pages are measured."""
    read = source.read(built.content, subject.name)
    chosen = replace(subject.rules(), draft=True)
    return pipeline.check(read, built.seen, chosen, dict(pages), subject.calls())


def forbids(found: Diagnostic) -> bool:
    """Tell whether a problem forbids a page: an error, but for those of rules that a build does not need."""
    group = rules.group_of(found.code)
    return pipeline.forbids(found, "html") and (not group or group in rules.REQUIRED)


def _manuscript(submission: Submission, known: Catalogue, seen: Seen) -> Manuscript | None:
    """Return the draft of a submission, or None where no engine may see it."""
    call = known.named(submission.call)
    if call is None or submission.language not in call.languages:
        return None
    if any(each.severity == Severity.ERROR for each in seen.problems):
        return None
    if any(limits.excess(text) for _, text in model.rich_texts(submission)):
        return None
    return Manuscript(submission, call, locale.load(submission.language), seen.images, embed=False, draft=True)


def still_measured(call: Call, rows: Sequence[Row], measured: Measured | None) -> dict[str, float] | None:
    """Return the measured pages of those parts that have as many words as then, with all parts within them."""
    if measured is None:
        return None
    same = {row.place for row in rows if measured.words.get(row.place) == row.words}
    tops = {"-".join(ids): ids[0] for ids, _ in calls.parts(call)}
    return {place: pages for place, pages in measured.pages.items() if tops.get(place) in same}


def with_pages(call: Call, rows: Sequence[Row], pages: Mapping[str, float]) -> tuple[Row, ...]:
    """Return rows with the pages of their parts, a part's being those of the parts within it; None where unknown."""
    found = {"-".join(ids): _pages(ids, asked, pages) for ids, asked in calls.parts(call)}
    return tuple(replace(row, pages=found.get(row.place)) for row in rows)


def _pages(ids: tuple[str, ...], asked: CallPart, pages: Mapping[str, float]) -> float | None:
    if not asked.parts:
        return pages.get("-".join(ids))
    within = [_pages((*ids, child.id), child, pages) for child in asked.parts]
    known = [each for each in within if each is not None]
    return round(sum(known), 1) if len(known) == len(within) else None
