"""Two compared versions -> a text for people, by part and section, in which changed words are marked.

Colours are ANSI codes; callers strip them where the output does not support them.
"""

import re
from collections.abc import Iterator, Sequence

from wsisc.diff_report import summary
from wsisc.diff_report.entries import Entry
from wsisc.diff_report.groups import ChangeGroup, Location, list_groups, value_label
from wsisc.diff_report.marked_words import escape_signs, format_atoms, format_words
from wsisc.diff_report.summary import SummaryRow
from wsisc.diff_report.versions import VersionComparison
from wsisc.document import figures
from wsisc.report.common import sanitize
from wsisc.report.full import pluralize
from wsisc.report.tables import align

_BETWEEN = " > "
_KINDS = {"submission": "Submission", "footnotes": "Footnotes", "figures": "Figures", "all": "All"}
_HEAD = ("part", "changes", "words removed", "words added", "sections")
_FIRST_LINES = re.compile(r"--- .+\n\+\+\+ .+\n\n")
_LAST_LINE = re.compile(r"no differences|[\d,]+ changes?: [\d,]+ words? removed, .*")


def format_text(versions: VersionComparison, has_summary: bool) -> str:
    """Return the report; with `has_summary` it begins with a table of what changed in each part."""
    groups = list_groups(versions)
    names = [sanitize(each.name) for each in (versions.old, versions.new)]
    pieces = [_bold(f"--- {names[0]}\n+++ {names[1]}".replace("\n", "\x1b[0m\n\x1b[1m"))]
    rows = summary.summarize(versions, groups)
    if not groups:
        return "\n\n".join([*pieces, "no differences"])
    if has_summary:
        pieces.append(_format_summary(rows))
    pieces += [_format_group(versions, each) for each in groups]
    return "\n\n".join([*pieces, _bold(describe(rows[-1]))])


def is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier report of this kind."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    last = text.rstrip("\n").rpartition("\n")[2]
    return bool(_FIRST_LINES.match(text) and _LAST_LINE.fullmatch(last))


def describe(row: SummaryRow) -> str:
    """Return the numbers of a row as a sentence."""
    words = f"{pluralize(row.words_removed, 'word')} removed, {row.words_added:,} added"
    return ", ".join(filter(None, [f"{pluralize(row.changes, 'change')}: {words}", _describe_sections(row, "section")]))


def _describe_sections(row: SummaryRow, noun: str = "") -> str:
    """Return how many sections were added, removed and moved, with their noun if there is one."""
    counts = {"added": row.sections_added, "removed": row.sections_removed, "moved": row.sections_moved}
    named = [(pluralize(count, noun) if noun else str(count), action) for action, count in counts.items() if count]
    return ", ".join(f"{count} {action}" for count, action in named)


def summary_table(rows: Sequence[SummaryRow]) -> list[tuple[str, ...]]:
    """Return the cells of a summary: a header, then a row for each part and for all."""
    table = [
        (
            sanitize(each.label) or _KINDS.get(each.kind, each.kind),
            *(f"{number:,}" for number in (each.changes, each.words_removed, each.words_added)),
            _describe_sections(each),
        )
        for each in rows
    ]
    return [_HEAD, *table]


def _format_summary(rows: Sequence[SummaryRow]) -> str:
    head, *lines = align(summary_table(rows), "<>>><")
    return "\n".join([_bold(head), *lines])


def _format_group(versions: VersionComparison, group: ChangeGroup) -> str:
    lines = [_format_heading(versions, group), *(f"  {line}" for line in _format_values(versions, group))]
    is_close, head = True, None
    for entry in group.entries:
        is_compact = entry.kind in ("item", "row", "list")
        lines += [] if is_close or len(lines) == 1 else [""]
        indent = "  " * max(entry.depth, 1)
        if entry.head and entry.head is not head and 1 not in entry.rows:
            lines.append(f"{indent}| {' | '.join(format_atoms(cell.atoms) for cell in entry.head.children)} |")
        lines.append(f"{indent}{_format_entry(entry)}")
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
    return f"{where}{f' ({remark})' if remark else ''}{place}"


def _format_location(group: ChangeGroup) -> str:
    location = group.location
    titles = [_bold(escape_signs(sanitize(each))) for each in location.titles]
    if group.kind == "section" and group.title and group.action not in ("added", "removed"):
        titles[-1] = format_words(group.title, is_shortened=False)
    path = _bold(_BETWEEN).join([*([_bold(sanitize(location.part))] if location.part else []), *titles])
    if group.kind in ("footnote", "figure"):
        name = sanitize(group.name)
        label = _bold(f"Footnote [^{name}]" if group.kind == "footnote" else f"Figure {name}")
        return f"{label} in {path}" if path else label
    return path or _bold(_KINDS["submission"])


def _describe_action(group: ChangeGroup) -> str:
    if group.action != "moved":
        return f"{group.kind} {group.action}" if group.action in ("added", "removed") else ""
    assert group.old
    assert group.new
    if group.old.path[:-1] == group.new.path[:-1]:
        return f"section moved from place {int(group.old.path[-1]) + 1} to {int(group.new.path[-1]) + 1}"
    return f"section moved from {_format_plain(group.old)}"


def _format_plain(location: Location) -> str:
    """Return the place around a section."""
    return escape_signs(sanitize(_BETWEEN.join([location.part, *location.titles[:-1]])))


def _format_values(versions: VersionComparison, group: ChangeGroup) -> Iterator[str]:
    """Yield the lines of values and of the image."""
    for each in group.other_values:
        version = versions.new if each.new_path else versions.old
        yield f"{value_label(version, each, group.location)}: {format_words(each.words, is_shortened=False)}"
    if group.has_other_image and group.old and group.new:
        images = (
            versions.old.figures.images.get(str(group.old.path[1])),
            versions.new.figures.images.get(str(group.new.path[1])),
        )
        known = [figures.describe_image(each.content) for each in images if each]
        yield f"Image: replaced{f' ({known[0]}, now {known[1]})' if len(known) == len(images) else ''}"


def _format_entry(entry: Entry) -> str:
    if entry.kind == "row":
        return f"| {' | '.join(format_words(cell) for cell in entry.cells)} |"
    if entry.kind == "list":
        return f"list: {format_words(entry.words)}"
    if entry.kind == "figure":
        return f"figure: {format_words(entry.words)}"
    return f"{entry.marker} {format_words(entry.words)}" if entry.marker else format_words(entry.words)


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"
