"""A document as bytes -> the submission that it gives, the files beside it, and what is to be reported.

A document of ours that nobody changed gives exactly the source that it carries. Any other Word file is read as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from wsisc import importer, model
from wsisc.calls.call import Catalogue
from wsisc.diagnostic import WsiscError
from wsisc.document import figures, portable_names, scaffold
from wsisc.document.provenance import Package
from wsisc.importer import Item, Report, tracking
from wsisc.model import Part, Section, Submission, Tags
from wsisc.readers import embedded_source
from wsisc.readers.word import reader
from wsisc.readers.word.content import Content
from wsisc.report.reported import shown
from wsisc.verification import round_trip
from wsisc.verification.round_trip import RoundTrip, State
from wsisc.writers import yaml_style

_FEW_LETTERS = 160
_FEW_ITEMS = 20
_SAID = re.compile(r"comment|reply to .*|.* \(comment\)", re.DOTALL)
"""The kinds of items that tell of comments, and of what else stands in them."""
_NAMES = ("ids of sections", "names of links", "names of footnotes", "names of figures")
"""By what a source calls what its texts show: an import makes other ones, and nothing of the document is lost."""


class Refused(Exception):
    """A document that gives no submission; `str()` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Beside(NamedTuple):
    """Files by their paths in the folder of a source; those `refused`, with the reasons; and those that are `gone`."""

    files: dict[str, bytes]
    refused: dict[str, str]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Imported:
    """What an import gives: a submission, the files beside it by paths, and what is to be told of it.

    `report` is None for a document of wsisc that was not changed: then the submission is the source that it carries.
    """

    submission: Submission
    files: Mapping[str, bytes]
    report: Report | None
    items: tuple[Item, ...] = ()
    state: State = State.CHANGED


def read(name: str, content: bytes, known: Catalogue, id: str = "") -> Imported:
    """Return what a document gives. Raises Refused or WsiscError where it gives nothing."""
    if content.startswith(b"%PDF") or (not content.startswith(b"PK") and b"<html" in content[:1000].lower()):
        return _carried(name, content, known)
    held = reader.read(content)  # says what is wrong with a file that is none
    found, items = _round_trip(content, known)
    if found and found.state != State.CHANGED and not id:
        exact = _exact(found, tuple(tracking.items(held)))
        return _commented(exact, held, _answered(found, known)) if held.comments else exact
    try:
        taken = importer.take(held, known, id)
    except importer.UnknownCall as unknown:
        raise Refused(f"{name}: {unknown}", f"name it with --call: {', '.join(known.names())}") from None
    lost = tuple(_lost(name, found.submission, taken.submission)) if found else ()
    return Imported(taken.submission, taken.files, taken.report, (*items, *lost, *taken.report.items))


def _lost(name: str, source: Submission, taken: Submission) -> Iterator[Item]:
    """Yield which values the source that a changed document carries has, and what was read of its text has not.

    They are named and not taken: they may be a stranger's. Without values something is missing, so a person looks.
    """
    has, there = _values(source), _values(taken)
    kinds = [kind for kind in has if has[kind] - there[kind]]
    document, kept = (portable_names.quoted(each) for each in (name, f"{PurePath(name).stem}-source.yaml"))
    keep = f" (to keep it: wsisc extract {document} -o {kept}, then wsisc import {document} --into {kept})"
    for are_names in (False, True):
        if some := [kind for kind in kinds if (kind in _NAMES) == are_names]:
            yield Item(
                f"only in the source that it carries{'' if are_names else keep}", ", ".join(some), 0, not are_names
            )


def _values(submission: Submission) -> dict[str, set[str]]:
    """Return the values of a submission that no reader of its document sees, by what they are."""
    entity, sections = submission.entity, [section for _, section in model.sections(submission)]
    tags = [each.tags for each in sections] + [each.tags for _, each in model.parts(submission)]
    return {
        "acronym": {entity.acronym} - {""},
        "type": {entity.type} - {""},
        "date": {submission.date} - {""},
        "language": {submission.language},
        "tags": {repr(each) for each in tags if each != Tags()},
        "ids of sections": {each.id for each in sections if each.id},
        "names of links": set(submission.links),
        "names of footnotes": set(submission.footnotes),
        "names of figures": set(submission.figures),
    }


def _round_trip(content: bytes, known: Catalogue) -> tuple[RoundTrip | None, tuple[Item, ...]]:
    """Return what a Word file is to the source that it carries, and what is to be told where that is not used."""
    try:
        package = embedded_source.find(content)
        found = round_trip.of(content, package, known) if package else None
    except WsiscError as error:  # what the file shows is read
        return None, (Item("the source that the file carries is not used", str(error)),)
    if package and found is None:
        return None, (Item("the source that the file carries is not used", "it has errors"),)
    if found is None or found.state != State.CHANGED:
        return found, ()
    unplaced = tuple(Item("differs from the source that it carries, not taken", each) for each in found.unplaced)
    told = Item("it differs from the source that it carries and is read as it is", "; ".join(found.changes), 0, False)
    return found, (told, *unplaced)


def package_of(content: bytes) -> Package | None:
    """Return the package that a document carries, None where it carries none, or that was changed."""
    try:
        return embedded_source.find(content)
    except WsiscError:  # the package was changed: what the file shows is read
        return None


def _carried(name: str, content: bytes, known: Catalogue) -> Imported:
    """Return what a PDF or a page of wsisc carries. Raises Refused for one of others, and a changed one."""
    package = embedded_source.find(content)
    if package is None:
        raise Refused(f"{name} was not made by wsisc, or carries no source", "give the Word file it was made from")
    found = round_trip.of(content, package, known)
    if found is None:
        raise Refused(
            f"the source that {name} carries has errors", f"see it with wsisc extract {portable_names.quoted(name)}"
        )
    if found.state == State.CHANGED:
        first = "".join(f"; {shown(each)[:_FEW_LETTERS]}" for each in found.changes[:1])
        raise Refused(
            f"{name} was changed{first}", f"see where: wsisc verify {portable_names.quoted(name)}; or give a Word file"
        )
    return _exact(found)


def _exact(found: RoundTrip, items: tuple[Item, ...] = ()) -> Imported:
    """Return the source that a document carries, which still is the document of that source."""
    if found.state == State.OTHER_CALL:
        told = f"{found.submission.call} is known here with another cover or other prompts than the file has"
        items = (Item("the file carries another call", told), *items)
    held = carried_files(found.submission, found.package, found.files)
    return Imported(found.submission, held.files, None, (*items, *refused(held)), found.state)


def _answered(found: RoundTrip, known: Catalogue) -> Catalogue:
    """Return the call that an unchanged document answers, by which its parts are known again."""
    id = found.submission.call
    is_own = found.state == State.OTHER_CALL or id not in known.names()
    return Catalogue({id: found.package.call}) if is_own else known


def _commented(exact: Imported, held: Content, known: Catalogue) -> Imported:
    """Return an exact source with what was said in its document of each of its parts and sections."""
    taken = importer.take(held, known, exact.submission.call)
    own = {part.id: part for part in taken.submission.parts}
    parts = tuple(_with_comments(part, own.get(part.id)) for part in exact.submission.parts)
    said = tuple(item for item in taken.report.items if _SAID.fullmatch(item.kind))
    return replace(exact, submission=replace(exact.submission, parts=parts), items=(*exact.items, *said))


def _with_comments(part: Part, other: Part | None) -> Part:
    """Return a part with the comments of another, and so all in it, as far as the same stand in both."""
    if other is None:
        return part
    own = {each.id: each for each in other.parts}
    parts = tuple(_with_comments(each, own.get(each.id)) for each in part.parts)
    return replace(part, comments=other.comments, parts=parts, sections=_sections(part.sections, other.sections))


def _sections(sections: tuple[Section, ...], others: tuple[Section, ...]) -> tuple[Section, ...]:
    found = [
        replace(each, comments=other.comments, sections=_sections(each.sections, other.sections))
        for each, other in zip(sections, others, strict=False)
    ]
    return (*found, *sections[len(found) :])


def carried_files(submission: Submission, package: Package, held: Mapping[str, bytes]) -> Beside:
    """Return the figures that a document carries for its source; `held` are their files as found in the document."""
    named = dict.fromkeys(figure.file for figure in submission.figures.values() if figure.file)
    accepted, refused = figures.acceptable(named, held)
    return Beside(accepted, refused, tuple(file for file in {**named, **package.figures} if file not in held))


def refused(found: Beside) -> tuple[Item, ...]:
    """Return what is to be reported of files that are not written, or are gone."""
    told = [Item("file not written", f"{file}: {reason}") for file, reason in found.refused.items()]
    return (*told, *(Item("image no longer as it was", file) for file in found.gone))


def written(imported: Imported, name: str, schema: str, known: Catalogue) -> str:
    """Return the YAML of an import, with a comment on top that says where it came from and what to look at.

    `schema` is the path from it to the schema of its call, "" where there is none. Where no part was found, those of
    the call stand there empty: its author moves the words into them.
    """
    lines = [f"Imported by wsisc from {shown(name)}."]
    looked_at = [item for item in imported.items if item.needs_person]
    if imported.report:
        lines.append("Read it beside the original; then delete these lines. wsisc validate tells what is missing.")
    if looked_at:
        lines += ["", "To be looked at:", *(f"- {line(item)}" for item in looked_at[:_FEW_ITEMS])]
    if len(looked_at) > _FEW_ITEMS:
        lines.append(f"- and {len(looked_at) - _FEW_ITEMS} more, as wsisc import told")
    submission = imported.submission
    empty = "" if submission.parts else scaffold.parts(known.load(submission.call), submission.language)
    return yaml_style.written(submission, schema, "\n".join(lines), empty)


def line(item: Item) -> str:
    """Return an item on one line, cut short."""
    text, kind = shown(item.text), f"{'not taken, ' if item.words else ''}{item.kind}"
    return f"{kind}: {text[:_FEW_LETTERS]}{' ...' if len(text) > _FEW_LETTERS else ''}".rstrip(": ")
