"""The content of a file -> whether it is a report of wsisc in any format, which a new report can replace."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import zip_longest
from typing import Any, NamedTuple

from wsisc.messages import localization, plural, t

_NUMBER = "[0-9][0-9,.\u00a0\u202f]*"
_MARKDOWN_HEAD = "### wsisc: "
_SUMMARY = (
    r"(?:no problems|[\d,]+ (?:error|warning|info(?: message)?)s?(?:, [\d,]+ (?:warning|info(?: message)?)s?)*)"
    r" in [\d,]+ files?"
)
_CONCISE = r".+(?::\d+:\d+|\)|\.\w+): (?:error|warning|info)\[[a-z-]+\] .*"
_PLAIN = r".+: (?:no problems|[\d,]+ problems?)\."
_JUNIT = r'<\?xml [^<>]*\?>\s*<testsuites name="wsisc"'
_DIFF = r"--- (?P<file>.+)\n\+\+\+ (?P=file)\n@@ "


class _Patterns(NamedTuple):
    """What reports for people begin or end with, in a language other than English."""

    summary: re.Pattern[str]
    plain: re.Pattern[str]


@cache
def _load_patterns(language: str) -> _Patterns:
    counts = [
        plural("1 error", "{count:,} errors", 1),
        plural("1 warning", "{count:,} warnings", 1),
        plural("1 info message", "{count:,} info messages", 1),
    ]
    count = "|".join(as_pattern(count, language) for count in counts)
    comma = as_pattern(t("{first}, {next}", first="", next=""), language, first="", next="")
    none = as_pattern(t("no problems"), language)
    files = plural("{problems} in 1 file", "{problems} in {count:,} files", 1, problems="")
    summary = as_pattern(files, language, problems=f"(?:{none}|(?:{count})(?:{comma}(?:{count}))*)")
    problem = as_pattern(plural("1 problem", "{count:,} problems", 1), language)
    plain = as_pattern(
        t("{file}: {problems}.", file="", problems=""), language, file=".+", problems=f"(?:{none}|{problem})"
    )
    return _Patterns(re.compile(summary), re.compile(plain))


def as_pattern(message: str, language: str, **values: str) -> str:
    """Return the pattern of a message, whose placeholders are those of `values`, otherwise numbers."""
    forms = localization.find_forms(message, language)
    return f"(?:{'|'.join(_form_pattern(form, values) for form in forms)})"


def _form_pattern(form: str, values: Mapping[str, str]) -> str:
    pieces = re.split(r"\{(\w+)[^{}]*\}", form)
    names = (values.get(name, _NUMBER) for name in pieces[1::2])
    return "".join(piece for pair in zip_longest(map(re.escape, pieces[::2]), names, fillvalue="") for piece in pair)


def _in_another_language(is_found: Callable[[_Patterns], bool]) -> bool:
    """Return whether a report is found in a language other than English."""
    return any(is_found(_load_patterns(code)) for code in localization.languages() if code != localization.ENGLISH)


def is_report(content: bytes) -> bool:
    """Return whether a content is a report in a format of `FORMATS`; a report without problems can be empty."""
    text = _text(content)
    return not text.strip() or any(is_in_format(text) for is_in_format in FORMATS.values())


def is_diff(content: bytes) -> bool:
    """Return whether a content is the output of `validate --diff`."""
    text = _text(content)
    return not text.strip() or re.match(_DIFF, text) is not None


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").replace("\r\n", "\n")


def parse_json(text: str) -> Any:
    """Return the data of a JSON text, None where it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_summed_up(text: str) -> bool:
    lines = text.split("\n")
    return any(re.fullmatch(_SUMMARY, line) for line in lines) or _in_another_language(
        lambda patterns: any(patterns.summary.fullmatch(line) for line in lines)
    )


def _is_json_report(text: str) -> bool:
    """Return whether a text is a report in one of the formats that are one JSON value."""
    match parse_json(text):
        case {"version": _, "diagnostics": _, **others}:
            return not others
        case {"source": {"name": "wsisc"}} | {"runs": [{"tool": {"driver": {"name": "wsisc"}}}]}:
            return True
        case [*issues]:  # of GitLab
            return all(_has_keys(issue, "check_name", "fingerprint", "location") for issue in issues)
    return False


def _has_keys(found: Any, *keys: str) -> bool:
    return isinstance(found, dict) and found.keys() >= set(keys)


def _is_plain(text: str) -> bool:
    return re.match(_PLAIN, text) is not None or _in_another_language(
        lambda patterns: patterns.plain.match(text) is not None
    )


def _is_markdown(text: str) -> bool:
    if not text.startswith(_MARKDOWN_HEAD):
        return False
    summary = text.removeprefix(_MARKDOWN_HEAD)
    return re.match(_SUMMARY, summary) is not None or _in_another_language(
        lambda patterns: patterns.summary.match(summary) is not None
    )


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "full": _is_summed_up,
    "concise": lambda text: all(re.fullmatch(_CONCISE, line) for line in text.strip("\n").split("\n")),
    "plain": _is_plain,
    "json": _is_json_report,
    "json-lines": lambda text: all(
        _has_keys(parse_json(line), "code", "severity", "file", "path") for line in text.strip("\n").split("\n")
    ),
    "github": _is_summed_up,
    "gitlab": _is_json_report,
    "sarif": _is_json_report,
    "rdjson": _is_json_report,
    "junit": lambda text: re.match(_JUNIT, text) is not None,
    "markdown": _is_markdown,
}
"""The check that recognizes a report, by format."""
