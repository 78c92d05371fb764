"""A constant text and values -> a message: English text that can still be translated when it is shown.

A message is a `str`, so that reports, digests, caches and comparisons have the same English text everywhere, whatever
the language of the person who runs the program. It also has the constant text (gettext's msgid) and the values, from
which `wsisc.messages.localization` writes it in another language, where it is shown.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

type Value = str | int | float


class Message(str):
    """An English text: a constant `msgid` with the values of its placeholders; `plural` is its plural form.

    `number` chooses between the two forms, None where there is only one. `context` says where the text is shown, if
    another message has the same English text and not the same meaning; "" otherwise.
    """

    __slots__ = ("context", "msgid", "number", "plural", "values")

    context: str
    msgid: str
    plural: str
    number: int | None
    values: Mapping[str, Value]

    def __new__(
        cls, msgid: str, plural: str, number: int | None, values: Mapping[str, Value], context: str = ""
    ) -> "Message":
        """Create a message. Raises KeyError where a placeholder has no value."""
        message = super().__new__(cls, (msgid if number is None or number == 1 else plural).format_map(values))
        message.msgid, message.plural, message.number, message.values = msgid, plural, number, values
        message.context = context
        return message

    def __str__(self) -> str:
        return self  # str() of an error returns its message, which must remain one

    def __reduce__(self) -> tuple[Any, ...]:
        return Message, (self.msgid, self.plural, self.number, dict(self.values), self.context)

    def replace_values(self, values: Mapping[str, Value]) -> "Message":
        """Return the same message with other values."""
        return Message(self.msgid, self.plural, self.number, values, self.context)


def map_texts(change: Callable[[str], str], text: str) -> str:
    """Return a text as `change` returns it; a message remains one, with the texts among its values changed."""
    if not isinstance(text, Message):
        return change(text)
    return text.replace_values(
        {name: map_texts(change, value) if isinstance(value, str) else value for name, value in text.values.items()}
    )


def t(msgid: str, /, **values: object) -> str:
    """Return a message. `msgid` must be a literal, so that it is found by those who collect texts to translate."""
    return Message(msgid, "", None, _plain(values))


def t_in(context: str, msgid: str, /, **values: object) -> str:
    """Return a message that says something else elsewhere; `context` says where it is shown. Both must be literals."""
    return Message(msgid, "", None, _plain(values), context)


def use_one_of(names: Iterable[str]) -> str:
    """Return the hint to use one of several names, or the only one."""
    known = ", ".join(names)
    return t("use one of {known}", known=known) if ", " in known else t("use {near}", near=known)


def plural(msgid: str, plural: str, count: int, /, **values: object) -> str:
    """Return a message in the form for 1, or in the other; `count` is also a placeholder. Both must be literals."""
    return Message(msgid, plural, count, _plain({"count": count, **values}))


def _plain(values: Mapping[str, object]) -> dict[str, Value]:
    return {name: value if isinstance(value, str | int | float) else str(value) for name, value in values.items()}


def from_data_file(text: str) -> str:
    """Return a constant text of the program's own data, such as the description of a field in a schema, as a message.

    Those who collect texts to translate find it in the file. A message remains one.
    """
    return text if isinstance(text, Message) else Message(escape(text), "", None, {})


def escape(text: str) -> str:
    """Return a constant text as a msgid without placeholders."""
    return text.replace("{", "{{").replace("}", "}}")


def join(parts: Iterable[str]) -> str:
    """Return texts with commas between them."""
    return reduce(lambda first, following: t("{first}, {next}", first=first, next=following), [*parts] or [""])


def join_clauses(parts: Iterable[str]) -> str:
    """Return texts with semicolons between them."""
    return reduce(lambda first, following: t("{first}; {next}", first=first, next=following), [*parts] or [""])


def join_choices(parts: Iterable[str]) -> str:
    """Return texts with "or" between them."""
    return reduce(lambda first, following: t("{first} or {next}", first=first, next=following), [*parts] or [""])


def name_subject(message: str, name: str) -> str:
    """Return a message with the name of the document that it is on: as its subject, otherwise before it."""
    if isinstance(message, Message) and (msgid := name_subject_in(message.msgid)):
        return Message(msgid, "", None, {**message.values, "document": name})
    return t("{document}: {message}", document=name, message=message)


def name_subject_in(msgid: str) -> str:
    """Return the text of a message whose subject is a document instead of "this"; "" where it begins otherwise.

    Those who collect texts to translate collect it with the message.
    """
    return "{document} " + msgid.removeprefix("this ") if msgid.startswith("this is ") else ""


def to_data(text: str) -> Any:
    """Return a text as JSON data; `from_data` returns the same text, which is a message if this one is."""
    if not isinstance(text, Message):
        return text
    values = {name: to_data(each) if isinstance(each, str) else each for name, each in text.values.items()}
    shown = {"msgid": text.msgid, "plural": text.plural, "number": text.number, "values": values}
    return shown | ({"context": text.context} if text.context else {})


def from_data(data: Any) -> str:
    """Return the text of JSON data that `to_data` returned. Raises LookupError or TypeError for other data."""
    if isinstance(data, str):
        return data
    values = {name: from_data(each) if isinstance(each, dict) else each for name, each in data["values"].items()}
    return Message(data["msgid"], data["plural"], data["number"], values, data.get("context", ""))
