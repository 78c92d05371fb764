"""The items of a list end with different punctuation, or the last one with a comma or semicolon.

All items end with a full stop, or all with none; where they end with semicolons, the last ends with a full stop.

Fails::

    parts:
      one:
        text: |
          1) Promoting the use of ICT;
          2) Publishing judgements;

Passes::

    parts:
      one:
        text: |
          1) promoting the use of ICT;
          2) translating judgements; and
          3) publishing them.

          - In short
          - In full

Reference: United Nations Editorial Manual, Paragraphs and subparagraphs: punctuation with bullets.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from wsisc.document.prose import MASK, Passage, Reading
from wsisc.lint import cited_text
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, Finding, Severity
from wsisc.source.markup import tree

SEVERITY = Severity.WARNING

_USUAL = {"。": ".", "；": ";", "؛": ";", "，": ",", "،": ","}
_CONJUNCTION = r"(?<=[;,；，؛،])\s+(?:\w{1,3}|and/or)$"
_ABBREVIATION = r"(?:\bт\. ?[пдек]|\bдр|\betc|\bet al)\.$"
_AMBIGUOUS_ENDS = ("?", "!", ":", "…", "？", "！", "：", "؟", MASK, "etc.", "...")
_CLOSING = "\"'”’»)]）"
_WORD = r"\S+$"
_NOT_LATIN = "\u0590"
_LAST_HINT = t("end the last item with a full stop")
_NAMES = {"": t("no punctuation"), ".": t("a full stop"), ";": t("a semicolon"), ",": t("a comma")}


class _SimpleList(NamedTuple):
    """A list of items of one paragraph each, the marks at their ends (None: not comparable), and the usual one."""

    items: list[Passage]
    ends: list[str | None]
    usual: str | None
    is_continued: bool


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the items that end differently from the others of their list, or not as a last item must."""
    lists = list(_simple_lists(reading))
    for each in lists:
        for item, end in zip(each.items[:-1], each.ends[:-1], strict=True):
            if end not in (None, each.usual):
                message = t(
                    "the list item ends with {mark}, others with {usual}",
                    mark=_NAMES[end or ""],
                    usual=_NAMES[each.usual or ""],
                )
                yield _finding(item, message, t("end all items in the same way"))
        yield from _check_last(each)
    yield from _check_last_items(lists)


def _simple_lists(reading: Reading) -> Iterator[_SimpleList]:
    """Yield the lists without nested lists and without items of several paragraphs."""
    found: dict[tuple[DataPath, int], list[Passage]] = {}
    continued = set()
    previous = None
    for passage in reading.passages:
        if passage.kind == "item" and passage.group:
            previous = (passage.path, passage.group)
            found.setdefault(previous, []).append(passage)
        elif previous and passage.path == previous[0] and passage.kind == "paragraph" and passage.text[0].islower():
            continued.add(previous)
            previous = None
        else:
            previous = None
    sizes = {
        (path, number): _count_simple_items(group)
        for path, _, rich in reading.rich_texts
        for number, group in enumerate(tree.outermost_groups(rich.blocks), 1)
    }
    for (path, group), items in found.items():
        if sizes.get((path, group)) == len(items):
            ends = [_end(item.text) for item in items]
            yield _SimpleList(items, ends, _usual_end(ends), (path, group) in continued)


def _count_simple_items(group: tree.List | tree.Table) -> int:
    """Return the number of items of a list, 0 for one with a nested list."""
    is_nested = any(isinstance(node, tree.List | tree.Table) for node in tree.walk(group.children))
    return 0 if is_nested or isinstance(group, tree.Table) else len(group.children)


def _end(text: str) -> str | None:
    """Return the mark at the end of an item, "" for none, None for a question, an address, no words."""
    text = re.sub(_CONJUNCTION, "", text.rstrip())
    if not text or text.endswith(_AMBIGUOUS_ENDS) or cited_text.is_reference(text) or re.search(_ABBREVIATION, text):
        return None
    if text[-1] in _CLOSING and len(text) > 1:
        text = text[:-1]
    mark = _USUAL.get(text[-1], text[-1])
    return mark if mark in ".;," else ""


def _usual_end(ends: list[str | None]) -> str | None:
    """Return the usual end of the items before the last.

    Of equals it is a semicolon where the last item ends with a full stop, otherwise the last item's, or the first.
    """
    known = [each for each in ends[:-1] if each is not None]
    counts = Counter(known)
    preferred = ";" if ends[-1] == "." and ";" in counts else ends[-1]
    return max(counts, key=lambda end: (counts[end], end == preferred, -known.index(end)), default=None)


def _check_last(each: _SimpleList) -> Iterator[Finding]:
    end, item = each.ends[-1], each.items[-1]
    if each.is_continued or end is None:
        return
    if end and end in ";,":
        yield _finding(item, t("the last list item ends with {mark}", mark=_NAMES[end]), _LAST_HINT, ".")
    elif end == "" and each.usual:
        message = t("the last list item ends with no punctuation, others with {usual}", usual=_NAMES[each.usual])
        yield _finding(item, message, _LAST_HINT, ".")


def _check_last_items(lists: list[_SimpleList]) -> Iterator[Finding]:
    """Yield the last items with a full stop where those of similar lists have none, or the reverse."""
    like = [each for each in lists if each.usual == "" and each.ends[-1] in ("", ".") and not each.is_continued]
    stopped = [each for each in like if each.ends[-1] == "."]
    bare = [each for each in like if each.ends[-1] == ""]
    if stopped and bare:
        rarer = stopped if len(stopped) <= len(bare) else bare
        message = t(
            "the last list item ends with {mark}, unlike those of other lists", mark=_NAMES[rarer[0].ends[-1] or ""]
        )
        hint = t("end the last items of all lists in the same way")
        yield from (_finding(each.items[-1], message, hint) for each in rarer)


def _finding(item: Passage, message: str, hint: str, mark: str = "") -> Finding:
    """Return a finding on the last word of an item; `mark` is the mark that must end it."""
    end = len(item.text.rstrip())
    match = re.compile(_WORD).search(item.text, 0, end)
    start = match.start() if match else 0
    shown = item.display_text[start:end]
    word = shown.rstrip(";,")
    fix = f"{word}{mark}" if word and mark and item.is_evenly_marked(start, end) and word[-1] < _NOT_LATIN else None
    return item.finding(start, end, t('{message}: "{words}"', message=message, words=shown), hint, fix)
