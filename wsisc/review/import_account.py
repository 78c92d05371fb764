"""An import -> what a review knows of a Word file besides the check of its submission."""

from collections.abc import Mapping
from typing import NamedTuple

from wsisc.importer import PartDecision
from wsisc.importer.import_document import ImportedDocument
from wsisc.importer.report import ASSUMED_CALL, GUESSED_CALL, name_item


class Origin(NamedTuple):
    """What is known of a Word file besides the check of its submission.

    `decisions` say at which headings parts begin, None for a file that wsisc built: there they have the headings of the
    call. `left_out` are lines on what was not checked, `files` the images of figures by their paths.
    `is_assumed` is whether neither the file nor its sender names the call: it is guessed from the prompts, or assumed.
    `other_call` are lines that say that it answers another call than the one that a person named.
    """

    decisions: tuple[PartDecision, ...] | None
    left_out: tuple[str, ...]
    files: Mapping[str, bytes]
    is_assumed: bool = False
    other_call: tuple[str, ...] = ()


def describe_import(imported: ImportedDocument) -> Origin:
    """Return what an import knows of its Word file."""
    items = imported.items
    left_out = tuple(name_item(item) for item in items if item.is_left_out)
    is_assumed = any(item.kind in (ASSUMED_CALL, GUESSED_CALL) for item in items)
    other = tuple(name_item(item) for item in items if item.is_other_call)
    return Origin(imported.report.decisions if imported.report else None, left_out, imported.files, is_assumed, other)
