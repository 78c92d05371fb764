"""The members of a collection -> its submissions, each an original with its translations.

A translation names its original under `translated-from:`. Otherwise it is assumed to be one if its entity and its
structure are those of the original (`collate.same_submission`): names of files say nothing, as "moct-es.yaml" can be in
Spanish, or from Spain.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wsisc.collate import repeated_files, same_submission
from wsisc.collate.collection import Collection, Member, member_place, sort_members, with_unique_keys
from wsisc.grouping import group_values
from wsisc.messages import t
from wsisc.parity import original_choice

type Notify = Callable[[str], None]
"""Receives a note for the secretariat, such as on an original that no file names."""


def group_translations(collection: Collection, notify: Notify) -> Collection:
    """Return a collection of originals, each with its translations: a submission is one member.

    `notify` receives a note where no file says which one is the original, and on a file that is in the same language as
    another version of its submission: it remains a member.
    """
    collection, replaced = repeated_files.leave_out(collection)
    origins = _find_origins(collection.members, replaced)
    languages = {member_place(each): each.language for each in collection.members}
    alike = same_submission.find_translations(
        [each for each in collection.members if member_place(each) not in origins]
    )
    groups = group_values((_group_key(each, origins, alike), each) for each in collection.members)
    grouped = [
        member for group in groups.values() for member in _join(_Group(tuple(group), origins, languages), notify)
    ]
    members = with_unique_keys(sort_members(grouped))
    return replace(collection, members=members, doubts=(*collection.doubts, *same_submission.find_doubts(members)))


def choose_language(collection: Collection, language: str, notify: Notify) -> Collection:
    """Return a collection with the version of each submission in a language, otherwise its original.

    `notify` receives a note with the files of the versions that it does not contain.
    """
    chosen = [each.version(language) for each in collection.members]
    pairs = list(zip(collection.members, chosen, strict=True))
    others = sorted(each.file for member, version in pairs for each in member.versions if each.file != version.file)
    if others:
        notify(t("other versions of the same submissions are not included: {files}", files=", ".join(others)))
    chosen = [version._replace(key=member.key, translations=()) for member, version in pairs]
    return replace(collection, members=sort_members(chosen))


def note_translations(collection: Collection, notify: Notify) -> None:
    """Send a note with the files of the translations, which are not counted."""
    if found := sorted(each.file for member in collection.members for each in member.translations):
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
            _find_root(member_place(each), self.origins) for each in self.members if member_place(each) in self.origins
        }
        return next((each for each in self.members if member_place(each) in named - self.origins.keys()), None)

    def missing_original(self) -> str:
        """Return the path of the file that is named as the original and is not in the group, "" if there is none."""
        places = {member_place(each) for each in self.members}
        roots = (_find_root(member_place(each), self.origins) for each in self.members)
        return next((root for root in roots if root not in places), "")

    def assumed_original(self) -> Member:
        """Return the member whose name has no language; otherwise that in English, or in the call's first language."""
        offered = self.members[0].manuscript.call.languages

        def rank(member: Member) -> tuple[bool, tuple[bool, int, str]]:
            place = member_place(member)
            return place in self.origins, original_choice.rank(place, member.language, offered)

        return min(self.members, key=rank)


def _join(group: _Group, notify: Notify) -> Iterator[Member]:
    """Yield the original of a group with its translations, then members in a language that it has already."""
    named = group.named_original()
    original = named or group.assumed_original()
    languages = {original.language: original}
    apart = []
    for member in sorted(
        group.members, key=lambda each: member_place(each) not in group.origins
    ):  # what is named comes first
        known = languages.setdefault(member.language, member)
        if known is not member:
            apart.append((member, known))
    offered = original.manuscript.call.languages
    translations = sorted(
        (each for each in languages.values() if each is not original),
        key=lambda each: offered.index(each.language),
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
    files = ", ".join(each.file for each in translations)
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
        origin = member.manuscript.submission.translated_from
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
    return member.manuscript.call.id, alike.get(root, root)
