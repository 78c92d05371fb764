"""A text of a stranger -> the same text, safe to print on one line of a terminal, a log or a report."""

import re
from functools import cache

from wsisc.messages import Message

# What would control a terminal or reverse the direction of text.
_CONTROLS = "\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
# GitHub's runner obeys "##[" anywhere in a line of a log, and "::" at its start (actions/runner, ActionCommand.cs);
# that of Azure Pipelines obeys "##vso[".
_COMMAND, _COMMAND_AT_START = "(?<=#)#(?=[a-z]*\\[)", "^\\s*:(?=:)"


@cache
def _unsafe(is_json: bool) -> re.Pattern[str]:
    # in JSON, control characters are escaped already, and a line never begins with a text
    return re.compile(
        f"[{_CONTROLS}]|{_COMMAND}" if is_json else f"[\x00-\x1f{_CONTROLS}]|{_COMMAND}|{_COMMAND_AT_START}"
    )


@cache
def _not_xml() -> re.Pattern[str]:
    return re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def sanitize(text: str) -> str:
    """Return a text of an author, or a file name, so that it is safe to print on one line.

    A message remains one, with safe values.
    """
    if isinstance(text, Message):
        values = {name: sanitize(value) if isinstance(value, str) else value for name, value in text.values.items()}
        return text.replace_values(values)
    return _unsafe(is_json=False).sub("\ufffd", text)


def escape_in_json(text: str) -> str:
    """Return JSON in which the characters that `sanitize` replaces are escaped."""
    return _unsafe(is_json=True).sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def sanitize_for_xml(text: str) -> str:
    """Return an unchecked text with U+FFFD for characters that neither UTF-8 nor XML can encode (XML 1.0, 2.2)."""
    return _not_xml().sub("\ufffd", text)
