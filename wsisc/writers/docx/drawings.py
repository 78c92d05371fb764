"""Placeholders of figures in the body of a Word file -> drawings, and the parts that contain their images.

Alternative texts and the mark of a decorative image follow ECMA-376, Part 1, 20.4.2.5, and [MS-ODRAWXML], decorative.
"""

from html import escape
from string import Template

from lxml import etree

from wsisc import theme
from wsisc.document.manuscript import Manuscript
from wsisc.messages import resources
from wsisc.ooxml.names import W
from wsisc.ooxml.package_writing import ContentType
from wsisc.ooxml.relationships import RelationshipEntry, office_type
from wsisc.writers.docx.document_package import PackageParts

PLACEHOLDER = "\ufdd1"
"""Precedes the name of a figure where its image belongs. No valid text contains this noncharacter."""

_EMU_PER_POINT = 12_700
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><d:decorative val="1"'
    ' xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
)


def build_parts(manuscript: Manuscript) -> PackageParts:
    """Return what the images of a manuscript add to a Word file."""
    images = manuscript.images
    formats = sorted({image.format for image in images.values()})
    return PackageParts(
        {f"word/media/{name}.{image.format}": image.content for name, image in images.items()},
        [
            RelationshipEntry(f"image-{name}", office_type("image"), f"media/{name}.{image.format}")
            for name, image in images.items()
        ],
        [ContentType(format, f"image/{format}") for format in formats],
    )


def place(document: etree._Element, manuscript: Manuscript) -> None:
    """Replace the placeholders in a body by the images of a manuscript."""
    places = [text for text in document.iter(f"{W}t") if (text.text or "").startswith(PLACEHOLDER)]
    for number, text in enumerate(places, 1):
        run = text.getparent()
        assert run is not None
        paragraph = run.getparent()
        assert paragraph is not None
        paragraph.replace(run, etree.fromstring(_drawing(manuscript, (text.text or "")[1:], number), _PARSER))


_PARSER = etree.XMLParser(remove_blank_text=True)


def _drawing(manuscript: Manuscript, name: str, number: int) -> str:
    figure = manuscript.submission.figures[name]
    across, down = manuscript.images[name].size_within(*theme.figure_size_limit(manuscript.look))
    return Template(resources.text("templates/docx/drawing.xml")).substitute(
        name=name,
        number=number,
        link=f"image-{name}",
        alt=escape(figure.alt),
        across=round(across * _EMU_PER_POINT),
        down=round(down * _EMU_PER_POINT),
        decoration=_DECORATIVE if figure.decorative else "",
    )
