"""`wsisc diff OLD NEW`: two versions of a submission -> what changed, as text, JSON, a page or a Word file."""

import datetime
import sys
from pathlib import Path

import click

from wsisc import api
from wsisc.api import comparing
from wsisc.cli import arguments, complete, messages
from wsisc.messages import name_subject, t
from wsisc.text.sanitize import sanitize

_FORMATS = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html", ".docx": "docx"}


@click.command("diff")
@click.argument("old", type=arguments.FILE_NAME, shell_complete=complete.versions)
@click.argument("new", type=arguments.FILE_NAME, shell_complete=complete.versions)
@click.option(
    "--format", "name", type=click.Choice(comparing.FORMATS), help="Format (default: that of -o, otherwise text)."
)
@arguments.file_option("-o", "--output", help="Output file (default: standard output, for text and JSON).")
@click.option(
    "--call", "id", default="", metavar="CALL", shell_complete=complete.calls,
    help="Call of a Word file that does not show which one it answers (default: that of the other version).",
)  # fmt: skip
@click.option("--summary", is_flag=True, help="Begin with a table: changes, words removed and added in each part.")
@click.option("--author", default="", help="With --format docx: author of the changes (default: the entity).")
@click.option(
    "--date", default="", metavar="DATE", help="With --format docx: date of the changes, YYYY-MM-DD (default: none)."
)
@click.option("--exit-code", "has_code", is_flag=True, help="Exit with code 1 if there are differences.")
@click.pass_context
def command(
    ctx: click.Context, /, old: str, new: str, name: str | None, output: str | None, id: str, summary: bool,
    author: str, date: str, has_code: bool
) -> None:  # fmt: skip
    """Show what changed between two versions of a submission, by part and section.

    OLD and NEW are each a submission in YAML, a file of a Git revision (HEAD:FILE is relative to the root of the
    repository, HEAD:./FILE to the current folder), or a document: any Word file, or a PDF or HTML page built by wsisc.
    A Word file that was changed is compared as its text is now, with all tracked changes accepted; tags, dates and
    other values that a document does not show are not compared then. Contact and comments are never compared.

    In the text, removed words are [-marked so-] and added ones {+marked so+}. A section that was moved is reported as
    moved, with the changes in it. In a Word file all changes are tracked changes.

    schemas/diff.schema.json documents the JSON. The exit code is 0 if the versions were compared, whether or not they
    differ (see --exit-code). It is 1 if one of them could not be read completely.
    """
    format = _choose_format(name, output)
    _refuse_useless(format, author, date)
    target = None if output in (None, "-") else Path(output)
    if target:
        comparing.refuse_overwrite(target, format, (old, new))
    compared = api.compare_versions(old, new, call=id, notify=messages.note)
    problems = (*compared.problems, *(compared.unprinted if format == "docx" else ()))
    for version, problem in problems:
        messages.print_line(sanitize(name_subject(problem, version)), err=True)
    is_colored = format == "text" and not target
    content = api.create_redline(
        compared, format, options=api.RedlineOptions(summary=summary, author=author, date=date, color=is_colored)
    )
    if target:
        comparing.write_redline(target, content, format, new)
        messages.print_result(str(target))
    elif is_colored:
        click.echo(content.decode("utf-8", "surrogateescape"), nl=False)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    ctx.exit(1 if problems or (has_code and not compared.is_same) else 0)


def _choose_format(name: str | None, output: str | None) -> str:
    """Return the format from the option or the name of the output. Raises UsageError if the two conflict."""
    by_extension = _FORMATS.get(Path(output).suffix.lower()) if output not in (None, "-") else None
    if name is None and output not in (None, "-") and by_extension is None:
        raise click.UsageError(
            t("{output}: expected a name ending in .txt, .json, .html or .docx, or --format", output=output)
        )
    if name and by_extension and name != by_extension:
        raise click.UsageError(
            t("{output} has the extension of another format than --format {name}", output=output, name=name)
        )
    format = name or by_extension or "text"
    if format in ("html", "docx") and output is None:
        raise click.UsageError(t("--format {format} requires -o FILE", format=format))
    return format


def _refuse_useless(format: str, author: str, date: str) -> None:
    """Raise UsageError if an option has no effect in a format, or if the date is invalid."""
    if format != "docx" and (author or date):
        raise click.UsageError(t("{option} requires --format docx", option="--author" if author else "--date"))
    try:
        is_date = not date or datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        is_date = False
    if not is_date:
        raise click.UsageError(t('--date: "{date}" is not a date in the form YYYY-MM-DD', date=date))
