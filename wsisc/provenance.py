"""What a document carries about its source: one package in every format, written and read.

The package is JSON in ASCII: the canonical source without comments and contact, the file of its call, a hash of
each, and the versions of what made the document. A Word file holds it as a custom XML part, a PDF as an
attachment (PDF/A-3), a page as a block of data.
"""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

import pypdfium2

from wsisc.diagnostic import WsiscError

VERSION = 1
MOST_BYTES = 20_000_000
NAME = "wsisc-source.json"
SPACE = "https://wsisc.example/source/1"
_XML = re.compile(rb"""<source xmlns=["']https://wsisc\.example/source/1["'][^>]*>(.*?)</source>""", re.DOTALL)


@dataclass(frozen=True)
class Package:
    """A source as a document carries it: YAML texts of submission and call, and the versions that made the document."""

    source: str
    call: str
    versions: dict[str, str]


def pack(package: Package) -> str:
    """Return a package as JSON in ASCII."""
    data = {
        "version": VERSION,
        "source": package.source,
        "call": package.call,
        "hashes": {"source": _hash(package.source), "call": _hash(package.call)},
        "versions": package.versions,
    }
    return json.dumps(data, indent=1, sort_keys=True)


def unpack(text: str) -> Package:
    """Return the package of a JSON text. Raises WsiscError where it is none, or no longer what it was."""
    try:
        data = json.loads(text)
        package = Package(str(data["source"]), str(data["call"]), {str(k): str(v) for k, v in data["versions"].items()})
        hashes = data["hashes"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise WsiscError("the source that the document carries cannot be read") from None
    if hashes != {"source": _hash(package.source), "call": _hash(package.call)}:
        raise WsiscError("the source that the document carries was changed after it was made")
    return package


def _hash(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def docx_parts(package: Package) -> dict[str, bytes]:
    """Return the parts of a Word file that carry a package (ECMA-376, Part 1, 15.2.5 and 15.2.6)."""
    relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
    properties = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    id = hashlib.sha256(SPACE.encode()).hexdigest().upper()
    guid = f"{{{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:32]}}}"
    parts = {
        "customXml/item1.xml": f'{head}<source xmlns="{SPACE}">{escape(pack(package), quote=False)}</source>',
        "customXml/itemProps1.xml": f'{head}<ds:datastoreItem xmlns:ds="{properties}" ds:itemID="{guid}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs></ds:datastoreItem>',
        "customXml/_rels/item1.xml.rels": f'{head}<Relationships xmlns="{relationships}">'
        f'<Relationship Id="properties" Type="{kind}" Target="itemProps1.xml"/></Relationships>',
    }
    return {name: text.encode() for name, text in parts.items()}


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


def _in_docx(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                is_item = re.fullmatch(r"customXml/item\d+\.xml", entry.filename) and entry.file_size < MOST_BYTES
                if is_item and (match := _XML.search(archive.read(entry))):
                    return unescape(match[1].decode())
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError):
        raise WsiscError("the Word file is damaged") from None
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
