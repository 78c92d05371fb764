"""A collection of submissions -> the chapters of a compendium in order, by submission or by topic."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wsisc import locale as locales
from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.collate import indexes, topics
from wsisc.collate.collection import Collection, Member
from wsisc.collate.pieces import (
    Chapter,
    Compendium,
    CompendiumPiece,
    anchor,
    embed_blocks,
    line_block,
    link_block,
    own_piece,
)
from wsisc.collate.topics import CompendiumTopic, TopicPassage
from wsisc.diagnostic import WsiscError
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.grouping import group_values
from wsisc.locale import Locale

_PASSAGE_LEVEL = 3
# Characters, about half a page. If topics have fewer on average, they share pages.
_SHORT_TOPIC = 1500
_LAST_RANK = 1 << 30  # behind every topic of a call or vocabulary
_MAX_LENGTH_BEFORE_NAME = 1000  # characters that certainly fit on the first page, above the name of the entity


def build_compendium(collection: Collection, title: str = "", language: str = "", grouping: str = "") -> Compendium:
    """Return the compendium of a collection, by submission, or by one of `topics.GROUPINGS`.

    The default title names the session that the submissions prepare; the default language is that of most of them.
    Raises WsiscError if the collection is empty.
    """
    members = collection.members
    if not members:
        raise WsiscError("no submission can be included in the compendium", "run wsisc validate to see the problems")
    counts = Counter(member.manuscript.submission.language for member in members)
    locale = locales.load(language or min(counts, key=lambda each: (-counts[each], each != "en", each)))
    calls_by_id = {member.manuscript.call.id: member.manuscript.call for member in members}
    call = next(iter(calls_by_id.values())) if len(calls_by_id) == 1 else None
    subjects = [_call_subject(each, locale) for _, each in sorted(calls_by_id.items())]
    title = title or _default_title(call, locale)
    chapters = (
        _topic_chapters(members, grouping, locale)
        if grouping
        else [*map(build_submission_chapter, members), indexes.build_tag_index(members, locale)]
    )
    chapters += [_left_out_chapter(collection, locale)] if collection.left_out else []
    first = [_title_page(title, subjects, collection, locale, grouping), _contents_chapter(chapters, locale)]
    return Compendium(title, "; ".join(subjects), locale, call, (*first, *chapters))


def _call_subject(call: Call, locale: Locale) -> str:
    """Return how a call names its session, in a language if the call has it, otherwise in the call's first language."""
    known = locale if locale.language in call.subject else locales.load(call.languages[0])
    return outline.subject(call, known)


def _default_title(call: Call | None, locale: Locale) -> str:
    if call is None or call.session is None:
        return locale.compendium["title-without-session"]
    return calls.fill(locale.compendium["title"], outline.slot_values(call, locale, ""))


def _title_page(title: str, subjects: Sequence[str], collection: Collection, locale: Locale, grouping: str) -> Chapter:
    wording = locale.compendium
    blocks = [line_block("title", title)]
    if grouping:
        blocks.append(line_block("cover-subject", wording[f"by-{grouping}"]))
    blocks += [line_block("cover-session", subject) for subject in subjects]
    blocks.append(line_block("cover-by", wording["submissions"].replace("{count}", str(len(collection.members)))))
    if collection.left_out:
        note = wording["without"].replace("{count}", str(len(collection.left_out)))
        blocks.append(link_block("cover-by", note, anchor("compendium", "left-out", "")))
    return Chapter("title", "", "", (own_piece(blocks, locale),))


def _contents_chapter(chapters: Sequence[Chapter], locale: Locale) -> Chapter:
    title, name = locale.compendium["contents"], anchor("compendium", "contents", "")
    lines = [link_block("toc-1", chapter.title, chapter.anchor) for chapter in chapters]
    return Chapter("contents", name, title, (own_piece([line_block("", title, 1, name), *lines], locale),))


def build_submission_chapter(member: Member) -> Chapter:
    """Return the chapter of a submission: its document, with the entity's name on the cover as the heading."""
    entity, name = member.manuscript.submission.entity.name, anchor(member.key, "")
    blocks = [
        block._replace(kind="member-title") if block.kind == "title" else block
        for block in outline.build(member.manuscript)
    ]
    piece = embed_blocks(member.manuscript, blocks, (member.key,), 1)
    heading = line_block("", entity, 1, name)
    index = _find_entity_name(blocks, entity)
    chapter_blocks = (
        [heading, *piece.blocks] if index is None else [*piece.blocks[:index], heading, *piece.blocks[index + 1 :]]
    )
    return Chapter("submission", name, entity, (CompendiumPiece(piece.manuscript, chapter_blocks),), member.file)


def _find_entity_name(blocks: Sequence[OutlineBlock], entity: str) -> int | None:
    """Return the index of the cover block with only the name, or None if there is none certainly on the first page."""
    length = 0
    for index, block in enumerate(blocks):
        if block.kind == "cover-entity" and block.text == entity:
            return index if length <= _MAX_LENGTH_BEFORE_NAME else None
        length += len(block.text)
    return None


def _topic_chapters(members: Sequence[Member], grouping: str, locale: Locale) -> list[Chapter]:
    """Return a chapter for each topic with what each entity says on it, then untagged passages and the index."""
    is_one_call = len({member.manuscript.call.id for member in members}) == 1
    passages_by_topic = group_values(
        (topic, (member, passages))
        for member in members
        for topic, passages in _topic_passages(member, grouping, locale, is_one_call)
    )
    chapters: list[Chapter] = []
    all_passages = (
        each for members_and in passages_by_topic.values() for _, passages in members_and for each in passages
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
    keys_by_topic = {topic: [member.key for member, _ in each] for topic, each in passages_by_topic.items()}
    return [*chapters, indexes.build_entity_index(members, keys_by_topic, locale)]


def _topic_passages(
    member: Member, grouping: str, locale: Locale, is_one_call: bool
) -> Iterator[tuple[CompendiumTopic, list[TopicPassage]]]:
    manuscript = member.manuscript
    blocks = outline.build(manuscript)
    if grouping == "part":
        for ids, part_blocks in topics.blocks_by_part(manuscript, blocks).items():
            yield _part_topic(manuscript.call, ids, locale, is_one_call), [TopicPassage("", False, part_blocks)]
        return
    for code, passages in topics.passages_by_tag(manuscript, blocks, grouping).items():
        wording = locale.compendium
        untagged = CompendiumTopic((_LAST_RANK, ""), "untagged", wording["untagged"], wording["untagged-note"])
        yield topics.find_topic(code, grouping, locale) if code else untagged, passages


def _part_topic(call: Call, ids: tuple[str, ...], locale: Locale, is_one_call: bool) -> CompendiumTopic:
    """Return a part of a call as a topic; if there are several calls, its name includes the session."""
    parts = dict(calls.parts(call))
    rank = list(parts).index(ids)
    language = locale.language if locale.language in call.languages else call.languages[0]
    labels = [calls.bare_label(parts[ids[: end + 1]].label[language]) for end in range(len(ids))]
    labels += [] if is_one_call else [_call_subject(call, locale)]
    return CompendiumTopic((rank, call.id), "-".join((call.id, *ids)), " – ".join(labels), parts[ids].prompt[language])


def _topic_piece(member: Member, passages: list[TopicPassage], topic: CompendiumTopic) -> CompendiumPiece:
    """Return what a submission says on a topic, under the name of its entity."""
    manuscript = member.manuscript
    blocks: list[OutlineBlock] = [line_block("", _entity_name(manuscript), 2, anchor(topic.key, member.key))]
    renamed, last_location = manuscript, ""
    for passage in passages:
        levels = [block.level for block in passage.blocks if block.level]
        level_shift = _PASSAGE_LEVEL + passage.is_part - min(levels, default=_PASSAGE_LEVEL)
        piece = embed_blocks(manuscript, passage.blocks, (topic.key, member.key), level_shift)
        if passage.location and (passage.is_part or passage.location != last_location):
            name = anchor(topic.key, member.key, str(len(blocks))) if passage.is_part else ""
            blocks.append(line_block("passage", passage.location, _PASSAGE_LEVEL if passage.is_part else 0, name))
            last_location = passage.location
        blocks += piece.blocks
        renamed = piece.manuscript
    return CompendiumPiece(renamed, blocks)


def _entity_name(manuscript: Manuscript) -> str:
    entity = manuscript.submission.entity
    return f"{entity.name} ({entity.acronym})" if entity.acronym else entity.name


def _left_out_chapter(collection: Collection, locale: Locale) -> Chapter:
    wording, name = locale.compendium, anchor("compendium", "left-out", "")
    blocks = [line_block("", wording["left-out"], 1, name), line_block("rich", wording["left-out-note"])]
    for each in collection.left_out:
        heading = " – ".join(filter(None, (each.entity, each.title))) or each.file
        blocks.append(line_block("", heading, 2, anchor("compendium", "left-out", str(len(blocks)))))
        if heading != each.file:
            blocks.append(line_block("where", wording["file"].replace("{file}", each.file)))
        blocks.append(line_block("rich", wording[f"left-out-{each.kind}"]))
    return Chapter("left-out", name, wording["left-out"], (own_piece(blocks, locale),))
