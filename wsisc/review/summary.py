"""A checked submission, and where its parts begin in a Word file -> the lines of the comment that sums up a review."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.document.prose import Reading, part_ids
from wsisc.importer import PartDecision
from wsisc.importer.account.report import Reason
from wsisc.lint import rules, statistics
from wsisc.lint.selection import MAX_FINDINGS_PER_RULE
from wsisc.lint.statistics import PartStatistics
from wsisc.messages import join, plural, t
from wsisc.messages.diagnostic import Diagnostic, excerpt
from wsisc.messages.localization import translate
from wsisc.ooxml.builders import CommentLine
from wsisc.ooxml.names import W
from wsisc.ooxml.word_package import WordPackage
from wsisc.pipeline import CheckResult
from wsisc.report import full
from wsisc.review import labels
from wsisc.review.placement import Placed
from wsisc.source.markup import word_count

_MISSING_PART = "missing-part"  # the list of parts says so
_SIGNATURES = "/digital-signature/"
_MAX_ITEMS = 12  # a guess: more would hide the rest of the comment


@dataclass(frozen=True)
class Overview:
    """What the summary says besides the parts.

    `decisions` say at which headings parts begin, `headed` are the parts whose headings are in the file. `notes` are
    sentences on the whole file, `left_out` says what was not checked. `unplaced` are the diagnostics without a place in
    the file, `fixed` those whose fixes are among the `changes` suggested changes.
    """

    decisions: Sequence[PartDecision]
    headed: Collection[tuple[str, ...]]
    notes: Sequence[str]
    left_out: Sequence[str]
    unplaced: Sequence[Placed]
    fixed: Sequence[Diagnostic]
    changes: int


_REASONS: dict[str, str] = {
    Reason.BOOKMARK: t("the bookmark of the call"),
    Reason.PROMPT: t("its question"),
    Reason.PROMPT_BEGINNING: t("the beginning of its question"),
    Reason.LABEL: t("its label"),
    Reason.LABEL_IN_CONTEXT: t("its label among others"),
    Reason.MEANING: t("the meaning of the heading"),
    Reason.POSITION: t("its position among the parts"),
    Reason.FORM: t("its place in the form"),
}
"""Why a part begins at a heading: the end of "found by"."""


def summarize(overview: Overview, checked: CheckResult) -> list[CommentLine]:
    """Return the lines: how many problems, suggested changes, the parts found, and what is about no words.

    They are in the current language of messages.
    """
    return [line._replace(text=translate(line.text)) for line in _summarize(overview, checked)]


def _summarize(overview: Overview, checked: CheckResult) -> Iterator[CommentLine]:
    """Yield the lines before their translation."""
    id = checked.submission.call if checked.submission else ""
    call = labels.name_call(checked.call) if checked.call else id
    counts = full.describe_counts(Counter(diagnostic.severity for diagnostic in checked.diagnostics))
    yield CommentLine(
        t("This file was checked against the call “{call}” (code {id}): {counts}.", call=call, id=id, counts=counts),
        is_bold=True,
    )
    yield from map(CommentLine, [*overview.notes, *_describe_limits(checked)])
    if overview.changes:
        yield CommentLine(
            plural(
                "1 change is suggested as a tracked change by wsisc; accept or reject it in Word, on the tab Review:",
                "{count:,} changes are suggested as tracked changes by wsisc; accept or reject each in Word, on the "
                "tab Review:",
                overview.changes,
            ),
            is_bold=True,
        )
        yield from _list_items([_as_row(diagnostic) for diagnostic in overview.fixed])
    if checked.submission and checked.call:
        reading = Reading(checked.submission, checked.call)
        yield CommentLine(t("The parts of the call:"), is_bold=True)
        answers = {
            part_ids(diagnostic.path): diagnostic.hint
            for diagnostic in checked.diagnostics
            if diagnostic.code == _MISSING_PART
        }
        yield from map(_item, _describe_parts(reading, checked.call, answers, overview))
    if unplaced := [finding for finding in overview.unplaced if finding.diagnostic.code != _MISSING_PART]:
        yield CommentLine(t("Missing in this file, or about all of it:"), is_bold=True)
        yield from _list_items([*map(_quote, unplaced)])
    if overview.left_out:
        yield CommentLine(t("Not checked:"), is_bold=True)
        yield from _list_items(overview.left_out)


def _item(text: str) -> CommentLine:
    """Return a text as an item of a list."""
    return CommentLine(t("• {text}", text=text))


def _list_items(rows: Sequence[str]) -> Iterator[CommentLine]:
    """Yield different rows as lines, and how many are left out."""
    yield from map(_item, _shorten(list(dict.fromkeys(rows))))


def _shorten(rows: Sequence[str]) -> Sequence[str]:
    """Return the first rows, and how many are left out."""
    left_out = len(rows) - _MAX_ITEMS
    return [*rows[:_MAX_ITEMS], *([t("and {count:,} more", count=left_out)] if left_out > 0 else [])]


def _describe_limits(checked: CheckResult) -> Iterator[str]:
    """Yield a sentence on the rules that were stopped because they found very much."""
    counts = Counter(diagnostic.code for diagnostic in checked.diagnostics)
    stopped = sorted(code for code in counts if counts[code] >= MAX_FINDINGS_PER_RULE and rules.group_of(code))
    if stopped:
        yield t(
            "Of each rule only the first {count} problems have a comment: {codes}. Correct these, and have the file "
            "checked again.",
            count=MAX_FINDINGS_PER_RULE,
            codes=", ".join(stopped),
        )


def _as_row(diagnostic: Diagnostic) -> str:
    return t("{text}: {hint}", text=diagnostic.message, hint=diagnostic.hint) if diagnostic.hint else diagnostic.message


def _quote(placed: Placed) -> str:
    """Return a diagnostic without a place, with the words that it is about if its message does not have them."""
    row = _as_row(placed.diagnostic)
    quote = excerpt(placed.quote)
    return t("{text} (“{quote}”)", text=row, quote=quote) if quote and quote not in row else row


def _describe_parts(
    reading: Reading, call: Call, answers: Mapping[tuple[str, ...], str], overview: Overview
) -> Iterator[str]:
    """Yield where each part of a call begins, and how long it is; `answers` say what those without words need."""
    begun: dict[tuple[str, ...], PartDecision] = {}
    for decision in overview.decisions:
        begun.setdefault(decision.part, decision)
    rows = {row.place: row for row in statistics.count_parts(reading)}
    language = call.wording_language(reading.submission.language)
    labels, holds = _find_labels(call, language), {ids: part.holds for ids, part in calls.parts(call)}
    for ids, label in labels.items():
        row = rows.get("-".join(ids))
        if row and row.words:
            yield _describe_part(row, label, begun.get(ids), reading.submission.language)
        elif row and holds[ids]:
            text = t("{label} was not found", label=label)
            if ids in overview.headed:
                text = t("{label}: its heading was found, but no text that belongs to it", label=label)
            yield t("{text}; {hint}", text=text, hint=answers[ids]) if answers.get(ids) else text
    yield from _describe_open_headings(overview.decisions, labels)


def _describe_open_headings(decisions: Sequence[PartDecision], labels: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    """Yield a sentence on the headings below which are words that belong to no part, if there are any."""
    headings = list(dict.fromkeys(_name_open_heading(decision, labels) for decision in decisions if decision.is_open))
    if headings:
        suggested = (labels[decision.suggestion] for decision in decisions if decision.suggestion in labels)
        yield t(
            "Below these lines are words that belong to no part of the call: {headings}. Where they are an answer, "
            "write the label of its part, such as “{label}”, in front of the line",
            headings=join(_shorten(headings)),
            label=next(suggested, next(iter(labels.values()), "")),
        )


def _name_open_heading(decision: PartDecision, labels: Mapping[tuple[str, ...], str]) -> str:
    """Return a heading of words that belong to no part, with the part that they may belong to."""
    heading = excerpt(decision.heading)
    if decision.suggestion in labels:
        return t("“{heading}” (perhaps {part})", heading=heading, part=labels[decision.suggestion])
    return t("“{heading}”", heading=heading)


def name_a_part(checked: CheckResult) -> str:
    """Return the label of a part of the call as an example: one that has no words yet, otherwise the first."""
    call = checked.call
    if call is None or checked.submission is None:
        return ""
    labels = _find_labels(call, call.wording_language(checked.submission.language))
    missing = [part_ids(diagnostic.path) for diagnostic in checked.diagnostics if diagnostic.code == _MISSING_PART]
    return next((labels[ids] for ids in [*missing, *labels] if ids in labels), "")


def _find_labels(call: Call, language: str) -> dict[tuple[str, ...], str]:
    """Return the labels of the parts of a call, each with those of the parts around it."""
    bare_labels = {ids: calls.bare_label(part.label.get(language, ids[-1])) for ids, part in calls.parts(call)}
    return {ids: " ".join(bare_labels[ids[:end]] for end in range(1, len(ids) + 1)) for ids in bare_labels}


def _describe_part(row: PartStatistics, label: str, begun: PartDecision | None, language: str) -> str:
    """Return where a part begins, and its length against the limit."""
    most = row.word_limit or (word_count.words_on(row.limit, language) if row.limit else 0)
    limit = t("; limit about {count:,} words", count=most) if most else ""
    if not begun:
        return plural("{label}: 1 word{limit}", "{label}: {count:,} words{limit}", row.words, label=label, limit=limit)
    return plural(
        "{label} begins at “{heading}” (found by {reason}, {confidence}% sure): 1 word{limit}",
        "{label} begins at “{heading}” (found by {reason}, {confidence}% sure): {count:,} words{limit}",
        row.words,
        label=label,
        heading=excerpt(begun.heading),
        reason=_REASONS.get(begun.reason, begun.reason),
        confidence=round(begun.confidence * 100),
        limit=limit,
    )


def describe_file(package: WordPackage, assumed_call: Call | None, *, is_language_known: bool = True) -> Iterator[str]:
    """Yield notes on a file as a whole: a call that was assumed, an unknown language, a signature, a protection."""
    if assumed_call:
        yield t(
            "The file does not say which call it answers; “{call}” (code {id}) is assumed. If it answers another, have "
            "the file checked again for that one.",
            call=labels.name_call(assumed_call),
            id=assumed_call.id,
        )
    if not is_language_known:
        yield t("It is not certain in which language the text is: its wording was not checked.")
    if _is_signed(package):
        yield t(
            "The file is signed. This copy has comments, so the signature is not valid in it; the file that you sent "
            "is unchanged."
        )
    if _is_protected(package):
        yield t(
            "The file is protected against changes. To act on the comments, stop the protection first: tab Review, "
            "Restrict Editing."
        )


def _is_signed(package: WordPackage) -> bool:
    """Return whether a file has a digital signature (ECMA-376, Part 2, 13)."""
    names = (name for name in package.archive.names if name.lower().endswith(".rels"))
    links = (link for name in names for link in package.archive.read_xml(name))
    return any(_SIGNATURES in link.get("Type", "") for link in links)


def _is_protected(package: WordPackage) -> bool:
    """Return whether Word refuses some changes of the text (ECMA-376, Part 1, 17.15.1.29)."""
    name = package.find_part("settings")
    found = package.archive.read_xml(name).find(f"{W}documentProtection") if name else None
    if found is None or found.get(f"{W}edit", "none") == "none":
        return False
    return found.get(f"{W}enforcement", "0").lower() in ("1", "true", "on")
