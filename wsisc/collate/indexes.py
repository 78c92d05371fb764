"""The members of a collection -> the index of a compendium: by entity, and by the tags of the authors."""

from collections.abc import Mapping, Sequence

from wsisc.calls.vocabulary import Vocabulary
from wsisc.collate import topics
from wsisc.collate.collection import Member
from wsisc.collate.pieces import Chapter, anchor, line_block, link_block, links_block, own_piece
from wsisc.collate.topics import CompendiumTopic
from wsisc.document.outline import OutlineBlock
from wsisc.grouping import group_values
from wsisc.locale import Locale


def build_tag_index(members: Sequence[Member], vocabularies: Sequence[Vocabulary], locale: Locale) -> Chapter:
    """Return the index of a compendium by submission: entities, and the terms of vocabularies that readers look up."""
    entries = [link_block("index-entry", _entity_name(member), anchor(member.key, "")) for member in members]
    short = _short_names(members)
    for vocabulary in vocabularies:
        if vocabulary.is_indexed:
            entries += _grouping_entries(members, vocabulary, locale, short)
    return _index_chapter(entries, locale)


def build_entity_index(
    members: Sequence[Member], keys_by_topic: Mapping[CompendiumTopic, Sequence[str]], locale: Locale
) -> Chapter:
    """Return the index of a compendium by topic: the topics of each entity. `keys_by_topic` are keys of members."""
    entries = []
    for member in members:
        entries.append(line_block("", _entity_name(member), 3, anchor("compendium", "entity", member.key)))
        entries.append(line_block("where", member.manuscript.submission.title))
        entity_topics = [topic for topic in sorted(keys_by_topic) if member.key in keys_by_topic[topic]]
        entries += [link_block("index-entry", topic.name, anchor(topic.key, member.key)) for topic in entity_topics]
    return _index_chapter(entries, locale)


def _index_chapter(entries: Sequence[OutlineBlock], locale: Locale) -> Chapter:
    wording, name = locale.compendium, anchor("compendium", "index", "")
    entities = line_block("group", wording["by-entity"], 2, anchor("compendium", "by-entity", ""))
    head = line_block("", wording["index"], 1, name)
    return Chapter(
        "index", name, wording["index"], (own_piece([head], locale), own_piece([entities, *entries], locale))
    )


def _entity_name(member: Member) -> str:
    entity = member.manuscript.submission.entity
    return f"{entity.acronym} – {entity.name}" if entity.acronym else entity.name


def _grouping_entries(
    members: Sequence[Member], vocabulary: Vocabulary, locale: Locale, short: Mapping[str, str]
) -> list[OutlineBlock]:
    """Return the index by a vocabulary: each topic with its parts and sections, then the entities without such a tag.

    `short` are short names by the keys of members.
    """
    entries, untagged = list[tuple[CompendiumTopic, OutlineBlock]](), []
    for member in members:
        bookmarks = topics.bookmarks_by_tag(member.manuscript, vocabulary)
        if not bookmarks:
            untagged.append(short[member.key])
        for code, places in bookmarks.items():
            targets = [(words, anchor(member.key, bookmark)) for bookmark, words in places]
            entry = links_block("index-entry", short[member.key], targets, member.manuscript.locale, locale)
            entries.append((topics.find_topic(code, vocabulary, locale), entry))
    entries_by_topic = group_values(entries)
    heading = topics.describe_grouping(vocabulary, locale)
    blocks = [line_block("group", heading, 2, anchor("compendium", f"by-{vocabulary.one}", ""))]
    for topic in sorted(entries_by_topic):
        blocks += [line_block("", topic.name, 3, anchor("compendium", topic.key, "")), *entries_by_topic[topic]]
    if untagged:
        names = locale.compendium["between"].join(untagged)
        note = locale.compendium["untagged-entities"].replace("{entities}", names)
        blocks.append(line_block("where", note))
    return blocks


def _short_names(members: Sequence[Member]) -> dict[str, str]:
    """Return the acronyms of members by key; the full name where several entities share an acronym."""
    entities = {member.key: member.manuscript.submission.entity for member in members}
    owners = group_values((entity.acronym, entity.name) for entity in entities.values())
    return {
        key: entity.acronym if entity.acronym and len({*owners[entity.acronym]}) == 1 else entity.name
        for key, entity in entities.items()
    }
