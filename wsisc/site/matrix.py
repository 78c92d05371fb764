"""The parts of all submissions -> a table for each call of who answered what, with the limits of the parts."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any, NamedTuple

from wsisc.dataset import Tables
from wsisc.dataset.rows import PartRow, PartState
from wsisc.site import view_model
from wsisc.site.bodies import PageBody
from wsisc.site.view_model import CallView, SubmissionView


class MatrixCell(NamedTuple):
    """An answer: its number of words, its anchor, and whether it is too long or missing."""

    words: int
    anchor: str
    state: str


class MatrixLine(NamedTuple):
    """A submission and its answers."""

    row: SubmissionView
    cells: tuple[MatrixCell, ...]


class MatrixPart(NamedTuple):
    """A part in the head of the table: its label, its limit in words, and the number of answers."""

    label: str
    limit: str
    answers: int


class Matrix(NamedTuple):
    """Who answered what of a call."""

    subject: str
    tag: str
    direction: str
    parts: tuple[MatrixPart, ...]
    lines: tuple[MatrixLine, ...]
    words: int


def build_matrix(
    call: CallView, rows: Mapping[str, SubmissionView], tables: Tables, bodies: Mapping[str, PageBody]
) -> Matrix:
    """Return the table of a call. `rows` and `bodies` are those of the submissions by key."""
    part_rows = [row for row in tables.parts if row.submission.call == call.id]
    lines = []
    for key, answers in groupby(part_rows, lambda row: row.submission.key):
        lines.append(MatrixLine(rows[key], tuple(_cells(list(answers), bodies[key]))))
    answered = [row.place for row in part_rows if row.state in (PartState.ANSWERED, PartState.OVER)]
    limits = {row.place: row.limit for row in part_rows}
    labels = {row.place: row.label for row in part_rows}
    places = [row.place for row in {row.place: row for row in part_rows}.values() if not row.has_subparts]
    parts = tuple(
        MatrixPart(labels[place], _describe_limit(place, limits, labels), answered.count(place)) for place in places
    )
    return Matrix(call.subject, call.tag, call.direction, parts, tuple(lines), sum(line.row.words for line in lines))


def _cells(answers: list[PartRow], body: PageBody) -> list[MatrixCell]:
    """Return the answers to parts without subparts; they are too long if a part above them is."""
    over = [row.place for row in answers if row.state is PartState.OVER]
    cells = []
    for row in answers:
        if not row.has_subparts:
            is_over = bool(row.words) and any(row.place == each or row.place.startswith(f"{each}-") for each in over)
            state = PartState.OVER if is_over else row.state
            cells.append(MatrixCell(row.words, body.anchor(row.place), state.value))
    return cells


def _describe_limit(place: str, limits: Mapping[str, float | None], labels: Mapping[str, str]) -> str:
    """Return the limit of a part in words, or the limit that it shares with others."""
    wording: dict[str, Any] = view_model.wording()["limit"]
    holder, pages = place, limits[place]
    while not pages and "-" in holder:
        holder = holder.rpartition("-")[0]
        pages = limits.get(holder)
    if not pages:
        return ""
    words = wording[{0.5: "half", 1.0: "one"}.get(pages, "many")].format(pages=f"{pages:g}")
    if holder == place:
        return str(wording["alone"].format(limit=words))
    within = [label for each, label in labels.items() if each.rpartition("-")[0] == holder]
    parts = view_model.join_words([label.removeprefix(labels[holder]).strip() for label in within])
    return str(wording["together"].format(parts=parts, limit=words))
