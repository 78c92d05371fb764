"""`wsisc build`: submissions -> documents beside them, or where `-o` says."""

import sys
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import click

from wsisc import budgets, figures, locale, model, source
from wsisc.call import Catalogue
from wsisc.cli import complete, files
from wsisc.diagnostic import Severity
from wsisc.figures import Seen
from wsisc.manuscript import Manuscript
from wsisc.model import Submission
from wsisc.typesetter import MissingGlyphs
from wsisc.writers import WRITERS, Begun, writer

_SOURCES = {".yaml", ".yml"}


class _Wanted(NamedTuple):
    """What a user wants: formats, whether documents carry their source, are drafts, and hold the comments on them."""

    formats: list[str]
    embed: bool
    draft: bool
    review: bool


@click.command("build", short_help="Make the documents of submissions.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete.paths)
@click.option("--format", "formats", multiple=True, type=click.Choice(list(WRITERS)), help="A format; may be repeated.")
@click.option(
    "-o",
    "--output",
    shell_complete=complete.paths,
    help="A file, for one submission in one format; else a folder. - is standard output.",
)
@click.option("--draft", is_flag=True, default=None, help="Build with parts still empty, every page marked as a draft.")
@click.option("--no-embed", is_flag=True, default=False, help="Do not put the source into the documents.")
@click.option("--comments", is_flag=True, default=False, help="Put the comments of reviewers into the Word files.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    formats: tuple[str, ...],
    output: str | None,
    draft: bool | None,
    no_embed: bool,
    comments: bool,
) -> None:
    """Make the documents of submissions: in the formats of --format, else of wsisc.toml, else as Word files.

    PATH is a submission, a folder of them, or - for standard input. A submission with errors is not built.
    """
    inputs = list(files.read(paths))
    settings, place = files.settings(inputs[0].folder)
    if output is None and settings.output:
        output = f"{place / settings.output}/"
    wanted = _Wanted(
        _formats(formats, output, settings.formats),
        not no_embed,
        settings.draft if draft is None else draft,
        comments,
    )
    if comments and wanted.formats != ["docx"]:
        raise click.UsageError("--comments is for Word files: say --format docx")
    alone = len(paths) * len(wanted.formats) == 1 and not Path(paths[0]).is_dir()
    targets = {
        (each.name, format): _target(each, format, output, alone) for each in inputs for format in wanted.formats
    }
    _refuse_collisions(list(targets.values()), inputs)
    sound = True
    for given in inputs:
        documents = _documents(given, wanted)
        sound = sound and documents is not None
        for format, content in (documents or {}).items():
            _write(targets[given.name, format], content)
    ctx.exit(0 if sound else 1)


def _formats(given: tuple[str, ...], output: str | None, settled: tuple[str, ...]) -> list[str]:
    """Return the formats to build, each once: those given, else that of the named file, else those of wsisc.toml."""
    named = Path(output).suffix[1:] if output else ""
    unknown = [format for format in settled if format not in WRITERS]
    if unknown:
        near = get_close_matches(unknown[0], WRITERS, 1)
        hint = f"use {near[0]}" if near else f"the formats are {', '.join(WRITERS)}"
        raise click.UsageError(f"wsisc.toml, [build] formats: no format is named {unknown[0]!r}; {hint}")
    return list(dict.fromkeys(given or ((named,) if named in WRITERS else settled) or ("docx",)))


def _documents(given: files.Input, wanted: _Wanted) -> dict[str, bytes] | None:
    """Return the documents of a source by format, or None (and tell why) where it has errors.

    The documents are begun before the source is known to be sound: Pandoc is at work while the checks, which
    take as long, are loaded and run. Those of an unsound source, and what a failure leaves behind, are given up.
    """
    read = source.read(given.content, given.name)
    submission = model.from_data(read.data)
    seen = figures.read(submission.figures, given.folder)
    known = files.catalogue(given.folder)
    begun = _begin(submission, known, seen, wanted)
    try:
        from wsisc import pipeline, report, selection

        checked = pipeline.check(
            read, seen, replace(selection.REQUIRED, draft=wanted.draft, review=wanted.review), known=known
        )
        made = {}
        try:
            made = {format: begun[format].finish() for format in wanted.formats if checked.is_sound}
        except MissingGlyphs as error:
            checked = pipeline.undrawable(checked, error.characters)
            if checked.is_sound:  # the characters are those of the call, or of a language
                raise
        if checked.diagnostics:
            click.echo(report.load("full")([checked.reported]), err=True)
        return made if checked.is_sound else None
    finally:
        for document in begun.values():
            document.cancel()


def _begin(submission: Submission, known: Catalogue, seen: Seen, wanted: _Wanted) -> dict[str, Begun]:
    call = known.named(submission.call)
    if call is None or submission.language not in call.languages:
        return {}
    if any(each.severity == Severity.ERROR for each in seen.problems):
        return {}
    if any(budgets.excess(text) for _, text in model.rich_texts(submission)):
        return {}  # no engine may see it
    language = locale.load(submission.language)
    manuscript = Manuscript(submission, call, language, seen.images, wanted.embed, wanted.draft, wanted.review)
    return {format: writer(format)(manuscript) for format in wanted.formats}


def _target(given: files.Input, format: str, output: str | None, alone: bool) -> Path | None:
    """Return where a document goes; None is standard output."""
    name = f"{given.path.stem if given.path else 'submission'}.{format}"
    if output == "-":
        if not alone:
            raise click.UsageError("-o - takes one submission in one format")
        return None
    if output is None:
        if given.path is None:
            raise click.UsageError("say with -o where the document of standard input shall go")
        return given.path.with_name(name)
    if not alone and Path(output).suffix[1:] in WRITERS and not Path(output).is_dir():
        raise click.UsageError(f"{output} is the name of one document; for several, -o names a folder")
    if not alone or output.endswith(("/", "\\")) or Path(output).is_dir():
        return Path(output) / name
    target = Path(output)
    if target.suffix in _SOURCES or (target.suffix[1:] in WRITERS and target.suffix[1:] != format):
        raise click.UsageError(f"{output} does not end as a document in the format {format} does: .{format}")
    return target


def _refuse_collisions(targets: list[Path | None], inputs: list[files.Input]) -> None:
    """Raise UsageError where a document would be written over a source or another document."""
    taken = {given.path.resolve() for given in inputs if given.path}
    for target in targets:
        if target is None:
            continue
        if target.resolve() in taken:
            raise click.UsageError(f"{target} would be written over by another document, or over its source")
        taken.add(target.resolve())


def _write(target: Path | None, content: bytes) -> None:
    if target is None:
        sys.stdout.buffer.write(content)
        return
    files.write(target, content)
    click.echo(str(target))
