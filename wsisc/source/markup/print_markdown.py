"""The blocks of a rich text -> the most readable Markdown that is parsed as exactly these blocks and inlines."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from wsisc.messages import t
from wsisc.source.markup import limits, richtext, tree
from wsisc.source.markup.marked_text import MarkedText, canonical, flatten, nest, normalize
from wsisc.source.markup.tree import (
    Block,
    Container,
    Figure,
    FootnoteReference,
    ForeignPhrase,
    Inline,
    Item,
    LineBreak,
    Link,
    List,
    Paragraph,
    Quotation,
    Table,
    Text,
    printed_text,
)

type _ReportNote = Callable[[str, str, bool], None]
"""Reports something: its kind, the words, and whether a person has to look at it."""
_PUNCTUATION = r"!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"
_AMBIGUOUS = (
    rf"\\(?=[{_PUNCTUATION}\n]|$)|[*`\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~~+|!(?=\[)|\^(?=\[)"
)
_SPECIAL = r"[\\`*_\[\]{}<>&|!#~$^@]"
_LINE_START = r"(?m)^(?:(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)|(?P<sign>[-+*>#|=~:]))"
# Bounds time: each marked text is tried with one parse, and more can only come from a broken file. A guess.
_MAX_TRIED_SPANS = 60
_ADDRESS = r"(?i)[a-z][a-z0-9+.-]+:[^\s<>\[\]]*"


class MarkdownWriter:
    """Writes paragraphs; `names` are those of links by their addresses, `note` reports what cannot be written.

    `oversized` has the words of texts beyond the limits of the format, which the parser does not read back.
    """

    def __init__(self, names: Mapping[str, str], note: _ReportNote) -> None:
        self.names, self.note = names, note
        self.links = {name: address for address, name in names.items()}
        self.oversized: dict[str, str] = {}
        self._cache: dict[tuple[Inline, ...], tuple[tuple[Inline, ...], str]] = {}

    def normalize(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Return inlines as they will be written. Emphasis that Markdown cannot express is dropped and reported."""
        return self._render(inlines)[0]

    def write_paragraph(self, inlines: tuple[Inline, ...], in_table: bool = False) -> str:
        """Return the Markdown of a paragraph."""
        text = self._render(inlines)[1]
        return text.replace("\\|", "|").replace("|", "\\|") if in_table else text

    def parses_to(self, text: str, blocks: Sequence[Block]) -> bool:
        """Return whether a Markdown text is parsed as blocks, with nothing forbidden in it."""
        parsed = richtext.parse(text, frozenset(self.links))
        return not parsed.problems and canonical(parsed.blocks, self.links) == canonical(blocks, self.links)

    def _render(self, inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], str]:
        if inlines not in self._cache:
            rendered = _print_plain_words(inlines) or self._find_readable(normalize(flatten(inlines, self.links)))
            self._cache[inlines] = self._cache[rendered[0]] = rendered
        return self._cache[inlines]

    def _find_readable(self, texts: list[MarkedText]) -> tuple[tuple[Inline, ...], str]:
        """Return inlines, with as much emphasis as can be, and the most readable Markdown that is parsed as them.

        Escapes are tried from none to all, first with * and then with _ for italics.
        """
        inlines = nest(texts)
        if limits.find_excess(self._print(inlines, 2)):
            inlines = nest(normalize(text._replace(bold=False, italic=False) for text in texts))
            return inlines, self._print(inlines, 2)
        candidates = (self._print(inlines, tier, mark) for mark in ("*", "_") for tier in (0, 1, 2))
        text = next((text for text in candidates if self.parses_to(text, [Paragraph(inlines)])), "")
        if not text and texts:
            inlines = self._keep_emphasis(texts)
            text = self._print(inlines, 2)
        return inlines, text

    def _keep_emphasis(self, texts: Sequence[MarkedText]) -> tuple[Inline, ...]:
        """Return inlines with as much of their emphasis as Markdown can express; without any if there are too many."""
        kept = [text._replace(bold=False, italic=False) for text in texts]
        marked_words = [text.text for text in texts if text.bold or text.italic]
        if len(marked_words) > _MAX_TRIED_SPANS:
            self.note(t("bold or italics removed"), " ".join(marked_words), False)
            return nest(normalize(kept))
        for index, text in enumerate(texts):
            if text.bold or text.italic:
                candidate = nest(normalize([*kept[:index], text, *kept[index + 1 :]]))
                if self.parses_to(self._print(candidate, 2), [Paragraph(candidate)]):
                    kept[index] = text
                else:
                    self.note(t("bold or italics removed"), text.text, False)
        return nest(normalize(kept))

    def _print(self, inlines: Sequence[Inline], tier: int, mark: str = "*") -> str:
        text = self._print_nested(inlines, tier, mark)
        escaped = re.sub(_LINE_START, r"\g<number>\\\g<dot>\g<sign>", text) if tier else text
        return escaped.replace("\n", "\\\n")

    def _print_nested(self, inlines: Sequence[Inline], tier: int, mark: str) -> str:
        return "".join(self._print_inline(node, tier, mark) for node in inlines)

    def _print_inline(self, node: Inline, tier: int, mark: str) -> str:
        if isinstance(node, Text):
            return escape(node.text, tier)
        if isinstance(node, FootnoteReference):
            return f"[^{node.name}]"
        if isinstance(node, LineBreak):
            return node.text
        inner = self._print_nested(node.children, tier, mark)
        core = inner.strip()  # spaces at the edges are outside the marks
        return inner.replace(core, self._mark_up(node, core, mark)) if core else inner

    def _mark_up(self, node: Container, inner: str, mark: str) -> str:
        if isinstance(node, ForeignPhrase):
            return f"[{inner}]{{lang={node.language}}}"
        if not isinstance(node, Link):
            sign = "**" if node.is_strong else mark
            return f"{sign}{inner}{sign}"
        has_phrase = any(isinstance(each, ForeignPhrase) for each in tree.walk(node.children))
        if printed_text(node.children) == node.address and re.fullmatch(_ADDRESS, node.address) and not has_phrase:
            return f"<{node.address}>"
        name = node.name or self.names.get(node.address)
        return f"[{inner}][{name}]" if name else f"[{inner}](<{node.address}>)"


_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def print_blocks(blocks: Sequence[Block], writer: MarkdownWriter) -> str:
    """Return blocks as a rich text, whose paragraphs a writer writes; "" without any."""
    return "\n".join([*_lines(blocks, writer), ""]) if blocks else ""


def _lines(blocks: Sequence[Block], writer: MarkdownWriter) -> list[str]:
    lines = []
    for index, (block, bullet) in enumerate(_with_bullets(blocks)):
        lines += ["", *_block_lines(block, writer, bullet)] if index else _block_lines(block, writer, bullet)
    return lines


def _with_bullets(siblings: Sequence[Block]) -> list[tuple[Block, str]]:
    """Return blocks, and the bullet of each: a list of bullets right after one needs the other sign."""
    pairs: list[tuple[Block, str]] = []
    for block in siblings:
        before, sign = pairs[-1] if pairs else (None, "")
        pairs.append((block, "*" if _is_bullets(before) and _is_bullets(block) and sign == "-" else "-"))
    return pairs


def _is_bullets(block: Block | None) -> bool:
    return isinstance(block, List) and not block.delimiter


def _block_lines(block: Block, writer: MarkdownWriter, bullet: str) -> list[str]:
    if isinstance(block, Paragraph):
        return writer.write_paragraph(block.children).split("\n")
    if isinstance(block, Figure):
        return [block.text]
    if isinstance(block, Quotation):
        return [f"> {line}".rstrip() for line in _lines(block.children, writer)]
    return _table_lines(block, writer) if isinstance(block, Table) else _list_lines(block, writer, bullet)


def _list_lines(block: List, writer: MarkdownWriter, bullet: str) -> list[str]:
    lines: list[str] = []
    is_tight = all(map(_is_tight, block.children))
    for index, item in enumerate(block.children):
        marker = f"{block.marker(index) or bullet} "
        tight = (_block_lines(each, writer, sign) for each, sign in _with_bullets(item.children))
        first, *rest = chain.from_iterable(tight) if is_tight else _lines(item.children, writer)
        lines += [""] if lines and not is_tight else []
        lines += [marker + first, *(" " * len(marker) + line if line else "" for line in rest)]
    return lines


def _is_tight(item: Item) -> bool:
    """Return whether an item needs no empty lines: it is a paragraph and lists of such items.

    A number other than 1 right below a paragraph continues it (CommonMark 0.31, section 5.2).
    """
    lists = item.children[1:]
    return all(isinstance(each, List) and each.first == 1 and all(map(_is_tight, each.children)) for each in lists)


def _table_lines(block: Table, writer: MarkdownWriter) -> list[str]:
    rows = (
        " | ".join(writer.write_paragraph(cell.children, in_table=True) for cell in row.children)
        for row in block.children
    )
    header, *body = (f"| {row} |".replace("  ", " ") for row in rows)
    return [header, f"|{'|'.join(_RULES[align] for align in block.aligns)}|", *body]


def escape(text: str, tier: int) -> str:
    """Return words as Markdown: unchanged (0), with ambiguous characters escaped (1), or with all special ones (2)."""
    if tier == 0:
        return text
    return re.sub(_AMBIGUOUS if tier == 1 else _SPECIAL, lambda match: "\\" + match[0][0] + match[0][1:], text)


def _print_plain_words(inlines: Sequence[Inline]) -> tuple[tuple[Inline, ...], str] | None:
    """Return inlines that are words without any sign of Markdown, the usual case, and these; None if they are not."""
    if len(inlines) != 1 or not isinstance(inlines[0], Text):
        return None
    text = " ".join(word for word in inlines[0].text.strip().split(" ") if word)
    is_plain = text and text.replace("\u00a0", "").isprintable() and not re.search(_SPECIAL, text)
    return ((Text(text),), text) if is_plain and not re.match(_LINE_START, text) else None
