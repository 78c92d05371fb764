"""A reviewed Word file, and the file of its submission -> that file with the changes of the reviewer."""

from collections.abc import Sequence
from pathlib import Path

from wsisc.api.results import ignore_note
from wsisc.diagnostic import WsiscError
from wsisc.document import submission_file
from wsisc.merge import merge_review as merging
from wsisc.merge.merge_review import Choose, MergeResult
from wsisc.messages import plural, t
from wsisc.review import own_comments
from wsisc.workspace import output_files, repository
from wsisc.workspace.input_files import Notify, find_submissions, read_document, read_submission


def merge_review(
    document: str | Path, into: str | Path, *, base: str | Path | None = None, accept_from: Sequence[str] = (),
    choose: Choose | None = None, dry_run: bool = False, notify: Notify = ignore_note
) -> MergeResult | None:  # fmt: skip
    """Merge a reviewed Word file into the submission that it was built from, and return what became of each change.

    What the reviewer changed and the author did not is written into `into`; what cannot be written is left there as a
    comment. `base` is the submission as sent, needed if the Word file does not carry it. With `accept_from` only the
    tracked changes of these people are merged. `choose` returns which changes to merge, None to write nothing: then the
    result is None. A `dry_run` writes nothing.

    Raises WsiscError if a file cannot be read, or if the Word file was built from another submission. Example::

        from wsisc.api import merge_review
        merged = merge_review("submission.docx", "submission.yaml", dry_run=True)
        print(merged.needs_person, [(each.kind, each.verdict) for each in merged.changes])
    """
    name = str(into)
    if Path(name).is_dir() or name == "-":
        raise WsiscError(t("--into must name the file of a submission"), exit_code=2)
    repository.refresh()
    [file] = find_submissions([name], notify)
    content, removed = own_comments.remove_earlier(read_document(str(document)))
    if removed:
        notify(plural("1 comment of wsisc review left out", "{count:,} comments of wsisc review left out", removed))
    result = merging.merge_review(
        content,
        submission_file.read(file.content, file.name, file.folder),
        read_submission(str(base)) if base else None,
        repository.load_catalogue(file.folder),
        name=str(document),
        accept_from=accept_from,
        choose=choose,
        dry_run=dry_run,
    )
    if result and result.content != result.review.file.content:
        output_files.overwrite(file.path or Path(name), result.content)
    return result
