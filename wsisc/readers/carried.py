"""A document -> the package about its source that it carries, and the files of its figures."""

import base64
import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import pypdfium2

from wsisc.diagnostic import WsiscError
from wsisc.provenance import NAME, Package, digest, unpack

MOST_BYTES = 20_000_000

_DATA = re.compile(rb'<img src="data:image/[a-z]+;base64,([A-Za-z0-9+/=]*)"')
_XML = re.compile(rb"""<source xmlns=["']https://wsisc\.example/source/1["'][^>]*>(.*?)</source>""", re.DOTALL)


def find(content: bytes) -> Package | None:
    """Return the package that a Word file, a PDF or a page carries, or None where it carries none.

    Raises WsiscError where the file is none of these, is damaged, or its package was changed.
    """
    if content.startswith(b"PK"):
        text = _in_docx(content)
    elif content.startswith(b"%PDF"):
        text = _in_pdf(content)
    elif b"<html" in content[:1000].lower():
        text = _in_html(content)
    else:
        raise WsiscError("this is neither a Word file nor a PDF nor a page", "give a document that wsisc has built")
    return unpack(text) if text is not None else None


def figures(content: bytes, package: Package) -> dict[str, bytes]:
    """Return the files of a document's figures by their names in the source, those that are as they were.

    They are known by their digests, so that another program may have stored them under other names. Raises WsiscError
    where the document is damaged.
    """
    if not package.figures:
        return {}
    held = {digest(each): each for each in _files(content)}
    return {file: held[known] for file, known in package.figures.items() if known in held}


def _files(content: bytes) -> Iterator[bytes]:
    """Yield the files that a document holds."""
    if content.startswith(b"PK"):
        with _opened(content) as archive:
            yield from (archive.read(each) for each in archive.infolist() if _is_image(each))
    elif content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as document:
            for index in range(document.count_attachments()):
                yield bytes(document.get_attachment(index).get_data())
    else:
        yield from (base64.b64decode(each) for each in _DATA.findall(content))


def _is_image(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith("word/media/") and entry.file_size <= MOST_BYTES


@contextlib.contextmanager
def _opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError, NotImplementedError, RuntimeError):
        raise WsiscError("the Word file is damaged") from None


def _in_docx(content: bytes) -> str | None:
    with _opened(content) as archive:
        for entry in archive.infolist():
            is_item = re.fullmatch(r"customXml/item\d+\.xml", entry.filename) and entry.file_size < MOST_BYTES
            if is_item and (match := _XML.search(archive.read(entry))):
                return unescape(match[1].decode())
    return None


def _in_pdf(content: bytes) -> str | None:
    try:
        with pypdfium2.PdfDocument(content) as document:
            for index in range(document.count_attachments()):
                attachment = document.get_attachment(index)
                if attachment.get_name() == NAME:
                    return bytes(attachment.get_data()).decode()
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        raise WsiscError("the PDF is damaged") from None
    return None


def _in_html(content: bytes) -> str | None:
    finder = _Finder()
    finder.feed(content.decode("utf-8", "replace"))
    return "".join(finder.found) if finder.found else None


class _Finder(HTMLParser):
    """Gathers the block of data that carries the package."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_within = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.is_within = tag == "script" and ("id", "wsisc-source") in attributes

    def handle_endtag(self, tag: str) -> None:
        self.is_within = False

    def handle_data(self, data: str) -> None:
        if self.is_within:
            self.found.append(data)
