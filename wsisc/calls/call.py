"""`schemas/calls/<id>.yaml` -> a call for contributions: its session, cover, parts and prompts."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Any

from wsisc import resources, source
from wsisc.diagnostic import WsiscError

type LocalizedText = Mapping[str, str]
"""A text by language code."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SLOT = re.compile(r"\{([a-z-]+)\}")
_EMPTY_SLOT = re.compile(r"^\x00[,،，、]?\s*|(?:[,،，、]|(?<!\s)|(?=\x00))\s*+\x00")


@dataclass(frozen=True)
class Session:
    """The session of the Commission that a call prepares; `dates` and `place` are "" while they are unknown."""

    number: int
    year: int
    dates: str = ""
    place: str = ""

    @property
    def reporting_year(self) -> int:
        """The year reported on: the one before the session."""
        return self.year - 1


@dataclass(frozen=True)
class CoverBlock:
    """A paragraph of the cover: `name` is its class, `text` may have slots and line breaks."""

    name: str
    text: LocalizedText


def bare_label(label: str) -> str:
    """Return the label of a part without its final colon, and without the space that French has before a colon."""
    return label.rstrip(": \xa0\u202f")


@dataclass(frozen=True)
class CallPart:
    """A part of a call. `holds` is "text", "sections", "both" or, where it has parts, ""; `pages` 0 is no limit.

    Where `is_headed` is false, label and prompt are shown to the author, but not printed.
    """

    id: str
    label: LocalizedText
    prompt: LocalizedText
    holds: str
    required: bool
    pages: float
    numbering: str
    parts: tuple["CallPart", ...]
    is_headed: bool = True

    def heading(self, language: str) -> str:
        """Return the printed heading: label and prompt."""
        return f"{self.label[language]} {self.prompt[language]}"

    def number(self, position: int) -> str:
        """Return the number before the title of the section at a 1-based position: "1) " or ""."""
        return self.numbering.replace("1", str(position)) + " " if self.numbering else ""


@dataclass(frozen=True)
class Call:
    """A call for contributions. `text` is the content of its file.

    `session` is None if the call prepares no particular one; `to_check` lists what is not verified yet.
    """

    id: str
    session: Session | None
    languages: tuple[str, ...]
    subject: LocalizedText = field(hash=False)  # a mapping, as are those within cover and parts
    cover: tuple[CoverBlock, ...] = field(hash=False)
    parts: tuple[CallPart, ...] = field(hash=False)
    source: str
    text: str = ""
    to_check: tuple[str, ...] = ()

    @property
    def reporting_year(self) -> int | None:
        """The year reported on, None where the call does not say."""
        return self.session.reporting_year if self.session else None


@dataclass(frozen=True)
class Catalogue:
    """The known calls: the built-in ones, and a repository's `own`: the contents of their files by id.

    An own call replaces a built-in one with the same id. `invalid` maps own calls that cannot be used to the reason.
    """

    own: Mapping[str, str] = field(default_factory=dict)
    invalid: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """A digest of the own calls."""
        import hashlib  # only where documents are cached

        return hashlib.sha256(json.dumps(sorted(self.own.items())).encode()).hexdigest()

    def ids(self) -> list[str]:
        """Return the ids of the calls, in alphabetical order."""
        return sorted({*resources.names("schemas/calls", ".yaml"), *self.own})

    def text(self, id: str) -> str:
        """Return the content of a call's file. Raises WsiscError if it does not exist."""
        return self.own[id] if id in self.own else resources.text(f"schemas/calls/{id}.yaml")

    def find_shadowing(self) -> list[str]:
        """Return the ids of the own calls that replace a built-in call and differ from it."""
        built_in = BUILT_IN.ids() if self.own else []
        return [id for id in built_in if id in self.own and self.own[id] != BUILT_IN.text(id)]

    def load(self, id: str) -> Call:
        """Return the call with an id. Raises WsiscError if it does not exist, or its file is invalid."""
        if id not in self.ids():
            raise WsiscError(f"the call {id!r} does not exist", f"use one of {', '.join(self.ids())}")
        if id in self.invalid:
            raise WsiscError(
                f"the call {id} cannot be used: {self.invalid[id]}", f"run wsisc calls check {id} for details"
            )
        return _load(id, self.text(id))

    def find(self, id: object) -> Call | None:
        """Return the call with an id, or None."""
        return self.load(id) if isinstance(id, str) and id in self.ids() else None

    def find_nearest(self, id: object) -> Call | None:
        """Return the call with an id, or that which a mistyped one most likely means, so that a file can be checked."""
        near = get_close_matches(str(id), self.ids(), 1, 0.6)
        return self.load(near[0]) if near else None


BUILT_IN = Catalogue()


def shadowing_message(id: str) -> str:
    """Return the message for an id that `Catalogue.find_shadowing` returns."""
    return f"calls/{id}.yaml is used instead of the built-in call {id}, and differs from it"


@cache
def _load(id: str, text: str) -> Call:
    try:
        return from_data(source.read(text.encode(), f"{id}.yaml").data, text)
    except (KeyError, TypeError, AttributeError):
        raise WsiscError(f"the call {id} is incomplete", "run wsisc calls check for details") from None


def read_id(text: str) -> str:
    """Return the id in the content of a call's file. Raises WsiscError where it is invalid."""
    data = source.read(text.encode(), "call.yaml").data
    id = data.get("id") if isinstance(data, dict) else None
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise WsiscError("the call in the document cannot be read")
    return id


def from_data(data: Any, text: str = "") -> Call:
    """Return the call of JSON data, which must satisfy schemas/call.schema.json; `text` is the content of its file."""
    return Call(
        id=data["id"],
        session=Session(**data["session"]) if "session" in data else None,
        languages=tuple(data["languages"]),
        subject=data["subject"],
        cover=tuple(CoverBlock(block["class"], block["text"]) for block in data["cover"]),
        parts=tuple(_part_from_data(part) for part in data["parts"]),
        source=data["source"],
        text=text,
        to_check=tuple(data.get("to-check", ())),
    )


def _part_from_data(data: Any) -> CallPart:
    return CallPart(
        id=data["id"],
        label=data["label"],
        prompt=data["prompt"],
        holds=data.get("holds", ""),
        required=data.get("required", False),
        pages=data.get("length", {}).get("pages", 0),
        numbering=data.get("numbering", ""),
        parts=tuple(_part_from_data(part) for part in data.get("parts", ())),
        is_headed=data.get("heading", True),
    )


def parts(call: Call) -> Iterator[tuple[tuple[str, ...], CallPart]]:
    """Yield every part of a call, nested ones included, with the ids that lead to it, in order."""

    def within(ids: tuple[str, ...], siblings: tuple[CallPart, ...]) -> Iterator[tuple[tuple[str, ...], CallPart]]:
        for part in siblings:
            yield (*ids, part.id), part
            yield from within((*ids, part.id), part.parts)

    yield from within((), call.parts)


def fill(text: str, slots: Mapping[str, str]) -> str:
    """Return a text with its slots ("{place}") filled; slots in the values are not filled in turn.

    A slot whose value is "" is left out, with the comma or space before it, and with a line that is empty then.
    """
    lines = [_SLOT.sub(lambda slot: slots[slot[1]] or "\x00", line) for line in text.split("\n")]
    return "\n".join(filled for line in lines if (filled := _EMPTY_SLOT.sub("", line)) or not line)


def find_slots(text: str) -> list[re.Match[str]]:
    """Return the slots in a text; group 1 of each is its name."""
    return list(_SLOT.finditer(text))
