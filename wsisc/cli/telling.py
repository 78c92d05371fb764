"""A change that a reviewer made -> what is told of it: its place in file and form, old and new, by whom."""

from collections.abc import Sequence

import click

from wsisc import schema
from wsisc.call import Catalogue
from wsisc.diagnostic import Path
from wsisc.merge import tree
from wsisc.merge.change import Change, TextEdit
from wsisc.report.full import counted
from wsisc.report.reported import shown
from wsisc.source import Source

_AROUND = 4
_MOST = 40
_MARKS = {"clean": ("landed", "green"), "conflict": ("conflict", "red"), "refused": ("refused", "red")}
_NOT_TAKEN = ("not taken", "yellow")


def told(change: Change, read: Source, known: Catalogue, is_done: bool = True) -> str:
    """Return a change as lines for people; `is_done` tells whether it was made already."""
    word, colour = _MARKS.get(change.verdict, _NOT_TAKEN)
    word = "change" if change.verdict == "clean" and not is_done else word
    where = f"{read.file}:{_line(change, read)}" if change.path else read.file
    label = _label(read, known, change.path)
    by = [shown(change.by), shown(change.date).partition("T")[0], "tracked" if change.is_tracked else "untracked"]
    lines = [
        f"{click.style(word, fg=colour, bold=True)}: {change.kind} {change.what}"
        + (f" ({change.reason})" if change.reason else ""),
        f"  --> {where}" + (f" ({label})" if label else "") + f", {', '.join(filter(None, by))}",
    ]
    if change.verdict == "form":
        lines[0] += " (this wording is the call's)"
    old, new = cut(change.old, change.new)
    lines += [f"  - {shown(old)}"] * bool(old) + [f"  + {shown(new)}"] * bool(new)
    return "\n".join(lines)


def cut(old: str, new: str) -> tuple[str, str]:
    """Return two texts, shortened to where they differ."""
    one, other = old.split(), new.split()
    pairs = list(zip(one, other, strict=False))
    start = next((at for at, (a, b) in enumerate(pairs) if a != b), len(pairs))
    rest = min(len(one), len(other)) - start
    end = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    return _piece(one, start, end), _piece(other, start, end)


def _piece(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(words) - end + _AROUND, len(words))
    shown = list(words[first:last])
    if len(shown) > _MOST:
        shown = [*shown[: _MOST // 2], "…", *shown[-_MOST // 2 :]]
    return " ".join(["…"] * (first > 0 and bool(shown)) + shown + ["…"] * (last < len(words) and bool(shown)))


def _line(change: Change, read: Source) -> int:
    edit = change.edit
    text = read.value(change.path)
    if isinstance(edit, TextEdit) and isinstance(text, str):
        links = read.value(("links",))
        node = tree.parse(text, tree.Names(links if isinstance(links, dict) else {}))
        for step in edit.where:
            if not node.children:
                break
            node = node.children[min(step, len(node.children) - 1)]
        return read.locate(change.path, node.start, node.start + 1).line
    return read.locate(change.path).line


def _label(read: Source, known: Catalogue, path: Path) -> str:
    name = read.value(("call",))
    return schema.label(_form(known, name if isinstance(name, str) else ""), path)


def _form(known: Catalogue, name: str) -> dict[str, object]:
    return schema.compose(known.named(name))


def summary(file: str, changes: Sequence[Change], comments: int, dry_run: bool) -> str:
    """Return what became of all changes."""
    verdicts = [each.verdict for each in changes]
    pieces = [f"{counted(verdicts.count('clean'), 'change')} {'would land' if dry_run else 'landed'}"]
    for verdict, word in (("conflict", "conflict"), ("refused", "refused change")):
        if count := verdicts.count(verdict):
            pieces.append(counted(count, word))
    if comments:
        pieces.append(f"{counted(comments, 'comment')} {'would be ' if dry_run else ''}added")
    return f"{file}: {', '.join(pieces)}"
