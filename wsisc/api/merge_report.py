"""Changes of a reviewer -> their report: the place of each in file and form, its words and author; and a summary."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from wsisc.calls import schema
from wsisc.calls.call import Catalogue
from wsisc.diff.change import Change, ChangeKind, Verdict
from wsisc.merge.excerpts import MOST_WORDS, cut_to_difference
from wsisc.merge.line_numbers import CurrentLine, find_current_line, has_words
from wsisc.messages import join, plural, t
from wsisc.messages.localization import translate
from wsisc.source import Source
from wsisc.text.sanitize import sanitize


class Urgency(StrEnum):
    """What a person has to do about a change."""

    DONE = "done"
    OPEN = "open"
    IGNORED = "ignored"


class DescribedChange(NamedTuple):
    """A change in words: a mark such as "applied", its urgency, what was changed, and lines with place and words."""

    mark: str
    urgency: Urgency
    text: str
    lines: Sequence[str]


_VERDICT_MARKS = {
    Verdict.CLEAN: (t("applied"), Urgency.DONE),
    Verdict.CONFLICT: (t("conflict"), Urgency.OPEN),
    Verdict.REFUSED: (t("not applied"), Urgency.OPEN),
}
_REVIEW_KINDS = (ChangeKind.HARD_TO_SEE, ChangeKind.IN_REVERSE)
_REVIEW_MARK = (t("to check"), Urgency.OPEN)
_IGNORED_MARK = (t("left out"), Urgency.IGNORED)
_REASONS = {
    Verdict.CONFLICT: t(
        "the file was changed here too; your words are kept, and those of the reviewer are under comments"
    ),
    Verdict.FORM: t("it is defined by the call, or the format does not support it"),
}
_MERGED = t("the file was changed here too; both changes are kept")


def describe_change(
    change: Change,
    read: Source,
    known: Catalogue,
    is_applied: bool,
    current_line: CurrentLine = lambda line, words: line,
) -> DescribedChange:
    """Return a change in words.

    `is_applied` is whether the file contains it already; `current_line` maps lines to those of the file as it is now.
    """
    word, urgency = _VERDICT_MARKS.get(change.verdict, _IGNORED_MARK)
    word, urgency = _REVIEW_MARK if change.kind in _REVIEW_KINDS else (word, urgency)
    word = t("change") if change.verdict == Verdict.CLEAN and not is_applied else word
    where = f"{read.file}:{find_current_line(change, read, current_line)}" if change.path else read.file
    composed = schema.compose(known.find(read.value(("call",))), str(read.value(("language",))))
    label = schema.label(composed, change.path) if change.path else ""
    who = sanitize(change.author) or ("" if change.is_tracked else t("not tracked"))
    by = [translate(who), sanitize(change.date).partition("T")[0]]
    why = change.reason or (_REASONS.get(change.verdict, "") if is_applied or change.verdict == Verdict.FORM else "")
    why = join(filter(None, (why, _MERGED))) if change.is_merged and change.verdict == Verdict.CLEAN else why
    reason = f" ({translate(why)})" if why else ""
    place = f"  --> {', '.join(filter(None, [where + (f' ({translate(label)})' if label else ''), *by]))}"
    text = f"{sanitize(translate(change.description))}{reason}"
    return DescribedChange(translate(word), urgency, text, [place, *_format_versions(change, read)])


def _format_versions(change: Change, read: Source) -> list[str]:
    """Return the old and the new words; for a conflict also those of the file, if it is known which were sent."""
    most = MOST_WORDS if change.verdict in (Verdict.CLEAN, Verdict.CONFLICT) or not change.new else 0
    is_reworded = change.old and change.new  # a figure that has none is described in `new`
    shown = change.formatted if any(change.formatted) and is_reworded else (change.old, change.new)
    old, new = cut_to_difference(translate(shown[0]), translate(shown[1]), most)
    if change.verdict != Verdict.CONFLICT:
        return [f"  - {sanitize(old)}"] * bool(old) + [f"  + {sanitize(new)}"] * bool(new)
    words = " ".join(change.quote.split())
    yours = cut_to_difference(change.old, words)[1]
    if words == " ".join(change.old.split()):  # the author has the words as they were sent, but moved them, or has not
        yours = cut_to_difference(change.new, words)[1] if has_words(change, read) else ""
    versions = [(t("sent:"), old), (t("reviewer:"), new), (t("yours:"), yours)]
    if not change.is_sent_known:
        versions = [(t("in your file:"), old), (t("in the Word file:"), new)]
    names, nothing = [translate(name) for name, _ in versions], translate(t("(nothing)"))
    width = max(map(len, names))
    return [f"  {name:{width}} {sanitize(text) or nothing}" for name, (_, text) in zip(names, versions, strict=True)]


def summarize(file: str, changes: Sequence[Change], comments: int, dry_run: bool) -> str:
    """Return what became of all changes, and what remains to be done."""
    verdicts = [change.verdict for change in changes if change.kind not in _REVIEW_KINDS]
    to_review = len(changes) - len(verdicts)
    if not changes and not comments:
        return t("{file}: nothing to merge: the file already has all changes and comments", file=file)
    applied = verdicts.count(Verdict.CLEAN)
    pieces = [plural("1 change applied", "{count:,} changes applied", applied)]
    if dry_run:
        pieces = [plural("1 change would be applied", "{count:,} changes would be applied", applied)]
    if count := verdicts.count(Verdict.CONFLICT):
        pieces.append(plural("1 conflict", "{count:,} conflicts", count))
    pieces += [t("{count} to check", count=to_review)] if to_review else []
    unapplied = {Verdict.REFUSED: t("not applied"), Verdict.FORM: t("left out"), Verdict.REJECTED: t("rejected")}
    pieces += [
        t("{count:,} {outcome}", count=count, outcome=word)
        for verdict, word in unapplied.items()
        if (count := verdicts.count(verdict))
    ]
    if comments and dry_run:
        pieces.append(plural("1 comment would be added", "{count:,} comments would be added", comments))
    elif comments:
        pieces.append(plural("1 comment added", "{count:,} comments added", comments))
    lines = [t("{file}: {what}", file=file, what=join(pieces))]
    open_changes = [
        change for change in changes if change.verdict in (Verdict.CONFLICT, Verdict.REFUSED) and change.has_place
    ]
    if open_changes and not dry_run:
        lines.append(
            plural(
                "1 change to decide under comments; run wsisc validate {file} to list them",
                "{count} changes to decide under comments; run wsisc validate {file} to list them",
                len(open_changes),
                file=file,
            )
        )
    return "\n".join(map(translate, lines))
