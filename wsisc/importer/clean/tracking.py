"""The tracked changes of a Word file, all accepted -> the items that report them, none of which needs a person.

Deleted words are reported by themselves; here is who changed the file, and what formatting was changed.
"""

from collections.abc import Iterator

from wsisc.importer.account.report import ReportItem
from wsisc.messages import join, join_clauses, t
from wsisc.readers.word import accept_reject
from wsisc.readers.word.content import WordContent
from wsisc.text.words import one_line

_KIND_NAMES = {"insertion": t("insertions"), "deletion": t("deletions"), "formatting": t("formatting")}
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
    people = [
        t(
            "{author} ({kinds})",
            author=author or UNKNOWN_AUTHOR,
            kinds=join(_KIND_NAMES[each] for each in _KIND_NAMES if each in found),
        )
        for author, found in sorted(kinds.items())
    ]
    if kinds:
        yield ReportItem(t("tracked changes, all accepted"), join_clauses(people), 0, False)
    for each in content.formatting_changes:
        if each.summary:
            said = one_line(f"{each.summary}: {each.words}")
            yield ReportItem(
                t("tracked change of formatting, accepted"),
                t("{text} ({author})", text=said, author=each.author or UNKNOWN_AUTHOR),
                0,
                False,
            )
