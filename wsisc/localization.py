"""A message and a language -> its text, from the catalogue `templates/messages/<language>.po`; otherwise in English.

A translation that is missing, or whose placeholders cannot be filled, is replaced by the English text.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from wsisc import resources
from wsisc.diagnostic import WsiscError
from wsisc.messages import Message, t

if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH = "en"
_FOLDER = "templates/messages"
_NUMBER = re.compile(r"(?<=\d)[,.](?=\d)")
# Those of a translation whose placeholders cannot be filled: it must not hide a problem of the document.
_FAULTS = (LookupError, ValueError, TypeError, AttributeError)
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


class MessageCatalogue(NamedTuple):
    """The translations into one language, and its separators of thousands and decimals, and its sign of per cent."""

    translations: "NullTranslations"
    separators: Mapping[str, str]


def languages() -> tuple[str, ...]:
    """Return the codes of the languages of messages."""
    return (ENGLISH, *resources.names(_FOLDER, ".po"))


def current_language() -> str:
    """Return the language in which messages are shown."""
    return _language.get()


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Show messages in a language. Raises WsiscError for one without translations."""
    if language != ENGLISH and language not in languages():
        hint = t("use one of {known}", known=", ".join(languages()))
        raise WsiscError(t("messages cannot be shown in {language!r}", language=language), hint)
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language that the variables of a process ask for, as gettext reads them; English for all others."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    if re.fullmatch(r"(?:C|POSIX)(?:\..*)?", locale):
        return ENGLISH
    for requested in (*environment.get("LANGUAGE", "").split(":"), locale):
        code = re.split("[_.@-]", requested)[0].lower()
        if code and (code == ENGLISH or code in languages()):
            return code
    return ENGLISH


def translate(text: str, language: str | None = None) -> str:
    """Return a message in a language, by default the current one; any other text as it is."""
    if not isinstance(text, Message):
        return text
    language = language or _language.get()
    if language == ENGLISH:
        return str.__str__(text)
    catalogue = load_catalogue(language)
    pattern = _find(catalogue, text)
    if not pattern:
        return str.__str__(text)
    values = {
        name: translate(each, language) if isinstance(each, str) else _LocalNumber(each, catalogue.separators)
        for name, each in text.values.items()
    }
    try:
        return pattern.format_map(values)
    except _FAULTS:
        return str.__str__(text)


def find_forms(text: str, language: str) -> tuple[str, ...]:
    """Return the constant text of a message in a language, in each of its forms, with the placeholders."""
    if not isinstance(text, Message):
        return (text,)
    numbers = (None,) if text.number is None else (1, 2, 5, 11)  # one of each form that a language has
    english = (text.msgid, text.plural) if text.plural else (text.msgid,)
    if language == ENGLISH:
        return english
    catalogue = load_catalogue(language)
    found = (_find(catalogue, Message(text.msgid, text.plural, number, text.values)) for number in numbers)
    return tuple(dict.fromkeys(filter(None, found))) or english


def _find(catalogue: MessageCatalogue, message: Message) -> str:
    """Return the translation of the constant text of a message, "" where there is none."""
    if message.number is None:
        return catalogue.translations.gettext(message.msgid)
    return catalogue.translations.ngettext(message.msgid, message.plural, message.number)


class _LocalNumber(NamedTuple):
    """A number that is written as a language does, where its format has separators."""

    value: float
    separators: Mapping[str, str]

    def __format__(self, spec: str) -> str:
        text = format(self.value, spec)
        if not re.search("[,fg%]$", spec):
            return text
        text = _NUMBER.sub(lambda match: self.separators[match[0]], text)
        return text.replace("%", self.separators["%"])


def format_number(value: float, spec: str, language: str | None = None) -> str:
    """Return a number in a language, by default the current one; `spec` is its format: with "," 1,000 or 1 000."""
    language = language or _language.get()
    return format(value if language == ENGLISH else _LocalNumber(value, load_catalogue(language).separators), spec)


@cache
def load_catalogue(language: str) -> MessageCatalogue:
    """Return the catalogue of a language; an empty one where it cannot be read, so that errors can still be shown."""
    from gettext import GNUTranslations, NullTranslations  # both only for languages other than English

    class Missing(NullTranslations):
        """The fallback of a catalogue without a translation: gettext would return the English text."""

        def gettext(self, message: str) -> str:
            return ""

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return ""

    try:
        import polib

        file = polib.pofile(resources.text(f"{_FOLDER}/{language}.po"))
    except (ImportError, OSError, ValueError, WsiscError):  # polib raises OSError for a malformed file
        return MessageCatalogue(Missing(), {sign: sign for sign in ",.%"})
    separators = {
        sign: re.sub(r"U\+([0-9A-F]{4})", lambda match: chr(int(match[1], 16)), file.metadata.get(name, sign))
        for sign, name in ((",", "X-Thousands"), (".", "X-Decimal"), ("%", "X-Percent"))
    }
    translations = GNUTranslations(BytesIO(file.to_binary()))
    translations.add_fallback(Missing())
    return MessageCatalogue(translations, separators)
