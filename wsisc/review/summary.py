"""A checked submission, and where its parts begin in a Word file -> the lines of the comment that sums up a review."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.diagnostic import Diagnostic, excerpt
from wsisc.document.prose import Reading, part_ids
from wsisc.importer import PartDecision
from wsisc.lint import rules, statistics
from wsisc.lint.selection import MAX_FINDINGS_PER_RULE
from wsisc.lint.statistics import PartStatistics
from wsisc.localization import translate
from wsisc.markup import word_count
from wsisc.pipeline import CheckResult
from wsisc.review import labels
from wsisc.review.comment_text import CommentLine
from wsisc.review.placement import Placed
from wsisc.review.wording import Wording

_MISSING_PART = "missing-part"  # the list of parts says so
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


@dataclass(frozen=True)
class _Summary:
    """What is summed up, and the wording of its sentences."""

    overview: Overview
    wording: Wording

    def item(self, text: str) -> CommentLine:
        """Return a text as an item of a list."""
        return CommentLine(self.wording.say("item", text=text))

    def list_items(self, rows: Sequence[str]) -> list[CommentLine]:
        """Return different rows as lines, and how many are left out."""
        return [*map(self.item, self.shorten(list(dict.fromkeys(rows))))]

    def join(self, rows: Sequence[str]) -> str:
        """Return rows as one line, and how many are left out."""
        return self.wording.say("between").join(self.shorten(rows))

    def shorten(self, rows: Sequence[str]) -> Sequence[str]:
        """Return the first rows, and how many are left out."""
        left_out = len(rows) - _MAX_ITEMS
        more = [self.wording.say("more", count=self.wording.format_number(left_out))] if left_out > 0 else []
        return [*rows[:_MAX_ITEMS], *more]


def summarize(overview: Overview, checked: CheckResult, wording: Wording) -> list[CommentLine]:
    """Return the lines: how many problems, suggested changes, the parts found, and what is about no words."""
    summary, say = _Summary(overview, wording), wording.say
    counts = wording.describe_counts(Counter(each.severity for each in checked.diagnostics))
    call = labels.name_call(checked.call, wording.language) if checked.call else ""
    id = checked.call.id if checked.call else ""
    lines = [CommentLine(say("checked", call=call, id=id, counts=counts), is_bold=True)]
    lines += map(CommentLine, [*overview.notes, *_describe_limits(checked, wording)])
    if overview.changes:
        lines.append(CommentLine(wording.count("suggested", overview.changes), is_bold=True))
        lines += summary.list_items([_as_row(each, wording) for each in overview.fixed])
    if checked.submission and checked.call:
        reading = Reading(checked.submission, checked.call)
        lines.append(CommentLine(say("parts"), is_bold=True))
        answers = {part_ids(each.path): each.hint for each in checked.diagnostics if each.code == _MISSING_PART}
        lines += map(summary.item, _describe_parts(reading, checked.call, answers, summary))
    if unplaced := [each for each in overview.unplaced if each.diagnostic.code != _MISSING_PART]:
        lines.append(CommentLine(say("missing"), is_bold=True))
        lines += summary.list_items([_quote(each, wording) for each in unplaced])
    if overview.left_out:
        lines.append(CommentLine(say("left"), is_bold=True))
        lines += summary.list_items(overview.left_out)
    return lines


def _describe_limits(checked: CheckResult, wording: Wording) -> Iterator[str]:
    """Yield a sentence on the rules that were stopped because they found very much."""
    counts = Counter(each.code for each in checked.diagnostics)
    stopped = sorted(code for code in counts if counts[code] >= MAX_FINDINGS_PER_RULE and rules.group_of(code))
    if stopped:
        yield wording.say("limited", count=MAX_FINDINGS_PER_RULE, codes=", ".join(stopped))


def _as_row(diagnostic: Diagnostic, wording: Wording) -> str:
    if not diagnostic.hint:
        return translate(diagnostic.message)
    return wording.say("with-hint", text=diagnostic.message, hint=diagnostic.hint)


def _quote(placed: Placed, wording: Wording) -> str:
    """Return a diagnostic without a place, with the words that it is about if its message does not have them."""
    row = _as_row(placed.diagnostic, wording)
    quote = excerpt(placed.quote)
    return wording.say("quoted", text=row, quote=quote) if quote and quote not in row else row


def _describe_parts(
    reading: Reading, call: Call, answers: Mapping[tuple[str, ...], str], summary: _Summary
) -> Iterator[str]:
    """Yield where each part of a call begins, and how long it is; `answers` say what those without words need."""
    say, decisions = summary.wording.say, summary.overview.decisions
    begun: dict[tuple[str, ...], PartDecision] = {}
    for each in decisions:
        begun.setdefault(each.part, each)
    rows = {each.place: each for each in statistics.count_parts(reading)}
    language = call.wording_language(reading.submission.language)
    labels, holds = _find_labels(call, language), {ids: part.holds for ids, part in calls.parts(call)}
    for ids, label in labels.items():
        row = rows.get("-".join(ids))
        if row and row.words:
            yield _describe_part(row, label, begun.get(ids), summary.wording, reading.submission.language)
        elif row and holds[ids]:
            text = say("part-empty" if ids in summary.overview.headed else "part-missing", label=label)
            yield say("with-answer", text=text, hint=answers[ids]) if answers.get(ids) else text
    if open_headings := list(
        dict.fromkeys(_name_open_heading(each, labels, say) for each in decisions if each.is_open)
    ):
        label = next((labels[each.suggestion] for each in decisions if each.suggestion in labels), "")
        yield say("open-headings", headings=summary.join(open_headings), label=label or next(iter(labels.values()), ""))


def _name_open_heading(decision: PartDecision, labels: Mapping[tuple[str, ...], str], say: Callable[..., str]) -> str:
    """Return a heading of words that belong to no part, with the part that they may belong to."""
    key, part = ("perhaps", labels[decision.suggestion]) if decision.suggestion in labels else ("open-heading", "")
    return say(key, heading=excerpt(decision.heading), part=part)


def name_a_part(checked: CheckResult) -> str:
    """Return the label of a part of the call as an example: one that has no words yet, otherwise the first."""
    call = checked.call
    if call is None or checked.submission is None:
        return ""
    labels = _find_labels(call, call.wording_language(checked.submission.language))
    missing = [part_ids(each.path) for each in checked.diagnostics if each.code == _MISSING_PART]
    return next((labels[ids] for ids in [*missing, *labels] if ids in labels), "")


def _find_labels(call: Call, language: str) -> dict[tuple[str, ...], str]:
    """Return the labels of the parts of a call, each with those of the parts around it."""
    own = {ids: calls.bare_label(part.label.get(language, ids[-1])) for ids, part in calls.parts(call)}
    return {ids: " ".join(own[ids[:end]] for end in range(1, len(ids) + 1)) for ids in own}


def _describe_part(row: PartStatistics, label: str, begun: PartDecision | None, wording: Wording, language: str) -> str:
    """Return where a part begins, and its length against the limit."""
    most = row.word_limit or (word_count.words_on(row.limit, language) if row.limit else 0)
    limit = wording.say("limit", count=wording.format_number(most)) if most else ""
    values = {"label": label, "words": wording.format_number(row.words), "limit": limit}
    if not begun:
        return wording.count("part-without-heading", row.words, **values)
    reason, confidence = wording.name_reason(begun.reason), wording.format_number(round(begun.confidence * 100))
    return wording.count(
        "part-found", row.words, heading=excerpt(begun.heading), reason=reason, confidence=confidence, **values
    )
