"""The text of a file -> whether it is an earlier report, in whatever format, in the place of which one may be put."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_SUMMARY = re.compile(r"(?:no problems|\d+ (?:error|warning|info)s?(?:, \d+ (?:warning|info)s?)*) in \d+ files?")
_CONCISE = re.compile(r".+:\d+:\d+: (?:error|warning|info)\[[a-z-]+\] .*")
_PLAIN = re.compile(r"^.+: (?:no problems|\d+ problems?)\.", re.MULTILINE)
_MARKDOWN = re.compile(rf"### wsisc: {_SUMMARY.pattern}")
_JUNIT = re.compile(r'<\?xml [^<>]*\?>\s*<testsuites name="wsisc"')
_DIFF = re.compile(r"--- (.+)\n\+\+\+ \1\n@@ ")


def is_report(content: bytes) -> bool:
    """Return whether a content is a report in a format of `FORMATS`; one without a problem may be empty."""
    text = _text(content)
    return not text.strip() or any(is_in_format(text) for is_in_format in FORMATS.values())


def is_diff(content: bytes) -> bool:
    """Return whether a content is what `validate --diff` shows."""
    text = _text(content)
    return not text.strip() or _DIFF.match(text) is not None


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").replace("\r\n", "\n")


def data(text: str) -> Any:
    """Return the data of a text in JSON, None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _summed_up(text: str) -> bool:
    return any(_SUMMARY.fullmatch(line) for line in text.split("\n"))


def _concise(text: str) -> bool:
    return all(_CONCISE.fullmatch(line) for line in text.strip("\n").split("\n"))


def _diagnostics(text: str) -> bool:
    found = data(text)
    return isinstance(found, dict) and found.keys() == {"version", "diagnostics"}


def _lines(text: str) -> bool:
    return all(_has(data(line), "code", "severity", "file", "path") for line in text.strip("\n").split("\n"))


def _gitlab(text: str) -> bool:
    found = data(text)
    return isinstance(found, list) and all(_has(each, "check_name", "fingerprint", "location") for each in found)


def _sarif(text: str) -> bool:
    found = data(text)
    runs = found.get("runs") if isinstance(found, dict) else None
    return isinstance(runs, list) and [_name(each) for each in runs] == ["wsisc"]


def _name(run: Any) -> Any:
    tool = run.get("tool") if isinstance(run, dict) else None
    driver = tool.get("driver") if isinstance(tool, dict) else None
    return driver.get("name") if isinstance(driver, dict) else None


def _rdjson(text: str) -> bool:
    found = data(text)
    return isinstance(found, dict) and found.get("source") == {"name": "wsisc"}


def _has(found: Any, *keys: str) -> bool:
    return isinstance(found, dict) and found.keys() >= set(keys)


def _begins(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.match(text) is not None


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "full": _summed_up,
    "concise": _concise,
    "plain": _begins(_PLAIN),
    "json": _diagnostics,
    "json-lines": _lines,
    "github": _summed_up,
    "gitlab": _gitlab,
    "sarif": _sarif,
    "rdjson": _rdjson,
    "junit": _begins(_JUNIT),
    "markdown": _begins(_MARKDOWN),
}
"""How a report in each format is known."""
