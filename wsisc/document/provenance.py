"""A source -> the package that documents carry of it, and back. `readers/embedded_source.py` finds it in a document.

The package is the same in every format: JSON in ASCII with the canonical source without comments and contact, the
file of its call, a hash of each and of the files of its figures, and the versions of the programs that built the
document. In another theme than the default it has the name of that, and the text of one that is not built in. A Word
file stores the package as a custom XML part, a PDF as an attachment (PDF/A-3), a page as a data block; all store the
files of the figures unchanged too.
"""

import hashlib
import json
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from wsisc.messages import addresses, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.theme import DEFAULT

VERSION = 2
"""The newest version of packages; one without a theme has version 1, so that older programs can read it."""
FILE_NAME = "wsisc-source.json"
_KEYS = {"version", "source", "call", "hashes", "draft", "versions"}
NAMESPACE = f"{addresses.PROJECT}source/1"
NAMESPACE_OF_ANY_VERSION = rb"""["'][^"'<>\s]*/source/1["']"""
"""A pattern of the namespace as a version writes it that was published elsewhere."""


class SourcePackage(NamedTuple):
    """A source as a document carries it: the YAML texts of submission and call, versions, and figures.

    `versions` are those of the programs that built the document, `figures` maps file names to digests, and `draft` is
    True where the document was built as a draft. `theme` is the name of its theme, `theme_text` the content of the file
    of that, "" for a built-in theme.
    """

    source: str
    call: str
    versions: Mapping[str, str]
    figures: Mapping[str, str] = {}
    draft: bool = False
    theme: str = DEFAULT
    theme_text: str = ""

    @property
    def has_theme(self) -> bool:
        """Whether the document names a theme: the default one is not recorded."""
        return (self.theme, self.theme_text) != (DEFAULT, "")

    @property
    def hashes(self) -> dict[str, Any]:
        """The digests of the texts and the figures."""
        texts = {"source": self.source, "call": self.call}
        if self.has_theme:
            texts["theme"] = f"{self.theme}\n{self.theme_text}"
        return {**{name: digest(text.encode()) for name, text in texts.items()}, "figures": self.figures}


def pack(package: SourcePackage) -> str:
    """Return a package as JSON in ASCII."""
    data = {
        "version": VERSION if package.has_theme else 1,
        "source": package.source,
        "call": package.call,
        "hashes": package.hashes,
        "draft": package.draft,
        "versions": package.versions,
    }
    if package.has_theme:
        data["theme"] = {"name": package.theme, "text": package.theme_text}
    return json.dumps(data, indent=1, sort_keys=True)


def unpack(text: str) -> SourcePackage:
    """Return the package of a JSON text. Raises WsiscError where it is malformed, or does not match its hashes."""
    try:
        data = json.loads(text)
        json.dumps(data, ensure_ascii=False).encode()  # rejects lone surrogates, which cannot be encoded
        _check_shape(data)
        hashes = data["hashes"]
        versions, figures = (
            {str(k): str(v) for k, v in each.items()} for each in (data["versions"], hashes["figures"])
        )
        theme = [str(data["theme"][key]) for key in ("name", "text")] if "theme" in data else []
        texts = str(data["source"]), str(data["call"])
        package = SourcePackage(*texts, versions, figures, data["draft"] is True, *theme)
        is_unchanged = hashes == package.hashes
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise WsiscError(t("the embedded source of the document cannot be read")) from None
    if not is_unchanged:
        raise WsiscError(t("the embedded source of the document was changed after the build"))
    return package


def _check_shape(data: Any) -> None:
    """Raise WsiscError where a package has a newer version, and ValueError where it is malformed."""
    version = data["version"]
    if type(version) is int and version > VERSION:
        raise WsiscError(
            t(
                "the embedded source of the document has version {version}, which this wsisc does not support",
                version=version,
            ),
            t("update wsisc to read the document"),
        )
    keys = _KEYS | {"theme"} if version == VERSION else _KEYS
    if type(version) is not int or version < 1 or set(data) - keys or not isinstance(data["draft"], bool):
        raise ValueError


def digest(content: bytes) -> str:
    """Return the digest that identifies a content."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def docx_parts(package: SourcePackage) -> dict[str, bytes]:
    """Return the parts of a Word file that carry a package (ECMA-376, Part 1, 15.2.5 and 15.2.6)."""
    relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    properties_type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
    properties = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    id = hashlib.sha256(NAMESPACE.encode()).hexdigest().upper()
    guid = f"{{{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:32]}}}"
    text = escape(pack(package), quote=False)
    parts = {
        "customXml/item1.xml": f'{head}<source xmlns="{NAMESPACE}">{text}</source>',
        "customXml/itemProps1.xml": f'{head}<ds:datastoreItem xmlns:ds="{properties}" ds:itemID="{guid}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
        "customXml/_rels/item1.xml.rels": f'{head}<Relationships xmlns="{relationships}">'
        f'<Relationship Id="properties" Type="{properties_type}" Target="itemProps1.xml"/></Relationships>',
    }
    return {name: text.encode() for name, text in parts.items()}
