"""A passage -> its stretches that are not the author's own wording, in which no fix may change a character.

Document symbols, quotations, titles, links and words of another language are right as they are: who looks for
WSIS-03/GENEVA/DOC/5-F finds nothing under another name, and a cited title is that of its book. This is the only place
that says so, for `validate --fix` and for all that shows or suggests fixes.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from wsisc.document import language_detection
from wsisc.document.prose import Passage, Reading
from wsisc.messages import resources
from wsisc.messages.diagnostic import DataPath, Finding
from wsisc.text.scripts import LATIN, LATIN_SMALL, RUSSIAN_CAPITALS
from wsisc.text.shared import group_values
from wsisc.text.words import find_running_words, fold_without_accents, without_accents

type Range = tuple[int, int]

_SPACES_ONLY = ("untidy-spaces",)  # rules whose fixes change no word
_SYMBOLS_ONLY = ("document-symbol",)  # rules whose fixes are right symbols
_LATIN_LANGUAGES = ("en", "es", "fr")
_SEPARATORS = ".,"
_AUTHOR = rf"[{LATIN}’'-]+ [A-Z]{{1,3}}"
_NUMBERED_LINE = (
    r"(?:(?:Figure|Table|Chart|Box|Map|Annex|Appendix|Tableau|Cuadro|Figura|Gráfico) )?\d+(?:\.\d+)*[.):]?\s\D"
    r"|(?:[IVX]{1,5}|[A-Z])[.)]\s\D"
)
_STATEMENT = r"[A-Za-z_]\(|= |\w<\w"
_CODE = (  # XML, JSON, and a call with a text: print("...")
    r"</?[a-z]{1,30}:[A-Za-z]|^[\s{\[]*\"[\w-]{1,40}\"\s?:\s?(?:[\[{\"\d]|true|false|null)"
    r"|\\u[0-9a-f]{4}|[A-Za-z_]\([\"'][^\"']*[\"']\)"
)
_MAX_COMPARED = 500  # letters; the comparison takes time with the square of them, and a longer fix is of no one name


def create_guard(reading: Reading) -> Callable[[str, Finding], Finding]:
    """Return the function that takes the fix from a finding of a rule, by its code, where it must not be applied."""
    by_path: dict[DataPath, list[Passage]] = {}
    foreign: dict[int, tuple[Range, ...]] = {}  # by id of the passage: thousands of findings can be in one

    def find_words_of_others(passage: Passage) -> tuple[Range, ...]:
        if id(passage) not in foreign:
            foreign[id(passage)] = tuple(_find_words_of_others(passage, reading.submission.language))
        return foreign[id(passage)]

    def guard(code: str, finding: Finding) -> Finding:
        if finding.fix is None or code in _SPACES_ONLY:
            return finding
        if not by_path:
            by_path.update(group_values((passage.path, passage) for passage in reading.passages))
        language = reading.submission.language
        is_safe = _is_safe(by_path.get(finding.path, []), language, code, finding, find_words_of_others)
        return finding if is_safe else finding._replace(fix=None)

    return guard


def _is_safe(
    passages: Sequence[Passage],
    language: str,
    code: str,
    finding: Finding,
    find_words_of_others: Callable[[Passage], tuple[Range, ...]],
) -> bool:
    """Return whether a fix changes only characters of the author's own wording, and all of a construction."""
    start, end = finding.start or 0, finding.end or 0
    holder = next(
        (passage for passage in passages if passage.starts and passage.starts[0] <= start and end <= passage.ends[-1]),
        None,
    )
    if holder is None or finding.fix is None:
        return False
    first = bisect_left(holder.starts, start)
    last = max(first, bisect_left(holder.starts, end))
    old = holder.text[first:last]
    ranges = [*find_words_of_others(holder), *([] if code in _SYMBOLS_ONLY else _find_symbols(holder.text))]
    changed = [(first + begin, first + stop) for begin, stop in _find_changes(old, finding.fix)]
    is_own = not any((begin < until and since < max(stop, begin)) or since < begin < until
                     for begin, stop in changed for since, until in ranges)  # fmt: skip
    return is_own and not (
        _is_half_of_range(holder.text, first, last, finding.fix)
        or (code == "spelling" and language != "en" and _is_name(holder.text, first, last, finding.fix))
    )


def _find_changes(old: str, new: str) -> Iterator[Range]:
    """Yield the ranges of a text that another one changes; an empty one where it only inserts."""
    if len(old) > _MAX_COMPARED:
        yield 0, len(old)
        return
    from difflib import SequenceMatcher  # not at the top: few files are fixed

    for tag, start, end, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start, end


@lru_cache(maxsize=64)
def is_reference(text: str) -> bool:
    """Return whether a paragraph is an entry of a list of references: by its authors, or by its number or publisher."""
    return (
        re.match(
            rf"[\[(]?\d*[\]).]?\s*(?:[{LATIN}’'-]+,? (?:[A-Z]\.[ -]?)+,|{_AUTHOR}, {_AUTHOR}[,.]|"
            r"(?:RFC|ISO|IEC)\b[^.]*\d)",
            text,
        )
        is not None
        or re.search(r"\bISBN\b|\b[Dd][Oo][Ii]:|\bpp?\. \d+[-–]\d|\b\d+\(\d+\)[,:] ?\d", text) is not None
    )


@lru_cache(maxsize=64)
def is_code(text: str) -> bool:
    """Return whether a paragraph is a line of a program or of data, an element of XML, or one name."""
    if text.rstrip().endswith((";", "{")) and re.search(_STATEMENT, text):
        return True
    if re.search(_CODE, text) or re.fullmatch(r"(?a:[\w.]+)", text):
        return True
    ends = {match[1]: match.start() for match in re.finditer(r"</(\w+)>", text)}
    return any(match.start() < ends.get(match[1], 0) for match in re.finditer(r"<(\w+)>", text))


@lru_cache(maxsize=64)
def is_contents_line(text: str) -> bool:
    """Return whether a paragraph is a line of a table of contents that was typed: it ends with a number of a page."""
    whole = text.rstrip()
    number = re.search(r"\d+$", whole[-4:]) if whole[-1:].isdigit() else None
    end = len(whole) - len(number[0]) if number else 0
    if not end or len(whole) - end > 3:
        return False
    leader = end - text.endswith(" ", 0, end)
    numbered = re.compile(_NUMBERED_LINE).match(text, 0, end - 1)
    return text.endswith(("...", "…", "\t"), 0, leader) or (numbered is not None and text[end - 1] not in ".?!")


def is_cited(passage: Passage, position: int, language: str) -> bool:
    """Return whether a character is in a document symbol or among words of another language."""
    return any(start <= position < end for start, end in _find_citations(passage.text, language))


@lru_cache(maxsize=64)
def _find_citations(text: str, language: str) -> tuple[Range, ...]:
    return (*_find_symbols(text), *_find_other_language(text, language))


def _find_words_of_others(passage: Passage, language: str) -> Iterator[Range]:
    """Yield the words of quotations, without their marks, of titles and links, and of other languages."""
    if passage.kind == "quotation":
        yield -1, len(passage.text) + 1
    for start, end in passage.quotations:
        yield start + 1, end - 1
    for match in re.finditer(
        r"(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w))*’(?!\w)|《[^《》]*》|「[^「」]*」|『[^『』]*』", passage.text
    ):
        yield match.start() + 1, match.end() - 1
    yield from ((mark.start, mark.end) for mark in passage.marks if mark.kind in ("em", "link"))
    yield from _find_other_language(passage.text, language)


@lru_cache(maxsize=64)
def _find_symbols(text: str) -> tuple[Range, ...]:
    """Return document symbols and codes with digits: A/RES/70/125, WSIS-03/GENEVA/DOC/5-F, WHO/HSI/2024.1."""
    found = []
    for run in re.finditer(r"[\w.()/-]*[/-][\w.()/-]*", text) if "/" in text or "-" in text else ():
        for match in re.finditer(
            r"(?<![\w.)-])[^\W_][\w.()-]*(?:/[\w.()-]+)+|(?<![^\W\d_])[^\W\d_]{2,}-\d[\w.()-]*", run[0]
        ):
            if re.search(r"\d", match[0]) and re.search(f"[A-Z{RUSSIAN_CAPITALS}]", match[0]):
                found.append((run.start() + match.start(), run.start() + match.end()))
    return tuple(found)


def _find_other_language(text: str, language: str) -> Iterator[Range]:
    """Yield stretches of words in another language: in Latin letters, or around its small words."""
    if language in _LATIN_LANGUAGES:
        yield from _find_around_small_words(text, language)
    elif language in language_detection.languages():
        for match in re.finditer(rf"[{LATIN}](?:[{LATIN}\d'’.–—:,;?!&/()\u00a0 -]*[{LATIN}\d?!])?", text):
            if re.search(f"[{LATIN}][{LATIN_SMALL}]", match[0]):  # acronyms alone are words of any language
                yield match.span()


def _find_around_small_words(text: str, language: str) -> Iterator[Range]:
    """Yield the words around a frequent word of another language, as far as no word is surely of this one."""
    own, others = _own_words(language), _words_of_others(language)
    words = list(find_running_words(text))
    folded = [fold_without_accents(word[0]) for word in words]

    def is_joined(at: int) -> bool:
        """Whether a word belongs to the stretch of the word before it, or of the one after it."""
        return not (folded[at] in own or " " in folded[at] or (language != "en" and not words[at][0].isascii()))

    def has_border(at: int) -> bool:
        between = text[words[at].end() : words[at + 1].start()]
        is_author = words[at][0][0].isupper()  # "UNESCO, Technology in education"
        return re.search(r"[.!?;…«»“”„\"()\[\]\n]", between) is not None or ("," in between and not is_author)

    done = -1
    for at, word in enumerate(folded):
        if word in others and at > done:
            first = done = at
            while first > 0 and not has_border(first - 1) and is_joined(first - 1):
                first -= 1
            while done + 1 < len(words) and not has_border(done) and is_joined(done + 1):
                done += 1
            end = words[done].end()
            yield words[first].start(), end + (text[end : end + 1] in ("?", "!"))


@cache
def _own_words(language: str) -> frozenset[str]:
    """Return small words of a language, folded, some of which other languages have too."""
    return language_detection.frequent_words(language) | _read_words("heading-small", language)


@cache
def _words_of_others(language: str) -> frozenset[str]:
    """Return frequent words of other languages in Latin letters that are no words of this one."""
    others = (language_detection.frequent_words(each) for each in _LATIN_LANGUAGES if each != language)
    shared = _own_words(language) | _read_words("shared-words", language)
    return frozenset(word for words in others for word in words if len(word) > 1) - shared


def _read_words(key: str, language: str) -> frozenset[str]:
    lines: str = resources.read_strings(f"templates/style/{language}/wrong-forms.yaml").get(key, "")
    return frozenset(fold_without_accents(word) for word in lines.split())


def _is_half_of_range(text: str, start: int, end: int, fix: str) -> bool:
    """Return whether a number is fixed while the other one of a range keeps its form: "с 1.5 до 2,5"."""
    old = text[start:end]
    replaced = next((each for each in _SEPARATORS if each in old and each not in fix), "")
    if not replaced or not re.fullmatch(r"[\d.,\s]+", old):
        return False
    other, joint = rf"\d+[{replaced}]\d+", r"(?:\s*[-–—]\s*|\s+[^\W\d_]{1,4}\s+)"
    before = re.search(rf"(?<![\w.,]){other}{joint}$", text[max(0, start - 30) : start])
    return bool(before or re.match(rf"{joint}{other}(?![.,]?\w)", text[end : end + 30]))


def _is_name(text: str, start: int, end: int, fix: str) -> bool:
    """Return whether a word with a capital within a sentence would get other letters: "la ONG Projecto Escola"."""
    is_first = re.search(r"(?:^|[.!?:…«“\"(])\s*$", text[max(0, start - 5) : start]) is not None
    old = without_accents(text[start:end])
    return old[:1].isupper() and not is_first and old.casefold() != without_accents(fix).casefold()
