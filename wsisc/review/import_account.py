"""An import -> what a review knows of a Word file besides the check of its submission."""

from collections.abc import Mapping
from typing import NamedTuple

from wsisc.importer import PartDecision
from wsisc.importer.import_document import ImportedDocument
from wsisc.importer.report import ASSUMED_CALL, GUESSED_CALL, UNKNOWN_LANGUAGE, ReportItem, name_item


class Origin(NamedTuple):
    """What is known of a Word file besides the check of its submission.

    `decisions` say at which headings parts begin, None for a file that wsisc built: there they have the headings of the
    call. `left_out` are lines on what was not checked, `files` the images of figures by their paths.
    `is_assumed` is whether neither the file nor its sender names the call: it is guessed from the prompts, or assumed.
    `other_call` are lines that say that it answers another call than the one that a person named.
    `is_language_known` is whether the text is in a language whose words can be checked.
    """

    decisions: tuple[PartDecision, ...] | None
    left_out: tuple[str, ...]
    files: Mapping[str, bytes]
    is_assumed: bool = False
    other_call: tuple[str, ...] = ()
    is_language_known: bool = True


def _name_left_out(item: ReportItem) -> str:
    """Return what was not checked, without the name of a file within the Word file, which Word shows nowhere."""
    return item.kind if item.is_unread and not item.words else name_item(item)


def describe_import(imported: ImportedDocument) -> Origin:
    """Return what an import knows of its Word file."""
    items = imported.items
    left_out = tuple(_name_left_out(item) for item in items if item.is_left_out)
    kinds = {item.kind for item in items}
    other = tuple(name_item(item) for item in items if item.is_other_call)
    return Origin(
        imported.report.decisions if imported.report else None,
        left_out,
        imported.files,
        is_assumed=not kinds.isdisjoint((ASSUMED_CALL, GUESSED_CALL)),
        other_call=other,
        is_language_known=UNKNOWN_LANGUAGE not in kinds,
    )
