"""The inventory and the runs of a Word file -> what the inventory has that no run tells of."""

from collections import Counter
from collections.abc import Iterator, Mapping

from wsisc.document.provenance import digest
from wsisc.readers.word.content import Component, ComponentKind, Paragraph, Run, WordContent, paragraphs

READ_KINDS = (ComponentKind.LINK, ComponentKind.IMAGE, ComponentKind.NOTE)
"""The kinds that runs tell of."""
_FLOW_PLACES = ("text", "note", "deleted")
_NEVER_READ = ("linked", "SVG")
"""Images that no run tells of: nothing is fetched, and an SVG stands beside the image that older programs show."""


def find_unread(content: WordContent) -> Iterator[Component]:
    """Yield what the inventory has and no run tells of."""
    read = Counter(
        key for paragraph in _all_paragraphs(content) for key in _paragraph_components(paragraph, content.images)
    )
    for component in sorted(content.components, key=lambda each: each.place not in _FLOW_PLACES):
        if component.kind in READ_KINDS and read[component.kind, component.name] > 0:
            read[component.kind, component.name] -= 1
        else:
            yield component


def is_expected(component: Component) -> bool:
    """Tell whether a component stands where no run can tell of it, or is of a kind that none tells of."""
    return component.kind not in READ_KINDS or component.place not in _FLOW_PLACES or component.detail in _NEVER_READ


def run_components(run: Run, images: Mapping[str, bytes]) -> Iterator[tuple[ComponentKind, str]]:
    """Yield the kinds and names of what a run has beside words."""
    if run.link and (run.text.strip() or run.image):
        yield ComponentKind.LINK, run.link
    if run.image:
        yield ComponentKind.IMAGE, digest(images.get(run.image.file, b""))
    if run.note:
        yield ComponentKind.NOTE, run.note


def _paragraph_components(paragraph: Paragraph, images: Mapping[str, bytes]) -> list[tuple[ComponentKind, str]]:
    """Return what a paragraph has beside words: the same address once, as in the inventory."""
    found = [key for run in paragraph.runs for key in run_components(run, images)]
    links = dict.fromkeys(key for key in found if key[0] == ComponentKind.LINK)
    return [*links, *(key for key in found if key[0] != ComponentKind.LINK)]


def _all_paragraphs(content: WordContent) -> Iterator[Paragraph]:
    yield from paragraphs(content.blocks)
    for blocks in content.notes.values():
        yield from paragraphs(blocks)
