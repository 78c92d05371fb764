"""A word is not in United Nations spelling.

All United Nations documents have the same spelling: in English that of the Oxford dictionaries, British and with
"-ize". In the other languages the rule knows frequent slips: accents, also of capitals in French; hamza and ta marbuta
in Arabic; traditional characters in Chinese; months with a capital in French, Spanish and Russian.

Fails::

    parts:
      one:
        text: |
          The organisation held a program on capacity building for labor inspectors in Southeast Asia.

Passes::

    parts:
      one:
        text: |
          The organization supervised a programme on capacity-building, analysed the *programmes d'organisation* and
          advised the Department of Labor, the World Trade Center and the Association of Southeast Asian Nations. A
          computer program was written to promote "labor".

Reference: United Nations Editorial Manual, Spelling; Lexique des règles typographiques en usage à l'Imprimerie
nationale (accents on capitals, months); Ortografía de la lengua española (RAE and ASALE, 2010); Правила русской
орфографии и пунктуации (2006); 通用规范汉字表 (2013); for Arabic, عبد السلام هارون, قواعد الإملاء.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from wsisc.document.prose import MASK, Passage, Reading
from wsisc.lint import word_lists, wrong_forms
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

_PATH = "templates/style/en/spelling.yaml"  # which explains the lists
_WORD = r"[A-Za-z]{4,}"
_NAME_BEFORE = r"(?:^|[\s(])([A-Z][\w’'-]*) (?P<of>(?:of|for|on) (?:the )?)?$"
_NAME_AFTER = r"(?:['’]s)? (?:(?:of|for|on|and|to) (?:the )?)?[A-Z]|-[A-Z]"
_NO_WORD_BEFORE, _NO_WORD_AFTER = "@#_.=\\", r"[@_=]|\.\w"
_CAPITAL_AFTER = r" [A-Z]"
_MAX_CONTEXT = 60  # characters on each side: keeps the check linear in the length of a paragraph
_MAX_LABEL_WORDS = 3  # a guess: a longer link whose first word has a capital is a title


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every word in another spelling outside quotations, titles and names."""
    if reading.submission.language == "en":
        yield from _check_english(reading)
    else:
        places = wrong_forms.find_own(reading, "spelling", (), "em", "link")
        own = (each for each in places if each.passage.kind != "entity")
        yield from wrong_forms.report(own, _describe)


def _check_english(reading: Reading) -> Iterator[Finding]:
    whole = "\n".join(passage.text for passage in reading.passages)
    phrases = [phrase for phrase in _load_phrases() if phrase[0] in whole]
    for passage in reading.passages:
        is_note_with_link = passage.kind == "footnote" and (MASK in passage.text or any(passage.marks_of_kind("link")))
        if passage.kind != "entity" and not is_note_with_link:  # such a note most likely cites a title
            for start, end, right, is_certain in (*_find_words(passage.text), *_find_phrases(passage.text, phrases)):
                if _is_own(passage, start) and not _is_foreign(passage.text, start, end):
                    message = t('"{text}" is not United Nations spelling', text=passage.text[start:end])
                    fix = right if is_certain and passage.is_evenly_marked(start, end) else None
                    yield passage.finding(start, end, message, t('write "{right}"', right=right), fix)


def _find_words(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the places of words that are wrong in any context, with the right ones."""
    wrong = [word for word in set(re.findall(_WORD, text)) if _correct(word)]
    for match in re.finditer(_WORD, text) if wrong else ():
        if match[0] in wrong and not _is_name(text, *match.span()) and not _is_code(text, *match.span()):
            yield *match.span(), _correct(match[0]), True


def _find_phrases(text: str, phrases: list[list[str]]) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the places of words that are wrong in their context, with the right ones and whether that is certain."""
    for key, pattern, template, *beside in phrases:
        for match in re.finditer(pattern, text) if key in text else ():
            start, end = match.span("wrong" if "wrong" in match.re.groupindex else 0)
            right = match.expand(template)
            is_within = text[match.start() - 1 : match.start()].isalnum() or _is_code(text, start, end)
            is_name = (
                _is_in_name(text, start, end) if right[0].isupper() and " " in right else _is_name(text, start, end)
            )
            is_relevant = not (beside and set(beside[0].split()) & _words_of(text))
            if is_relevant and not is_within and not is_name:
                yield start, end, right, not beside


@lru_cache(maxsize=8)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", text))


@lru_cache(maxsize=8192)
def _correct(word: str) -> str:
    """Return the right spelling of a word, "" where it is right, or has capitals within."""
    small = word.lower()
    if word[1:] != small[1:]:
        return ""
    right = _load_words().get(small) or _correct_ize(small)
    return right.capitalize() if word[0].isupper() else right


def _correct_ize(word: str) -> str:
    lists = word_lists.load("spelling")
    if "is" not in word or word in lists["kept"] or word.endswith(tuple(lists["kept-endings"])):
        return ""
    for ending in lists["ize-endings"]:
        stem = word.removesuffix(f"is{ending}")
        if stem != word and len(stem) > 2 and stem.endswith(tuple(lists["ize"])):
            return f"{stem}iz{ending}"
    return ""


def _is_own(passage: Passage, start: int) -> bool:
    """Return whether a character is outside quotations and titles: words in italics, or a long link."""
    links = [mark for mark in passage.marks_of_kind("link") if mark.start <= start < mark.end]
    labels = [passage.text[mark.start : mark.end].split() for mark in links]
    is_title = any(len(words) > _MAX_LABEL_WORDS and words[0][0].isupper() for words in labels)
    return passage.is_own_wording(start, "em") and not is_title


def _is_code(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 1) : start]
    return bool(before and before in _NO_WORD_BEFORE) or re.compile(_NO_WORD_AFTER).match(text, end) is not None


def _is_foreign(text: str, start: int, end: int) -> bool:
    """Return whether a foreign word is near."""
    near = text[max(0, start - _MAX_CONTEXT) : start].split()[-2:] + text[end : end + _MAX_CONTEXT].split()[:2]
    return not word_lists.load("spelling")["foreign"].isdisjoint(word.strip(".,;:()").lower() for word in near)


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether a word has a capital as part of a name, rather than at the beginning of a sentence."""
    before = text[max(0, start - _MAX_CONTEXT) : start].rstrip(' (“"')
    return text[start].isupper() and (
        bool(before and before[-1] not in ".!?:") or bool(re.compile(_NAME_AFTER).match(text, end))
    )


def _is_in_name(text: str, start: int, end: int) -> bool:
    """Return whether the name of a region is part of a longer name."""
    before = re.compile(_NAME_BEFORE).search(text, max(0, start - 40), start)
    is_in = before is not None and (bool(before["of"]) or before[1] not in word_lists.load("spelling")["openers"])
    return is_in or re.compile(_CAPITAL_AFTER).match(text, end) is not None


@cache
def _load_words() -> dict[str, str]:
    """Return the right spellings by wrong one, with all endings of a word."""
    rows = [line.split() for line in resources.read_strings(_PATH)["words"].splitlines()]
    return {wrong + e.strip("-"): right + e.strip("-") for wrong, right, *endings in rows for e in endings}


@cache
def _load_phrases() -> list[list[str]]:
    return [line.split(" => ") for line in resources.read_strings(_PATH)["phrases"].splitlines()]


def _describe(text: str) -> str:
    return t('"{text}" is not the spelling of the United Nations', text=text)
