"""A PDF -> the text of each page, its metadata, and its attached files.

PDFium reads one page at a time, so two processes share a long document: this module, run as a program, reads the
second half of a PDF from standard input, and writes the texts of its pages as JSON to standard output.
"""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator

import pypdfium2

from wsisc.engines import child_processes, isolated
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

_HYPHEN_AT_LINE_END = "\x02"  # PDFium returns this for a hyphen at the end of a line, which may come from hyphenation

_PROPERTIES = {
    "Title": t("the title"),
    "Author": t("the author"),
    "Subject": t("the subject"),
    "CreationDate": t("the date"),
}


@contextlib.contextmanager
def open_document(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF. Raises WsiscError if it is damaged or protected with a password."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            yield document
    except (pypdfium2.PdfiumError, ValueError) as error:
        is_locked = "password" in str(error).lower()
        raise WsiscError(t("the PDF has a password") if is_locked else t("the PDF is damaged")) from None


def read_pages(content: bytes) -> list[str]:
    """Return the text of each page in painting order: the body, the footnotes, the page number.

    Raises WsiscError if the PDF is damaged.
    """
    with open_document(content) as document:
        return _page_texts(document, range(len(document)))


@contextlib.contextmanager
def start_parallel_reader() -> Iterator["ParallelReader"]:
    """Start the second process, which loads its libraries meanwhile, and yield the reader of one PDF."""
    command = isolated.python_command("wsisc.readers.pdf_text")
    with child_processes.start("the PDF reader", command, is_silent=True) as process:
        try:
            yield ParallelReader(process)
        finally:
            process.kill()


class ParallelReader:
    """Reads one PDF in this process and a second one."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def read_pages(self, content: bytes) -> list[str]:
        """Return the text of each page, as the function `read_pages` does."""
        assert self._process.stdin
        try:
            with self._process.stdin as stream:
                stream.write(content)
        except OSError:  # the process has died
            return read_pages(content)
        with open_document(content) as document:
            first, second = _split_pages(document)
            texts = _page_texts(document, first)
        rest = self._read_second_half()
        return [*texts, *rest] if rest is not None and len(rest) == len(second) else read_pages(content)

    def _read_second_half(self) -> list[str] | None:
        """Return the texts that the second process has read, or None if it died."""
        assert self._process.stdout
        try:
            found: list[str] = json.loads(self._process.stdout.read())
        except (OSError, ValueError):
            return None
        return found


def _split_pages(document: pypdfium2.PdfDocument) -> tuple[range, range]:
    middle = (len(document) + 1) // 2
    return range(middle), range(middle, len(document))


def _page_texts(document: pypdfium2.PdfDocument, indexes: Iterable[int]) -> list[str]:
    texts = (document[index].get_textpage().get_text_bounded() for index in indexes)
    return [text.replace(_HYPHEN_AT_LINE_END, "-") for text in texts]


def find_chapter_pages(content: bytes) -> list[int]:
    """Return the indexes of the pages with a first-level heading. Raises WsiscError if the PDF is damaged."""
    with open_document(content) as document:
        found = [entry.get_dest() for entry in document.get_toc() if entry.level == 0]
        return [index for destination in found if destination and (index := destination.get_index()) is not None]


def read_surrounding_text(content: bytes) -> dict[str, str]:
    """Return the metadata of a PDF and the words of its pages. Raises WsiscError if it is damaged."""
    with open_document(content) as document:
        metadata = document.get_metadata_dict()
    found = {t("{shown} in the properties", shown=shown): metadata.get(name, "") for name, shown in _PROPERTIES.items()}
    return found | {t("page {number}", number=number): text for number, text in enumerate(read_pages(content), 1)}


def read_attachments(content: bytes, max_bytes: int) -> dict[str, bytes] | None:
    """Return the files attached to a PDF by name, or None if they have more than `max_bytes` bytes in total.

    Raises WsiscError if the PDF is damaged.
    """
    found = {}
    with open_document(content) as document:
        for index in range(document.count_attachments()):
            file = document.get_attachment(index)
            found[file.get_name()] = bytes(file.get_data())
            max_bytes -= len(found[file.get_name()])
            if max_bytes < 0:
                return None
    return found


def main() -> None:
    """Read the second half of the PDF on standard input."""
    with open_document(sys.stdin.buffer.read()) as document:
        sys.stdout.write(json.dumps(_page_texts(document, _split_pages(document)[1])))
