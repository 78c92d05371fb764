"""Two versions of a submission: files, revisions or documents -> what changed, and reports of it in several formats."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wsisc.api import document_output
from wsisc.api.results import ignore_note
from wsisc.api.version_reading import find_path, read_submission, read_versions
from wsisc.diff import comparison
from wsisc.diff.reference_matching import name_footnotes_as_in
from wsisc.diff_report.compared_versions import ComparedVersion, VersionComparison
from wsisc.document.manuscript import Manuscript, create_manuscript, require_manuscript
from wsisc.document.provenance import digest
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.source.markup import richtext
from wsisc.text import portable_names
from wsisc.theme import Theme
from wsisc.workspace import output_files, protected, repository
from wsisc.workspace.input_files import Notify
from wsisc.workspace.protected import IsEarlierOutput

if TYPE_CHECKING:  # the merge is slow to load
    from wsisc.merge.merge_review import MergeResult

FORMATS = ("text", "json", "html", "docx")
"""The formats of `create_redline`."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def compare_versions(
    old: str | Path, new: str | Path, *, call: str = "", notify: Notify = ignore_note
) -> VersionComparison:
    """Return what differs between two versions of a submission.

    `old` and `new` are each the YAML file of a submission, a file of a Git revision such as "HEAD:submission.yaml", or
    a document: any Word file, or a PDF or an HTML page of wsisc. `call` is the id of the call that a Word file answers
    which does not show it, by default that of the other version. `notify` receives notes on what of a document is
    compared. The `problems` of the result say why perhaps not all was compared.

    Raises WsiscError if one of them cannot be read.

    Example::

        from wsisc.api import compare_versions

        found = compare_versions("2024/a.yaml", "2025/b.yaml")
        print(found.is_same, [(place.action, place.new_path) for place in found.comparison.places])
    """
    repository.refresh()
    if call:
        repository.refuse_unknown_call(call, repository.load_catalogue(Path()))
    if str(old) == str(new) == "-":
        raise WsiscError(t("standard input can be only one of the versions"), exit_code=2)
    return _compare(*read_versions(str(old), str(new), call, notify))


def compare_merge(merged: "MergeResult") -> VersionComparison:
    """Return what a merge changed in the file of a submission: the file before it, and with the changes of a reviewer.

    A merge that was a dry run is compared as if it had been written.

    Raises WsiscError if one of the two is no submission.

    Example::

        from wsisc.api import compare_merge, create_redline, merge_review

        merged = merge_review("submission.docx", "submission.yaml")
        print(create_redline(compare_merge(merged), "text").decode())
    """
    from wsisc.readers.word.accept_reject import find_tracked_words

    file, known = merged.review.file, merged.review.known
    old, new = (read_submission(content, file.name, file.folder, known) for content in (file.content, merged.merged))
    return _compare(old, replace(new, tracked=find_tracked_words(merged.review.content)))


def _compare(old: ComparedVersion, new: ComparedVersion) -> VersionComparison:
    if new.is_printed_only and not old.is_printed_only:
        new = replace(new, submission=name_footnotes_as_in(old.submission, new.submission))
    elif old.is_printed_only and not new.is_printed_only:
        old = replace(old, submission=name_footnotes_as_in(new.submission, old.submission))
    digests = tuple(
        {name: digest(image.content) for name, image in version.figures.images.items()} for version in (old, new)
    )
    is_printed_only = old.is_printed_only or new.is_printed_only
    compared = comparison.compare(
        old.submission, new.submission, (digests[0], digests[1]), is_printed_only=is_printed_only
    )
    return VersionComparison(old, new, compared)


class RedlineOptions(NamedTuple):
    """What a report of differences has.

    With `summary` it begins with what changed in each part; JSON always does. In a Word file, changes are of `author`,
    by default the entity, and have the `date` (YYYY-MM-DD), by default none. With `color`, text has the colours of a
    terminal.
    """

    summary: bool = False
    author: str = ""
    date: str = ""
    color: bool = False


def create_redline(versions: VersionComparison, format: str, *, options: RedlineOptions = RedlineOptions()) -> bytes:
    """Return a report of what differs between two versions, as bytes.

    `format` is "text", "json", "html" or "docx": a Word file in which all changes are tracked changes; a tracked change
    of the new version keeps its author.

    Raises WsiscError if the format does not exist, or if a Word file cannot be built.

    Example::

        from wsisc.api import RedlineOptions, compare_versions, create_redline

        found = compare_versions("2024/a.yaml", "2025/b.yaml")
        print(create_redline(found, "text", options=RedlineOptions(summary=True)).decode())
    """
    if format == "docx":
        return _create_word_file(versions, options)
    if format == "html":
        from wsisc.diff_report import page  # the libraries of pages are slow to load

        return page.format_page(versions, options.summary)
    if format == "json":
        from wsisc.diff_report import json_report

        return f"{json_report.format_json(versions)}\n".encode("utf-8", "replace")
    if format == "text":
        from wsisc.diff_report import text

        formatted = text.format_text(versions, options.summary)
        return f"{formatted if options.color else _COLOUR.sub('', formatted)}\n".encode("utf-8", "replace")
    raise WsiscError(
        t("the format {format} does not exist; use one of {formats}", format=repr(format), formats=", ".join(FORMATS)),
        exit_code=2,
    )


def _create_word_file(versions: VersionComparison, options: RedlineOptions) -> bytes:
    """Return a Word file with all changes as tracked changes. Both versions are built in the theme of the new one."""
    from wsisc.writers import cancelling
    from wsisc.writers.docx import DocxDocument
    from wsisc.writers.redline import add_summary, redline

    look, entity = versions.new.look, versions.new.submission.entity
    manuscripts = [_create_manuscript(version, look) for version in (versions.old, versions.new)]
    try:
        with cancelling(DocxDocument(manuscripts[0])) as old, cancelling(DocxDocument(manuscripts[1])) as new:
            documents = old.finish(), new.finish()
    except WsiscError as error:
        _refuse_forbidden_syntax(versions, error)
        raise
    by = options.author or entity.acronym or entity.name
    content = redline(*documents, versions.comparison, by, options.date, versions.new.tracked)
    if not options.summary:
        return content
    from wsisc.diff_report import groups

    return add_summary(content, *groups.write_summary(versions))


def _refuse_forbidden_syntax(versions: VersionComparison, error: WsiscError) -> None:
    """Raise WsiscError if a text has syntax that the engines refuse with an `error` that is not for authors."""
    for version in (versions.old, versions.new):
        links = frozenset(version.submission.links)
        if any(richtext.parse(text, links).problems for _, text in model.rich_texts(version.submission)):
            quoted = portable_names.quote_path(version.name)
            advice = t("run wsisc validate {quote_path} to list them", quote_path=quoted)
            problem = t("{name} has errors: no Word file can be built", name=version.name)
            raise WsiscError(problem, advice, exit_code=1) from error


def _create_manuscript(version: ComparedVersion, look: Theme) -> Manuscript:
    return require_manuscript(create_manuscript(version.submission, version.call, version.figures, look=look))


def refuse_overwrite(output: Path, format: str, inputs: Iterable[str]) -> None:
    """Raise WsiscError, before anything is read, if a report must not be written to a file.

    It replaces only an earlier report of its format, and none of the `inputs`: versions, as `compare_versions` takes
    them.
    """
    read = protected.ProtectedFiles(map(find_path, inputs))
    read.refuse_overwrite(output, is_earlier_output=_find_recognizer(format))
    if format == "docx":
        document_output.refuse_other_than_redline(output)
        document_output.refuse_early(output, format)


def write_redline(output: Path, content: bytes, format: str, new: str) -> None:
    """Write a report on a new version. Raises WsiscError as `refuse_overwrite`, or if a Word file was changed."""
    if recognizer := _find_recognizer(format):
        output_files.write(output, content, recognizer)
    else:
        document_output.write(output, content, format, new)


def _find_recognizer(format: str) -> IsEarlierOutput | None:
    """Return what recognizes an earlier report of a format, None for a Word file."""
    if format == "docx":
        return None
    if format == "html":
        from wsisc.diff_report import page  # the libraries of pages are slow to load

        return page.is_earlier_report
    from wsisc.diff_report import json_report, text

    return json_report.is_earlier_report if format == "json" else text.is_earlier_report
