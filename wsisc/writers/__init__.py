"""Submissions -> documents: one module a format, and the table of them."""

from collections.abc import Callable

from wsisc.call import Call
from wsisc.locale import Locale
from wsisc.model import Submission
from wsisc.writers import docx, markdown

type Writer = Callable[[Submission, Call, Locale], bytes]

WRITERS: dict[str, Writer] = {
    "docx": docx.write,
    "md": markdown.write,
}
