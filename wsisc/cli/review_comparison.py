"""A reviewed Word file and the version sent -> the three sides of a merge, and the changes outside the texts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import click

from wsisc import importer, locale, model, source
from wsisc.calls.call import Catalogue
from wsisc.cli import sent_version
from wsisc.diagnostic import WsiscError
from wsisc.diff.change import Change
from wsisc.diff.versions import ImageDigests, Sides
from wsisc.document import figures, outline
from wsisc.document.provenance import digest
from wsisc.importer import ImportResult, split_prompts
from wsisc.merge import (
    appearance_changes,
    apply,
    collect,
    components,
    heading_check,
    restore_prompts,
    review,
    struck_words,
    unplaced_changes,
)
from wsisc.merge.components import ImportedWordFile
from wsisc.model import Submission
from wsisc.readers.word import accept_reject
from wsisc.readers.word.content import WordContent
from wsisc.report.common import sanitize
from wsisc.workspace.input_files import InputFile
from wsisc.writers import yaml


@dataclass(frozen=True)
class ReviewComparison:
    """A reviewed file, compared with the version sent.

    `changes` are those outside the texts. `contents` are the Word file as received, and as sent if that is known.
    `wording_changes` are the changes of the call's wording, which `restore_wording` reverts and adds to a list.
    """

    sides: Sides
    changes: list[Change]
    wording_changes: list[Change]
    places: review.ReviewPlaces
    contents: tuple[WordContent, WordContent | None]
    restore_wording: Callable[[WordContent, list[Change]], WordContent]


def compare_texts(
    content: WordContent,
    file: InputFile,
    ours: Submission,
    sent: sent_version.SentVersion,
    rebuilt: WordContent | None,
) -> ReviewComparison:
    """Return a reviewed file, compared with the version sent. Raises WsiscError if it contains no part of the call."""
    known = sent.known
    wording_changes: list[Change] = []
    restore_wording = partial(_restore_wording, rebuilt=rebuilt, base=sent.submission, known=known)
    received = struck_words.remove_spaces(accept_reject.accept_all(content))
    accepted = restore_wording(received, wording_changes)
    if heading_check.has_lost_headings(received, rebuilt, known.find(sent.submission.call), wording_changes):
        raise sent_version.no_parts_error(known.find(ours.call), ours)
    theirs = _import_content(accepted, known, ours)
    imported_sent = _import_content(rebuilt, known, sent.submission) if rebuilt else None
    places = review.find_places(accepted, theirs.submission, sent.submission)
    images = _collect_images(theirs, sent, file, ours)
    sent_again = imported_sent.submission if imported_sent else None
    sides = Sides(sent.submission, theirs.submission, ours, sent_again, places.bookmarks, images)
    received_file = _create_reading(received, theirs, sent.submission)
    sent_file = _create_reading(rebuilt, imported_sent, sent.submission) if rebuilt and imported_sent else None
    known_items = imported_sent.report.items if imported_sent else ()
    changes = [
        *wording_changes,
        *components.find_changes(received_file, sent_file, sides),
        *appearance_changes.find_changes(received_file, rebuilt, sides),
    ]
    changes += unplaced_changes.find_outside_parts(theirs.submission, sent_again)
    changes += unplaced_changes.find_beside_text(theirs.report.items, known_items, received, rebuilt)
    return ReviewComparison(sides, changes, wording_changes, places, (received, rebuilt), restore_wording)


def _collect_images(
    theirs: ImportResult, sent: sent_version.SentVersion, file: InputFile, ours: Submission
) -> ImageDigests:
    """Return the digests of the images of three versions."""
    received = {name: components.restore_image(image) for name, image in _figure_files(theirs).items()}
    own = figures.read(ours.figures, file.folder).images
    return ImageDigests(
        sent.digests,
        {name: digest(image) for name, image in received.items()},
        {name: digest(image.content) for name, image in own.items()},
        {name: components.describe_image(image) for name, image in received.items()},
    )


def _figure_files(imported: ImportResult) -> dict[str, bytes]:
    """Return the images that were read from a Word file, by the names of their figures."""
    return {name: imported.files[figure.file] for name, figure in imported.submission.figures.items()}


def _create_reading(content: WordContent, imported: ImportResult, base: Submission) -> ImportedWordFile:
    return ImportedWordFile(
        content,
        imported.submission,
        _figure_files(imported),
        review.find_places(content, imported.submission, base).blocks,
    )


def _import_content(content: WordContent, known: Catalogue, ours: Submission) -> ImportResult:
    """Return the submission that a Word file contains, in the language of ours; every image is a figure."""
    content = components.make_images_importable(content)
    try:
        imported = importer.import_content(content, known, ours.call if ours.call in known.ids() else "")
    except importer.UnknownCall as unknown:
        raise WsiscError(str(unknown), "the submission names no call that is known", exit_code=2) from None
    call = known.find(imported.submission.call)
    if heading_check.has_no_known_part(call, imported.found_parts, ours):
        raise sent_version.no_parts_error(call, ours)
    return replace(imported, submission=replace(imported.submission, language=ours.language))


def _restore_wording(
    content: WordContent, changes: list[Change], rebuilt: WordContent | None, base: Submission, known: Catalogue
) -> WordContent:
    """Return a content with the wording of the call restored, and add the changes of that wording to `changes`."""
    call = known.find(base.call)
    if rebuilt is None or call is None:
        return content
    content = split_prompts.split(content, [call], has_text_before=False).content
    blocks = outline.build_blocks(base, call, locale.load(base.language))
    numbers = restore_prompts.find_changed_numbers(content, blocks, base)
    restored, wording = restore_prompts.restore_wording(content, rebuilt, blocks, base.entity.name)
    changes += [*wording, *numbers]
    return restore_prompts.remove_numbers(restored, blocks, base)


def select_authors(
    names: Sequence[str], contents: Sequence[WordContent], compared: ReviewComparison, known: Catalogue
) -> tuple[Sides, list[Change]]:
    """Return the sides of a merge with the changes of some authors only, and those of them that cannot be separated.

    `contents` are the file as received, with the formatting before any change, and with that of these authors.
    """
    sides = compared.sides
    untracked: list[Change] = []
    wording_changes: list[Change] = []

    def read_version(content: WordContent, wording: list[Change]) -> Submission:
        restored = compared.restore_wording(struck_words.remove_spaces(content), wording)
        return _import_content(restored, known, sides.ours).submission

    without = read_version(accept_reject.reject_all(contents[1]), untracked)
    theirs = read_version(accept_reject.accept_from(contents[2], names), wording_changes)
    inner = Sides(without, theirs, sides.base)
    base = yaml.dump_canonical(sides.base).encode()
    merged, changes, _ = apply.apply_changes(base, inner, collect.find_changes(inner))
    reviewed = model.from_data(source.read(merged, "").data)
    others = [sanitize(each) for each in review.find_authors(contents[0]) if each not in names]
    is_changed = bool(untracked or _find_untracked(compared, without))
    _report_omitted(others, has_untracked=is_changed)
    reason = "others changed the same words"
    refused = [replace(each, verdict="refused", reason=reason) for each in changes if each.verdict != "clean"]
    own = [each for each in wording_changes if each not in untracked]
    outside = unplaced_changes.find_outside_parts(theirs, without)
    return Sides(sides.base, reviewed, sides.ours), [*refused, *own, *outside]


def _find_untracked(compared: ReviewComparison, without: Submission) -> list[Change]:
    """Return the changes that were not tracked; `without` is the submission without the tracked ones."""
    sides = compared.sides
    # Word does not track changes of links and images
    images = [each for each in collect.find_changes(sides) if each.kind == "image"]
    refused = [each for each in [*compared.changes, *images] if each.verdict == "refused"]
    unreported = [each for each in refused if each not in compared.wording_changes]
    return unreported or collect.find_changes(Sides(sides.base, without, sides.base))


def _report_omitted(others: Sequence[str], has_untracked: bool) -> None:
    omitted = [f"the tracked changes of {', '.join(others)}"] if others else []
    omitted += ["what was changed without tracking"] if has_untracked else []
    if omitted:
        click.echo(f"note: left out: {'; '.join(omitted)}", err=True)
