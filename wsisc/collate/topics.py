"""The tags of a submission -> what it says on each topic: action lines, Goals, countries, kinds, parts of the call."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from wsisc import locale as locales
from wsisc import resources
from wsisc.calls import call as calls
from wsisc.collate.collection import fold_name
from wsisc.diagnostic import DataPath
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.locale import Locale
from wsisc.model import Part, Section, Tags

GROUPINGS = ("action-line", "sdg", "country", "part", "kind")
"""By what a compendium may be turned round."""

_TAG_FIELDS = {"action-line": "action_lines", "sdg": "sdgs", "country": "countries", "kind": "kinds"}
TAG_GROUPINGS = tuple(_TAG_FIELDS)
"""Those of `ORDERS` that authors give as tags."""


class CompendiumTopic(NamedTuple):
    """A topic: by what it is put in order, its key for anchors, its name to readers, and what is told of it."""

    rank: tuple[int, str]
    key: str
    name: str
    description: str = ""


class TopicPassage(NamedTuple):
    """A piece of a submission that is on a topic: where it stands, in words; whether these head it; and its blocks."""

    location: str
    is_part: bool
    blocks: list[OutlineBlock]


class _TaggedNode(NamedTuple):
    """A part or section: its path, its own tags, those that it has from what it stands in, and the section's title.

    It has words of its own where it has a text; a title alone heads the sections within.
    """

    path: DataPath
    own_codes: tuple[str, ...]
    inherited_codes: frozenset[str]
    title: str
    has_words: bool


def find_topic(code: str, grouping: str, locale: Locale) -> CompendiumTopic:
    """Return the topic of a tag. Raises WsiscError where the names of tags are missing."""
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
    """Return the names of tags by vocabulary and code, in order: in a language, or in English where it has none."""
    data = _read_tag_names("en")
    held = [locales.load(language).topics]
    held += [_read_tag_names(language)] if language in resources.names("templates/tags", ".yaml") else []
    for own in held:
        data = {key: {**names, **own.get(key, {})} for key, names in data.items()}
    countries = sorted(data["countries"].items(), key=lambda each: fold_name(each[1]))
    tags = {"action-line": data["action-lines"], "sdg": data["sdgs"], "kind": data["kinds"]}
    return {**tags, "country": dict(countries)}


def _read_tag_names(language: str) -> dict[str, dict[str, str]]:
    data: dict[str, Any] = resources.read_strings(f"templates/tags/{language}.yaml")
    rows = [line.split("|") for line in data["countries"].splitlines() if line.strip()]
    named: dict[str, dict[str, str]] = {key: data[key] for key in ("action-lines", "sdgs", "kinds") if key in data}
    return {**named, "countries": {row[0].strip(): row[1].strip() for row in rows}}


def passages_by_tag(manuscript: Manuscript, blocks: list[OutlineBlock], grouping: str) -> dict[str, list[TopicPassage]]:
    """Return what the blocks of a manuscript say on each tag; on "" all that has no tag of this order.

    A tag of a part or section holds for all within. So every text stands under a tag, or under "".
    """
    owned = list(_with_owners(blocks))
    nodes = list(_walk_nodes(manuscript, grouping))
    found: dict[str, list[TopicPassage]] = {}
    for node in nodes:
        within = [block for owner, block in owned if owner[: len(node.path)] == node.path]
        for code in node.own_codes:
            if code not in node.inherited_codes:
                found.setdefault(code, []).append(_make_passage(manuscript, node.path, within))
    bare = [node.path for node in nodes if not node.own_codes and not node.inherited_codes and node.has_words]
    for root in bare:
        if root[:-2] in bare and root[-2] == "sections":
            continue
        held = {path for path in bare if path[: len(root)] == root}
        told = [block for owner, block in owned if owner in held]
        found.setdefault("", []).append(_make_passage(manuscript, root, told))
    return found


def _make_passage(manuscript: Manuscript, path: DataPath, blocks: list[OutlineBlock]) -> TopicPassage:
    """Return a passage; that of a part is headed by its label alone, not by its prompt."""
    is_part = "sections" not in path
    if is_part and blocks and not blocks[0].path and blocks[0].kind in ("heading", "part"):
        blocks = blocks[1:]
    return TopicPassage(describe_location(manuscript, path), is_part, blocks)


def blocks_by_part(manuscript: Manuscript, blocks: list[OutlineBlock]) -> dict[tuple[str, ...], list[OutlineBlock]]:
    """Return what the blocks of a manuscript say in each part of the call, by the ids that lead to it."""
    found: dict[tuple[str, ...], list[OutlineBlock]] = {}
    for owner, block in _with_owners(blocks):
        ids = _part_ids(owner)
        if ids and (block.path or block.kind not in ("heading", "part")):
            found.setdefault(ids, []).append(block)
    return found


def _part_ids(path: DataPath) -> tuple[str, ...]:
    """Return the ids that lead to the part in which a path stands."""
    end = path.index("sections") if "sections" in path else len(path)
    return tuple(str(step) for step in path[1:end])


def _with_owners(blocks: list[OutlineBlock]) -> Iterator[tuple[DataPath, OutlineBlock]]:
    """Yield blocks with the path of the part or section that each belongs to; () for those of the cover."""
    owner: DataPath = ()
    for block in blocks:
        if block.kind in ("heading", "part") and not block.path:
            owner = ("parts", *block.name.split("_"))
        elif block.path[:1] == ("parts",):
            owner = block.path[:-1]
        yield owner, block


def _walk_nodes(manuscript: Manuscript, grouping: str) -> Iterator[_TaggedNode]:
    def within(path: DataPath, held: Part | Section, above: frozenset[str]) -> Iterator[_TaggedNode]:
        own = tag_codes(held.tags, grouping)
        title = held.title if isinstance(held, Section) else ""
        yield _TaggedNode(path, own, above, title, bool(held.text.strip() or (title and not held.sections)))
        below = above | frozenset(own)
        for index, section in enumerate(held.sections):
            yield from within((*path, "sections", index), section, below)
        for part in held.parts if isinstance(held, Part) else ():
            yield from within((*path, part.id), part, below)

    answers = {part.id: part for part in manuscript.submission.parts}
    for asked in manuscript.call.parts:
        if asked.id in answers:
            yield from within(("parts", asked.id), answers[asked.id], frozenset())


def tag_codes(tags: Tags, grouping: str) -> tuple[str, ...]:
    """Return the codes of an order that tags hold; of a target it is its Goal's."""
    found = (str(each) for each in getattr(tags, _TAG_FIELDS[grouping]))
    return tuple(dict.fromkeys(each.partition(".")[0] if grouping == "sdg" else each for each in found))


def describe_location(manuscript: Manuscript, path: DataPath) -> str:
    """Return where a part or section stands, in words: the labels of its parts, and the titles above its own."""
    language, submission = manuscript.locale.language, manuscript.submission
    ids = _part_ids(path)
    labels = dict(calls.parts(manuscript.call))
    steps = [
        calls.bare_label(labels[ids[: end + 1]].label[language]) for end in range(len(ids)) if ids[: end + 1] in labels
    ]
    answers: tuple[Part, ...] = submission.parts
    held: Part | Section | None = None
    for id in ids:
        held = next(part for part in answers if part.id == id)
        answers = held.parts
    for index in path[len(ids) + 2 :: 2]:
        assert held
        held = held.sections[int(index)]
        steps.append(held.title)
    above = steps[:-1] if len(path) > len(ids) + 1 else steps
    return " – ".join(above)


def bookmarks_by_tag(manuscript: Manuscript, grouping: str) -> dict[str, list[tuple[str, str]]]:
    """Return, by tag, the bookmarks of the parts and sections that have it, with their words for an index."""
    owned = _with_owners(outline.build(manuscript))
    bookmarks = {owner: block.name for owner, block in owned if block.kind == "heading"}
    found: dict[str, list[tuple[str, str]]] = {}
    for node in _walk_nodes(manuscript, grouping):
        for code in node.own_codes:
            if code not in node.inherited_codes:
                shown = node.title or describe_location(manuscript, node.path)
                found.setdefault(code, []).append((bookmarks.get(node.path, ""), shown))
    return found
