"""The comparison of a text -> what a page shows of it: runs of unchanged blocks, and changed ones in three views.

The views are "inline", with removed and added words together, and the "old" and the "new" version side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from wsisc.diff.block_comparison import BlockComparison
from wsisc.diff.word_changes import WordAction, count_words
from wsisc.diff.word_tree import Atom, Node
from wsisc.diff_report.entries import Words, block_words, children_of, item_number, numbering_words, replaced_words
from wsisc.source.markup.marked_text import Mark, MarkKind, find_values

type View = Literal["inline", "old", "new"]

_HIDDEN = {"old": "added", "new": "removed"}


class PageRun(NamedTuple):
    """Neighbouring words with one formatting; `text` is HTML, `note` the name of a footnote that is referenced."""

    text: Markup
    is_bold: bool = False
    is_italic: bool = False
    note: str = ""


class PageWords(NamedTuple):
    """Neighbouring words with one fate. `gained` and `lost` are "bold" and "italics", where only these changed."""

    action: WordAction
    runs: tuple[PageRun, ...]
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


_SPACE = PageWords("same", (PageRun(Markup(" ")),))


@dataclass(frozen=True)
class PageBlock:
    """A block as a page shows it, with its words or with the blocks in it.

    `action` is "same" or "changed" where only something in it was removed or added. `number` is that of an item, or the
    first one of a list, 0 for bullets; `is_bracketed` is whether its sign is a bracket. `is_head` marks the row at the
    top of a table.
    """

    kind: str
    action: str
    words: tuple[PageWords, ...] = ()
    children: tuple["PageBlock", ...] = ()
    number: int = 0
    is_bracketed: bool = False
    is_head: bool = False


@dataclass(frozen=True)
class Segment:
    """Blocks that follow one another: unchanged ones, with the number of their words, or changed ones by view."""

    is_changed: bool
    words: int
    inline: tuple[PageBlock, ...]
    old: tuple[PageBlock, ...] = ()
    new: tuple[PageBlock, ...] = ()


def build_segments(text: BlockComparison) -> list[Segment]:
    """Return what a page shows of a text."""
    segments = []
    for is_changed, group in groupby(children_of(text), key=lambda block: block.action != "same"):
        blocks = list(group)
        if is_changed:
            segments.append(
                Segment(True, 0, *(tuple(_build_blocks(blocks, view)) for view in ("inline", "old", "new")))
            )
        else:
            words = sum(_count_node(block.node) for block in blocks)
            segments.append(Segment(False, words, tuple(_build_blocks(blocks, "inline"))))
    return segments


def _count_node(node: Node) -> int:
    return count_words(node.atoms) + sum(map(_count_node, node.children))


def _build_blocks(blocks: Sequence[BlockComparison], view: View) -> Iterator[PageBlock]:
    for block in blocks:
        if block.action != _HIDDEN.get(view):
            yield from _build_block(block, view)


def _build_block(block: BlockComparison, view: View) -> Iterator[PageBlock]:
    node = (block.old if view == "old" else block.new) or block.node
    if node.kind == "list":
        yield from _build_list(block, node, view)
    elif node.kind == "figure":
        words = replaced_words(block.old, block.new, node.name.lstrip("+"))
        yield PageBlock("figure", block.action, build_words(words, view))
    elif node.kind in ("paragraph", "cell"):
        yield PageBlock(node.kind, block.action, build_words(block_words(block), view))
    else:
        children = tuple(_build_blocks(children_of(block), view))
        if node.kind == "table":
            children = (replace(children[0], is_head=True), *children[1:])
        yield PageBlock(node.kind, block.action, (), children)


def _build_list(block: BlockComparison, node: Node, view: View) -> Iterator[PageBlock]:
    """Yield a list with the numbers that its items have in the version that is shown, or that they had."""
    is_bracketed = node.name.endswith(")")
    if block.old and block.new and block.old.name != block.new.name:
        yield PageBlock("numbering", "changed", build_words(numbering_words(block.old, block.new), view))
    items = []
    old = new = 0
    for child in children_of(block):
        [item] = _build_block(child, view)
        if child.action != _HIDDEN.get(view):
            is_old = view == "old" or child.new is None
            number = item_number(block.old if is_old and block.old else node, old if is_old else new)
            items.append(replace(item, number=number, is_bracketed=is_bracketed))
        old, new = old + (child.old is not None), new + (child.new is not None)
    yield PageBlock("list", block.action, (), tuple(items), item_number(node, 0), is_bracketed)


def plain_words(text: str) -> tuple[PageWords, ...]:
    """Return a text in which nothing changed."""
    return (PageWords("same", (PageRun(escape(text)),)),)


def build_words(words: Words, view: View = "inline") -> tuple[PageWords, ...]:
    """Return what a view shows of words; by default all, the removed and the added ones.

    Between those is a space: without one, Arabic letters of both would join.
    """
    found: list[PageWords] = []
    for change in words:
        atoms = change.old if view == "old" or not change.new else change.new
        if change.action == _HIDDEN.get(view):
            continue
        if change.action == "formatted":
            found += _build_formatted(change.old, change.new, view)
        elif change.action == "same":
            found.append(PageWords("same", tuple(_build_runs(atoms))))
        else:
            found += [_SPACE] if found and found[-1].action == "removed" else []
            found += _build_changed(atoms, change.action)
    return tuple(found)


def _build_changed(atoms: Sequence[Atom], action: WordAction) -> Iterator[PageWords]:
    """Yield words that were removed or added, with the addresses of links; spaces around them are not marked."""
    start = next((at for at, atom in enumerate(atoms) if atom.text != " "), 0)
    end = len(atoms) - next((at for at, atom in enumerate(reversed(atoms)) if atom.text != " "), 0)
    if start:
        yield _SPACE
    yield PageWords(action, tuple(_build_runs(atoms[start:end], has_addresses=True)))
    if end < len(atoms):
        yield _SPACE


def _build_runs(atoms: Sequence[Atom], has_addresses: bool = False) -> Iterator[PageRun]:
    for (marks, note), group in groupby(atoms, key=lambda atom: (atom.marks, atom.name if atom.note else "")):
        text = _to_html("".join(atom.text for atom in group))
        for language in find_values(marks, MarkKind.LANGUAGE):
            text = Markup('<span lang="{}">{}</span>').format(language, text)
        if has_addresses:
            text += Markup("").join(Markup(" {}").format(_format_address(address)) for address in _addresses(marks))
        kinds = {mark.kind for mark in marks}
        yield PageRun(text, MarkKind.STRONG in kinds, MarkKind.EMPHASIS in kinds, note)


def _build_formatted(old: Sequence[Atom], new: Sequence[Atom], view: View) -> Iterator[PageWords]:
    """Yield words whose formatting changed; the addresses and languages that they had and have follow."""
    pairs = zip(old, new, strict=True)
    for (had, has), group in groupby(pairs, key=lambda pair: (pair[0].marks, pair[1].marks)):
        atoms = [pair[view != "old"] for pair in group]
        gained, lost = _name_marks(set(has) - set(had)), _name_marks(set(had) - set(has))
        is_spaced = atoms[-1].text == " "
        yield PageWords("formatted", tuple(_build_runs(atoms[:-1] if is_spaced else atoms)), gained, lost)
        if _addresses(had) != _addresses(has):
            yield from _build_addresses(_addresses(had) if view != "new" else (), "removed")
            yield from _build_addresses(_addresses(has) if view != "old" else (), "added")
        if is_spaced:
            yield _SPACE


def _build_addresses(addresses: Sequence[str], action: WordAction) -> Iterator[PageWords]:
    for address in addresses:
        yield _SPACE
        yield PageWords(action, (PageRun(_format_address(address)),))


def _name_marks(marks: set[Mark]) -> tuple[str, ...]:
    kinds = {mark.kind for mark in marks}
    return tuple(name for kind, name in ((MarkKind.STRONG, "bold"), (MarkKind.EMPHASIS, "italics")) if kind in kinds)


def _addresses(marks: Sequence[Mark]) -> tuple[str, ...]:
    """Return the addresses of links, and the languages of foreign phrases as authors write them."""
    return (
        *find_values(marks, MarkKind.LINK),
        *(f"lang={language}" for language in find_values(marks, MarkKind.LANGUAGE)),
    )


def _format_address(address: str) -> Markup:
    return Markup('<bdi dir="ltr">({})</bdi>').format(address)


def _to_html(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))
