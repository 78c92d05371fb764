"""The spans of a paragraph -> Markdown that gives exactly them when it is parsed, and as readable as can be."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from wsisc.importer import nodes
from wsisc.importer.nodes import BREAK, Atom, Para, Span, atoms, is_space
from wsisc.markup import limits, richtext

type Note = Callable[[str, str], None]
"""Tells of something: its kind, and the words."""

_PUNCTUATION = r"!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"
_RISKY = re.compile(
    rf"\\(?=[{_PUNCTUATION}\n]|$)|[*`\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~~+|!(?=\[)|\^(?=\[)"
)
_ANY = re.compile(r"[\\`*_\[\]{}<>&|!#~$^@]")
_LINE_START = re.compile(r"^(?:(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)|(?P<sign>[-+*>#|=~:]))", re.MULTILINE)
_MOST_MARKED = 60
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:[^\s<>\[\]]*", re.IGNORECASE)


def escaped(text: str, tier: int) -> str:
    """Return words as Markdown: as they are (0), what may mean something escaped (1), or all that ever does (2)."""
    if tier == 0:
        return text
    return (_RISKY if tier == 1 else _ANY).sub(lambda match: "\\" + match[0][0] + match[0][1:], text)


def _starts(text: str, tier: int) -> str:
    """Escape what would mean something at the beginning of a line."""
    if tier == 0:
        return text
    return _LINE_START.sub(_escaped_start, text)


def _escaped_start(match: re.Match[str]) -> str:
    return f"{match['number']}\\{match['dot']}" if match["number"] else f"\\{match['sign']}"


def _plainly(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], str] | None:
    """Return spans that are one stretch of words without any sign of Markdown, which is most often so; else None."""
    if len(spans) != 1 or spans[0] != Span(spans[0].text):
        return None
    text = " ".join(word for word in spans[0].text.strip().split(" ") if word)
    is_plain = text and text.replace("\u00a0", "").isprintable() and not _ANY.search(text)
    return ((Span(text),), text) if is_plain and not _LINE_START.match(text) else None


class Writer:
    """Writes paragraphs; `names` are those of links by their addresses.

    `beyond` has the words of texts that hold more than the format takes: nobody can read them back.
    """

    def __init__(self, names: Mapping[str, str], note: Note) -> None:
        self.names, self.note = names, note
        self.links = {name: address for address, name in names.items()}
        self.beyond: dict[str, str] = {}
        self._found: dict[tuple[Span, ...], tuple[tuple[Span, ...], str]] = {}

    def settled(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Return spans as they will be written: emphasis is given up before words, and told."""
        return self._best(tuple(spans))[0]

    def paragraph(self, spans: Sequence[Span], in_table: bool = False) -> str:
        """Return the Markdown of a paragraph."""
        text = self._best(tuple(spans))[1]
        return text.replace("\\|", "|").replace("|", "\\|") if in_table else text

    def _best(self, given: tuple[Span, ...]) -> tuple[tuple[Span, ...], str]:
        if given not in self._found:
            found = _plainly(given) or self._tried(tidy(given))
            self._found[given] = self._found[found[0]] = found
        return self._found[given]

    def _tried(self, spans: list[Span]) -> tuple[tuple[Span, ...], str]:
        """Return spans as the most readable Markdown that gives them."""
        wanted = list(nodes.of_nodes([Para(tuple(spans))]))
        tried = (self._written(spans, tier, mark) for mark in ("*", "_") for tier in (0, 1, 2))
        is_sayable = not limits.excess(self._written(spans, 2, "*"))
        text = next((text for text in tried if self.gives(text, wanted)), "") if is_sayable else ""
        if not is_sayable:
            spans = tidy([span._replace(bold=False, italic=False) for span in spans])
            text = self._written(spans, 2, "*")
        elif not text and spans:
            spans = self._most_emphasis(spans)
            text = self._written(spans, 2, "*")
        return tuple(spans), text

    def _most_emphasis(self, spans: Sequence[Span]) -> list[Span]:
        """Return spans with as much of their emphasis as Markdown can say; of very many, none."""
        bare = [span._replace(bold=False, italic=False) for span in spans]
        marked = [span.text for span in spans if span.bold or span.italic]
        if len(marked) > _MOST_MARKED:
            self.note("bold or italics given up", " ".join(marked))
            return tidy(bare)
        for index, span in enumerate(spans):
            if span.bold or span.italic:
                tried = tidy([*bare[:index], span, *bare[index + 1 :]])
                wanted = list(nodes.of_nodes([Para(tuple(tried))]))
                if self.gives(self._written(tried, 2, "*"), wanted):
                    bare[index] = span
                else:
                    self.note("bold or italics given up", span.text)
        return tidy(bare)

    def gives(self, text: str, wanted: list[Atom]) -> bool:
        """Tell whether a Markdown text gives what is wanted."""
        return list(nodes.of_tokens(richtext.parse(text, frozenset(self.links)), self.links)) == wanted

    def _written(self, spans: Sequence[Span], tier: int, mark: str) -> str:
        text = self._nested(list(spans), frozenset(), tier, mark)
        return _starts(text, tier).replace("\n", "\\\n")

    def _nested(self, spans: list[Span], active: frozenset[str], tier: int, mark: str) -> str:
        """Return spans as Markdown; of the marks that begin together, the one that reaches farthest is outside."""
        parts, index = [], 0
        while index < len(spans):
            missing = _marks(spans[index]) - active
            if not missing:
                parts.append(_words(spans[index], tier))
                index += 1
                continue
            reach = {each: _reach(spans, index, each) for each in missing}
            outer = max(sorted(missing, key=_order), key=lambda each: reach[each])
            end = index + reach[outer]
            inner = self._nested(spans[index:end], active | {outer}, tier, mark)
            parts.append(self._around(outer, inner, spans[index:end], mark))
            index = end
        return "".join(parts)

    def _around(self, outer: str, inner: str, spans: list[Span], mark: str) -> str:
        """Return words with a mark around them; spaces at their edges stay outside."""
        core = inner.strip()
        if not core:
            return inner
        before, after = inner[: inner.index(core)], inner[inner.index(core) + len(core) :]
        return f"{before}{self._marked(outer, core, spans, mark)}{after}"

    def _marked(self, outer: str, inner: str, spans: list[Span], mark: str) -> str:
        if outer == "bold":
            return f"**{inner}**"
        if outer == "italic":
            return f"{mark}{inner}{mark}"
        if "".join(span.text for span in spans) == outer and _ADDRESS.fullmatch(outer):
            return f"<{outer}>"
        name = self.names.get(outer)
        return f"[{inner}][{name}]" if name else f"[{inner}](<{outer}>)"


def _words(span: Span, tier: int) -> str:
    return escaped(span.text, tier) + (f"[^{span.note}]" if span.note else "")


def _marks(span: Span) -> frozenset[str]:
    found = {"bold"} if span.bold else set[str]()
    found |= {"italic"} if span.italic else set()
    return frozenset(found | ({span.link} if span.link else set()))


def _order(mark: str) -> int:
    return ("bold", "italic").index(mark) if mark in ("bold", "italic") else 2


def _reach(spans: list[Span], start: int, mark: str) -> int:
    end = start
    while end < len(spans) and mark in _marks(spans[end]):
        end += 1
    return end - start


class _Filled(NamedTuple):
    """An atom with its marks and address; a space, a break and a call have those that both their neighbours have."""

    atom: Atom
    marks: str
    link: str


def tidy(spans: Sequence[Span]) -> list[Span]:
    """Return spans as Markdown can have them: no marks at the edge of words, no call in the words of a link."""
    tidied: list[Span] = []
    pending: list[str] = []
    before: tuple[str, str] = ("", "")
    for atom, marks, link in _calls_behind_links(_filled(_without_edges(atoms(spans)))):
        if pending and (atom[0] == "n" or before != (marks, link)):
            tidied.append(_span("".join(pending), *before))
            pending = []
        if atom[0] == "n":
            tidied.append(_span("", marks, link)._replace(note=atom[1]))
            continue
        pending.append("\n" if atom == BREAK else atom[1])
        before = marks, link
    return [*tidied, _span("".join(pending), *before)] if pending else tidied


def _without_edges(found: list[Atom]) -> list[Atom]:
    """Return atoms without breaks before the first and after the last of the others: no paragraph has those."""
    inner = [index for index, atom in enumerate(found) if atom != BREAK]
    return found[inner[0] : inner[-1] + 1] if inner else []


def _span(text: str, marks: str, link: str) -> Span:
    return Span(text, "b" in marks, "i" in marks, link)


def _filled(found: list[Atom]) -> list[_Filled]:
    after: list[Atom | None] = []
    following: Atom | None = None
    for atom in reversed(found):
        after.append(following)
        following = following if _is_neutral(atom) else atom
    filled, before = list[_Filled](), None
    for atom, next_one in zip(found, reversed(after), strict=True):
        if not _is_neutral(atom):
            before = atom
            filled.append(_Filled(atom, atom[2], atom[3]))
        elif before is None or next_one is None:
            filled.append(_Filled(atom, "", ""))
        else:
            marks = "".join(each for each in before[2] if each in next_one[2])
            filled.append(_Filled(atom, marks, before[3] if before[3] == next_one[3] else ""))
    return filled


def _calls_behind_links(filled: list[_Filled]) -> list[_Filled]:
    """Move the calls of notes out of the words of links, to their end."""
    moved, waiting = list[_Filled](), list[_Filled]()
    for each in filled:
        if waiting and each.link != waiting[0].link:
            moved += [call._replace(link="") for call in waiting]
            waiting = []
        if each.atom[0] == "n" and each.link:
            waiting.append(each)
        else:
            moved.append(each)
    return moved + [call._replace(link="") for call in waiting]


def _is_neutral(atom: Atom) -> bool:
    return atom[0] in ("n", "b") or is_space(atom)
