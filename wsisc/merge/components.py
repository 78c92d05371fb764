"""A reviewed and a sent Word file -> the differences in links, images, equations, fields and the like.

What a submission can hold (a link on words of a text, a figure) is compared as part of its texts. Here the rest is
compared: what each file has beyond the submission that was read from it. Both are counted, so that nothing which the
reader or the importer leaves out is lost silently.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.diff.printed_content import count_all
from wsisc.diff.sides import Sides
from wsisc.document import figures
from wsisc.document.provenance import digest
from wsisc.importer.text.inline_collector import normalize_address
from wsisc.merge.letter_places import ImportedWordFile
from wsisc.messages import from_data_file, join, t
from wsisc.readers.word import content as word
from wsisc.readers.word import threads
from wsisc.readers.word.components import CROPPED
from wsisc.readers.word.content import PAGE_MARGINS, Component, ComponentKind, WordContent
from wsisc.text.words import one_line

type ReviewKey = tuple[ComponentKind, str]
"""The kind and the name of a component."""
type Amounts = Counter[ReviewKey]
"""Counts of components: of the letters of links, otherwise of occurrences."""

_PNG_SIGNATURE = b"\x89PNG"
_IMAGE_SIGNATURES = (_PNG_SIGNATURE, b"\xff\xd8\xff")  # how PNG (its first four bytes) and JPEG begin
_DIGEST_LENGTH = len("sha256:") + 16  # 16 of 64 digits distinguish the images of a submission, and fit into a line
_REASONS = {
    ComponentKind.LINK: t("links are supported only on words of a text, with a full https, http or mailto address"),
    ComponentKind.IMAGE: t("figures must be PNG or JPEG images between the paragraphs of a text"),
    ComponentKind.EQUATION: t("the format does not support equations: only the letters are merged"),
    ComponentKind.FIELD: t("the format does not support fields: only the words that they show are merged"),
    ComponentKind.EMBEDDED: t("the format does not support it"),
    ComponentKind.DESCRIPTION: t("the format does not support it"),
}
_COMMENT_REASON = t("only the words of the comment are merged")
# Bookmarks that Word creates for its table of contents.
_CONTENTS_PREFIX = "#_Toc"


def make_images_importable(content: WordContent) -> WordContent:
    """Return a content of which the importer accepts every image, so that each is a figure in its place.

    An image that is no PNG or JPEG begins with a PNG signature then; `restore_image` removes it. No such image is ever
    written to a file.
    """
    files = {run.image.file for run in _runs_in(content) if run.image}
    images = {file: content.images.get(file, b"") for file in files}
    for file, image in images.items():
        if not image.startswith(_IMAGE_SIGNATURES):
            images[file] = _PNG_SIGNATURE + image
    return replace(content, images=images)


def restore_image(image: bytes) -> bytes:
    """Return an image as it was before `make_images_importable`."""
    return image[len(_PNG_SIGNATURE) :] if image.startswith(_PNG_SIGNATURE) and image[4:8] != b"\r\n\x1a\n" else image


def describe_image(image: bytes) -> str:
    """Return the format of an image, its size in pixels and the start of its digest."""
    return join((figures.describe_image(image), digest(image)[:_DIGEST_LENGTH]))


def find_changes(reviewed: ImportedWordFile, sent: ImportedWordFile | None, sides: Sides) -> Iterator[Change]:
    """Yield what a reviewed file has beyond its submission and the sent file had not, and the reverse."""
    now, before = _beyond_submission(reviewed), _beyond_submission(sent) if sent else Counter()
    if sent:  # Word may keep notes that are no longer referenced
        now -= _links_of_notes(reviewed.content, False) & _links_of_notes(sent.content, True)
    for key in now - before:
        component = _newest_component(key, reviewed, sent)
        words = _describe_component(component, reviewed.content)
        change = Change(
            action=ChangeAction.ADDED,
            kind=ChangeKind.COMPONENT,
            label=component.kind,
            path=sides.nearest_to_theirs(reviewed.find_holder(component.origin)),
            new=words,
            verdict=Verdict.REFUSED,
        )
        reason = _REASONS[component.kind]
        yield replace(change, reason=reason, remark=t("{text} ({reason})", text=words, reason=reason))
    yield from _changes_in_comments(reviewed.content)
    for kind, name in before - now:
        yield Change(action=ChangeAction.REMOVED, kind=ChangeKind.COMPONENT, label=kind, old=name, verdict=Verdict.FORM)


def _changes_in_comments(content: WordContent) -> Iterator[Change]:
    """Yield links and images in comments, of which only the words are merged."""
    for each in content.components:
        if (
            each.place == "comment"
            and each.kind in threads.KINDS_IN_WORDS
            and not threads.is_address_in_words(each, content.comments)
        ):
            words = _describe_component(each, content)
            yield Change(
                action=ChangeAction.ADDED,
                kind=ChangeKind.COMPONENT,
                label=t("{kind} in a comment", kind=each.kind),
                new=words,
                verdict=Verdict.FORM,
                reason=_COMMENT_REASON,
            )


def _links_of_notes(content: WordContent, is_referenced: bool) -> Amounts:
    """Return the links of the notes of a file that are referenced, or are not."""
    references = {run.note for run in _runs_in(content)}
    found: Amounts = Counter()
    for id, blocks in content.notes.items():
        for run in _runs_in(content, blocks) if (id in references) == is_referenced else ():
            if run.link:
                found[ComponentKind.LINK, normalize_address(run.link) or run.link] += len("".join(run.text.split()))
    return found


def _newest_component(key: ReviewKey, reviewed: ImportedWordFile, sent: ImportedWordFile | None) -> Component:
    """Return a component with a key that was not sent out, or the last one."""
    found = [each for each in count_each_once(reviewed.content) if _component_key(each) == key]
    known = [each.text for each in count_each_once(sent.content) if _component_key(each) == key] if sent else []
    return next((each for each in found if each.text not in known), found[-1])


def _beyond_submission(imported: ImportedWordFile) -> Amounts:
    amounts: Amounts = Counter()
    for each in count_each_once(imported.content):
        amounts[_component_key(each)] += (
            (len("".join(each.text.split())) or 1) if each.kind == ComponentKind.LINK else 1
        )
    for (kind, name), letters in count_all(imported.submission).items():
        if kind == ComponentKind.LINK:
            amounts[ComponentKind.LINK, name] -= letters
    for name in imported.submission.figures:
        amounts[ComponentKind.IMAGE, digest(restore_image(imported.images.get(name, b"")))] -= 1
    return +amounts


def count_each_once(content: WordContent) -> Iterator[Component]:
    """Yield the components to count, without notes (their words are merged), deleted ones, and links of contents.

    LibreOffice saves the head and the foot of each section again, so a field of them counts once.
    """
    running: set[str] = set()
    for each in content.components:
        if each.kind == ComponentKind.FIELD and each.place in PAGE_MARGINS:
            if each.name in running:
                continue
            running.add(each.name)
        is_contents = each.kind == ComponentKind.LINK and each.name.startswith(_CONTENTS_PREFIX)
        is_of_comment = each.place == "comment" and each.kind in threads.KINDS_IN_WORDS
        if each.kind in _REASONS and each.place != "deleted" and not is_contents and not is_of_comment:
            yield each


def _component_key(component: Component) -> ReviewKey:
    if component.kind == ComponentKind.LINK:
        return ComponentKind.LINK, normalize_address(component.name) or component.name
    if component.kind == ComponentKind.IMAGE and component.detail.endswith(CROPPED):
        return ComponentKind.IMAGE, component.name + CROPPED  # no figure of a submission is cropped
    is_of_words = component.kind in (ComponentKind.EMBEDDED, ComponentKind.DESCRIPTION)
    return component.kind, f"{component.name} {component.text}".strip() if is_of_words else component.name


def _describe_component(component: Component, content: WordContent) -> str:
    """Return a component as it is reported."""
    words = one_line(component.text)
    if component.kind == ComponentKind.LINK:
        return t("link to {name}", name=component.name) + (t(" on: {words}", words=words) if words else "")
    is_type = component.kind in (ComponentKind.EMBEDDED, ComponentKind.DESCRIPTION)
    name = from_data_file(component.name) if is_type else component.name
    if component.kind == ComponentKind.IMAGE:
        image = next((each for each in content.images.values() if digest(each) == component.name), b"")
        is_cropped = bool(image) and component.detail.endswith(CROPPED)
        name = describe_image(image) if image else join((component.detail, name))
        name = t("{detail}, cropped", detail=name) if is_cropped else name
    if component.kind == ComponentKind.EMBEDDED and component.detail:
        name = t("{text} ({reason})", text=name, reason=component.detail.rpartition("/")[2])
    shown = join((name, words)) if words and words != component.name else name
    return t("{kind}: {text}", kind=from_data_file(component.kind), text=shown)


def _runs_in(content: WordContent, blocks: tuple[word.Block, ...] | None = None) -> Iterator[word.Run]:
    """Yield the runs of blocks and of the notes that they reference (default: of the whole file)."""
    if blocks is None:
        yield from (run for each in word.all_paragraphs(content.blocks, content.notes) for run in each.runs)
        return
    for paragraph in word.paragraphs(blocks):
        for run in paragraph.runs:
            yield run
            note = content.notes.get(run.note, ()) if run.note else ()
            yield from (each for inner in word.paragraphs(note) for each in inner.runs)
