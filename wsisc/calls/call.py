"""`schemas/calls/<id>.yaml` -> a call for contributions: its session and period, cover, parts and prompts."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from wsisc import source
from wsisc.calls import reporting, vocabularies
from wsisc.calls.reporting import ReportingPeriod
from wsisc.calls.vocabularies import LocalizedText, VocabularySet
from wsisc.messages import join, plural, resources, t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.text.nearest import find_nearest
from wsisc.text.shared import group_values
from wsisc.text.slots import fill
from wsisc.theme import DEFAULT, Theme, Themes

_MAX_NAMES = 10  # of one call; a collection of two sessions has hundreds
_ID = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


@cache
def _empty_slot_pattern() -> re.Pattern[str]:
    return re.compile(r"^\x00[,،，、]?\s*|(?:[,،，、]|(?<!\s)|(?=\x00))\s*+\x00")


class Session(NamedTuple):
    """The session that a call prepares; `dates` and `place` are "" while they are unknown."""

    number: int
    year: int
    dates: str = ""
    place: str = ""


class CoverBlock(NamedTuple):
    """A paragraph of the cover: `name` is its class, `text` may have slots and line breaks."""

    name: str
    text: LocalizedText


def bare_label(label: str) -> str:
    """Return the label of a part without its final colon, and without the space that French has before a colon."""
    return label.rstrip(":： \xa0\u202f")


class CallPart(NamedTuple):
    """A part of a call. `holds` is "text", "sections", "both" or, where it has parts, "".

    Its limit is in `pages` or in `words`, of which 0 is no limit; `words_by_type` are the words for some types of
    entities. Where `is_headed` is false, label and prompt are shown to the author, but not printed.
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
    words: int = 0
    words_by_type: tuple[tuple[str, int], ...] = ()

    def heading(self, language: str) -> str:
        """Return the printed heading: label and prompt."""
        return f"{self.label[language]} {self.prompt[language]}"

    def number(self, position: int) -> str:
        """Return the number before the title of the section at a 1-based position: "1) " or ""."""
        return self.numbering.replace("1", str(position)) + " " if self.numbering else ""

    def word_limit(self, entity_type: str) -> int:
        """Return the number of words that an entity of a type may write, 0 where words are not limited."""
        return dict(self.words_by_type).get(entity_type, self.words)


class Provenance(NamedTuple):
    """Where some wordings of a call are from: `wordings` are their names, such as "cover-body", "three.a" or "cover".

    `form` is "verbatim", "adapted" or "ours"; `source` and `seen` (a date) are "" for wordings that are ours.
    """

    wordings: tuple[str, ...]
    form: str
    source: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Call:
    """A call for contributions. `text` is the content of its file.

    `session` is None if the call prepares no particular one, and `reporting` if it names no period; `deadline` (a date)
    and `send_to` (an address) are "" while they are unknown. `collection` is how a collection of its submissions is
    called. `to_check` lists what is not verified yet.
    `prompt_layout` says where the prompt of a part is: "run-in" (on the line of the label, which alone is a heading),
    "below" it, or part of the "heading". `theme` is the name of the theme in which its documents are.
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
    prompt_layout: str = "run-in"
    theme: str = DEFAULT
    reporting: ReportingPeriod | None = None
    deadline: str = ""
    send_to: str = ""
    collection: LocalizedText = field(default_factory=dict, hash=False)
    provenance: tuple[Provenance, ...] = ()
    vocabulary_data: tuple[Any, ...] | None = field(default=None, hash=False)

    @property
    def reporting_year(self) -> int | None:
        """The year reported on, None where the call does not say, or reports on more than one."""
        return self.reporting.year if self.reporting else None

    def wording_language(self, language: str) -> str:
        """Return the language in which its labels and prompts are shown with a text: that of the text if it has it."""
        return language if language in self.languages else self.languages[0]

    @cached_property
    def vocabularies(self) -> VocabularySet:
        """The vocabularies that the call names, with its own; the standard ones if it names none."""
        return vocabularies.choose(self.vocabulary_data)


@dataclass(frozen=True)
class Catalogue:
    """The known calls: the built-in ones, and a repository's `own`: the contents of their files by id.

    An own call replaces a built-in one with the same id. `invalid` maps own calls that cannot be used to the reason.
    `themes` are those that calls can name.
    """

    own: Mapping[str, str] = field(default_factory=dict)
    invalid: Mapping[str, str] = field(default_factory=dict)
    themes: Themes = field(default_factory=Themes)

    @cached_property
    def digest(self) -> str:
        """A digest of the own calls and themes."""
        import hashlib  # only where documents are cached

        texts = sorted(self.own.items()), sorted(self.themes.own.items())
        return hashlib.sha256(json.dumps(texts).encode()).hexdigest()

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
            known = ", ".join(self.ids())
            raise WsiscError(t("the call {id} does not exist", id=repr(excerpt(id))), t("use one of {ids}", ids=known))
        if id in self.invalid:
            raise WsiscError(
                t("the call {id} cannot be used: {invalid}", id=id, invalid=self.invalid[id]),
                t("run wsisc calls check {id} for details", id=id),
            )
        return _load(id, self.text(id))

    def find(self, id: object) -> Call | None:
        """Return the call with an id, or None."""
        return self.load(id) if isinstance(id, str) and id in self.ids() else None

    def load_theme(self, call: Call, name: str = "") -> Theme:
        """Return the theme with a name, by default that of a call. Raises WsiscError if it cannot be used."""
        try:
            return self.themes.load(name or call.theme)
        except WsiscError as error:
            if name:
                raise
            message = t("the call {id}: {error}", id=call.id, error=error)
            raise WsiscError(message, error.hint, error.exit_code) from None

    def find_nearest(self, id: object) -> Call | None:
        """Return the call with an id, or that which a mistyped one most likely means, so that a file can be checked."""
        near = "" if id in self.ids() else find_nearest(str(id), self.ids())
        return self.load(near) if near else self.find(id)


BUILT_IN = Catalogue()


def shadowing_message(id: str) -> str:
    """Return the message for an id that `Catalogue.find_shadowing` returns."""
    return t("calls/{id}.yaml is used instead of the built-in call {id}, and differs from it", id=id)


@lru_cache(maxsize=64)  # documents carry their calls
def _load(id: str, text: str) -> Call:
    try:
        return from_data(source.read(text.encode(), f"{id}.yaml").data, text)
    except (KeyError, TypeError, AttributeError):
        raise WsiscError(t("the call {id} is incomplete", id=id), t("run wsisc calls check for details")) from None


def read_id(text: str) -> str:
    """Return the id in the content of a call's file. Raises WsiscError where it is invalid."""
    data = source.read(text.encode(), "call.yaml").data
    id = data.get("id") if isinstance(data, dict) else None
    if not isinstance(id, str) or not re.fullmatch(_ID, id):
        raise WsiscError(t("the call in the document cannot be read"))
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
        prompt_layout=data.get("prompt-layout", "run-in"),
        theme=data.get("theme", DEFAULT),
        reporting=reporting.of_call(data),
        deadline=data.get("deadline", ""),
        send_to=data.get("send-to", ""),
        collection=data.get("collection", {}),
        provenance=tuple(
            Provenance(tuple(each["of"]), each["form"], each.get("source", ""), each.get("seen", ""))
            for each in data.get("provenance", ())
        ),
        vocabulary_data=tuple(data["vocabularies"]) if "vocabularies" in data else None,
    )


def _part_from_data(data: Any) -> CallPart:
    length = data.get("length", {})
    return CallPart(
        id=data["id"],
        label=data["label"],
        prompt=data["prompt"],
        holds=data.get("holds", ""),
        required=data.get("required", False),
        pages=length.get("pages", 0),
        numbering=data.get("numbering", ""),
        parts=tuple(_part_from_data(part) for part in data.get("parts", ())),
        is_headed=data.get("heading", True),
        words=length.get("words", 0),
        words_by_type=tuple(length.get("words-by-type", {}).items()),
    )


def parts(call: Call) -> Iterator[tuple[tuple[str, ...], CallPart]]:
    """Yield every part of a call, nested ones included, with the ids that lead to it, in order."""

    def within(ids: tuple[str, ...], siblings: tuple[CallPart, ...]) -> Iterator[tuple[tuple[str, ...], CallPart]]:
        for part in siblings:
            yield (*ids, part.id), part
            yield from within((*ids, part.id), part.parts)

    yield from within((), call.parts)


def full_label(call: Call, ids: tuple[str, ...], language: str) -> str:
    """Return the label of a part with those of the parts around it, for a text in a language: "Part Three (b)"."""
    labels = {path: part.label[call.wording_language(language)] for path, part in parts(call)}
    return " ".join(bare_label(labels.get(ids[: end + 1], id)) for end, id in enumerate(ids))


def fill_known(text: str, slots: Mapping[str, str]) -> str:
    """Return a wording of a call with its slots ("{place}") filled.

    A slot whose value is "" is left out, with the comma or space before it, and with a line that is empty then.
    """
    marked = {name: value or "\x00" for name, value in slots.items()}
    lines = [fill(line, marked) for line in text.split("\n")]
    return "\n".join(filled for line in lines if (filled := _empty_slot_pattern().sub("", line)) or not line)


def describe_several(answered: Iterable[tuple[str, str]]) -> str:
    """Return which calls files answer, and which files, the fewest by name; "" if there is one call. "" is no call."""
    files = group_values((call, file) for call, file in answered if call)
    if len(files) < 2:
        return ""
    most = max(map(len, files.values()))
    ordered = sorted(files.items(), key=lambda each: (-len(each[1]), each[0]))
    is_round = [len(names) for _, names in ordered].count(most) == 1
    described = [
        t("{call} ({files})", call=call, files=_name_files(names, is_counted=is_round and len(names) == most))
        for call, names in ordered
    ]
    return t("the files answer several calls: {calls}", calls=join(described))


def _name_files(names: list[str], *, is_counted: bool) -> str:
    """Return the names of files, or their number where most files of a collection answer their call."""
    count = len(names)
    if is_counted:
        return plural("{count:,} file", "{count:,} files", count)
    shown = join(sorted(names)[:_MAX_NAMES])
    return t("{names} and {count:,} more", names=shown, count=count - _MAX_NAMES) if count > _MAX_NAMES else shown
