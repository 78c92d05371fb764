"""The tags of a submission -> what it says on each topic: action lines, Goals, countries, kinds, parts of the call."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from wsisc import locale as locales
from wsisc import resources
from wsisc.calls import call as calls
from wsisc.collate.collection import folded
from wsisc.diagnostic import Path
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import Block
from wsisc.locale import Locale
from wsisc.model import Part, Section, Tags

ORDERS = ("action-line", "sdg", "country", "part", "kind")
"""By what a compendium may be turned round."""

_TAGS = {"action-line": "action_lines", "sdg": "sdgs", "country": "countries", "kind": "kinds"}
TAGGED = tuple(_TAGS)
"""Those of `ORDERS` that authors give as tags."""


class Topic(NamedTuple):
    """A topic: by what it is put in order, its key for anchors, its name to readers, and what is told of it."""

    rank: tuple[int, str]
    key: str
    name: str
    told: str = ""


class Passage(NamedTuple):
    """A piece of a submission that is on a topic: where it stands, in words; whether these head it; and its blocks."""

    where: str
    is_part: bool
    blocks: list[Block]


class _Node(NamedTuple):
    """A part or section: its path, its own tags, those that it has from what it stands in, and the section's title.

    It has words of its own where it has a text; a title alone heads the sections within.
    """

    path: Path
    own: tuple[str, ...]
    above: frozenset[str]
    title: str
    has_words: bool


def topic(code: str, order: str, locale: Locale) -> Topic:
    """Return the topic of a tag. Raises WsiscError where the names of tags are missing."""
    names = _names(locale.language)[order]
    name = names.get(code, code)
    if order == "sdg":
        name = locale.compendium["goal"].replace("{number}", code).replace("{name}", name)
    elif order == "action-line":
        name = f"{code.partition('-')[0]} {name}"
    rank = list(names).index(code) if code in names else len(names)
    return Topic((rank, code), f"sdg-{code}" if order == "sdg" else code.lower(), name)


@cache
def _names(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the names of tags by vocabulary and code, in order: in a language, or in English where it has none."""
    data = _words("en")
    held = [locales.load(language).topics]
    held += [_words(language)] if language in resources.names("templates/tags", ".yaml") else []
    for own in held:
        data = {key: {**names, **own.get(key, {})} for key, names in data.items()}
    countries = sorted(data["countries"].items(), key=lambda each: folded(each[1]))
    tags = {"action-line": data["action-lines"], "sdg": data["sdgs"], "kind": data["kinds"]}
    return {**tags, "country": dict(countries)}


def _words(language: str) -> dict[str, dict[str, str]]:
    data: dict[str, Any] = resources.strings(f"templates/tags/{language}.yaml")
    rows = [line.split("|") for line in data["countries"].splitlines() if line.strip()]
    named: dict[str, dict[str, str]] = {key: data[key] for key in ("action-lines", "sdgs", "kinds") if key in data}
    return {**named, "countries": {row[0].strip(): row[1].strip() for row in rows}}


def tagged(manuscript: Manuscript, blocks: list[Block], order: str) -> dict[str, list[Passage]]:
    """Return what the blocks of a manuscript say on each tag; on "" all that has no tag of this order.

    A tag of a part or section holds for all within. So every text stands under a tag, or under "".
    """
    owned = list(_owned(blocks))
    nodes = list(_nodes(manuscript, order))
    found: dict[str, list[Passage]] = {}
    for node in nodes:
        within = [block for owner, block in owned if owner[: len(node.path)] == node.path]
        for code in node.own:
            if code not in node.above:
                found.setdefault(code, []).append(_passage(manuscript, node.path, within))
    bare = [node.path for node in nodes if not node.own and not node.above and node.has_words]
    for root in bare:
        if root[:-2] in bare and root[-2] == "sections":
            continue
        held = {path for path in bare if path[: len(root)] == root}
        told = [block for owner, block in owned if owner in held]
        found.setdefault("", []).append(_passage(manuscript, root, told))
    return found


def _passage(manuscript: Manuscript, path: Path, blocks: list[Block]) -> Passage:
    """Return a passage; that of a part is headed by its label alone, not by its prompt."""
    is_part = "sections" not in path
    if is_part and blocks and not blocks[0].path and blocks[0].kind in ("heading", "part"):
        blocks = blocks[1:]
    return Passage(where(manuscript, path), is_part, blocks)


def by_part(manuscript: Manuscript, blocks: list[Block]) -> dict[tuple[str, ...], list[Block]]:
    """Return what the blocks of a manuscript say in each part of the call, by the ids that lead to it."""
    found: dict[tuple[str, ...], list[Block]] = {}
    for owner, block in _owned(blocks):
        ids = _part_of(owner)
        if ids and (block.path or block.kind not in ("heading", "part")):
            found.setdefault(ids, []).append(block)
    return found


def _part_of(path: Path) -> tuple[str, ...]:
    """Return the ids that lead to the part in which a path stands."""
    end = path.index("sections") if "sections" in path else len(path)
    return tuple(str(step) for step in path[1:end])


def _owned(blocks: list[Block]) -> Iterator[tuple[Path, Block]]:
    """Yield blocks with the path of the part or section that each belongs to; () for those of the cover."""
    owner: Path = ()
    for block in blocks:
        if block.kind in ("heading", "part") and not block.path:
            owner = ("parts", *block.name.split("_"))
        elif block.path[:1] == ("parts",):
            owner = block.path[:-1]
        yield owner, block


def _nodes(manuscript: Manuscript, order: str) -> Iterator[_Node]:
    def within(path: Path, held: Part | Section, above: frozenset[str]) -> Iterator[_Node]:
        own = codes(held.tags, order)
        title = held.title if isinstance(held, Section) else ""
        yield _Node(path, own, above, title, bool(held.text.strip() or (title and not held.sections)))
        below = above | frozenset(own)
        for index, section in enumerate(held.sections):
            yield from within((*path, "sections", index), section, below)
        for part in held.parts if isinstance(held, Part) else ():
            yield from within((*path, part.id), part, below)

    answers = {part.id: part for part in manuscript.submission.parts}
    for asked in manuscript.call.parts:
        if asked.id in answers:
            yield from within(("parts", asked.id), answers[asked.id], frozenset())


def codes(tags: Tags, order: str) -> tuple[str, ...]:
    """Return the codes of an order that tags hold; of a target it is its Goal's."""
    found = (str(each) for each in getattr(tags, _TAGS[order]))
    return tuple(dict.fromkeys(each.partition(".")[0] if order == "sdg" else each for each in found))


def where(manuscript: Manuscript, path: Path) -> str:
    """Return where a part or section stands, in words: the labels of its parts, and the titles above its own."""
    language, submission = manuscript.locale.language, manuscript.submission
    ids = _part_of(path)
    labels = dict(calls.parts(manuscript.call))
    steps = [calls.bare(labels[ids[: end + 1]].label[language]) for end in range(len(ids)) if ids[: end + 1] in labels]
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


def sections(manuscript: Manuscript, order: str) -> dict[str, list[tuple[str, str]]]:
    """Return, by tag, the bookmarks of the parts and sections that have it, with their words for an index."""
    owned = _owned(outline.of(manuscript))
    bookmarks = {owner: block.name for owner, block in owned if block.kind == "heading"}
    found: dict[str, list[tuple[str, str]]] = {}
    for node in _nodes(manuscript, order):
        for code in node.own:
            if code not in node.above:
                shown = node.title or where(manuscript, node.path)
                found.setdefault(code, []).append((bookmarks.get(node.path, ""), shown))
    return found
