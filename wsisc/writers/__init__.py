"""Submissions -> documents: one module for each format, and the functions that load them.

Creating a writer's document starts the slow part, Pandoc, in a process of its own, while the caller still checks
whether the submission is sound. Only the document of a sound submission may be finished.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import NamedTuple, Protocol

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


class OutputFormat(NamedTuple):
    """A format of documents, with what the rest of the program must know of it.

    `writer` is the name of its class below this package. Every document begins as the regular expression `beginning`
    says. `carries_source` is whether documents embed their source, so that they can be compared with it; `needs_glyphs`
    whether a character that no font has forbids the document; `is_reviewed` whether reviewers comment in it and send it
    back.
    """

    writer: str
    media_type: str
    beginning: bytes
    carries_source: bool = False
    needs_glyphs: bool = False
    is_reviewed: bool = False


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# How Typst begins a PDF; programs that rewrite it begin it differently.
_PDF_HEAD = rb"%PDF-1\.7\n%\x80\x80\x80\x80\n\n1 0 obj\n"

WRITERS: Mapping[str, OutputFormat] = {
    "docx": OutputFormat("docx.DocxDocument", _WORD, rb"PK\x03\x04", carries_source=True, is_reviewed=True),
    "pdf": OutputFormat("pdf.PdfDocument", "application/pdf", _PDF_HEAD, carries_source=True, needs_glyphs=True),
    "html": OutputFormat("html.HtmlDocument", "text/html; charset=utf-8", rb"<!DOCTYPE html>", carries_source=True),
    "md": OutputFormat("markdown.MarkdownDocument", "text/markdown; charset=utf-8", rb"::: \{\.(?:draft\}|cover-)"),
    "json": OutputFormat("json.JsonDocument", "application/json", rb"\{"),
}
"""The formats by name, which is also the ending of their files; a build imports the libraries of its formats only."""


def get_writer(format: str) -> Writer:
    """Return the writer of a format of `WRITERS`."""
    module, _, name = WRITERS[format].writer.partition(".")
    writer: Writer = getattr(import_module(f"wsisc.writers.{module}"), name)
    return writer
