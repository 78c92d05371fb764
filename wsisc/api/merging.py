"""A reviewed Word file, and the file of its submission -> that file with the changes of the reviewer, and their report.

The report has the place of each change in file and form, its words and its author; and a summary.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from wsisc.api import version_reading
from wsisc.api.results import ignore_note
from wsisc.calls import schema
from wsisc.calls.call import Catalogue
from wsisc.diff import word_tree
from wsisc.diff.change import Change, ChangeKind, PlainEdit, TextEdit, Verdict
from wsisc.document import submission_file
from wsisc.document.submission_file import SubmissionFile
from wsisc.merge import line_numbers, wording
from wsisc.merge import merge_review as merging
from wsisc.merge.excerpts import MOST_WORDS, cut_to_difference
from wsisc.merge.line_numbers import CurrentLine, find_current_line, has_words
from wsisc.merge.merge_review import Choose, MergeResult, ReviewChanges
from wsisc.messages import join, plural, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.messages.localization import translate
from wsisc.ooxml import file_format
from wsisc.ooxml.file_format import FileFormat
from wsisc.review import own_comments
from wsisc.source import Source
from wsisc.text.sanitize import sanitize
from wsisc.workspace import repository, revisions, source_edits
from wsisc.workspace.input_files import InputFile, Names, Notify, find_submissions, list_names, read_document


class MergeOptions(NamedTuple):
    """How to merge a reviewed file.

    `base` is the version that was sent: a file, a file of a Git revision ("HEAD~1:./submission.yaml") or a document. If
    the Word file does not carry it, a revision of the submission with its words is; without one, only tracked changes
    are merged, or all are conflicts. With `accept_from` only those of these people are merged. A `dry_run` writes
    nothing.
    """

    base: str | Path | None = None
    accept_from: Names = ()
    dry_run: bool = False


def merge_review(
    document: str | Path,
    into: str | Path,
    *,
    options: MergeOptions = MergeOptions(),
    choose: Choose | None = None,
    notify: Notify = ignore_note,
) -> MergeResult | None:
    """Merge a reviewed Word file into the submission that it was built from, and return what became of each change.

    What the reviewer changed and the author did not is written into `into`; what cannot be written is left there as a
    comment. `choose` returns which changes to merge, None to write nothing: then the result is None.

    Raises WsiscError if a file cannot be read, or if the Word file was built from another submission. Example::

        from wsisc.api import MergeOptions, merge_review
        merged = merge_review("submission.docx", "submission.yaml", options=MergeOptions(dry_run=True))
        print(merged.needs_person, [(change.kind, change.verdict) for change in merged.changes])
    """
    file = _find_target(str(into), notify)
    content, removed = own_comments.remove_earlier(read_document(str(document)))
    if removed:
        notify(plural("1 comment of wsisc review left out", "{count:,} comments of wsisc review left out", removed))
    ours, path = submission_file.read(file.content, file.name, file.folder), file.path or Path(into)
    result = merging.merge_document(
        content,
        ours,
        version_reading.read_sent(str(options.base), ours.submission.call, notify) if options.base else None,
        repository.load_catalogue(file.folder),
        earlier=_read_earlier(path),
        name=str(document),
        accept_from=list_names(options.accept_from),
        choose=choose,
        dry_run=options.dry_run,
    )
    if result:
        source_edits.replace_words(path, ours.content, result.content, notify)
    return result


def _find_target(name: str, notify: Notify) -> InputFile:
    """Return the file to merge into. Raises WsiscError if it is no submission."""
    if Path(name).is_dir() or name == "-":
        raise WsiscError(t("--into must name the file of a submission"), exit_code=2)
    repository.refresh()
    [file] = find_submissions([name], notify)
    if file_format.recognize(file.content) not in (FileFormat.UNKNOWN, FileFormat.HTML):
        hint = t("name the YAML file that the Word file was built from")
        raise WsiscError(t("--into {name}: that is a document, not a submission", name=name), hint, exit_code=2)
    return file


def _read_earlier(path: Path) -> Iterator[SubmissionFile]:
    """Yield a file as it was in each of its revisions, the newest first."""
    for revision in revisions.list_earlier(path) if path.is_file() else ():
        try:
            yield version_reading.read_file(revision.read(), f"{revision.revision}{path.name}", revision)
        except WsiscError:  # it was deleted in that revision
            continue


def sort_by_place(review: ReviewChanges) -> list[Change]:
    """Return the changes of a reviewer in the order of the file, followed by those that have no place in it."""
    return line_numbers.sort_by_place(review.changes, review.file.source)


def find_editable_words(change: Change, review: ReviewChanges) -> str | None:
    """Return the words of a change that a person can edit, as Markdown; None if it has none."""
    edit = change.edit
    if isinstance(edit, PlainEdit):
        return edit.text
    if isinstance(edit, TextEdit) and edit.node:
        links = frozenset(review.account.sides.theirs.links)
        return wording.extract_markdown(
            edit.markdown, edit.node, links, lambda kind, name: f"[{name}]" if kind == "link" else name
        )
    return None


def reword(change: Change, review: ReviewChanges, text: str) -> Change | None:
    """Return a change with other words; None if these are not a single line, or paragraph, list or table."""
    edit = change.edit
    if isinstance(edit, PlainEdit):
        line = " ".join(text.split())
        return replace(change, edit=edit._replace(text=line), new=line, verdict=Verdict.CLEAN) if line else None
    assert isinstance(edit, TextEdit)
    nodes = word_tree.parse(text, review.account.sides.their_names).children
    has_paragraphs = edit.node is not None and edit.node.kind == "text" and bool(nodes)
    if len(nodes) != 1 and not has_paragraphs:
        return None
    is_item = edit.node is not None and edit.node.kind == "item" and nodes[0].children
    node = (
        word_tree.Node("text", 0, len(text), nodes) if has_paragraphs else nodes[0].children[0] if is_item else nodes[0]
    )
    return replace(change, edit=edit._replace(markdown=text, node=node), new=node.words, verdict=Verdict.CLEAN)


class Urgency(StrEnum):
    """What a person has to do about a change."""

    DONE = "done"
    OPEN = "open"
    IGNORED = "ignored"


class DescribedChange(NamedTuple):
    """A change in words: a mark such as "applied", its urgency, what was changed, and lines with place and words."""

    mark: str
    urgency: Urgency
    text: str
    lines: Sequence[str]


_VERDICT_MARKS = {
    Verdict.CLEAN: (t("applied"), Urgency.DONE),
    Verdict.CONFLICT: (t("conflict"), Urgency.OPEN),
    Verdict.REFUSED: (t("not applied"), Urgency.OPEN),
}
_REVIEW_KINDS = (ChangeKind.HARD_TO_SEE, ChangeKind.IN_REVERSE)
_REVIEW_MARK = (t("to check"), Urgency.OPEN)
_IGNORED_MARK = (t("left out"), Urgency.IGNORED)
_REASONS = {
    Verdict.CONFLICT: t(
        "the file was changed here too; your words are kept, and those of the reviewer are under comments"
    ),
    Verdict.FORM: t("it is defined by the call, or the format does not support it"),
}
_MERGED = t("the file was changed here too; both changes are kept")


def describe_change(
    change: Change,
    read: Source,
    known: Catalogue,
    is_applied: bool,
    current_line: CurrentLine = lambda line, words: line,
) -> DescribedChange:
    """Return a change in words.

    `is_applied` is whether the file contains it already; `current_line` maps lines to those of the file as it is now.
    """
    word, urgency = _VERDICT_MARKS.get(change.verdict, _IGNORED_MARK)
    word, urgency = _REVIEW_MARK if change.kind in _REVIEW_KINDS else (word, urgency)
    word = t("change") if change.verdict == Verdict.CLEAN and not is_applied else word
    where = f"{read.file}:{find_current_line(change, read, current_line)}" if change.path else read.file
    composed = schema.compose(known.find(read.value(("call",))), str(read.value(("language",))))
    label = schema.label(composed, change.path) if change.path else ""
    who = sanitize(change.author) or ("" if change.is_tracked else t("not tracked"))
    by = [translate(who), sanitize(change.date).partition("T")[0]]
    why = change.reason or (_REASONS.get(change.verdict, "") if is_applied or change.verdict == Verdict.FORM else "")
    why = join(filter(None, (why, _MERGED))) if change.is_merged and change.verdict == Verdict.CLEAN else why
    reason = f" ({translate(why)})" if why else ""
    place = f"  --> {', '.join(filter(None, [where + (f' ({translate(label)})' if label else ''), *by]))}"
    text = f"{sanitize(translate(change.description))}{reason}"
    return DescribedChange(translate(word), urgency, text, [place, *_format_versions(change, read)])


def _format_versions(change: Change, read: Source) -> list[str]:
    """Return the old and the new words; for a conflict also those of the file, if it is known which were sent."""
    most = MOST_WORDS if change.verdict in (Verdict.CLEAN, Verdict.CONFLICT) or not change.new else 0
    is_reworded = change.old and change.new  # a figure that has none is described in `new`
    shown = change.formatted if any(change.formatted) and is_reworded else (change.old, change.new)
    old, new = cut_to_difference(translate(shown[0]), translate(shown[1]), most)
    if change.verdict != Verdict.CONFLICT:
        return [f"  - {sanitize(old)}"] * bool(old) + [f"  + {sanitize(new)}"] * bool(new)
    words = " ".join(change.quote.split())
    yours = cut_to_difference(change.old, words)[1]
    if words == " ".join(change.old.split()):  # the author has the words as they were sent, but moved them, or has not
        yours = cut_to_difference(change.new, words)[1] if has_words(change, read) else ""
    versions = [(t("sent:"), old), (t("reviewer:"), new), (t("yours:"), yours)]
    if not change.is_sent_known:
        versions = [(t("in your file:"), old), (t("in the Word file:"), new)]
    names, nothing = [translate(name) for name, _ in versions], translate(t("(nothing)"))
    width = max(map(len, names))
    return [f"  {name:{width}} {sanitize(text) or nothing}" for name, (_, text) in zip(names, versions, strict=True)]


def summarize(file: str, changes: Sequence[Change], comments: int, dry_run: bool) -> str:
    """Return what became of all changes, and what remains to be done."""
    verdicts = [change.verdict for change in changes if change.kind not in _REVIEW_KINDS]
    to_review = len(changes) - len(verdicts)
    if not changes and not comments:
        return t("{file}: nothing to merge: the file already has all changes and comments", file=file)
    applied = verdicts.count(Verdict.CLEAN)
    pieces = [plural("1 change applied", "{count:,} changes applied", applied)]
    if dry_run:
        pieces = [plural("1 change would be applied", "{count:,} changes would be applied", applied)]
    if count := verdicts.count(Verdict.CONFLICT):
        pieces.append(plural("1 conflict", "{count:,} conflicts", count))
    pieces += [t("{count} to check", count=to_review)] if to_review else []
    unapplied = {Verdict.REFUSED: t("not applied"), Verdict.FORM: t("left out"), Verdict.REJECTED: t("rejected")}
    pieces += [
        t("{count:,} {outcome}", count=count, outcome=word)
        for verdict, word in unapplied.items()
        if (count := verdicts.count(verdict))
    ]
    if comments and dry_run:
        pieces.append(plural("1 comment would be added", "{count:,} comments would be added", comments))
    elif comments:
        pieces.append(plural("1 comment added", "{count:,} comments added", comments))
    lines = [t("{file}: {what}", file=file, what=join(pieces))]
    open_changes = [
        change for change in changes if change.verdict in (Verdict.CONFLICT, Verdict.REFUSED) and change.has_place
    ]
    if open_changes and not dry_run:
        lines.append(
            plural(
                "1 change to decide under comments; run wsisc validate {file} to list them",
                "{count} changes to decide under comments; run wsisc validate {file} to list them",
                len(open_changes),
                file=file,
            )
        )
    return "\n".join(map(translate, lines))
