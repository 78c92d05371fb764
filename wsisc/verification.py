"""A document and the source that it carries -> where it is not what that source gives."""

import contextlib

from wsisc import compare, figures, locale, outline
from wsisc.call import Call
from wsisc.figures import Image
from wsisc.manuscript import Manuscript
from wsisc.model import Submission
from wsisc.provenance import Package
from wsisc.readers import carried, docx, html, pdf
from wsisc.readers.package import parts as parts_of
from wsisc.words import Words
from wsisc.writers import writer

_FEW = 4


def differences(content: bytes, submission: Submission, package: Package, call: Call) -> list[str]:
    """Return where a document is not what its source gives as an answer to a call; none where it is equal."""
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
