"""A change of a reviewer -> the lines that report it: its place in file and form, old and new words, and its author."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

import click

from wsisc import source
from wsisc.calls import schema
from wsisc.calls.call import Catalogue
from wsisc.diagnostic import DataPath
from wsisc.diff import tree
from wsisc.diff.change import HARD_TO_SEE, IN_REVERSE, Change, TextEdit
from wsisc.importer import tracking
from wsisc.merge import conflict_comments
from wsisc.merge.excerpts import MOST_WORDS, cut_to_difference
from wsisc.readers.word.content import FormattingChange
from wsisc.report.common import sanitize
from wsisc.report.full import pluralize
from wsisc.source import Source

_MAX_LINES = 8
"""More line numbers would fill more than one line of a terminal."""
_VERDICT_MARKS = {"clean": ("landed", "green"), "conflict": ("conflict", "red"), "refused": ("not landed", "red")}
_REVIEW_KINDS = (HARD_TO_SEE, IN_REVERSE)
_REVIEW_MARK = ("to be looked at", "red")
_IGNORED_MARK = ("not taken", "yellow")
_REASONS = {
    "conflict": "the file has other words here too; yours stand, the reviewer's wait under comments:",
    "form": "it comes from the call, or the format has no place for it",
}
_OPEN_CONFLICTS = "{} under comments: for you to decide; wsisc validate {} shows where"


def sort_by_place(changes: Sequence[Change], read: Source) -> list[Change]:
    """Return changes in the order of the file, followed by those that have no place in it."""
    return sorted(changes, key=lambda change: (not change.path, _find_line(change, read) if change.path else 0))


def find_removed_entries(read: Source, content: bytes) -> Iterator[Change]:
    """Yield changes that report the footnotes and figures that a merge removed because no text uses them any more."""
    after = source.read(content, "")
    for holder in ("footnotes", "figures"):
        before, remaining = (each.value((holder,)) for each in (read, after))
        for name in before if isinstance(before, dict) else ():
            if not isinstance(remaining, dict) or name not in remaining:
                entry = before[name]
                words = entry if isinstance(entry, str) else entry.get("caption") or entry.get("file", "")
                kind, old = f"unused entry of {holder}", f"{name}: {words}"
                yield Change("removed", kind, (holder, name), old, "", is_tracked=True)


def map_lines(old: Sequence[str], new: Sequence[str]) -> Callable[[int], int]:
    """Return a function from the number of a line in an old version of a file to its number in the new one."""
    now: dict[int, int] = {}
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for at in range(a, b):
            same = [] if kind == "equal" else [found for found, line in enumerate(new) if line == old[at]]
            now[at] = same[0] if len(same) == 1 else min(c + at - a, max(d - 1, c), len(new) - 1)
    return lambda line: now.get(line - 1, line - 1) + 1


def format_change(
    change: Change,
    read: Source,
    known: Catalogue,
    is_applied: bool = True,
    current_line: Callable[[int], int] = lambda line: line,
) -> str:
    """Return a change as lines for people.

    `is_applied` is whether the file contains it already; `current_line` maps lines to those of the file as it is now.
    """
    word, colour = _VERDICT_MARKS.get(change.verdict, _IGNORED_MARK)
    word, colour = _REVIEW_MARK if change.kind in _REVIEW_KINDS else (word, colour)
    word = "change" if change.verdict == "clean" and not is_applied else word
    where = f"{read.file}:{current_line(_find_line(change, read))}" if change.path else read.file
    label = _label(read, known, change.path) if change.path else ""
    who = sanitize(change.author) or ("" if change.is_tracked else "not tracked")
    by = [who, sanitize(change.date).partition("T")[0]]
    why = change.reason or _REASONS.get(change.verdict, "") * (is_applied or change.verdict == "form")
    word = click.style(word, fg=colour, bold=True)
    lines = [
        f"{word}: {sanitize(f'{change.kind} {change.action}')}{f' ({why})' if why else ''}",
        f"  --> {', '.join(filter(None, [where + (f' ({label})' if label else ''), *by]))}",
    ]
    return "\n".join([*lines, *_format_versions(change)])


def _format_versions(change: Change) -> list[str]:
    """Return the old and the new words; for a conflict also those of the file."""
    most = MOST_WORDS if change.verdict in ("clean", "conflict") or not change.new else 0
    old, new = cut_to_difference(change.old, change.new, most)
    if change.verdict != "conflict":
        return [f"  - {sanitize(old)}"] * bool(old) + [f"  + {sanitize(new)}"] * bool(new)
    _, own = cut_to_difference(change.old, " ".join(change.quote.split()))
    versions = (("sent", old), ("reviewer", new), ("yours", own))
    return [f"  {name + ':':9} {sanitize(text) or '(nothing)'}" for name, text in versions]


def _find_line(change: Change, read: Source) -> int:
    edit = change.edit
    text = read.value(change.path)
    if isinstance(edit, TextEdit) and isinstance(text, str):
        links = read.value(("links",))
        node = tree.parse(text, tree.Names(links if isinstance(links, dict) else {}))
        for step in edit.node_path:
            if not node.children:
                break
            node = node.children[min(step, len(node.children) - 1)]
        return read.locate(change.path, node.start, node.start + 1).line
    if change.quote and isinstance(text, str) and (found := _find_quoted_block(text, change.quote)) is not None:
        return read.locate(change.path, found.start, found.start + 1).line
    return read.locate(change.path).line


def _find_quoted_block(text: str, quote: str) -> tree.Node | None:
    """Return the block of a text that contains the words of a change."""
    blocks = tree.parse(text, tree.Names({})).children
    return next((each for each in blocks if " ".join(quote.split()) in " ".join(each.words.split())), None)


def _label(read: Source, known: Catalogue, path: DataPath) -> str:
    name = read.value(("call",))
    return schema.label(_compose_schema(known, name if isinstance(name, str) else ""), path)


def _compose_schema(known: Catalogue, name: str) -> dict[str, object]:
    return schema.compose(known.find(name))


def summarize(file: str, changes: Sequence[Change], comments: int, dry_run: bool) -> str:
    """Return what became of all changes, and what remains to be done."""
    verdicts = [each.verdict for each in changes if each.kind not in _REVIEW_KINDS]
    to_review = len(changes) - len(verdicts)
    if not changes and not comments:
        return f"{file}: nothing to do, no words were changed or said since it was sent out that are not there already"
    pieces = [f"{pluralize(verdicts.count('clean'), 'change')} {'would land' if dry_run else 'landed'}"]
    if count := verdicts.count("conflict"):
        pieces.append(pluralize(count, "conflict"))
    pieces += [f"{to_review} to be looked at"] if to_review else []
    pieces += [f"{count} {word}" for word, count in _count_unapplied(verdicts) if count]
    if comments:
        pieces.append(f"{pluralize(comments, 'comment')} {'would be ' if dry_run else ''}added")
    lines = [f"{file}: {', '.join(pieces)}"]
    open_changes = [
        each
        for each in changes
        if each.verdict in ("conflict", "refused") and each.reason != conflict_comments.NO_PLACE
    ]
    if open_changes and not dry_run:
        lines.append(_OPEN_CONFLICTS.format("1 waits" if len(open_changes) == 1 else f"{len(open_changes)} wait", file))
    return "\n".join(lines)


def describe_differences(
    read: Source, count: int, places: Sequence[DataPath], current_line: Callable[[int], int]
) -> str:
    """Return a note that passages of a Word file differ from the file, though the reviewer did not change them."""
    lines = [str(each) for each in sorted({current_line(read.locate(path).line) for path in places})]
    if not lines:
        them = "is not in {0}, because it was" if count == 1 else "are not in {0}, because they were"
        lack = them.format(read.file)
        return f"note: {pluralize(count, 'passage')} of the Word file {lack} taken out after the file was sent"
    named = f"{', '.join(lines[:_MAX_LINES])}{', …' if len(lines) > _MAX_LINES else ''}"
    which, differ, they = ("line", "differs", "it was") if len(lines) == 1 else ("lines", "differ", "they were")
    because = f"because {they} changed after the file was sent"
    return f"note: {which} {named} of {read.file} {differ} from the Word file {because}"


def describe_removed_characters(found: Counter[str]) -> str:
    """Return a note that characters of a Word file that are invisible, or change what is visible, were left out."""
    kinds = ", ".join(f"U+{ord(each):04X}" for each in sorted(found))
    return (
        f"note: {pluralize(found.total(), 'character')} of the Word file left out that no submission may hold: {kinds}"
    )


def describe_ignored_layout(formatting: Sequence[FormattingChange], looks: Sequence[str]) -> Iterator[str]:
    """Yield notes on layout of a Word file that is ignored: tracked formatting, alignment and properties."""
    if people := sorted({sanitize(each.author) or tracking.UNKNOWN_AUTHOR for each in formatting if not each.summary}):
        yield f"note: left out: tracked formatting that no submission holds, of {', '.join(people)}"
    if looks:
        yield f"note: not taken, a submission has no place for it: {sanitize('; '.join(looks))}"


def _count_unapplied(verdicts: Sequence[str]) -> list[tuple[str, int]]:
    words = (("refused", "not landed"), ("form", "not taken"), ("rejected", "rejected"))
    return [(word, verdicts.count(verdict)) for verdict, word in words]
