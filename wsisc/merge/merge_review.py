"""A reviewed Word file, and the submission that it was built from -> the file with the changes of the reviewer.

1. The Word file is read (`readers.received_document`, `readers.word`).
2. The version that was sent is found: the source that the Word file carries, or the one that is named
   (`sent_version`), or one with the same words (`unsourced`); its Word file is built once more.
3. Both Word files are read as submissions (`importer`), with the call's wording as it was sent (`restore_prompts`).
4. The three versions are compared; what differs are changes, each with a verdict and an author (`review_comparison`,
   `collect`, `review`). `author_selection` restricts them to those of some people.
5. A person chooses among them, if the caller requests it.
6. The changes are written into the lines of the file, the others as comments (`apply`), if the file remains valid
   (`format_guard`); every word, link, footnote and image is accounted for (`component_accounting`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import NamedTuple

from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.diff.sides import Sides
from wsisc.document.submission_file import SubmissionFile
from wsisc.importer import ImportResult
from wsisc.merge import (
    appearance_changes,
    apply,
    author_selection,
    change_authors,
    collect,
    component_accounting,
    foreign_file,
    format_guard,
    letter_addresses,
    line_numbers,
    notes,
    review_comparison,
    sent_version,
    unsourced,
)
from wsisc.merge.apply import AppliedChanges
from wsisc.merge.component_accounting import MergeInputs
from wsisc.merge.foreign_file import ForeignFile
from wsisc.merge.letter_addresses import LetterAddresses
from wsisc.merge.line_numbers import CurrentLine
from wsisc.merge.notes import MergeNote
from wsisc.merge.review_comparison import ReviewComparison
from wsisc.merge.sent_version import SentVersion
from wsisc.merge.state import read_submission
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError, add_name_to_errors, find_errors
from wsisc.readers import received_document
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word.content import WordContent
from wsisc.readers.word.reader import read as read_word
from wsisc.source import Source
from wsisc.source.model import Comment, Submission
from wsisc.text import portable_names


@dataclass(frozen=True)
class ReviewChanges:
    """What a reviewer changed and said, before it is merged.

    `changes` have the verdicts of a merge without questions: "clean", or "conflict" where the author changed the same
    words, or "refused"; `comments` are what the reviewer said, with the paths of its parts and sections. `file` is the
    file to merge them into, `known` has the calls that are known there. `notes` are what to know before looking at the
    changes. `content` is the Word file, `account` what the merge is checked against.
    """

    file: SubmissionFile
    known: Catalogue
    changes: tuple[Change, ...]
    comments: tuple[tuple[DataPath, Comment], ...]
    notes: tuple[MergeNote, ...]
    content: WordContent
    account: MergeInputs


type Choose = Callable[[ReviewChanges], Sequence[Change] | None]
"""Returns the changes as a person chooses them, those that are rejected with that verdict; None to write nothing."""


@dataclass(frozen=True)
class MergeResult:
    """A submission with the changes of a reviewer.

    `content` are the bytes of the file to write, `merged` those with the changes: in a dry run they differ. `changes`
    are all changes with their verdicts: "clean" is merged, "conflict" and "refused" wait as comments in the file.
    `reported` are those to show, in the order of the file, with the footnotes and figures that were removed because no
    text uses them any more. `comments` is the number of comments
    that were added. `current_line` maps lines of the file before the merge to those of `content`. `review` is what the
    changes were chosen from, with the notes on it; the other `notes` are on what was merged.
    """

    content: bytes
    merged: bytes
    changes: tuple[Change, ...]
    reported: tuple[Change, ...]
    comments: int
    notes: tuple[MergeNote, ...]
    current_line: CurrentLine
    review: ReviewChanges

    @property
    def needs_person(self) -> bool:
        """Whether a person must look at something: the exit code of the command is 1 then, otherwise 0."""
        has_open_changes = any(change.verdict in (Verdict.CONFLICT, Verdict.REFUSED) for change in self.changes)
        return has_open_changes or any(note.needs_person for note in (*self.notes, *self.review.notes))


def merge_document(
    document: bytes, ours: SubmissionFile, base: SubmissionFile | None = None, known: Catalogue = BUILT_IN, *,
    earlier: Iterable[SubmissionFile] = (), name: str = "the document", accept_from: Sequence[str] = (),
    choose: Choose | None = None, dry_run: bool = False
) -> MergeResult | None:  # fmt: skip
    """Return a submission with the changes of a reviewer, None if `choose` returns None.

    `document` are the bytes of the Word file, `name` is its name in messages. `ours` is the file that it was built
    from, as it is now; `base` is that file as it was sent. If the Word file does not carry it, it is looked for
    in `ours` and its `earlier` versions (`unsourced`). `known` are the calls that are known where `ours` is. With
    `accept_from` only the changes that these people tracked are merged. In a `dry_run` the content is that of `ours`.

    Raises WsiscError if `ours` has errors, the document is no Word file, or it was built from another submission.
    """
    found = compare_review(document, ours, base, known, earlier=earlier, name=name, accept_from=accept_from)
    chosen = found.changes if choose is None else choose(found)
    if chosen is None:
        return None
    altered = [] if chosen is found.changes else list(_find_altered(found.changes, chosen))
    apply_all = partial(_apply_changes, found, altered=altered)
    merged, parsed, new_errors = format_guard.apply_safely(ours.source, chosen, apply_all, known)
    current_line = line_numbers.map_lines(ours.source.lines, ours.source.lines if dry_run else parsed.lines)
    noted = [*_find_notes(found, merged.changes, current_line), *notes.describe_new_errors(new_errors, ours.name)]
    if not any(change.verdict in (Verdict.CLEAN, Verdict.CONFLICT, Verdict.REFUSED) for change in merged.changes):
        has_none = not (merged.changes or accept_from)
        noted += notes.describe_unjudged(ReceivedDocument(document), ours, known, name, has_none)
    return MergeResult(
        ours.content if dry_run else merged.content,
        merged.content,
        tuple(merged.changes),
        _find_reported(merged.changes, ours.source, parsed),
        merged.comments,
        tuple(noted),
        current_line,
        found,
    )


def _find_altered(changes: Sequence[Change], chosen: Sequence[Change]) -> Iterator[Change]:
    """Yield what a person rejected or reworded, before and after, as rejected changes."""
    for one, other in ((changes, chosen), (chosen, changes)):
        yield from (replace(change, verdict=Verdict.REJECTED) for change in one if change not in other)


def compare_review(
    document: bytes, ours: SubmissionFile, base: SubmissionFile | None = None, known: Catalogue = BUILT_IN, *,
    earlier: Iterable[SubmissionFile] = (), name: str = "the document", accept_from: Sequence[str] = ()
) -> ReviewChanges:  # fmt: skip
    """Return what a reviewer changed and said, with the arguments of `merge_document`, which merges it."""
    _refuse_errors(ours)
    ending = received_document.find_ending(document)
    with add_name_to_errors(name):
        received = ReceivedDocument(received_document.convert_to_word(document))
        content = received.word
    author_selection.refuse_unknown(accept_from, content)
    sent = sent_version.find(received, ours, base, known)
    with notes.add_to_errors(sent.notes):
        foreign = foreign_file.read(received, ours, sent, accept_from)
        if foreign and foreign.without:
            reading, untracked = _read_foreign(foreign, foreign.without, sent, ours, base, earlier, name)
        else:
            reviewed = ReceivedDocument(foreign.document) if foreign else received
            reading = _read_review(reviewed, ours, sent)
            if sent.is_assumed and (version := _find_sent(reading, sent, ours, earlier)):
                sent = replace(sent_version.read_file(version, known), notes=(unsourced.describe_found(version),))
                reading = _read_review(reviewed, ours, sent)
            doubted = base if unsourced.is_doubtful(reading.content, received, base) else None
            reading, untracked = _select_changes(reading, accept_from, sent, (ours.name, name), doubted)
    content, compared = reading.content, reading.compared
    changes = [*collect.find_changes(compared.account.sides), *compared.changes, *(foreign.changes if foreign else ())]
    changes = reading.locate(changes, sent, foreign)
    if sent.is_assumed and not reading.names:
        changes = unsourced.mark_conflicts(changes)
    return ReviewChanges(
        ours,
        known,
        (*change_authors.add_authors(received.word if foreign else content, changes, accept_from), *untracked),
        foreign.comments if foreign else compared.comments,
        (*notes.describe_conversion(ending), *(foreign.notes if foreign else ()), *compared.notes),
        content,
        compared.account,
    )


def _refuse_errors(ours: SubmissionFile) -> None:
    if not isinstance(ours.source.data, dict) or find_errors(ours.source.diagnostics):
        hint = t("run wsisc validate {quote_path}, and fix them first", quote_path=portable_names.quote_path(ours.name))
        raise WsiscError(t("{name} has errors", name=ours.name), hint, exit_code=2)


class _Reading(NamedTuple):
    """A reviewed Word file, its content with the hidden words that were sent out, and how it differs from that version.

    `names` are those of the people whose tracked changes alone are compared, () for all changes.
    """

    document: bytes
    content: WordContent
    unhidden: frozenset[str]
    compared: ReviewComparison
    names: tuple[str, ...] = ()

    def with_formatting_of(self, names: Sequence[str]) -> WordContent:
        """Return the content with the formatting that these people tracked alone."""
        return read_word(self.document, names, self.unhidden) if self.content.formatting_changes else self.content

    def read_as_sent(self, sent: SentVersion) -> Submission:
        """Return the submission without its tracked changes."""
        return self.import_as_sent(sent).submission

    def import_as_sent(self, sent: SentVersion) -> ImportResult:
        """Return the import of the file without its tracked changes."""
        as_sent = self.compared.imported_as_sent
        return as_sent or author_selection.read_as_sent(self.with_formatting_of(()), self.compared, sent)

    def locate(self, changes: Sequence[Change], sent: SentVersion, foreign: ForeignFile | None) -> list[Change]:
        """Return changes with the addresses of their words in the Word file that was received.

        A foreign file was built anew, so what has an address outside of all texts has it in another file: it has none.
        """
        if not change_authors.find_authors(self.content) and not (foreign and foreign.names):
            return [*changes]
        if foreign:
            changes = [replace(change, received_origins=()) for change in changes]
            as_sent, imported = foreign.imported_as_sent, foreign.imported
        else:
            imported = self.compared.imported
            try:
                as_sent = self.import_as_sent(sent)
            except WsiscError:  # nothing that was sent is in it: no old word has an address
                as_sent = None
        sides = self.compared.account.sides
        return letter_addresses.locate(
            changes, LetterAddresses(sides.base, as_sent), LetterAddresses(sides.theirs, imported)
        )

    def find_untracked(self, sent: SentVersion) -> list[Change]:
        """Return what differs from the version sent without its tracked changes."""
        return unsourced.find_contradictions(self.read_as_sent(sent), self.compared.account.sides)


def _read_review(document: ReceivedDocument, ours: SubmissionFile, sent: SentVersion) -> _Reading:
    rebuilt = sent_version.rebuild(sent)
    unhidden = appearance_changes.find_sent_hidden_words(document.word, rebuilt)
    content = read_word(document.content, unhidden=unhidden) if unhidden else document.word
    return _Reading(document.content, content, unhidden, review_comparison.compare_texts(content, ours, sent, rebuilt))


def _find_sent(
    reading: _Reading, sent: SentVersion, ours: SubmissionFile, earlier: Iterable[SubmissionFile]
) -> SubmissionFile | None:
    """Return the version of a file that has the words of a Word file without its tracked changes, None if none has."""
    return unsourced.find_version(reading.read_as_sent(sent), chain((ours,), earlier))


def _read_foreign(
    foreign: ForeignFile, without: SentVersion, sent: SentVersion, ours: SubmissionFile, base: SubmissionFile | None,
    earlier: Iterable[SubmissionFile], name: str
) -> tuple[_Reading, list[Change]]:  # fmt: skip
    """Return a foreign file, compared with itself `without` its tracked changes, and what a named base has besides."""
    untracked: list[Change] = []
    if sent.is_assumed:
        version = unsourced.find_version(without.submission, chain((ours,), earlier))
        note = unsourced.describe_found(version) if version else unsourced.describe_merge(ours.name, name, True, True)
        sent = sent_version.read_file(version, sent.known) if version else without
        added = [note]
    else:
        sides = Sides(sent.submission, without.submission, ours.submission)
        untracked = unsourced.find_contradictions(without.submission, sides)
        added = [*filter(None, [unsourced.describe_contradictions(base, name, len(untracked))])]
        sent = replace(without, notes=sent.notes) if untracked else sent
    added += notes.describe_omitted_changes(foreign.others, False)
    reading = _read_review(ReceivedDocument(foreign.document), ours, sent)
    compared = replace(reading.compared, notes=(*reading.compared.notes, *added))
    return reading._replace(compared=compared, names=foreign.names), untracked


def _select_changes(
    reading: _Reading,
    accept_from: Sequence[str],
    sent: SentVersion,
    files: tuple[str, str],
    doubted: SubmissionFile | None,
) -> tuple[_Reading, list[Change]]:
    """Return a reading restricted to the tracked changes of some people, of all if it is not known what was sent.

    `files` are the names of the file to merge into and of the Word file. `doubted` is a base that can be the wrong one:
    what contradicts it is returned as well.
    """
    untracked = reading.find_untracked(sent) if doubted else []
    base_note = unsourced.describe_contradictions(doubted, files[1], len(untracked))
    content = reading.content
    sent = replace(sent, is_assumed=sent.is_assumed or base_note is not None)
    names = tuple(accept_from or (unsourced.list_reviewers(content) if sent.is_assumed else ()))
    compared = reading.compared
    if names:
        contents = content, reading.with_formatting_of(()), reading.with_formatting_of(names)
        compared = author_selection.select(names, contents, compared, sent)
    if sent.is_assumed:
        note = base_note or unsourced.describe_merge(*files, bool(names), compared.has_untracked)
        compared = replace(compared, notes=(*compared.notes, note))
    return reading._replace(names=names, compared=compared), untracked


def _apply_changes(found: ReviewChanges, chosen: Sequence[Change], altered: Sequence[Change]) -> AppliedChanges:
    """Apply changes to the file, and add what is unaccounted for then; `altered` are those that a person altered."""
    content, changes, count = apply.apply_changes(found.file.content, found.account.sides, chosen, found.comments)
    merged = read_submission(content)
    unaccounted = component_accounting.find_unaccounted(found.account, merged, [*changes, *altered])
    content, more, _ = apply.apply_changes(content, found.account.sides, unaccounted)
    return AppliedChanges(content, [*changes, *more], count)


def _find_reported(changes: Sequence[Change], before: Source, after: Source) -> tuple[Change, ...]:
    """Return the changes to show, in the order of the file."""
    shown = [*(change for change in changes if change.verdict != Verdict.REJECTED), *_find_unused(before, after)]
    return tuple(line_numbers.sort_by_place(shown, before))


def _find_unused(before: Source, after: Source) -> Iterator[Change]:
    """Yield changes that report the footnotes and figures that were removed because no text uses them any more."""
    for holder in ("footnotes", "figures"):
        old, remaining = (source.value((holder,)) for source in (before, after))
        for name in old if isinstance(old, dict) else ():
            if not isinstance(remaining, dict) or name not in remaining:
                entry = old[name]
                words = entry if isinstance(entry, str) else entry.get("caption") or entry.get("file", "")
                shown = f"{name}: {words}"
                yield Change(
                    action=ChangeAction.REMOVED,
                    kind=ChangeKind.ENTRY,
                    label=t("unused entry in {holder}", holder=holder),
                    path=(holder, name),
                    old=shown,
                    is_tracked=True,
                )


def _find_notes(found: ReviewChanges, changes: Sequence[Change], current_line: CurrentLine) -> Iterator[MergeNote]:
    before = found.file.source
    count, passages = component_accounting.find_unreported(found.account.sides, changes)
    if count:
        lines = sorted({current_line(line_numbers.find_passage(before, *passage), "") for passage in passages})
        yield notes.describe_differences(before, count, lines)
    yield from notes.describe_content(found.content, found.account.sent)
