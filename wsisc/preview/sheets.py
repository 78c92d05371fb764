"""The PDF of a submission -> its number of pages, and images of them (PNG)."""

import io
import threading
from functools import lru_cache

import pypdfium2

_PIXELS_WIDE = 1240  # A4 at 150 dpi
_MAX_CACHED = 12  # pages, about as many as a browser shows and preloads (a guess)
_LOCK = threading.Lock()  # PDFium is not thread-safe


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF."""
    with _LOCK, pypdfium2.PdfDocument(content) as document:
        return len(document)


@lru_cache(_MAX_CACHED)
def render_page(content: bytes, number: int) -> bytes | None:
    """Return the image of a page of a PDF, counted from 1, or None if there is no such page."""
    with _LOCK, pypdfium2.PdfDocument(content) as document:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        image = page.render(scale=_PIXELS_WIDE / page.get_width()).to_pil()
        stream = io.BytesIO()
        image.convert("RGB").save(stream, "PNG", compress_level=3)  # fast rather than small: it stays on this machine
        return stream.getvalue()
