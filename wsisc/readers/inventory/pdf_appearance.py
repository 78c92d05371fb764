"""The pages of a PDF -> what a person sees: the positions of letters, the letters without ink, and a digest."""

import ctypes
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from wsisc.diagnostic import excerpt
from wsisc.document.provenance import digest
from wsisc.readers import pdf

_SCALE = 2  # pixels to the point
_MIN_CONTRAST = 24  # of 255; the palest colour of the theme differs from white by more
_MIN_SIZE = 1.0  # points; a rendering shows no ink of smaller letters
_MAX_PIXELS = 20_000_000  # a guess: ten pages of A4; a larger page hides something

type _Box = tuple[float, float, float, float]


class PageAppearance(NamedTuple):
    """The visible content of a page: its letters with positions (1/100 point), letters without ink, and a digest."""

    letters: tuple[tuple[int, int, int], ...]
    unseen: str
    digest: str


def read_appearances(content: bytes) -> list[PageAppearance]:
    """Return the appearance of each page, annotations included. Raises WsiscError if the PDF is damaged."""
    with pdf.open_document(content) as document:
        return [_page_appearance(document[index]) for index in range(len(document))]


def _page_appearance(page: pypdfium2.PdfPage) -> PageAppearance:
    width, height = page.get_size()
    if width * height * _SCALE**2 > _MAX_PIXELS:
        return PageAppearance((), "all, as the page is very large", "")
    image = page.render(scale=_SCALE).to_pil().convert("L")
    text = page.get_textpage()
    letters, unseen = [], []
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        origin = ctypes.c_double(), ctypes.c_double()  # it does not depend on the shape of the letter
        pdfium.FPDFText_GetCharOrigin(text, index, *origin)
        letters.append((code, *(round(100 * each.value) for each in origin)))
        is_drawn = chr(code).isalnum() and not pdfium.FPDFText_IsGenerated(text, index)
        if is_drawn and not _is_seen(image, text.get_charbox(index)):
            unseen.append(chr(code))
    return PageAppearance(tuple(letters), "".join(unseen), digest(image.tobytes()))


def _is_seen(image: Image.Image, box: _Box) -> bool:
    """Return whether a letter that should have ink has some: its area is not of one colour."""
    left, bottom, right, top = box
    if right - left < _MIN_SIZE or top - bottom < _MIN_SIZE:
        return True  # part of a ligature, or tiny text, which the inventory reports by its size
    edges = (left, image.height / _SCALE - top, right, image.height / _SCALE - bottom)
    area = [int(edge * _SCALE) + extra for edge, extra in zip(edges, (-1, -1, 2, 2), strict=True)]
    area = [max(area[0], 0), max(area[1], 0), min(area[2], image.width), min(area[3], image.height)]
    if area[0] >= area[2] or area[1] >= area[3]:
        return False
    darkest, lightest = image.crop((area[0], area[1], area[2], area[3])).getextrema()
    return int(lightest) - int(darkest) >= _MIN_CONTRAST  # type: ignore[arg-type]


def find_unseen_letters(expected: list[PageAppearance], actual: list[PageAppearance]) -> list[str]:
    """Return the letters that a PDF contains but does not show, covered or clipped, and that `expected` shows."""
    known = {letter for page in expected for letter in page.unseen}
    pages = enumerate(("".join(letter for letter in page.unseen if letter not in known) for page in actual), 1)
    return [f'page {number}: invisible letters: "{excerpt(unseen)}"' for number, unseen in pages if unseen]


def find_repainted_pages(expected: list[PageAppearance], actual: list[PageAppearance]) -> list[str]:
    """Return the pages that look different although each letter has its expected position."""
    pairs = enumerate(zip(expected, actual, strict=False), 1)
    return [
        f"page {number}: the appearance" for number, (a, b) in pairs if a.letters == b.letters and a.digest != b.digest
    ]
