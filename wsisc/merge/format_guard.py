"""A file before and after a merge -> the merged file without the changes that break its format, which are reported.

The merge knows what a submission may contain; this guard makes sure that what is written can be read again.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from wsisc import model, pipeline
from wsisc.calls import schema
from wsisc.calls.call import Catalogue
from wsisc.diagnostic import Diagnostic, find_errors
from wsisc.diff.change import Change
from wsisc.document import comments
from wsisc.merge import conflict_comments
from wsisc.merge.apply import AppliedChanges
from wsisc.merge.state import read_file
from wsisc.source import Source, yaml_edit

type ApplyChanges = Callable[[Sequence[Change]], AppliedChanges]
"""Applies changes to the original file."""

_OPEN_CODES = ("open-conflict", "open-comment")
_REASON = "it would make the file invalid"


def apply_safely(
    before: Source, changes: Sequence[Change], apply_changes: ApplyChanges, known: Catalogue
) -> AppliedChanges:
    """Apply changes to a file, but refuse those changes and new comments that would break the format."""
    applied = apply_changes(changes)
    if _has_known_errors(before, applied, known):
        return applied
    repaired = _remove_breaking_comments(before, applied, known)
    if _has_known_errors(before, repaired, known):
        return repaired
    result = [replace(each, verdict="refused", reason=_REASON) if each.verdict == "clean" else each for each in changes]
    for at, each in enumerate(changes):
        alone = [*result[:at], each, *result[at + 1 :]]
        if each.verdict == "clean" and _has_known_errors(
            before, _remove_breaking_comments(before, apply_changes(alone), known), known
        ):
            result = alone
    return _remove_breaking_comments(before, apply_changes(result), known)


def find_new_errors(before: Source, after: Source, known: Catalogue) -> list[str]:
    """Return the codes of errors that the rules find in a merged file, but did not find before."""
    found = _count_rule_errors(after, known)
    return sorted(found - _count_rule_errors(before, known)) if found else []


def _remove_breaking_comments(before: Source, applied: AppliedChanges, known: Catalogue) -> AppliedChanges:
    """Return a file without new comments that break the format, and with these as refused changes."""
    old = [each for _, each in comments.find_all(model.from_data(before.data))]
    parsed, content = read_file(applied.content), applied.content
    found = dict(comments.find_all(model.from_data(parsed.data)))
    breaking = {path for each in _find_format_errors(parsed, known) for path in found if each.path[: len(path)] == path}
    refused = []
    for path in sorted(breaking, key=str, reverse=True):
        comment = found[path]
        edited = yaml_edit.remove(content, path) if comment not in old else None
        if edited is not None:
            content = edited
            words = comment.text or comment.proposal or comment.quote
            change = Change("added", "comment", (), "", words, None, "refused", reason=conflict_comments.NO_PLACE)
            refused.append(replace(change, author=comment.by))
    return AppliedChanges(content, [*applied.changes, *refused], applied.comments)


def _has_known_errors(before: Source, applied: AppliedChanges, known: Catalogue) -> bool:
    """Return whether a file has only errors of the format that it had before."""
    files = (read_file(applied.content), before)
    new, old = (Counter(error.code for error in _find_format_errors(each, known)) for each in files)
    return not new - old


def _find_format_errors(parsed: Source, known: Catalogue) -> list[Diagnostic]:
    name = parsed.value(("call",))
    checked, _ = schema.check(parsed, known.find(name) or known.find_nearest(name), known)
    return find_errors([*parsed.diagnostics, *checked])


def _count_rule_errors(parsed: Source, known: Catalogue) -> Counter[str]:
    found = find_errors(pipeline.check(parsed, catalogue=known).diagnostics)
    return Counter(each.code for each in found if each.code not in _OPEN_CODES)
