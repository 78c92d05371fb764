"""A text -> the terms of vocabularies that it names explicitly: by numbers, by codes after a phrase, or by names.

"Goal 3" and "target 16.5" name terms by numbers, "action line C5" by codes: those vocabularies shaped the names here.
Precision comes first: ambiguous words are skipped, and of names of countries the longest wins.
`templates/tags/` has the words of each language, from which the patterns are made.

The same for figures: a text -> the numbers in it with what they count: "1,200 schools", "US$ 3 million", "45 per cent".
Only explicit ones count: a number alone, a year, or a number in a name ("Goal 4", "resolution 70") is skipped.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from wsisc.calls.vocabularies import Vocabulary
from wsisc.messages import resources
from wsisc.text import scripts

_WORD_BEFORE_NAME = re.compile(r"([^\W\d_][\w'.-]*) $")
_NAME_AFTER = re.compile(
    f" [{scripts.LATIN_CAPITALS}{scripts.RUSSIAN_CAPITALS}][{scripts.LATIN_SMALL}{scripts.RUSSIAN_SMALL}]"
)
_CONTEXT_LENGTH = 40
"""Number of characters before a match that are inspected, so that the time stays linear in the length of a text."""
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*) $")
_WORD_AFTER = re.compile(r" ([^\W\d_][\w'’-]*)")
# A plural as in English: words in -ss, -us and -is are singular.
_PLURAL = re.compile(r"[\w-]{2,}[^sui\W]s")
_BEFORE_BARE = re.compile(r"(?:^|[(\[,;:.!?\n–—\"“«'（，。、；：،؛])[ \n]*$|([^\W\d_][\w'-]*)[ \n]$")
_OTHER_CODE_LENGTH = 8
_NORMALIZED = str.maketrans("\u00a0\u202f\u3000’‑ёЁ٠١٢٣٤٥٦٧٨٩", "   '-еЕ0123456789")
# Cyrillic "С" looks like Latin "C", and is typed for it.
_CYRILLIC = re.compile(r"С(?=\d)")
_AFTER_BARE = re.compile(r"[ \n]*(?:$|[)\],;:.!?\n–—\"”»），。、；：،؛])|[ \n]([^\W\d_][\w'-]*)")
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_SCALE = r"(?:million|billion|trillion|thousand|millions?|milliards?|milliers?)"
_CURRENCY = r"(?:US\$|USD|EUR|GBP|CHF|JPY|CNY|A\$|CA?\$|\$|€|£|¥)"
_SPACE = r"[ \u00a0\u202f]"
_NOUN = r"(?:[^\W\d_][\w’'-]*[^\W\d_]|[^\W\d_])"
_QUANTITY = re.compile(
    rf"(?P<money>{_CURRENCY}{_SPACE}?(?:{_NUMBER})(?:{_SPACE}{_SCALE})?(?![\d.,]*\d))"
    rf"|(?<![\w.,:/$€£-])(?<!\d[ \u00a0\u202f])(?P<number>{_NUMBER})(?![\d/:]|[.,]\d)"
    rf"(?:{_SPACE}?(?P<share>per cent\b|percent\b|pour cent\b|%|٪|percentage points\b)"
    rf"|{_SPACE}?(?P<coin>€|£)"
    rf"|{_SPACE}(?P<scale>{_SCALE}\b(?: of\b| de\b| d['’](?=\w))?)?{_SPACE}?(?P<nouns>{_NOUN}(?: {_NOUN}){{0,3}})?)?"
)
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d")
_LATIN = ("en", "fr")  # languages whose plurals end in "s", which tells nouns that are counted


class _CountryNames(NamedTuple):
    """The country names of a language: their codes ("" for other things), sets of words, and patterns of both by name.

    The names of sets and of patterns except "name" correspond to the keys of `templates/tags/<language>.yaml`, which
    en.yaml explains.
    """

    codes: dict[str, str]
    sets: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]


class _MentionWords(NamedTuple):
    """The words of a language by which texts name tags: patterns, sets of words, and the narrower terms by name.

    The names of the sets are those in `templates/tags/<language>.yaml`, which en.yaml explains. `prefix` is what all
    codes begin with.
    """

    patterns: Mapping[str, re.Pattern[str]]
    sets: Mapping[str, frozenset[str]]
    applications: tuple[tuple[str, re.Pattern[str]], ...]
    prefix: str


type _Found = tuple[str, int, int]
"""The code of a term, and the start and end of the words that name it."""


class Mention(NamedTuple):
    """A tag that a text names: the name of a single term of its vocabulary, its code, start and end."""

    vocabulary: str
    code: str
    start: int
    end: int


class _ListItem(NamedTuple):
    """An item of a list: its match, and whether it ends a range that the item before starts."""

    match: re.Match[str]
    ends_range: bool


def find_mentions(text: str, language: str, vocabularies: Sequence[Vocabulary]) -> list[Mention]:
    """Return the terms of vocabularies that a text names, in order of position.

    If the language is unknown, English words are searched. Mentions of one vocabulary do not overlap, except that all
    items of a list span the whole list. A bare code counts only after the same text has named it by a phrase.
    """
    normalized = _CYRILLIC.sub("C", text.translate(_NORMALIZED))
    mentions = [
        Mention(vocabulary.one, *code_and_place)
        for vocabulary in vocabularies
        if vocabulary.mentions in _FINDERS
        for code_and_place in _FINDERS[vocabulary.mentions](normalized, language, vocabulary)
    ]
    return sorted(dict.fromkeys(mentions), key=lambda mention: (mention.start, mention.end))


def _find_numbers(text: str, language: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    words = _load_number_words(language, vocabulary)
    for pattern, item in (
        (words.patterns["goals"], words.patterns["number"]),
        (words.patterns["own-goals"], words.patterns["number"]),
        (words.patterns["targets"], words.patterns["target"]),
    ):
        for head in pattern.finditer(text):
            if pattern is words.patterns["own-goals"] and not _is_development_goal(text, head, words):
                continue
            between = (
                words.patterns["between-many"] if words.patterns["many"].search(head[0]) else words.patterns["between"]
            )
            items = list(_list_items(text, head.end(), item, between))
            items = _cut_before_counts(text, items, words, pattern is not words.patterns["targets"])
            if not items or (
                pattern is words.patterns["own-goals"] and words.patterns["ours"].match(text, items[-1].match.end())
            ):
                continue
            for code in _goal_codes(items, vocabulary):
                yield code, head.start(), items[-1].match.end()


def _list_items(text: str, position: int, item: re.Pattern[str], between: re.Pattern[str]) -> Iterator[_ListItem]:
    """Yield the items of a list at a position: "3, 5 and 16", "2 to 6", and after a plural "2 - 6"."""
    match, ends_range = item.match(text, position), False
    while match:
        yield _ListItem(match, ends_range)
        separator = between.match(text, match.end())
        if separator is None:
            return
        match, ends_range = item.match(text, separator.end()), separator["range"] is not None


def _is_development_goal(text: str, head: re.Match[str], words: _MentionWords) -> bool:
    """Return whether "Goal" means an SDG: not in "Strategic Goal", nor after an entity with goals of its own."""
    before = _WORD_BEFORE.search(text, max(0, head.start() - _CONTEXT_LENGTH), head.start())
    return before is None or before[1] in words.sets["before"] or not before[1][0].isupper()


def _cut_before_counts(text: str, items: list[_ListItem], words: _MentionWords, is_goal: bool) -> list[_ListItem]:
    """Return the items up to the first that counts something else: "SDG 16 and 5 other Goals"."""
    for index, item in enumerate(items):
        end = item.match.end()
        after = _WORD_AFTER.match(text, end)
        word = after[1].lower() if after else ""
        if words.patterns["units"].match(text, end) and (index or text[end] != " "):
            return items[:index]
        is_unit = word in words.sets["counting"] or text[end : end + 2].lstrip()[:1] in ("%", "°")
        is_plural = _PLURAL.fullmatch(word) and word not in words.sets["stops"]
        if (is_unit and not (is_goal and index == 0)) or (is_plural and index > 0):
            return items[:index]
    return items


def _goal_codes(items: list[_ListItem], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the Goals and targets of a list, with those inside a range of Goals."""
    last = ""
    for match, ends_range in items:
        target = match["target"] and match["target"].lower()
        if target is None and ends_range and last.isdigit():
            yield from map(str, range(int(last) + 1, int(match["goal"])))
        last = target or match["goal"]
        if target is None or target in vocabulary.terms:
            yield last


def _find_codes(text: str, language: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    words = _load_code_words(language, vocabulary)
    covered = bytearray(len(text))
    first: dict[str, int] = {}
    for start, end, codes in _find_named_lines(text, words):
        if not covered[start]:
            covered[start:end] = b"x" * (end - start)
            for code in codes:
                first[code] = min(first.get(code, end), end)
                yield code, start, end
    for match in words.patterns["line"].finditer(text) if first else ():
        code, start, end = f"{words.prefix}{match['line']}", match.start(), match.end()
        is_named = code in first and start >= first[code] and not covered[start]
        if is_named and _is_bare_code(text, start, end, words):
            yield code, start, end


def _is_bare_code(text: str, start: int, end: int, words: _MentionWords) -> bool:
    """Return whether a code alone can name a term: not in "hepatitis C2" or "C5 corridor"."""
    before = _BEFORE_BARE.search(text, max(0, start - _CONTEXT_LENGTH), start)
    after = _AFTER_BARE.match(text, end)
    other = words.patterns["other-code"]
    if before is None or after is None or other.search(text, max(0, start - _OTHER_CODE_LENGTH), start):
        return False
    is_led = before[1] is None or before[1].lower() in words.sets["before-bare"]
    return is_led and (after[1] is None or after[1].lower() in words.sets["after-bare"] | words.sets["stops"])


def _find_named_lines(text: str, words: _MentionWords) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where action lines are named, with their codes: by a phrase before or after, or by an application."""
    for head in words.patterns["lines"].finditer(text):
        items = list(_list_items(text, head.end(), words.patterns["line-in-list"], words.patterns["between-many"]))
        if items:
            yield head.start(), items[-1].match.end(), list(_line_codes(items, words))
    for listed in words.patterns["lines-in-list"].finditer(text):
        after = words.patterns["lines-after"].match(text, listed.end())
        if after:
            items = list(
                _list_items(text, listed.start(), words.patterns["line-in-list"], words.patterns["between-many"])
            )
            yield listed.start(), after.end(), list(_line_codes(items, words))
    for match in words.patterns["line-on"].finditer(text):
        yield match.start(), match.end(), list(_application_codes(match["applications"], words))
    for match in words.patterns["line"].finditer(text):
        if match["applications"]:
            yield match.start(), match.end(), list(_line_codes([_ListItem(match, False)], words))


def _line_codes(items: list[_ListItem], words: _MentionWords) -> Iterator[str]:
    last = 0
    for match, ends_range in items:
        number = int(match["line"])
        if ends_range:
            yield from (f"{words.prefix}{between}" for between in range(last + 1, number))
        last = number
        yield from list(_application_codes(match["applications"] or "", words)) or [f"{words.prefix}{number}"]


def _application_codes(text: str, words: _MentionWords) -> Iterator[str]:
    """Yield the codes of the narrower terms that a piece of text lists."""
    yield from (code for code, pattern in words.applications if pattern.search(text))


@cache
def _load_number_words(language: str, vocabulary: Vocabulary) -> _MentionWords:
    """Return the words by which a language names the terms of a vocabulary by numbers."""
    data = load_words(language)
    word, space = data.get("word", r"\w"), data.get("space", r"[ \n]")
    ends = f"(?!{word})"
    start, number = rf"(?<!{word})(?<![/-])", rf"(?:(?:{data['numbered']})[ \n]?)?"
    gap = rf"[ \n]*(?:[-–:：(（][ \n]?)?{number}"
    goal = _alternatives(code for code in vocabulary.terms if code.isdigit())
    target = rf"(?P<target>{goal}\.(?:1\d|[1-9]|[a-dA-D]{ends}))(?:\.\d{{1,2}})?(?!(?:{word}|\.)*\d)"
    patterns = {
        "goals": rf"{start}(?:{data['sdg-heads']}){gap}(?=\d)",
        "own-goals": rf"{start}(?:{data['goal-heads']}) {number}(?=\d)",
        "targets": rf"{start}(?:{data['target-heads']})[ \n]*[(（]?{number}(?=\d)",
        "number": rf"(?:{target}|(?P<goal>{goal})(?!{word}|[.,]\d|\.[a-dA-D]{ends}))",
        "target": target,
        "between": _separator_pattern(data, r"\d", space, ""),
        "between-many": _separator_pattern(data, r"\d", space, r"[ \n]?"),
        "many": data["many"],
        "ours": rf"[ \n](?:{data['ours']})",
        "units": data.get("units", "(?!)"),
    }
    return _MentionWords(_compile(patterns), load_word_sets(language), (), "")


@cache
def _load_code_words(language: str, vocabulary: Vocabulary) -> _MentionWords:
    """Return the words by which a language names the terms of a vocabulary by codes after a phrase."""
    data = load_words(language)
    word, space = data.get("word", r"\w"), data.get("space", r"[ \n]")
    prefix = re.match(r"\D*", next(iter(vocabulary.terms)))[0]  # type: ignore[index]
    code = rf"(?:{data.get('code', prefix)})"
    ends, start = f"(?!{word})", rf"(?<!{word})(?<![/-])"
    number = rf"(?:(?:{data['numbered']})[ \n]?)?"
    line, lines_in_list = _line_patterns(data, word, code, prefix, vocabulary)
    patterns = {
        "lines": rf"{start}(?:{data['action-lines-named']})[ \n]*[:：(（–-]?[ \n]?{number}(?={code}\d)",
        "line-on": rf"{start}(?:{data['action-lines-on']})(?:[ \n]+|(?<='))"
        rf"(?P<applications>{_application_list_pattern(data)})",
        "line": rf"(?<!{word})(?<!-){line}",
        "line-in-list": line,
        "lines-in-list": rf"{start}{lines_in_list}",
        "lines-after": rf"{space}(?:{data['action-lines-named']}){ends}",
        "between-many": _separator_pattern(data, rf"\d|{code}\d", space, r"[ \n]?"),
        # A code of another series before it: in "A5, C5" the second is not a code of ours either.
        "other-code": rf"(?!{prefix})[A-Z]\d+\W{{1,3}}$",
    }
    applications = tuple(
        (term.code, re.compile(rf"(?<!{word})(?i:{data['applications'][name]}){ends}"))
        for term in vocabulary.terms.values()
        if term.broader and (name := term.code.removeprefix(f"{term.broader}-")) in data["applications"]
    )
    return _MentionWords(_compile(patterns), load_word_sets(language), applications, prefix)


def _compile(patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def _alternatives(numbers: Iterable[str]) -> str:
    """Return a pattern of numbers, the longest first: of "1" and "17" the second is found in "17"."""
    return f"(?:{'|'.join(sorted(numbers, key=lambda number: (-len(number), number)))})"


def _separator_pattern(data: Mapping[str, str], item: str, space: str, by_dash: str) -> str:
    """Return the pattern of a separator before the beginning of an item; `by_dash` may surround the dash of a range."""
    ahead = rf"(?={item})"
    return (
        rf"(?:{space}(?:\([^()]{{1,90}}\)|（[^（）]{{1,90}}）))?"
        rf"(?:(?P<range>{by_dash}[–-]{by_dash}{ahead}|{space}(?:{data['to']}){space}{ahead})"
        rf"|[ \n]?[,;/&+、，،；؛][ \n]?(?:(?:{data['and']}){space})?|{space}(?:{data['and']}){space}){ahead}"
    )


def _application_list_pattern(data: Mapping[str, Any]) -> str:
    application = rf"(?i:{'|'.join(data['applications'].values())})(?!{data.get('word', r'\w')})"
    return rf"{application}(?:(?:[,、،] ?(?:(?:{data['and']}) )?| (?:{data['and']}) |/){application})*"


def _line_patterns(
    data: Mapping[str, Any], word: str, code: str, prefix: str, vocabulary: Vocabulary
) -> tuple[str, str]:
    """Return the patterns of a term with its narrower terms, and of a list of bare codes."""
    numbers = _alternatives(
        term_code.removeprefix(prefix) for term_code, term in vocabulary.terms.items() if not term.broader
    )
    with_narrower = {term.broader.removeprefix(prefix) for term in vocabulary.terms.values() if term.broader}
    after_number = "|".join(f"(?<={number})" for number in sorted(with_narrower)) or "(?!)"
    parted = rf"[ \n:：(（.,，–-]{{1,4}}(?:{data['applications-named']})?[ \n:：(（–-]{{0,3}}"
    application = rf"(?:(?:{after_number}){parted}(?P<applications>{_application_list_pattern(data)})[)）]?)?"
    ending = rf"(?!{word}|\.\d|-(?!{code}\d|[a-z]{{3,}}(?!{word})){word})"
    one = rf"{code}{numbers}(?!{word})"
    joined = rf"(?:[,、،] ?(?:(?:{data['and']}) ?)?| ?(?:{data['and']}|{data['to']}) ?| ?[–-] ?|/)"
    return rf"{code}(?P<line>{numbers})(?!\d){application}{ending}", rf"{one}(?:{joined}{one})*"


def load_words(language: str) -> Any:
    """Return the data of a language, that of English if the language has none."""
    return resources.read_language_file("tags", language, "en")


@cache
def load_word_sets(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words of each text of `load_words`, such as "stops"."""
    return {name: frozenset(text.split()) for name, text in load_words(language).items() if isinstance(text, str)}


def find_countries(text: str, language: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int, int]]:
    """Yield the code of each country of a vocabulary that a text names, and the start and end of the name.

    The text must have straight apostrophes and plain spaces. In a language without known names nothing is found.
    """
    names = _load_names(language, vocabulary)
    if names is None:
        return
    matches = list(names.patterns["name"].finditer(text))
    codes = [_country_code(text, match, names) for match in matches]
    whole_text = text.strip()
    for match, code, is_in_list in zip(matches, codes, _are_in_lists(text, matches, codes, names), strict=True):
        if code and _is_country(text, match, is_in_list, whole_text, names):
            yield code, match.start("name"), match.end()


def _country_code(text: str, match: re.Match[str], names: _CountryNames) -> str:
    """Return the code of a name; "" if it is part of another name: "Bank of China", "China Telecom"."""
    start = match.start("name")
    is_other = names.patterns["else-after"].match(text, match.end()) or names.patterns["else-before"].search(
        text, max(0, start - _CONTEXT_LENGTH), start
    )
    return "" if is_other else names.codes[match["name"]]


def _are_in_lists(
    text: str, matches: Sequence[re.Match[str]], codes: Sequence[str], names: _CountryNames
) -> list[bool]:
    """Return for each name whether it is in a list with an unambiguous name of a country."""
    results = []
    begin = 0
    for index, match in enumerate(matches, 1):
        is_last = (
            index == len(matches)
            or not (codes[index - 1] and codes[index])
            or not names.patterns["countries-between"].fullmatch(text, match.end(), matches[index].start("name"))
        )
        if is_last:
            unambiguous = [
                match["name"] not in names.sets["doubtful"] | names.sets["listed"] for match in matches[begin:index]
            ]
            count = sum(unambiguous)
            results += [count > is_sure for is_sure in unambiguous]
            begin = index
    return results


def _is_country(text: str, match: re.Match[str], is_in_list: bool, whole_text: str, names: _CountryNames) -> bool:
    name, start = match["name"], match.start("name")
    if name in names.sets["listed"]:
        return is_in_list
    if name not in names.sets["doubtful"] and name not in names.sets["shared"]:
        return True
    word = _WORD_BEFORE_NAME.search(text, max(0, start - _CONTEXT_LENGTH), start)
    before = word[1] if word else ""
    if before[:1].isupper() and before not in names.sets["before"]:
        return False
    is_within = before.lower() in names.sets["within"] or names.patterns["governments"].search(
        text, max(0, start - _CONTEXT_LENGTH), start
    )
    if name in names.sets["shared"]:
        return bool(is_within or is_in_list or not _NAME_AFTER.match(text, match.end()))
    return bool(name == whole_text or is_in_list or (is_within and not _NAME_AFTER.match(text, match.end())))


def _contracted_names(names: Sequence[str], data: Mapping[str, str]) -> Iterator[str]:
    """Yield names after a word that merges with their article: Arabic "to", l-, and al- become ll-."""
    if "contracted" in data:
        article, instead = data["contracted"].split()
        yield from (instead + name.removeprefix(article) for name in names if name.startswith(article))


@cache
def _load_names(language: str, vocabulary: Vocabulary) -> _CountryNames | None:
    names_by_code = {term.code: term.names[language] for term in vocabulary.terms.values() if language in term.names}
    if not names_by_code:
        return None
    data = load_words(language)
    codes = {name.strip(): "" for name in data["others"].splitlines()}
    for code, country_names in names_by_code.items():
        codes.update(dict.fromkeys((*country_names, *_contracted_names(country_names, data)), code))
    longest = sorted(codes, key=lambda name: (-len(name), name))
    initials = "".join(sorted({re.escape(name[0]) for name in longest}))
    governments = "|".join(data["governments"].split())
    word = data.get("word", r"\w")
    start = rf"(?<!{word})(?<!-){data.get('attached', '')}"
    patterns = {
        "name": rf"{start}(?=[{initials}])(?P<name>{'|'.join(map(re.escape, longest))})(?!{word})",
        "governments": rf"\b(?i:{governments}) (?:{data['of']})[ ']?$",
        "countries-between": data["countries-between"],
        "else-before": rf"(?:{'|'.join(data['else-before'].splitlines())})$",
        "else-after": "|".join(data["else-after"].splitlines()),
    }
    doubtful = frozenset(name.replace("_", " ") for name in data["doubtful"].split())
    return _CountryNames(
        codes,
        {**load_word_sets(language), "doubtful": doubtful},
        _compile(patterns),
    )


_FINDERS: Mapping[str, Callable[[str, str, Vocabulary], Iterator[_Found]]] = {
    "names": find_countries,
    "numbers": _find_numbers,
    "codes": _find_codes,
}
"""How texts name the terms of a vocabulary -> the function that finds them."""


def find_quantities(text: str, language: str) -> Iterator[str]:
    """Yield the quantities of a text in order, each once, spelled as in the text except for line breaks."""
    found = (_read_quantity(text, match, language) for match in _QUANTITY.finditer(text))
    yield from dict.fromkeys(quantity for quantity in found if quantity)


def _read_quantity(text: str, match: re.Match[str], language: str) -> str:
    if match["money"]:
        return match["money"]
    if _naming_pattern().search(text, max(0, match.start() - 16), match.start()):
        return ""
    for unit in ("share", "coin"):
        if match[unit]:
            return text[match.start() : match.end(unit)]
    scaled = text[match.start() : match.end("scale")].removesuffix(" of") if match["scale"] else ""
    if not scaled and _YEAR.fullmatch(match["number"]):
        return ""
    length = _counted_length(match["nouns"], language) if match["nouns"] and language in _LATIN else 0
    return text[match.start() : match.start("nouns") + length] if length else scaled


def _counted_length(nouns: str, language: str) -> int:
    """Return the length of the words after a number that say what it counts, 0 if none do."""
    sets = load_word_sets(language)
    end = 0
    for word in nouns.split(" "):
        end += len(word) + (end > 0)
        if word.lower() in sets["stops"]:
            return 0
        if (word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us"))) or word.lower() in sets[
            "irregular"
        ]:
            return end
    return 0


@cache
def _naming_pattern() -> re.Pattern[str]:
    """Return a pattern for words such as "Part" before a number, which then is a name and counts nothing."""
    names = "|".join(resources.read_strings("templates/dataset/quantities.yaml")["before-names"].split())
    return re.compile(rf"(?:\b(?:{names})|[#№+.-]|[A-Z]/\S*)[ \u00a0]?$")
