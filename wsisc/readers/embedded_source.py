"""A document -> the package with its source that is embedded in it, and the files of its figures."""

import base64
import binascii
import contextlib
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from wsisc.document.provenance import FILE_NAME, NAMESPACE_OF_ANY_VERSION, SourcePackage, digest, unpack
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml import package
from wsisc.ooxml.file_format import FileFormat, recognize
from wsisc.readers import pdf_attachments

MAX_BYTES = 10_000_000
"""Limit for the package. The longest submission stays far below; parsing JSON of this size takes less than 500 MB."""

_DATA_IMAGE = re.compile(rb'<img src="data:image/[a-z]+;base64,([A-Za-z0-9+/=]*+)"')
_CUSTOM_XML_PART = re.compile(r"customXml/item\d+\.xml")
_SOURCE_START_TAG = re.compile(rb"<source xmlns=%b[^<>]*+>" % NAMESPACE_OF_ANY_VERSION)


def find(content: bytes) -> SourcePackage | None:
    """Return the package embedded in a Word file, a PDF or an HTML page, or None if it has none.

    Raises WsiscError if the file has another format or is damaged, or if the package was changed.
    """
    format = recognize(content)
    if format == FileFormat.OLE:
        raise WsiscError(
            t("the Word file has a password or is older than Word 2007"), t("save it as .docx without a password")
        )
    if format not in _FINDERS:
        hint = t("name a document that wsisc has built; other formats do not embed their source")
        raise WsiscError(t("this is not a Word file, PDF or web page"), hint)
    text = _FINDERS[format](content)
    return unpack(text) if text is not None else None


def read_figures(content: bytes, embedded: SourcePackage) -> dict[str, bytes]:
    """Return the files of a document's figures by their names in the source; figures that were changed are left out.

    A file is recognised by its digest, because another program may have stored it under another name. Raises WsiscError
    if the document is damaged.
    """
    if not embedded.figures:
        return {}
    expected = set(embedded.figures.values())
    files = {known: file for file in _read_files(content) if (known := digest(file)) in expected}
    return {name: files[known] for name, known in embedded.figures.items() if known in files}


def _read_files(content: bytes) -> Iterator[bytes]:
    """Yield the files embedded in a document."""
    format = recognize(content)
    if format == FileFormat.DOCX:
        with package.open_archive(content) as archive:
            yield from (archive.read(name) for name in archive.names if name.startswith("word/media/"))
    elif format == FileFormat.PDF:
        yield from pdf_attachments.read(content).values()
    else:
        for match in _DATA_IMAGE.finditer(content):
            with contextlib.suppress(binascii.Error):  # the image was changed
                yield base64.b64decode(match[1])


def _find_in_docx(content: bytes) -> str | None:
    with package.open_archive(content) as archive:
        for name in filter(_CUSTOM_XML_PART.fullmatch, archive.names):
            part = archive.read(name)
            if match := _SOURCE_START_TAG.search(part):
                packed = part[match.end() :].partition(b"</source>")[0]
                _check_size(len(packed))
                return unescape(packed.decode())
    return None


def _find_in_pdf(content: bytes) -> str | None:
    packed = pdf_attachments.read(content).get(FILE_NAME)
    if packed is None:
        return None
    _check_size(len(packed))
    return packed.decode("utf-8", "replace")


def _find_in_html(content: bytes) -> str | None:
    finder = _SourceScriptParser()
    finder.feed(content.decode("utf-8", "replace"))
    _check_size(sum(map(len, finder.chunks)))
    return "".join(finder.chunks) if finder.chunks else None


_FINDERS = {FileFormat.DOCX: _find_in_docx, FileFormat.PDF: _find_in_pdf, FileFormat.HTML: _find_in_html}


def _check_size(size: int) -> None:
    """Raise WsiscError if a package is larger than that of any submission."""
    if size > MAX_BYTES:
        raise WsiscError(
            t("the embedded source of the document is larger than {max_bytes} MB", max_bytes=MAX_BYTES // 1_000_000),
            t("check that wsisc built the document"),
        )


class _SourceScriptParser(HTMLParser):
    """Collects the content of the script element that holds the package."""

    def __init__(self) -> None:
        super().__init__()
        self.chunks: list[str] = []
        self.is_in_source = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.is_in_source = tag == "script" and ("id", "wsisc-source") in attributes

    def handle_endtag(self, tag: str) -> None:
        self.is_in_source = False

    def handle_data(self, data: str) -> None:
        if self.is_in_source:
            self.chunks.append(data)
