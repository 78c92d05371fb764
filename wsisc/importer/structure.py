"""The blocks of a content below a heading -> those of a text: paragraphs, lists, quotations, tables, figures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wsisc.importer import tables
from wsisc.importer.inline_collector import Gathered
from wsisc.importer.nodes import BREAK, Items, Node, Para, Picture, Quoted, Span, atoms, flat
from wsisc.importer.report import Fate
from wsisc.importer.word_accounting import Piece
from wsisc.markup import limits
from wsisc.readers.word.content import Block, Paragraph, Table
from wsisc.readers.word.styles import is_quotation

_ORDERED = re.compile(r"(\d{1,5})([.)])")
_TYPED_BULLET = re.compile(r"\s*([•‣▪●○◦·∙■➢➤➔➲❑❒❍❖◆⬥⬧⧫–—-])\s+(?=\S)")
TYPED_NUMBER = re.compile(r"\s*(\d{1,3})([.)])\s+(?=\S)")
_LEVEL, _QUOTED = 36, 24  # points: how far wsisc sets in lists and quotations
_SET_IN = 18
_DEEPEST = limits.NESTING - 2


@dataclass(frozen=True)
class _Entry:
    """A paragraph as a member of lists: `number` is None for what has no marker of its own. -1 is no list at all."""

    spans: tuple[Span, ...]
    level: int = -1
    delimiter: str = ""
    number: int | None = None
    list: str = ""
    is_quoted: bool = False
    is_item: bool = False


@dataclass
class _List:
    level: int
    entry: _Entry
    next: int
    items: list[list["_List | Node"]] = field(default_factory=list)


class Builder:
    """Builds texts. `typed` are the paragraphs that begin with the typed number of a list, by their identity."""

    def __init__(self, gathered: Gathered, typed: Mapping[int, tuple[int, str]], usual_indent: float = 0) -> None:
        self.gathered, self.typed, self.usual_indent = gathered, typed, usual_indent

    def nodes(self, blocks: Sequence[Block]) -> list[Node]:
        """Return the blocks of a text; that of a note begins with a paragraph, as the format demands."""
        hoisted, self.gathered.hoisted = self.gathered.hoisted, []
        found: list[_Entry | Node] = []
        for index, block in enumerate(blocks):
            is_note_start = bool(self.gathered.open_notes) and not found
            if isinstance(block, Table):
                made = tables.of(block, self.gathered)
                found += [each for node in made for each in flat(node)] if is_note_start else made
            elif not self._is_caption(block, found):
                found += self._paragraph(block, blocks, index, is_note_start)
            if not self.gathered.open_notes:
                found += self.gathered.hoisted
                self.gathered.hoisted = []
        self.gathered.hoisted = hoisted + self.gathered.hoisted
        return _assembled(found)

    def _is_caption(self, block: Paragraph, found: list[_Entry | Node]) -> bool:
        """Take a paragraph as the caption of the figure before it, if it is one."""
        if "caption" not in block.style.lower() or not found or not isinstance(found[-1], Picture):
            return False
        name = found[-1].name
        figure = self.gathered.figures[name]
        text = " ".join(block.text.split())
        if figure.caption or figure.decorative or not 0 < len(text) <= 500:
            return False
        self.gathered.figures[name] = replace(figure, caption=self.gathered.plain(block))
        return True

    def _paragraph(self, block: Paragraph, blocks: Sequence[Block], index: int, is_plain: bool) -> list[_Entry]:
        entry = self._plain(block) if is_plain else self._entry(block)
        spans = tuple(self.gathered.spans(self._shorn(block, entry)))
        if all(atom == BREAK for atom in atoms(spans)):
            return []
        entry = replace(entry, spans=entry.spans + spans + tuple(self.gathered.moved_calls()))
        if entry.level < 0 and not (self.gathered.is_ours or is_plain) and block.indent >= _SET_IN:
            level = _continued(block, blocks, index)
            entry = replace(entry, level=level) if level >= 0 else entry
        return [entry]

    def _entry(self, block: Paragraph) -> _Entry:
        numbering, level = block.numbering, min(block.numbering.level if block.numbering else -1, _DEEPEST)
        if numbering is None:
            return self._typed(block, is_quotation(block.style) or self._is_set_in(block))
        is_quoted = self.gathered.is_ours and abs(block.indent - (level + 1) * _LEVEL - _QUOTED) < 3
        marker = numbering.marker.strip()
        if match := _ORDERED.fullmatch(marker):
            return _Entry((), level, match[2], int(match[1]), numbering.list, is_quoted, True)
        if numbering.format == "bullet" and marker and not numbering.has_words:
            return _Entry((), level, "", 0, numbering.list if self.gathered.is_ours else "", is_quoted, True)
        if not marker:
            return _Entry((), level, is_quoted=is_quoted)
        if block.text.strip():
            self.gathered.ledger.add(marker)
        if numbering.format == "bullet":  # its words are words of the item
            return _Entry((Span(f"{marker} "),), level, "", 0, "", is_quoted, True)
        return _Entry((Span(f"{marker} "),), level - 1)

    def _plain(self, block: Paragraph) -> _Entry:
        """Return a paragraph that is in no list or quotation; the marker that Word counts becomes words of it."""
        marker = block.numbering.marker.strip() if block.numbering and block.text.strip() else ""
        self.gathered.ledger.add(marker)
        return _Entry((Span(f"{marker} "),) if marker else ())

    def _typed(self, block: Paragraph, is_quoted: bool) -> _Entry:
        """Return a paragraph that Word does not number; its author may have typed a marker."""
        if id(block) in self.typed:
            number, delimiter = self.typed[id(block)]
            return _Entry((), 0, delimiter, number, "typed", False, True)
        if not self.gathered.is_ours and not is_quoted and _TYPED_BULLET.match(block.text):
            return _Entry((), 0, "", 0, "typed", False, True)
        return _Entry((), is_quoted=is_quoted)

    def _shorn(self, block: Paragraph, entry: _Entry) -> Paragraph:
        """Return a paragraph without its typed marker, which the list prints."""
        if entry.list != "typed" or block.numbering:
            return block
        match = (TYPED_NUMBER if entry.delimiter else _TYPED_BULLET).match(block.text)
        assert match
        self.gathered.ledger.record(block, Piece(Fate.NUMBER, match[0]), Piece(Fate.PLACED, block.text[match.end() :]))
        return without(block, match.end())

    def _is_set_in(self, block: Paragraph) -> bool:
        """Tell whether a paragraph is a quotation by its indent; in notes, wsisc has no other sign of one."""
        if self.gathered.is_ours:
            return bool(self.gathered.open_notes) and abs(block.indent - _QUOTED) < 3
        return block.indent - self.usual_indent >= _SET_IN and len(block.text) > 60


def without(paragraph: Paragraph, length: int) -> Paragraph:
    """Return a paragraph without its first characters."""
    runs = []
    for run in paragraph.runs:
        cut = min(length, len(run.text))
        length -= cut
        if not cut or run.text[cut:]:
            runs.append(replace(run, text=run.text[cut:]))
    return replace(paragraph, runs=tuple(runs))


def _continued(block: Paragraph, blocks: Sequence[Block], index: int) -> int:
    """Return the level of the list that goes on right before and after a paragraph that is set in, else -1."""
    before = next(
        (each for each in reversed(blocks[:index]) if not isinstance(each, Paragraph) or each.text.strip()), None
    )
    after = next((each for each in blocks[index + 1 :] if not isinstance(each, Paragraph) or each.text.strip()), None)
    if not isinstance(before, Paragraph) or not isinstance(after, Paragraph):
        return -1
    one, two = before.numbering, after.numbering
    return one.level if one and two and one.list == two.list else -1


def _assembled(found: Sequence["_Entry | Node"]) -> list[Node]:
    """Return entries as paragraphs, quotations and nested lists, each in its place."""
    done: list[Node] = []
    held: list[_Entry] = []
    for each in found:
        if isinstance(each, _Entry):
            if held and _begins_anew(held, each):
                done += _group(held)
                held = []
            held.append(each)
        else:
            done += _group(held)
            held = []
            done.append(each)
    return _told_apart(done + _group(held))


def _begins_anew(held: list[_Entry], entry: _Entry) -> bool:
    """Tell whether an entry begins another quotation or list than the one that is held."""
    if held[0].is_quoted:
        return not entry.is_quoted
    return entry.is_quoted and (entry.level < 0 or entry.is_item or held[-1].level < 0)


def _group(held: list[_Entry]) -> list[Node]:
    if held and held[0].is_quoted:
        return [Quoted(tuple(_told_apart(_nested([replace(each, is_quoted=False) for each in held]))))]
    return _nested(held)


def _nested(entries: Sequence[_Entry]) -> list[Node]:
    top: list[_List | Node] = []
    stack: list[_List] = []
    for entry in entries:
        keeps = entry.level + 1 if not entry.is_item else entry.level
        while stack and stack[-1].level >= max(keeps, 0) and not _goes_on(stack[-1], entry):
            stack.pop()
        holder = stack[-1].items[-1] if stack else top
        if not entry.is_item:
            node: Node = Para(entry.spans)
            holder.append(Quoted((node,)) if entry.is_quoted else node)
        elif stack and _goes_on(stack[-1], entry):
            stack[-1].items.append([Para(entry.spans)])
            stack[-1].next += 1
        else:
            made = _List(entry.level, entry, (entry.number or 0) + 1, [[Para(entry.spans)]])
            holder.append(made)
            stack.append(made)
    return [_finished(each) for each in top]


def _goes_on(opened: _List, entry: _Entry) -> bool:
    """Tell whether an item belongs to an open list. Programs rename lists: signs and numbers tell, and for bullets
    that stand in no other item the name too, in documents of wsisc. LibreOffice gives each inner bullet its own list.
    """
    if not entry.is_item or opened.level != entry.level or opened.entry.delimiter != entry.delimiter:
        return False
    if entry.delimiter:
        return opened.next == entry.number
    return entry.level > 0 or opened.entry.list == entry.list


def _finished(made: "_List | Node") -> Node:
    if not isinstance(made, _List):
        return made
    items = tuple(tuple(_told_apart([_finished(each) for each in item])) for item in made.items)
    return Items(items, made.entry.delimiter, made.entry.number or 0 if made.entry.delimiter else 1)


def _told_apart(found: list[Node]) -> list[Node]:
    """Return blocks in which no numbered list has the sign of the one right before it, which would be one with it."""
    done: list[Node] = []
    for node in found:
        before = done[-1] if done else None
        if isinstance(node, Items) and isinstance(before, Items) and node.delimiter == before.delimiter != "":
            node = replace(node, delimiter="." if node.delimiter == ")" else ")")
        done.append(node)
    return done
