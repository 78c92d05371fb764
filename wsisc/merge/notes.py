"""What a merge leaves out or cannot know -> notes for the person who merges, as values."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wsisc.importer import tracking
from wsisc.merge import review
from wsisc.readers.word import differences
from wsisc.readers.word.content import WordContent
from wsisc.report.common import sanitize
from wsisc.report.full import pluralize
from wsisc.source import Source

_MAX_LINES = 8  # more line numbers would fill more than one line of a terminal


class MergeNote(NamedTuple):
    """A fact about a merge: its name in kebab-case, a sentence, and whether a person must look at it."""

    code: str
    message: str
    needs_person: bool = False


def describe_omitted_changes(others: Sequence[str], has_untracked: bool) -> Iterator[MergeNote]:
    """Yield a note on the changes that were not asked for: those of other people, and untracked ones."""
    omitted = [f"the tracked changes of {', '.join(others)}"] if others else []
    omitted += ["untracked changes"] if has_untracked else []
    if omitted:
        yield MergeNote("changes-of-others", f"left out: {'; '.join(omitted)}")


def describe_differences(parsed: Source, count: int, lines: Sequence[int]) -> MergeNote:
    """Return a note on passages of a Word file that differ from the file, though the reviewer did not change them.

    `lines` are those of the passages that are in the file.
    """
    if not lines:
        them = "is not in {0}, because it was" if count == 1 else "are not in {0}, because they were"
        lack = f"{them.format(parsed.file)} removed after the file was sent"
        return MergeNote("changes-of-author", f"{pluralize(count, 'passage')} of the Word file {lack}")
    named = f"{', '.join(map(str, lines[:_MAX_LINES]))}{', …' if len(lines) > _MAX_LINES else ''}"
    which, differ, they = ("line", "differs", "it was") if len(lines) == 1 else ("lines", "differ", "they were")
    because = f"because {they} changed after the file was sent"
    return MergeNote("changes-of-author", f"{which} {named} of {parsed.file} {differ} from the Word file {because}")


def describe_content(content: WordContent, sent: WordContent | None) -> Iterator[MergeNote]:
    """Yield notes on what is left out of a reviewed Word file; `sent` is the one that was sent out, if known."""
    if harmful := review.count_forbidden(content):
        kinds = ", ".join(f"U+{ord(each):04X}" for each in sorted(harmful))
        left_out = f"left out {pluralize(harmful.total(), 'character')} of the Word file"
        yield MergeNote("forbidden-characters", f"{left_out} that a submission cannot contain: {kinds}")
    ignored = {each.author for each in content.formatting_changes if not each.summary}
    if people := sorted(sanitize(each) or tracking.UNKNOWN_AUTHOR for each in ignored):
        message = (
            f"left out: tracked formatting by {', '.join(dict.fromkeys(people))}, which submissions do not support"
        )
        yield MergeNote("tracked-formatting", message)
    if sent and (looks := list(differences.describe_layout_changes(sent, content))):
        yield MergeNote("layout", f"left out, because submissions do not support it: {sanitize('; '.join(looks))}")
    if undated := content.invalid_dates:
        dates = ", ".join(sanitize(each) for each in undated)
        yield MergeNote("invalid-dates", f"left out invalid dates: {dates}", needs_person=True)


def describe_new_errors(codes: Sequence[str], name: str) -> Iterator[MergeNote]:
    """Yield a note on the codes of errors that a file had not before the merge."""
    if codes:
        message = f"new errors in {name}: {', '.join(codes)}; run wsisc validate {name}"
        yield MergeNote("new-errors", message, needs_person=True)
