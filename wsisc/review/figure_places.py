"""The figures of an imported submission, and the paragraphs of its Word file -> the paragraph of each figure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wsisc.importer import gif_images
from wsisc.model import Submission
from wsisc.ooxml.names import MC, W
from wsisc.ooxml.word_package import WordPackage
from wsisc.readers.word.runs import find_images
from wsisc.review.paragraph_texts import TextParagraph


class _Drawing(NamedTuple):
    """An image on the page: the number of its paragraph, its file's bytes, and its alternative text."""

    paragraph: int
    content: bytes
    alternative: str


def find_figures(
    package: WordPackage, paragraphs: Sequence[TextParagraph], submission: Submission, files: Mapping[str, bytes]
) -> dict[str, int]:
    """Return the number of the paragraph of each figure by name: its image, with its alternative text if any has it."""
    drawings = list(_find_drawings(package, paragraphs)) if submission.figures else []
    found: dict[str, int] = {}
    for name, figure in submission.figures.items():
        same = [each for each in drawings if each.content == files.get(figure.file)]
        alike = [each for each in same if each.alternative == figure.alt]
        if chosen := [*alike, *same]:
            found[name] = chosen[0].paragraph
            drawings.remove(chosen[0])
    return found


def _find_drawings(package: WordPackage, paragraphs: Sequence[TextParagraph]) -> Iterator[_Drawing]:
    """Yield the images in paragraphs that Word shows, in order."""
    links = package.archive.relationships(package.main_part)
    for number, paragraph in enumerate(paragraphs):
        for drawing in [] if paragraph.note else paragraph.element.iter(f"{W}drawing", f"{W}pict", f"{W}object"):
            # what is beside a newer form of the same drawing, for programs that do not know it
            is_fallback = next(drawing.iterancestors(f"{MC}Fallback"), None) is not None
            for image in () if is_fallback else find_images(drawing):
                link = links.get(image.file)
                if link and not link.is_external and package.archive.has_part(link.target):
                    content = package.archive.read(link.target)
                    if content.startswith(gif_images.SIGNATURE):  # an import converts it
                        content = gif_images.convert_gif(content) or content
                    yield _Drawing(number, content, image.alt)
