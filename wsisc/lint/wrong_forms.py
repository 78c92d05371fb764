"""A reading and a rule -> the wrong forms of its language in it, each with the right one.

`templates/style/<language>/wrong-forms.yaml` has the forms of each rule, one a line: `WRONG => RIGHT => NOTE`. WRONG is

- words: a first letter in lower case stands for a capital too, and `*` for an ending of up to three letters, which `*`
  in RIGHT keeps;
- `[abc]`: letters, for each of which RIGHT has another in the same order;
- `/.../`: a regular expression, of which the group `wrong` (otherwise all) is the slip, and RIGHT may refer to groups.

`to-check` lists what is from memory and was not compared with its source yet (`wsisc calls check`).

"␠" stands for a space, "␣" for a no-break space. The NOTE is `look` where a person must decide, otherwise the rule says
what it means.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from wsisc.document.prose import Passage, Reading
from wsisc.lint import cited_text
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import Finding

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The languages that have a file of wrong forms; most rules on English have lists and exceptions of their own."""

_ENDING = r"([^\W\d_]{0,3})"
_CODE = ("@", "#", "_", "\\")
_ADDRESS = r"[@_#\\]|\.\w"
_WORD_EDGES = (r"(?<![^\W_])", r"(?![^\W_])")
# ITU-R and ITU-T are names of their own.
_LATIN_EDGES = ("(?<![A-Za-z0-9])(?<![A-Za-z0-9][-\u2010\u2011])", "(?![-\u2010\u2011]?[A-Za-z0-9])")
_EDGES = {
    # Conjunction, preposition and article are written as one word with what follows them.
    "ar": (r"(?<![^\W_])[وف]?(?:لل|[بلك]?(?:ال)?)", r"(?![^\W_])"),
    "zh": ("", ""),
}
_SPACES, _EDGE_SPACES = {ord("␣"): "\u00a0"}, {ord("␠"): " "}


class WrongForm(NamedTuple):
    """A line of the file: a text that all its places have ("": unknown), what finds them, and what is right."""

    key: str
    pattern: str
    right: str
    has_capital: bool = False
    is_sure: bool = True
    note: str = ""
    letters: Mapping[int, str] = MappingProxyType({})

    def correct(self, match: "re.Match[str]") -> str:
        """Return what is right in place of a match."""
        if self.letters:
            return match["wrong"].translate(self.letters)
        right = match.expand(self.right)
        return right[:1].upper() + right[1:] if self.has_capital and match["wrong"][:1].isupper() else right


class WrongPlace(NamedTuple):
    """A place of a wrong form; `is_sure` where the right one can replace it without a look."""

    passage: Passage
    start: int
    end: int
    right: str
    is_sure: bool
    note: str

    @property
    def text(self) -> str:
        """The wrong form as it is written."""
        return self.passage.text[self.start : self.end]

    @property
    def fix(self) -> str | None:
        """The right form as a fix, None where a person must look, or where markup begins or ends within the place."""
        is_whole = self.passage.is_evenly_marked(self.start, self.end)
        return self.right if self.is_sure and is_whole else None


def find(reading: Reading, rule: str, kinds: Sequence[str] = ()) -> Iterator[WrongPlace]:
    """Yield the wrong forms of a rule in the passages of some kinds (none: all)."""
    passages = [each for each in reading.passages if not kinds or each.kind in kinds]
    whole = "\n".join(each.text for each in passages)
    language = reading.submission.language
    forms = [form for form in load(rule, language) if form.key in whole]
    for passage in passages:
        found = (place for form in forms if form.key in passage.text for place in _places(passage, form, language))
        done = 0
        for place in sorted(found, key=lambda each: (each.start, -each.end)):
            if place.start >= done:
                done = place.end
                yield place


def find_own(reading: Reading, rule: str, kinds: Sequence[str] = (), *titles: str) -> Iterator[WrongPlace]:
    """Yield the wrong forms of a rule outside quotations, and outside titles, which marks of some kinds set off."""
    return (each for each in find(reading, rule, kinds) if each.passage.is_own_wording(each.start, *titles))


def _places(passage: Passage, form: WrongForm, language: str) -> Iterator[WrongPlace]:
    """Yield the places of a form, outside addresses, names of files, symbols, Chinese titles and other languages."""
    for match in compile_pattern(form.pattern).finditer(passage.text):
        start, end = match.span("wrong")
        is_code = (
            passage.text[max(0, start - 1) : start] in _CODE
            or re.compile(_ADDRESS).match(passage.text, end) is not None
        )
        is_own = not (is_code or _is_in_title(passage.text, start))
        right = form.correct(match) if is_own else ""
        if is_own and right != match["wrong"] and not cited_text.is_cited(passage, start, language):
            yield WrongPlace(passage, start, end, right, form.is_sure, form.note)


def _is_in_title(text: str, start: int) -> bool:
    """Return whether a place is in the title of a work, which Chinese sets off as 《...》."""
    return text.rfind("《", 0, start) > text.rfind("》", 0, start)


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a compiled pattern; only the forms that occur are compiled."""
    return re.compile(pattern)


@cache
def load(rule: str, language: str) -> tuple[WrongForm, ...]:
    """Return the wrong forms of a rule in a language; none where it has no such file or rule."""
    lines = load_lines(rule, language)
    return tuple(_create_form(language, *(each.strip(" ") for each in line.split("=>"))) for line in lines)


def load_lines(key: str, language: str) -> list[str]:
    """Return the lines of a text of the file of a language."""
    if language not in LANGUAGES:
        return []
    text: str = resources.read_strings(f"templates/style/{language}/wrong-forms.yaml").get(key, "")
    return text.translate(_SPACES).splitlines()


def _create_form(language: str, wrong: str, right: str = "", note: str = "") -> WrongForm:
    is_sure = note != "look"
    right = right.translate(_EDGE_SPACES)
    if wrong[0] == "/":
        pattern = wrong[1:-1]
        pattern = pattern if "?P<wrong>" in pattern else f"(?P<wrong>{pattern})"
        return WrongForm("", pattern, right, is_sure=is_sure, note=note)
    if wrong[0] == "[":
        letters = dict(zip(map(ord, wrong[1:-1]), right[1:-1], strict=True))
        return WrongForm("", f"(?P<wrong>{wrong}+)", "", is_sure=is_sure, note=note, letters=MappingProxyType(letters))
    has_capital, stars = wrong[0].islower(), wrong.count("*")
    is_sure = is_sure and stars == right.count("*")
    key = max(wrong[has_capital:].replace("*", " ").split(), key=len)
    for number in range(2, stars + 2):  # the first group is `wrong`
        right = right.replace("*", rf"\g<{number}>", 1)
    return WrongForm(key, _word_pattern(language, wrong), right, has_capital, is_sure, note)


def _word_pattern(language: str, wrong: str) -> str:
    """Return the pattern of words, with the borders that words have in a language."""
    before, after = _LATIN_EDGES if wrong.isascii() and language in _EDGES else _EDGES.get(language, _WORD_EDGES)
    first = f"[{wrong[0]}{wrong[0].upper()}]" if wrong[0].islower() else re.escape(wrong[0])
    words = first + re.escape(wrong[1:]).replace(r"\*", _ENDING).replace("\\ ", "[ \u00a0\n]")
    return f"{before}(?P<wrong>{words}){after}"


def report(places: Iterable[WrongPlace], describe: Callable[[str], str]) -> Iterator[Finding]:
    """Yield the findings on places; `describe` returns the message on a wrong form."""
    for place in places:
        hint = t('write "{right}"', right=place.right) if place.right.strip() else t("delete it")
        yield place.passage.finding(place.start, place.end, describe(place.text), hint, place.fix)
