"""The path of a value -> its place in the words of a person who has the Word file: part, headings, "footnote 3"."""

from collections.abc import Mapping, Sequence
from typing import Any

from wsisc.calls import locale, schema
from wsisc.calls.call import Call
from wsisc.document import outline
from wsisc.document.prose import part_ids
from wsisc.messages import join, t
from wsisc.messages.diagnostic import DataPath, excerpt
from wsisc.messages.localization import current_language
from wsisc.source.model import Section, Submission


def describe_place(composed: dict[str, Any], submission: Submission, path: DataPath, notes: Sequence[str]) -> str:
    """Return a place such as 'Part Three, (b), "Trends"'; `notes` are the names of the footnotes in their order."""
    if path[:1] == ("footnotes",) and path[1:] and path[1] in notes:
        return t("footnote {index}", index=notes.index(str(path[1])) + 1)
    if path[:1] == ("figures",) and path[1:]:
        return t('figure "{name}"', name=excerpt(str(path[1])))
    ids = part_ids(path)
    if not ids:
        return t("words that belong to no part") if path[:1] == ("unplaced",) else schema.label(composed, path)
    words = [schema.label(composed, path[: len(ids) + 1])]
    sections = _find_sections(submission, ids)
    for step in path[len(ids) + 1 :]:
        if isinstance(step, int) and step < len(sections):
            words.append(t('"{title}"', title=excerpt(sections[step].title)))
            sections = sections[step].sections
    return join(words)


def _find_sections(submission: Submission, ids: tuple[str, ...]) -> tuple[Section, ...]:
    """Return the sections of a part."""
    parts: Mapping[str, Any] = {part.id: part for part in submission.parts}
    found = None
    for id in ids:
        found = parts.get(id)
        parts = {part.id: part for part in found.parts} if found else {}
    return found.sections if found else ()


def name_call(call: Call) -> str:
    """Return the body and the session of a call in words: its id means nothing to a person who has only Word.

    They are in the current language of messages.
    """
    return outline.subject(call, locale.load(call.wording_language(current_language())))
