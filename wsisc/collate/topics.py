"""The tags of a submission -> what it says on each topic: action line, Goal, country, kind, or part of the call."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from wsisc import locale as locales
from wsisc.calls import call as calls
from wsisc.collate import vocabulary
from wsisc.collate.collection import fold_name
from wsisc.diagnostic import DataPath
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.document.prose import part_ids
from wsisc.grouping import group_values
from wsisc.locale import Locale
from wsisc.model import Part, Section, Tags

GROUPINGS = ("action-line", "sdg", "country", "part", "kind")
"""What a compendium can be grouped by."""


class CompendiumTopic(NamedTuple):
    """A topic: its rank, its key for anchors, its name for readers, and a description (may be "")."""

    rank: tuple[int, str]
    key: str
    name: str
    description: str = ""


class TopicPassage(NamedTuple):
    """A part of a submission on a topic: its location in words, whether that is a part of the call, and its blocks."""

    location: str
    is_part: bool
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


def find_topic(code: str, grouping: str, locale: Locale) -> CompendiumTopic:
    """Return the topic of a tag. Raises WsiscError if the names of tags are missing."""
    names = _tag_names(locale.language)[grouping]
    name = names.get(code, code)
    if grouping == "sdg":
        name = locale.compendium["goal"].replace("{number}", code).replace("{name}", name)
    elif grouping == "action-line":
        name = f"{code.partition('-')[0]} {name}"
    rank = list(names).index(code) if code in names else len(names)
    return CompendiumTopic((rank, code), f"sdg-{code}" if grouping == "sdg" else code.lower(), name)


@cache
def _tag_names(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the names of tags by grouping and code, in order: in a language, or in English where it has none."""
    translated = vocabulary.by_vocabulary(locales.load(language).topics)
    sources = [vocabulary.names_in("en"), translated, vocabulary.names_in(language)]
    names = {
        key: {code: name for each in sources for code, name in each[key].items()} for key in vocabulary.VOCABULARIES
    }
    return {**names, "country": dict(sorted(names["country"].items(), key=lambda each: fold_name(each[1])))}


def passages_by_tag(manuscript: Manuscript, blocks: list[OutlineBlock], grouping: str) -> dict[str, list[TopicPassage]]:
    """Return the passages of a manuscript by tag; those without a tag of this grouping under "".

    A tag of a part or section applies to everything within, so every text is under a tag or under "".
    """
    owned = list(_with_owners(blocks))
    nodes = list(_walk_nodes(manuscript, grouping))
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
    is_part = "sections" not in path
    if is_part and blocks and not blocks[0].path and blocks[0].kind in ("heading", "part"):
        blocks = blocks[1:]
    return TopicPassage(describe_location(manuscript, path), is_part, blocks)


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


def _walk_nodes(manuscript: Manuscript, grouping: str) -> Iterator[_TaggedNode]:
    def within(path: DataPath, node: Part | Section, inherited_codes: frozenset[str]) -> Iterator[_TaggedNode]:
        own_codes = _grouping_codes(node.tags, grouping)
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


def _grouping_codes(tags: Tags, grouping: str) -> tuple[str, ...]:
    """Return the codes of a grouping in some tags; a target counts as its Goal."""
    codes = vocabulary.tag_codes(tags, grouping)
    return tuple(dict.fromkeys(each.partition(".")[0] if grouping == "sdg" else each for each in codes))


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


def bookmarks_by_tag(manuscript: Manuscript, grouping: str) -> dict[str, list[tuple[str, str]]]:
    """Return the bookmarks of parts and sections by tag, each with its words for an index."""
    owned = _with_owners(outline.build(manuscript))
    bookmarks = {owner: block.name for owner, block in owned if block.kind == "heading"}
    return group_values(
        (code, (bookmarks.get(node.path, ""), node.title or describe_location(manuscript, node.path)))
        for node in _walk_nodes(manuscript, grouping)
        for code in node.own_codes
        if code not in node.inherited_codes
    )
