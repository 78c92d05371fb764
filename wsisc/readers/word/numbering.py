"""`word/numbering.xml` and the paragraphs in order -> the number or bullet of each paragraph (ECMA-376-1, 17.9)."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from wsisc.ooxml.names import W, value
from wsisc.readers.word.content import Block, Numbering, Paragraph, Row, Table, WordContent, all_paragraphs

_LEVELS = 9  # 17.9.6
_MAX_TEXT = 250  # a guess: a longer text is no marker
_BULLET = "•"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class _NumberingLevel:
    format: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class ListCounters:
    """Counts the items of lists as Word does. `abstract_ids` maps the id of each list to that of its definition."""

    levels: dict[str, Mapping[int, _NumberingLevel]]
    abstract_ids: dict[str, str]
    start_overrides: dict[tuple[str, int], int]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def next_numbering(self, list_id: str, level: int) -> Numbering | None:
        """Return the numbering of the next paragraph at a level of a list, or None if it has none."""
        abstract = self.abstract_ids.get(list_id)
        if abstract is None or not 0 <= level < _LEVELS:
            return None
        levels = self.levels.get(abstract, {})
        definition = levels.get(level, _NumberingLevel())
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        is_restart = (list_id, level) in self.start_overrides and (list_id, level) not in self._started
        self._started.add((list_id, level))
        first = self.start_overrides.get((list_id, level), definition.start)
        before = counts[level]
        number = first if is_restart or before is None else before + 1
        counts[level:] = [number, *[None] * (_LEVELS - level - 1)]
        if definition.format == "none":
            return None
        if definition.format == "bullet":
            return Numbering(list_id, level, "bullet", _bullet_sign(definition.text), 0)
        marker = re.sub(r"%([1-9])", lambda match: self._format(levels, counts, int(match[1]) - 1), definition.text)
        return Numbering(list_id, level, definition.format, marker.strip(), number)

    def _format(self, levels: Mapping[int, _NumberingLevel], counts: list[int | None], level: int) -> str:
        form, number = levels.get(level, _NumberingLevel()), counts[level]
        return format_numeral(form.start if number is None else number, form.format)


def read(root: etree._Element | None) -> ListCounters:
    """Return the counters for the lists of a part."""
    found = ListCounters({}, {}, {})
    links, styled = {}, {}
    for definition in root.iterchildren(f"{W}abstractNum") if root is not None else ():
        id = definition.get(f"{W}abstractNumId", "")
        found.levels[id] = {
            _parse_int(level.get(f"{W}ilvl")): _parse_level(level) for level in definition.iterchildren(f"{W}lvl")
        }
        links[id] = value(definition, "numStyleLink")
        styled[value(definition, "styleLink")] = id
    for num in root.iterchildren(f"{W}num") if root is not None else ():
        abstract = value(num, "abstractNumId")
        _add_list(found, num, styled.get(links.get(abstract) or "-", abstract))
    return found


def _add_list(counters: ListCounters, num: etree._Element, abstract: str) -> None:
    """Add a list, which follows an abstract definition except for its overrides."""
    id = num.get(f"{W}numId", "")
    own_levels = {}
    for override in num.iterchildren(f"{W}lvlOverride"):
        index = _parse_int(override.get(f"{W}ilvl"))
        if start := value(override, "startOverride"):
            counters.start_overrides[id, index] = _parse_int(start)
        if (level := override.find(f"{W}lvl")) is not None:
            own_levels[index] = _parse_level(level)
    counters.abstract_ids[id] = f"{id} own" if own_levels else abstract
    if own_levels:
        counters.levels[f"{id} own"] = {**counters.levels.get(abstract, {}), **own_levels}


def _parse_level(element: etree._Element) -> _NumberingLevel:
    start = value(element, "start")
    return _NumberingLevel(
        value(element, "numFmt") or "decimal", value(element, "lvlText")[:_MAX_TEXT], _parse_int(start) if start else 1
    )


def _parse_int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _bullet_sign(text: str) -> str:
    """Return the sign of a bullet; a sign of a symbol font, which has no meaning outside it, becomes the usual one."""
    sign = text.replace("\uf020", " ").strip()  # LibreOffice writes a bullet that is a space like this
    return _BULLET if any("\ue000" <= character <= "\uf8ff" for character in sign) else sign


def format_numeral(number: int, format: str) -> str:
    """Return a number in the format of a list; after z come aa, bb, as in Word."""
    if format in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 30 + 1)
        return letters.upper() if format == "upperLetter" else letters
    if format in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        numeral = ""
        for worth, letters in _ROMAN:
            numeral += letters * (number // worth)
            number %= worth
        return numeral.upper() if format == "upperRoman" else numeral
    return f"{number:02d}" if format == "decimalZero" else str(number)


# Between the index of a paragraph and the id of its list; no XML attribute can hold it (XML 1.0, 2.2).
_SEPARATOR = "\0"


def renumber_after(content: WordContent, remove: Callable[[WordContent], WordContent]) -> WordContent:
    """Return the content after a removal, with its list items renumbered.

    While `remove` runs, the ids of lists start with the index of the paragraph, which identifies items afterwards.
    """
    found = enumerate(all_paragraphs(content.blocks, content.notes))
    items = [(index, paragraph.numbering) for index, paragraph in found if paragraph.numbering]
    if not items:
        return remove(content)
    remaining = remove(
        _map_numbering(content, lambda index, item: item._replace(list_id=f"{index}{_SEPARATOR}{item.list_id}"))
    )
    indexes = {
        _index(block.numbering) for block in all_paragraphs(remaining.blocks, remaining.notes) if block.numbering
    }
    renumbered = dict(_renumber(items, indexes))
    return _map_numbering(remaining, lambda _, tagged: renumbered[_index(tagged)])


def map_paragraphs(content: WordContent, change: Callable[[Paragraph], Paragraph]) -> WordContent:
    """Return a content with each paragraph replaced, in order; those of notes last."""

    def map_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(
            replace(block, rows=tuple(map(map_row, block.rows))) if isinstance(block, Table) else change(block)
            for block in blocks
        )

    def map_row(row: Row) -> Row:
        return replace(row, cells=tuple(replace(cell, blocks=map_blocks(cell.blocks)) for cell in row.cells))

    blocks = map_blocks(content.blocks)
    return replace(content, blocks=blocks, notes={id: map_blocks(note) for id, note in content.notes.items()})


def _index(tagged: Numbering) -> int:
    return int(tagged.list_id.partition(_SEPARATOR)[0])


def _map_numbering(content: WordContent, change: Callable[[int, Numbering], Numbering]) -> WordContent:
    """Return a content with other numberings, which `change` computes from the index of each paragraph."""
    indexes = iter(range(sum(1 for _ in all_paragraphs(content.blocks, content.notes))))

    def map_paragraph(paragraph: Paragraph) -> Paragraph:
        index = next(indexes)
        return replace(paragraph, numbering=change(index, paragraph.numbering)) if paragraph.numbering else paragraph

    return map_paragraphs(content, map_paragraph)


def _renumber(items: list[tuple[int, Numbering]], remaining: Collection[int]) -> Iterator[tuple[int, Numbering]]:
    """Yield items with their indexes, numbered as if only the `remaining` ones existed."""
    removed: dict[tuple[str, int], int] = {}
    for index, item in items:
        level = (item.list_id, item.level)
        if item.number == 1:  # the first item of a list or of a nested one
            removed.pop(level, None)
        count = removed.get(level, 0)
        yield index, _set_number(item, item.number - count) if count else item
        if index not in remaining:
            removed[level] = count + 1


def _set_number(item: Numbering, number: int) -> Numbering:
    """Return an item with another number, which replaces the last numeral of its marker."""
    if item.number <= 0 or number <= 0:
        return item
    old, new = (format_numeral(count, item.format) for count in (item.number, number))
    head, found, tail = item.marker.rpartition(old)
    return item._replace(marker=f"{head}{new}{tail}" if found else item.marker, number=number)
