"""A file before and after a merge -> the merged file without the changes that break its format, which are reported.

The merge knows what a submission may contain; this guard makes sure that what is written can be read again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from wsisc import pipeline
from wsisc.calls import schema
from wsisc.calls.call import Catalogue
from wsisc.calls.schema import FormatCheck
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.merge import conflict_comments
from wsisc.merge.apply import AppliedChanges
from wsisc.messages import t
from wsisc.messages.diagnostic import Diagnostic, find_errors
from wsisc.source import Source, model, yaml_edit

_OPEN_CODES = ("open-conflict", "open-comment")
_REASON = t("it would make the file invalid")


def apply_safely(
    before: Source,
    changes: Sequence[Change],
    apply_changes: Callable[[Sequence[Change]], AppliedChanges],
    known: Catalogue,
) -> tuple[AppliedChanges, Source, list[str]]:
    """Apply changes to a file, but refuse those changes and new comments that would break the format.

    Return what became of them, the file as read, and the codes of its new errors.
    """
    checked_before = schema.check(before, known)
    errors_before = _count_errors(checked_before.diagnostics)

    def attempt(chosen: Sequence[Change]) -> tuple[AppliedChanges, FormatCheck]:
        return _remove_breaking_comments(before, apply_changes(chosen), known)

    applied, checked = attempt(changes)
    if _count_errors(checked.diagnostics) - errors_before:
        chosen = [
            replace(each, verdict=Verdict.REFUSED, reason=_REASON) if each.verdict == Verdict.CLEAN else each
            for each in changes
        ]
        for at, each in enumerate(changes):
            alone = [*chosen[:at], each, *chosen[at + 1 :]]
            if each.verdict == Verdict.CLEAN and not _count_errors(attempt(alone)[1].diagnostics) - errors_before:
                chosen = alone
        applied, checked = attempt(chosen)
    return applied, checked.source, find_new_errors(checked_before, checked)


def find_new_errors(before: FormatCheck, after: FormatCheck) -> list[str]:
    """Return the codes of errors that the rules find in a merged file, but did not find before."""
    found = _count_errors(pipeline.check_rules(after).diagnostics)
    return sorted(found - _count_errors(pipeline.check_rules(before).diagnostics)) if found else []


def _remove_breaking_comments(
    before: Source, applied: AppliedChanges, known: Catalogue
) -> tuple[AppliedChanges, FormatCheck]:
    """Return a file without new comments that break the format, with these as refused changes; and its check."""
    parsed, content = yaml_edit.read(applied.content), applied.content
    checked = schema.check(parsed, known)
    errors = find_errors(checked.diagnostics)
    if not errors:
        return applied, checked
    old, found = (dict(model.comments(model.from_data(each.data))) for each in (before, parsed))
    new = [path for path, comment in found.items() if comment not in old.values()]
    refused = []
    for path in sorted(new, key=str, reverse=True):
        is_breaking = any(each.path[: len(path)] == path for each in errors)
        if is_breaking and (edited := yaml_edit.remove(content, path)) is not None:
            content, comment = edited, found[path]
            words = comment.text or comment.proposal or comment.quote
            change = Change(
                action=ChangeAction.ADDED,
                kind=ChangeKind.COMMENT,
                new=words,
                verdict=Verdict.REFUSED,
                reason=conflict_comments.NO_PLACE,
                has_place=False,
            )
            refused.append(replace(change, author=comment.by))
    applied = AppliedChanges(content, [*applied.changes, *refused], applied.comments)
    return applied, schema.check(yaml_edit.read(content), known) if refused else checked


def _count_errors(diagnostics: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(each.code for each in find_errors(diagnostics) if each.code not in _OPEN_CODES)
