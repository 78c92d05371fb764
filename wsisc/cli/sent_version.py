"""A reviewed Word file, and what a user names -> the submission that was sent out, to compare with."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from wsisc import locale, model, source
from wsisc.calls import checker
from wsisc.calls.call import Call, Catalogue
from wsisc.cli import files, related_check
from wsisc.diagnostic import Severity, WsiscError
from wsisc.diff.align import likeness
from wsisc.document import figures, portable_names
from wsisc.document.figures import Image
from wsisc.document.manuscript import Manuscript
from wsisc.document.provenance import Package, digest
from wsisc.merge import heading_check
from wsisc.model import Submission
from wsisc.readers import embedded_source
from wsisc.readers.word import read as read_word
from wsisc.readers.word.content import Content
from wsisc.report.reported import shown
from wsisc.writers import docx

_TWO_WAY = """note: the Word file carries no source, and no --base is given: a two-way merge. Whatever differs from {}
counts as changed by the reviewer, also what you wrote since it was sent: look at every change, or give what was sent
as --base"""
_CARRIED_CALL = """note: there is no call {0} beside {1}: the Word file is read by the one that it carries, which is not
written. Put your own copy into calls/{0}.yaml: validate and build know no other"""
_UNSOUND_CALL = "there is no call {0} beside {1}, and the one that the Word file carries is not sound"
_OWN_CALL = "put your own copy into calls/{0}.yaml, then import it once more"
_NO_PARTS = "no part of the call is found in the Word file, so nothing was written. Looked for were the headings: {}"
_GIVE_STYLES = "give them, and the titles of sections, the styles Heading 1, Heading 2 ... in Word; import it once more"
_LEAST_ALIKE = 0.15
_ACROSS = 100.0


@dataclass(frozen=True)
class Sent:
    """A submission as it was sent out, the calls to read it by, the images of its figures, and whether it was a draft.

    `digests` are those of the images by the names of their figures, also of such as are no longer to be had.
    """

    submission: Submission
    known: Catalogue
    images: Mapping[str, Image]
    digests: Mapping[str, str]
    draft: bool = False


def find(document: bytes, given: files.Input, ours: Submission, named: str | None) -> Sent:
    """Return what a reviewed file was made from: as named, as it carries, else what the file is now.

    Raises WsiscError where that cannot be, and where the package that a document carries was changed.
    """
    known = files.catalogue(given.folder)
    if named:
        read = source.read(files.document(named), named)
        if read.data is None:
            hint = f"wsisc validate {portable_names.quoted(named)}"
            raise WsiscError(f"{named} cannot be read as a submission", hint, exit_code=2)
        package = None
        with contextlib.suppress(WsiscError):  # what is named counts, whatever became of what is carried
            package = embedded_source.find(document)
        submission = model.from_data(read.data)
        known = _with_carried(known, package, submission.call, given.name)
        return _of_files(submission, known, Path(named).parent)
    package = _package(document)
    if package is None:
        related_check.check(read_word(document), ours, given.name)
        click.echo(_TWO_WAY.format(given.name), err=True)
        return _of_files(ours, known, given.folder)
    submission = model.from_data(source.read(package.source.encode(), given.name).data)
    _check_same(submission, ours, given.name)
    known = _with_carried(known, package, submission.call, given.name)
    return _of_package(document, package, submission, known, given.folder)


def _of_files(submission: Submission, known: Catalogue, folder: Path) -> Sent:
    images = figures.read(submission.figures, folder).images
    return Sent(submission, known, images, {name: digest(image.content) for name, image in images.items()})


def _of_package(document: bytes, package: Package, submission: Submission, known: Catalogue, folder: Path) -> Sent:
    """Return what a package tells, with those images that the document holds still, else those of a folder."""
    held, images = embedded_source.figures(document, package), {}
    beside = figures.read(submission.figures, folder).images
    digests = {name: package.figures.get(figure.file, "") for name, figure in submission.figures.items()}
    for name, figure in submission.figures.items():
        if figure.file in held:
            with contextlib.suppress(figures.Unfit):
                images[name] = figures.image(figure.file, held[figure.file])
        elif name in beside and digest(beside[name].content) == digests[name]:
            images[name] = beside[name]
    return Sent(submission, known, images, digests, package.draft)


def _package(document: bytes) -> Package | None:
    """Return what a document carries. Raises WsiscError where that was changed."""
    try:
        return embedded_source.find(document)
    except WsiscError as error:
        raise WsiscError(str(error), "give the submission it was made from with --base") from None


def _with_carried(known: Catalogue, package: Package | None, id: str, name: str) -> Catalogue:
    """Return calls with the one that a document carries, where none is known by its id: that document is read by it.

    Raises WsiscError where it is not sound.
    """
    if package is None or id in known.names():
        return known
    found = checker.check(source.read(files.call_bytes(package.call), id), id)
    if any(each.severity == Severity.ERROR for each in found):
        raise WsiscError(_UNSOUND_CALL.format(shown(id), name), _OWN_CALL.format(shown(id)), exit_code=2)
    click.echo(_CARRIED_CALL.format(shown(id), name), err=True)
    return replace(known, own={**known.own, id: package.call})


def _check_same(base: Submission, ours: Submission, name: str) -> None:
    """Raise WsiscError where a Word file was made from another submission than the one it shall flow into."""
    one, other = (" ".join(text for _, text in model.rich_texts(each)) for each in (base, ours))
    names = [(each.title, each.entity.name) for each in (base, ours)]
    is_named_else = all(first != second for first, second in zip(*names, strict=True))
    if is_named_else or (names[0] != names[1] and likeness(one, other) < _LEAST_ALIKE):
        title, entity = names[0]
        raise WsiscError(
            f'the Word file was made from another submission, "{shown(title)}" by {shown(entity)}',
            f"is {name} the right one? If it is, give the file as it was sent out with --base",
            exit_code=2,
        )


def built(sent: Sent) -> Content | None:
    """Return what was sent out as it is read from its Word file, or None where none can be made of it.

    An image that is no longer to be had is an empty one: images are compared by their digests.
    """
    submission = sent.submission
    call = sent.known.named(submission.call)
    if call is None or submission.language not in call.languages:
        return None
    gone = {name: Image(each.file, "png", _ACROSS, _ACROSS, b"") for name, each in submission.figures.items()}
    images = {**gone, **sent.images}
    language = locale.load(submission.language)
    try:
        return read_word(
            docx.Document(Manuscript(submission, call, language, images, embed=False, draft=sent.draft)).finish()
        )
    except WsiscError:
        return None


def no_parts(call: Call | None, ours: Submission) -> WsiscError:
    """Return what to raise where no part of a call is found in a Word file."""
    looked_for = shown(heading_check.looked_for(call, ours.language))
    return WsiscError(_NO_PARTS.format(looked_for), _GIVE_STYLES, exit_code=2)
