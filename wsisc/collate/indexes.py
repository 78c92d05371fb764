"""The members of a collection -> the index of a compendium: by entity, and by what authors' tags say."""

from collections.abc import Mapping, Sequence

from wsisc.collate import topics
from wsisc.collate.collection import Member
from wsisc.collate.pieces import Chapter, anchor, line, link, links, own
from wsisc.collate.topics import Topic
from wsisc.document.outline import Block
from wsisc.locale import Locale


def by_tags(members: Sequence[Member], locale: Locale) -> Chapter:
    """Return the index of a compendium by submissions: of entities, action lines, Goals and countries."""
    entries = [link("index-entry", _entity(member), anchor(member.key, "")) for member in members]
    short = _short_names(members)
    for order in ("action-line", "sdg", "country"):
        entries += _tagged(members, order, locale, short)
    return _index(entries, locale)


def by_entity(members: Sequence[Member], found: Mapping[Topic, Sequence[str]], locale: Locale) -> Chapter:
    """Return the index of a compendium by topics: the topics of each entity; `found` are the members' keys by topic."""
    entries: list[Block] = []
    for member in members:
        entries.append(line("", _entity(member), 3, anchor("compendium", "entity", member.key)))
        entries.append(line("where", member.manuscript.submission.title))
        held = [topic for topic in sorted(found) if member.key in found[topic]]
        entries += [link("index-entry", topic.name, anchor(topic.key, member.key)) for topic in held]
    return _index(entries, locale)


def _index(entries: Sequence[Block], locale: Locale) -> Chapter:
    wording, name = locale.compendium, anchor("compendium", "index", "")
    entities = line("", wording["by-entity"], 2, anchor("compendium", "by-entity", ""))
    head = line("", wording["index"], 1, name)
    return Chapter("index", name, wording["index"], (own([head], locale), own([entities, *entries], locale)))


def _entity(member: Member) -> str:
    entity = member.manuscript.submission.entity
    return f"{entity.acronym} – {entity.name}" if entity.acronym else entity.name


def _tagged(members: Sequence[Member], order: str, locale: Locale, short: Mapping[str, str]) -> list[Block]:
    """Return the index of an order: each topic with the parts and sections on it; at last who gave no such tag.

    `short` are names by the members' keys.
    """
    found: dict[Topic, list[Block]] = {}
    silent = []
    for member in members:
        held = topics.sections(member.manuscript, order)
        if not held:
            silent.append(short[member.key])
        for code, places in held.items():
            led = [(words, anchor(member.key, bookmark)) for bookmark, words in places]
            entry = links("index-entry", short[member.key], led, member.manuscript.locale, locale)
            found.setdefault(topics.topic(code, order, locale), []).append(entry)
    blocks = [line("", locale.compendium[f"by-{order}"], 2, anchor("compendium", f"by-{order}", ""))]
    for topic in sorted(found):
        blocks += [line("", topic.name, 3, anchor("compendium", topic.key, "")), *found[topic]]
    if silent:
        named = locale.compendium["between"].join(silent)
        told = locale.compendium["untagged-entities"].replace("{entities}", named)
        blocks.append(line("where", told))
    return blocks


def _short_names(members: Sequence[Member]) -> dict[str, str]:
    """Return by key what members are called for short: by their acronyms, but for those that others have too."""
    entities = {member.key: member.manuscript.submission.entity for member in members}
    owners: dict[str, set[str]] = {}
    for entity in entities.values():
        owners.setdefault(entity.acronym, set()).add(entity.name)
    return {
        key: entity.acronym if entity.acronym and len(owners[entity.acronym]) == 1 else entity.name
        for key, entity in entities.items()
    }
