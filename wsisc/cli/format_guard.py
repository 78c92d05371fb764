"""A file before and after a merge -> what breaks the format in it that did not before, taken out again and reported.

The merge knows what a submission may hold; this is the guard behind it: what is written can be read again.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from wsisc import model, pipeline, source
from wsisc.calls import schema
from wsisc.calls.call import Catalogue
from wsisc.diagnostic import Diagnostic, Severity
from wsisc.diff.change import Change
from wsisc.document import comments
from wsisc.merge import conflict_comments
from wsisc.source import yaml_edit

type ApplyChanges = Callable[[Sequence[Change]], tuple[bytes, list[Change], int]]
"""Make changes in the file as it was: the file, what became of each, how many comments are new."""

_OPEN_CODES = ("open-conflict", "open-comment")
_REASON = "the file would not be valid with it"


def apply_safely(
    before: bytes, changes: Sequence[Change], apply_changes: ApplyChanges, known: Catalogue
) -> tuple[bytes, list[Change], int]:
    """Return what landing gives, without the changes and comments that would break the format: those are refused."""
    made = apply_changes(changes)
    if not _has_new_format_errors(before, made[0], known):
        return made
    content, left = _remove_breaking_comments(before, made[0], known)
    if _has_new_format_errors(before, content, known):
        made = apply_changes(_refuse_breaking(before, changes, apply_changes, known))
        content, left = _remove_breaking_comments(before, made[0], known)
    return (content, [*made[1], *left], made[2]) if left else made


def find_new_errors(before: bytes, after: bytes, known: Catalogue) -> list[str]:
    """Return the codes of the errors that the rules find in a merged file, and did not find before."""
    found = _count_codes(_find_rule_errors(after, known))
    return sorted(found - _count_codes(_find_rule_errors(before, known))) if found else []


def _refuse_breaking(
    before: bytes, changes: Sequence[Change], apply_changes: ApplyChanges, known: Catalogue
) -> list[Change]:
    """Return changes, those refused that break the format alone."""
    kept = [replace(each, verdict="refused", reason=_REASON) if each.verdict == "clean" else each for each in changes]
    for at, each in enumerate(changes):
        alone = [*kept[:at], each, *kept[at + 1 :]]
        if each.verdict == "clean" and not _has_new_format_errors(
            before, _remove_breaking_comments(before, apply_changes(alone)[0], known)[0], known
        ):
            kept = alone
    return kept


def _remove_breaking_comments(before: bytes, after: bytes, known: Catalogue) -> tuple[bytes, list[Change]]:
    """Return a file without the new comments that break the format, and these as changes that have no place."""
    old = list(comments.find_all(model.from_data(source.read(before, "").data)))
    read = source.read(after, "")
    found = dict(comments.find_all(model.from_data(read.data)))
    wrong = {
        path: each for each in _find_format_errors(read, known) for path in found if each.path[: len(path)] == path
    }
    left = []
    for path in sorted(wrong, key=str, reverse=True):
        comment = found[path]
        made = yaml_edit.remove(after, path) if comment not in [each for _, each in old] else None
        if made is not None:
            after = made
            words = comment.text or comment.proposal or comment.quote
            change = Change("added", "comment", (), "", words, None, "refused", reason=conflict_comments.NO_PLACE)
            left.append(replace(change, author=comment.by))
    return after, left


def _has_new_format_errors(before: bytes, after: bytes, known: Catalogue) -> bool:
    found = [
        Counter(each.code for each in _find_format_errors(source.read(content, ""), known))
        for content in (after, before)
    ]
    return bool(found[0] - found[1])


def _find_format_errors(read: source.Source, known: Catalogue) -> list[Diagnostic]:
    name = read.value(("call",))
    checked = schema.check(read, known.find(name) or known.find_nearest(name), known).diagnostics
    return [each for each in (*read.diagnostics, *checked) if each.severity == Severity.ERROR]


def _find_rule_errors(content: bytes, known: Catalogue) -> list[Diagnostic]:
    found = pipeline.check(source.read(content, ""), catalogue=known).diagnostics
    return [each for each in found if each.severity == Severity.ERROR and each.code not in _OPEN_CODES]


def _count_codes(found: Sequence[Diagnostic]) -> Counter[str]:
    return Counter(each.code for each in found)
