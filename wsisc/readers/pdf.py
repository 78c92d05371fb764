"""A PDF -> the text that stands on each of its pages."""

import pypdfium2

_HYPHEN_AT_LINE_END = "\x02"
"""What PDFium makes of a hyphen at the end of a line, in case it was put there by hyphenation."""


def pages(content: bytes) -> list[str]:
    """Return the text of each page in the order in which it is painted: the body, the footnotes, the page number."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded().replace(_HYPHEN_AT_LINE_END, "-") for page in document]
