"""Three versions of a submission, and the images of their figures -> the images that a reviewer replaced or added.

The file that a figure names is never overwritten: it is its author's. New images are reported, and a person decides.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from wsisc.diff.change import Change, ChangeAction, ChangeKind, TextEdit, TextSpan, Verdict
from wsisc.diff.sides import Sides
from wsisc.merge import wording
from wsisc.messages import from_data_file, t
from wsisc.messages.diagnostic import DataPath
from wsisc.source.model import Figure

_FIGURE_REFERENCE = re.compile(r"!\[([^\]]+)\]")


def find_replaced(sides: Sides, base: str, theirs: str, ours: str) -> Iterator[Change]:
    """Yield a change if a figure has another image; the arguments are its names in the three versions."""
    figure = sides.ours.figures[ours]
    if _is_replaced(sides, base, theirs) and sides.images.theirs[theirs] != sides.images.ours.get(ours, ""):
        change = _make_change(sides, theirs, figure, ("figures", ours, "file"))
        yield replace(
            change,
            verdict=Verdict.REFUSED,
            quote=figure.caption or figure.alt,
            reason=t("save it from the Word file as a new file, and enter its name under file:"),
        )


def find_orphaned(sides: Sides, base: str, theirs: str, place: DataPath) -> Iterator[Change]:
    """Yield a conflict if a figure has another image that ours no longer has; `place` is where it was."""
    if _is_replaced(sides, base, theirs):
        yield replace(_make_change(sides, theirs, sides.base.figures[base], place), verdict=Verdict.CONFLICT)


def _is_replaced(sides: Sides, base: str, theirs: str) -> bool:
    return sides.images.theirs.get(theirs, "") not in ("", sides.images.base.get(base, ""))


def _make_change(sides: Sides, theirs: str, figure: Figure, path: DataPath) -> Change:
    image = sides.images.descriptions[theirs]
    remark = t(
        "image replaced: {image} instead of {file}; save it from the Word file as a new file, and enter its name under"
        " file:",
        image=image,
        file=figure.file,
    )
    return Change(
        action=ChangeAction.CHANGED,
        kind=ChangeKind.IMAGE,
        path=path,
        old=figure.file,
        new=image,
        remark=remark,
        received=(TextSpan(("figures", theirs)),),
    )


def add_remark(sides: Sides, change: Change) -> Change:
    """Return a change with a remark if it inserts a figure that ours does not have."""
    edit = change.edit
    if not isinstance(edit, TextEdit) or edit.node is None or edit.node.kind != "figure":
        return change
    reference = _FIGURE_REFERENCE.search(edit.markdown, edit.node.start, edit.node.end)
    if reference is None or not describe_new_figure(sides, reference[1]):
        return change
    image = _describe(sides, reference[1])
    remark = t(
        "image {action}: {image}; save it from the Word file as a new file, and enter its name under figures:",
        action=from_data_file(change.action),
        image=image,
    )
    return replace(change, remark=remark)


def describe_new_figure(sides: Sides, theirs: str) -> str:
    """Return a figure that ours does not have as Markdown, "" if ours has it."""
    if sides.their_names.figures.get(theirs, "") in sides.figures_to_ours:
        return ""
    return f"(image: {wording.escape(_describe(sides, theirs))})"


def _describe(sides: Sides, theirs: str) -> str:
    """Return what a figure of theirs shows, and its caption or alternative text."""
    figure = sides.theirs.figures[theirs]
    return ", ".join(filter(None, (sides.images.descriptions.get(theirs, ""), figure.caption or figure.alt)))
