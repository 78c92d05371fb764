"""The inventory and the runs of a Word file -> what the inventory has that no run tells of."""

from collections import Counter
from collections.abc import Iterator, Mapping

from wsisc.document.provenance import digest
from wsisc.readers.word.content import Component, Content, Kind, Paragraph, Run, paragraphs

READ = (Kind.LINK, Kind.IMAGE, Kind.NOTE)
"""The kinds that runs tell of."""
_FLOW = ("text", "note", "deleted")
_NEVER_READ = ("linked", "SVG")
"""Images that no run tells of: nothing is fetched, and an SVG stands beside the image that older programs show."""


def components(content: Content) -> Iterator[Component]:
    """Yield what the inventory has and no run tells of."""
    read = Counter(key for paragraph in _paragraphs(content) for key in _keys(paragraph, content.images))
    for component in sorted(content.inventory, key=lambda each: each.place not in _FLOW):
        if component.kind in READ and read[component.kind, component.name] > 0:
            read[component.kind, component.name] -= 1
        else:
            yield component


def is_expected(component: Component) -> bool:
    """Tell whether a component stands where no run can tell of it, or is of a kind that none tells of."""
    return component.kind not in READ or component.place not in _FLOW or component.detail in _NEVER_READ


def of_run(run: Run, images: Mapping[str, bytes]) -> Iterator[tuple[Kind, str]]:
    """Yield the kinds and names of what a run has beside words."""
    if run.link and (run.text.strip() or run.image):
        yield Kind.LINK, run.link
    if run.image:
        yield Kind.IMAGE, digest(images.get(run.image.file, b""))
    if run.note:
        yield Kind.NOTE, run.note


def _keys(paragraph: Paragraph, images: Mapping[str, bytes]) -> list[tuple[Kind, str]]:
    """Return what a paragraph has beside words: the same address once, as in the inventory."""
    found = [key for run in paragraph.runs for key in of_run(run, images)]
    links = dict.fromkeys(key for key in found if key[0] == Kind.LINK)
    return [*links, *(key for key in found if key[0] != Kind.LINK)]


def _paragraphs(content: Content) -> Iterator[Paragraph]:
    yield from paragraphs(content.blocks)
    for blocks in content.notes.values():
        yield from paragraphs(blocks)
