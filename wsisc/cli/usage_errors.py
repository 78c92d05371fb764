"""What Click has written on an error in the arguments -> the same lines in the language of messages.

Click writes English sentences with values in them. Those that people can meet are listed here; each is recognized in
what Click has written, and is then translated like any other message. Those that are not recognized stay in English.
"""

import re
from functools import cache
from string import Formatter

from wsisc.cli.help_text import translate_placeholders
from wsisc.messages import Message, Value, t
from wsisc.messages.localization import translate

SENTENCES = (
    "Invalid value for {parameter}: {message}",
    "Try '{command}' for help.",
    "No such option {name}.",
    "No such option {name}. Did you mean {near}?",
    "No such option {name}. (Did you mean one of: {near}?)",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "Got unexpected extra argument ({values})",
    "Got unexpected extra arguments ({values})",
    "Missing command.",
    "No such command {name}.",
    "No such command {name}. Did you mean {near}?",
    "No such command {name}. (Did you mean one of: {near}?)",
    "Missing argument {parameter}.",
    "Missing argument {parameter}. Choose from:\n\t{values}",
    "Missing option {parameter}.",
    "Missing option {parameter}. Choose from:\n\t{values}",
    "{name} is not one of {values}.",
    "{name} is not a valid integer.",
    "{name} is not a valid integer range.",
    "{name} is not a valid float range.",
    "{value} is not in the range {range}.",
)
_QUOTED = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_PATTERNS = {"name": _QUOTED, "parameter": rf"{_QUOTED}(?: / {_QUOTED})*", "command": "[^']+"}


def translate_lines(text: str) -> str:
    """Return the lines of an error in the current language; its usage line and texts of wsisc are so already."""
    head, mark, message = text.rstrip("\n").partition("Error: ")
    if not mark or not (head == "" or head.endswith("\n\n")):
        return text
    *usage, hint = head.rstrip("\n").split("\n")
    lines = [*usage, _translate(hint), ""] if head else []
    return "\n".join([*lines, translate(t("error: {message}", message=_translate(message)))])


def _translate(text: str) -> str:
    """Return a sentence of Click in the current language; any other text as it is."""
    for sentence in SENTENCES:
        if found := _pattern(sentence).fullmatch(text):
            values: dict[str, Value] = dict(found.groupdict())
            if "parameter" in values:
                values["parameter"] = translate_placeholders(found["parameter"])
            if "message" in values:
                values["message"] = _translate(found["message"])
            return translate(Message(sentence, "", None, values))
    return text


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """Return what recognizes a sentence with any values."""
    pieces = [
        re.escape(words) + (f"(?P<{name}>{_PATTERNS.get(name, '.+')})" if name else "")
        for words, name, _, _ in Formatter().parse(sentence)
    ]
    return re.compile("".join(pieces), re.DOTALL)
