"""Documents of wsisc and a number -> a document that was changed, always the same for the same number.

What is changed is what a stranger would change, the package that a document carries, with new hashes, and names of
parts and attachments; and what an accident changes, any bytes, elements and attributes.
"""

import base64
import io
import json
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from html import escape

import pypdfium2

from tests.conftest import ROOT, as_yaml
from wsisc import source
from wsisc.calls import call as calls
from wsisc.document import canonical, provenance
from wsisc.document.provenance import FILE_NAME, SourcePackage
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers import embedded_source
from wsisc.source import model

type Random = random.Random
type Change = Callable[[bytes, Random], bytes]

CHART = (ROOT / "tests" / "figures" / "chart.png").read_bytes()
PHOTO = (ROOT / "tests" / "figures" / "photo.jpg").read_bytes()
NAMES = [
    ".bash_profile", ".github/workflows/x.yml", ".git/hooks/pre-commit", "conftest.py", "wsisc.toml", "sitecustomize.py",
    "calls/cstd-26.yaml", "calls/x.png", "out.yaml", "OUT.YAML", "out.yaml/x.png", "../x.png", "../../x.sh", "/tmp/x.png",
    "figures/../../x.png", "~/x.png", "C:/x.png", "..\\x.png", "con.png", "nul", "x.png.", "x.png ", "x.png:y", "a\0.png",
    "figures/x.svg", "figures/x.html", ".x.png", "figures/.x.png", "x\u202egnp.sh", "", ".", "..", "/", "//x.png", "./x.png",
    "b/" * 200 + "x.png", "a" * 300 + ".png", "figures/chart.png", "figures/CHART.PNG", "figures", "figures/chart.png/x.png",
    "x.png", "figures/y.jpg", "\ud800.png",
]  # fmt: skip
CONTENTS = [
    CHART,
    PHOTO,
    b"#!/bin/sh\necho\n",
    b"",
    CHART[:90],
    CHART + b"<script>",
    b"\x89PNG\r\n\x1a\n#!/bin/sh",
    b"GIF89a",
]
IDS = [
    "cstd-26", "cstd-next", "cstd-99", "../../evil", "/tmp/evil", "con", "a" * 300, "Cstd-26", ".x", "[a]", "''", "x: y",
    "cstd-26\n", "calls/x", "\0",
]  # fmt: skip
TEXTS = [
    "\0", "\u202e", "\ud800", "{place}", "{x}", "${HOME}", "{{ x }}", "<script>alert(1)</script>", "![x]", "[^x]", ": ", "- ",
    "../x", "|", "\t", "&a", "*a", "!!python/object:os.system", "\n", "'", '"', "]]>", "&lt;", "9" * 400, "figures/x.png",
]  # fmt: skip


def mutated(document: bytes, number: int) -> bytes:
    """Return a document changed once, twice or three times, as a number says."""
    chance = random.Random(number)
    kind = list(CHANGES)[number % len(CHANGES)]
    for _ in range(chance.choice((1, 1, 2, 3))):
        document = CHANGES[kind](document, chance)
    return document


# --- the package -------------------------------------------------------------------------------------------


def _package(document: bytes) -> SourcePackage | None:
    try:
        return embedded_source.find(document)
    except WsiscError:  # an earlier change has damaged it
        return None


def _carrying(document: bytes, package: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """Return a document that carries another package, a text, and more files."""
    files = files or {}
    if document.startswith(b"PK"):
        head, _, tail = _part(document, "customXml/item1.xml").decode("utf-8", "replace").partition('/source/1">')
        parts = {"customXml/item1.xml": f'{head}/source/1">{escape(package, quote=False)}</source>'.encode()}
        parts |= {f"word/media/stranger{at}.png": content for at, content in enumerate(files.values())}
        return _zipped({**_parts(document), **parts} if tail else _parts(document))
    if document.startswith(b"%PDF"):
        return _attached(document, {**files, FILE_NAME: package.encode()})
    text = document.decode("utf-8", "replace")
    head, mark, tail = text.partition('id="wsisc-source">')
    images = "".join(f'<img src="data:image/png;base64,{base64.b64encode(each).decode()}">' for each in files.values())
    return f"{head}{mark}{package}{tail[tail.find('</script>') :]}{images}".encode() if mark else document


def figures(document: bytes, chance: Random) -> bytes:
    """Change the list of figures, and half of the time those that the source names too."""
    package = _package(document)
    if package is None:
        return document
    files = {name: chance.choice(CONTENTS) for name in chance.sample(NAMES, chance.randint(1, 4))}
    files = {name: content for name, content in files.items() if "\ud800" not in name}
    text = package.source
    if chance.random() < 0.6:
        data = canonical.to_data(model.from_data(source.read(text.encode(), "").data))
        data["figures"] = {f"x{at}": {"file": name, "alt": "What it shows"} for at, name in enumerate(files)}
        text = as_yaml(data).decode()
    digests = {name: provenance.digest(content) for name, content in files.items()}
    changed = SourcePackage(text, package.call, package.versions, {**package.figures, **digests}, package.draft)
    return _carrying(document, provenance.pack(changed), files)


def call(document: bytes, chance: Random) -> bytes:
    """Change the call, its id or its text, and half of the time the one that the source answers too."""
    package = _package(document)
    if package is None:
        return document
    text, answer = package.call, package.source
    if chance.random() < 0.8:
        id = chance.choice([*IDS, *["cstd-26", "cstd-next", "cstd-99", "mine"] * 5])
        text = re.sub(r"(?m)^id: .*$", lambda _: f"id: {id}", text)
        answer = re.sub(r"(?m)^call: .*$", lambda _: f"call: {id}", answer) if chance.random() < 0.7 else answer
    what = chance.random()
    if what < 0.2:
        text = _edited(text, chance)
    elif what < 0.6:
        text = chance.choice(["prompt", "DISCLAIMER", "the", "{place}", "en:"]).join(text.split("views"))
    elif what < 0.7:
        text = chance.choice(["", "id: x", calls.BUILT_IN.text("cstd-next"), "- a", "id: cstd-99\n"])
    changed = SourcePackage(answer, text, package.versions, package.figures, package.draft)
    return _carrying(document, _packed(changed))


def answers(document: bytes, chance: Random) -> bytes:
    """Change the source."""
    package = _package(document)
    if package is None:
        return document
    changed = SourcePackage(
        _edited(package.source, chance), package.call, package.versions, package.figures, package.draft
    )
    return _carrying(document, _packed(changed))


def _packed(package: SourcePackage) -> str:
    """Return a package as text, with right hashes where the texts can have any."""
    try:
        return provenance.pack(package)
    except UnicodeEncodeError:
        return json.dumps({"version": 1, "source": package.source, "call": package.call, "hashes": {"figures": {}}})


def _edited(text: str, chance: Random) -> str:
    """Return a YAML text with some lines gone, doubled, exchanged, or with other words in them."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(lines))
        what = chance.randrange(5)
        if what == 0 and len(lines) > 1:
            del lines[at]
        elif what == 1:
            lines.insert(at, lines[chance.randrange(len(lines))])
        elif what == 2:
            place = chance.randint(0, len(lines[at]))
            lines[at] = lines[at][:place] + chance.choice(TEXTS) + lines[at][place:]
        elif what == 3:
            lines[at] = re.sub(r": .*", lambda _: f": {chance.choice([*TEXTS, *NAMES])}", lines[at])
        else:
            lines[at] = " " * chance.randrange(8) + lines[at].strip()
    return "\n".join(lines)


def fields(document: bytes, chance: Random) -> bytes:
    """Put values of other types, or none, into the package."""
    package = _package(document)
    if package is None:
        return document
    data = json.loads(provenance.pack(package))
    holder = chance.choice([data, data, data["hashes"], data["versions"]])
    values = [None, 0, 1e400, -1, True, "", "\ud800", [], {}, ["a"], {"a": {"b": 1}}, "x" * 10_000, 10**400, "2"]
    for name in chance.sample(list(holder) or ["a"], 1):
        if chance.random() < 0.3:
            holder.pop(name, None)
        else:
            holder[name] = chance.choice(values)
    text = json.dumps(data)
    if chance.random() < 0.2:
        text = chance.choice([text[: len(text) // 2], "[" * 100_000, "null", '{"version": 1}', text + text, ""])
    return _carrying(document, text)


# --- what holds it ----------------------------------------------------------------------------------------


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _part(document: bytes, name: str) -> bytes:
    return _parts(document).get(name, b"")


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _attached(document: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return a PDF with more attachments, or others of the same names."""
    files = {name.replace("\0", "") or "x": content for name, content in files.items()}
    with pypdfium2.PdfDocument(document) as opened:
        for at in reversed(range(opened.count_attachments())):
            if opened.get_attachment(at).get_name() in files:
                opened.del_attachment(at)
        for name, content in files.items():
            opened.new_attachment(name).set_data(content)
        buffer = io.BytesIO()
        opened.save(buffer)
    return buffer.getvalue()


def names(document: bytes, chance: Random) -> bytes:
    """Rename parts, attachments or images, or add some."""
    name = chance.choice([each for each in NAMES if each.strip("\0") and "\ud800" not in each])
    if document.startswith(b"%PDF"):
        return _attached(document, {name: chance.choice(CONTENTS)})
    if not document.startswith(b"PK"):
        return document.replace(b"data:image/png", f"file:///{name}".encode(), 1)
    parts = _parts(document)
    old = chance.choice(list(parts))
    if chance.random() < 0.5:
        parts = {(name if each == old else each): content for each, content in parts.items()}
    else:
        parts[chance.choice([name, f"word/media/{name}", f"customXml/{name}"])] = chance.choice(CONTENTS)
    return _zipped(parts)


def anything(document: bytes, chance: Random) -> bytes:
    """Change some bytes, cut the file off, or put something in."""
    found = bytearray(document)
    for _ in range(chance.choice((1, 3, 30))):
        found[chance.randrange(len(found))] = chance.randrange(256)
    if chance.random() < 0.2:
        del found[chance.randrange(len(found)) :]
    if chance.random() < 0.2:
        at = chance.randrange(len(found) + 1)
        found[at:at] = chance.randbytes(chance.randint(1, 400))
    return bytes(document[:4] + found[4:])


def markup(document: bytes, chance: Random) -> bytes:
    """Change elements, attributes and words in the XML of a Word file, or in a page; in a PDF, bytes."""
    if document.startswith(b"%PDF"):
        return anything(document, chance)
    if not document.startswith(b"PK"):
        return _remarked(document.decode("utf-8", "replace"), chance).encode()
    parts = _parts(document)
    name = chance.choice([*(each for each in parts if each.endswith((".xml", ".rels"))), *["word/document.xml"] * 8])
    if name in parts:
        parts[name] = _remarked(parts[name].decode("utf-8", "replace"), chance).encode()
    return _zipped(parts)


def _remarked(text: str, chance: Random) -> str:
    tags = list(re.finditer(r"<[^>]*>", text))
    if not tags:
        return text
    start, end = chance.choice(tags).span()
    tag = text[start:end]
    other = chance.choice(tags)[0]
    word = escape(chance.choice([each for each in TEXTS if "\ud800" not in each]))
    attribute = re.sub(r'"[^"]*"', lambda _: f'"{word}"', tag, count=1)
    return text[:start] + chance.choice(["", tag + tag, other, tag + word, attribute, tag + tag + other]) + text[end:]


CHANGES: dict[str, Change] = {
    "figures": figures,
    "call": call,
    "source": answers,
    "fields": fields,
    "names": names,
    "bytes": anything,
    "markup": markup,
    "figures again": figures,
}
"""The kinds of change; the figures are what most would be written by."""
