"""Three versions of a plain text -> what a reviewer changed in it, and whether the author changed the same."""

import re
from collections.abc import Iterator
from dataclasses import replace

from wsisc.diff import word_merge, word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, PlainEdit, TextSpan, Verdict
from wsisc.merge import word_edit, wording
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath

TYPED_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]+|[IVX]+)[.)] ")
"""A number before a title, as people type it: of one or two digits, a letter, or Roman, unlike "2030 Agenda"."""


def compare(
    path: DataPath, kind: ChangeKind, versions: tuple[str, str, str], reread: str,
    sent_path: DataPath = (), received_path: DataPath = ()
) -> Iterator[Change]:  # fmt: skip
    """Yield the change of a text; `versions` are base, theirs and ours, `reread` is base as a Word file returns it.

    `path` is its path in ours, `sent_path` that in base, and `received_path` that in theirs.
    """
    for change in _compare(path, kind, versions, reread):
        yield replace(change, sent=(TextSpan(sent_path),), received=(TextSpan(received_path),))


def _compare(path: DataPath, kind: ChangeKind, versions: tuple[str, str, str], reread: str) -> Iterator[Change]:
    base, theirs, ours = versions
    if theirs in (base, ours, reread):
        return
    number = TYPED_NUMBER.match(theirs)
    if number is not None and theirs[number.end() :] in (base, ours):
        yield Change(
            action=ChangeAction.CHANGED,
            kind=ChangeKind.NUMBER,
            path=path,
            old=theirs[number.end() :],
            new=theirs,
            verdict=Verdict.FORM,
        )
        return
    if not theirs:
        yield from _removal(path, kind, base, ours)
        return
    merged = theirs if ours == base else _merge(base, theirs, ours)
    if merged == ours:
        return
    edit, verdict = PlainEdit(path, merged or theirs), Verdict.CLEAN if merged else Verdict.CONFLICT
    change = Change(
        action=ChangeAction.CHANGED,
        kind=kind,
        path=path,
        old=base,
        new=theirs,
        edit=edit,
        verdict=verdict,
        quote=ours,
        proposal=wording.escape(theirs),
    )
    yield replace(change, is_merged=bool(merged) and ours != base)


def _merge(base: str, theirs: str, ours: str) -> str:
    """Return a text with the words that both sides changed, "" if these overlap."""
    own = word_tree.plain_atoms(ours)
    merged = word_merge.merge_words(word_tree.plain_atoms(base), word_tree.plain_atoms(theirs), own)
    return word_edit.edit_plain(ours, own, merged, theirs) if merged else ""


def _removal(path: DataPath, kind: ChangeKind, base: str, ours: str) -> Iterator[Change]:
    """Yield the removal of a plain text: a figure can do without its caption, all other texts are required."""
    change = Change(action=ChangeAction.REMOVED, kind=kind, path=path, old=base, edit=PlainEdit(path, ""), quote=ours)
    if kind != ChangeKind.CAPTION:
        yield replace(change, edit=None, verdict=Verdict.REFUSED, reason=t("every submission requires it"))
    else:
        yield change if ours == base else replace(change, verdict=Verdict.CONFLICT)
