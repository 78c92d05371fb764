"""The spans of a paragraph -> the most readable Markdown that is parsed as exactly these spans."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from wsisc.importer import nodes
from wsisc.importer.nodes import BREAK, InlineSpan, MarkupAtom, ParagraphNode, is_space, span_atoms
from wsisc.markup import limits, richtext

type ReportNote = Callable[[str, str], None]
"""Reports something: its kind, and the words."""

_PUNCTUATION = r"!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"
_AMBIGUOUS = re.compile(
    rf"\\(?=[{_PUNCTUATION}\n]|$)|[*`\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~~+|!(?=\[)|\^(?=\[)"
)
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>&|!#~$^@]")
_LINE_START = re.compile(r"^(?:(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)|(?P<sign>[-+*>#|=~:]))", re.MULTILINE)
_MAX_TRIED_SPANS = 60
"""Bounds time: each marked span is tried with one parse, and more can only come from a broken file. A guess."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:[^\s<>\[\]]*", re.IGNORECASE)


def escape(text: str, tier: int) -> str:
    """Return words as Markdown: unchanged (0), with ambiguous characters escaped (1), or with all special ones (2)."""
    if tier == 0:
        return text
    return (_AMBIGUOUS if tier == 1 else _SPECIAL).sub(lambda match: "\\" + match[0][0] + match[0][1:], text)


def _escape_line_starts(text: str, tier: int) -> str:
    """Escape what would be markup at the beginning of a line."""
    if tier == 0:
        return text
    return _LINE_START.sub(_escape_match, text)


def _escape_match(match: re.Match[str]) -> str:
    return f"{match['number']}\\{match['dot']}" if match["number"] else f"\\{match['sign']}"


def _write_plain_words(spans: tuple[InlineSpan, ...]) -> tuple[tuple[InlineSpan, ...], str] | None:
    """Return spans that are one stretch of words without any sign of Markdown, the usual case; None if they are not."""
    if len(spans) != 1 or spans[0] != InlineSpan(spans[0].text):
        return None
    text = " ".join(word for word in spans[0].text.strip().split(" ") if word)
    is_plain = text and text.replace("\u00a0", "").isprintable() and not _SPECIAL.search(text)
    return ((InlineSpan(text),), text) if is_plain and not _LINE_START.match(text) else None


class MarkdownWriter:
    """Writes paragraphs; `names` are those of links by their addresses.

    `oversized` has the words of texts beyond the limits of the format, which the parser does not read back.
    """

    def __init__(self, names: Mapping[str, str], note: ReportNote) -> None:
        self.names, self.note = names, note
        self.links = {name: address for address, name in names.items()}
        self.oversized: dict[str, str] = {}
        self._cache: dict[tuple[InlineSpan, ...], tuple[tuple[InlineSpan, ...], str]] = {}

    def normalize_spans(self, spans: Sequence[InlineSpan]) -> tuple[InlineSpan, ...]:
        """Return spans as they will be written. Emphasis that Markdown cannot express is dropped and reported."""
        return self._render(tuple(spans))[0]

    def write_paragraph(self, spans: Sequence[InlineSpan], in_table: bool = False) -> str:
        """Return the Markdown of a paragraph."""
        text = self._render(tuple(spans))[1]
        return text.replace("\\|", "|").replace("|", "\\|") if in_table else text

    def _render(self, spans: tuple[InlineSpan, ...]) -> tuple[tuple[InlineSpan, ...], str]:
        if spans not in self._cache:
            rendered = _write_plain_words(spans) or self._find_readable(tidy_spans(spans))
            self._cache[spans] = self._cache[rendered[0]] = rendered
        return self._cache[spans]

    def _find_readable(self, spans: list[InlineSpan]) -> tuple[tuple[InlineSpan, ...], str]:
        """Return spans, with as much emphasis as can be, and their Markdown: the most readable that is parsed as them.

        Escapes are tried from none to all, first with * and then with _ for italics.
        """
        expected = list(nodes.node_atoms([ParagraphNode(tuple(spans))]))
        candidates = (self._write(spans, tier, mark) for mark in ("*", "_") for tier in (0, 1, 2))
        is_within_limits = not limits.find_excess(self._write(spans, 2, "*"))
        text = next((text for text in candidates if self.parses_to(text, expected)), "") if is_within_limits else ""
        if not is_within_limits:
            spans = tidy_spans([span._replace(bold=False, italic=False) for span in spans])
            text = self._write(spans, 2, "*")
        elif not text and spans:
            spans = self._keep_emphasis(spans)
            text = self._write(spans, 2, "*")
        return tuple(spans), text

    def _keep_emphasis(self, spans: Sequence[InlineSpan]) -> list[InlineSpan]:
        """Return spans with as much of their emphasis as Markdown can express; without any if there are too many."""
        kept = [span._replace(bold=False, italic=False) for span in spans]
        marked_words = [span.text for span in spans if span.bold or span.italic]
        if len(marked_words) > _MAX_TRIED_SPANS:
            self.note("bold or italics given up", " ".join(marked_words))
            return tidy_spans(kept)
        for index, span in enumerate(spans):
            if span.bold or span.italic:
                candidate = tidy_spans([*kept[:index], span, *kept[index + 1 :]])
                expected = list(nodes.node_atoms([ParagraphNode(tuple(candidate))]))
                if self.parses_to(self._write(candidate, 2, "*"), expected):
                    kept[index] = span
                else:
                    self.note("bold or italics given up", span.text)
        return tidy_spans(kept)

    def parses_to(self, text: str, expected: list[MarkupAtom]) -> bool:
        """Return whether a Markdown text is parsed as the expected atoms."""
        return list(nodes.token_atoms(richtext.parse(text, frozenset(self.links)), self.links)) == expected

    def _write(self, spans: Sequence[InlineSpan], tier: int, mark: str) -> str:
        text = self._write_nested(list(spans), frozenset(), tier, mark)
        return _escape_line_starts(text, tier).replace("\n", "\\\n")

    def _write_nested(self, spans: list[InlineSpan], active: frozenset[str], tier: int, mark: str) -> str:
        """Return spans as Markdown; of marks that begin together the one that ends last is outside."""
        parts, index = [], 0
        while index < len(spans):
            missing = _marks(spans[index]) - active
            if not missing:
                parts.append(_words(spans[index], tier))
                index += 1
                continue
            reach = {each: _run_length(spans, index, each) for each in missing}
            outer = max(sorted(missing, key=_order), key=lambda each: reach[each])
            end = index + reach[outer]
            inner = self._write_nested(spans[index:end], active | {outer}, tier, mark)
            parts.append(self._wrap(outer, inner, spans[index:end], mark))
            index = end
        return "".join(parts)

    def _wrap(self, outer: str, inner: str, spans: list[InlineSpan], mark: str) -> str:
        """Return words with a mark around them; spaces at their edges are outside."""
        core = inner.strip()
        if not core:
            return inner
        before, after = inner[: inner.index(core)], inner[inner.index(core) + len(core) :]
        return f"{before}{self._mark_up(outer, core, spans, mark)}{after}"

    def _mark_up(self, outer: str, inner: str, spans: list[InlineSpan], mark: str) -> str:
        if outer == "bold":
            return f"**{inner}**"
        if outer == "italic":
            return f"{mark}{inner}{mark}"
        if "".join(span.text for span in spans) == outer and _ADDRESS.fullmatch(outer):
            return f"<{outer}>"
        name = self.names.get(outer)
        return f"[{inner}][{name}]" if name else f"[{inner}](<{outer}>)"


def _words(span: InlineSpan, tier: int) -> str:
    return escape(span.text, tier) + (f"[^{span.note}]" if span.note else "")


def _marks(span: InlineSpan) -> frozenset[str]:
    marks = {"bold"} if span.bold else set[str]()
    marks |= {"italic"} if span.italic else set()
    return frozenset(marks | ({span.link} if span.link else set()))


def _order(mark: str) -> int:
    return ("bold", "italic").index(mark) if mark in ("bold", "italic") else 2


def _run_length(spans: list[InlineSpan], start: int, mark: str) -> int:
    end = start
    while end < len(spans) and mark in _marks(spans[end]):
        end += 1
    return end - start


class _MarkedAtom(NamedTuple):
    """An atom with its marks and address; a space, a break and a note have those that both their neighbours have."""

    atom: MarkupAtom
    marks: str
    link: str


def tidy_spans(spans: Sequence[InlineSpan]) -> list[InlineSpan]:
    """Return spans as Markdown can have them: no marks on spaces between words, no note in the words of a link."""
    tidied: list[InlineSpan] = []
    pending: list[str] = []
    before: tuple[str, str] = ("", "")
    for atom, marks, link in _move_notes_behind_links(_mark_atoms(_strip_breaks(span_atoms(spans)))):
        if pending and (atom[0] == "n" or before != (marks, link)):
            tidied.append(_span("".join(pending), *before))
            pending = []
        if atom[0] == "n":
            tidied.append(_span("", marks, link)._replace(note=atom[1]))
            continue
        pending.append("\n" if atom == BREAK else atom[1])
        before = marks, link
    return [*tidied, _span("".join(pending), *before)] if pending else tidied


def _strip_breaks(paragraph_atoms: list[MarkupAtom]) -> list[MarkupAtom]:
    """Return atoms without the breaks at both ends: no paragraph of Markdown has those."""
    inner = [index for index, atom in enumerate(paragraph_atoms) if atom != BREAK]
    return paragraph_atoms[inner[0] : inner[-1] + 1] if inner else []


def _span(text: str, marks: str, link: str) -> InlineSpan:
    return InlineSpan(text, "b" in marks, "i" in marks, link)


def _mark_atoms(paragraph_atoms: list[MarkupAtom]) -> list[_MarkedAtom]:
    after: list[MarkupAtom | None] = []
    following: MarkupAtom | None = None
    for atom in reversed(paragraph_atoms):
        after.append(following)
        following = following if _is_neutral(atom) else atom
    marked, before = list[_MarkedAtom](), None
    for atom, next_one in zip(paragraph_atoms, reversed(after), strict=True):
        if not _is_neutral(atom):
            before = atom
            marked.append(_MarkedAtom(atom, atom[2], atom[3]))
        elif before is None or next_one is None:
            marked.append(_MarkedAtom(atom, "", ""))
        else:
            marks = "".join(each for each in before[2] if each in next_one[2])
            marked.append(_MarkedAtom(atom, marks, before[3] if before[3] == next_one[3] else ""))
    return marked


def _move_notes_behind_links(marked_atoms: list[_MarkedAtom]) -> list[_MarkedAtom]:
    """Move the references to notes in the words of a link behind the link."""
    moved, waiting = list[_MarkedAtom](), list[_MarkedAtom]()
    for each in marked_atoms:
        if waiting and each.link != waiting[0].link:
            moved += [call._replace(link="") for call in waiting]
            waiting = []
        if each.atom[0] == "n" and each.link:
            waiting.append(each)
        else:
            moved.append(each)
    return moved + [call._replace(link="") for call in waiting]


def _is_neutral(atom: MarkupAtom) -> bool:
    return atom[0] in ("n", "b") or is_space(atom)
