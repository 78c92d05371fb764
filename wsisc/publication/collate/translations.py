"""The members of a collection -> its submissions, each an original with its translations.

Copies and earlier versions do not count. Files are versions of one submission if they have one entity, call, language
and title; those with one date, or none, are not decided: they all count, and `Collection.remarks` names them.

A translation names its original under `translated-from:`. Otherwise it is assumed to be one if its entity and its
structure are those of the original: names of files say nothing, as "moct-es.yaml" can be in Spanish, or from Spain. One
entity has one name and one acronym. Names differ with the language, and two entities can have one acronym: where the
acronym alone is the same, the texts must agree in all that a translation keeps, numbers and links among it.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from wsisc.messages import t
from wsisc.parity import compare_translation
from wsisc.parity.outlines import Outline, read
from wsisc.publication.collate import submission_keys
from wsisc.publication.collate.collection import Collection, Member, member_place, sort_members, with_unique_keys
from wsisc.text.shared import group_values
from wsisc.text.words import fold_without_accents

# What differs between versions of one submission too: tags that only one of them got, ids, the day of the translation.
_ALLOWED = {"tag", "section-id", "value", "number-notation"}

type Notify = Callable[[str], None]
"""Receives a note for the secretariat, such as on an original that no file names."""


def group_translations(collection: Collection, notify: Notify) -> Collection:
    """Return a collection of originals, each with its translations: a submission is one member.

    `notify` receives a note where no file says which one is the original, and on a file that is in the same language as
    another version of its submission: it remains a member.
    """
    collection, replaced = _leave_out(collection)
    origins = _find_origins(collection.members, replaced)
    languages = {member_place(member): member.language for member in collection.members}
    alike = _find_translations([member for member in collection.members if member_place(member) not in origins])
    groups = group_values((_group_key(member, origins, alike), member) for member in collection.members)
    grouped = [
        member for group in groups.values() for member in _join(_Group(tuple(group), origins, languages), notify)
    ]
    members = with_unique_keys(sort_members(grouped))
    return replace(collection, members=members, doubts=(*collection.doubts, *_find_doubts(members)))


def choose_language(collection: Collection, language: str, notify: Notify) -> Collection:
    """Return a collection with the version of each submission in a language, otherwise its original.

    `notify` receives a note with the files of the versions that it does not contain.
    """
    chosen = [member.version(language) for member in collection.members]
    pairs = list(zip(collection.members, chosen, strict=True))
    others = sorted(
        candidate.file for member, version in pairs for candidate in member.versions if candidate.file != version.file
    )
    if others:
        notify(t("other versions of the same submissions are not included: {files}", files=", ".join(others)))
    chosen = [version._replace(key=member.key, translations=()) for member, version in pairs]
    return replace(collection, members=sort_members(chosen))


def note_translations(collection: Collection, notify: Notify) -> None:
    """Send a note with the files of the translations, which are not counted."""
    if found := sorted(translation.file for member in collection.members for translation in member.translations):
        notify(t("translations are not counted: {files}", files=", ".join(found)))


@dataclass(frozen=True)
class _Group:
    """Members that are versions of one submission, the files that members name as originals, and all files."""

    members: tuple[Member, ...]
    origins: Mapping[str, str]
    collected: Mapping[str, str]

    def named_original(self) -> Member | None:
        """Return the member that others name as their original."""
        named = {
            _find_root(member_place(member), self.origins)
            for member in self.members
            if member_place(member) in self.origins
        }
        return next((member for member in self.members if member_place(member) in named - self.origins.keys()), None)

    def missing_original(self) -> str:
        """Return the path of the file that is named as the original and is not in the group, "" if there is none."""
        places = {member_place(member) for member in self.members}
        roots = (_find_root(member_place(member), self.origins) for member in self.members)
        return next((root for root in roots if root not in places), "")

    def assumed_original(self) -> Member:
        """Return the member whose name has no language; otherwise that in English, or in the call's first language."""
        offered = self.members[0].manuscript.call.languages

        def rank(member: Member) -> tuple[bool, tuple[bool, int, str]]:
            place = member_place(member)
            return place in self.origins, compare_translation.rank(place, member.language, offered)

        return min(self.members, key=rank)


def _join(group: _Group, notify: Notify) -> Iterator[Member]:
    """Yield the original of a group with its translations, then members in a language that it has already."""
    named = group.named_original()
    original = named or group.assumed_original()
    languages = {original.language: original}
    apart = []
    for member in sorted(
        group.members, key=lambda member: member_place(member) not in group.origins
    ):  # what is named comes first
        known = languages.setdefault(member.language, member)
        if known is not member:
            apart.append((member, known))
    offered = original.call.languages
    translations = sorted(
        (translation for translation in languages.values() if translation is not original),
        key=lambda translation: offered.index(translation.language),
    )
    if not named and (translations or group.missing_original()):
        _note_assumption(group, original, translations, notify)
    yield original._replace(translations=tuple(translations))
    for member, known in apart:
        if member_place(member) in group.origins:
            values = {"file": member.file, "other": known.file, "language": member.language}
            notify(t("{file} is counted separately: {other} is in the same language, {language}", **values))
        yield member


def _note_assumption(group: _Group, original: Member, translations: Sequence[Member], notify: Notify) -> None:
    files = ", ".join(translation.file for translation in translations)
    if missing := group.missing_original():
        values = {"file": original.file, "missing": posixpath.basename(missing)}
        note = t(
            "{file} is counted as the original: {missing}, from which it was translated, is not included", **values
        )
        if missing in group.collected:
            note = t(
                "{file} is counted as the original: {missing}, from which it was translated, answers another call",
                **values,
            )
        notify(note)
        return
    notify(
        t(
            "{file} is assumed to be the original of {files}: wsisc parity --record writes translated-from: to these",
            file=original.file,
            files=files,
        )
    )


def _find_origins(members: Iterable[Member], replaced: Mapping[str, str]) -> dict[str, str]:
    """Return the files that members name as their originals, or those that replaced these, by their own files."""
    found = {}
    for member in members:
        origin = member.submission.translated_from
        if origin and origin.file:
            folder = posixpath.dirname(member_place(member))
            named = posixpath.normpath(posixpath.join(folder, origin.file))
            found[member_place(member)] = replaced.get(named, named)
    return found


def _find_root(place: str, origins: Mapping[str, str]) -> str:
    """Return the first original by way of all originals; of files that name one another, the first by name."""
    seen: list[str] = []
    while place in origins and place not in seen:
        seen.append(place)
        place = origins[place]
    return min(seen[seen.index(place) :]) if place in seen else place


def _group_key(member: Member, origins: Mapping[str, str], alike: Mapping[str, str]) -> tuple[str, str]:
    """Return what all versions of a submission have in common: the call, and a file that stands for all of them."""
    root = _find_root(member_place(member), origins)
    return member.call.id, alike.get(root, root)


def _leave_out(collection: Collection) -> tuple[Collection, Mapping[str, str]]:
    """Return a collection without copies and earlier versions, which are left out with the reason.

    The mapping has the file that counts for each that does not, for translations that name the latter.
    """
    groups = group_values((_version_key(member), member) for member in collection.members)
    instead = {member_place(old): new for group in groups.values() for old, new in _find_repeated(group)}
    left_out = [
        member.leave_out(*_describe(member, instead))
        for member in collection.members
        if member_place(member) in instead
    ]
    members = tuple(member for member in collection.members if member_place(member) not in instead)
    reported = tuple(sorted([*collection.left_out, *left_out]))
    # a copy of an earlier version was replaced by the later one
    places = {place: member_place(instead.get(member_place(new), new)) for place, new in instead.items()}
    return replace(collection, members=members, left_out=reported), places


def _version_key(member: Member) -> tuple[str, str, str]:
    submission = member.submission
    key = submission_keys.submission_key(submission)
    return key, submission.language, fold_without_accents(submission.title)


def _find_repeated(group: Sequence[Member]) -> Iterator[tuple[Member, Member]]:
    """Yield each member that does not count, with the one that does."""
    if len(group) == 1:
        return
    same = group_values((_content(member), member) for member in group)
    for first, *copies in same.values():
        yield from ((copy, first) for copy in copies)
    dated = [copies[0] for copies in same.values() if _date(copies[0])]
    latest = max(dated, key=_date, default=group[0])
    yield from ((member, latest) for member in dated if _date(member) < _date(latest))


def _content(member: Member) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    images = {name: image.content for name, image in member.manuscript.images.items()}
    return submission_keys.content_digest(member.submission), tuple(sorted(images.items()))


def _date(member: Member) -> str:
    return member.submission.date


def _describe(member: Member, instead: Mapping[str, Member]) -> tuple[str, str]:
    """Return why a member does not count: the reason and its kind."""
    counted = instead[member_place(member)]
    if _content(member) == _content(counted):
        return t("the same submission as {file}", file=counted.file), "copy"
    reason = t("an earlier version of {file}, which has the date {date}", file=counted.file, date=_date(counted))
    return reason, "earlier"


def _find_translations(members: Sequence[Member]) -> Mapping[str, str]:
    """Return a file for the file of each member: the same for all versions of a submission."""
    found = {member_place(member): member_place(member) for member in members}
    outlines = _read_outlines(members)
    candidates = group_values(((_subject(member), outlines[member_place(member)].shape), member) for member in members)
    for same in candidates.values():
        for one, other in combinations(same, 2):
            if one.language != other.language and (_is_same_entity(one, other) or _agree(one, other, outlines)):
                kept, old = found[member_place(one)], found[member_place(other)]
                found = {place: kept if root == old else root for place, root in found.items()}
    return found


def _find_doubts(members: Sequence[Member]) -> Iterator[tuple[str, str]]:
    """Yield the files of each two submissions, of those that are counted, that may be one in two languages.

    They have one acronym, or names of one submission in two languages and texts that agree.
    """
    outlines = _read_outlines(members)
    of_acronym = group_values((_subject(member), member) for member in members if member.submission.entity.acronym)
    of_name = group_values(
        ((member.call.id, compare_translation.bare_path(member_place(member), member.language)), member)
        for member in members
    )
    pairs = [pair for same in of_acronym.values() for pair in combinations(same, 2)]
    named = (pair for same in of_name.values() for pair in combinations(same, 2))
    pairs += [pair for pair in named if pair not in pairs and _agree(*pair, outlines)]
    for one, other in pairs:
        if one.language != other.language and not _is_same_entity(one, other):
            yield one.file, other.file


def _read_outlines(members: Sequence[Member]) -> dict[str, Outline]:
    return {member_place(member): read(member.submission) for member in members}


def _subject(member: Member) -> tuple[str, str, bool, str]:
    """Return what the versions of a submission have in common: the call, and the type and acronym of the entity."""
    entity = member.submission.entity
    acronym = fold_without_accents(entity.acronym)
    name = acronym or fold_without_accents(entity.name)
    return member.call.id, entity.type, bool(acronym), name


def _is_same_entity(one: Member, other: Member) -> bool:
    keys = (submission_keys.entity_key(member.submission.entity) for member in (one, other))
    return next(keys) == next(keys)


def _agree(one: Member, other: Member, outlines: Mapping[str, Outline]) -> bool:
    """Return whether two texts agree in all that a translation keeps, and have enough of it to tell."""
    first, second = (outlines[member_place(member)] for member in (one, other))
    tells = any(node.text.numbers or node.text.links or node.title.numbers for node in first.nodes.values())
    types = {member.submission.entity.type for member in (one, other)}
    if not tells or len(types) > 1 or first.shape != second.shape:
        return False
    divergences = compare_translation.compare(one.submission, other.submission, one.call)
    return all(divergence.code in _ALLOWED for divergence in divergences)
