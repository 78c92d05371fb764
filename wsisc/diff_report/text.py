"""Two compared versions -> a text for people, by part and section, in which changed words are marked.

Words are marked as `git diff --word-diff` does: removed words are [-so-], added ones {+so+}. Where only the formatting
changed, its Markdown signs were removed or added: "{+**+}word{+**+}". What did not change is shortened to the words
around a change. Such signs in the text itself have a backslash, \\[-as here-\\].

Colours are ANSI codes; callers strip them where the output does not support them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from wsisc.diff.word_changes import group_words
from wsisc.diff.word_tree import Atom, Signature
from wsisc.diff_report.compared_versions import VersionComparison
from wsisc.diff_report.groups import (
    ACTIONS,
    KINDS,
    ChangeGroup,
    Entry,
    Location,
    SummaryRow,
    Words,
    atom_text,
    build_table,
    list_groups,
    summarize,
    value_label,
)
from wsisc.document import figures
from wsisc.messages import join, localization, plural, t
from wsisc.messages.localization import current_language, translate
from wsisc.report import previous
from wsisc.report.full import cell_width
from wsisc.report.text_tables import align
from wsisc.source.markup.marked_text import Mark, MarkKind, find_values
from wsisc.text.sanitize import sanitize

_MOVED_HERE, _MOVED_AWAY = t("moved to this place"), t("moved away from this place")
_LEAST_MOVED = 4  # a guess: fewer words, such as those of a label, can be the same without having been moved
_CONTEXT = 40  # cells of words shown before and after a change: about six words
_LIKE_SIGN = re.compile(r"(?<!\\)\\*(?:\[(?=-)|\{(?=\+))|(?<=-)\\*\]|(?<=\+)\\*\}")
_BEFORE_SIGN = re.compile(r"(?<!\\)\\+(?=\x1b\[3[12]m)")
_NOT_FIRST = " ,;:.)،؛，。；：）"  # signs with which no shortened text begins
_BETWEEN = " > "
_KINDS = KINDS | {"footnotes": t("Footnotes"), "figures": t("Figures")}
_HEAD = (t("part"), t("changes"), t("words removed"), t("words added"), t("sections"))
_ACTIONS = ACTIONS | {
    ("footnote", "added"): t("footnote added"),
    ("footnote", "removed"): t("footnote removed"),
    ("figure", "added"): t("figure added"),
    ("figure", "removed"): t("figure removed"),
}
_FIRST_LINES = re.compile(r"--- .+\n\+\+\+ .+\n\n")


def format_words(words: Words, is_shortened: bool = True) -> str:
    """Return words as a line, in colours. With `is_shortened`, unchanged ones are left out where they are many."""
    pieces = []
    for index, change in enumerate(words):
        if change.action == "same":
            ends = (index > 0, index + 1 < len(words))
            pieces.append(_shorten(change.new, *ends) if is_shortened else format_atoms(change.new))
        elif change.action == "formatted":
            pieces.append(_format_formatted(change.old, change.new))
        else:
            pieces.append(_format_changed(format_marked(change.old or change.new), change.action))
    return _BEFORE_SIGN.sub(lambda found: found[0] * 2, "".join(pieces))


def format_atoms(atoms: Sequence[Atom]) -> str:
    """Return words as they are read, on one line, without their formatting."""
    return escape_signs(_join(atoms))


def escape_signs(text: str) -> str:
    """Return a text with a backslash before brackets that look like signs of changes; those before them double."""
    return _LIKE_SIGN.sub(lambda found: f"{found[0][:-1] * 2}\\{found[0][-1]}", text)


def _join(atoms: Sequence[Atom]) -> str:
    return sanitize("".join(map(atom_text, atoms)))


def format_marked(atoms: Sequence[Atom]) -> str:
    """Return words as Markdown, with the addresses of links."""
    pieces = []
    for marks, group in groupby(atoms, key=lambda atom: atom.marks):
        text = _join(tuple(group))
        signs, targets = _split_marks(marks)
        inner = text.strip()
        marked = f"{signs}{inner}{signs[::-1]}" if inner else ""
        for target in targets:
            marked = f"[{marked}]{target}"
        pieces.append(text.replace(inner, marked, 1) if inner else text)
    return escape_signs("".join(pieces))


def _split_marks(marks: Sequence[Mark]) -> tuple[str, tuple[str, ...]]:
    """Return the signs of bold and italics, and what follows the brackets of links and foreign phrases."""
    signs = "".join(mark.signs for mark in marks)
    languages = (f"{{lang={code}}}" for code in find_values(marks, MarkKind.LANGUAGE))
    addresses = (f"({sanitize(address)})" for address in find_values(marks, MarkKind.LINK))
    return signs, (*addresses, *languages)


def _format_changed(text: str, action: str) -> str:
    """Return removed or added words between their signs; spaces around them are outside."""
    inner = text.strip(" ")
    if not inner:
        return _mark(text, action)
    before, _, after = text.partition(inner)
    return f"{before}{_mark(inner, action)}{after}"


def _mark(text: str, action: str) -> str:
    return f"\x1b[31m[-{text}-]\x1b[0m" if action == "removed" else f"\x1b[32m{{+{text}+}}\x1b[0m"


def _format_formatted(old: Sequence[Atom], new: Sequence[Atom]) -> str:
    pairs = zip(old, new, strict=True)
    groups = groupby(pairs, key=lambda pair: (pair[0].marks, pair[1].marks))
    return "".join(_format_marks(*marks, format_atoms([pair[1] for pair in group])) for marks, group in groups)


def _format_marks(old: Sequence[Mark], new: Sequence[Mark], text: str) -> str:
    """Return words whose formatting changed, with the signs, addresses and languages that were removed and added."""
    removed, added = (
        _split_marks([mark for mark in marks if mark not in other]) for marks, other in ((old, new), (new, old))
    )
    inner = text.strip(" ")
    signs = "".join(_mark(sign, action) for sign, action in ((removed[0], "removed"), (added[0], "added")) if sign)
    targets = "".join(
        _mark(escape_signs(target), action)
        for targets, action in ((removed[1], "removed"), (added[1], "added"))
        for target in targets
    )
    return text.replace(inner, f"{signs}{inner}{signs}{targets}", 1) if inner else text


def _shorten(atoms: Sequence[Atom], has_before: bool, has_after: bool) -> str:
    """Return unchanged words, without those that are far from a change before or after them."""
    groups = [_join(group) for group in group_words(atoms)]
    head = "".join(_first_words(groups)) if has_before else ""
    tail = "".join(list(_first_words(groups[::-1]))[::-1]) if has_after else ""
    if not (has_before or has_after) or len(head) + len(tail) >= sum(map(len, groups)):
        return escape_signs("".join(groups))
    shown = f"{head.rstrip(' ')} …" if has_before else "…"
    return escape_signs(f"{shown} {tail.lstrip(_NOT_FIRST)}" if has_after else shown)


def _first_words(groups: Sequence[str]) -> Iterator[str]:
    """Yield words from the start until they have the width of the context."""
    width = 0
    for group in groups:
        width += cell_width(group)
        if width > _CONTEXT:
            return
        yield group


def format_text(versions: VersionComparison, has_summary: bool) -> str:
    """Return the report; with `has_summary` it begins with a table of what changed in each part."""
    groups = list_groups(versions)
    names = [sanitize(version.name) for version in (versions.old, versions.new)]
    pieces = [_bold(f"--- {names[0]}\n+++ {names[1]}".replace("\n", "\x1b[0m\n\x1b[1m"))]
    rows = summarize(versions, groups)
    if not groups:
        return "\n\n".join([*pieces, translate(t("no differences"))])
    if has_summary:
        pieces.append(_format_summary(rows))
    moved = _find_moved(groups)
    pieces += [_format_group(versions, group, moved) for group in groups]
    return "\n\n".join([*pieces, _bold(translate(describe(rows[-1])))])


def is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier report of this kind."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    last = text.rstrip("\n").rpartition("\n")[2]
    is_last = any(_last_line(language).fullmatch(last) for language in localization.languages())
    return bool(_FIRST_LINES.match(text) and is_last)


@cache
def _last_line(language: str) -> re.Pattern[str]:
    """Return what a report ends with in a language."""
    none = previous.as_pattern(t("no differences"), language)
    changes = previous.as_pattern(_count_changes(1), language)
    words = previous.as_pattern(_count_words(1, 1), language)
    total = t("{changes}: {words}", changes="", words="")
    return re.compile(f"{none}|{previous.as_pattern(total, language, changes=changes, words=words)}.*")


def describe(row: SummaryRow) -> str:
    """Return the numbers of a row as a sentence."""
    words = _count_words(row.words_removed, row.words_added)
    total = t("{changes}: {words}", changes=_count_changes(row.changes), words=words)
    counts = (
        plural("1 section added", "{count:,} sections added", row.sections_added) if row.sections_added else "",
        plural("1 section removed", "{count:,} sections removed", row.sections_removed) if row.sections_removed else "",
        plural("1 section moved", "{count:,} sections moved", row.sections_moved) if row.sections_moved else "",
    )
    return join([total, *filter(None, counts)])


def _count_changes(count: int) -> str:
    return plural("1 change", "{count:,} changes", count)


def _count_words(removed: int, added: int) -> str:
    return plural("1 word removed, {added:,} added", "{count:,} words removed, {added:,} added", removed, added=added)


def _format_summary(rows: Sequence[SummaryRow]) -> str:
    shown = [replace(row, label=sanitize(row.label)) for row in rows]
    table = build_table(shown, current_language(), _HEAD, _KINDS)
    head, *lines = align(table, "<>>><"[: len(table[0])])
    return "\n".join([_bold(head), *lines])


def _find_moved(groups: Sequence[ChangeGroup]) -> frozenset[int]:
    """Return the `id()` of entries that are one block which was moved: removed once, and added once, word for word."""
    places: dict[Signature, list[Entry]] = {}
    for entry in (each for group in groups for each in group.entries if each.kind in ("paragraph", "item")):
        node = entry.old or entry.new
        if node and entry.action in ("removed", "added") and len(node.words.split()) >= _LEAST_MOVED:
            places.setdefault(node.signature, []).append(entry)
    pairs = (found for found in places.values() if sorted(each.action for each in found) == ["added", "removed"])
    return frozenset(id(each) for found in pairs for each in found)


def _format_group(versions: VersionComparison, group: ChangeGroup, moved: Collection[int]) -> str:
    lines = [_format_heading(versions, group), *(f"  {line}" for line in _format_values(versions, group))]
    is_close, head = True, None
    for entry in group.entries:
        is_compact = entry.kind in ("item", "row", "list")
        lines += [] if is_close or len(lines) == 1 else [""]
        indent = "  " * max(entry.depth, 1)
        if entry.head and entry.head is not head and 1 not in entry.rows:
            lines.append(f"{indent}| {' | '.join(format_atoms(cell.atoms) for cell in entry.head.children)} |")
        remark = (_MOVED_HERE if entry.new else _MOVED_AWAY) if id(entry) in moved else ""
        lines.append(f"{indent}{_format_entry(entry)}{f'  ({translate(remark)})' if remark else ''}")
        head = entry.head
        is_close = is_compact
    return "\n".join(lines)


def _format_heading(versions: VersionComparison, group: ChangeGroup) -> str:
    """Return where the changes are, what happened to the place as a whole, and its line in the file."""
    where = _format_location(group)
    remark = _describe_action(group)
    version = versions.new if group.new else versions.old
    line = version.find_line(group.location.path) if group.location.path else None
    place = f"  \x1b[2m{sanitize(version.name)}:{line}\x1b[0m" if line else ""
    return f"{where}{f' ({translate(remark)})' if remark else ''}{place}"


def _format_location(group: ChangeGroup) -> str:
    location = group.location
    titles = [_bold(escape_signs(sanitize(title))) for title in location.titles]
    if group.kind == "section" and group.title and group.action not in ("added", "removed"):
        titles[-1] = format_words(group.title, is_shortened=False)
    path = _bold(_BETWEEN).join([*([_bold(sanitize(location.part))] if location.part else []), *titles])
    if group.kind in ("footnote", "figure"):
        name = sanitize(group.name)
        named = t("Footnote [^{name}]", name=name) if group.kind == "footnote" else t("Figure {name}", name=name)
        label = _bold(translate(named))
        return translate(t("{label} in {path}", label=label, path=path)) if path else label
    return path or _bold(translate(_KINDS["submission"]))


def _describe_action(group: ChangeGroup) -> str:
    if group.action != "moved":
        return _ACTIONS.get((group.kind, group.action), "")
    assert group.old
    assert group.new
    if group.old.path[:-1] == group.new.path[:-1]:
        first, last = (int(location.path[-1]) + 1 for location in (group.old, group.new))
        return t("section moved from place {first} to {last}", first=first, last=last)
    return t("section moved from {origin}", origin=_format_plain(group.old))


def _format_plain(location: Location) -> str:
    """Return the place around a section."""
    return escape_signs(sanitize(_BETWEEN.join([location.part, *location.titles[:-1]])))


def _format_values(versions: VersionComparison, group: ChangeGroup) -> Iterator[str]:
    """Yield the lines of values and of the image."""
    for value in group.other_values:
        version = versions.new if value.new_path else versions.old
        label, words = value_label(version, value, group.location), format_words(value.words, is_shortened=False)
        yield translate(t("{label}: {words}", label=label, words=words))
    if group.has_other_image and group.old and group.new:
        images = (
            versions.old.figures.images.get(str(group.old.path[1])),
            versions.new.figures.images.get(str(group.new.path[1])),
        )
        known = [figures.describe_image(image.content) for image in images if image]
        replaced = t("Image: replaced")
        if len(known) == len(images):
            replaced = t("Image: replaced ({old}, now {new})", old=known[0], new=known[1])
        yield translate(replaced)


def _format_entry(entry: Entry) -> str:
    if entry.kind == "row":
        return f"| {' | '.join(format_words(cell) for cell in entry.cells)} |"
    if entry.kind == "list":
        return translate(t("list: {words}", words=format_words(entry.words)))
    if entry.kind == "figure":
        return translate(t("figure: {words}", words=format_words(entry.words)))
    return f"{entry.marker} {format_words(entry.words)}" if entry.marker else format_words(entry.words)


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"
