"""The inlines of a paragraph -> a flat sequence of words and codes, and such a sequence -> inlines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wsisc.messages import t
from wsisc.messages.diagnostic import excerpt
from wsisc.source.markup import marked_text, tree
from wsisc.source.markup.tree import Emphasis, FootnoteReference, ForeignPhrase, Inline, LineBreak, Link, Text

_NAMED = "wsisc-name:"

PAIRED = ("strong", "em", "link", "language")
"""The kinds of codes that begin and end."""

FORMATTING = ("strong", "em", "language")
"""The kinds of codes that a translation may add, and leave out."""


class Code(NamedTuple):
    """What is not words: bold ("strong"), italics ("em"), a "link", a footnote reference ("note"), a line "break", or
    the "language" of a foreign phrase.

    `id` is its number in the unit, `target` the name of a footnote or link, or the address of a link without a name, or
    the code of a language.
    """

    id: str
    kind: str
    target: str = ""

    @property
    def is_needed(self) -> bool:
        """Whether a translation must have it: a footnote or link; it may need no italics, and no foreign phrase."""
        return self.kind in ("link", "note")


class Piece(NamedTuple):
    """Words, or a code: `edge` is "start" or "end" for one that is paired, otherwise ""."""

    text: str = ""
    code: Code | None = None
    edge: str = ""


class BrokenCodes(Exception):
    """Codes that do not end where they should: `str()` says which."""


def flatten(inlines: Sequence[Inline], links: Iterable[str] = ()) -> list[Piece]:
    """Return inlines as pieces; the codes are numbered from 1. `links` are the names of links.

    What looks the same has the same codes: bold words next to bold words are one code, whatever an author typed.
    """
    texts = marked_text.flatten(inlines, name_links(links))
    return list(_flatten(tree.join_texts(marked_text.nest(marked_text.normalize(texts))), [0]))


def name_links(names: Iterable[str]) -> dict[str, str]:
    """Return addresses by which links with names are known, as no author can write them."""
    return {name: f"{_NAMED}{name}" for name in names}


def _flatten(inlines: Sequence[Inline], count: list[int]) -> Iterator[Piece]:
    for node in inlines:
        if isinstance(node, Text):
            yield Piece(node.text)
            continue
        if isinstance(node, LineBreak) and not node.is_hard:
            yield Piece(node.text)
            continue
        count[0] += 1
        code = Code(str(count[0]), *_describe(node))
        if isinstance(node, Emphasis | Link | ForeignPhrase):
            yield Piece(code=code, edge="start")
            yield from _flatten(node.children, count)
            yield Piece(code=code, edge="end")
        else:
            yield Piece(code=code)


def _describe(node: Inline) -> tuple[str, str]:
    if isinstance(node, Emphasis):
        return "strong" if node.is_strong else "em", ""
    if isinstance(node, ForeignPhrase):
        return "language", node.language
    if isinstance(node, Link):
        return "link", node.name or node.address.removeprefix(_NAMED)
    return ("note", node.name) if isinstance(node, FootnoteReference) else ("break", "")


def to_inlines(pieces: Sequence[Piece], addresses: Mapping[str, str]) -> tuple[Inline, ...]:
    """Return pieces as inlines; `addresses` are those of links by their names.

    Raises BrokenCodes where codes overlap, or have no start or end.
    """
    open_codes: list[tuple[Code, list[Inline]]] = []
    current: list[Inline] = []
    for piece in pieces:
        if piece.code is None:
            current.append(Text(piece.text))
        elif piece.edge == "start":
            open_codes.append((piece.code, current))
            current = []
        elif piece.edge == "end":
            if not open_codes or open_codes[-1][0] != piece.code:
                values = {"id": piece.code.id, "code": describe(piece.code)}
                raise BrokenCodes(t("the code {id} ({code}) ends where it did not begin", **values))
            code, around = open_codes.pop()
            around.append(_paired(code, tuple(current), addresses))
            current = around
        else:
            current.append(_leaf(piece.code))
    if open_codes:
        code = open_codes[-1][0]
        raise BrokenCodes(t("the code {id} ({code}) has no end", id=code.id, code=describe(code)))
    return tree.join_texts(tuple(current))


def _paired(code: Code, children: tuple[Inline, ...], addresses: Mapping[str, str]) -> Inline:
    if code.kind == "link":
        return Link(children, addresses.get(code.target, code.target))
    if code.kind == "language":
        return ForeignPhrase(children, code.target)
    return Emphasis(children, code.kind == "strong")


def _leaf(code: Code) -> Inline:
    return FootnoteReference(code.target) if code.kind == "note" else LineBreak(is_hard=True)


_NAMES = {
    "strong": t("bold"),
    "em": t("italics"),
    "link": t("link"),
    "language": t("language"),
    "note": t("footnote"),
    "break": t("line break"),
}


def describe(code: Code) -> str:
    """Return what a code is, in words."""
    name = _NAMES[code.kind]
    return t("{name} {target}", name=name, target=code.target) if code.target else name


def describe_with_words(code: Code, pieces: Sequence[Piece]) -> str:
    """Return what a code is, and what it is on: its words in `pieces`, of a footnote the code that translators see."""
    if code.kind == "note":
        return t("{code}, {{{id}}}", code=describe(code), id=code.id)
    edges = [at for at, piece in enumerate(pieces) if piece.code == code]
    inside = " ".join(words(pieces[edges[0] : edges[-1]]).split()) if edges else ""
    return t('{code} on "{words}"', code=describe(code), words=excerpt(inside)) if inside else describe(code)


def find_empty(pieces: Sequence[Piece]) -> list[str]:
    """Return the ids of the codes that begin and end without anything to see between."""
    open_codes: dict[str, bool] = {}
    empty = []
    for piece in pieces:
        if piece.code and piece.edge == "start":
            open_codes[piece.code.id] = False
        elif piece.code and piece.edge == "end":
            if open_codes.pop(piece.code.id, True) is False:
                empty.append(piece.code.id)
        elif piece.code or piece.text.strip():
            open_codes = dict.fromkeys(open_codes, True)
    return empty


def words(pieces: Sequence[Piece]) -> str:
    """Return the words of pieces."""
    return "".join(piece.text for piece in pieces)
