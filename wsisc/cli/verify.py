"""`wsisc verify FILE [SOURCE]`: whether a document is exactly what its source gives."""

from dataclasses import replace
from pathlib import Path

import click

from wsisc import figures, model, pipeline, provenance, selection, source, verification
from wsisc.cli import complete, files, owncalls
from wsisc.model import Submission
from wsisc.provenance import Package
from wsisc.readers import carried
from wsisc.writers import yaml


@click.command("verify", short_help="Tell whether a document is exactly what its source gives.")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@click.argument("given", metavar="[SOURCE]", required=False, shell_complete=complete.paths)
@click.pass_context
def command(ctx: click.Context, document: str, given: str | None) -> None:
    """Tell whether FILE is exactly what the source it carries gives, and with SOURCE, whether that is its source.

    The exit code is 0 where it is, 1 where it was changed: then the places are named.
    """
    content = files.document(document)
    package = carried.find(content)
    if package is None:
        raise click.ClickException(f"{document} carries no source: it was built with --no-embed, or by other means")
    known = owncalls.alone(package.call)  # the document's own, whatever is known here
    needed = replace(selection.REQUIRED, draft=package.draft)
    checked = pipeline.check(source.read(package.source.encode(), document), selection=needed, known=known)
    submission = checked.submission
    if submission is None or not checked.is_sound:
        raise click.ClickException(f"the source that {document} carries is not sound: see it with wsisc extract")
    if given:
        owncalls.warn(files.catalogue(Path(given).parent), submission.call)
    told = _against(submission, package, Path(given)) if given else []
    told += verification.differences(content, submission, package, known.load(submission.call))
    click.echo("\n".join(told) or f"{document} is exactly what its source gives")
    ctx.exit(1 if told else 0)


def _against(carried: Submission, package: Package, path: Path) -> list[str]:
    """Return what tells a source, or the files of its figures, from what the document carries."""
    submission = model.from_data(source.read(files.document(str(path)), str(path)).data)
    mine, theirs = (yaml.canonical(each).splitlines() for each in (submission, carried))
    if mine == theirs:
        images = figures.read(submission.figures, path.parent).images.values()
        digests = {image.file: provenance.digest(image.content) for image in images}
        others = [file for file in package.figures if digests.get(file) != package.figures[file]]
        return [f"{file} is not the file that the document was made with" for file in others]
    line = next(
        (at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    shown = mine[line].strip() if line < len(mine) else "nothing"
    return [f"{path} is not the source of the document; the first difference is at: {shown[:80]}"]
