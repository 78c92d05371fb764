"""`wsisc verify FILE [SOURCE]`: whether a document is exactly what its source gives."""

from pathlib import Path

import click

from wsisc import call as calls
from wsisc import compare, locale, model, outline, pipeline, provenance, source
from wsisc.cli import files
from wsisc.model import Submission
from wsisc.readers import carried, docx, html
from wsisc.words import Words
from wsisc.writers import writer, yaml


@click.command("verify", short_help="Tell whether a document is exactly what its source gives.")
@click.argument("document", metavar="FILE")
@click.argument("given", metavar="[SOURCE]", required=False)
@click.pass_context
def command(ctx: click.Context, document: str, given: str | None) -> None:
    """Tell whether FILE is exactly what the source it carries gives, and with SOURCE, whether that is its source.

    The exit code is 0 where it is, 1 where it was changed: then the places are named.
    """
    content = files.document(document)
    package = carried.find(content)
    if package is None:
        raise click.ClickException(f"{document} carries no source: it was built with --no-embed, or by other means")
    checked = pipeline.check(source.read(package.source.encode(), document))
    submission = checked.submission
    if submission is None or not checked.is_sound:
        raise click.ClickException(f"the source that {document} carries is not sound: see it with wsisc extract")
    told = _against(submission, Path(given)) if given else []
    told += _changes(content, submission, package)
    click.echo("\n".join(told) or f"{document} is exactly what its source gives")
    ctx.exit(1 if told else 0)


def _against(carried: Submission, path: Path) -> list[str]:
    """Return what tells a source from the one that the document carries."""
    read = source.read(files.document(str(path)), str(path))
    mine, theirs = (yaml.canonical(each).splitlines() for each in (model.from_data(read.data), carried))
    if mine == theirs:
        return []
    line = next(
        (at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    shown = mine[line].strip() if line < len(mine) else "nothing"
    return [f"{path} is not the source of the document; the first difference is at: {shown[:80]}"]


def _changes(content: bytes, submission: Submission, package: provenance.Package) -> list[str]:
    """Return where a document is not what its source gives."""
    call = calls.named(submission.call)
    if call is None or package.call != calls.text(call.id):
        return [f"the document answers another version of the call {submission.call} than wsisc knows"]
    language = locale.load(submission.language)
    format = "docx" if content.startswith(b"PK") else "pdf" if content.startswith(b"%PDF") else "html"
    made = writer(format)(submission, call, language, True).finish()
    if made == content:
        return []
    blocks = outline.blocks(submission, call, language)
    found = _words(content, format)
    places = compare.changed_places(submission, blocks, found) if found else []
    if places:
        return [f"changed by hand: {place}" for place in places]
    again = carried.find(made)
    if again and again.versions != package.versions:
        return [f"made by other versions: {', '.join(f'{name} {number}' for name, number in package.versions.items())}"]
    if found:
        return ["its words are those of its source, but the file was changed, if only by opening and saving it"]
    return ["the file was changed after it was made"]


def _words(content: bytes, format: str) -> Words | None:
    if format == "docx":
        return docx.words_of(content)
    return html.words(content.decode("utf-8", "replace")) if format == "html" else None
