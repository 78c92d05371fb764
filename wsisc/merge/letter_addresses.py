"""A version of a submission, and an import of a Word file -> the addresses in that file of the version's letters.

The texts of the import have addresses. Those of the version are the same ones, apart from what was changed between the
two; such letters are `MISSING` in the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from wsisc.diff import reference_matching, section_matching, word_tree
from wsisc.diff.change import Change, TextSpan
from wsisc.diff.word_changes import find_word_changes
from wsisc.diff.word_tree import Atom, Names, Node
from wsisc.importer import ImportResult
from wsisc.importer.normalize import letters
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.model import Submission

MISSING = -1
"""The address of a letter that the Word file does not have."""

type _Word = tuple[Atom, Sequence[int]]
"""A word with the addresses of its letters."""


class LetterAddresses:
    """The letters of a version of a submission; without an import, none has an address."""

    def __init__(self, version: Submission, imported: ImportResult | None) -> None:
        self.version, self.imported = version, imported
        self._texts = _list_texts(version)
        self._found: dict[DataPath, list[_Word]] = {}

    def find(self, spans: Sequence[TextSpan]) -> Iterator[int]:
        """Yield the addresses of the letters in some stretches, and of the images of figures in them."""
        for span in spans:
            for path in [span.path] if span.end is not None else self._list_paths_below(span.path):
                for atom, addresses in self._find_words(path):
                    if span.end is None or span.start <= atom.start < span.end:
                        yield from addresses
            yield from self._find_images(span)

    def _list_paths_below(self, path: DataPath) -> list[DataPath]:
        return [text for text in self._texts if text[: len(path)] == path and text[-1] != "alt"]

    def _find_images(self, span: TextSpan) -> Iterator[int]:
        names = [str(span.path[1])] if span.path[:1] == ("figures",) and len(span.path) == 2 else []
        if span.end is not None and "![" in self._texts.get(span.path, "")[span.start : span.end]:
            nodes = word_tree.walk(word_tree.parse(self._texts[span.path], Names(self.version.links)))
            names += [node.name for node in nodes if node.kind == "figure" and span.start <= node.start < span.end]
        images = self.imported.figure_origins if self.imported else {}
        for name in names:
            yield images.get(str(self._find_counterpart(("figures", name))[1]), MISSING)

    @cached_property
    def _counterparts(self) -> dict[DataPath, DataPath]:
        """The paths of sections, footnotes and figures in the import."""
        other = self.imported.submission if self.imported else self.version
        if other is self.version:
            return {}
        sections = section_matching.match_sections(self.version, other)
        notes = reference_matching.match_footnotes(self.version, other, sections)
        figures = reference_matching.match_figures(self.version, other, sections)
        return {
            **sections,
            **{("footnotes", name): ("footnotes", notes.get(name, "")) for name in self.version.footnotes},
            **{("figures", name): ("figures", figures.get(name, "")) for name in self.version.figures},
        }

    def _find_counterpart(self, path: DataPath) -> DataPath:
        """Return the path of a text in the import."""
        for length in range(len(path), 1, -1):
            if path[:length] in self._counterparts:
                return (*self._counterparts[path[:length]], *path[length:])
        return path

    def _find_words(self, path: DataPath) -> list[_Word]:
        if path not in self._found:
            self._found[path] = [*self._carry_text(path)] if self.imported and path in self._texts else []
        return self._found[path]

    def _carry_text(self, path: DataPath) -> Iterator[_Word]:
        """Yield the words of a text with the addresses that they have in the import."""
        assert self.imported is not None
        leaves = _list_leaves(path, self._texts[path], self.version)
        other, other_path = self.imported.submission, self._find_counterpart(path)
        texts = self._texts if other is self.version else _list_texts(other)
        known = _list_leaves(other_path, texts.get(other_path, ""), other)
        words = [*_add_addresses(known, self.imported.origins.get(other_path, ()))]
        if [leaf.signature for leaf in leaves] == [leaf.signature for leaf in known]:
            for (_, addresses), atom in zip(words, (atom for leaf in leaves for atom in leaf.atoms), strict=True):
                yield atom, addresses
            return
        remaining = iter(words)
        by_leaf = [[*islice(remaining, len(leaf.atoms))] for leaf in known]
        for own, counterpart in word_tree.align_nodes(leaves, known):
            if own is not None:
                yield from _carry(leaves[own].atoms, by_leaf[counterpart] if counterpart is not None else [])


def locate(changes: Sequence[Change], sent: LetterAddresses, received: LetterAddresses) -> list[Change]:
    """Return changes with the addresses of their words; those of words outside of all texts remain as they are."""
    return [
        replace(
            change,
            sent_origins=tuple(sent.find(change.sent)) or change.sent_origins,
            received_origins=tuple(received.find(change.received)) or change.received_origins,
        )
        for change in changes
    ]


def _list_texts(submission: Submission) -> dict[DataPath, str]:
    return dict((*model.rich_texts(submission), *model.plain_texts(submission)))


def _list_leaves(path: DataPath, text: str, submission: Submission) -> list[Node]:
    """Return the nodes of a text that have words, in order; one for a plain text."""
    if path[-1] == "text" or path[0] == "footnotes":
        root = word_tree.parse(text, Names(submission.links))
        return [node for node in word_tree.walk(root) if node.atoms]
    atoms = word_tree.plain_atoms(text)
    return [Node("paragraph", 0, len(text), (), atoms, "", word_tree.make_signature("paragraph", "", atoms, ()))]


def _add_addresses(leaves: Sequence[Node], origins: Sequence[int]) -> Iterator[_Word]:
    """Yield the words of a text with addresses: MISSING if the import does not have one for each letter."""
    atoms = [atom for leaf in leaves for atom in leaf.atoms]
    lengths = [len(letters(atom.text)) for atom in atoms]
    is_known, at = sum(lengths) == len(origins), 0
    for atom, length in zip(atoms, lengths, strict=True):
        yield atom, origins[at : at + length] if is_known else [MISSING] * length
        at += length


def _carry(own: Sequence[Atom], words: Sequence[_Word]) -> Iterator[_Word]:
    """Yield words of a paragraph with the addresses of those that its counterpart has too."""
    addresses = {atom.start: known for atom, known in words}
    for change in find_word_changes(own, [atom for atom, _ in words]):
        if len(change.old) == len(change.new):
            yield from ((old, addresses[new.start]) for old, new in zip(change.old, change.new, strict=True))
        else:
            yield from ((atom, [MISSING] * len(letters(atom.text))) for atom in change.old)
