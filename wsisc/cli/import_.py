"""`wsisc import FILE`: a Word file, or a document that wsisc made -> a submission in YAML, its figures beside it."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from wsisc import intake, pipeline, roundtrip, source, starter
from wsisc.call import Catalogue
from wsisc.cli import beside, complete, files, owncalls, protected
from wsisc.cli.beside import Beside
from wsisc.cli.owncalls import CarriedCall
from wsisc.diagnostic import Severity, WsiscError
from wsisc.intake import Fate, Item, Report, tracking
from wsisc.intake.report import PRINTED_BY_CALL
from wsisc.model import Submission
from wsisc.provenance import Package
from wsisc.readers import carried
from wsisc.readers.word import reader
from wsisc.report.reported import shown
from wsisc.roundtrip import RoundTrip, State
from wsisc.writers import authored

_STATES = {
    State.UNCHANGED: "it was made by wsisc and is unchanged: every word is in its place",
    State.SAME: "it was made by wsisc, and nothing that a reader of it sees was changed: every word is in its place",
    State.OTHER_CALL: "it was made by wsisc, and is what its source gives with the call that it carries",
    State.OLDER: "it was made by another version of wsisc, and is its source's document: every word is in its place",
}
_FEW_LETTERS = 160
_FEW_ITEMS = 20


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


@click.command("import", short_help="Turn a Word file into a submission in YAML.")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@click.option("-o", "--output", type=protected.FILE_NAME, shell_complete=complete.paths,
              help="The YAML file to write; else FILE with .yaml. - is standard output.")  # fmt: skip
@click.option("--call", "id", metavar="CALL", help="The call that it answers; else its cover and prompts tell.")
@owncalls.OPTION
@click.option("--into", type=protected.FILE_NAME, metavar="SOURCE", shell_complete=complete.paths,
              help="The submission that FILE was made from: what reviewers changed and said goes into it.")  # fmt: skip
@click.option("--base", type=protected.FILE_NAME, metavar="SOURCE", shell_complete=complete.paths,
              help="With --into: what FILE was made from, where it does not carry that.")  # fmt: skip
@click.option("--interactive", is_flag=True, help="With --into: accept, reject or edit the changes one by one.")
@click.option("--accept-from", metavar="NAME", multiple=True,
              help="With --into: take what NAME changed with tracking on, no other changes.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="With --into: list the changes, and change nothing.")
@click.pass_context
def command(
    ctx: click.Context, /, document: str, output: str | None, id: str | None, with_call: bool, into: str | None,
    **reviewed: Any
) -> None:  # fmt: skip
    """Turn FILE, any Word file, into a submission in YAML, its images beside it in figures/.

    A document that wsisc made and nobody changed, also a PDF or a page, gives exactly its source. Words that fit no
    part go under unplaced:, what has no place at all is told. The exit code is 1 where a person must look at something.

    Of a document of wsisc the images are written that its source names; its call is written with --with-call alone, and
    never in the place of one that is known: it says what every submission that answers it prints.

    With --into, FILE is a reviewed document: what differs from what was sent out goes into the submission, but for what
    its author changed too, which is left for a person as a comment there.
    """
    if into is not None:
        if output or id or with_call:
            told = "--into says where everything goes and what it answers: leave -o, --call and --with-call out"
            raise click.UsageError(told)
        from wsisc.cli import merging

        ctx.exit(merging.merge(document, into, merging.Options(**reviewed)))
    if any(reviewed.values()):
        raise click.UsageError("--base, --interactive, --accept-from and --dry-run go with --into")
    target = _target(document, output)
    if with_call and target is None:
        raise click.UsageError("--with-call goes with a file: leave -o - out")
    ctx.exit(1 if _import(document, target, id or "", with_call) else 0)


def _import(document: str, target: Path | None, id: str, with_call: bool) -> bool:
    """Import a document, and tell whether a person must look at something."""
    content, folder = files.document(document), target.parent if target else Path()
    call = owncalls.carried(_package(content), folder, files.catalogue(folder), with_call)
    if id and id not in call.known.names():
        raise click.UsageError(f"no call is named {id!r}; known: {', '.join(call.known.names())}")
    imported = _placed(read(document, content, call.known, id), call, target)
    text = written(imported, Path(document).name, folder)
    _put(text.encode(), imported, target)
    told = [*_told(imported), *filter(None, [call.remark])]
    if errors := _errors(text, target, call.known):
        told.append(
            f"{errors} to be mended by a person: wsisc validate {target}" if target else f"{errors} to be mended"
        )
    for line in told:
        click.echo(shown(line), err=True)
    is_unsure = bool(errors) or call.is_missing or any(item.needs_person for item in imported.items)
    return is_unsure or bool(imported.report and imported.report.needs_person)


def _target(document: str, output: str | None) -> Path | None:
    """Return where the YAML goes, None for standard output. Raises UsageError where something is there already."""
    if output == "-":
        return None
    target = Path(output) if output else Path(document).with_suffix(".yaml")
    if os.path.lexists(target):
        raise click.UsageError(f"{target} exists already; choose another name with -o")
    return target


def read(name: str, content: bytes, known: Catalogue, id: str = "") -> Imported:
    """Return what a document gives. Raises UsageError or WsiscError where it gives nothing."""
    if content.startswith(b"%PDF") or (not content.startswith(b"PK") and b"<html" in content[:1000].lower()):
        return _carried(name, content, known)
    held = reader.read(content)  # says what is wrong with a file that is none
    found, items = _round_trip(content, known)
    if found and found.state != State.CHANGED and not id:
        comments = (Item("comment", f"{each.author}: {each.text}") for each in held.comments)
        return _exact(found, (*comments, *tracking.items(held)))
    try:
        taken = intake.take(held, known, id)
    except intake.UnknownCall as unknown:
        raise click.UsageError(f"{unknown}; name it with --call: {', '.join(known.names())}") from None
    return Imported(taken.submission, taken.files, taken.report, (*items, *taken.report.items))


def _round_trip(content: bytes, known: Catalogue) -> tuple[RoundTrip | None, tuple[Item, ...]]:
    """Return what a Word file is to the source that it carries, and what is to be told where that is not used."""
    try:
        package = carried.find(content)
        found = roundtrip.of(content, package, known) if package else None
    except WsiscError as error:  # what the file shows is read
        return None, (Item("the source that the file carries is not used", str(error)),)
    if package and found is None:
        return None, (Item("the source that the file carries is not used", "it has errors"),)
    if found is None or found.state != State.CHANGED:
        return found, ()
    unplaced = tuple(Item("differs from the source that it carries, not taken", each) for each in found.unplaced)
    told = Item("it differs from the source that it carries and is read as it is", "; ".join(found.changes), 0, False)
    return found, (told, *unplaced)


def _package(content: bytes) -> Package | None:
    try:
        return carried.find(content)
    except WsiscError:  # the package was changed: what the file shows is read
        return None


def _carried(name: str, content: bytes, known: Catalogue) -> Imported:
    """Return what a PDF or a page of wsisc carries. Raises UsageError for one of others, and a changed one."""
    package = carried.find(content)
    if package is None:
        raise click.UsageError(
            f"{name} was not made by wsisc, or carries no source: give the Word file it was made from"
        )
    found = roundtrip.of(content, package, known)
    if found is None:
        raise click.UsageError(f"the source that {name} carries has errors: see it with wsisc extract {name}")
    if found.state == State.CHANGED:
        first = "".join(f"; {shown(each)[:_FEW_LETTERS]}" for each in found.changes[:1])
        raise click.UsageError(f"{name} was changed: see where with wsisc verify {name}, or give a Word file{first}")
    return _exact(found)


def _exact(found: RoundTrip, items: tuple[Item, ...] = ()) -> Imported:
    """Return the source that a document carries, which still is the document of that source."""
    if found.state == State.OTHER_CALL:
        told = f"{found.submission.call} is known here with another cover or other prompts than the file has"
        items = (Item("the file carries another call", told), *items)
    figures = beside.carried(found.submission, found.package, found.files)
    return Imported(found.submission, figures.files, None, (*items, *_refused(figures)), found.state)


def _refused(found: Beside) -> tuple[Item, ...]:
    refused = [Item("file not written", f"{file}: {reason}") for file, reason in found.refused.items()]
    return (*refused, *(Item("image no longer as it was", file) for file in found.gone))


def _placed(imported: Imported, call: CarriedCall, target: Path | None) -> Imported:
    """Return an import with the files that may be written beside its YAML; the others are among its items."""
    if target is None:
        return imported
    found = beside.checked(target, {**call.files, **imported.files})
    return replace(imported, files=found.files, items=(*imported.items, *_refused(found)))


def written(imported: Imported, name: str, folder: Path) -> str:
    """Return the YAML of an import, with a comment on top that says where it came from and what to look at."""
    lines = [f"Imported by wsisc from {shown(name)}."]
    looked_at = [item for item in imported.items if item.needs_person]
    if imported.report:
        lines.append("Read it beside the original; then delete these lines. wsisc validate tells what is missing.")
    if looked_at:
        lines += ["", "To be looked at:", *(f"- {_line(item)}" for item in looked_at[:_FEW_ITEMS])]
    if len(looked_at) > _FEW_ITEMS:
        lines.append(f"- and {len(looked_at) - _FEW_ITEMS} more, as wsisc import told")
    return authored.written(imported.submission, _schema(imported.submission.call, folder), "\n".join(lines))


def _line(item: Item) -> str:
    text = shown(item.text)
    return f"{item.kind}: {text[:_FEW_LETTERS]}{' ...' if len(text) > _FEW_LETTERS else ''}".rstrip(": ")


def _schema(call: str, folder: Path) -> str:
    """Return the path from a folder to the schema of a call, "" where none is near."""
    name = f"{call}.schema.json"
    for place in (folder.resolve(), *folder.resolve().parents):
        for found in (place / name, place / starter.SCHEMAS / name):
            if found.is_file():
                path = Path(os.path.relpath(found, folder.resolve())).as_posix()
                return path if path.startswith("../") else f"./{path}"
        if (place / ".git").exists():
            break
    return ""


def _put(text: bytes, imported: Imported, target: Path | None) -> None:
    """Write the YAML, and what belongs beside it. Raises UsageError where another file is there already."""
    if target is None:
        sys.stdout.buffer.write(text)
        return
    for path in beside.write(target, text, imported.files):
        click.echo(str(path))


def _errors(text: str, target: Path | None, known: Catalogue) -> str:
    """Return how many errors the submission has, "" for none."""
    checked = source.read(text.encode(), str(target or "submission.yaml"))
    found = [each for each in pipeline.check(checked, known=known).diagnostics if each.severity == Severity.ERROR]
    return f"{len(found)} error{'s' if len(found) > 1 else ''}" if found else ""


def _item(item: Item) -> str:
    """Return what is told of an item; one whose words have no place says that they were not taken."""
    text = item.text if item.words else _line(item)[len(item.kind) + 2 :]
    return f"{'not taken, ' if item.words else ''}{item.kind}: {text}".rstrip(": ")


def _told(imported: Imported) -> list[str]:
    """Return the report: the account of the words, and item by item what is to be told."""
    told = []
    if report := imported.report:
        told += [f"internal error: {problem}; please report it with the file" for problem in report.problems]
    items = sorted(imported.items, key=lambda item: not item.needs_person)  # what a person must look at comes first
    told += [_item(item) for item in items]
    if report is None:
        return [*told, _STATES[imported.state]]
    printed = ", ".join(
        f"{report.fates[fate]:,} {fate}" for fate in (Fate.COVER, Fate.PROMPT, Fate.NUMBER) if report.fates.get(fate)
    )
    told.append(
        f"{report.words_in:,} words in; {report.placed:,} placed; {report.not_printed:,} printed by wsisc itself"
        f"{f' ({printed})' if printed else ''}; {report.reported:,} reported above"
    )
    told += [
        f"{_plural(sum(fates.values()), kind)}: {_fates(fates)}" for kind, fates in sorted(report.components.items())
    ]
    if report.unplaced:
        told.append(f"{report.unplaced:,} of them under unplaced: move them into a part, then delete the key")
    told += [f"error: {each}; compare it with the original" for each in report.unaccounted]
    if not report.has_all_words:
        told.append("error: NOT EVERY WORD IS ACCOUNTED FOR: compare it with the original, word by word")
    return told


def _plural(count: int, kind: str) -> str:
    return f"{count:,} {kind}{'' if count == 1 else 's'}"


def _fates(fates: Mapping[Fate, int]) -> str:
    printed = sum(fates.get(fate, 0) for fate in PRINTED_BY_CALL)
    counts = {"placed": fates.get(Fate.PLACED, 0), "printed by wsisc itself": printed}
    counts["reported above"] = fates.get(Fate.REPORTED, 0)
    return ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
