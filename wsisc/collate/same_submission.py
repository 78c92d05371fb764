"""Members that name no original -> those that are one submission in several languages, and those that may be.

One entity has one name and one acronym. Names differ with the language, and two entities can have one acronym: where
the acronym alone is the same, the texts must agree in all that a translation keeps, numbers and links among it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from wsisc.collate import submission_keys
from wsisc.collate.collection import Member, member_place
from wsisc.grouping import group_values
from wsisc.parity import comparison, original_choice, outline
from wsisc.parity.outline import Outline

# What differs between versions of one submission too: tags that only one of them got, ids, the day of the translation.
_ALLOWED = {"tag", "section-id", "value"}


def find_translations(members: Sequence[Member]) -> Mapping[str, str]:
    """Return a file for the file of each member: the same for all versions of a submission."""
    found = {member_place(each): member_place(each) for each in members}
    outlines = _read_outlines(members)
    candidates = group_values(((_subject(each), outlines[member_place(each)].shape), each) for each in members)
    for same in candidates.values():
        for one, other in combinations(same, 2):
            if one.language != other.language and (_is_same_entity(one, other) or _agree(one, other, outlines)):
                kept, old = found[member_place(one)], found[member_place(other)]
                found = {place: kept if root == old else root for place, root in found.items()}
    return found


def find_doubts(members: Sequence[Member]) -> Iterator[tuple[str, str]]:
    """Yield the files of each two submissions, of those that are counted, that may be one in two languages.

    They have one acronym, or names of one submission in two languages and texts that agree.
    """
    outlines = _read_outlines(members)
    of_acronym = group_values((_subject(each), each) for each in members if each.manuscript.submission.entity.acronym)
    of_name = group_values(
        ((each.manuscript.call.id, original_choice.bare_path(member_place(each), each.language)), each)
        for each in members
    )
    pairs = [pair for same in of_acronym.values() for pair in combinations(same, 2)]
    named = (pair for same in of_name.values() for pair in combinations(same, 2))
    pairs += [pair for pair in named if pair not in pairs and _agree(*pair, outlines)]
    for one, other in pairs:
        if one.language != other.language and not _is_same_entity(one, other):
            yield one.file, other.file


def _read_outlines(members: Sequence[Member]) -> dict[str, Outline]:
    return {member_place(each): outline.read(each.manuscript.submission) for each in members}


def _subject(member: Member) -> tuple[str, str, bool, str]:
    """Return what the versions of a submission have in common: the call, and the type and acronym of the entity."""
    entity = member.manuscript.submission.entity
    acronym = submission_keys.fold_words(entity.acronym)
    name = acronym or submission_keys.fold_words(entity.name)
    return member.manuscript.call.id, entity.type, bool(acronym), name


def _is_same_entity(one: Member, other: Member) -> bool:
    keys = (submission_keys.entity_key(each.manuscript.submission.entity) for each in (one, other))
    return next(keys) == next(keys)


def _agree(one: Member, other: Member, outlines: Mapping[str, Outline]) -> bool:
    """Return whether two texts agree in all that a translation keeps, and have enough of it to tell."""
    first, second = (outlines[member_place(each)] for each in (one, other))
    tells = any(node.text.numbers or node.text.links or node.title.numbers for node in first.nodes.values())
    types = {each.manuscript.submission.entity.type for each in (one, other)}
    if not tells or len(types) > 1 or first.shape != second.shape:
        return False
    divergences = comparison.compare(one.manuscript.submission, other.manuscript.submission)
    return all(each.code in _ALLOWED for each in divergences)
