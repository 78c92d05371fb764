"""`templates/<folder>/<name>` -> a Jinja template of a page or its style sheet; the functions that print its words."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup, escape

from wsisc import messages
from wsisc.calls.locale import Locale
from wsisc.messages import Message, localization, resources
from wsisc.text.slots import fill


@cache
def load(folder: str, name: str) -> jinja2.Template:
    """Return a template of a folder of `templates/`; its values are escaped, except in style sheets.

    Raises WsiscError where it is missing.
    """
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: resources.text(f"templates/{folder}/{name}")),
        undefined=jinja2.StrictUndefined,
        autoescape=name.endswith((".html.j2", ".xml.j2")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


def speak(wording: Mapping[str, Any], locale: Locale) -> dict[str, object]:
    """Return the functions of templates: `say` a sentence, `count` a noun with its number, `number`; and `comma`.

    `wording` has the sentences under "pages", the forms of nouns under "counts", and the "comma" of lists.
    """

    def say(key: str, **slots: object) -> Markup:
        return _fill(wording["pages"][key], slots)

    def count(what: str, number: int, **slots: object) -> Markup:
        return _fill(locale.format_count(number, wording["counts"][what]), slots)

    return {"say": say, "count": count, "number": locale.format_number, "comma": wording["comma"]}


def _fill(text: str, slots: Mapping[str, object]) -> Markup:
    """Return a text with its slots filled and escaped, except those that are markup; slots without a value stay."""
    return Markup(fill(escape(text), {name: escape(value) for name, value in slots.items()}))


def speak_messages(language: str) -> dict[str, object]:
    """Return the functions of templates whose words are messages: `t`, `t_in` and `plural` of code, and `number`.

    What they return is markup, with escaped values. `make messages` finds the messages in the folders that it knows.
    """

    def in_markup(create: Callable[..., str]) -> Callable[..., Markup]:
        return lambda *texts, **values: _to_markup(create(*texts, **values), language)

    def number(value: float) -> str:
        return localization.format_number(value, ",", language)

    functions = (messages.t, messages.t_in, messages.plural)
    return {function.__name__: in_markup(function) for function in functions} | {"number": number}


def _to_markup(message: str, language: str) -> Markup:
    assert isinstance(message, Message)
    pattern, values = localization.find_pattern(message, language)
    return escape(pattern).format_map(values)
