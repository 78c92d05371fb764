"""`wsisc translate export|import`: a submission -> a file for translators; such a file -> the translation."""

import click

from wsisc import api
from wsisc.api.translating import TranslateResult, languages
from wsisc.cli import arguments, help_text, messages, reports
from wsisc.messages import plural, t
from wsisc.messages.diagnostic import DataPath
from wsisc.messages.localization import translate
from wsisc.text.sanitize import sanitize

_DRAFT = click.option("--draft", is_flag=True, default=None, help="Allow empty parts in the original.")


@click.group("translate", cls=help_text.CommandGroup)
def command() -> None:
    """Write a file for translators, and import what they send back.

    XLIFF is for the programs of translators (CAT tools), a table in Word for all others.
    """


@command.command("export")
@click.argument("file", metavar="FILE", type=arguments.FILE_NAME)
@click.option("--to", "language", required=True, metavar="LANGUAGE", help="Language of the translation, such as fr.")
@arguments.file_option("-o", "--output", required=True, metavar="FILE", help="File to write, ending in .xlf or .docx.")
@arguments.file_option(
    "--former", metavar="FILE", help="Earlier translation: what is in step with the original is filled in."
)
@_DRAFT
def export(file: str, language: str, output: str, former: str | None, draft: bool | None) -> None:
    """Write the texts of FILE, with a segment for each sentence, to be translated.

    FILE.xlf is XLIFF 2.1, with codes for bold, italics, links, footnotes and line breaks. FILE.docx is a table with a
    column for the translation, in which footnotes are codes such as {1}.
    """
    if language not in languages():
        values = {"language": language, "languages": ", ".join(languages())}
        raise click.UsageError(t("--to: the language {language!r} is not supported; use {languages}", **values))
    written = api.export_translation(file, output, language=language, former=former, draft=draft, notify=messages.note)
    messages.print_result(str(written))


@command.command("import")
@click.argument("file", metavar="FILE", type=arguments.FILE_NAME)
@arguments.file_option("-o", "--output", metavar="FILE", help="Submission to write (default: FILE with .yaml).")
@arguments.file_option(
    "--into", metavar="FILE", help="Translation whose texts are replaced, and to which what is new is added."
)
@arguments.file_option(
    "--original", metavar="FILE", help="The original (default: the one beside FILE that FILE names)."
)
@click.option("--partial", is_flag=True, help="Keep the words of the original where the translation is incomplete.")
@_DRAFT
@click.pass_context
def import_(
    ctx: click.Context, /, file: str, output: str | None, into: str | None, original: str | None, partial: bool,
    draft: bool | None
) -> None:  # fmt: skip
    """Write the translation in FILE as a submission, with the structure, ids, links and footnotes of the original.

    Segments that were not translated, codes that were lost, and texts that were changed in the original since the
    export are reported, and nothing is written then, unless --partial. The exit code is 1 if anything was reported.
    """
    if output and into:
        raise click.UsageError(t("-o and --into cannot be used together"))
    imported = api.import_translation(
        file, output, into=into, original=original, partial=partial, draft=draft, notify=messages.note
    )
    _report(file, imported)
    if imported.written:
        messages.print_result(str(imported.written))
        reports.report_place(file, imported.written)
    ctx.exit(0 if imported.is_complete else 1)


def _report(file: str, imported: TranslateResult) -> None:
    """Print the problems of a translation, each with its place in the file of the translator and in the original."""
    for problem in imported.problems:
        place = f"{file}:{problem.line}" if problem.line else file
        there = _name_original(imported, problem.path)
        click.echo(sanitize(f"{place}: {problem.unit}: {problem.kind}: {translate(problem.message)}{there}"), err=True)
    for found in imported.diagnostics:
        place = f"{found.file}:{found.line}" if imported.written else f"{file}: {'.'.join(map(str, found.path))}"
        click.echo(sanitize(f"{place}: {translate(found.message)}{_name_original(imported, found.path)}"), err=True)
    if count := sum(problem.is_error for problem in imported.problems) + len(imported.diagnostics):
        summary = plural("1 problem in the translation", "{count:,} problems in the translation", count)
        if not imported.written:
            summary = t("{summary}; nothing was written (see --partial)", summary=summary)
        messages.print_result(summary, err=True)


def _name_original(imported: TranslateResult, path: DataPath) -> str:
    """Return the place of a text in the original, in brackets; "" for a text that it does not have."""
    line = imported.original.find_line(path) if path else None
    return f" ({imported.original.name}:{line})" if line else ""
