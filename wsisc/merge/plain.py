"""Three versions of a plain text -> what a reviewer changed in it, and whether the author changed the same."""

import re
from collections.abc import Iterator
from dataclasses import replace

from wsisc.diagnostic import DataPath
from wsisc.diff.change import Change, PlainEdit
from wsisc.merge import wording

TYPED_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]+|[IVX]+)[.)] ")
"""A number before a title, as people type it: of one or two digits, a letter, or Roman, unlike "2030 Agenda"."""


def compare(path: DataPath, kind: str, versions: tuple[str, str, str], reread: str) -> Iterator[Change]:
    """Yield the change of a text, given in base, theirs and ours, and as it is read back without a change."""
    base, theirs, ours = versions
    number = TYPED_NUMBER.match(theirs)
    is_numbered = number is not None and theirs[number.end() :] in (base, ours)  # the call prints that number
    if theirs in (base, ours, reread) or is_numbered:
        return
    if not theirs:
        yield from _removal(path, kind, base, ours)
        return
    verdict = "clean" if ours == base else "conflict"
    proposal = wording.escape(theirs)
    yield Change("changed", kind, path, base, theirs, PlainEdit(path, theirs), verdict, ours, proposal)


def _removal(path: DataPath, kind: str, base: str, ours: str) -> Iterator[Change]:
    """Yield the removal of a plain text: a figure can do without its caption, all other texts are required."""
    change = Change("removed", kind, path, base, "", PlainEdit(path, ""), "clean", ours)
    if kind != "caption":
        yield replace(change, edit=None, verdict="refused", reason="every submission requires it")
    else:
        yield change if ours == base else replace(change, verdict="conflict")
