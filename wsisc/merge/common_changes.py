"""Three versions of a submission -> what author and reviewer both did, by the places of the words.

A count of all words cannot tell who removed which: an author who removed a sentence, and has some of its words in
another place, has as many of them as before. Here a word is where it is: in a text, a passage of it, and an atom there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from wsisc.diff import printed_content, word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, TextSpan, Verdict
from wsisc.diff.printed_content import AccountKey, word_keys
from wsisc.diff.sides import Sides
from wsisc.diff.word_changes import find_word_changes
from wsisc.diff.word_tree import Atom, Names, Node
from wsisc.merge import thresholds
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.source.model import Part, Section, Submission

_MOVED_HERE = t("you moved it to this place")
_SENTENCE_ENDS = frozenset(".!?…。！？؟।")

type _Places = set[tuple[int, int]]
"""Places of words in a text: the index of a passage, and that of an atom in it."""


class _Passages(NamedTuple):
    """The passages of a text in each version, with the title of its section; () where a version has no such text.

    `path` is that of the text in base.
    """

    path: DataPath
    base: tuple[Node, ...]
    theirs: tuple[Node, ...]
    ours: tuple[Node, ...]


def count_common(sides: Sides) -> tuple[Counter[AccountKey], Counter[AccountKey]]:
    """Return how often each word was removed by both, and how often it was added by both, in the same place."""
    removed, added = Counter[AccountKey](), Counter[AccountKey]()
    for text in _list_texts(sides):
        removed.update(_count(text.base, _find_removed_by_both(text)))
        added.update(_count(text.theirs, _find_gone(text.theirs, text.base) - _find_gone(text.theirs, text.ours)))
    return removed, added


def find_moved_sentences(sides: Sides, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield a conflict for neighbouring sentences that the reviewer removed, and the author moved to another place.

    `changes` are those found by blocks: what one of them reports is not reported again.
    """
    passages = [[*printed_content.passages(each)] for each in (sides.base, sides.theirs, sides.ours)]
    reported = [" ".join(each.old.split()) for each in changes if each.verdict != Verdict.CLEAN]

    def find_place(sentence: str) -> int | None:
        """Return the index of the passage of ours to which a sentence of base was moved, None if it was not."""
        base, theirs, ours = (sum(sentence in words for _, words in each) for each in passages)
        if not ours >= base > theirs or any(sentence in each for each in reported):
            return None
        return next(index for index, (_, words) in enumerate(passages[2]) if sentence in words)

    for text in _list_texts(sides):
        removed = _find_sentences(text, _find_removed_by_both(text))
        for place, group in groupby(removed, key=lambda sentence: find_place(sentence[0])):
            if place is not None:
                sentences = [*group]
                words = " ".join(sentence for sentence, _ in sentences)
                yield Change(
                    action=ChangeAction.REMOVED,
                    kind=ChangeKind.WORDS,
                    path=passages[2][place][0],
                    old=words,
                    quote=words,
                    verdict=Verdict.CONFLICT,
                    reason=_MOVED_HERE,
                    sent=tuple(span for _, span in sentences),
                )


def locate_moved_blocks(sides: Sides, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield changes; one of a block that the author moved has the path of the text in which the block is now."""
    for change in changes:
        is_lost = change.verdict == Verdict.CONFLICT and change.edit is None and change.quote == change.old != ""
        if is_lost and change.kind != ChangeKind.SECTION:
            sent, own = (_find_blocks(each, change.old) for each in (sides.base, sides.ours))
            if len(sent) <= len(own) and len(set(own)) == 1:
                yield replace(change, path=own[0], reason=_MOVED_HERE)
                continue
        yield change


def _find_blocks(submission: Submission, words: str) -> list[DataPath]:
    """Return the paths of the texts that have a block with these words, once for each of these."""
    trees = word_tree.parse_texts(submission)
    return [path for path, root in trees for node in word_tree.walk(root) if node.words == words]


def _list_texts(sides: Sides) -> Iterator[_Passages]:
    """Yield the texts of base with their counterparts."""
    names = sides.base_names, sides.their_names, sides.our_names
    base, theirs, ours = sides.parts_and_sections
    for path, holder in base.items():
        is_section = isinstance(holder, Section)
        their_path = sides.sections_to_theirs.get(path, ()) if is_section else path
        own_path = sides.sections_to_ours.get(path, ()) if is_section else path
        holders = holder, theirs.get(their_path), ours.get(own_path)
        passages = (_list_passages(version, known) for version, known in zip(holders, names, strict=True))
        yield _Passages((*path, "text"), *passages)
    for name, note in sides.base.footnotes.items():
        their_name, own_name = sides.notes_to_theirs.get(name, ""), sides.notes_to_ours.get(name, "")
        texts = note, sides.theirs.footnotes.get(their_name, ""), sides.ours.footnotes.get(own_name, "")
        leaves = (_list_leaves(version, known) for version, known in zip(texts, names, strict=True))
        yield _Passages(("footnotes", name), *leaves)


def _list_passages(holder: Part | Section | None, names: Names) -> tuple[Node, ...]:
    if holder is None:
        return ()
    title = word_tree.plain_atoms(holder.title) if isinstance(holder, Section) else ()
    heading = [Node("title", 0, 0, (), title, "", ("title", title))] if title else []
    return (*heading, *_list_leaves(holder.text, names))


def _list_leaves(text: str, names: Names) -> tuple[Node, ...]:
    return tuple(each for each in word_tree.walk(word_tree.parse(text, names)) if each.atoms)


def _find_removed_by_both(text: _Passages) -> _Places:
    gone = _find_gone(text.base, text.theirs)
    return gone & _find_gone(text.base, text.ours) if gone else gone


def _find_gone(nodes: Sequence[Node], others: Sequence[Node]) -> _Places:
    """Return the places of what the passages of another version do not have there."""
    gone: _Places = set()
    if [each.signature for each in nodes] == [each.signature for each in others]:
        return gone
    for index, other in word_tree.align_nodes(nodes, others):
        if index is None or (other is not None and nodes[index].signature == others[other].signature):
            continue
        start = 0
        for change in find_word_changes(nodes[index].atoms, () if other is None else others[other].atoms):
            end = start + len(change.old)
            gone.update((index, at) for at in range(start, end) if change.action == "removed")
            start = end
    return gone


def _count(nodes: Sequence[Node], places: _Places) -> Iterator[AccountKey]:
    """Yield the words at some places."""
    for index, node in enumerate(nodes):
        for is_counted, group in groupby(enumerate(node.atoms), key=lambda pair: (index, pair[0]) in places):
            yield from word_keys("".join(atom.text for _, atom in group)) if is_counted else ()


def _find_sentences(passages: _Passages, gone: _Places) -> Iterator[tuple[str, TextSpan]]:
    """Yield the sentences of base of which every word is gone, but for short ones, which recur by chance."""
    for index, node in enumerate(passages.base):
        start = 0
        for end in range(1, len(node.atoms) + 1):
            if end < len(node.atoms) and not _ends_sentence(node.atoms[end - 1], node.atoms[end]):
                continue
            words = [at for at in range(start, end) if node.atoms[at].text[:1].isalnum()]
            text = "".join(atom.text for atom in node.atoms[start:end])
            if gone.issuperset((index, at) for at in words) and len(text) >= thresholds.MOVED_CHARACTERS:
                path = (*passages.path[:-1], "title") if node.kind == "title" else passages.path
                yield " ".join(text.split()), TextSpan(path, node.atoms[start].start, node.atoms[end - 1].end)
            start = end


def _ends_sentence(atom: Atom, following: Atom) -> bool:
    return atom.text in _SENTENCE_ENDS and (following.text.isspace() or not atom.text.isascii())
