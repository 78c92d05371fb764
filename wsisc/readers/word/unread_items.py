"""The components and the runs of a Word file -> the components that no run contains."""

from collections import Counter
from collections.abc import Iterator, Mapping

from wsisc.document.provenance import digest
from wsisc.readers.word.content import Component, ComponentKind, Paragraph, Run, WordContent, all_paragraphs

READ_KINDS = (ComponentKind.LINK, ComponentKind.IMAGE, ComponentKind.NOTE)
"""The kinds of components that runs contain."""
_FLOW_PLACES = ("text", "note", "deleted")
# Images that no run contains: nothing is fetched, and an SVG accompanies the image for older programs.
_NEVER_READ = ("linked", "SVG")


def find_unread(content: WordContent) -> Iterator[Component]:
    """Yield the components that no run contains."""
    found = all_paragraphs(content.blocks, content.notes)
    read = Counter(key for each in found for key in _paragraph_components(each, content.images))
    for component in sorted(content.components, key=lambda each: each.place not in _FLOW_PLACES):
        if component.kind in READ_KINDS and read[component.kind, component.name] > 0:
            read[component.kind, component.name] -= 1
        else:
            yield component


def is_expected(component: Component) -> bool:
    """Return whether no run can contain a component, because of its place or kind."""
    return component.kind not in READ_KINDS or component.place not in _FLOW_PLACES or component.detail in _NEVER_READ


def run_components(run: Run, images: Mapping[str, bytes]) -> Iterator[tuple[ComponentKind, str]]:
    """Yield the kinds and names of the components in a run."""
    if run.link and (run.text.strip() or run.image):
        yield ComponentKind.LINK, run.link
    if run.image:
        yield ComponentKind.IMAGE, digest(images.get(run.image.file, b""))
    if run.note:
        yield ComponentKind.NOTE, run.note


def _paragraph_components(paragraph: Paragraph, images: Mapping[str, bytes]) -> list[tuple[ComponentKind, str]]:
    """Return the components of a paragraph: the same address once, as in the inventory."""
    found = [key for run in paragraph.runs for key in run_components(run, images)]
    links = dict.fromkeys(key for key in found if key[0] == ComponentKind.LINK)
    return [*links, *(key for key in found if key[0] != ComponentKind.LINK)]
