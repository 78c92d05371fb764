"""A reviewed Word file, and its author's file -> the submission that was sent out, and the Word file of that."""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wsisc.align.common_words import similarity
from wsisc.calls.call import Catalogue
from wsisc.diff import word_tree
from wsisc.document import carried_files, figures, submission_file
from wsisc.document.figures import Image, LoadedFigures
from wsisc.document.manuscript import create_manuscript, require_manuscript
from wsisc.document.provenance import SourcePackage, digest
from wsisc.document.submission_file import SubmissionFile
from wsisc.merge import thresholds
from wsisc.merge.notes import MergeNote
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word import content as word
from wsisc.readers.word.accept_reject import accept_all
from wsisc.readers.word.content import WordContent
from wsisc.readers.word.reader import read as read_word
from wsisc.source import model
from wsisc.source.model import Submission
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize
from wsisc.theme import Theme
from wsisc.writers import docx

_SHINGLE_WORDS = 3
_PLACEHOLDER_SIZE = 100.0


@dataclass(frozen=True)
class SentVersion:
    """A submission as it was sent out, the calls to read it by, its images, whether it was a draft, and notes on it.

    `digests` are those of the images by the names of their figures, including images that are no longer available.
    `look` is its theme, None for that of its call. `is_assumed` is whether it is the file as it is now, because
    nothing shows which version was sent.
    """

    submission: Submission
    known: Catalogue
    images: Mapping[str, Image]
    digests: Mapping[str, str]
    is_draft: bool = False
    notes: tuple[MergeNote, ...] = ()
    look: Theme | None = None
    is_assumed: bool = False


def find(
    document: ReceivedDocument, ours: SubmissionFile, base: SubmissionFile | None, known: Catalogue
) -> SentVersion:
    """Return the version that a reviewed file was built from: `base`, or the one that it carries, or otherwise ours.

    Raises WsiscError if no version can be found, or if the package that the document carries was changed.
    """
    if base:
        if base.source.data is None:
            hint = t("run wsisc validate {quote_path}", quote_path=portable_names.quote_path(base.name))
            raise WsiscError(t("{name} is not a valid submission", name=base.name), hint, exit_code=2)
        # a base wins, even over a package that was changed
        return _add_carried_call(read_file(base, known), document.sound_package, ours.name)
    package = _find_package(document)
    if package is None:
        refuse_unrelated(document.word, ours.submission, ours.name)
        return replace(read_file(ours, known), is_assumed=True)
    carried = submission_file.read(package.source.encode(), ours.name, ours.folder)
    _refuse_other_submission(carried.submission, ours.submission, ours.name, document)
    return _add_carried_call(_from_package(document, package, carried, known), package, ours.name)


def read_file(file: SubmissionFile, known: Catalogue) -> SentVersion:
    """Return a file as the version that was sent."""
    images = file.figures.images
    return SentVersion(file.submission, known, images, {name: digest(each.content) for name, each in images.items()})


def _from_package(
    document: ReceivedDocument, package: SourcePackage, carried: SubmissionFile, known: Catalogue
) -> SentVersion:
    """Return the version of a package, with the images of the document, or otherwise those next to the file."""
    submission, local, images = carried.submission, carried.figures.images, {}
    digests = {name: package.figures.get(figure.file, "") for name, figure in submission.figures.items()}
    for name, figure in submission.figures.items():
        if figure.file in document.figures:
            with contextlib.suppress(figures.FigureError):
                images[name] = figures.read_image(figure.file, document.figures[figure.file])
        elif name in local and digest(local[name].content) == digests[name]:
            images[name] = local[name]
    return SentVersion(submission, known, images, digests, package.draft, look=carried_files.read_theme(package).look)


def _find_package(document: ReceivedDocument) -> SourcePackage | None:
    """Return the package that a document carries. Raises WsiscError if it was changed."""
    try:
        return document.package
    except WsiscError as error:
        raise WsiscError(str(error), t("use --base to name the submission that it was built from")) from None


def _add_carried_call(version: SentVersion, package: SourcePackage | None, name: str) -> SentVersion:
    """Return a version with the call that a document carries, if none with its id is known: it is read by that call.

    Raises WsiscError if that call is invalid.
    """
    id = version.submission.call
    if package is None or id in version.known.ids():
        return version
    shown_id = sanitize(id)
    if carried_files.find_call_error(package.call, id):
        raise WsiscError(
            t(
                "the call {id} of {name} was not found, and the call embedded in the Word file has errors",
                id=shown_id,
                name=name,
            ),
            t("save your own copy as calls/{id}.yaml, then import the Word file again", id=shown_id),
            exit_code=2,
        )
    known = replace(version.known, own={**version.known.own, id: package.call})
    return replace(
        version,
        known=known,
        notes=(
            MergeNote(
                "carried-call",
                t(
                    "the call {id} of {name} was not found, so the Word file is read with its embedded call, which"
                    " is not written; save your own copy as calls/{id}.yaml for validate and build",
                    id=shown_id,
                    name=name,
                ),
            ),
        ),
    )


def _refuse_other_submission(base: Submission, ours: Submission, name: str, document: ReceivedDocument) -> None:
    """Raise WsiscError if a Word file was built from another submission than the one to merge it into.

    If the reviewer changed both title and entity, `ours` has those of the document once it was merged.
    """
    one, other = (" ".join(text for _, text in model.rich_texts(each)) for each in (base, ours))
    names = [(each.title, each.entity.name) for each in (base, ours)]
    has_other_names = all(first != second for first, second in zip(*names, strict=True))
    if (has_other_names and not _shows(document, names[1])) or (
        names[0] != names[1] and similarity(one, other) < thresholds.SUBMISSION_SIMILARITY
    ):
        title, entity = names[0]
        raise WsiscError(
            t(
                'the Word file was built from another submission, "{title}" by {entity}',
                title=sanitize(title),
                entity=sanitize(entity),
            ),
            t(
                "check that {name} is the right file; if it is, use --base to name the version that was sent out",
                name=name,
            ),
            exit_code=2,
        )


def _shows(document: ReceivedDocument, names: Iterable[str]) -> bool:
    """Return whether paragraphs of a Word file, with all changes accepted, are some names."""
    content = accept_all(document.word)
    texts = {_normalize(each.text) for each in word.all_paragraphs(content.blocks, content.notes)}
    return texts >= {_normalize(each) for each in names}


def rebuild(version: SentVersion) -> WordContent | None:
    """Return the content of the Word file that was sent, or None if it cannot be built."""
    document = build(version)
    try:
        return read_word(document) if document else None
    except WsiscError:
        return None


def build(version: SentVersion) -> bytes | None:
    """Return the Word file of a version, or None if its call is not known, or has not its language.

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
    look = version.look or version.known.load_theme(call)
    created = create_manuscript(submission, call, LoadedFigures(images), embed=False, draft=version.is_draft, look=look)
    manuscript = require_manuscript(created)  # what is beyond the limits is an error, not a version without a document
    try:
        return docx.DocxDocument(manuscript).finish()
    except WsiscError:
        return None


def refuse_unrelated(content: WordContent, ours: Submission, name: str) -> None:
    """Raise WsiscError if a Word file shares neither title, nor name, nor text with a submission.

    A merge of another document would remove all that the author wrote. A copy that was edited heavily still has its
    title, the name of the entity, or some sentences; two documents on one subject share hardly three words in a row.
    """
    texts = [_normalize(each.text) for each in word.all_paragraphs(content.blocks, content.notes)]
    own = _shingles(_normalize(text.words) for _, text in word_tree.parse_texts(ours))
    if len(own) < thresholds.SHINGLES or any(
        _has_name(_normalize(each), texts) for each in (ours.title, ours.entity.name)
    ):
        return
    if len(own & _shingles(texts)) < thresholds.SHARED_SHINGLES * len(own):
        values = {
            "name": " ".join(name.split()),
            "title": sanitize(" ".join(ours.title.split())),
            "entity": sanitize(" ".join(ours.entity.name.split())),
        }
        message = t(
            "the Word file seems to be built from another submission: it has no embedded source, and its title,"
            ' entity and text differ from those of {name}, "{title}" by {entity}',
            **values,
        )
        hint = t(
            "if it is the right file, use --base to name the version that was sent out, or use --base {name} if it"
            " has not changed since; to create a new YAML file from the Word file, omit --into",
            name=values["name"],
        )
        raise WsiscError(message, hint, exit_code=2)


def _has_name(name: str, texts: Iterable[str]) -> bool:
    """Return whether a name is one of the texts, or if it is long part of one."""
    is_long = len(name.split()) > thresholds.SHORT_NAME_WORDS
    return bool(name) and any(name == each or (is_long and f" {name} " in f" {each} ") for each in texts)


def _shingles(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Return the shingles of texts: all their runs of some words."""
    split = [text.split() for text in texts]
    return {tuple(each[at : at + _SHINGLE_WORDS]) for each in split for at in range(len(each) - _SHINGLE_WORDS + 1)}


def _normalize(text: str) -> str:
    return " ".join(text.casefold().split())
