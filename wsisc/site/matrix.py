"""The parts of all submissions -> a table for each call of who answered what, with the limits of the parts."""

from collections.abc import Iterator, Mapping, Set
from itertools import groupby
from typing import Any

from wsisc import locale
from wsisc.dataset import Tables
from wsisc.dataset.rows import PartRow, PartState
from wsisc.site import view_model
from wsisc.site.bodies import PageBody
from wsisc.site.view_model import LanguageVersions, TemplateValues


def build_matrix(
    call: TemplateValues, submissions: Mapping[str, LanguageVersions], tables: Tables, bodies: Mapping[str, PageBody]
) -> TemplateValues:
    """Return the table of a call: its parts with their limits, and a line of answers for each submission.

    `submissions` are by the keys of their originals, whose words are counted, `bodies` those of all versions.
    """
    part_rows = [row for row in tables.parts if row.submission.call == call["id"]]
    groups = groupby(part_rows, lambda row: row.submission.key)
    lines = [_line(submissions[key], list(answers), bodies) for key, answers in groups]
    answered = [row.place for row in part_rows if row.state in (PartState.ANSWERED, PartState.OVER)]
    limits = {row.place: row.limit for row in part_rows}
    word_limits = {row.place: {each.word_limit for each in part_rows if each.place == row.place} for row in part_rows}
    labels = {row.place: row.label for row in part_rows}
    parts = [
        {
            "label": labels[place],
            "limit": _describe_words(word_limits[place], tables.language)
            or _describe_limit(place, limits, labels, tables.language),
            "answers": answered.count(place),
        }
        for place, row in {row.place: row for row in part_rows}.items()
        if not row.has_subparts
    ]
    words = sum(submissions[key].original.words for key in {row.submission.key for row in part_rows})
    return call | {"parts": parts, "lines": lines, "words": words}


def _line(submission: LanguageVersions, answers: list[PartRow], bodies: Mapping[str, PageBody]) -> TemplateValues:
    cells = list(_cells(answers, bodies[submission.shown.key]))
    return {"row": submission.shown, "words": submission.original.words, "cells": cells}


def _cells(answers: list[PartRow], body: PageBody) -> Iterator[TemplateValues]:
    """Yield the answers to parts without subparts; they are too long if a part above them is."""
    over = [row.place for row in answers if row.state is PartState.OVER]
    for row in answers:
        if not row.has_subparts:
            is_over = bool(row.words) and any(row.place == each or row.place.startswith(f"{each}-") for each in over)
            state = PartState.OVER if is_over else row.state
            yield {"words": row.words, "anchor": body.anchor(row.place), "state": state.value}


def _describe_words(limits: Set[int | None], language: str) -> str:
    """Return a limit in words, the lower one first where types of entities have several; "" for none."""
    found = sorted(each for each in limits if each)
    wording: dict[str, Any] = view_model.wording(language)["limit"]
    described = wording["or"].join(locale.load(language).format_number(each) for each in found)
    return str(wording["alone"].format(limit=wording["words"].format(words=described))) if found else ""


def _describe_limit(place: str, limits: Mapping[str, float | None], labels: Mapping[str, str], language: str) -> str:
    """Return the limit of a part in words, or the limit that it shares with others."""
    wording: dict[str, Any] = view_model.wording(language)["limit"]
    holder, pages = place, limits[place]
    while not pages and "-" in holder:
        holder = holder.rpartition("-")[0]
        pages = limits.get(holder)
    if not pages:
        return ""
    words = wording[{0.5: "half", 1.0: "one"}.get(pages, "many")].format(
        pages=locale.load(language).format_pages(pages)
    )
    if holder == place:
        return str(wording["alone"].format(limit=words))
    within = [label for each, label in labels.items() if each.rpartition("-")[0] == holder]
    parts = view_model.join_words([label.removeprefix(labels[holder]).strip() for label in within], language)
    return str(wording["together"].format(parts=parts, limit=words))
