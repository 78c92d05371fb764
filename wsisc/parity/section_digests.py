"""A submission -> a digest of each of its parts and sections, which changes if a translator has something to do.

A translation records the digests of its original under `translated-from:`, where `record` writes them.

Line breaks, comments, tags and the names of links, footnotes and figures do not matter to a translator. The texts of
footnotes and figures belong to the section that refers to them. A digest is of the text alone, not of its place, so
that a section which moved is still the same.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wsisc.diff import word_tree
from wsisc.diff.word_tree import Names, Node
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError, place_name
from wsisc.parity.text_comparison import Divergence
from wsisc.source import model, value_at, yaml_edit
from wsisc.source.model import Part, Section, Submission, TranslatedFrom

KEY = "translated-from"
COVER = "_cover"
"""The key of the title and the name of the entity; no id of a section begins like this."""

_DIGITS = 12  # a guess: 48 bits; two versions of one section with the same digest are out of the question


def digest_sections(submission: Submission) -> dict[str, str]:
    """Return the digests of the cover and of all parts and sections that have words, by their ids or places."""
    digests = {COVER: _digest([submission.title, submission.entity.name])}
    for path, holder in model.parts_and_sections(submission).items():
        if path[0] != "unplaced" and (isinstance(holder, Section) or holder.text):
            digests[section_key(path, holder)] = _digest(_content(submission, holder))
    return digests


def section_key(path: DataPath, holder: Part | Section) -> str:
    """Return the key of a part or section: its id, otherwise its place ("three-a-2")."""
    return (holder.id if isinstance(holder, Section) else "") or place_name(path)


def find_outdated(origin: TranslatedFrom, original: Submission) -> tuple[list[str], list[str]]:
    """Return the keys of the sections of the original that are other or new since they were recorded.

    Also return the keys that were recorded, and whose sections the original does not have any more. A section whose
    place is another one, but whose text was recorded, is in step.
    """
    current, recorded = digest_sections(original), origin.sections
    known = set(recorded.values())
    outdated = [key for key, digest in current.items() if recorded.get(key) != digest and digest not in known]
    present = set(current.values())
    removed = [key for key, digest in recorded.items() if key not in current and digest not in present]
    return outdated, removed


def named_in(text: str) -> set[str]:
    """Return the names of the footnotes and figures that a text refers to."""
    node = word_tree.parse(text, Names({}))
    return {*node.notes, *(block.name for block in word_tree.walk(node) if block.kind == "figure")}


def _content(submission: Submission, holder: Part | Section) -> list[object]:
    """Return what there is to translate in a part or section, without those within it."""
    node = word_tree.parse(holder.text, Names(submission.links))
    notes = list(dict.fromkeys(node.notes))
    figures = [block.name for block in word_tree.walk(node) if block.kind == "figure"]
    neutral = word_tree.parse(holder.text, Names(submission.links, _number(notes), _number(figures)))
    return [
        holder.title if isinstance(holder, Section) else "",
        neutral.signature,
        [_signature(submission, submission.footnotes.get(name, "")) for name in notes],
        [_figure_texts(submission, name) for name in figures],
    ]


def _number(names: list[str]) -> Mapping[str, str]:
    return {name: str(number) for number, name in enumerate(names, 1)}


def _signature(submission: Submission, text: str) -> object:
    node: Node = word_tree.parse(text, Names(submission.links))
    return node.signature


def _figure_texts(submission: Submission, name: str) -> list[str]:
    figure = submission.figures.get(name)
    return [figure.alt, figure.caption] if figure else []


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def record(content: bytes, name: str, original: str, recorded: Mapping[str, str]) -> bytes:
    """Return the content of a translation with the file of its original and the digests of the sections of that.

    `name` is that of the translation. Raises WsiscError if its layout is too unusual to be edited.
    """
    former = value_at(yaml_edit.read(content).data, (KEY,))
    if not isinstance(former, dict) or not isinstance(former.get("sections"), dict):
        entry = {"file": original, **({"sections": dict(recorded)} if recorded else {})}
        without = yaml_edit.remove(content, (KEY,)) if former is not None else content
        edited = None if without is None else yaml_edit.insert_key(without, (KEY,), entry, lambda *_: ())
        return _require(edited, name)
    for path, value in _list_edits(former, original, recorded):
        edited = yaml_edit.remove(content, path) if value is None else _set(content, path, value)
        content = _require(edited, name)
    return content


def list_differing(original: Submission, divergences: Iterable[Divergence]) -> set[str]:
    """Return the keys of the sections of an original that a translation differs from now: they are not in step."""
    holders = model.parts_and_sections(original)
    keys = {path: section_key(path, holder) for path, holder in holders.items()}
    differing: set[str] = set()
    for divergence in divergences:
        path = divergence.original.path
        if path[0] in ("footnotes", "figures"):
            name = str(path[1])
            differing |= {keys[at] for at, holder in holders.items() if name in named_in(holder.text)}
        elif path[0] != "parts":
            differing.add(COVER)
        elif divergence.code in ("missing-part", "missing-section"):
            around = path[:-1] if path[-1] == "title" else path
            differing |= {key for at, key in keys.items() if at[: len(around)] == around}
        else:
            around = max((at for at in keys if path[: len(at)] == at), key=len, default=())
            differing |= {keys[around]} if around else set()
    return differing


def _list_edits(
    former: Mapping[str, Any], original: str, recorded: Mapping[str, str]
) -> Iterator[tuple[DataPath, str | None]]:
    """Yield the values that differ, None for one that is not recorded any more."""
    if former.get("file") != original:
        yield (KEY, "file"), original
    for key, digest in recorded.items():
        if former["sections"].get(key) != digest:
            yield (KEY, "sections", key), digest
    for key in former["sections"]:
        if key not in recorded:
            yield (KEY, "sections", key), None


def _set(content: bytes, path: DataPath, value: str) -> bytes | None:
    if value_at(yaml_edit.read(content).data, path) is None:
        return yaml_edit.insert_key(content, path, value, lambda *_: ())
    return yaml_edit.replace(content, path, value)


def _require(edited: bytes | None, name: str) -> bytes:
    if edited is None:
        hint = t("write {key}: at the end of the file, in the usual layout", key=KEY)
        raise WsiscError(t("{name} has an unusual layout and was not changed", name=name), hint)
    return edited
