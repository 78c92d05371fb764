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
from wsisc.merge import conflict_comments
from wsisc.merge.apply import AppliedChanges
from wsisc.merge.state import read_file
from wsisc.source import Source, yaml_edit

_OPEN_CODES = ("open-conflict", "open-comment")
_REASON = "it would make the file invalid"


def apply_safely(
    before: Source,
    changes: Sequence[Change],
    apply_changes: Callable[[Sequence[Change]], AppliedChanges],
    known: Catalogue,
) -> AppliedChanges:
    """Apply changes to a file, but refuse those changes and new comments that would break the format."""
    before_merge = _count_format_errors(before, known)

    def attempt(chosen: Sequence[Change]) -> tuple[AppliedChanges, bool]:
        applied = _remove_breaking_comments(before, apply_changes(chosen), known)
        return applied, not _count_format_errors(read_file(applied.content), known) - before_merge

    applied, is_sound = attempt(changes)
    if is_sound:
        return applied
    result = [replace(each, verdict="refused", reason=_REASON) if each.verdict == "clean" else each for each in changes]
    for at, each in enumerate(changes):
        alone = [*result[:at], each, *result[at + 1 :]]
        if each.verdict == "clean" and attempt(alone)[1]:
            result = alone
    return attempt(result)[0]


def find_new_errors(before: Source, after: Source, known: Catalogue) -> list[str]:
    """Return the codes of errors that the rules find in a merged file, but did not find before."""
    found = _count_rule_errors(after, known)
    return sorted(found - _count_rule_errors(before, known)) if found else []


def _remove_breaking_comments(before: Source, applied: AppliedChanges, known: Catalogue) -> AppliedChanges:
    """Return a file without new comments that break the format, and with these as refused changes."""
    parsed, content = read_file(applied.content), applied.content
    old, found = (dict(model.comments(model.from_data(each.data))) for each in (before, parsed))
    new = [path for path, comment in found.items() if comment not in old.values()]
    errors = _find_format_errors(parsed, known)
    refused = []
    for path in sorted(new, key=str, reverse=True):
        is_breaking = any(each.path[: len(path)] == path for each in errors)
        if is_breaking and (edited := yaml_edit.remove(content, path)) is not None:
            content, comment = edited, found[path]
            words = comment.text or comment.proposal or comment.quote
            change = Change("added", "comment", (), "", words, None, "refused", reason=conflict_comments.NO_PLACE)
            refused.append(replace(change, author=comment.by))
    return AppliedChanges(content, [*applied.changes, *refused], applied.comments)


def _count_format_errors(parsed: Source, known: Catalogue) -> Counter[str]:
    return Counter(each.code for each in _find_format_errors(parsed, known))


def _find_format_errors(parsed: Source, known: Catalogue) -> list[Diagnostic]:
    call = known.find_nearest(parsed.value(("call",)))
    checked, _ = schema.check(parsed, call, known)
    return find_errors([*parsed.diagnostics, *checked])


def _count_rule_errors(parsed: Source, known: Catalogue) -> Counter[str]:
    found = find_errors(pipeline.check(parsed, catalogue=known).diagnostics)
    return Counter(each.code for each in found if each.code not in _OPEN_CODES)
