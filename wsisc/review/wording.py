"""A language and a key of `templates/review/` -> a sentence of a comment; a diagnostic -> the same in words of Word."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Template

from wsisc import locale, localization, resources
from wsisc.diagnostic import Diagnostic, Severity
from wsisc.localization import translate
from wsisc.messages import Message, from_data_file

_FOLDER, _DEFAULT = "templates/review", "en"
_ONE = "-one"  # the ending of the key of a sentence whose number is one

# What hints add for authors of YAML, who can tag a text as well as change it.
_ON_TAGS = re.compile(r",? or add the tag .*")


@dataclass(frozen=True)
class Wording:
    """The sentences of comments by their keys, and their language, in which numbers are written."""

    texts: Mapping[str, str]
    language: str = _DEFAULT

    def format_number(self, number: int) -> str:
        """Return a number as the messages beside it have it, otherwise as documents in the language have it."""
        if self.language in localization.languages():
            return localization.format_number(number, ",", self.language)
        return locale.load(self.language).format_number(number)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence with the values in their places."""
        shown = {name: translate(value) if isinstance(value, str) else str(value) for name, value in values.items()}
        return Template(self.texts[key]).substitute(shown)

    def count(self, key: str, count: int, **values: object) -> str:
        """Return a sentence with a number, which has a key of its own for one."""
        is_one = count == 1 and f"{key}{_ONE}" in self.texts
        return self.say(f"{key}{_ONE}" if is_one else key, count=self.format_number(count), **values)

    def describe_counts(self, counts: Counter[Severity]) -> str:
        """Return the number of problems by severity: "1 error, 2 info messages"."""
        found = [
            self.say(f"{each.value}-{'one' if counts[each] == 1 else 'many'}", count=self.format_number(counts[each]))
            for each in Severity
            if counts[each]
        ]
        return self.say("between").join(found) or self.say("none")

    def name_reason(self, reason: str) -> str:
        """Return why a part begins at a heading; a reason without a sentence is returned as it is."""
        return self.texts.get(f"reason-{reason.replace(' ', '-')}", reason)

    def reword(self, diagnostic: Diagnostic, place: str, unplaced: int = 0, part: str = "") -> Diagnostic:
        """Return a diagnostic in the words of a person who has a Word file, not a file with keys and tags.

        `place` is where it is, in such words, `unplaced` how many words belong to no part, `part` the label of a part.
        """
        code, keys = diagnostic.code, [str(key) for key in diagnostic.path]
        names = ("-".join([code, *keys]), "-".join([code, "any", *keys[-1:]]), code)
        shorter = shorten(diagnostic.hint)
        hint = diagnostic.hint if shorter == diagnostic.hint else from_data_file(shorter)
        numbers = {"count": unplaced, **dict(_limits_in(diagnostic.message))}
        shown = {name: self.format_number(number) for name, number in numbers.items()}
        values = {"hint": hint, "place": place, "part": part, **shown}
        return diagnostic._replace(
            message=self._find(names, "message", values) or diagnostic.message,
            hint=self._find(names, "hint", values) or hint,
        )

    def _find(self, names: tuple[str, ...], kind: str, values: Mapping[str, str]) -> str:
        keys = [key for name in names if (key := f"{name}-{kind}") in self.texts]
        return self.say(keys[0], **values) if keys else ""


def _limits_in(message: str) -> Iterator[tuple[str, int]]:
    """Yield how many entries a message says that there are, and how many are allowed."""
    values = message.values if isinstance(message, Message) else {}
    for name, key in (("entries", "count"), ("most", "most")):
        if isinstance(number := values.get(key), int):
            yield name, number


def shorten(hint: str) -> str:
    """Return a hint without what it says on tags, which a Word file has not."""
    return _ON_TAGS.sub("", hint)


@cache
def load(language: str) -> Wording:
    """Return the sentences in a language; those that are not translated are in English."""
    texts = resources.read_strings(f"{_FOLDER}/{_DEFAULT}.yaml")
    if language == _DEFAULT or language not in resources.names(_FOLDER, ".yaml"):
        return Wording(texts)
    own = resources.read_strings(f"{_FOLDER}/{language}.yaml")
    # A language that has a sentence for all numbers is not mixed with the English one for the number one.
    english = {key: text for key, text in texts.items() if key.removesuffix(_ONE) not in own}
    return Wording({**english, **own}, language)
