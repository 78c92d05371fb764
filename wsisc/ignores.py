"""Comments of the form `# wsisc: ignore[rule "words"] reason` -> the diagnostics that they silence.

Such a comment stands behind a key (or behind its "|"), or in a line of its own above a key or an item of a list, and
speaks of the value of that key, or of that item, and of all that lies under it. The quoted words narrow it to findings
on those words.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from wsisc import explanations, rules
from wsisc.diagnostic import Diagnostic, Path, Severity, Span, excerpt
from wsisc.source import Source

_COMMENT = re.compile(r"#[ \t]*wsisc[ \t]*:[ \t]*ignore\b", re.IGNORECASE)
_LIST = re.compile(r'[ \t]*\[(?P<items>(?:"[^"]*"|[^\]"])*)\]')
_ITEM = re.compile(r'[ \t]*(?P<code>[^\s",]+)[ \t]*(?:"(?P<words>[^"]*)")?[ \t]*(?:,|$)')
_BLOCK_STYLES = ("|", ">")
_FORM = 'write it as # wsisc: ignore[rule-name] or # wsisc: ignore[rule-name "the words"]'


class Ignore(NamedTuple):
    """A rule or group (`name`) that is silenced for the values at and under a path, as the comment at `span` says."""

    name: str
    words: str
    path: Path
    span: Span


def apply(source: Source, found: Sequence[Diagnostic], codes: Sequence[str]) -> list[Diagnostic]:
    """Return diagnostics without those that the comments of a source silence, with what is wrong with the comments.

    `codes` are those of the rules that ran: of a comment for another nobody can tell whether it is of use.
    """
    if not _COMMENT.search(source.text):
        return list(found)
    ignores: list[Ignore] = []
    told: list[Diagnostic] = []
    for each in _comments(source):
        (ignores if isinstance(each, Ignore) else told).append(each)  # type: ignore[arg-type]
    used: set[Ignore] = set()
    for diagnostic in found:
        silencing = [ignore for ignore in ignores if _silences(ignore, diagnostic, source)]
        used.update(silencing)
        if not silencing:
            told.append(diagnostic)
    for ignore in ignores:
        if ignore not in used and _ran(ignore, source, found, codes):
            words = f' "{ignore.words}"' if ignore.words else ""
            message, hint = f"nothing of {ignore.name}{words} is found here", "delete the comment"
            told.append(_told(source, "unused-ignore", ignore.span, message, hint, ignore.path))
    return told


def _ran(ignore: Ignore, source: Source, found: Sequence[Diagnostic], codes: Sequence[str]) -> bool:
    """Tell whether a rule, or every rule of a group, looked at a value: no rule does where the form is broken."""
    language = source.value(("language",))
    for code in rules.GROUPS.get(ignore.name, (ignore.name,)):
        languages = getattr(rules.load(code), "LANGUAGES", ()) if code in codes else None
        if languages is None or (languages and language not in languages):
            return False
    broken = [each.path for each in found if each.severity == Severity.ERROR and not rules.group_of(each.code)]
    return not any(path[: len(ignore.path)] == ignore.path[: len(path)] for path in broken)


def _silences(ignore: Ignore, diagnostic: Diagnostic, source: Source) -> bool:
    if ignore.name not in (diagnostic.code, rules.group_of(diagnostic.code)):
        return False
    if diagnostic.path[: len(ignore.path)] != ignore.path:
        return False
    shown = " ".join(source.shown(diagnostic.span).split())
    return not ignore.words or ignore.words in shown or shown in ignore.words


def _comments(source: Source) -> Iterator[Ignore | Diagnostic]:
    for number, line in enumerate(source.lines):
        for match in _COMMENT.finditer(line):
            span = Span(number + 1, match.start() + 1, number + 1, len(line.rstrip()) + 1)
            yield from _comment(source, span, line[match.end() :])


def _comment(source: Source, span: Span, rest: str) -> Iterator[Ignore | Diagnostic]:
    """Yield what a comment at `span` says, whose `rest` stands behind the word "ignore"."""
    path = _target(source, span.line - 1, span.column - 1)
    if path is None:
        message, hint = "this stands inside a text, and would be printed", "put it behind the | or above the key"
        yield _told(source, "ignore-in-text", span, message, hint)
        return
    if path == ():
        message, hint = "this comment stands neither behind a key nor above one", "put it above the key that it is for"
        yield _told(source, "malformed-ignore", span, message, hint)
        return
    listed = _LIST.match(rest)
    written = listed["items"].rstrip() if listed else ""
    items = list(_ITEM.finditer(written))
    if not items or sum(len(item[0]) for item in items) != len(written):
        yield _told(source, "malformed-ignore", span, "this does not say which rule to ignore", _FORM, path)
        return
    for item in items:
        yield _refused(source, span, item["code"], path) or Ignore(item["code"], item["words"] or "", path, span)


def _refused(source: Source, span: Span, name: str, path: Path) -> Diagnostic | None:
    """Return what is wrong with the name in a comment, or None."""
    group = name if name in rules.GROUPS else rules.group_of(name)
    if not group and explanations.is_form(name):
        group = rules.REQUIRED[0]
    if not group:
        known = [*rules.GROUPS, *rules.codes()]
        near = get_close_matches(name.lower(), known, 1, 0.6)
        hint = f"use {near[0]}" if near else "wsisc explain lists the rules and groups"
        return _told(source, "unknown-rule", span, f'no rule is named "{excerpt(name)}"', hint, path)
    if group in rules.REQUIRED:
        hint = "mend what it finds, and delete the comment"
        return _told(source, "refused-ignore", span, f"{name} cannot be ignored: a document needs it", hint, path)
    return None


def _target(source: Source, line: int, column: int) -> Path | None:
    """Return the path that a comment speaks of, or None where it is no comment but part of a text."""
    for path, mark in source.marks.items():
        begin, end = mark.value[:2], mark.value[2:]
        is_within = begin <= (line, column) < end and not isinstance(source.value(path), dict | list)
        if is_within:
            return path if mark.style in _BLOCK_STYLES and line == begin[0] else None
    before = source.lines[line][:column].strip()
    if before.strip("-"):
        return _first_on(source, line)
    following = range(line + 1, len(source.lines))
    next_line = next((at for at in following if not re.match(r"[ \t]*(?:#|$)", source.lines[at])), None)
    if next_line is None:
        return ()
    return _first_on(source, next_line, bool(before) or source.lines[next_line].lstrip().startswith("- "))


def _first_on(source: Source, line: int, is_item: bool = False) -> Path:
    """Return the path of the first key that stands on a line, else of the first value that begins or ends there.

    With `is_item` it is that of the item of a list that begins there.
    """
    keys = [(mark.key.column, path) for path, mark in source.marks.items() if mark.key and mark.key.line == line]
    values = [
        (mark.value.column, path)
        for path, mark in source.marks.items()
        if path and (mark.value.line == line or (mark.value.end_line == line and mark.value.end_column))
    ]
    items = [(len(path), path) for _, path in values if is_item and isinstance(path[-1], int)]
    return min(items or keys or values, default=(0, ()))[1]


def _told(source: Source, code: str, span: Span, message: str, hint: str, path: Path = ()) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, hint, source.file, span, path)
