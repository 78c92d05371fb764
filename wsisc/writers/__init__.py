"""Submissions -> documents: one module a format, and the table of them.

A writer begins a document and returns it as `Begun`: what is slow goes on in a process of its own, while the
caller still finds out whether the submission is sound. Only a sound one may be finished.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Protocol

from wsisc.document.manuscript import Manuscript


class PendingDocument(Protocol):
    """A document that is being made."""

    def finish(self) -> bytes:
        """Return the finished document. Raises WsiscError where it cannot be made, or would lose a word."""
        ...

    def cancel(self) -> None:
        """Give it up."""
        ...


type Writer = Callable[[Manuscript], PendingDocument]
"""Begins a document."""

WRITERS = {
    "docx": "wsisc.writers.docx",
    "pdf": "wsisc.writers.pdf",
    "html": "wsisc.writers.html",
    "md": "wsisc.writers.markdown",
    "json": "wsisc.writers.json",
}
"""The module of each format; each loads libraries of its own, so that only those in use are imported."""

_CLASSES = {
    "docx": "DocxDocument",
    "pdf": "PdfDocument",
    "html": "HtmlDocument",
    "md": "MarkdownDocument",
    "json": "JsonDocument",
}


def get_writer(format: str) -> Writer:
    """Return what begins documents in a format of `WRITERS`."""
    writer: Writer = getattr(import_module(WRITERS[format]), _CLASSES[format])
    return writer
