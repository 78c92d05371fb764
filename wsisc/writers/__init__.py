"""Submissions -> documents: one module for each format, and the functions that load them.

Creating a writer's document starts the slow part, Pandoc, in a process of its own, while the caller still checks
whether the submission is sound. Only the document of a sound submission may be finished.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from wsisc.document.manuscript import Manuscript


class PendingDocument(Protocol):
    """A document whose conversion has started."""

    def finish(self) -> bytes:
        """Return the finished document. Raises WsiscError if it cannot be built, or if a word would be lost."""

    def cancel(self) -> None:
        """Cancel the conversion."""


@contextmanager
def cancelling[Document: PendingDocument](document: Document) -> Iterator[Document]:
    """Provide a document, and cancel its conversion at the end, so that no process is left behind."""
    try:
        yield document
    finally:
        document.cancel()


type Writer = Callable[[Manuscript], PendingDocument]
"""Starts the document of a manuscript."""


def _load_docx() -> Writer:
    from wsisc.writers.docx import DocxDocument

    return DocxDocument


def _load_pdf() -> Writer:
    from wsisc.writers.pdf import PdfDocument

    return PdfDocument


def _load_html() -> Writer:
    from wsisc.writers.html import HtmlDocument

    return HtmlDocument


def _load_markdown() -> Writer:
    from wsisc.writers.markdown import MarkdownDocument

    return MarkdownDocument


def _load_json() -> Writer:
    from wsisc.writers.json import JsonDocument

    return JsonDocument


WRITERS: Mapping[str, Callable[[], Writer]] = {
    "docx": _load_docx,
    "pdf": _load_pdf,
    "html": _load_html,
    "md": _load_markdown,
    "json": _load_json,
}
"""The formats, each with the function that loads its writer: a build imports the libraries of its formats only."""


def get_writer(format: str) -> Writer:
    """Return the writer of a format of `WRITERS`."""
    return WRITERS[format]()
