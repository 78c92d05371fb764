"""Submissions -> documents: one module a format, and the table of them.

A writer begins a document and returns it as `Begun`: what is slow goes on in a process of its own, while the
caller still finds out whether the submission is sound. Only a sound one may be finished.
"""

from collections.abc import Callable
from typing import Protocol

from wsisc.call import Call
from wsisc.locale import Locale
from wsisc.model import Submission
from wsisc.writers import docx, html, json, markdown, pdf


class Begun(Protocol):
    """A document that is being made."""

    def finish(self) -> bytes:
        """Return the finished document. Raises WsiscError where it cannot be made, or would lose a word."""
        ...

    def cancel(self) -> None:
        """Give it up."""
        ...


type Writer = Callable[[Submission, Call, Locale], Begun]

WRITERS: dict[str, Writer] = {
    "docx": docx.Document,
    "pdf": pdf.Document,
    "html": html.Document,
    "md": markdown.Document,
    "json": json.Document,
}
