"""A submission -> what is to be translated: units of one paragraph, title or the like, with their sentences.

A sentence has the spaces that follow it, so that the sentences of a unit are its text. A file for translators has the
units, and says which original it was exported from.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wsisc.document.provenance import digest
from wsisc.lint import word_lists
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError
from wsisc.parity import section_digests
from wsisc.source.markup import richtext, tree
from wsisc.source.markup.tree import Inline
from wsisc.source.model import Part, Section, Submission
from wsisc.text.shared import group_values
from wsisc.text.words import is_sentence_end
from wsisc.translation import coded_text
from wsisc.translation.coded_text import Code, Piece, words
from wsisc.writers import yaml

_END = re.compile(r"(?<![.!?…؟])[.!?…؟]++[\"”»’')\]]*+\s++(?=[^\s])|[。！？]++[”’」』）]*+\s*+(?=[^\s])")

_SCRIPTS = {"ar": "arab", "ru": "cyrl", "zh": "hans"}
_LATIN = "latn"
_TRADITIONAL = ("tw", "hk", "mo")  # regions that write Chinese in another script than submissions
_FORBIDDEN = ("Cc", "Cs", "Zl", "Zp")
_BLANK = ("Zs", "Zl", "Zp", "Cc", "Cf")
_FILE_NAME = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]{1,200}\.ya?ml", re.IGNORECASE)


class Segment(NamedTuple):
    """A sentence: its pieces, and the space after it."""

    pieces: tuple[Piece, ...]
    space: str = ""


PLAIN = -1
"""The number of a unit that is a plain text, such as a title."""


@dataclass(frozen=True)
class Unit:
    """A paragraph, cell, title or the like: its id ("schools.2"), and the path of the text that it is in.

    `number` is that of the paragraph or cell in the text, `PLAIN` for a plain text. `kind` is "title", "name",
    "caption", "alternative", "footnote", or "text".
    """

    id: str
    path: DataPath
    number: int
    kind: str
    segments: tuple[Segment, ...]

    @property
    def codes(self) -> tuple[Code, ...]:
        """Its codes, in order."""
        return tuple(piece.code for piece in self.pieces if piece.code and piece.edge != "end")

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its pieces."""
        joined: list[Piece] = []
        for segment in self.segments:
            joined += [*segment.pieces, *([Piece(segment.space)] if segment.space else [])]
        return tuple(joined)


@dataclass(frozen=True)
class UnitGroup:
    """The units of a part or section, or of the cover, the footnotes or the figures, and the groups in it."""

    id: str
    path: DataPath
    name: str
    units: tuple[Unit, ...]
    groups: tuple["UnitGroup", ...] = ()


def list_groups(submission: Submission) -> list[UnitGroup]:
    """Return all that is to be translated of a submission, in the order of its file."""
    cover = [
        *_plain("_cover.title", ("title",), "title", submission.title),
        *_plain("_cover.entity", ("entity", "name"), "name", submission.entity.name),
    ]
    links = frozenset(submission.links)
    groups = [
        UnitGroup("_cover", (), "", tuple(cover)),
        *(_part(part, ("parts", part.id), links) for part in submission.parts),
        *_notes(submission, links),
        *_figures(submission),
    ]
    return [group for group in groups if group.units or group.groups]


def list_units(submission: Submission) -> list[Unit]:
    """Return all units of a submission, in the order of its file."""
    return [unit for group in list_groups(submission) for unit in walk(group)]


def list_with_footnotes(submission: Submission) -> Iterator[tuple[Unit, Code | None]]:
    """Yield all units: the paragraphs of a footnote after the one that refers to it first.

    With such a unit comes the code of the footnote in that paragraph; a footnote without a reference comes last.
    """
    all_units = list_units(submission)
    notes = group_values((unit.path[1], unit) for unit in all_units if unit.kind == "footnote")
    for unit in all_units:
        if unit.kind != "footnote":
            yield unit, None
            for code in unit.codes:
                if code.kind == "note":
                    yield from ((note, code) for note in notes.pop(code.target, ()))
    yield from ((note, None) for rest in notes.values() for note in rest)


def walk(group: UnitGroup) -> Iterator[Unit]:
    """Yield the units of a group and of those in it."""
    yield from (unit for _, unit in walk_with_keys(group))


def walk_with_keys(group: UnitGroup) -> Iterator[tuple[str, Unit]]:
    """Yield the units of a group and of those in it, each with the id of its own group."""
    yield from ((group.id, unit) for unit in group.units)
    for inner in group.groups:
        yield from walk_with_keys(inner)


def _part(part: Part, path: DataPath, links: frozenset[str]) -> UnitGroup:
    key = section_digests.section_key(path, part)
    inner = (
        *_sections(part.sections, path, links),
        *(_part(inner, (*path, inner.id), links) for inner in part.parts),
    )
    return UnitGroup(key, path, "", tuple(_rich(key, (*path, "text"), "text", part.text, links)), inner)


def _sections(sections: Sequence[Section], parent: DataPath, links: frozenset[str]) -> Iterator[UnitGroup]:
    for at, section in enumerate(sections):
        path = (*parent, "sections", at)
        key = section_digests.section_key(path, section)
        units = (
            *_plain(f"{key}.title", (*path, "title"), "title", section.title),
            *_rich(key, (*path, "text"), "text", section.text, links),
        )
        yield UnitGroup(key, path, section.title, units, tuple(_sections(section.sections, path, links)))


def _notes(submission: Submission, links: frozenset[str]) -> Iterator[UnitGroup]:
    units = [
        unit
        for name, text in submission.footnotes.items()
        for unit in _rich(f"_footnotes.{name}", ("footnotes", name), "footnote", text, links)
    ]
    if units:
        yield UnitGroup("_footnotes", ("footnotes",), "", tuple(units))


def _figures(submission: Submission) -> Iterator[UnitGroup]:
    units = [
        unit
        for name, figure in submission.figures.items()
        for key, kind, text in (("alt", "alternative", figure.alt), ("caption", "caption", figure.caption))
        for unit in _plain(f"_figures.{name}.{key}", ("figures", name, key), kind, text)
    ]
    if units:
        yield UnitGroup("_figures", ("figures",), "", tuple(units))


def _plain(id: str, path: DataPath, kind: str, text: str) -> Iterator[Unit]:
    if text.strip():
        yield Unit(id, path, PLAIN, kind, (Segment((Piece(text),)),))


def _rich(key: str, path: DataPath, kind: str, text: str, links: frozenset[str]) -> Iterator[Unit]:
    for number, inlines in enumerate(list_paragraphs(text, links)):
        flat = coded_text.flatten(inlines, links)
        if any(piece.text.strip() or piece.code for piece in flat):
            yield Unit(f"{key}.{number + 1}", path, number, kind, tuple(split_sentences(flat)))


def list_paragraphs(text: str, links: frozenset[str]) -> list[tuple[Inline, ...]]:
    """Return the inlines of the paragraphs and cells of a rich text, in the order in which they are replaced."""
    found: list[tuple[Inline, ...]] = []

    def collect(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        found.append(inlines)
        return inlines

    tree.replace_inlines(richtext.parse(text, links).blocks, collect)
    return found


def split_sentences(pieces: Sequence[Piece]) -> list[Segment]:
    """Return the sentences of pieces. What ends where a sentence ends is part of it."""
    text = words(pieces)
    ends = list(_find_ends(text))
    segments: list[list[Piece]] = [[]]
    position = 0
    for piece in pieces:
        if piece.code is not None:
            if ends and piece.edge == "start" and position == ends[0]:
                ends.pop(0)
                segments.append([])
            segments[-1].append(piece)
            continue
        for part, is_last in _cut(piece.text, position, ends):
            if ends and position == ends[0]:
                ends.pop(0)
                segments.append([])
            segments[-1].append(Piece(part))
            position += len(part)
            assert not is_last or part
    return [_separate_space(segment) for segment in segments]


def _cut(text: str, position: int, ends: Sequence[int]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text that begins at a position, cut where sentences end."""
    cuts = [end - position for end in ends if 0 < end - position < len(text)]
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        yield text[start:end], end == len(text)


def _find_ends(text: str) -> Iterator[int]:
    start, abbreviations = 0, word_lists.load("numbers")["abbreviations"]
    for match in _END.finditer(text):
        if match[0][0] in "。！？" or is_sentence_end(text, match, start, abbreviations):
            start = match.end()
            yield start


def _separate_space(pieces: list[Piece]) -> Segment:
    """Return a sentence without the space after its last words."""
    at = max((index for index, piece in enumerate(pieces) if piece.text), default=None)
    if at is None:
        return Segment(tuple(pieces))
    kept = pieces[at].text.rstrip()
    if any(piece.code for piece in pieces[at + 1 :]):
        return Segment(tuple(pieces))
    space = pieces[at].text[len(kept) :]
    return Segment((*pieces[:at], *([Piece(kept)] if kept else []), *pieces[at + 1 :]), space)


class Origin(NamedTuple):
    """The original of a translation: the name of its file without a folder, its digest, and its language."""

    file: str
    digest: str
    language: str

    @property
    def short_digest(self) -> str:
        """The first digits of the digest, for people."""
        return self.digest.rpartition(":")[2][:12]


class TranslatedUnit(NamedTuple):
    """A unit as it was translated: its pieces, and its line in the file.

    The codes of the pieces have ids alone. `untranslated` are the words of segments that were not translated, and
    `source` those of the original as the file has them.
    """

    pieces: tuple[Piece, ...]
    untranslated: tuple[str, ...] = ()
    source: str = ""
    line: int = 0


@dataclass(frozen=True)
class TranslatedFile:
    """A file that a translator sends back: its original, and the language of the translation.

    `read_units` returns its units by their ids; it needs the original, as a table in Word has no codes of its own.
    """

    origin: Origin
    language: str
    read_units: Callable[[Submission], Mapping[str, TranslatedUnit]]


def describe_original(submission: Submission, file: str) -> Origin:
    """Return what a file for translators says of its original."""
    return Origin(file, digest(yaml.dump_canonical(submission).encode()), submission.language)


def is_up_to_date(translated: TranslatedFile, submission: Submission) -> bool:
    """Return whether a file for translators was exported from this version of its original."""
    current = describe_original(submission, "")
    return translated.origin.digest in (current.digest, current.short_digest)


def check_languages(translated: TranslatedFile, original: Submission, name: str) -> None:
    """Raise WsiscError if a file is not from the language of its original, named `name`, to another one."""
    source, own = translated.origin.language, original.language
    if source != own:
        message = t("the file translates from {source!r}, but {name} is in {own!r}", source=source, name=name, own=own)
        raise WsiscError(message, t("name the original with --original FILE.yaml"), exit_code=2)
    if translated.language == own:
        values = {"name": name, "language": own}
        message = t("the language of the translation is {language!r}, as that of the original {name}", **values)
        raise WsiscError(message, t("correct the language of the translation in the file"), exit_code=2)


def check_file_name(name: str) -> str:
    """Return the name of an original that a file for translators has. Raises WsiscError if it is no plain name."""
    if not _FILE_NAME.fullmatch(name) or name.startswith("."):
        raise WsiscError(
            t("the name of the original, {name!r}, is no plain file name ending in .yaml", name=name),
            t("the original is beside the file for translators: a name with a folder is refused"),
            exit_code=2,
        )
    return name


def needs_translation(words: str) -> bool:
    """Return whether words have letters: figures alone are the same in most languages."""
    return any(character.isalpha() for character in words)


def is_blank(words: str) -> bool:
    """Return whether words are nothing that a person sees: spaces of any kind, and marks without a width."""
    return all(unicodedata.category(character) in _BLANK for character in words)


def find_control_characters(words: str) -> set[str]:
    """Return the characters of words that no text has, and that YAML reads as the end of a line or not at all."""
    return {
        character for character in words if character in "\ufffe\uffff" or unicodedata.category(character) in _FORBIDDEN
    } - set("\t\n\r")


def plain_language(tag: str) -> str:
    """Return the language of a tag such as fr-FR; the whole tag if it names another script than submissions have."""
    language, *others = tag.lower().split("-")
    script = _SCRIPTS.get(language, _LATIN)
    is_other = any(len(subtag) == len(script) and subtag.isalpha() and subtag != script for subtag in others)
    return tag if is_other or (language == "zh" and set(others) & set(_TRADITIONAL)) else language


def space_between(space: str, before: Sequence[Piece], after: Sequence[Piece], language: str) -> str:
    """Return the space between two sentences in a language; `space` is that of the original.

    Chinese has none after its own full stops; where the original has none for that reason, other languages have one.
    """
    last = next((piece.text for piece in reversed(before) if piece.text), "")
    if language == "zh":
        return "" if last[-1:] in "。！？”」』）" else space
    following = next((piece.text for piece in after if piece.text), "")
    is_separate = last[-1:].isspace() or following[:1].isspace() or not last or not following
    return space or ("" if is_separate else " ")
