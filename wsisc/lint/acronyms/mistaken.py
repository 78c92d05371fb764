"""The acronyms of a reading -> those that are probably a slip for another one: ITC where the text has ICT."""

import re
from collections.abc import Mapping, Sequence

from wsisc.document.prose import Reading
from wsisc.lint.acronyms import Acronyms, AcronymUse, lists
from wsisc.text.shared import common_length, group_values

_AFTER_ANOTHER = r"[A-Z]{2}s?(?:,|,? and|,? or|/|,? with) ?$"
_BEFORE_ANOTHER = r"(?:,|,? and|,? or|/|,? with) ?[A-Z]{2}"


def _signatures(name: str) -> set[str]:
    """Return a name, the name without each of its letters, and its letters in alphabetical order after "="."""
    return {name, "=" + "".join(sorted(name)), *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def find_intended(reading: Reading, acronyms: Acronyms) -> dict[str, tuple[str, bool]]:
    """Return, by mistaken acronym, the intended one and whether that is certain."""
    language = reading.submission.language
    known = lists.load().mistaken if language == "en" else {}
    names = lists.load().full_forms if language == "en" else lists.official_names(language)
    contradicted = {
        definition.use.key: definition.correction for definition in acronyms.definitions if definition.correction
    }
    listed = sorted(names.keys() & acronyms.plain_uses.keys())
    others = dict.fromkeys((*acronyms.matching_definitions, acronyms.entity_acronym, *listed))
    near = group_values((signature, other) for other in others for signature in _signatures(other))
    result = {}
    for name in acronyms.plain_uses:
        intended = contradicted.get(name) or (
            _commonly_mistaken(reading, acronyms, name) if name in known else _nearest(acronyms, near, name, names)
        )
        if intended:
            result[name] = intended, name in contradicted or name not in known
    return result


def _commonly_mistaken(reading: Reading, acronyms: Acronyms, name: str) -> str:
    """Return the intended acronym for one that is often mistaken, such as ITC for ICT; "" where it is right here."""
    entry = lists.load().mistaken[name]
    if name in acronyms.expanded_acronyms or entry["for"] not in (
        acronyms.plain_uses.keys() | acronyms.expanded_acronyms
    ):
        return ""
    is_named = any(entry["unless"] in passage.text for passage in reading.passages)
    return "" if is_named or any(map(_is_listed, acronyms.plain_uses[name])) else entry["for"]


def _is_listed(use: AcronymUse) -> bool:
    """Return whether an acronym is listed with others, as organizations are: UNCTAD, ITC and WTO."""
    before, after = use.passage.text[max(use.start - 12, 0) : use.start], use.passage.text[use.end : use.end + 12]
    return bool(re.search(_AFTER_ANOTHER, before) or re.match(_BEFORE_ANOTHER, after))


def _nearest(acronyms: Acronyms, near: Mapping[str, Sequence[str]], name: str, names: Mapping[str, str]) -> str:
    """Return the acronym of the text that was intended by an unknown one, or ""; `near` has others by signature.

    The numbers are guesses: the shorter an acronym, and the more often it is used, the more likely it is intentional.
    """
    is_known = name in acronyms.expanded_acronyms or name in names or lists.load().is_known(name)
    if not name.isupper() or is_known or len(name) < 3:
        return ""
    count = len(acronyms.plain_uses[name])
    for other in dict.fromkeys(other for signature in _signatures(name) for other in near.get(signature, ())):
        others = len(acronyms.plain_uses.get(other, ())) + len(acronyms.matching_definitions.get(other, ()))
        if _is_swapped(name, other) and (count < others if len(name) > 3 else count * 3 <= others):
            return other
        if _is_off_by_one(name, other) and count == 1 and others > 2:
            return other
    return ""


def _is_swapped(name: str, other: str) -> bool:
    """Return whether two neighbouring letters are swapped."""
    differ = [at for at in range(len(name)) if name[at] != other[at]] if len(name) == len(other) else []
    return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(name) == sorted(other)


def _is_off_by_one(name: str, other: str) -> bool:
    """Return whether one letter within a long acronym is missing, superfluous or different.

    Short acronyms differ by a letter too often by chance; from which length on they do not is a guess.
    """
    if abs(len(name) - len(other)) > 1 or min(len(name), len(other)) < (6 if len(name) == len(other) else 5):
        return False
    start = common_length(name, other)
    longer, shorter = sorted((name, other), key=len, reverse=True)
    rest = shorter[start + 1 :] if len(longer) == len(shorter) else shorter[start:]
    return start > 0 and rest != "" and longer[start + 1 :] == rest
