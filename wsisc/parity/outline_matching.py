"""The outlines of an original and a translation -> which of their parts and sections correspond, and which moved.

Parts correspond by their keys, sections by their ids. Titles differ by language, so sections without an id are aligned
by what is the same in all languages, within the part or section around them; those that remain are aligned in order.
"""

from collections import Counter
from collections.abc import Sequence

from wsisc.align.common_words import similarity
from wsisc.align.sequences import SIMILAR_WORDS, Item, Pairs, align
from wsisc.messages.diagnostic import DataPath
from wsisc.parity.compared_outline import Outline, OutlineNode, Signature
from wsisc.source.model import Section

_LEAST_SIMILARITY = 0.5  # of numbers, links and tags, from which a section elsewhere is the same one; a guess

type SectionPaths = dict[DataPath, DataPath]
"""The path of each part and section of the original, and that of its counterpart."""


def match_outlines(original: Outline, translation: Outline) -> SectionPaths:
    """Return the paths of the parts and sections that both have."""
    matched: SectionPaths = {path: path for path in original.nodes if "sections" not in path}
    matched = {path: path for path in matched if path in translation.nodes}
    by_id = {_id(node): node.path for node in translation.nodes.values() if _id(node)}
    matched |= {node.path: by_id[_id(node)] for node in original.nodes.values() if _id(node) in by_id}
    for path, node in original.nodes.items():  # those around others come first
        if path in matched:
            _match_children(node, translation.nodes[matched[path]], matched)
    _match_moved(original, translation, matched)
    return matched


def _id(node: OutlineNode) -> str:
    return node.holder.id if isinstance(node.holder, Section) else ""


def _match_children(one: OutlineNode, other: OutlineNode, matched: SectionPaths) -> None:
    """Add the pairs of sections that are directly in two corresponding parts or sections."""
    used = set(matched.values())
    olds = [each for each in one.children if "sections" in each.path and each.path not in matched]
    news = [each for each in other.children if "sections" in each.path and each.path not in used]
    pairs = align_gaps(
        [each.signature for each in olds], [each.signature for each in news],
        [each.tokens for each in olds], [each.tokens for each in news],
    )  # fmt: skip
    for a, b in pairs:
        if a is not None and b is not None and not (_id(olds[a]) and _id(news[b])):
            matched[olds[a].path] = news[b].path


def _match_moved(original: Outline, translation: Outline, matched: SectionPaths) -> None:
    """Add the pairs of sections that are in different places and have most of what distinguishes them in common."""
    used = set(matched.values())
    rest = [node for path, node in translation.nodes.items() if path not in used and not _id(node)]
    for path, node in original.nodes.items():
        if path in matched or not node.tokens or _id(node):
            continue
        found = max(rest, key=lambda each: similarity(node.tokens, each.tokens), default=None)
        if found and similarity(node.tokens, found.tokens) >= _LEAST_SIMILARITY:
            matched[path] = found.path
            rest.remove(found)


def align_gaps(
    olds: Sequence[Signature], news: Sequence[Signature], old_words: Sequence[str], new_words: Sequence[str]
) -> Pairs:
    """Return the pairs of two sequences, as `align` does; what remains between two pairs is paired in order.

    No policy of `align` does that: in two languages the words say little, and the place says most.

    As many elements as before are paired in order, unless some are elsewhere: what is in another place of the other
    sequence, as it is, remains without a counterpart.
    """
    if len(olds) == len(news) and not _has_moved(olds, news):
        return [(at, at) for at in range(len(olds))]
    closed: Pairs = []
    gap: Pairs = []
    one, other = (
        [Item(key, (text,), is_list=key[0] == "list") for key, text in zip(keys, words, strict=True)]
        for keys, words in ((olds, old_words), (news, new_words))
    )
    for pair in (*align(one, other, SIMILAR_WORDS), (0, 0)):
        if None in pair:
            gap.append(pair)
            continue
        closed += [*_close_gap(gap, olds, news), pair]
        gap = []
    return closed[:-1]


def _has_moved(olds: Sequence[Signature], news: Sequence[Signature]) -> bool:
    """Return whether an element that is the only one of its kind in both is in another place."""
    counts = Counter(olds), Counter(news)
    return any(
        counts[0][each] == counts[1][each] == 1 and news[at] != each and news[at] != olds[at]
        for at, each in enumerate(olds)
    )


def _close_gap(gap: Pairs, olds: Sequence[Signature], news: Sequence[Signature]) -> Pairs:
    one = [a for a, _ in gap if a is not None]
    other = [b for _, b in gap if b is not None]
    movable = {b for b in other if news[b] in olds}
    pairs: Pairs = []
    for a in one:
        b = None if olds[a] in news else next((each for each in other if each not in movable), None)
        if b is not None:
            pairs += [(None, each) for each in other[: other.index(b)]]
            other = other[other.index(b) + 1 :]
        pairs.append((a, b))
    return [*pairs, *((None, each) for each in other)]
