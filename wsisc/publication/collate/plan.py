"""A collection of submissions -> the chapters of a compendium in order, by submission or by topic."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from wsisc import theme
from wsisc.calls import call as calls
from wsisc.calls import locale as locales
from wsisc.calls.call import Call
from wsisc.calls.locale import Locale
from wsisc.calls.vocabularies import Vocabulary
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.publication.collate import topic_passages
from wsisc.publication.collate.collection import Collection, LeftOutSubmission, Member, known_locale
from wsisc.publication.collate.pieces import (
    Chapter,
    Compendium,
    CompendiumPiece,
    anchor,
    embed_blocks,
    embedded_piece,
    line_block,
    link_block,
    links_block,
    own_piece,
)
from wsisc.publication.collate.topic_passages import CompendiumTopic, TopicPassage
from wsisc.text.shared import group_values
from wsisc.text.slots import fill
from wsisc.theme import Theme

_PASSAGE_LEVEL = 3
# Characters, about half a page. If topics have fewer on average, they share pages.
_SHORT_TOPIC = 1500
_LAST_RANK = 1 << 30  # after every topic of a call or vocabulary
_MAX_LENGTH_BEFORE_NAME = 1000  # characters that certainly fit on the first page, above the name of the entity


class CompendiumOptions(NamedTuple):
    """What a user can choose: the title ("": that of the session), the language ("": that of most submissions).

    `grouping` is `topic_passages.PART`, the name of a single term of a vocabulary, or "" for a compendium by
    submission. `list_left_out` adds a list of the submissions that were left out.
    """

    title: str = ""
    language: str = ""
    grouping: str = ""
    list_left_out: bool = False


DEFAULT_OPTIONS = CompendiumOptions()


def build_compendium(collection: Collection, options: CompendiumOptions = DEFAULT_OPTIONS) -> Compendium:
    """Return the compendium of a collection. Raises WsiscError if the collection is empty."""
    grouping = find_grouping(collection, options.grouping)
    look = _choose_theme(collection.members)
    members = [member._replace(manuscript=replace(member.manuscript, look=look)) for member in collection.members]
    if not members:
        raise WsiscError(
            t("no submission can be included in the compendium"), t("run wsisc validate to see the problems")
        )
    locale = locales.load(options.language or collection.language)
    subjects = [_call_subject(call, locale) for call in sorted(collection.calls, key=lambda call: call.id)]
    title = options.title or collection.title(locale.language) or _default_title(collection.call, locale)
    chapters = (
        _topic_chapters(members, grouping, locale)
        if grouping
        else [
            *map(build_submission_chapter, members),
            _build_tag_index(members, collection.vocabularies, locale),
        ]
    )
    left_out = collection.left_out if options.list_left_out else ()
    chapters += [_left_out_chapter(left_out, locale)] if left_out else []
    first = [
        _title_page(title, subjects, (len(members), len(left_out)), locale, grouping),
        _contents_chapter(chapters, locale),
    ]
    whole = _with_session([*first, *chapters], collection.call, locale)
    return Compendium(title, "; ".join(subjects), locale, whole, theme.for_compendium(look))


type Grouping = Vocabulary | str
"""A vocabulary, `topic_passages.PART`, or "" for a compendium by submission."""


def find_grouping(collection: Collection, name: str) -> Grouping:
    """Return what a compendium is grouped by. Raises WsiscError if no vocabulary of the collection has such terms."""
    if name in ("", topic_passages.PART):
        return name
    found = {vocabulary.one: vocabulary for vocabulary in collection.vocabularies}
    if name not in found:
        known = ", ".join([*found, topic_passages.PART])
        raise WsiscError(t("by {name!r} is unknown; use one of {known}", name=name, known=known), exit_code=2)
    return found[name]


def _choose_theme(members: Sequence[Member]) -> Theme:
    """Return the theme of a compendium: that of all members, or the default where they have several."""
    looks = {member.manuscript.look for member in members}
    return looks.pop() if len(looks) == 1 else theme.load()


def _call_subject(call: Call, locale: Locale) -> str:
    """Return how a call names its session, in a language if the call has it, otherwise in the call's first language."""
    return outline.subject(call, known_locale(call, locale.language))


def _with_session(chapters: Sequence[Chapter], call: Call | None, locale: Locale) -> tuple[Chapter, ...]:
    """Return chapters with the session of the call that all answer; those of submissions have their own."""
    session = outline.session_line(call, known_locale(call, locale.language)) if call else ""
    return tuple(chapter if chapter.kind == "submission" else replace(chapter, session=session) for chapter in chapters)


def _default_title(call: Call | None, locale: Locale) -> str:
    if call is None or call.session is None:
        return locale.compendium["title-without-session"]
    return calls.fill_known(locale.compendium["title"], outline.slot_values(call, locale, ""))


def _title_page(
    title: str, subjects: Sequence[str], counts: tuple[int, int], locale: Locale, grouping: Grouping
) -> Chapter:
    """Return the title page; `counts` are the submissions in the compendium, and those listed as left out."""
    wording, (member_count, listed_count) = locale.compendium, counts
    blocks = [line_block("title", title)]
    if grouping:
        described = (
            wording["by-part"] if isinstance(grouping, str) else topic_passages.describe_grouping(grouping, locale)
        )
        blocks.append(line_block("cover-subject", described))
    blocks += [line_block("cover-session", subject) for subject in subjects]
    blocks.append(line_block("cover-by", fill(wording["submissions"], count=member_count)))
    if listed_count:
        note = fill(wording["without"], count=listed_count)
        blocks.append(link_block("cover-by", note, anchor("compendium", "left-out", "")))
    return Chapter("title", "", "", (own_piece(blocks, locale),))


def _contents_chapter(chapters: Sequence[Chapter], locale: Locale) -> Chapter:
    title, name = locale.compendium["contents"], anchor("compendium", "contents", "")
    lines = [link_block("toc-1", chapter.title, chapter.anchor) for chapter in chapters]
    return Chapter("contents", name, title, (own_piece([line_block("", title, 1, name), *lines], locale),))


def build_submission_chapter(member: Member) -> Chapter:
    """Return the chapter of a submission: its document, with the entity's name on the cover as the heading."""
    entity, name = member.submission.entity.name, anchor(member.key, "")
    blocks = [
        block._replace(kind="member-title") if block.kind == "title" else block
        for block in outline.build(member.manuscript)
    ]
    embedded = embed_blocks(blocks, (member.key,), 1)
    heading = line_block("", entity, 1, name)
    index = _find_entity_name(blocks, entity)
    chapter_blocks = [heading, *embedded] if index is None else [*embedded[:index], heading, *embedded[index + 1 :]]
    piece = embedded_piece(member.manuscript, chapter_blocks, member.key)
    _, session = outline.running_head(member.manuscript)
    return Chapter("submission", name, entity, (piece,), session, member.file)


def _find_entity_name(blocks: Sequence[OutlineBlock], entity: str) -> int | None:
    """Return the index of the cover block with only the name, or None if there is none certainly on the first page."""
    length = 0
    for index, block in enumerate(blocks):
        if block.kind == "cover-entity" and block.text == entity:
            return index if length <= _MAX_LENGTH_BEFORE_NAME else None
        length += len(block.text)
    return None


def _topic_chapters(members: Sequence[Member], grouping: Grouping, locale: Locale) -> list[Chapter]:
    """Return a chapter for each topic with what each entity says on it, then untagged passages and the index."""
    is_one_call = len({member.call.id for member in members}) == 1
    passages_by_topic = group_values(
        (topic, (member, passages))
        for member in members
        for topic, passages in _topic_passages(member, grouping, locale, is_one_call)
    )
    chapters: list[Chapter] = []
    all_passages = (
        passage for members_and in passages_by_topic.values() for _, passages in members_and for passage in passages
    )
    characters = sum(len(block.text) for passage in all_passages for block in passage.blocks)
    is_short = characters < _SHORT_TOPIC * len(passages_by_topic)
    for topic in sorted(passages_by_topic):
        name = anchor(topic.key, "")
        head = [
            line_block("", topic.name, 1, name),
            *([line_block("where", topic.description)] if topic.description else []),
        ]
        pieces = [_topic_piece(member, passages, topic) for member, passages in passages_by_topic[topic]]
        runs_on = is_short and bool(chapters)
        chapters.append(Chapter("topic", name, topic.name, (own_piece(head, locale), *pieces), is_run_on=runs_on))
    keys_by_topic = {
        topic: [member.key for member, _ in contributions] for topic, contributions in passages_by_topic.items()
    }
    return [*chapters, _build_entity_index(members, keys_by_topic, locale)]


def _topic_passages(
    member: Member, grouping: Grouping, locale: Locale, is_one_call: bool
) -> Iterator[tuple[CompendiumTopic, list[TopicPassage]]]:
    manuscript = member.manuscript
    blocks = outline.build(manuscript)
    if isinstance(grouping, str):
        for ids, part_blocks in topic_passages.blocks_by_part(manuscript, blocks).items():
            yield _part_topic(manuscript.call, ids, locale, is_one_call), [TopicPassage("", part_blocks)]
        return
    for code, passages in topic_passages.passages_by_tag(manuscript, blocks, grouping).items():
        wording = locale.compendium
        untagged = CompendiumTopic((_LAST_RANK, ""), "untagged", wording["untagged"], wording["untagged-note"])
        yield topic_passages.find_topic(code, grouping, locale) if code else untagged, passages


def _part_topic(call: Call, ids: tuple[str, ...], locale: Locale, is_one_call: bool) -> CompendiumTopic:
    """Return a part of a call as a topic; if there are several calls, its name includes the session."""
    parts = dict(calls.parts(call))
    rank = list(parts).index(ids)
    language = known_locale(call, locale.language).language
    labels = [calls.bare_label(parts[ids[: end + 1]].label[language]) for end in range(len(ids))]
    labels += [] if is_one_call else [_call_subject(call, locale)]
    return CompendiumTopic((rank, call.id), "-".join((call.id, *ids)), " – ".join(labels), parts[ids].prompt[language])


def _topic_piece(member: Member, passages: list[TopicPassage], topic: CompendiumTopic) -> CompendiumPiece:
    """Return what a submission says on a topic, under the name of its entity."""
    manuscript = member.manuscript
    blocks: list[OutlineBlock] = [line_block("group", _entity_name(manuscript), 2, anchor(topic.key, member.key))]
    last_location = ""
    for passage in passages:
        if passage.location not in ("", last_location):
            name = anchor(topic.key, member.key, str(len(blocks)))
            blocks.append(line_block("passage", passage.location, _PASSAGE_LEVEL, name))
            last_location = passage.location
        levels = [block.level for block in passage.blocks if block.level]
        level_shift = _PASSAGE_LEVEL + bool(passage.location) - min(levels, default=_PASSAGE_LEVEL)
        blocks += embed_blocks(passage.blocks, (topic.key, member.key), level_shift)
    return embedded_piece(manuscript, blocks, member.key)


def _entity_name(manuscript: Manuscript) -> str:
    entity = manuscript.submission.entity
    return f"{entity.name} ({entity.acronym})" if entity.acronym else entity.name


def _left_out_chapter(left_out: Sequence[LeftOutSubmission], locale: Locale) -> Chapter:
    wording, name = locale.compendium, anchor("compendium", "left-out", "")
    blocks = [line_block("", wording["left-out"], 1, name), line_block("rich", wording["left-out-note"])]
    for submission in left_out:
        heading = " – ".join(filter(None, (submission.entity, submission.title))) or submission.file
        blocks.append(line_block("group", heading, 2, anchor("compendium", "left-out", str(len(blocks)))))
        if heading != submission.file:
            blocks.append(line_block("where", fill(wording["file"], file=submission.file)))
        blocks.append(line_block("rich", wording[f"left-out-{submission.kind}"]))
    return Chapter("left-out", name, wording["left-out"], (own_piece(blocks, locale),))


def _build_tag_index(members: Sequence[Member], vocabularies: Sequence[Vocabulary], locale: Locale) -> Chapter:
    """Return the index of a compendium by submission: entities, and the terms of vocabularies that readers look up."""
    entries = [link_block("index-entry", _index_name(member), anchor(member.key, "")) for member in members]
    short = _short_names(members)
    for vocabulary in vocabularies:
        if vocabulary.is_indexed:
            entries += _grouping_entries(members, vocabulary, locale, short)
    return _index_chapter(entries, locale)


def _build_entity_index(
    members: Sequence[Member], keys_by_topic: Mapping[CompendiumTopic, Sequence[str]], locale: Locale
) -> Chapter:
    """Return the index of a compendium by topic: the topics of each entity. `keys_by_topic` are keys of members."""
    entries = []
    for member in members:
        entries.append(line_block("", _index_name(member), 3, anchor("compendium", "entity", member.key)))
        entries.append(line_block("where", member.submission.title))
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


def _index_name(member: Member) -> str:
    entity = member.submission.entity
    return f"{entity.acronym} – {entity.name}" if entity.acronym else entity.name


def _grouping_entries(
    members: Sequence[Member], vocabulary: Vocabulary, locale: Locale, short: Mapping[str, str]
) -> list[OutlineBlock]:
    """Return the index by a vocabulary: each topic with its parts and sections, then the entities without such a tag.

    `short` are short names by the keys of members.
    """
    entries, untagged = list[tuple[CompendiumTopic, OutlineBlock]](), []
    for member in members:
        bookmarks = topic_passages.bookmarks_by_tag(member.manuscript, vocabulary)
        if not bookmarks:
            untagged.append(short[member.key])
        for code, places in bookmarks.items():
            targets = [(words, anchor(member.key, bookmark)) for bookmark, words in places]
            entry = links_block("index-entry", short[member.key], targets, member.manuscript.locale, locale)
            entries.append((topic_passages.find_topic(code, vocabulary, locale), entry))
    entries_by_topic = group_values(entries)
    heading = topic_passages.describe_grouping(vocabulary, locale)
    blocks = [line_block("group", heading, 2, anchor("compendium", f"by-{vocabulary.one}", ""))]
    for topic in sorted(entries_by_topic):
        blocks += [line_block("", topic.name, 3, anchor("compendium", topic.key, "")), *entries_by_topic[topic]]
    if untagged:
        names = locale.compendium["between"].join(untagged)
        note = fill(locale.compendium["untagged-entities"], entities=names)
        blocks.append(line_block("where", note))
    return blocks


def _short_names(members: Sequence[Member]) -> dict[str, str]:
    """Return the acronyms of members by key; the full name where several entities share an acronym."""
    entities = {member.key: member.submission.entity for member in members}
    owners = group_values((entity.acronym, entity.name) for entity in entities.values())
    return {
        key: entity.acronym if entity.acronym and len({*owners[entity.acronym]}) == 1 else entity.name
        for key, entity in entities.items()
    }
