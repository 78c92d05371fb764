"""The tracked changes of a Word file, all accepted -> the items that report them, none of which needs a person.

Deleted words are reported by themselves; here is who changed the file, and what formatting was changed.
"""

from collections.abc import Iterator

from wsisc.importer.report import ReportItem
from wsisc.messages import t
from wsisc.readers.office_xml import one_line
from wsisc.readers.word import accept_reject
from wsisc.readers.word.content import WordContent

_KIND_NAMES = {"insertion": "insertions", "deletion": "deletions", "formatting": "formatting"}
UNKNOWN_AUTHOR = t("unknown author")
"""The author of a change without a name."""


def report_items(content: WordContent) -> Iterator[ReportItem]:
    """Yield the items that report the tracked changes of a content."""
    kinds: dict[str, set[str]] = {}
    for change, _ in accept_reject.tracked_changes(content):
        kinds.setdefault(change.author, set()).add(change.kind)
        if change.inserted_by is not None:
            kinds.setdefault(change.inserted_by, set()).add("insertion")
    for each in content.formatting_changes:
        kinds.setdefault(each.author, set()).add("formatting")
    people = (
        f"{author or UNKNOWN_AUTHOR} ({', '.join(name for kind, name in _KIND_NAMES.items() if kind in found)})"
        for author, found in sorted(kinds.items())
    )
    if kinds:
        yield ReportItem(t("tracked changes, all accepted"), "; ".join(people), 0, False)
    for each in content.formatting_changes:
        if each.summary:
            said = one_line(f"{each.summary}: {each.words}")
            yield ReportItem(
                t("tracked change of formatting, accepted"), f"{said} ({each.author or UNKNOWN_AUTHOR})", 0, False
            )
