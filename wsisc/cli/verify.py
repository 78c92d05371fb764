"""`wsisc verify FILE [SOURCE]`: whether a document is exactly what its source gives."""

import contextlib
from dataclasses import replace
from pathlib import Path

import click

from wsisc import call as calls
from wsisc import compare, figures, locale, model, outline, pipeline, provenance, selection, source
from wsisc.call import Catalogue
from wsisc.cli import complete, files
from wsisc.figures import Image
from wsisc.manuscript import Manuscript
from wsisc.model import Submission
from wsisc.provenance import Package
from wsisc.readers import carried, docx, html, pdf
from wsisc.readers.package import parts as parts_of
from wsisc.words import Words
from wsisc.writers import writer, yaml

_FEW = 4


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
    known = calls.Catalogue({calls.id_of(package.call): package.call})  # the document's own, whatever is known here
    needed = replace(selection.REQUIRED, draft=package.draft)
    checked = pipeline.check(source.read(package.source.encode(), document), selection=needed, known=known)
    submission = checked.submission
    if submission is None or not checked.is_sound:
        raise click.ClickException(f"the source that {document} carries is not sound: see it with wsisc extract")
    told = _against(submission, package, Path(given)) if given else []
    told += _changes(content, submission, package, known)
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


def _changes(content: bytes, submission: Submission, package: Package, known: Catalogue) -> list[str]:
    """Return where a document is not what its source gives."""
    call = known.load(submission.call)
    images = _images(content, submission, package)
    manuscript = Manuscript(submission, call, locale.load(submission.language), images, draft=package.draft)
    format = "docx" if content.startswith(b"PK") else "pdf" if content.startswith(b"%PDF") else "html"
    found = _words(content, format)
    blocks = outline.of(manuscript)
    places = compare.changed_places(submission, blocks, found) if found else []
    places += [f"the figure {name}" for name in submission.figures if name not in manuscript.images]
    if places:
        return [f"changed by hand: {place}" for place in places]
    made = writer(format)(manuscript).finish()
    if made == content:
        return []
    told = compare.changed_references(_references(made, format), _references(content, format))
    again = carried.find(made)
    if not told and again and again.versions != package.versions:
        return [f"made by other versions: {', '.join(f'{name} {number}' for name, number in package.versions.items())}"]
    told += compare.changed_texts(*(_surroundings(each, format) for each in (made, content)))
    return [f"changed by hand: {each}" for each in told] or _otherwise(content, made, format)


def _otherwise(content: bytes, made: bytes, format: str) -> list[str]:
    """Return what tells a document that says what it should from what it should be."""
    if parts := _parts(made, content) if format == "docx" else []:
        return [f"its words are those of its source, but the file was changed: {', '.join(parts)}"]
    return ["its words are those of its source, but the file was changed, if only by opening and saving it"]


def _images(content: bytes, submission: Submission, package: Package) -> dict[str, Image]:
    """Return the images of a document that are as they were, by the names of their figures."""
    held, images = carried.figures(content, package), {}
    for name, figure in submission.figures.items():
        with contextlib.suppress(figures.Unfit, KeyError):
            images[name] = figures.image(figure.file, held[figure.file])
    return images


def _references(content: bytes, format: str) -> list[str]:
    if format == "docx":
        return docx.references(content)
    return html.references(content.decode("utf-8", "replace")) if format == "html" else []


def _surroundings(content: bytes, format: str) -> dict[str, str]:
    if format == "html":
        return html.surroundings(content.decode("utf-8", "replace"))
    return docx.surroundings(content) if format == "docx" else pdf.surroundings(content)


def _parts(made: bytes, content: bytes) -> list[str]:
    """Return the parts in which two Word files differ, if those are few: else another program has written it anew."""
    first, second = parts_of(made), parts_of(content)
    found = sorted(name for name in {*first, *second} if first.get(name) != second.get(name))
    return found if len(found) <= _FEW else []


def _words(content: bytes, format: str) -> Words | None:
    if format == "docx":
        return docx.words_of(content)
    return html.words(content.decode("utf-8", "replace")) if format == "html" else None
