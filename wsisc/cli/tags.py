"""`wsisc tags suggest|apply`: submissions -> a table of suggested tags; such a table -> the tags in the files."""

import click

from wsisc import api
from wsisc.cli import arguments, help_text, messages
from wsisc.messages import plural, t
from wsisc.text.sanitize import sanitize


@click.group("tags", cls=help_text.CommandGroup)
def command() -> None:
    """Suggest tags, and add those that a person accepts.

    Tags are the topics of a text, such as action lines, for the dataset; they are never printed.
    """


@command.command("suggest")
@arguments.PATHS
@arguments.file_option("-o", "--output", required=True, metavar="FILE", help="Table to write, with the extension .csv.")
@click.pass_context
def suggest(ctx: click.Context, /, paths: tuple[str, ...], output: str) -> None:
    """Write a table of tags that texts name and their authors did not give.

    Write yes in the column accept for each tag that is right, in a spreadsheet or an editor; then run wsisc tags apply.
    The exit code is 1 if a submission was left out.
    """
    if not output.lower().endswith(".csv"):
        raise click.UsageError(t("{output}: expected a name ending in .csv", output=output))
    suggested = api.suggest_tags(paths, output, notify=messages.note)
    for submission in suggested.left_out:
        messages.show("left out", t("{file}: {reason}", file=submission.file, reason=submission.reason))
    count = plural("1 suggestion", "{count:,} suggestions", suggested.count)
    summary = t("{suggestions}, {count} left out", suggestions=count, count=len(suggested.left_out))
    messages.print_result(summary, err=True)
    messages.print_result(output)
    ctx.exit(1 if suggested.left_out else 0)


@command.command("apply")
@click.argument("table", metavar="TABLE")
@click.pass_context
def apply(ctx: click.Context, /, table: str) -> None:
    """Add the tags that were accepted in TABLE to the submissions, and change nothing else in them.

    TABLE is from wsisc tags suggest. Tags that a text already has are left as they are. The exit code is 1 if a tag
    could not be added.
    """
    applied = api.apply_tags(table)
    refused = [outcome for outcome in applied.outcomes if outcome.reason]
    for outcome in refused:
        tag = f"{outcome.tag.vocabulary} {outcome.tag.code}"
        values = {
            "table": table,
            "line": outcome.tag.line,
            "tag": tag,
            "file": outcome.tag.file,
            "reason": outcome.reason,
        }
        refusal = t("{table}:{line}: {tag} was not added to {file}: {reason}", **values)
        messages.print_line(sanitize(refusal), err=True)
    for path in applied.changed:
        messages.print_result(sanitize(str(path)))
    added = sum(outcome.is_applied for outcome in applied.outcomes)
    present = len(applied.outcomes) - added - len(refused)
    summary = plural(
        "1 tag added, {present} already there, {refused} not added",
        "{count:,} tags added, {present} already there, {refused} not added",
        added,
        present=present,
        refused=len(refused),
    )
    messages.print_result(summary, err=True)
    ctx.exit(1 if refused else 0)
