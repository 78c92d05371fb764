"""What a merge leaves out or cannot know -> notes for the person who merges, as values."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from wsisc.calls.call import Catalogue
from wsisc.document.submission_file import SubmissionFile
from wsisc.importer.clean import clean_content
from wsisc.messages import join, join_clauses, plural, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.perception import differences
from wsisc.readers.perception.items import Aspect
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word import content as word
from wsisc.readers.word.content import WordContent
from wsisc.source import Source
from wsisc.text import portable_names
from wsisc.text.sanitize import harmful, sanitize
from wsisc.verification import round_trip
from wsisc.verification.round_trip import DocumentState

_MERGED_ASPECTS = (Aspect.WORDS, Aspect.STRUCTURE, Aspect.EMPHASIS, Aspect.IMAGES, Aspect.LOOKS)
_SPACES = re.compile("[\t\u2028\u2029\x0b\x0c\x85]")
_FORBIDDEN = re.compile(f"{harmful().pattern}|\u200b")
_MAX_LINES = 8  # more line numbers would fill more than one line of a terminal


class MergeNote(NamedTuple):
    """A fact about a merge: its name in kebab-case, a sentence, and whether a person must look at it."""

    code: str
    message: str
    needs_person: bool = False


@contextmanager
def add_to_errors(notes: Sequence[MergeNote]) -> Iterator[None]:
    """Add notes to an error, which a note on the version that was sent may explain."""
    try:
        yield
    except WsiscError as error:
        for each in notes:
            error.add_note(t("note: {message}", message=each.message))
        raise


def describe_conversion(ending: str) -> Iterator[MergeNote]:
    """Yield a note on the format that a document was converted from, if it was converted."""
    if ending:
        yield MergeNote("converted", t("converted to a Word file by LibreOffice, from {ending}", ending=ending))


def describe_omitted_changes(others: Sequence[str], has_untracked: bool) -> Iterator[MergeNote]:
    """Yield a note on the changes that were not requested: those of other people, and untracked ones."""
    omitted = [t("the tracked changes of {others}", others=join(others))] if others else []
    omitted += [t("untracked changes")] if has_untracked else []
    if omitted:
        yield MergeNote("changes-of-others", t("left out: {omitted}", omitted=join_clauses(omitted)))


def describe_differences(parsed: Source, count: int, lines: Sequence[int]) -> MergeNote:
    """Return a note on passages of a Word file that differ from the file, though the reviewer did not change them.

    `lines` are those of the passages that are in the file.
    """
    if not lines:
        message = plural(
            "1 passage of the Word file is not in {file}, because it was removed after the file was sent",
            "{count:,} passages of the Word file are not in {file}, because they were removed after the file was sent",
            count,
            file=parsed.file,
        )
        return MergeNote("changes-of-author", message)
    named = f"{', '.join(map(str, lines[:_MAX_LINES]))}{', …' if len(lines) > _MAX_LINES else ''}"
    message = plural(
        "line {lines} of {file} differs from the Word file because it was changed after the file was sent",
        "lines {lines} of {file} differ from the Word file because they were changed after the file was sent",
        len(lines),
        lines=named,
        file=parsed.file,
    )
    return MergeNote("changes-of-author", message)


def describe_content(content: WordContent, sent: WordContent | None) -> Iterator[MergeNote]:
    """Yield notes on what is left out of a reviewed Word file; `sent` is the one that was sent out, if known."""
    if harmful := count_forbidden(content):
        kinds = ", ".join(f"U+{ord(each):04X}" for each in sorted(harmful))
        message = plural(
            "left out 1 character of the Word file that a submission cannot contain: {kinds}",
            "left out {count:,} characters of the Word file that a submission cannot contain: {kinds}",
            harmful.total(),
            kinds=kinds,
        )
        yield MergeNote("forbidden-characters", message)
    ignored = {each.author for each in content.formatting_changes if not each.summary}
    if people := sorted(sanitize(each) or clean_content.UNKNOWN_AUTHOR for each in ignored):
        message = t(
            "left out: tracked formatting by {people}, which submissions do not support",
            people=", ".join(dict.fromkeys(people)),
        )
        yield MergeNote("tracked-formatting", message)
    if sent and (looks := list(differences.describe_layout_changes(sent, content))):
        yield MergeNote(
            "layout", t("left out, because submissions do not support it: {looks}", looks=sanitize("; ".join(looks)))
        )
    if undated := content.invalid_dates:
        dates = ", ".join(sanitize(each) for each in undated)
        yield MergeNote("invalid-dates", t("left out invalid dates: {dates}", dates=dates), needs_person=True)


def describe_unjudged(
    document: ReceivedDocument, ours: SubmissionFile, known: Catalogue, name: str, is_unreported: bool
) -> Iterator[MergeNote]:
    """Yield notes on what a Word file without any change to merge has that its embedded source does not explain.

    What was changed in the document can be in the file already, but not if that is still as it was sent; then it is
    noted if it `is_unreported` otherwise. Words, their structure and images are what the merge compares by itself.
    """
    package = document.sound_package
    found = round_trip.classify(document, package, known) if package else None
    if found is None:
        return
    changes = found.changes
    if found.state == DocumentState.CHANGED:
        is_as_sent = is_unreported and found.submission == ours.submission
        changes = tuple(each for each in changes if is_as_sent and each not in _MERGED_ASPECTS)
    advice = t("run wsisc verify {quote_path} to list all differences", quote_path=portable_names.quote_path(name))
    if found.versions and found.state != DocumentState.CHANGED:
        versions = sanitize(", ".join(found.versions))
        message = t(
            "{document} was built by another version, according to itself: cannot be proven here: {versions}",
            document=name,
            versions=versions,
        )
        yield MergeNote("other-version", t("{message}; {advice}", message=message, advice=advice), needs_person=True)
    elif changes:
        change = sanitize(changes[0])
        message = t("{name} differs from its embedded source, not merged: {change}", name=name, change=change)
        yield MergeNote("unjudged", t("{message}; {advice}", message=message, advice=advice), needs_person=True)


def describe_new_errors(codes: Sequence[str], name: str) -> Iterator[MergeNote]:
    """Yield a note on the codes of errors that a file had not before the merge."""
    if codes:
        message = t("new errors in {name}: {codes}; run wsisc validate {name}", name=name, codes=", ".join(codes))
        yield MergeNote("new-errors", message, needs_person=True)


def count_forbidden(content: WordContent) -> Counter[str]:
    """Count the characters of texts, notes and comments that no submission may hold, and that are left out."""
    texts = [each.text for each in word.all_paragraphs(content.blocks, content.notes)]
    texts += [each.text for each in content.comments]
    forbidden = (each for text in texts for each in _FORBIDDEN.findall(_SPACES.sub(" ", text)))
    return Counter(character for each in forbidden for character in each)
