"""A person's mapping of headings to parts ("Next steps" begins three.b) -> where these parts begin in a Word file."""

from collections.abc import Mapping
from difflib import get_close_matches

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer.account.report import PartDecision, ReportItem
from wsisc.importer.parts.heading_index import HeadingIndex
from wsisc.importer.parts.part_headings import UNPLACED, PartIds, printed_text
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.text.words import fold

UNPLACED_NAME = "unplaced"
_CUT = ("…", "...")  # what ends a heading that was shortened where it was shown
_MAX_LISTED = 12  # so many headings of a file are in a message


def part_names(call: Call) -> dict[str, PartIds]:
    """Return the names of the parts that hold text or sections, such as "three.b", and that of what is unplaced."""
    names = {".".join(ids): ids for ids, part in calls.parts(call) if part.holds}
    return {**names, UNPLACED_NAME: UNPLACED}


def format_part(ids: PartIds) -> str:
    """Return the name of a part."""
    return ".".join(ids) or UNPLACED_NAME


def report_open(decision: PartDecision) -> ReportItem:
    """Return the item that reports a heading which a person must assign to a part."""
    perhaps = t(" (perhaps {part})", part=format_part(decision.suggestion)) if decision.suggestion else ""
    return ReportItem(t("heading of no part of the call"), f"{decision.heading}{perhaps}")


def find_mapped(index: HeadingIndex, call: Call, mapping: Mapping[str, str], start: int = 0) -> dict[int, PartIds]:
    """Return the parts of the headings that a person named, by the indexes of these from `start` on.

    Raises WsiscError if a part is not in the call, or a heading not in the file.
    """
    names, found = part_names(call), dict[int, PartIds]()
    for heading, name in mapping.items():
        if name not in names:
            hint = t("use one of {names}", names=", ".join(names))
            raise WsiscError(
                t(
                    'the call {id} has no part "{name}" for "{heading}"',
                    id=call.id,
                    name=excerpt(name),
                    heading=excerpt(heading),
                ),
                hint,
                2,
            )
        indexes = _find_heading(index, heading, start)
        if not indexes:
            raise WsiscError(
                t('the file has no heading "{heading}"', heading=excerpt(heading)), _suggest(index, heading, start), 2
            )
        found |= dict.fromkeys(indexes, names[name])
    return found


def _find_heading(index: HeadingIndex, heading: str, start: int) -> list[int]:
    """Return the indexes of the paragraphs with the words of a heading: headings if there are any."""
    is_cut = heading.rstrip().endswith(_CUT)
    folded = fold(heading.rstrip().removesuffix("...").removesuffix("…"))
    texts = [at for at in range(start, len(index.blocks)) if index.is_text(at)]
    same = [at for at in texts if any(_is_same(words, folded, is_cut) for words in _wordings(index, at))]
    headings = [at for at in same if index.kind(at)]
    return headings or same


def _wordings(index: HeadingIndex, at: int) -> set[str]:
    block = index.paragraph(at)
    return {fold(block.text), fold(printed_text(block)), fold(index.title(at))}


def _is_same(words: str, heading: str, is_cut: bool) -> bool:
    return bool(heading) and (words == heading or (is_cut and words.startswith(heading)))


def _suggest(index: HeadingIndex, heading: str, start: int) -> str:
    """Return a hint that names the nearest headings of a file, or all if none is near."""
    headings = (at for at in range(start, len(index.blocks)) if index.is_text(at) and index.kind(at))
    titles = list(dict.fromkeys(excerpt(" ".join(index.paragraph(at).text.split())) for at in headings))
    near = get_close_matches(heading, titles, 3, 0.5) or titles[:_MAX_LISTED]
    return t("its headings are {near}", near=", ".join(map(repr, near))) if near else t("the file has no headings")
