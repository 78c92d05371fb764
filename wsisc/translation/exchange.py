"""The content of a file for translators: which original it was exported from, and the translated units."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wsisc.document.provenance import digest
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source.model import Submission
from wsisc.translation.coded_text import Piece
from wsisc.writers import yaml

_SCRIPTS = {"ar": "arab", "ru": "cyrl", "zh": "hans"}
_LATIN = "latn"
_TRADITIONAL = ("tw", "hk", "mo")  # regions that write Chinese in another script than submissions
_FORBIDDEN = ("Cc", "Cs", "Zl", "Zp")
_BLANK = ("Zs", "Zl", "Zp", "Cc", "Cf")
_FILE_NAME = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]{1,200}\.ya?ml", re.IGNORECASE)


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
