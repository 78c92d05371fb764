"""`schemas/calls/<id>.yaml` -> a call for contributions: its session, cover, parts and prompts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from wsisc import resources, source
from wsisc.diagnostic import WsiscError

type Wording = Mapping[str, str]
"""A wording by language code."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SLOT = re.compile(r"\{([a-z-]+)\}")


@dataclass(frozen=True)
class Session:
    """The session of the Commission that a call prepares."""

    number: int
    year: int
    dates: str
    place: str

    @property
    def reporting_year(self) -> int:
        """The year reported on: the one before the session."""
        return self.year - 1


@dataclass(frozen=True)
class CoverBlock:
    """A paragraph of the cover: `name` is its class, `text` may hold slots and line breaks."""

    name: str
    text: Wording


@dataclass(frozen=True)
class CallPart:
    """A part of a call. `holds` is "text", "sections", "both" or, where it has parts, ""; `pages` 0 is no limit."""

    id: str
    label: Wording
    prompt: Wording
    holds: str
    required: bool
    pages: float
    numbering: str
    parts: tuple["CallPart", ...]

    def heading(self, language: str) -> str:
        """Return label and prompt as the one heading they are printed as."""
        return f"{self.label[language]} {self.prompt[language]}"

    def number(self, position: int) -> str:
        """Return what is printed before the title of the section at a 1-based position: "1) " or ""."""
        return self.numbering.replace("1", str(position)) + " " if self.numbering else ""


@dataclass(frozen=True)
class Call:
    """A call for contributions; every wording is per language."""

    id: str
    session: Session
    languages: tuple[str, ...]
    subject: Wording
    cover: tuple[CoverBlock, ...]
    parts: tuple[CallPart, ...]
    source: str


def names() -> list[str]:
    """Return the ids of the calls that wsisc knows, in alphabetical order."""
    return resources.names("schemas/calls", ".yaml")


@cache
def load(id: str) -> Call:
    """Return the call of an id. Raises WsiscError where there is none."""
    if id not in names():
        raise WsiscError(f"no call is named {id!r}", f"known calls: {', '.join(names())}")
    return from_data(source.read(text(id).encode(), f"{id}.yaml").data)


def named(id: object) -> Call | None:
    """Return the call that a value names, or None where wsisc knows none of that name."""
    return load(id) if isinstance(id, str) and id in names() else None


def nearest(id: object) -> Call | None:
    """Return the call that a mistyped name most likely means, so that the rest of its file can be checked."""
    near = get_close_matches(str(id), names(), 1, 0.6)
    return load(near[0]) if near else None


def text(id: str) -> str:
    """Return a call's file as it stands."""
    return resources.text(f"schemas/calls/{id}.yaml")


def id_of(text: str) -> str:
    """Return the id that a call's file gives it. Raises WsiscError where it is none."""
    data = source.read(text.encode(), "call.yaml").data
    id = data.get("id") if isinstance(data, dict) else None
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise WsiscError("the call that the document carries cannot be read")
    return id


def from_data(data: Any) -> Call:
    """Return the call that JSON data holds, which must satisfy schemas/call.schema.json."""
    return Call(
        id=data["id"],
        session=Session(**data["session"]),
        languages=tuple(data["languages"]),
        subject=data["subject"],
        cover=tuple(CoverBlock(block["class"], block["text"]) for block in data["cover"]),
        parts=tuple(_part(part) for part in data["parts"]),
        source=data["source"],
    )


def _part(data: Any) -> CallPart:
    return CallPart(
        id=data["id"],
        label=data["label"],
        prompt=data["prompt"],
        holds=data.get("holds", ""),
        required=data.get("required", False),
        pages=data.get("length", {}).get("pages", 0),
        numbering=data.get("numbering", ""),
        parts=tuple(_part(part) for part in data.get("parts", ())),
    )


def parts(call: Call) -> Iterator[tuple[tuple[str, ...], CallPart]]:
    """Yield every part of a call, also those within others, with the ids that lead to it, in order."""

    def within(ids: tuple[str, ...], found: tuple[CallPart, ...]) -> Iterator[tuple[tuple[str, ...], CallPart]]:
        for part in found:
            yield (*ids, part.id), part
            yield from within((*ids, part.id), part.parts)

    yield from within((), call.parts)


def fill(text: str, slots: Mapping[str, str]) -> str:
    """Return a wording with its slots ("{place}") filled; a filled value is never looked at again."""
    return _SLOT.sub(lambda slot: slots[slot[1]], text)
