"""The words of a paragraph, with what became of them -> a line for a terminal, as `git diff --word-diff` has it.

Removed words are [-so-], added ones {+so+}. Where only the formatting changed, its Markdown signs were removed or
added: "{+**+}word{+**+}". What did not change is shortened to the words around a change. Such signs in the text itself
have a backslash, \\[-as here-\\].
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from wsisc.diff.word_changes import group_words
from wsisc.diff.word_tree import Atom
from wsisc.diff_report.entries import Words
from wsisc.report.full import cell_width
from wsisc.source.markup.marked_text import Mark, MarkKind, find_values
from wsisc.text.sanitize import sanitize

_CONTEXT = 40  # cells of words shown before and after a change: about six words
_LIKE_SIGN = re.compile(r"(?<!\\)\\*(?:\[(?=-)|\{(?=\+))|(?<=-)\\*\]|(?<=\+)\\*\}")
_BEFORE_SIGN = re.compile(r"(?<!\\)\\+(?=\x1b\[3[12]m)")
_NOT_FIRST = " ,;:.)،؛，。；：）"  # signs with which no shortened text begins


def format_words(words: Words, is_shortened: bool = True) -> str:
    """Return words as a line, in colours. With `is_shortened`, unchanged ones are left out where they are many."""
    pieces = []
    for index, change in enumerate(words):
        if change.action == "same":
            ends = (index > 0, index + 1 < len(words))
            pieces.append(_shorten(change.new, *ends) if is_shortened else format_atoms(change.new))
        elif change.action == "formatted":
            pieces.append(_format_formatted(change.old, change.new))
        else:
            pieces.append(_format_changed(format_marked(change.old or change.new), change.action))
    return _BEFORE_SIGN.sub(lambda found: found[0] * 2, "".join(pieces))


def format_atoms(atoms: Sequence[Atom]) -> str:
    """Return words as they are read, on one line, without their formatting."""
    return escape_signs(_join(atoms))


def escape_signs(text: str) -> str:
    """Return a text with a backslash before brackets that look like signs of changes; those before them double."""
    return _LIKE_SIGN.sub(lambda found: f"{found[0][:-1] * 2}\\{found[0][-1]}", text)


def _join(atoms: Sequence[Atom]) -> str:
    return sanitize("".join(map(atom_text, atoms)))


def atom_text(atom: Atom) -> str:
    """Return a word as an author writes it: a footnote reference has the name of the footnote."""
    if atom.note:
        return f"[^{atom.name}]"
    return "\\ " if atom.text == "\n" else atom.text


def format_marked(atoms: Sequence[Atom]) -> str:
    """Return words as Markdown, with the addresses of links."""
    pieces = []
    for marks, group in groupby(atoms, key=lambda atom: atom.marks):
        text = _join(tuple(group))
        signs, targets = _split_marks(marks)
        inner = text.strip()
        marked = f"{signs}{inner}{signs[::-1]}" if inner else ""
        for target in targets:
            marked = f"[{marked}]{target}"
        pieces.append(text.replace(inner, marked, 1) if inner else text)
    return escape_signs("".join(pieces))


def _split_marks(marks: Sequence[Mark]) -> tuple[str, tuple[str, ...]]:
    """Return the signs of bold and italics, and what follows the brackets of links and foreign phrases."""
    signs = "".join(mark.signs for mark in marks)
    languages = (f"{{lang={code}}}" for code in find_values(marks, MarkKind.LANGUAGE))
    addresses = (f"({sanitize(address)})" for address in find_values(marks, MarkKind.LINK))
    return signs, (*addresses, *languages)


def _format_changed(text: str, action: str) -> str:
    """Return removed or added words between their signs; spaces around them are outside."""
    inner = text.strip(" ")
    if not inner:
        return _mark(text, action)
    before, _, after = text.partition(inner)
    return f"{before}{_mark(inner, action)}{after}"


def _mark(text: str, action: str) -> str:
    return f"\x1b[31m[-{text}-]\x1b[0m" if action == "removed" else f"\x1b[32m{{+{text}+}}\x1b[0m"


def _format_formatted(old: Sequence[Atom], new: Sequence[Atom]) -> str:
    pairs = zip(old, new, strict=True)
    groups = groupby(pairs, key=lambda pair: (pair[0].marks, pair[1].marks))
    return "".join(_format_marks(*marks, format_atoms([pair[1] for pair in group])) for marks, group in groups)


def _format_marks(old: Sequence[Mark], new: Sequence[Mark], text: str) -> str:
    """Return words whose formatting changed, with the signs, addresses and languages that were removed and added."""
    removed, added = (
        _split_marks([mark for mark in each if mark not in other]) for each, other in ((old, new), (new, old))
    )
    inner = text.strip(" ")
    signs = "".join(_mark(sign, action) for sign, action in ((removed[0], "removed"), (added[0], "added")) if sign)
    targets = "".join(
        _mark(escape_signs(target), action)
        for targets, action in ((removed[1], "removed"), (added[1], "added"))
        for target in targets
    )
    return text.replace(inner, f"{signs}{inner}{signs}{targets}", 1) if inner else text


def _shorten(atoms: Sequence[Atom], has_before: bool, has_after: bool) -> str:
    """Return unchanged words, without those that are far from a change before or after them."""
    groups = [_join(group) for group in group_words(atoms)]
    head = "".join(_first_words(groups)) if has_before else ""
    tail = "".join(list(_first_words(groups[::-1]))[::-1]) if has_after else ""
    if not (has_before or has_after) or len(head) + len(tail) >= sum(map(len, groups)):
        return escape_signs("".join(groups))
    shown = f"{head.rstrip(' ')} …" if has_before else "…"
    return escape_signs(f"{shown} {tail.lstrip(_NOT_FIRST)}" if has_after else shown)


def _first_words(groups: Sequence[str]) -> Iterator[str]:
    """Yield words from the start until they have the width of the context."""
    width = 0
    for group in groups:
        width += cell_width(group)
        if width > _CONTEXT:
            return
        yield group
