"""A collection of submissions -> the chapters of a compendium, in order, by submissions or turned round by topics."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from wsisc import locale as locales
from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.collate import indexes, topics
from wsisc.collate.collection import Collection, Member
from wsisc.collate.pieces import Chapter, Compendium, Piece, anchor, line, link, own, placed
from wsisc.collate.topics import Passage, Topic
from wsisc.diagnostic import WsiscError
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import Block
from wsisc.locale import Locale

_LEVEL_OF_PASSAGES = 3
_SHORT = 1500
"""Topics on which less than so many characters are said, half a page, follow one another on a page."""
_LAST = 1 << 30
_MOST_BEFORE_NAME = 1000
"""So many letters stand on a page before a name with certainty."""


def compendium(collection: Collection, title: str = "", language: str = "", order: str = "") -> Compendium:
    """Return the compendium of a collection, by submissions, or by one of `topics.ORDERS`.

    Without a title it has one of the session that its submissions prepare; without a language that of most of them.
    Raises WsiscError where there is no submission in it.
    """
    members = collection.members
    if not members:
        raise WsiscError(
            "no submission can be taken into the compendium", "wsisc validate shows what is wrong with them"
        )
    locale = locales.load(language or _usual_language(members))
    held = {member.manuscript.call.id: member.manuscript.call for member in members}
    call = next(iter(held.values())) if len(held) == 1 else None
    subjects = [_subject(each, locale) for _, each in sorted(held.items())]
    title = title or _title(call, locale)
    chapters = (
        _by_topic(members, order, locale) if order else [*map(submission, members), indexes.by_tags(members, locale)]
    )
    chapters += [_left_out(collection, locale)] if collection.left_out else []
    first = [_title_page(title, subjects, collection, locale, order), _contents(chapters, locale)]
    return Compendium(title, "; ".join(subjects), locale, call, (*first, *chapters))


def _usual_language(members: Sequence[Member]) -> str:
    count = Counter(member.manuscript.submission.language for member in members)
    return min(count, key=lambda language: (-count[language], language != "en", language))


def _subject(call: Call, locale: Locale) -> str:
    """Return the wording that names the session of a call, in a language, or in one that it has."""
    known = locale if locale.language in call.subject else locales.load(call.languages[0])
    return outline.subject(call, known)


def _title(call: Call | None, locale: Locale) -> str:
    if call is None or call.session is None:
        return locale.compendium["title-without-session"]
    slots = outline.slot_values(call, locale, "")
    return calls.fill(locale.compendium["title"], slots)


def _title_page(title: str, subjects: Sequence[str], collection: Collection, locale: Locale, order: str) -> Chapter:
    wording = locale.compendium
    blocks = [line("title", title)]
    if order:
        blocks.append(line("cover-subject", wording[f"by-{order}"]))
    blocks += [line("cover-session", subject) for subject in subjects]
    blocks.append(line("cover-by", wording["submissions"].replace("{count}", str(len(collection.members)))))
    if collection.left_out:
        told = wording["without"].replace("{count}", str(len(collection.left_out)))
        blocks.append(link("cover-by", told, anchor("compendium", "left-out", "")))
    return Chapter("title", "", "", (own(blocks, locale),))


def _contents(chapters: Sequence[Chapter], locale: Locale) -> Chapter:
    title, name = locale.compendium["contents"], anchor("compendium", "contents", "")
    lines = [link("toc-1", chapter.title, chapter.anchor) for chapter in chapters]
    return Chapter("contents", name, title, (own([line("", title, 1, name), *lines], locale),))


def submission(member: Member) -> Chapter:
    """Return the chapter of a submission: its document as it is alone, the name on its cover made the heading."""
    entity, name = member.manuscript.submission.entity.name, anchor(member.key, "")
    blocks = [
        block._replace(kind="member-title") if block.kind == "title" else block
        for block in outline.of(member.manuscript)
    ]
    piece = placed(member.manuscript, blocks, (member.key,), 1)
    heading = line("", entity, 1, name)
    at = _place_of_name(blocks, entity)
    put = [heading, *piece.blocks] if at is None else [*piece.blocks[:at], heading, *piece.blocks[at + 1 :]]
    return Chapter("submission", name, entity, (Piece(piece.manuscript, put),), member.file)


def _place_of_name(blocks: Sequence[Block], entity: str) -> int | None:
    """Return where on the cover the name stands alone, None where it does not, or perhaps not on the first page."""
    length = 0
    for index, block in enumerate(blocks):
        if block.kind == "cover-entity" and block.text == entity:
            return index if length <= _MOST_BEFORE_NAME else None
        length += len(block.text)
    return None


def _by_topic(members: Sequence[Member], order: str, locale: Locale) -> list[Chapter]:
    """Return a chapter for each topic: what each entity says on it; at last what has no topic; and the index."""
    found: dict[Topic, list[tuple[Member, list[Passage]]]] = {}
    is_one_call = len({member.manuscript.call.id for member in members}) == 1
    for member in members:
        for topic, passages in _passages(member, order, locale, is_one_call):
            found.setdefault(topic, []).append((member, passages))
    chapters: list[Chapter] = []
    is_short = _characters(found.values()) < _SHORT * len(found)
    for topic in sorted(found):
        name = anchor(topic.key, "")
        head = [line("", topic.name, 1, name), *([line("where", topic.told)] if topic.told else [])]
        told = [_said(member, passages, topic) for member, passages in found[topic]]
        runs_on = is_short and bool(chapters)
        chapters.append(Chapter("topic", name, topic.name, (own(head, locale), *told), runs_on=runs_on))
    said = {topic: [member.key for member, _ in each] for topic, each in found.items()}
    return [*chapters, indexes.by_entity(members, said, locale)]


def _characters(said: Iterable[list[tuple[Member, list[Passage]]]]) -> int:
    """Return how many characters are said on topics."""
    passages = (passage for each in said for _, held in each for passage in held)
    return sum(len(block.text) for passage in passages for block in passage.blocks)


def _passages(member: Member, order: str, locale: Locale, is_one_call: bool) -> Iterator[tuple[Topic, list[Passage]]]:
    manuscript = member.manuscript
    blocks = outline.of(manuscript)
    if order == "part":
        for ids, held in topics.by_part(manuscript, blocks).items():
            yield _part_topic(manuscript.call, ids, locale, is_one_call), [Passage("", False, held)]
        return
    for code, passages in topics.tagged(manuscript, blocks, order).items():
        wording = locale.compendium
        untagged = Topic((_LAST, ""), "untagged", wording["untagged"], wording["untagged-note"])
        yield topics.topic(code, order, locale) if code else untagged, passages


def _part_topic(call: Call, ids: tuple[str, ...], locale: Locale, is_one_call: bool) -> Topic:
    """Return a part of a call as a topic; those of other calls, if there are any, stand apart under their sessions."""
    parts = dict(calls.parts(call))
    rank = list(parts).index(ids)
    language = locale.language if locale.language in call.languages else call.languages[0]
    labels = [calls.bare(parts[ids[: end + 1]].label[language]) for end in range(len(ids))]
    labels += [] if is_one_call else [_subject(call, locale)]
    return Topic((rank, call.id), "-".join((call.id, *ids)), " – ".join(labels), parts[ids].prompt[language])


def _said(member: Member, passages: list[Passage], topic: Topic) -> Piece:
    """Return what a submission says on a topic, under the name of its entity."""
    manuscript = member.manuscript
    blocks: list[Block] = [line("", _entity(manuscript), 2, anchor(topic.key, member.key))]
    renamed, said = manuscript, ""
    for passage in passages:
        levels = [block.level for block in passage.blocks if block.level]
        deeper = _LEVEL_OF_PASSAGES + passage.is_part - min(levels, default=_LEVEL_OF_PASSAGES)
        piece = placed(manuscript, passage.blocks, (topic.key, member.key), deeper)
        if passage.where and (passage.is_part or passage.where != said):
            name = anchor(topic.key, member.key, str(len(blocks))) if passage.is_part else ""
            blocks.append(line("passage", passage.where, _LEVEL_OF_PASSAGES if passage.is_part else 0, name))
            said = passage.where
        blocks += piece.blocks
        renamed = piece.manuscript
    return Piece(renamed, blocks)


def _entity(manuscript: Manuscript) -> str:
    entity = manuscript.submission.entity
    return f"{entity.name} ({entity.acronym})" if entity.acronym else entity.name


def _left_out(collection: Collection, locale: Locale) -> Chapter:
    wording, name = locale.compendium, anchor("compendium", "left-out", "")
    blocks = [line("", wording["left-out"], 1, name), line("rich", wording["left-out-note"])]
    for each in collection.left_out:
        shown = " – ".join(filter(None, (each.entity, each.title))) or each.file
        blocks.append(line("", shown, 2, anchor("compendium", "left-out", str(len(blocks)))))
        if shown != each.file:
            blocks.append(line("where", wording["file"].replace("{file}", each.file)))
        blocks.append(line("rich", wording[f"left-out-{each.kind}"]))
    return Chapter("left-out", name, wording["left-out"], (own(blocks, locale),))
