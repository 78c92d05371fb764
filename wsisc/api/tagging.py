"""Submissions -> a table of suggested tags; a table in which a person accepted some -> the files with these tags."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wsisc import source
from wsisc.api.results import ignore_note
from wsisc.calls import schema
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, find_errors
from wsisc.pipeline.jobs.job_creation import read_jobs
from wsisc.publication import dataset
from wsisc.publication.collate import collection
from wsisc.publication.collate.collection import LeftOutSubmission
from wsisc.publication.dataset import tag_table
from wsisc.publication.dataset.tag_table import AcceptedTag, TagOutcome
from wsisc.source import model
from wsisc.text.shared import group_values
from wsisc.workspace import input_files, output_files, protected, repository, source_edits, streams
from wsisc.workspace.input_files import Notify, Paths, list_submissions


@dataclass(frozen=True)
class SuggestResult:
    """A table of suggested tags: the number of its rows, and the submissions that it does not cover."""

    written: Path
    count: int
    left_out: tuple[LeftOutSubmission, ...]


@dataclass(frozen=True)
class ApplyResult:
    """What became of the tags that were accepted in a table, and the files that were changed."""

    outcomes: tuple[TagOutcome, ...]
    changed: tuple[Path, ...]


def suggest_tags(paths: Paths, output: str | Path, *, notify: Notify = ignore_note) -> SuggestResult:
    """Write a CSV table of suggested tags for a person to accept: those that texts name but do not have.

    Drafts and submissions with errors are left out. Raises WsiscError if a path does not exist, or another file, or a
    table with answers, is in the place of the output.

    Example::

        from wsisc.api import suggest_tags

        suggested = suggest_tags(["submission.yaml"], "tags.csv")
        print(suggested.count, suggested.left_out)
    """
    target = Path(output)
    repository.refresh()
    inputs = list_submissions(paths, notify)
    files = protected.ProtectedFiles(file.path for file in inputs)
    files.refuse_overwrite(target, is_earlier_output=tag_table.is_untouched)
    collected = collection.collect(*read_jobs(inputs))
    suggestions = dataset.build_tables(collected).suggestions
    texts = {member.key: model.parts_and_sections(member.manuscript.submission) for member in collected.members}
    rows = [
        (suggestion, tag_table.fingerprint(texts[suggestion.section.submission.key][suggestion.section.path]))
        for suggestion in suggestions
    ]
    output_files.write(target, tag_table.write(rows), tag_table.is_untouched)
    return SuggestResult(target, len(rows), collected.left_out)


def apply_tags(table: str | Path) -> ApplyResult:
    """Add the tags that were accepted in a table to the files that it names, and change nothing else in them.

    The files are in the current folder or below it. Raises WsiscError if the table cannot be read, or a file cannot be
    written.

    Example::

        from wsisc.api import apply_tags, suggest_tags

        suggest_tags(["submission.yaml"], "tags.csv")
        applied = apply_tags("tags.csv")
        print(applied.changed, [outcome.reason for outcome in applied.outcomes if not outcome.is_applied])
    """
    repository.refresh()
    path = Path(table)
    is_readable = path.exists() and not path.is_dir()  # a pipe, too
    content = streams.read(path) if is_readable else input_files.read_document(str(table))
    try:
        accepted = tag_table.read(content)
    except WsiscError as error:
        raise WsiscError(t("{file}: {error}", file=table, error=error), error.hint, error.exit_code) from None
    outcomes: list[TagOutcome] = []
    changed = []
    for file, tags in group_values((tag.file, tag) for tag in accepted).items():
        found, is_changed = _apply_to_file(Path(file), tags)
        outcomes += found
        changed += [Path(file)] if is_changed else []
    return ApplyResult(tuple(sorted(outcomes, key=lambda outcome: outcome.tag.line)), tuple(changed))


def _apply_to_file(path: Path, tags: Sequence[AcceptedTag]) -> tuple[list[TagOutcome], bool]:
    """Write the tags for a file into it, and return what became of them, and whether the file is another one now."""
    if reason := _find_refusal(path):
        return [TagOutcome(tag, False, reason) for tag in tags], False
    content = streams.read(path)
    known = repository.load_catalogue(path.parent)
    checked = schema.check(source.read(content, str(path)), known)
    if checked.call is None or find_errors(checked.diagnostics):
        return [TagOutcome(tag, False, t("the file has errors: run wsisc validate")) for tag in tags], False
    edited, outcomes = tag_table.apply(content, checked.call, tags)
    if edited != content:
        source_edits.replace(path, content, edited)
    return outcomes, edited != content


def _find_refusal(path: Path) -> str:
    """Return why a file that a table names is not changed, "" if it can be: a table comes from others."""
    folder = Path().resolve()
    if not path.resolve().is_relative_to(folder):
        return t("the file is not in {folder} or below: run the command in a folder that contains it", folder=folder)
    if not path.is_file():
        return t("the file does not exist: run the command in the folder in which the tags were suggested")
    return "" if protected.has_marker(streams.read(path)) else t("the file is not a submission")
