"""A reading -> the statistics of each part: words, pages, footnotes, links, reading ease."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from wsisc.calls.call import CallPart, bare_label
from wsisc.document import prose
from wsisc.document.prose import Passage, Reading
from wsisc.messages import t
from wsisc.source.markup import word_count
from wsisc.source.model import Part
from wsisc.text.scripts import RUSSIAN_SMALL
from wsisc.text.words import find_running_words

_SENTENCE_END = (
    r"(?<![.!?…؟]{2})(?<!\b[^\W\d_])(?<!\b(?:Mr|Ms|Dr|No|cf|pp|St))(?<!\b(?:Mrs|vol|etc|e\.g|i\.e))"
    rf"[.!?…؟]++[\"'”’»)]*+(?=\s++[^\sa-z{RUSSIAN_SMALL}]|\s*+$)|[。！？]"
)
_VOWELS = {
    "en": r"[aeiouy]+",
    "fr": r"[aeiouyàâäéèêëîïôöùûüœæ]+",
    "es": r"[aeiouáéíóúü]+",
    "ru": r"[аеёиоуыэюя]",
}
# The coefficients of the reading ease formula of a language: the constant, then the factors of words per sentence and
# syllables per word, which are subtracted. Flesch (1948), Kandel and Moles (1958), Fernández Huerta (1959), Oborneva
# (2006).
_EASE_COEFFICIENTS = {
    "en": (206.835, 1.015, 84.6),
    "fr": (207.0, 1.015, 73.6),
    "es": (206.84, 1.02, 60.0),
    "ru": (206.835, 1.3, 60.1),
}


class PartStatistics(NamedTuple):
    """The statistics of a part; those of the whole submission have the place "" and no limit.

    `pages` is None without typeset pages, `limit` (in pages) and `word_limit` without such a limit in the call, `ease`
    where the language has no formula or the part no words: 0 is very hard, 100 very easy to read. The fields are the
    columns of the CSV, and the keys of the JSON, of `wsisc stats`.
    """

    place: str
    label: str
    words: int
    pages: float | None
    limit: float | None
    sentences: int
    footnotes: int
    links: int
    ease: float | None
    word_limit: int | None = None


def count_parts(reading: Reading) -> list[PartStatistics]:
    """Return the statistics of every part of the call, subparts included, and of the whole submission."""
    if reading.call is None:
        return []
    answers = {part.id: part for part in reading.submission.parts}
    parts = [_count_part(each, answers.get(each.id), (each.id,), reading) for each in reading.call.parts]
    words = sum(rows[0].words for rows in parts)
    whole = _count_passages("", t("All"), words, _count_pages("", parts, reading), None, reading.passages, reading)
    return [*(row for rows in parts for row in rows), whole]


def _count_part(call_part: CallPart, part: Part | None, ids: tuple[str, ...], reading: Reading) -> list[PartStatistics]:
    """Return the statistics of a part, then those of its subparts."""
    part, place, language = part or Part(call_part.id), "-".join(ids), reading.submission.language
    answers = {child.id: child for child in part.parts}
    subparts = [_count_part(each, answers.get(each.id), (*ids, each.id), reading) for each in call_part.parts]
    label = bare_label(call_part.label.get(language, ids[-1]))
    words, pages = word_count.count_part(part, reading.submission), _count_pages(place, subparts, reading)
    inside = [passage for passage in reading.passages if prose.part_ids(passage.path)[: len(ids)] == ids]
    called = {mark.target for each in inside for mark in each.marks_of_kind("call")}
    notes = [passage for passage in reading.passages if passage.path[0] == "footnotes" and passage.path[1] in called]
    own = _count_passages(place, label, words, pages, call_part.pages or None, inside + notes, reading)
    own = own._replace(word_limit=call_part.word_limit(reading.submission.entity.type) or None)
    return [own, *(row for rows in subparts for row in rows)]


def _count_pages(place: str, subparts: Sequence[Sequence[PartStatistics]], reading: Reading) -> float | None:
    """Return the pages of a part: those of its subparts, each with its own statistics first, or as measured."""
    if reading.pages is None:
        return None
    return round(sum(rows[0].pages or 0 for rows in subparts), 1) if subparts else reading.pages.get(place, 0.0)


def _count_passages(
    place: str,
    label: str,
    words: int,
    pages: float | None,
    limit: float | None,
    passages: Sequence[Passage],
    reading: Reading,
) -> PartStatistics:
    texts = [passage.text for passage in passages if passage.kind in ("paragraph", "item", "quotation")]
    count = sum(max(len(re.findall(_SENTENCE_END, text)), 1) for text in texts)
    calls = sum(1 for passage in passages for _ in passage.marks_of_kind("call"))
    links = sum(1 for passage in passages for _ in passage.marks_of_kind("link"))
    return PartStatistics(
        place, label, words, pages, limit, count, calls, links, _reading_ease(texts, count, reading.submission.language)
    )


def _reading_ease(texts: Sequence[str], sentences: int, language: str) -> float | None:
    words = [word[0].lower() for text in texts for word in find_running_words(text)]
    if language not in _EASE_COEFFICIENTS or not words:
        return None
    constant, per_sentence, per_word = _EASE_COEFFICIENTS[language]
    syllables = sum(_count_syllables(word, language) for word in words)
    return round(constant - per_sentence * len(words) / sentences - per_word * syllables / len(words), 1)


def _count_syllables(word: str, language: str) -> int:
    """Return an estimate of the syllables of a word: its groups of vowels, without a silent e at the end."""
    count = len(re.findall(_VOWELS[language], word))
    if language in ("en", "fr") and word.endswith(("e", "es")) and not word.endswith(("le", "les")):
        count -= 1
    return max(count, 1)
