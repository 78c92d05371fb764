"""Two submissions -> which of their footnotes, and of their figures, correspond: by their places, then their words.

Several can have equal words, such as "See the annex."; each of these is the one that is referenced at the same place.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from wsisc.align.common_words import find_spans
from wsisc.align.sequences import SIMILAR_WORDS, Item, align, list_items
from wsisc.diff import section_matching, word_tree
from wsisc.diff.section_matching import SectionPaths
from wsisc.diff.word_tree import Names, Node
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.markup import richtext, tree
from wsisc.source.markup.tree import RichText, printed_text
from wsisc.source.model import Part, Section, Submission

_REFERENCE = r"(?<!\\)\[\^([^\]\[\s]+)\]"
_SIGN = "\0"  # what any reference is among the words around it
# Without places, the only two that are left are not the same unless they have words in common.
_SIMILAR_WORDS = SIMILAR_WORDS._replace(are_one=lambda *_: False)


class _Unit(NamedTuple):
    """A paragraph, a row of a table, or a figure: its words, these with a sign for each reference, and their names."""

    kind: str
    words: str
    atoms: tuple[str, ...]
    names: tuple[str, ...]


def match_footnotes(
    old: Submission, new: Submission, sections: SectionPaths, known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the names of the footnotes that both submissions have, in the one and in the other.

    `sections` are the paths of the sections that correspond, `known` the names of footnotes that are known to do so.
    """
    words = [{name: footnote_words(each, name) for name in referenced_footnotes(each)} for each in (old, new)]
    return _Matching(old, new, words, sections, known or {}).match()


def name_footnotes_as_in(named: Submission, document: Submission) -> Submission:
    """Return a submission that was read from a document, with the names that its footnotes have in another version.

    A document has no names for them: an import makes some of their words.
    """
    same = match_footnotes(named, document, section_matching.match_sections(named, document))
    names = {new: old for old, new in same.items()}
    for name in (each for each in document.footnotes if each not in names):
        free = name
        while free in same or (free != name and free in document.footnotes):
            free += "-2"
        names[name] = free
    renamed: Submission = _rename_references(document, names)
    return renamed._replace(footnotes={names[name]: text for name, text in renamed.footnotes.items()})


def _rename_references(value: Any, names: Mapping[str, str]) -> Any:
    """Return a value of a submission in whose texts footnotes have other names."""
    result = value
    if isinstance(value, str):
        result = re.compile(_REFERENCE).sub(lambda match: f"[^{names.get(match[1], match[1])}]", value)
    elif isinstance(value, tuple):
        pieces = [_rename_references(each, names) for each in value]
        result = value._make(pieces) if hasattr(value, "_make") else tuple(pieces)
    elif isinstance(value, dict):
        result = {key: _rename_references(each, names) for key, each in value.items()}
    return result


def match_added_footnotes(old: Submission, new: Submission, sections: SectionPaths) -> dict[str, str]:
    """Return the names of the footnotes with the same words at the same place in both submissions."""
    words = [{name: footnote_words(each, name) for name in referenced_footnotes(each)} for each in (old, new)]
    matching = _Matching(old, new, words, sections, {})
    return {name: other for name, other in matching.places if words[0][name] == words[1][other]}


def match_figures(
    old: Submission,
    new: Submission,
    sections: SectionPaths,
    known: Mapping[str, str] | None = None,
    digests: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {}),
) -> dict[str, str]:
    """Return the names of the figures that both submissions have, as `match_footnotes` does.

    `digests` are those of the images of both, by the names of figures, as far as they are known.
    """
    words = [
        {
            name: f"{each.figures[name].caption} {each.figures[name].alt} {known_digests.get(name, '')}".strip()
            for name in placed_figures(each)
        }
        for each, known_digests in zip((old, new), digests, strict=True)
    ]
    return _Matching(old, new, words, sections, known or {}).match()


class _Matching:
    """Finds what corresponds; `words` are those of what is referenced in both submissions, by its name.

    `places` are the names at the same places. `around` are the words around a reference, and which one it is in these,
    by the name of its first.
    """

    def __init__(
        self,
        old: Submission,
        new: Submission,
        words: Sequence[Mapping[str, str]],
        sections: SectionPaths,
        known: Mapping[str, str],
    ) -> None:
        self.words = words
        units = [dict(_list_units(each, named)) for each, named in zip((old, new), words, strict=True)]
        self.places = [*_pair_places(units[0], units[1], sections)]
        self.around = [_find_around(each) for each in units]
        self.matched = dict(known)

    def match(self) -> dict[str, str]:
        """Return the names that correspond, in the order of the old ones.

        The surest come first. What is elsewhere and has other words than before is another one, unless these are
        similar.
        """
        olds, news = self.words
        self.add([pair for pair in self.places if olds[pair[0]] == news[pair[1]]])
        self.add_equal(with_around=True)
        self.add_equal(is_sole=True)
        self.add(self.places)
        self.add_equal()
        left, right = self.remaining
        items = list_items([olds[name] for name in left]), list_items([news[name] for name in right])
        pairs = align(items[0], items[1], _SIMILAR_WORDS)
        self.add([(left[a], right[b]) for a, b in pairs if a is not None and b is not None])
        return {name: self.matched[name] for name in olds if name in self.matched}

    @property
    def remaining(self) -> tuple[list[str], list[str]]:
        """The names of both submissions that correspond to none."""
        used = set(self.matched.values())
        olds, news = self.words
        return [name for name in olds if name not in self.matched], [name for name in news if name not in used]

    def add(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Add the pairs of names that correspond to none yet."""
        used = set(self.matched.values())
        for name, other in pairs:
            if name not in self.matched and other not in used:
                self.matched[name] = other
                used.add(other)

    def add_equal(self, *, with_around: bool = False, is_sole: bool = False) -> None:
        """Add what has the same words, in order, and the same ones around; only what is the sole one with its words."""
        olds, news = (
            {name: (words[name], around[name] if with_around else ()) for name in names if words[name]}
            for names, words, around in zip(self.remaining, self.words, self.around, strict=True)
        )
        counts = Counter(olds.values()), Counter(news.values())
        places: dict[Hashable, list[str]] = {}
        for name, key in news.items():
            places.setdefault(key, []).append(name)
        for name, key in olds.items():
            if key in places and places[key] and (not is_sole or (counts[0][key] == 1 == counts[1][key])):
                self.matched[name] = places[key].pop(0)


def _list_units(submission: Submission, names: Mapping[str, str]) -> Iterator[tuple[DataPath, list[_Unit]]]:
    """Yield the units of the texts of parts and sections that reference some of these, with the paths of those."""
    known = Names(submission.links)
    for path, holder in model.parts_and_sections(submission).items():
        if "[" in holder.text and names:
            yield path, [*_units_in(word_tree.parse(holder.text, known), names)]


def _units_in(node: Node, names: Mapping[str, str]) -> Iterator[_Unit]:
    """Yield the units of a text; `names` are those that count, with the words of what they name."""
    if node.kind == "figure":
        yield _Unit(node.kind, names.get(node.name, ""), (_SIGN,), (node.name,)[: node.name in names])
    elif node.kind in ("paragraph", "row"):
        atoms = [atom for each in word_tree.walk(node) for atom in each.atoms if not atom.note or atom.note in names]
        signs = tuple(_SIGN if atom.note else atom.text for atom in atoms)
        yield _Unit(node.kind, node.words, signs, tuple(atom.note for atom in atoms if atom.note))
    else:
        for child in node.children:
            yield from _units_in(child, names)


def _find_around(texts: Mapping[DataPath, Sequence[_Unit]]) -> dict[str, tuple[str, int]]:
    """Return the words around each reference, and which one it is in these; those of a figure are of no use."""
    found: dict[str, tuple[str, int]] = {}
    for unit in (unit for units in texts.values() for unit in units):
        for at, name in enumerate(unit.names):
            found.setdefault(name, (unit.words if unit.kind != "figure" else "", at))
    return found


def _pair_places(
    olds: Mapping[DataPath, Sequence[_Unit]], news: Mapping[DataPath, Sequence[_Unit]], sections: SectionPaths
) -> Iterator[tuple[str, str]]:
    """Yield the names that are at the same place in corresponding texts."""
    for path, units in olds.items():
        others = news.get(sections.get(path, ()) if "sections" in path else path, ())
        sides = [[Item((unit.kind, unit.words), (unit.words,), unit.kind) for unit in side] for side in (units, others)]
        for a, b in align(sides[0], sides[1], SIMILAR_WORDS):
            if a is not None and b is not None and units[a].names and others[b].names:
                yield from _pair_references(units[a], others[b])


def _pair_references(old: _Unit, new: _Unit) -> Iterator[tuple[str, str]]:
    """Yield the names of references that are between the same words."""
    names, others = iter(old.names), iter(new.names)
    for span in find_spans(old.atoms, new.atoms):
        pairs = [
            [next(side) for atom in atoms if atom == _SIGN]
            for side, atoms in (
                (names, old.atoms[span.start : span.end]),
                (others, new.atoms[span.first : span.last]),
            )
        ]
        if span.is_same:
            yield from zip(*pairs, strict=True)


def referenced_footnotes(submission: Submission) -> list[str]:
    """Return the names of the footnotes that the texts of a submission reference, in order."""
    names = (name for text in _texts_in_order(submission) for name in tree.footnote_names(text))
    return [name for name in names if name in submission.footnotes]


def placed_figures(submission: Submission) -> list[str]:
    """Return the names of the figures that the texts of a submission place, in order."""
    figures = (each for text in _texts_in_order(submission) for each in tree.find(text.blocks, tree.Figure))
    return [each.name for each in figures if each.name in submission.figures]


def _texts_in_order(submission: Submission) -> Iterator[RichText]:
    """Yield the texts of parts and sections in the order of the printed document."""
    links = frozenset(submission.links)

    def texts_within(holder: Part | Section) -> Iterator[RichText]:
        yield richtext.parse(holder.text, links)
        for section in holder.sections:
            yield from texts_within(section)
        for part in holder.parts if isinstance(holder, Part) else ():
            yield from texts_within(part)

    for part in submission.parts:
        yield from texts_within(part)


def footnote_words(submission: Submission, name: str) -> str:
    """Return the words of a footnote, on one line."""
    text = richtext.parse(submission.footnotes[name], frozenset(submission.links))
    return " ".join(printed_text(text.blocks).split())
