"""A change of a reviewer -> the lines that report it: its place in file and form, old and new words, and its author."""

from collections.abc import Callable, Sequence

import click

from wsisc.calls import schema
from wsisc.calls.call import Catalogue
from wsisc.diff.change import HARD_TO_SEE, IN_REVERSE, Change
from wsisc.merge import conflict_comments
from wsisc.merge.excerpts import MOST_WORDS, cut_to_difference
from wsisc.merge.line_numbers import find_line
from wsisc.report.common import sanitize
from wsisc.report.full import pluralize
from wsisc.source import Source

_VERDICT_MARKS = {"clean": ("applied", "green"), "conflict": ("conflict", "red"), "refused": ("not applied", "red")}
_REVIEW_KINDS = (HARD_TO_SEE, IN_REVERSE)
_REVIEW_MARK = ("to check", "red")
_IGNORED_MARK = ("left out", "yellow")
_REASONS = {
    "conflict": "the file was changed here too; your words are kept, and those of the reviewer are under comments",
    "form": "it is defined by the call, or the format does not support it",
}
_OPEN_CONFLICTS = "{} to decide under comments; run wsisc validate {} to list them"


def format_change(
    change: Change,
    read: Source,
    known: Catalogue,
    is_applied: bool,
    current_line: Callable[[int], int] = lambda line: line,
) -> str:
    """Return a change as lines for people.

    `is_applied` is whether the file contains it already; `current_line` maps lines to those of the file as it is now.
    """
    word, colour = _VERDICT_MARKS.get(change.verdict, _IGNORED_MARK)
    word, colour = _REVIEW_MARK if change.kind in _REVIEW_KINDS else (word, colour)
    word = "change" if change.verdict == "clean" and not is_applied else word
    where = f"{read.file}:{current_line(find_line(change, read))}" if change.path else read.file
    label = schema.label(schema.compose(known.find(read.value(("call",)))), change.path) if change.path else ""
    who = sanitize(change.author) or ("" if change.is_tracked else "not tracked")
    by = [who, sanitize(change.date).partition("T")[0]]
    why = change.reason or _REASONS.get(change.verdict, "") * (is_applied or change.verdict == "form")
    word = click.style(word, fg=colour, bold=True)
    lines = [
        f"{word}: {sanitize(f'{change.kind} {change.action}')}{f' ({why})' if why else ''}",
        f"  --> {', '.join(filter(None, [where + (f' ({label})' if label else ''), *by]))}",
    ]
    return "\n".join([*lines, *_format_versions(change)])


def _format_versions(change: Change) -> list[str]:
    """Return the old and the new words; for a conflict also those of the file."""
    most = MOST_WORDS if change.verdict in ("clean", "conflict") or not change.new else 0
    old, new = cut_to_difference(change.old, change.new, most)
    if change.verdict != "conflict":
        return [f"  - {sanitize(old)}"] * bool(old) + [f"  + {sanitize(new)}"] * bool(new)
    _, own = cut_to_difference(change.old, " ".join(change.quote.split()))
    versions = (("sent", old), ("reviewer", new), ("yours", own))
    return [f"  {name + ':':9} {sanitize(text) or '(nothing)'}" for name, text in versions]


def summarize(file: str, changes: Sequence[Change], comments: int, dry_run: bool) -> str:
    """Return what became of all changes, and what remains to be done."""
    verdicts = [each.verdict for each in changes if each.kind not in _REVIEW_KINDS]
    to_review = len(changes) - len(verdicts)
    if not changes and not comments:
        return f"{file}: nothing to merge: the file already has all changes and comments"
    pieces = [f"{pluralize(verdicts.count('clean'), 'change')} {'would be applied' if dry_run else 'applied'}"]
    if count := verdicts.count("conflict"):
        pieces.append(pluralize(count, "conflict"))
    pieces += [f"{to_review} to check"] if to_review else []
    unapplied = {"refused": "not applied", "form": "left out", "rejected": "rejected"}
    pieces += [f"{count} {word}" for verdict, word in unapplied.items() if (count := verdicts.count(verdict))]
    if comments:
        pieces.append(f"{pluralize(comments, 'comment')} {'would be ' if dry_run else ''}added")
    lines = [f"{file}: {', '.join(pieces)}"]
    open_changes = [
        each
        for each in changes
        if each.verdict in ("conflict", "refused") and each.reason != conflict_comments.NO_PLACE
    ]
    if open_changes and not dry_run:
        lines.append(
            _OPEN_CONFLICTS.format("1 change" if len(open_changes) == 1 else f"{len(open_changes)} changes", file)
        )
    return "\n".join(lines)
