"""Three versions of a plain text -> what a reviewer changed in it, and whether the author changed the same."""

import re
from collections.abc import Iterator
from dataclasses import replace

from wsisc.diagnostic import Path
from wsisc.merge import wording
from wsisc.merge.change import Change, PlainEdit

_NUMBER = re.compile(r"\A\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]+|[IVX]+)[.)] ")


def changed(path: Path, kind: str, three: tuple[str, str, str], again: str) -> Iterator[Change]:
    """Yield what a reviewer changed in a text, given in three versions, and `again`: how it comes back unchanged."""
    base, theirs, ours = three
    is_numbered = _NUMBER.sub("", theirs, count=1) in (base, ours)  # a number before it is not the author's
    if theirs in (base, ours, again) or is_numbered:
        return
    if not theirs:
        yield from _emptied(path, kind, base, ours)
        return
    verdict = "clean" if ours == base else "conflict"
    proposal = wording.escaped(theirs)
    yield Change("changed", kind, path, base, theirs, PlainEdit(path, theirs), verdict, ours, proposal)


def _emptied(path: Path, kind: str, base: str, ours: str) -> Iterator[Change]:
    """Yield that a plain text is gone: a figure may be without its caption, all others are needed."""
    told = Change("removed", kind, path, base, "", PlainEdit(path, ""), "clean", ours)
    if kind != "caption":
        yield replace(told, edit=None, verdict="refused", reason="a submission cannot be without it")
    else:
        yield told if ours == base else replace(told, verdict="conflict")
