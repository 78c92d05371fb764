"""A PDF -> the entries of its dictionaries, its comments and its metadata, whether or not a program would use them.

The whole file is read as a sequence of objects (ISO 32000-1, 7.2 and 7.3), regardless of its cross-reference table: an
object that the table hides from one program may be found by another. Whatever is not PDF syntax is reported, never
skipped.
"""

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import batched
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml import package
from wsisc.readers.inventory.pdf_syntax import TOKEN, find_string_end, unescape_name

type Value = "dict[bytes, Value] | list[Value] | Name | Reference | bytes | int | None"
type Dictionary = dict[bytes, Value]

_MAX_BYTES = 50_000_000  # of decompressed object streams; a guess, far above any submission
_SPACE = b"\0\t\n\f\r "
_OBJECT = re.compile(rb"\d(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])*obj(?![A-Za-z])")
_XREF_TABLE = re.compile(rb"[\0\t\n\f\r ]*xref[\0\t\n\f\r ]+(?:\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+[nf]?[\0\t\n\f\r ]*)*")
_WORDS = (b"obj", b"endobj", b"stream", b"endstream", b"startxref", b"trailer", b"xref")
# Entries about the storage of a file, not its content.
_STORAGE_KEYS = (
    b"Length", b"Filter", b"DecodeParms", b"Predictor", b"Columns", b"N", b"First", b"Extends", b"W", b"Index",
    b"Size", b"Prev", b"XRefStm", b"ID", b"Root", b"Info", b"Length1",
)  # fmt: skip
_TYPE_KEYS = (b"Type", b"Subtype", b"S")
_PROGRAM_METADATA = re.compile(
    r"ModifyDate|MetadataDate|CreatorTool|Producer|InstanceID|DocumentID|xmptk|RenditionClass|History|NPages"
)


class Name(bytes):
    """A name, such as /Catalog, without its slash."""


class Reference(NamedTuple):
    """The number of an indirect object."""

    number: int


class PdfObjects(NamedTuple):
    """The contents of a PDF: each distinct dictionary entry, its comments, its metadata, and its faults.

    Entries are pairs: the type of the dictionary ("Action URI"), and the key, with the value if that is a name.
    `numbered` are the objects by number, `streams` the data of streams by number, as stored.
    """

    entries: set[tuple[str, str]]
    comments: list[str]
    metadata: list[str]
    faults: list[str]
    numbered: dict[int, Value]
    streams: dict[int, bytes]

    def resolve(self, value: Value) -> Value:
        """Return a value, or the object that it refers to."""
        return self.numbered.get(value.number) if isinstance(value, Reference) else value

    def data(self, value: Value) -> bytes | None:
        """Return the data of the stream that a value refers to, or None if it is not a stream or cannot be read."""
        dictionary = self.resolve(value)
        stored = self.streams.get(value.number) if isinstance(value, Reference) else None
        if stored is None or not isinstance(dictionary, dict):
            return None
        return decompress(dictionary, stored, _MAX_BYTES)


@lru_cache(2)
def read_objects(content: bytes) -> PdfObjects:
    """Return the contents of a PDF."""
    (reader := _ObjectParser(content)).read()
    found = reader.found
    for each in reader.dictionaries:
        found.entries.update(_dictionary_entries(each))
    hidden = len(_OBJECT.findall(content)) - reader.object_count
    if hidden > 0:
        found.faults.append(f"{hidden} objects inside other objects")
    for text in reader.metadata:
        found.metadata.extend(_metadata_statements(text))
    return found


def _dictionary_entries(dictionary: Dictionary) -> Iterator[tuple[str, str]]:
    kind = " ".join(_decode(value) for key in _TYPE_KEYS if isinstance(value := dictionary.get(key), Name))
    for key, value in dictionary.items():
        if key not in _STORAGE_KEYS:
            yield kind, f"{_decode(key)} {_decode(value)}" if isinstance(value, Name) else _decode(key)


def _decode(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")


def _metadata_statements(text: bytes) -> Iterator[str]:
    """Yield the statements of XMP metadata, without those about programs and times of production."""
    try:
        root = package.parse_xml(text.strip())
    except (etree.XMLSyntaxError, ValueError):
        yield "unreadable"
        return
    for each in root.iter():
        if not isinstance(each.tag, str):
            continue
        path = [each, *each.iterancestors()]
        values = {"": (each.text or "").strip(), **{str(key): str(value) for key, value in each.attrib.items()}}
        for key, value in values.items():
            name = "/".join(etree.QName(step).localname for step in reversed(path[:3])) + f" {key}".rstrip()
            if value and not any(_PROGRAM_METADATA.search(str(each)) for each in (key, *(step.tag for step in path))):
                yield f"{name}: {value}"


def decompress(dictionary: Dictionary, data: bytes, max_bytes: int) -> bytes | None:
    """Return the decompressed data of a stream, or None if it is longer, damaged, or uses another filter."""
    filters = dictionary.get(b"Filter", [])
    if filters == []:
        return data
    if filters not in (b"FlateDecode", [b"FlateDecode"]) or dictionary.get(b"DecodeParms"):
        return None
    reader = zlib.decompressobj()
    try:
        found = reader.decompress(data, max_bytes)
    except zlib.error:
        return None
    return found if reader.eof else None


class _ObjectParser:
    """Parses objects one after another; `stack` holds the open dictionaries and arrays."""

    def __init__(self, content: bytes, remaining_bytes: int = _MAX_BYTES) -> None:
        self.content, self.remaining_bytes, self.position = content, remaining_bytes, 0
        self.dictionaries: list[Dictionary] = []
        self.metadata: list[bytes] = []
        self.found = PdfObjects(set(), [], [], [], {}, {})
        self.stack: list[tuple[bytes, list[Value]]] = [(b"", [])]
        self.object_count, self.number = 0, -1

    def read(self, *, is_one: bool = False) -> None:
        """Read to the end, or a single object."""
        while self.position < len(self.content):
            match = TOKEN.match(self.content, self.position)
            assert match
            self.position = match.end()
            kind = match.lastgroup
            if kind:
                getattr(self, f"_{kind}")(match[kind])
            if is_one and len(self.stack) == 1 and self.values:
                return
        if len(self.stack) > 1:
            self.found.faults.append("an object without an end")

    @property
    def values(self) -> list[Value]:
        return self.stack[-1][1]

    def _comment(self, text: bytes) -> None:
        is_head = self.object_count == 0 and not self.values and len(self.found.comments) < 1
        if text.startswith(b"%PDF-") or text == b"%%EOF" or (is_head and not re.search(rb"[A-Za-z]{3}", text)):
            return
        self.found.comments.append(text[1:].decode("utf-8", "replace"))

    def _name(self, text: bytes) -> None:
        self.values.append(Name(unescape_name(text)))

    def _hex(self, text: bytes) -> None:
        self.values.append(text)

    def _string(self, _: bytes) -> None:
        end = find_string_end(self.content, self.position)
        if end < 0:
            self.found.faults.append("a text without an end")
            self.position = len(self.content)
            return
        self.values.append(self.content[self.position : end - 1])
        self.position = end

    def _mark(self, text: bytes) -> None:
        if text in (b"<<", b"["):
            self.stack.append((text, []))
            return
        if self.stack[-1][0] != {b">>": b"<<", b"]": b"["}[text]:
            self.found.faults.append("brackets that do not match")
            self.stack = [(b"", [])]
            return
        values = self.stack.pop()[1]
        if text == b"]":
            self.values.append(values)
            return
        keys = values[::2]
        if len(values) % 2 or not all(isinstance(key, Name) for key in keys):
            self.found.faults.append("an invalid dictionary")
        if len({key for key in keys if isinstance(key, Name)}) != len(keys):
            self.found.faults.append("a dictionary with a duplicate key")
        pairs = zip(keys, values[1::2], strict=False)
        dictionary: Dictionary = {key: value for key, value in pairs if isinstance(key, Name)}
        self.dictionaries.append(dictionary)
        self.values.append(dictionary)

    def _word(self, text: bytes) -> None:
        if text == b"R" and len(self.values) >= 2:
            number = self.values[-2]
            del self.values[-2:]
            self.values.append(Reference(number) if isinstance(number, int) else None)
        elif text in _WORDS:
            self._structure(text)
        elif re.fullmatch(rb"[+-]?\d+", text) and len(text) < 20:
            self.values.append(int(text))
        elif re.fullmatch(rb"[+-]?\d*\.?\d*|true|false|null", text):
            self.values.append(None)
        else:
            self.found.faults.append(f"an unexpected word {_decode(text[:20])}")

    def _other(self, _: bytes) -> None:
        self.found.faults.append("a character outside all objects")

    def _structure(self, word: bytes) -> None:
        """Handle a keyword between objects, which closes everything that is open."""
        before = self.values
        if len(self.stack) > 1:
            self.found.faults.append("an object without an end")
        self.stack = [(b"", [])]
        if word == b"obj":
            self.object_count += 1
            self.number = before[-2] if len(before) > 1 and isinstance(before[-2], int) else -1
            before = before[:-2]
            if before and not (len(before) == 1 and isinstance(before[0], int)):
                self.found.faults.append("unexpected data between objects")
        elif word in (b"stream", b"endobj") and before:
            self._store_object(self.number, before[-1])
        if word == b"stream":
            self._read_stream(before[-1] if before else None)
        elif word == b"xref":
            match = _XREF_TABLE.match(self.content, self.position - len(word))
            self.position = match.end() if match else self.position

    def _store_object(self, number: int, value: Value) -> None:
        """Store an object by number; of two with the same number, programs differ on which one counts."""
        if number in self.found.numbered:
            self.found.faults.append(f"a duplicate of object {number}")
        self.found.numbered[number] = value

    def _read_stream(self, dictionary: Value) -> None:
        start = self.position + (2 if self.content[self.position : self.position + 2] == b"\r\n" else 1)
        dictionary = dictionary if isinstance(dictionary, dict) else {}
        length = dictionary.get(b"Length")
        end = start + length if isinstance(length, int) and length >= 0 else start
        if not (isinstance(length, int) and self.content[end : end + 20].lstrip(_SPACE).startswith(b"endstream")):
            end = self.content.find(b"endstream", start)
        if end < 0:
            self.found.faults.append("a stream without an end")
            return
        self.position = end
        self.found.streams[self.number] = self.content[start:end]
        holds_objects = dictionary.get(b"Type") == b"ObjStm" or (b"N" in dictionary and b"First" in dictionary)
        if holds_objects or dictionary.get(b"Type") == b"Metadata" or dictionary.get(b"Subtype") == b"XML":
            data = self._decompress(dictionary, self.content[start:end])
            if holds_objects:
                self._read_object_stream(dictionary, data)
            else:
                self.metadata.append(data)

    def _decompress(self, dictionary: Dictionary, data: bytes) -> bytes:
        found = decompress(dictionary, data, max(self.remaining_bytes, 1))
        if found is None:
            self.found.faults.append("a stream of objects or metadata that cannot be read")
        self.remaining_bytes -= len(found or b"")
        return found or b""

    def _read_object_stream(self, dictionary: Dictionary, data: bytes) -> None:
        """Read the objects of an object stream, each from its stated offset (ISO 32000-1, 7.5.7)."""
        first, count = dictionary.get(b"First"), dictionary.get(b"N")
        head = data[: max(first, 0)].split() if isinstance(first, int) else []
        is_sound = isinstance(count, int) and len(head) == 2 * count and all(each.isdigit() for each in head)
        if not isinstance(first, int) or not is_sound:
            self.found.faults.append("a stream of objects that cannot be read")
            return
        for number, offset in batched(map(int, head), 2):
            inner = _ObjectParser(data, self.remaining_bytes)
            inner.position, inner.dictionaries, inner.object_count = first + offset, self.dictionaries, 1
            inner.found = self.found._replace(numbered={}, streams={})
            inner.read(is_one=True)
            self._store_object(number, inner.values[-1] if inner.values else None)
