"""The members of a collection -> those that count, without copies and earlier versions of the same submission.

Files are versions of one submission if they have one entity, call, language and title. Files with one date, or none,
are not decided: they all count, and `Collection.remarks` names them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wsisc.collate import submission_keys
from wsisc.collate.collection import Collection, Member, member_place
from wsisc.grouping import group_values
from wsisc.messages import t


def leave_out(collection: Collection) -> tuple[Collection, Mapping[str, str]]:
    """Return a collection without copies and earlier versions, which are left out with the reason.

    The mapping has the file that counts for each that does not, for translations that name the latter.
    """
    groups = group_values((_version_key(each), each) for each in collection.members)
    instead = {member_place(old): new for group in groups.values() for old, new in _find_repeated(group)}
    left_out = [
        each.leave_out(*_describe(each, instead)) for each in collection.members if member_place(each) in instead
    ]
    members = tuple(each for each in collection.members if member_place(each) not in instead)
    reported = tuple(sorted([*collection.left_out, *left_out]))
    # a copy of an earlier version was replaced by the later one
    places = {place: member_place(instead.get(member_place(new), new)) for place, new in instead.items()}
    return replace(collection, members=members, left_out=reported), places


def _version_key(member: Member) -> tuple[str, str, str]:
    submission = member.manuscript.submission
    key = submission_keys.submission_key(submission)
    return key, submission.language, submission_keys.fold_words(submission.title)


def _find_repeated(group: Sequence[Member]) -> Iterator[tuple[Member, Member]]:
    """Yield each member that does not count, with the one that does."""
    if len(group) == 1:
        return
    same = group_values((_content(each), each) for each in group)
    for first, *copies in same.values():
        yield from ((copy, first) for copy in copies)
    dated = [each[0] for each in same.values() if _date(each[0])]
    latest = max(dated, key=_date, default=group[0])
    yield from ((each, latest) for each in dated if _date(each) < _date(latest))


def _content(member: Member) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    images = {name: image.content for name, image in member.manuscript.images.items()}
    return submission_keys.content_digest(member.manuscript.submission), tuple(sorted(images.items()))


def _date(member: Member) -> str:
    return member.manuscript.submission.date


def _describe(member: Member, instead: Mapping[str, Member]) -> tuple[str, str]:
    """Return why a member does not count: the reason and its kind."""
    counted = instead[member_place(member)]
    if _content(member) == _content(counted):
        return t("the same submission as {file}", file=counted.file), "copy"
    reason = t("an earlier version of {file}, which has the date {date}", file=counted.file, date=_date(counted))
    return reason, "earlier"
