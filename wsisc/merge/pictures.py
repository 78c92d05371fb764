"""Three versions of a submission, and the images of their figures -> the images that a reviewer replaced or added.

The file that a figure names is its author's: it is never written over. What was seen is reported, and a person decides.
"""

from collections.abc import Iterator
from dataclasses import replace

from wsisc.merge import wording
from wsisc.merge.change import Change
from wsisc.merge.sides import Sides

_REASON = "save it from the Word file as a new file, and name that under file"


def replaced(sides: Sides, base: str, theirs: str, ours: str) -> Iterator[Change]:
    """Yield that a figure has another image, given its names in the three versions."""
    images, figure = sides.images, sides.ours.figures[ours]
    came = images.theirs.get(theirs, "")
    if came in ("", images.base.get(base, ""), images.ours.get(ours, "")):
        return
    seen = images.seen[theirs]
    change = Change("changed", "image", ("figures", ours, "file"), figure.file, seen, None, "refused")
    proposal = f"(another image: {wording.escaped(f'{seen} instead of {figure.file}')})"
    yield replace(change, quote=figure.caption or figure.alt, proposal=proposal, reason=_REASON)


def described(sides: Sides, theirs: str) -> str:
    """Return what is to be known of a figure that the file does not have, as Markdown; "" for one that it has."""
    if sides.their_names.figures.get(theirs, "") in sides.figures_to_ours:
        return ""
    figure = sides.theirs.figures[theirs]
    pieces = (sides.images.seen.get(theirs, ""), figure.caption or figure.alt)
    return f"(image: {wording.escaped(', '.join(filter(None, pieces)))})"
