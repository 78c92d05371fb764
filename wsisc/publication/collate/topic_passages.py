"""The tags of a submission -> what it says on each topic: each term of a vocabulary, or part of the call."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls import locale as locales
from wsisc.calls.locale import Locale
from wsisc.calls.vocabularies import Vocabulary
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.document.prose import part_ids
from wsisc.messages.diagnostic import DataPath
from wsisc.source.model import Part, Section, Tags
from wsisc.text.shared import group_values
from wsisc.text.slots import fill

PART = "part"
"""The grouping by part of the call; all others are by the terms of a vocabulary."""


class CompendiumTopic(NamedTuple):
    """A topic: its rank, its key for anchors, its name for readers, and a description (may be "")."""

    rank: tuple[int, str]
    key: str
    name: str
    description: str = ""


class TopicPassage(NamedTuple):
    """A part of a submission on a topic: its location in words ("" if the topic is its location), and its blocks."""

    location: str
    blocks: list[OutlineBlock]


class _TaggedNode(NamedTuple):
    """A part or section: its path, its own tags, the tags inherited from its parents, and the section's title.

    `has_words` is true for a text; a title alone counts only if no sections follow within.
    """

    path: DataPath
    own_codes: tuple[str, ...]
    inherited_codes: frozenset[str]
    title: str
    has_words: bool


def describe_grouping(vocabulary: Vocabulary, locale: Locale) -> str:
    """Return the words for a grouping by a vocabulary."""
    wording, title = locale.compendium, vocabulary.text("titles", locale.language)
    return wording.get(f"by-{vocabulary.one}") or fill(wording["by-other"], title=title)


def find_topic(code: str, vocabulary: Vocabulary, locale: Locale) -> CompendiumTopic:
    """Return the topic of a tag, with its name in the language of a locale."""
    ranks = _ranks(vocabulary, locale.language)
    rank = ranks.get(code, len(ranks))
    name = vocabulary.format_heading(code, locale.language)
    return CompendiumTopic((rank, code), vocabulary.format_anchor(code), name)


@cache
def _ranks(vocabulary: Vocabulary, language: str) -> Mapping[str, int]:
    """Return the places of the terms of a vocabulary by code; an open one is in the order of the names."""
    codes = list(vocabulary.named)
    if vocabulary.is_open:
        sort_key = locales.load(language).sort_key
        codes.sort(key=lambda code: sort_key(vocabulary.name(code, language)))
    return {code: place for place, code in enumerate(codes)}


def passages_by_tag(
    manuscript: Manuscript, blocks: list[OutlineBlock], vocabulary: Vocabulary
) -> dict[str, list[TopicPassage]]:
    """Return the passages of a manuscript by tag; those without a tag of the vocabulary under "".

    A tag of a part or section applies to everything within, so every text is under a tag or under "".
    """
    owned = list(_with_owners(blocks))
    nodes = list(_walk_nodes(manuscript, vocabulary))
    passages = list[tuple[str, TopicPassage]]()
    for node in nodes:
        within = [block for owner, block in owned if owner[: len(node.path)] == node.path]
        own = (code for code in node.own_codes if code not in node.inherited_codes)
        passages += ((code, _make_passage(manuscript, node.path, within)) for code in own)
    bare = [node.path for node in nodes if not node.own_codes and not node.inherited_codes and node.has_words]
    for root in bare:
        if root[:-2] in bare and root[-2] == "sections":
            continue
        paths = {path for path in bare if path[: len(root)] == root}
        bare_blocks = [block for owner, block in owned if owner in paths]
        passages.append(("", _make_passage(manuscript, root, bare_blocks)))
    return group_values(passages)


def _make_passage(manuscript: Manuscript, path: DataPath, blocks: list[OutlineBlock]) -> TopicPassage:
    """Return a passage. That of a part is headed by the part's label only, without its prompt."""
    if "sections" not in path and blocks and not blocks[0].path and blocks[0].kind in ("heading", "part"):
        blocks = blocks[1:]
    return TopicPassage(describe_location(manuscript, path), blocks)


def blocks_by_part(manuscript: Manuscript, blocks: list[OutlineBlock]) -> dict[tuple[str, ...], list[OutlineBlock]]:
    """Return the blocks of a manuscript by part of the call; the keys are paths of part ids."""
    return group_values(
        (ids, block)
        for owner, block in _with_owners(blocks)
        if (ids := part_ids(owner)) and (block.path or block.kind not in ("heading", "part"))
    )


def _with_owners(blocks: list[OutlineBlock]) -> Iterator[tuple[DataPath, OutlineBlock]]:
    """Yield each block with the path of its part or section; () for the cover."""
    owner: DataPath = ()
    for block in blocks:
        if block.kind in ("heading", "part") and not block.path:
            owner = ("parts", *block.name.split("_"))
        elif block.path[:1] == ("parts",):
            owner = block.path[:-1]
        yield owner, block


def _walk_nodes(manuscript: Manuscript, vocabulary: Vocabulary) -> Iterator[_TaggedNode]:
    def within(path: DataPath, node: Part | Section, inherited_codes: frozenset[str]) -> Iterator[_TaggedNode]:
        own_codes = _own_codes(node.tags, vocabulary)
        title = node.title if isinstance(node, Section) else ""
        yield _TaggedNode(
            path, own_codes, inherited_codes, title, bool(node.text.strip() or (title and not node.sections))
        )
        codes_within = inherited_codes | frozenset(own_codes)
        for index, section in enumerate(node.sections):
            yield from within((*path, "sections", index), section, codes_within)
        for part in node.parts if isinstance(node, Part) else ():
            yield from within((*path, part.id), part, codes_within)

    answers = {part.id: part for part in manuscript.submission.parts}
    for call_part in manuscript.call.parts:
        if call_part.id in answers:
            yield from within(("parts", call_part.id), answers[call_part.id], frozenset())


def _own_codes(tags: Tags, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the codes of a vocabulary in some tags; a term without a name counts as the one that includes it."""
    return tuple(dict.fromkeys(map(vocabulary.named_code, tags.codes(vocabulary.id))))


def describe_location(manuscript: Manuscript, path: DataPath) -> str:
    """Return the location of a part or section in words: the labels of its parts and the titles above it."""
    language, submission = manuscript.locale.language, manuscript.submission
    ids = part_ids(path)
    labels = dict(calls.parts(manuscript.call))
    titles = [
        calls.bare_label(labels[ids[: end + 1]].label[language]) for end in range(len(ids)) if ids[: end + 1] in labels
    ]
    answers: tuple[Part, ...] = submission.parts
    node: Part | Section | None = None
    for id in ids:
        node = next(part for part in answers if part.id == id)
        answers = node.parts
    for index in path[len(ids) + 2 :: 2]:
        assert node
        node = node.sections[int(index)]
        titles.append(node.title)
    above = titles[:-1] if len(path) > len(ids) + 1 else titles
    return " – ".join(above)


def bookmarks_by_tag(manuscript: Manuscript, vocabulary: Vocabulary) -> dict[str, list[tuple[str, str]]]:
    """Return the bookmarks of parts and sections by tag, each with its words for an index."""
    owned = _with_owners(outline.build(manuscript))
    bookmarks = {owner: block.name for owner, block in owned if block.kind == "heading"}
    return group_values(
        (code, (bookmarks.get(node.path, ""), node.title or describe_location(manuscript, node.path)))
        for node in _walk_nodes(manuscript, vocabulary)
        for code in node.own_codes
        if code not in node.inherited_codes
    )
