"""What a document carries about its source: one package, the same in every format. `readers/carried.py` finds it.

The package is JSON in ASCII: the canonical source without comments and contact, the file of its call, a hash of
each, and the versions of what made the document. A Word file holds it as a custom XML part, a PDF as an
attachment (PDF/A-3), a page as a block of data.
"""

import hashlib
import json
from dataclasses import dataclass
from html import escape

from wsisc.diagnostic import WsiscError

VERSION = 1
NAME = "wsisc-source.json"
SPACE = "https://wsisc.example/source/1"


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
