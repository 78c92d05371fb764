"""The inlines of a paragraph <-> one row of marked texts, the form in which equal content can be compared.

`nest(normalize(flatten(inlines)))` is the canonical form of inlines: links are addresses, and no space at the edge of
a mark is in it. That of a table has "left" only where it is not the default: in a column of numbers, which end at the
right. Word processors write the alignment of every cell, so that a column of words aligned to the left and one that is
not aligned come back as the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from wsisc.source.markup import tree
from wsisc.source.markup.tree import (
    Block,
    Emphasis,
    FootnoteReference,
    ForeignPhrase,
    Inline,
    LineBreak,
    Link,
    Table,
    Text,
    printed_text,
)

# As `is_number` in templates/tables.lua, which aligns columns of numbers.
_NUMBER = r"(?=.*[0-9])[0-9\s.,%+\u2212-]+"


class MarkKind(StrEnum):
    """What a mark makes of words."""

    EMPHASIS = "em"
    LANGUAGE = "lang"
    LINK = "link"
    STRONG = "strong"


class Mark(NamedTuple):
    """A mark on words; `value` is the address of a link, or the code of a language."""

    kind: MarkKind
    value: str = ""

    @property
    def name(self) -> str:
        """Its kind, with its value: "strong", "link:https://example.org/"."""
        return self.kind.value if self.signs else f"{self.kind}:{self.value}"

    @property
    def signs(self) -> str:
        """The Markdown signs on both sides of the words, "" for a link or a language."""
        return {MarkKind.EMPHASIS: "*", MarkKind.STRONG: "**"}.get(self.kind, "")


def find_values(marks: Iterable[Mark], kind: MarkKind) -> tuple[str, ...]:
    """Return the values of the marks of a kind."""
    return tuple(mark.value for mark in marks if mark.kind == kind)


# Of marks that begin and end together, the first is outside.
_ORDER = (MarkKind.LANGUAGE, MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.LINK)


class MarkedText(NamedTuple):
    """Words with their marks ("\\n" is a hard break), or a reference to the footnote `note`; `link` is an address.

    `language` is the code of the language of a foreign phrase.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: str = ""
    language: str = ""

    @property
    def marks(self) -> frozenset[Mark]:
        """Its marks."""
        emphasis = ((MarkKind.STRONG, self.bold), (MarkKind.EMPHASIS, self.italic))
        named = ((MarkKind.LINK, self.link), (MarkKind.LANGUAGE, self.language))
        return frozenset(
            (*(Mark(kind) for kind, is_on in emphasis if is_on), *(Mark(kind, value) for kind, value in named if value))
        )


_UNMARKED = MarkedText("")


def flatten(inlines: Sequence[Inline], links: Mapping[str, str] | None = None) -> Iterator[MarkedText]:
    """Yield inlines as marked texts; `links` are addresses by names."""
    for leaf, around in tree.leaves(inlines):
        if not around and not isinstance(leaf, FootnoteReference):  # the usual case, fast
            yield MarkedText(leaf.text)
            continue
        bold, italic = (
            any(isinstance(e, Emphasis) and e.is_strong is is_strong for e in around) for is_strong in (True, False)
        )
        addresses = (
            (links or {}).get(each.name, "?") if each.name else each.address
            for each in reversed(around)
            if isinstance(each, Link)
        )
        link = next(addresses, "")
        language = next((each.language for each in reversed(around) if isinstance(each, ForeignPhrase)), "")
        if isinstance(leaf, FootnoteReference):
            yield MarkedText("", bold, italic, link, leaf.name, language)
        else:
            yield MarkedText(leaf.text, bold, italic, link, "", language)


def nest(texts: Sequence[MarkedText], active: frozenset[Mark] = frozenset()) -> tuple[Inline, ...]:
    """Return marked texts as inlines; of marks that begin together the one that ends last is outside."""
    inlines: list[Inline] = []
    index = 0
    while index < len(texts):
        missing = sorted(texts[index].marks - active, key=lambda mark: _ORDER.index(mark.kind))
        if not missing:
            inlines += _leaves(texts[index])
            index += 1
            continue
        outer = max(missing, key=lambda mark: _run_length(texts, index, mark))
        end = index + _run_length(texts, index, outer)
        children = nest(texts[index:end], active | {outer})
        inlines.append(_mark(children, outer))
        index = end
    return tuple(inlines)


def _mark(children: tuple[Inline, ...], mark: Mark) -> Inline:
    if mark.kind == MarkKind.LANGUAGE:
        return ForeignPhrase(children, mark.value)
    if mark.kind == MarkKind.LINK:
        return Link(children, mark.value)
    return Emphasis(children, mark.kind == MarkKind.STRONG)


def _run_length(texts: Sequence[MarkedText], start: int, mark: Mark) -> int:
    return next((end for end in range(start, len(texts)) if mark not in texts[end].marks), len(texts)) - start


def _leaves(marked: MarkedText) -> Iterator[Inline]:
    for number, line in enumerate(marked.text.split("\n")):
        if number:
            yield LineBreak(is_hard=True)
        if line:
            yield Text(line)
    if marked.note:
        yield FootnoteReference(marked.note)


def canonical(blocks: Sequence[Block], links: Mapping[str, str] | None = None) -> tuple[Block, ...]:
    """Return blocks in a form in which equal content is equal; `links` are addresses by names."""
    found = tree.replace_inlines(blocks, lambda inlines: nest(normalize(flatten(inlines, links))))
    return tuple(normalize_alignment(each) if isinstance(each, Table) else each for each in found)


_ATOM = r"\n|\S+(?: \S+)*|[^\S\n]"

# Words with single spaces between, a space or a hard break, or "" for a footnote reference, with its marks.
type _Atom = tuple[str, MarkedText]


def normalize(texts: Iterable[MarkedText]) -> list[MarkedText]:
    """Return marked texts as Markdown can have them.

    Several spaces are one; there is none at the edges of a line, and no hard break at the edges of the whole. A space,
    break or reference has the marks that both its neighbours have; a reference in the words of a link is after it.
    """
    atoms = _move_notes_behind_links(_mark_neutral_atoms(_strip_breaks(_split_atoms(texts))))
    grouped = ((marks, [text for text, _ in group]) for marks, group in groupby(atoms, key=lambda atom: atom[1]))
    return [
        each
        for marks, words in grouped
        for each in ([marks] * len(words) if marks.note else [marks._replace(text="".join(words))])
    ]


def is_blank(texts: Iterable[MarkedText]) -> bool:
    """Return whether marked texts have neither words nor references."""
    return not _strip_breaks(_split_atoms(texts))


def _split_atoms(texts: Iterable[MarkedText]) -> list[_Atom]:
    """Return the words and references of a paragraph. Several spaces are one, and none is at the edge of a line."""
    atoms: list[_Atom] = []
    for each in texts:
        marks = each._replace(text="", note="") if any(each[1:]) else _UNMARKED
        for text in re.findall(_ATOM, each.text):
            before = atoms[-1][0] if atoms else "\n"
            if text == "\n":
                _drop_last_spaces(atoms)
            if text == "\n" or not text.isspace():
                atoms.append((text, marks))
            elif before != "\n" and not text == before == " ":
                atoms.append((text, _UNMARKED))
        if each.note:
            atoms.append(("", each._replace(text="")))
    _drop_last_spaces(atoms)
    return atoms


def _drop_last_spaces(atoms: list[_Atom]) -> None:
    while atoms and atoms[-1][0].isspace() and atoms[-1][0] != "\n":
        atoms.pop()


def _strip_breaks(atoms: list[_Atom]) -> list[_Atom]:
    """Return atoms without the breaks at both ends: no paragraph of Markdown has those."""
    inner = [index for index, (text, _) in enumerate(atoms) if text != "\n"]
    return atoms[inner[0] : inner[-1] + 1] if inner else []


def _mark_neutral_atoms(atoms: list[_Atom]) -> list[_Atom]:
    """Return atoms in which spaces, breaks and references have the marks that the words on both sides have."""
    after = []
    following: MarkedText | None = None
    for atom in reversed(atoms):
        after.append(following)
        following = following if _is_neutral(atom) else atom[1]
    marked, before = list[_Atom](), None
    for atom, next_marks in zip(atoms, reversed(after), strict=True):
        if not _is_neutral(atom):
            before = atom[1]
        marked.append((atom[0], _common_marks(before, next_marks, atom[1].note)) if _is_neutral(atom) else atom)
    return marked


def _is_neutral(atom: _Atom) -> bool:
    return not atom[0] or atom[0].isspace()


def _common_marks(one: MarkedText | None, other: MarkedText | None, note: str) -> MarkedText:
    if one is None or other is None:
        return _UNMARKED._replace(note=note)
    link = one.link if one.link == other.link else ""
    language = one.language if one.language == other.language else ""
    return MarkedText("", one.bold and other.bold, one.italic and other.italic, link, note, language)


def _move_notes_behind_links(atoms: list[_Atom]) -> list[_Atom]:
    """Move the references to notes in the words of a link after the link."""
    moved, waiting = list[_Atom](), list[_Atom]()
    for text, marks in atoms:
        if waiting and marks.link != waiting[0][1].link:
            moved += [("", each._replace(link="")) for _, each in waiting]
            waiting = []
        (waiting if marks.note and marks.link else moved).append((text, marks))
    return moved + [("", each._replace(link="")) for _, each in waiting]


def normalize_alignment(table: Table) -> Table:
    """Return a table whose columns of words have no alignment instead of "left"."""
    aligns = tuple(
        "" if align == "left" and not _has_numbers(table, column) else align
        for column, align in enumerate(table.aligns)
    )
    return replace(table, aligns=aligns)


def _has_numbers(table: Table, column: int) -> bool:
    """Return whether the cells of a column below its header are numbers, or empty, and not all of them empty."""
    rows = (row.children for row in table.children[1:])
    texts = [printed_text(cells[column].children).strip() for cells in rows if column < len(cells)]
    return any(texts) and all(re.fullmatch(_NUMBER, text) for text in texts if text)
