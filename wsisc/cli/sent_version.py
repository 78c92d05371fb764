"""A reviewed Word file, and the options -> the submission that was sent out, to compare with."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from wsisc import locale, model, source
from wsisc.calls import checker
from wsisc.calls.call import Call, Catalogue
from wsisc.cli import related_check
from wsisc.diagnostic import WsiscError, find_errors
from wsisc.diff.align import similarity
from wsisc.document import figures, portable_names
from wsisc.document.figures import Image
from wsisc.document.manuscript import Manuscript
from wsisc.document.provenance import SourcePackage, digest
from wsisc.merge import heading_check
from wsisc.model import Submission
from wsisc.readers import embedded_source
from wsisc.readers.word import read as read_word
from wsisc.readers.word.content import WordContent
from wsisc.report.common import sanitize
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile, read_document
from wsisc.writers import docx

_TWO_WAY_NOTE = """\
note: the Word file carries no source, and no --base is given: a two-way merge. Whatever differs from {}
counts as changed by the reviewer, also what you wrote since it was sent: look at every change, or give what was sent
as --base"""
_CARRIED_CALL_NOTE = """\
note: there is no call {0} beside {1}: the Word file is read by the one that it carries, which is not
written. Put your own copy into calls/{0}.yaml: validate and build know no other"""
_UNSOUND_CALL = "there is no call {0} beside {1}, and the one that the Word file carries is not sound"
_OWN_CALL_HINT = "put your own copy into calls/{0}.yaml, then import it once more"
_NO_PARTS = "no part of the call is found in the Word file, so nothing was written. Looked for were the headings: {}"
_STYLES_HINT = "give them, and the titles of sections, the styles Heading 1, Heading 2 ... in Word; import it once more"
_MIN_LIKENESS = 0.15
"""A guess: submissions with another name and less in common are not versions of one another."""
_PLACEHOLDER_SIZE = 100.0


@dataclass(frozen=True)
class SentVersion:
    """A submission as it was sent out, the calls to read it by, its images, and whether it was a draft.

    `digests` are those of the images by the names of their figures, including images that are no longer available.
    """

    submission: Submission
    known: Catalogue
    images: Mapping[str, Image]
    digests: Mapping[str, str]
    is_draft: bool = False


def find(document: bytes, file: InputFile, ours: Submission, base: str | None) -> SentVersion:
    """Return the version that a reviewed file was built from: that of `base`, or the one it carries, or finally ours.

    Raises WsiscError if that is impossible, or if the package that a document carries was changed.
    """
    known = repository.load_catalogue(file.folder)
    if base:
        read = source.read(read_document(base), base)
        if read.data is None:
            hint = f"wsisc validate {portable_names.quote_path(base)}"
            raise WsiscError(f"{base} cannot be read as a submission", hint, exit_code=2)
        package = None
        with contextlib.suppress(WsiscError):  # --base wins, even over a package that was changed
            package = embedded_source.find(document)
        submission = model.from_data(read.data)
        known = _add_carried_call(known, package, submission.call, file.name)
        return _from_files(submission, known, Path(base).parent)
    package = _find_package(document)
    if package is None:
        related_check.refuse_unrelated(read_word(document), ours, file.name)
        click.echo(_TWO_WAY_NOTE.format(file.name), err=True)
        return _from_files(ours, known, file.folder)
    submission = model.from_data(source.read(package.source.encode(), file.name).data)
    _refuse_other_submission(submission, ours, file.name)
    known = _add_carried_call(known, package, submission.call, file.name)
    return _from_package(document, package, submission, known, file.folder)


def _from_files(submission: Submission, known: Catalogue, folder: Path) -> SentVersion:
    images = figures.read(submission.figures, folder).images
    return SentVersion(submission, known, images, {name: digest(image.content) for name, image in images.items()})


def _from_package(
    document: bytes, package: SourcePackage, submission: Submission, known: Catalogue, folder: Path
) -> SentVersion:
    """Return the version of a package, with the images of the document, or otherwise those of a folder."""
    embedded, images = embedded_source.read_figures(document, package), {}
    local = figures.read(submission.figures, folder).images
    digests = {name: package.figures.get(figure.file, "") for name, figure in submission.figures.items()}
    for name, figure in submission.figures.items():
        if figure.file in embedded:
            with contextlib.suppress(figures.FigureError):
                images[name] = figures.read_image(figure.file, embedded[figure.file])
        elif name in local and digest(local[name].content) == digests[name]:
            images[name] = local[name]
    return SentVersion(submission, known, images, digests, package.draft)


def _find_package(document: bytes) -> SourcePackage | None:
    """Return the package that a document carries. Raises WsiscError if it was changed."""
    try:
        return embedded_source.find(document)
    except WsiscError as error:
        raise WsiscError(str(error), "give the submission it was made from with --base") from None


def _add_carried_call(known: Catalogue, package: SourcePackage | None, id: str, name: str) -> Catalogue:
    """Return calls, with the one that a document carries added if none has its id: that document is read by it.

    Raises WsiscError if it is invalid.
    """
    if package is None or id in known.ids():
        return known
    found = checker.check(source.read(repository.encode_call(package.call), id), id)
    if find_errors(found):
        raise WsiscError(_UNSOUND_CALL.format(sanitize(id), name), _OWN_CALL_HINT.format(sanitize(id)), exit_code=2)
    click.echo(_CARRIED_CALL_NOTE.format(sanitize(id), name), err=True)
    return replace(known, own={**known.own, id: package.call})


def _refuse_other_submission(base: Submission, ours: Submission, name: str) -> None:
    """Raise WsiscError if a Word file was built from another submission than the one to merge it into."""
    one, other = (" ".join(text for _, text in model.rich_texts(each)) for each in (base, ours))
    names = [(each.title, each.entity.name) for each in (base, ours)]
    has_other_names = all(first != second for first, second in zip(*names, strict=True))
    if has_other_names or (names[0] != names[1] and similarity(one, other) < _MIN_LIKENESS):
        title, entity = names[0]
        raise WsiscError(
            f'the Word file was made from another submission, "{sanitize(title)}" by {sanitize(entity)}',
            f"is {name} the right one? If it is, give the file as it was sent out with --base",
            exit_code=2,
        )


def rebuild(version: SentVersion) -> WordContent | None:
    """Return the content of the Word file that was sent, or None if it cannot be built.

    An image that is no longer available is an empty one: images are compared by their digests.
    """
    submission = version.submission
    call = version.known.find(submission.call)
    if call is None or submission.language not in call.languages:
        return None
    placeholders = {
        name: Image(each.file, "png", _PLACEHOLDER_SIZE, _PLACEHOLDER_SIZE, b"")
        for name, each in submission.figures.items()
    }
    images = {**placeholders, **version.images}
    language = locale.load(submission.language)
    try:
        return read_word(
            docx.DocxDocument(
                Manuscript(submission, call, language, images, embed=False, draft=version.is_draft)
            ).finish()
        )
    except WsiscError:
        return None


def no_parts_error(call: Call | None, ours: Submission) -> WsiscError:
    """Return the error for a Word file that contains no part of a call."""
    looked_for = sanitize(heading_check.describe_headings(call, ours.language))
    return WsiscError(_NO_PARTS.format(looked_for), _STYLES_HINT, exit_code=2)
