"""A Word file, or a document that wsisc built -> a submission in YAML, written with its figures; a report in lines."""

import os
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from wsisc.api import source_files
from wsisc.importer import Fate, ImportReport, PartDecision
from wsisc.importer import import_document as importing
from wsisc.importer.account.report import PRINTED_BY_CALL, ReportItem, format_item
from wsisc.importer.import_document import ImportedDocument
from wsisc.importer.parts import part_mapping
from wsisc.importer.parts.part_mapping import UNPLACED_NAME as UNPLACED_NAME
from wsisc.messages import from_data_file, join, plural, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.messages.localization import translate
from wsisc.readers.word.content import ComponentKind
from wsisc.report import text_tables
from wsisc.review import own_comments
from wsisc.text.sanitize import sanitize
from wsisc.verification.round_trip import DocumentState
from wsisc.workspace import repository
from wsisc.workspace.input_files import YAML_SUFFIXES, read_document

_MAX_HEADING_LETTERS = 50  # enough to find a heading, with the reason on the same line of a terminal
_FATES = {
    Fate.COVER: t("cover"),
    Fate.PROMPT: t("prompts"),
    Fate.NUMBER: t("numbers"),
    Fate.FIELD: t("fields"),
}
_STATES = {
    DocumentState.UNCHANGED: t("the document was built by wsisc and is unchanged: every word was imported"),
    DocumentState.SAME: t("the document was built by wsisc, and a reader sees no change: every word was imported"),
    DocumentState.SAVED_AGAIN: t(
        "the document was built by wsisc and saved again, with the same words, links, images and notes (the layout was"
        " not compared): every word was imported"
    ),
    DocumentState.SAME_TEXT: t(
        "the document was built by wsisc and changed in what is listed: its embedded source was imported; compare the"
        " result with the document"
    ),
    DocumentState.OTHER_CALL: t(
        "the document was built by wsisc with the call that it carries: its embedded source was imported"
    ),
    DocumentState.OLDER: t(
        "the document was built by another version of wsisc: its embedded source was imported; compare the result with"
        " the document"
    ),
}


class ImportResult(NamedTuple):
    """A document as a submission, and the paths of the files that were written: its figures, its call and the YAML."""

    document: ImportedDocument
    written: tuple[Path, ...] = ()


def import_document(
    document: str | Path, output: str | Path | None = None, *, call: str = "", with_call: bool = False,
    write: bool = True, mapping: Mapping[str, str] | None = None
) -> ImportResult:  # fmt: skip
    """Convert a document to a submission in YAML, write it with its figures next to it, and return both.

    `document` is any Word file, or a PDF or an HTML page of wsisc, which contains its source. `output` is the YAML
    file to write, by default `document` with the ending .yaml; with `write=False` nothing is written. `call` is the id
    of the call that it answers, "" to detect it; `with_call` writes the call that the document carries, if none of that
    id is known. `mapping` has the parts of headings that the call does not have, such as {"Next steps": "three.b"}.

    Raises WsiscError if the document cannot be imported, or if another file is in the place of one.

    Example::

        from wsisc.api import import_document

        imported = import_document("submission.docx", "imported.yaml")
        print(imported.written, imported.document.needs_person, imported.document.items)
    """
    if Path(document).suffix.lower() in YAML_SUFFIXES:
        hint = t("import Word files, and PDF and HTML files of wsisc; to check YAML, use wsisc validate")
        raise WsiscError(t("{document} is a submission already, not a document", document=document), hint, exit_code=2)
    received = read_document(str(document))  # before the place of the result: what is missing is said first
    target = Path(output or Path(document).with_suffix(".yaml")) if write else None
    if target and os.path.lexists(target):
        raise WsiscError(t("{target} already exists", target=target), t("choose another name with -o"), exit_code=2)
    repository.refresh()
    content, removed = own_comments.remove_earlier(received)
    imported = importing.import_bytes(
        content,
        str(document),
        repository.load_catalogue(target.parent if target else Path()),
        call_id=call,
        with_call=with_call,
        destination=source_files.describe_destination(target),
        mapping=mapping or {},
    )
    imported = _report_removed(imported, removed)
    written = source_files.write(target, imported.text.encode(), imported.files) if target else ()
    return ImportResult(imported, tuple(written))


def _report_removed(imported: ImportedDocument, count: int) -> ImportedDocument:
    """Return an import that reports how many comments of a review it has left out."""
    if not count:
        return imported
    item = ReportItem(t("comments of wsisc review, not imported"), f"{count:,}", needs_person=False)
    return replace(imported, items=(*imported.items, item))


def format_lines(imported: ImportedDocument) -> list[str]:
    """Return the report: each item, the account of the words, the call, and the number of errors in the YAML."""
    report = imported.report
    problems = report.problems if report else ()
    items = sorted(imported.items, key=lambda item: not item.needs_person)  # what a person must look at comes first
    lines = [t("internal error: {problem}; please report it with the file", problem=problem) for problem in problems]
    lines += map(_format_item, items)
    lines += _format_decisions(report.decisions, imported.parts) if report else []
    lines += _format_account(report) if report else [_STATES[imported.state]]
    lines += [imported.remark] if imported.remark else []
    if count := len(imported.errors):
        lines.append(plural("1 error to fix by hand", "{count:,} errors to fix by hand", count))
    return lines


def find_open_headings(imported: ImportedDocument) -> dict[str, str]:
    """Return the headings of which a person must say to which part they lead, each with the part that it may be."""
    decisions = imported.report.decisions if imported.report else ()
    headings: dict[str, str] = {}
    for decision in decisions:
        if decision.is_open:
            headings.setdefault(decision.heading, part_mapping.format_part(decision.suggestion))
    return headings


def _format_decisions(decisions: Sequence[PartDecision], parts: Collection[str]) -> list[str]:
    """Return where the parts begin: the part, the reason, how sure it is, the heading, and how often it repeats."""
    if not decisions:
        return []
    rows = []
    for decision in decisions:
        why = [from_data_file(decision.reason)]
        why += [t("{share:.0%}", share=decision.confidence)] if decision.part and not decision.is_open else []
        shown = join(why)
        if decision.is_open and decision.suggestion:
            shown = t("{reason}; perhaps {part}", reason=shown, part=part_mapping.format_part(decision.suggestion))
        rows.append((translate(part_mapping.format_part(decision.part)), translate(shown), _shorten(decision.heading)))
    counted = [(*row, f"×{count}" if count > 1 else "") for row, count in Counter(rows).items()]
    lines = [t("where parts begin:"), *(f"  {line}" for line in text_tables.align(counted, "<<<<"))]
    if heading := next((_shorten(decision.heading) for decision in decisions if decision.is_open), ""):
        lines.append(
            t(
                'to say where a heading belongs, use --map "{heading}=PART", where PART is one of {parts}',
                heading=heading,
                parts=", ".join(parts),
            )
        )
    return lines


def _shorten(heading: str) -> str:
    text = sanitize(heading)
    return text if len(text) <= _MAX_HEADING_LETTERS else f"{text[: _MAX_HEADING_LETTERS - 1].rstrip()}…"


def _format_account(report: ImportReport) -> list[str]:
    """Return the account of the words and components."""
    values = {"words": report.words_read, "placed": report.placed, "reported": report.reported}
    printed = join(
        t("{fate} {count:,}", fate=_FATES[fate], count=report.fates[fate])
        for fate in PRINTED_BY_CALL
        if report.fates.get(fate)
    )
    own_wording = t("{count:,} are the call's own wording", count=report.printed_by_call)
    if printed:
        own_wording = t("{count:,} are the call's own wording ({kinds})", count=report.printed_by_call, kinds=printed)
    lines = [t("{words:,} words read: {placed:,} placed, {own}, {reported:,} left out", own=own_wording, **values)]
    if not report.printed_by_call:
        lines = [t("{words:,} words read: {placed:,} placed, {reported:,} left out", **values)]
    lines += [
        t("{components}: {fates}", components=_count(kind, sum(fates.values())), fates=_format_fates(fates))
        for kind, fates in sorted(report.components.items())
        if not fates.keys() <= {*PRINTED_BY_CALL}
    ]
    if report.unplaced_words:
        lines.append(
            t(
                "{unplaced_words:,} words are in no part yet: move them where they belong, then delete unplaced",
                unplaced_words=report.unplaced_words,
            )
        )
    lines += [t("error: {each}; compare the result with the original", each=problem) for problem in report.unaccounted]
    if not report.has_all_words:
        lines.append(t("error: not every word is accounted for; compare the result with the original, word by word"))
    return lines


def _format_item(item: ReportItem) -> str:
    """Return the line for an item; one whose words have no place is reported as not imported."""
    if not item.words:
        return format_item(item)
    kind = t("not imported, {kind}", kind=item.kind)
    text = item.text.rstrip(": ")
    return t("{kind}: {text}", kind=kind, text=text) if text else kind


def _count(kind: ComponentKind, count: int) -> str:
    """Return the number of components of a kind."""
    counts = {
        ComponentKind.LINK: plural("1 link", "{count:,} links", count),
        ComponentKind.IMAGE: plural("1 image", "{count:,} images", count),
        ComponentKind.NOTE: plural("1 footnote", "{count:,} footnotes", count),
        ComponentKind.COMMENT: plural("1 comment", "{count:,} comments", count),
        ComponentKind.EQUATION: plural("1 equation", "{count:,} equations", count),
        ComponentKind.FIELD: plural("1 field", "{count:,} fields", count),
        ComponentKind.EMBEDDED: plural("1 embedded part", "{count:,} embedded parts", count),
        ComponentKind.DESCRIPTION: plural("1 description", "{count:,} descriptions", count),
    }
    return counts[kind]


def _format_fates(fates: Mapping[Fate, int]) -> str:
    placed, reported = fates.get(Fate.PLACED, 0), fates.get(Fate.REPORTED, 0)
    printed = sum(fates.get(fate, 0) for fate in PRINTED_BY_CALL)
    counts = [
        t("{count:,} placed", count=placed) if placed else "",
        t("{count:,} the call's own", count=printed) if printed else "",
        t("{count:,} left out", count=reported) if reported else "",
    ]
    return join(count for count in counts if count)
