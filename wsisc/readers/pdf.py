"""A PDF -> the text that stands on each of its pages, what it says of itself, and the files attached to it."""

import contextlib
from collections.abc import Iterator

import pypdfium2

from wsisc.diagnostic import WsiscError

_HYPHEN_AT_LINE_END = "\x02"
"""What PDFium makes of a hyphen at the end of a line, in case it was put there by hyphenation."""

_PROPERTIES = {
    "Title": "the title",
    "Author": "the author",
    "Subject": "the subject",
    "CreationDate": "the date",
}


@contextlib.contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with pypdfium2.PdfDocument(content) as document:
            yield document
    except (pypdfium2.PdfiumError, ValueError) as error:
        locked = "password" in str(error).lower()
        raise WsiscError("the PDF is locked with a password" if locked else "the PDF is damaged") from None


def pages(content: bytes) -> list[str]:
    """Return the text of each page in the order in which it is painted: the body, the footnotes, the page number.

    Raises WsiscError where the PDF is damaged.
    """
    with _opened(content) as document:
        return [page.get_textpage().get_text_bounded().replace(_HYPHEN_AT_LINE_END, "-") for page in document]


def chapters(content: bytes) -> list[int]:
    """Return the indexes of the pages on which headings of the first level stand. Raises WsiscError as `pages`."""
    with _opened(content) as document:
        found = [each.get_dest() for each in document.get_toc() if each.level == 0]
        return [index for each in found if each and (index := each.get_index()) is not None]


def surroundings(content: bytes) -> dict[str, str]:
    """Return what a PDF says of itself, and the words of its pages. Raises WsiscError where it is damaged."""
    with _opened(content) as document:
        held = document.get_metadata_dict()
    found = {f"{shown} in the properties": held.get(name, "") for name, shown in _PROPERTIES.items()}
    return found | {f"page {number}": text for number, text in enumerate(pages(content), 1)}


def attachments(content: bytes) -> dict[str, bytes]:
    """Return the files attached to a PDF by their names. Raises WsiscError where it is damaged."""
    with _opened(content) as document:
        held = [document.get_attachment(index) for index in range(document.count_attachments())]
        return {each.get_name(): bytes(each.get_data()) for each in held}
