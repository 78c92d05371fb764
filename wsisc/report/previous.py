"""The content of a file -> whether it is a report of wsisc in any format, which a new report can replace."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_SUMMARY = re.compile(
    r"(?:no problems|[\d,]+ (?:error|warning|info(?: message)?)s?(?:, [\d,]+ (?:warning|info(?: message)?)s?)*)"
    r" in [\d,]+ files?"
)
_CONCISE = re.compile(r".+:\d+:\d+: (?:error|warning|info)\[[a-z-]+\] .*")
_PLAIN = re.compile(r".+: (?:no problems|[\d,]+ problems?)\.")
_MARKDOWN = re.compile(rf"### wsisc: {_SUMMARY.pattern}")
_JUNIT = re.compile(r'<\?xml [^<>]*\?>\s*<testsuites name="wsisc"')
_DIFF = re.compile(r"--- (.+)\n\+\+\+ \1\n@@ ")


def is_report(content: bytes) -> bool:
    """Return whether a content is a report in a format of `FORMATS`; a report without problems can be empty."""
    text = _text(content)
    return not text.strip() or any(is_in_format(text) for is_in_format in FORMATS.values())


def is_diff(content: bytes) -> bool:
    """Return whether a content is the output of `validate --diff`."""
    text = _text(content)
    return not text.strip() or _DIFF.match(text) is not None


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").replace("\r\n", "\n")


def parse_json(text: str) -> Any:
    """Return the data of a JSON text, None where it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_summed_up(text: str) -> bool:
    return any(_SUMMARY.fullmatch(line) for line in text.split("\n"))


def _is_json_report(text: str) -> bool:
    """Return whether a text is a report in one of the formats that are one JSON value."""
    match parse_json(text):
        case {"version": _, "diagnostics": _, **others}:
            return not others
        case {"source": {"name": "wsisc"}} | {"runs": [{"tool": {"driver": {"name": "wsisc"}}}]}:
            return True
        case [*issues]:  # of GitLab
            return all(_has_keys(each, "check_name", "fingerprint", "location") for each in issues)
    return False


def _has_keys(found: Any, *keys: str) -> bool:
    return isinstance(found, dict) and found.keys() >= set(keys)


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "full": _is_summed_up,
    "concise": lambda text: all(_CONCISE.fullmatch(line) for line in text.strip("\n").split("\n")),
    "plain": lambda text: _PLAIN.match(text) is not None,
    "json": _is_json_report,
    "json-lines": lambda text: all(
        _has_keys(parse_json(line), "code", "severity", "file", "path") for line in text.strip("\n").split("\n")
    ),
    "github": _is_summed_up,
    "gitlab": _is_json_report,
    "sarif": _is_json_report,
    "rdjson": _is_json_report,
    "junit": lambda text: _JUNIT.match(text) is not None,
    "markdown": lambda text: _MARKDOWN.match(text) is not None,
}
"""The check that recognizes a report, by format."""
