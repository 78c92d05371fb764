"""An import -> what a review knows of a Word file besides the check of its submission."""

from collections.abc import Mapping
from typing import NamedTuple

from wsisc.importer import PartDecision
from wsisc.importer.import_document import ImportedDocument
from wsisc.importer.report import ASSUMED_CALL, name_item


class Origin(NamedTuple):
    """What is known of a Word file besides the check of its submission.

    `decisions` say at which headings parts begin, None for a file that wsisc built: there they have the headings of the
    call. `left_out` are lines on what was not checked, `files` the images of figures by their paths.
    `assumed_call` is the call if neither the file nor its sender names one, otherwise "". `other_call` are lines that
    say that it answers another call than the one that a person named.
    """

    decisions: tuple[PartDecision, ...] | None
    left_out: tuple[str, ...]
    files: Mapping[str, bytes]
    assumed_call: str = ""
    other_call: tuple[str, ...] = ()


def describe_import(imported: ImportedDocument) -> Origin:
    """Return what an import knows of its Word file."""
    items = imported.items
    left_out = tuple(name_item(item) for item in items if item.is_left_out)
    assumed = "".join(each.text for each in items if each.kind == ASSUMED_CALL)
    other = tuple(name_item(item) for item in items if item.is_other_call)
    return Origin(imported.report.decisions if imported.report else None, left_out, imported.files, assumed, other)
