"""The PDF of a submission -> its number of pages, and images of them (PNG)."""

import io
import threading
from collections import OrderedDict

import pypdfium2

_PIXELS_WIDE = 1240  # A4 at 150 dpi
_MAX_CACHED = 12  # pages, about as many as a browser shows and preloads (a guess)
_LOCK = threading.Lock()  # PDFium is not thread-safe


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF."""
    with _LOCK, pypdfium2.PdfDocument(content) as document:
        return len(document)


class PagePictures:
    """Images of the pages of one PDF, rendered on demand; only the most recently used are cached."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._cached: OrderedDict[int, bytes] = OrderedDict()

    def get_picture(self, number: int) -> bytes | None:
        """Return the image of a page, counted from 1, or None if there is no such page."""
        with _LOCK:
            if number not in self._cached and not self._render(number):
                return None
            self._cached.move_to_end(number)
            while len(self._cached) > _MAX_CACHED:
                self._cached.popitem(last=False)
            return self._cached[number]

    def _render(self, number: int) -> bool:
        with pypdfium2.PdfDocument(self._content) as document:
            if not 1 <= number <= len(document):
                return False
            page = document[number - 1]
            image = page.render(scale=_PIXELS_WIDE / page.get_width()).to_pil()
            stream = io.BytesIO()
            image.convert("RGB").save(
                stream, "PNG", compress_level=3
            )  # fast rather than small: it stays on this machine
            self._cached[number] = stream.getvalue()
        return True
