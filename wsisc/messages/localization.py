"""A message and a language -> its text, from the catalogue `templates/messages/<language>.po`; otherwise in English.

A translation that is missing, or whose placeholders cannot be filled, is replaced by the English text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import NamedTuple

from wsisc.messages import Message, resources, t
from wsisc.messages.diagnostic import WsiscError

ENGLISH = "en"
_FOLDER = "templates/messages"
_NUMBER = r"(?<=\d)[,.](?=\d)"
_FIELD = r'(?m)^(msg[a-z_]+)(?:\[\d\])? "(.*(?:"\n".*)*)"$'
_ESCAPE = r"\\(.)"
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
# Those of a translation whose placeholders cannot be filled: it must not hide a problem of the document.
_FAULTS = (LookupError, ValueError, TypeError, AttributeError)
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


class MessageCatalogue(NamedTuple):
    """The translations into one language.

    `forms` has the translations of messages by their contexts and constant texts: one, or those that `choose_form`
    chooses from by a number. `is_complete` is whether all messages are translated. `separators` are those of thousands
    and decimals, and the sign of per cent.
    """

    forms: Mapping[tuple[str, str], tuple[str, ...]]
    choose_form: Callable[[int], int]
    is_complete: bool
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
    """Return the language that the variables of a process ask for, as gettext reads them; English for all others.

    One of which few messages are translated is used only where an option names it: a terminal would mix two languages.
    """
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    if re.fullmatch(r"(?:C|POSIX)(?:\..*)?", locale):
        return ENGLISH
    for requested in (*environment.get("LANGUAGE", "").split(":"), locale):
        code = re.split("[_.@-]", requested)[0].lower()
        if code == ENGLISH or (code in languages() and load_catalogue(code).is_complete):
            return code
    return ENGLISH


def translate(text: str, language: str | None = None) -> str:
    """Return a message in a language, by default the current one; any other text as it is."""
    if not isinstance(text, Message):
        return text
    language = language or _language.get()
    if language == ENGLISH:
        return str.__str__(text)
    pattern, values = find_pattern(text, language)
    try:
        return pattern.format_map(values)
    except _FAULTS:
        return str.__str__(text)


def find_pattern(message: Message, language: str) -> tuple[str, Mapping[str, object]]:
    """Return the constant text of a message in a language, and the values of its placeholders in that language.

    Both are English where there is no translation.
    """
    catalogue = load_catalogue(language) if language != ENGLISH else None
    pattern = _find(catalogue, message) if catalogue else ""
    if not catalogue or not pattern:
        return message.msgid if message.number in (None, 1) else message.plural, message.values
    values = {
        name: translate(each, language) if isinstance(each, str) else _LocalNumber(each, catalogue.separators)
        for name, each in message.values.items()
    }
    return pattern, values


def find_forms(text: str, language: str) -> tuple[str, ...]:
    """Return the constant text of a message in a language, in each of its forms, with the placeholders."""
    if not isinstance(text, Message):
        return (text,)
    own = load_catalogue(language).forms.get((text.context, text.msgid)) if language != ENGLISH else ()
    return tuple(dict.fromkeys(own or filter(None, (text.msgid, text.plural))))


def _find(catalogue: MessageCatalogue, message: Message) -> str:
    """Return the translation of the constant text of a message, "" where there is none."""
    forms = catalogue.forms.get((message.context, message.msgid))
    at = 0 if message.number is None else catalogue.choose_form(message.number)
    return forms[at] if forms and at < len(forms) else ""


class _LocalNumber(NamedTuple):
    """A number that is written as a language does, where its format has separators."""

    value: float
    separators: Mapping[str, str]

    def __format__(self, spec: str) -> str:
        text = format(self.value, spec)
        if not re.search("[,fg%]$", spec):
            return text
        text = re.sub(_NUMBER, lambda match: self.separators[match[0]], text)
        return text.replace("%", self.separators["%"])


def format_number(value: float, spec: str, language: str | None = None) -> str:
    """Return a number in a language, by default the current one; `spec` is its format: with "," 1,000 or 1 000."""
    language = language or _language.get()
    return format(value if language == ENGLISH else _LocalNumber(value, load_catalogue(language).separators), spec)


@cache
def load_catalogue(language: str) -> MessageCatalogue:
    """Return the catalogue of a language; an empty one where it cannot be read, so that errors can still be shown."""
    from gettext import c2py  # only for languages other than English

    try:
        entries = list(_read_entries(resources.text(f"{_FOLDER}/{language}.po")))
        header = dict(line.split(": ", 1) for line in entries[0][2][0].splitlines())
        choose_form = c2py(header["Plural-Forms"].partition("plural=")[2].strip("; "))
    except (OSError, LookupError, ValueError, WsiscError):
        return MessageCatalogue({}, lambda number: 0, False, {sign: sign for sign in ",.%"})
    separators = {
        sign: re.sub(r"U\+([0-9A-F]{4})", lambda match: chr(int(match[1], 16)), header.get(name, sign))
        for sign, name in ((",", "X-Thousands"), (".", "X-Decimal"), ("%", "X-Percent"))
    }
    forms = {(context, msgid): forms for context, msgid, forms in entries[1:] if all(forms)}
    return MessageCatalogue(forms, choose_form, "X-Partial" not in header, separators)


def _read_entries(text: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the context, the English text and the translations of each entry of a catalogue, first the header.

    `make messages` writes an empty line between entries. This takes a fifth of the time of polib, which reads comments
    too (8 and 47 ms for 2,500 entries).
    """
    for entry in text.split("\n\n"):
        fields = [(name, _unquote(quoted)) for name, quoted in re.findall(_FIELD, entry)]
        if fields:
            values = dict(fields)
            forms = tuple(value for name, value in fields if name == "msgstr")
            yield values.get("msgctxt", ""), values["msgid"], forms


def _unquote(quoted: str) -> str:
    """Return the text of a field: its lines joined, without escapes."""
    text = quoted.replace('"\n"', "")
    return re.sub(_ESCAPE, lambda match: _ESCAPED.get(match[1], match[1]), text) if "\\" in text else text
