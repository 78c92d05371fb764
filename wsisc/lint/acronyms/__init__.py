"""A reading -> the uses and the definitions of its acronyms, in reading order.

A definition is an acronym next to its expansion: "Expansion (ABC)", "ABC (Expansion)", "ABC means Expansion". In
languages other than English it is any acronym alone in parentheses after words: names there are often known by the
letters of another language, such as "Organisation mondiale du commerce (WTO)".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from wsisc.document.prose import Passage, Reading
from wsisc.lint.acronyms import letters, lists
from wsisc.text.scripts import LATIN_CAPITALS, RUSSIAN_CAPITALS, RUSSIAN_SMALL
from wsisc.text.shared import group_values

type ReadingPosition = tuple[int, int, int, int]
"""A place in reading order: passage and offset; in a footnote those of its reference, then its own."""

_BIG, _SMALL = RUSSIAN_CAPITALS, RUSSIAN_SMALL
_ACRONYM = r"[a-z]{0,3}[A-Z][a-z0-9]{0,8}&?[A-Z][A-Za-z0-9]{0,12}"
_USE = rf"(?<![\w#@$]){_ACRONYM}(?!\w)"
_CYRILLIC_USE = rf"(?<![\w#@$])[{_BIG}][{_SMALL}]{{0,3}}[{_BIG}][{_BIG}{_SMALL}]{{0,12}}(?!\w)"
_WORDS_IN_CAPITALS = r"\b[A-Z]{2,}(?: [A-Z]{2,}){2,}\b"
_SYMBOL = r"/.{0,99}\d|\d.{0,99}/|\w\.\w|_"
_JOINERS = ("/", ".", "_", "-", "–")
_PARENTHESIS = r"\(([^()\n]{2,160})\)"
_LEAD = r"(?:(?:the|or|hereinafter|hereafter|henceforth|also|called|known|referred|to|as|in short|abbreviated),? ){0,5}"
_SOLE_ACRONYM = (
    rf"{_LEAD}[\"“‘']?([A-Za-z0-9][\w&+/\u2010\u2011-]{{1,18}})[\"”’']?(?P<more>[,;:] .*| (?:in|by|from) .*)?"
)


@cache
def _foreign_sole_pattern() -> re.Pattern[str]:
    return re.compile(rf"[\"“«]?(?=(?:[^\W\d_]*[A-Z{_BIG}]){{2}})([^\W\d_]{{2,12}})[\"”»]?")


@cache
def _name_pattern() -> re.Pattern[str]:
    return re.compile(rf"[{LATIN_CAPITALS}{_BIG}][^{LATIN_CAPITALS}{_BIG}]{{3,120}}$")


_GAP = r"[\"”’]?((?: [A-Za-z-]{2,20}){0,4}) ?"
_FOREIGN = r"\b(?:acronym|initials|French|Spanish|Portuguese|Arabic|Chinese|Russian|German|Italian)\b"
_STANDS_FOR = (
    r"[\"”’]?,?(?: (?:is|was|which|that)){0,2} (?:short for|stands? for|standing for|means|meaning|i\.e\.,?"
    r"|(?:the |an )?(?:abbreviation|acronym|initials|short form) (?:of|for)) (?:the )?"
)
_APPOSED_AFTER = r"(?:,| [–—-]|:) (?:or )?(?:the )?"
_APPOSED_BEFORE = r"(?:, or|,? known as|,? called|,? abbreviated(?: as| to)?|,| [–—-])(?: the)? [\"“‘]?$"
_STOPS = ("(", ")", ";", ": ", ". ", "? ", "! ", "\n")


class AcronymUse(NamedTuple):
    """A use of an acronym; `key` is the acronym without a plural s and without a number after it."""

    key: str
    position: ReadingPosition
    passage: Passage
    start: int
    end: int

    @property
    def is_running_text(self) -> bool:
        """Whether it is in running text, and not in a quotation."""
        return self.passage.kind in ("paragraph", "item", "footnote") and not self.passage.is_quoted(self.start)


class AcronymDefinition(NamedTuple):
    """An acronym (`use`) next to its expansion; both are between `start` and `end`.

    `kind`, `correction` and `is_name` are those of `letters.Fit`; with `is_reversed` the acronym comes first.
    """

    use: AcronymUse
    start: int
    end: int
    kind: str
    expansion: str
    correction: str = ""
    is_name: bool = False
    is_reversed: bool = False

    @property
    def parts(self) -> set[str]:
        """The acronym, and the acronyms that hyphens, plus signs or slashes join in it."""
        return {self.use.key, *(base_form(part) for part in re.split(r"[-+/]", self.use.key) if len(part) > 1)}


@dataclass(frozen=True)
class Acronyms:
    """The uses and definitions of a submission, each in reading order."""

    uses: tuple[AcronymUse, ...]
    definitions: tuple[AcronymDefinition, ...]
    entity_acronym: str

    @cached_property
    def expanded_acronyms(self) -> frozenset[str]:
        """The acronyms with an expansion next to them, also those with wrong letters there."""
        found = {part for definition in self.definitions for part in (*definition.parts, definition.correction)}
        return frozenset((*found, self.entity_acronym, base_form(self.entity_acronym)))

    @cached_property
    def matching_definitions(self) -> dict[str, list[AcronymDefinition]]:
        """The definitions whose letters match the expansion, by acronym."""
        fitting = (definition for definition in self.definitions if definition.kind == "fits")
        return group_values((definition.use.key, definition) for definition in fitting)

    @cached_property
    def plain_uses(self) -> dict[str, list[AcronymUse]]:
        """The uses by acronym, without those next to an expansion."""
        defined = (definition.use for definition in self.definitions)
        defining = {(use.passage, at) for use in defined for at in range(use.start, use.end)}
        return group_values((use.key, use) for use in self.uses if (use.passage, use.start) not in defining)


@lru_cache(maxsize=2)  # all rules check one reading before the next one; two threads share the cache
def find_acronyms(reading: Reading) -> Acronyms:
    """Return the acronyms of a reading."""
    uses = []
    definitions: list[AcronymDefinition] = []
    language = reading.submission.language
    for passage, position in _passages_in_order(reading):
        found = list(_find_uses(passage, position, _CYRILLIC_USE if language == "ru" else _USE))
        uses += found
        if language == "en":
            definitions += _find_definitions(passage, position, found)
        else:
            definitions += _find_introductions(passage, position, language)
    used = {use.key for use in uses}
    certain = [
        _without_doubtful_correction(definition, used) if language == "en" else definition for definition in definitions
    ]
    uses.sort(key=_reading_order)
    certain.sort(key=lambda each: _reading_order(each.use))
    return Acronyms(tuple(uses), tuple(certain), reading.submission.entity.acronym)


def base_form(text: str) -> str:
    """Return an acronym without a plural s or a number, each hyphen as "-": SDGs, COP27, PP-14."""
    bare = text.replace("\u2010", "-").replace("\u2011", "-")
    bare = re.sub(r"[-+]\d+$|(?<=[A-Z]{3})\d+$", "", bare) if bare[-1:].isdecimal() else bare
    return bare[:-1] if len(bare) > 2 and bare[-1] == "s" and not bare[-2].islower() else bare


def safe_fix(passage: Passage, start: int, end: int, text: str) -> str | None:
    """Return `text` as a fix for characters of a passage, None where markup or a line break is among them."""
    is_plain = all(passage.ends[at] == passage.starts[at + 1] for at in range(start, end - 1))
    return text if is_plain and "\n" not in passage.text[start:end] else None


def _reading_order(use: AcronymUse) -> tuple[ReadingPosition, int]:
    return use.position, use.start


def _passages_in_order(reading: Reading) -> Iterator[tuple[Passage, ReadingPosition]]:
    """Yield the passages with their positions; footnotes have the positions of their references."""
    calls: dict[str | int, tuple[int, int]] = {}
    for number, passage in enumerate(reading.passages):
        if passage.path[:1] == ("footnotes",):
            yield passage, (*calls.get(passage.path[1], (number, 0)), 1, number)
        else:
            calls.update((mark.target, (number, mark.start)) for mark in passage.marks_of_kind("call"))
            yield passage, (number, 0, 0, 0)


def _create_use(passage: Passage, position: ReadingPosition, start: int, end: int) -> AcronymUse:
    at = position if position[2] else (position[0], start, 0, 0)
    return AcronymUse(base_form(passage.text[start:end]), at, passage, start, end)


def _find_uses(passage: Passage, position: ReadingPosition, pattern: str) -> Iterator[AcronymUse]:
    text = passage.text
    if " " in text and text.isupper():
        return
    capitals = [match.span() for match in re.finditer(_WORDS_IN_CAPITALS, text)]
    for match in re.finditer(pattern, text):
        start, end = match.span()
        if not _is_in_symbol(text, start, end) and not any(first <= start < last for first, last in capitals):
            yield _create_use(passage, position, start, end)


def _is_in_symbol(text: str, start: int, end: int) -> bool:
    """Return whether an acronym is part of a document symbol or of an address: A/CN.9/WG.I, itu.int."""
    if text[start - 1 : start] not in _JOINERS and text[end : end + 1] not in _JOINERS:
        return False
    before = re.split(r"[\s,;(]", text[max(start - 40, 0) : start])[-1]
    after = re.split(r"[\s,;)]", text[end : end + 40])[0]
    return re.search(_SYMBOL, (before + text[start:end] + after).strip(".")) is not None


def _find_definitions(
    passage: Passage, position: ReadingPosition, uses: list[AcronymUse]
) -> Iterator[AcronymDefinition]:
    defined = set()
    for match in re.finditer(_PARENTHESIS, passage.text):
        if found := _acronym_in_parenthesis(passage, position, match) or _expansion_in_parenthesis(
            passage, position, match
        ):
            defined.add(found.use.start)
            yield found
    for use in uses:
        if use.start not in defined and (found := _stated_definition(use)):
            yield found


def _find_introductions(passage: Passage, position: ReadingPosition, language: str) -> Iterator[AcronymDefinition]:
    """Yield the acronyms alone in parentheses after words, in a language other than English."""
    for match in re.finditer(_PARENTHESIS, passage.text):
        sole = _foreign_sole_pattern().fullmatch(match[1])
        first, clause = _clause_before(passage.text, match.start())
        if sole and clause and clause[-1].isalpha():
            use = _create_use(passage, position, match.start(1) + sole.start(1), match.start(1) + sole.end(1))
            fit, name = letters.match_before(use.key, clause), _name_pattern().search(clause)
            start = fit.start if fit and fit.kind == "fits" else name.start() if name else 0
            if wrong := letters.find_contradiction(use.key, clause, language):
                yield AcronymDefinition(
                    use, first + wrong.start, match.end(), wrong.kind, clause[wrong.start :], wrong.correction
                )
            else:
                yield AcronymDefinition(use, first + start, match.end(), "fits", clause[start:])


def _acronym_in_parenthesis(
    passage: Passage, position: ReadingPosition, match: re.Match[str]
) -> AcronymDefinition | None:
    """Return the definition "Expansion (ABC)"."""
    sole = re.fullmatch(_SOLE_ACRONYM, match[1])
    if not sole or sum(map(str.isupper, sole[1])) < 2:
        return None
    use = _create_use(passage, position, match.start(1) + sole.start(1), match.start(1) + sole.end(1))
    first, clause = _clause_before(passage.text, match.start())
    fit = letters.match_before(use.key, clause)
    is_loose = fit is not None and fit.kind != "fits"
    if not fit or (is_loose and ("/" in sole[1] or re.search(r"[A-Z]{2}", sole["more"] or ""))):
        return None
    kind = "related" if is_loose and re.search(_FOREIGN, match[1]) else fit.kind
    expansion = clause[fit.start :].strip('"“”')
    return AcronymDefinition(use, first + fit.start, match.end(), kind, expansion, fit.correction, fit.is_name)


def _clause_before(text: str, end: int) -> tuple[int, str]:
    """Return the start and the text of the clause that ends at a place: what follows the last punctuation mark."""
    start = max(end - 260, 0)
    start += max((at + len(stop) for stop in _STOPS if (at := text[start:end].rfind(stop)) >= 0), default=0)
    return start, text[start:end].rstrip()


def _expansion_in_parenthesis(
    passage: Passage, position: ReadingPosition, match: re.Match[str]
) -> AcronymDefinition | None:
    """Return the definition "ABC (Expansion)", or one with words between: "the ABC platform (Expansion)"."""
    first, clause = _clause_before(passage.text, match.start())
    words = match[1].split(";")[0]
    if " " not in words.strip():
        return None
    for found in reversed(list(re.finditer(_USE, clause))[-3:]):
        if not (gap := re.compile(_GAP).fullmatch(clause, found.end())):
            return None
        use = _create_use(passage, position, first + found.start(), first + found.end())
        fit = letters.match_whole(use.key, words)
        if fit and (not gap[1] or fit.kind == "fits" or not fit.correction) and not (gap[1] and fit.kind == "related"):
            return AcronymDefinition(
                use, use.start, match.end(), fit.kind, words, fit.correction, fit.is_name, is_reversed=True
            )
    return None


def _stated_definition(use: AcronymUse) -> AcronymDefinition | None:
    """Return a definition such as "ABC means Expansion", or one between commas or dashes: "ABC, the Expansion,"."""
    text = use.passage.text
    stated = re.compile(_STANDS_FOR).match(text, use.end)
    if means := stated or re.compile(_APPOSED_AFTER).match(text, use.end):
        is_plain = stated is not None
        words = re.split(r"[.;()\n]", text[means.end() : means.end() + 200])[0]
        if fit := letters.match_after(use.key, words, max_cost=None if is_plain else 0):
            end, kind = means.end() + fit.end, "fits" if is_plain else "related"
            return AcronymDefinition(use, use.start, end, kind, words[: fit.end], is_reversed=True)
    if apposed := re.search(_APPOSED_BEFORE, text[max(use.start - 40, 0) : use.start]):
        first, clause = _clause_before(text, use.start - len(apposed[0]))
        if (fit := letters.match_before(use.key, clause)) and fit.kind == "fits":
            return AcronymDefinition(use, first + fit.start, use.end, "related", clause[fit.start :])
    return None


def _without_doubtful_correction(definition: AcronymDefinition, used: set[str]) -> AcronymDefinition:
    """Return a definition; a contradiction that is not certain becomes one of the kind "related".

    An acronym that exists, or one of a name, may come from the name in another language; a short one may be chance.
    """
    if definition.kind != "contradicts":
        return definition
    known = lists.load()
    written, right = definition.use.key, definition.correction
    is_known_name = any(right == each for each, _ in known.find_by_full_form(definition.expansion.lower()))
    is_slip = not right or (len(right) > 3 and right[0] == written[0])
    swapped = (right[:at] + right[at + 1] + right[at] + right[at + 2 :] for at in range(1, len(right) - 2))
    is_certain = (
        right in used or right in known.full_forms or (is_slip and (not definition.is_name or written in swapped))
    )
    if is_known_name or (is_certain and not known.is_known(written)):
        return definition
    return definition._replace(kind="related", correction="")
