"""A file before and after a merge -> the merged file without the changes that break its format, which are reported.

The merge knows what a submission may contain; this guard makes sure that what is written can be read again.
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
from wsisc.merge.apply import AppliedChanges
from wsisc.source import yaml_edit

type ApplyChanges = Callable[[Sequence[Change]], AppliedChanges]
"""Applies changes to the original file."""

_OPEN_CODES = ("open-conflict", "open-comment")
_REASON = "the file would not be valid with it"


def apply_safely(
    before: bytes, changes: Sequence[Change], apply_changes: ApplyChanges, known: Catalogue
) -> AppliedChanges:
    """Apply changes, but refuse those changes and new comments that would break the format."""
    result = apply_changes(changes)
    if not _has_new_format_errors(before, result.content, known):
        return result
    content, refused = _remove_breaking_comments(before, result.content, known)
    if _has_new_format_errors(before, content, known):
        result = apply_changes(_refuse_breaking(before, changes, apply_changes, known))
        content, refused = _remove_breaking_comments(before, result.content, known)
    return AppliedChanges(content, [*result.changes, *refused], result.comments) if refused else result


def find_new_errors(before: bytes, after: bytes, known: Catalogue) -> list[str]:
    """Return the codes of errors that the rules find in a merged file, but did not find before."""
    found = _count_codes(_find_rule_errors(after, known))
    return sorted(found - _count_codes(_find_rule_errors(before, known))) if found else []


def _refuse_breaking(
    before: bytes, changes: Sequence[Change], apply_changes: ApplyChanges, known: Catalogue
) -> list[Change]:
    """Return changes, of which those are refused that break the format even if applied alone."""
    result = [replace(each, verdict="refused", reason=_REASON) if each.verdict == "clean" else each for each in changes]
    for at, each in enumerate(changes):
        alone = [*result[:at], each, *result[at + 1 :]]
        if each.verdict == "clean" and not _has_new_format_errors(
            before, _remove_breaking_comments(before, apply_changes(alone).content, known)[0], known
        ):
            result = alone
    return result


def _remove_breaking_comments(before: bytes, after: bytes, known: Catalogue) -> tuple[bytes, list[Change]]:
    """Return a file without new comments that break the format, and these as refused changes."""
    old = list(comments.find_all(model.from_data(source.read(before, "").data)))
    read = source.read(after, "")
    found = dict(comments.find_all(model.from_data(read.data)))
    breaking = {
        path: each for each in _find_format_errors(read, known) for path in found if each.path[: len(path)] == path
    }
    refused = []
    for path in sorted(breaking, key=str, reverse=True):
        comment = found[path]
        edited = yaml_edit.remove(after, path) if comment not in [each for _, each in old] else None
        if edited is not None:
            after = edited
            words = comment.text or comment.proposal or comment.quote
            change = Change("added", "comment", (), "", words, None, "refused", reason=conflict_comments.NO_PLACE)
            refused.append(replace(change, author=comment.by))
    return after, refused


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
