"""Diagnostics and the comments `# wsisc: ignore[rule "words"] reason` -> the diagnostics that are not suppressed.

Such a comment follows a key (or its "|"), or is on a line of its own above a key or a list item. It applies to the
value of that key or item, and to everything below it. Quoted words restrict it to findings on these words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from wsisc.lint import explanations, rules
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, Diagnostic, Severity, Span, excerpt
from wsisc.source import Source
from wsisc.source.yaml_parser import SourceMark
from wsisc.text.nearest import find_nearest
from wsisc.text.shared import group_values

_COMMENT = r"(?i)#[ \t]*wsisc[ \t]*:[ \t]*ignore\b"
_LIST = r'[ \t]*\[(?P<items>(?:"[^"]*"|[^\]"])*)\]'
_ITEM = r'[ \t]*(?P<code>[^\s",]+)[ \t]*(?:"(?P<words>[^"]*)")?[ \t]*(?:,|$)'
_BLOCK_STYLES = ("|", ">")
_NO_CONTENT = r"[ \t]*(?:#|$)"
_MAX_SUPPRESSIONS = 500  # the limit of suppressions in one file, and of diagnostics about them
_SYNTAX_HINT = t('write it as # wsisc: ignore[rule-name] or # wsisc: ignore[rule-name "the words"]')


class Suppression(NamedTuple):
    """A rule or group (`name`) that the comment at `span` suppresses for the values at and below a path."""

    name: str
    words: str
    path: DataPath
    span: Span


def apply(source: Source, diagnostics: Sequence[Diagnostic], codes: Sequence[str]) -> list[Diagnostic]:
    """Return the diagnostics that no comment of a source suppresses, and warnings about the comments themselves.

    `codes` are those of the rules that ran: whether a comment for another rule is unused cannot be known.
    """
    if not re.search(_COMMENT, source.text):
        return list(diagnostics)
    suppressions, remaining = _read_comments(source)
    used = set()
    by_name = group_values((each.name, each) for each in suppressions)
    for diagnostic in diagnostics:
        candidates = by_name.get(diagnostic.code, []) + by_name.get(rules.group_of(diagnostic.code), [])
        suppressing = [suppression for suppression in candidates if _is_suppressing(suppression, diagnostic, source)]
        used.update(suppressing)
        if not suppressing:
            remaining.append(diagnostic)
    invalid = {each.path for each in diagnostics if each.severity == Severity.ERROR and not rules.group_of(each.code)}
    ancestors = {path[:length] for path in invalid for length in range(len(path) + 1)}
    for suppression in suppressions:
        is_invalid = suppression.path in ancestors or any(
            suppression.path[:length] in invalid for length in range(len(suppression.path))
        )
        if suppression not in used and not is_invalid and _has_run(suppression, source, codes):
            words = f' "{suppression.words}"' if suppression.words else ""
            message, hint = (
                t("{name}{words} has no findings here", name=suppression.name, words=words),
                t("delete the comment"),
            )
            remaining.append(_warning(source, "unused-ignore", suppression.span, message, hint, suppression.path))
    return remaining


def _read_comments(source: Source) -> tuple[list[Suppression], list[Diagnostic]]:
    """Return the suppressions of a source, and warnings about malformed comments."""
    found = _parse_comments(source)
    parsed = list(islice(found, _MAX_SUPPRESSIONS))
    warnings = [each for each in parsed if isinstance(each, Diagnostic)]
    if beyond := next(found, None):
        message = t(
            "the file ignores more than {max_suppressions} rules: this comment and those below are not read",
            max_suppressions=_MAX_SUPPRESSIONS,
        )
        hint = t("use --ignore, or ignore in wsisc.toml, instead")
        warnings.append(_warning(source, "malformed-ignore", beyond.span, message, hint))
    return [each for each in parsed if isinstance(each, Suppression)], warnings


def _has_run(suppression: Suppression, source: Source, codes: Sequence[str]) -> bool:
    """Return whether a rule, or every rule of a group that knows the language, has run."""
    language = source.value(("language",))
    is_group = suppression.name in rules.GROUPS
    for code in rules.GROUPS.get(suppression.name, (suppression.name,)):
        languages = getattr(rules.load(code), "LANGUAGES", ()) if code in codes else None
        if languages is None or (languages and language not in languages and not is_group):
            return False
    return True


def _is_suppressing(suppression: Suppression, diagnostic: Diagnostic, source: Source) -> bool:
    if diagnostic.path[: len(suppression.path)] != suppression.path:
        return False
    if not suppression.words:
        return True
    shown = " ".join(source.text_at(diagnostic.span).split())
    return suppression.words in shown or shown in suppression.words


def _parse_comments(source: Source) -> Iterator[Suppression | Diagnostic]:
    layout = _read_layout(source)
    for number, line in enumerate(source.lines):
        matches = list(re.finditer(_COMMENT, line))
        for match, following in zip_longest(matches, matches[1:]):
            span = Span(number + 1, match.start() + 1, number + 1, len(line.rstrip()) + 1)
            path = _target_path(source, layout, number, match.start())
            yield from _parse_comment(
                source, span, path, line[match.end() : following.start() if following else len(line)]
            )


def _parse_comment(source: Source, span: Span, path: DataPath | None, rest: str) -> Iterator[Suppression | Diagnostic]:
    """Yield the suppressions of a comment at `span` for a path; `rest` is its text after the word "ignore"."""
    if path is None:
        message, hint = (
            t("this comment is inside a text and would be printed"),
            t("move it after the | or above the key"),
        )
        yield _warning(source, "ignore-in-text", span, message, hint)
        return
    if path == ():
        message, hint = (
            t("this comment is neither after a key nor above one"),
            t("move it above the key that it is for"),
        )
        yield _warning(source, "malformed-ignore", span, message, hint)
        return
    listed = re.match(_LIST, rest)
    text = listed["items"].rstrip() if listed else ""
    items = list(_match_items(text))
    if not items or items[-1].end() != len(text):
        yield _warning(
            source, "malformed-ignore", span, t("the comment does not name a rule to ignore"), _SYNTAX_HINT, path
        )
        return
    for item in items:
        name = rules.current_name(item["code"])
        yield _name_warning(source, span, name, path) or Suppression(name, item["words"] or "", path, span)


def _match_items(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the items of a list, up to the first malformed one."""
    match = re.match(_ITEM, text)
    while match:
        yield match
        match = re.compile(_ITEM).match(text, match.end()) if match.end() < len(text) else None


def _name_warning(source: Source, span: Span, name: str, path: DataPath) -> Diagnostic | None:
    """Return a warning about the name in a comment, None where it can be suppressed."""
    group = name if name in rules.GROUPS else rules.group_of(name)
    if not group and explanations.is_form_code(name):
        group = rules.REQUIRED_GROUPS[0]
    if not group:
        near = find_nearest(name, [*rules.GROUPS, *rules.codes()])
        hint = t("use {near}", near=near) if near else t("run wsisc explain to list the rules and groups")
        return _warning(
            source, "unknown-rule", span, t('the rule "{name}" does not exist', name=excerpt(name)), hint, path
        )
    if group in rules.REQUIRED_GROUPS:
        hint = t("fix the problem and delete the comment")
        return _warning(
            source,
            "refused-ignore",
            span,
            t("{name} cannot be ignored: no document can be built without it", name=name),
            hint,
            path,
        )
    return None


class _Layout(NamedTuple):
    """The places of the values of a source: scalars in order, keys and values by line.

    `starts` are those of `scalars`; `next_content` is, by line, the next line with content.
    """

    starts: list[tuple[int, int]]
    scalars: list[tuple[DataPath, SourceMark]]
    keys: Mapping[int, list[tuple[int, DataPath]]]
    values: Mapping[int, list[tuple[int, DataPath]]]
    next_content: list[int | None]


def _read_layout(source: Source) -> _Layout:
    marks = source.marks.items()
    keys = group_values((mark.key.line, (mark.key.column, path)) for path, mark in marks if mark.key)
    values = group_values(
        (line, (mark.value.column, path))
        for path, mark in marks
        for line in {mark.value.line, mark.value.end_line if mark.value.end_column else mark.value.line}
        if path
    )
    scalars = [(path, mark) for path, mark in marks if not isinstance(source.value(path), dict | list)]
    scalars.sort(key=lambda each: each[1].value[:2])
    next_content: list[int | None] = [None] * len(source.lines)
    for line in range(len(source.lines) - 1, 0, -1):
        next_content[line - 1] = next_content[line] if re.match(_NO_CONTENT, source.lines[line]) else line
    return _Layout([mark.value[:2] for _, mark in scalars], scalars, keys, values, next_content)


def _target_path(source: Source, layout: _Layout, line: int, column: int) -> DataPath | None:
    """Return the path that a comment applies to, () where it applies to none, None where it is part of a text."""
    at = bisect_right(layout.starts, (line, column)) - 1
    if at >= 0:
        path, mark = layout.scalars[at]
        if (line, column) < mark.value[2:]:
            return path if mark.style in _BLOCK_STYLES and line == mark.value.line else None
    before = source.lines[line][:column].strip()
    if before.strip("-"):
        return _first_path_on(layout, line)
    next_line = layout.next_content[line]
    if next_line is None:
        return ()
    return _first_path_on(layout, next_line, bool(before) or source.lines[next_line].lstrip().startswith("- "))


def _first_path_on(layout: _Layout, line: int, is_item: bool = False) -> DataPath:
    """Return the path of the first key on a line, otherwise of the first value that begins or ends there.

    With `is_item` it is the path of the list item that begins there.
    """
    keys, values = layout.keys.get(line, []), layout.values.get(line, [])
    items = [(len(path), path) for _, path in values if is_item and isinstance(path[-1], int)]
    return min(items or keys or values, default=(0, ()))[1]


def _warning(source: Source, code: str, span: Span, message: str, hint: str, path: DataPath = ()) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, hint, source.file, span, path)
