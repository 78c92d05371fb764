"""A reviewed Word file, and names -> the sides of a merge with the tracked changes of these people only."""

from collections.abc import Sequence
from dataclasses import replace

from wsisc.diff.change import Change, ChangeKind, Verdict
from wsisc.diff.sides import Sides
from wsisc.importer import ImportResult
from wsisc.importer.clean import clean_content
from wsisc.merge import (
    apply,
    change_authors,
    collect,
    letter_addresses,
    notes,
    restore_prompts,
    review_comparison,
    unplaced_changes,
)
from wsisc.merge.component_accounting import MergeInputs
from wsisc.merge.letter_addresses import LetterAddresses
from wsisc.merge.review_comparison import ReviewComparison
from wsisc.merge.sent_version import SentVersion
from wsisc.merge.state import read_submission
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.word import accept_reject
from wsisc.readers.word.content import WordContent
from wsisc.source.model import Submission
from wsisc.text.sanitize import sanitize
from wsisc.writers import yaml


def refuse_unknown(names: Sequence[str], content: WordContent) -> None:
    """Raise WsiscError if one of the names is not that of an author of tracked changes."""
    known = change_authors.find_authors(content)
    for name in names:
        if name not in known:
            named = ", ".join(sanitize(each) or clean_content.UNKNOWN_AUTHOR for each in known)
            hint = t("it has tracked changes of {named}", named=named) if known else t("it has no tracked changes")
            raise WsiscError(
                t("--accept-from: the file has no tracked changes of {name}; {hint}", name=repr(name), hint=hint),
                exit_code=2,
            )


def select(
    names: Sequence[str], contents: tuple[WordContent, WordContent, WordContent],
    compared: ReviewComparison, sent: SentVersion
) -> ReviewComparison:  # fmt: skip
    """Return a comparison restricted to the changes of some authors.

    `contents` are the file as received, with the formatting before any change, and with that of these authors.
    """
    sides, authors = compared.account.sides, change_authors.find_authors(contents[0])
    as_sent, untracked = _read_version(accept_reject.reject_all(contents[1]), compared, sent)
    received, wording_changes = _read_version(accept_reject.accept_from(contents[2], names), compared, sent)
    without, theirs = as_sent.submission, received.submission
    inner = Sides(without, theirs, sides.base)
    base = yaml.dump_canonical(sides.base).encode()
    merged, changes, _ = apply.apply_changes(base, inner, collect.find_changes(inner))
    reviewed = read_submission(merged)
    has_untracked = bool(untracked or _find_untracked(compared, without))
    others = [sanitize(each) for each in authors if each not in names]
    reason = t("other people changed the same words")
    open_changes = letter_addresses.locate(
        [change for change in changes if change.verdict not in (Verdict.CLEAN, Verdict.FORM)],
        LetterAddresses(without, as_sent),
        LetterAddresses(theirs, received),
    )
    open_changes = [replace(change, sent=(), received=()) for change in open_changes]
    if not sent.is_assumed:  # otherwise what they differ from can be what the author wrote later
        open_changes = [replace(each, verdict=Verdict.REFUSED, reason=reason) for each in open_changes]
    own = [each for each in wording_changes if each not in untracked]
    outside = unplaced_changes.find_outside_parts(theirs, without)
    omitted = tuple(notes.describe_omitted_changes(others, has_untracked and not sent.is_assumed))
    account = MergeInputs(Sides(sides.base, reviewed, sides.ours))
    return replace(
        compared,
        account=account,
        changes=[*open_changes, *own, *outside],
        notes=(*compared.notes, *omitted),
        imported=received,
        imported_as_sent=as_sent,
        has_untracked=has_untracked,
    )


def read_as_sent(content: WordContent, compared: ReviewComparison, sent: SentVersion) -> ImportResult:
    """Return a Word file as imported with all tracked changes rejected; its formatting is from before these."""
    return _read_version(accept_reject.reject_all(content), compared, sent)[0]


def _read_version(
    content: WordContent, compared: ReviewComparison, sent: SentVersion
) -> tuple[ImportResult, list[Change]]:
    """Return a version of the Word file as imported, and the changes of the call's wording in it."""
    base, call = sent.submission, sent.known.find(sent.submission.call)
    restored = restore_prompts.restore(content, compared.account.sent, base, call)
    ours = compared.account.sides.ours
    imported = review_comparison.import_content(restored.content, sent.known, ours, restored.outline)
    return imported, restored.wording_changes


def _find_untracked(compared: ReviewComparison, without: Submission) -> list[Change]:
    """Return the changes that were not tracked; `without` is the submission without the tracked ones."""
    sides = compared.account.sides
    # Word does not track changes of links and images
    images = [each for each in collect.find_changes(sides) if each.kind == ChangeKind.IMAGE]
    refused = [each for each in [*compared.changes, *images] if each.verdict == Verdict.REFUSED]
    unreported = [each for each in refused if each not in compared.wording_changes]
    return unreported or collect.find_changes(Sides(sides.base, without, sides.base))
