"""A reviewed Word file, and the file of its submission -> that file with the changes of the reviewer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from wsisc.api import version_reading
from wsisc.api.results import ignore_note
from wsisc.diff import word_tree
from wsisc.diff.change import Change, PlainEdit, TextEdit, Verdict
from wsisc.document import submission_file
from wsisc.document.submission_file import SubmissionFile
from wsisc.merge import line_numbers, wording
from wsisc.merge import merge_review as merging
from wsisc.merge.merge_review import Choose, MergeResult, ReviewChanges
from wsisc.messages import plural, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml import file_format
from wsisc.ooxml.file_format import FileFormat
from wsisc.review import own_comments
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
