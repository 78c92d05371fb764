"""A submission, its call and its locale -> the blocks of the printed document, in order."""

from collections.abc import Iterator
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.diagnostic import DataPath
from wsisc.document.manuscript import Manuscript
from wsisc.locale import Locale
from wsisc.markup import richtext, tree
from wsisc.model import Part, Section, Submission


class OutlineBlock(NamedTuple):
    """A block of the document.

    `kind` is "heading" (with a `level` from 1, and its bookmark as `name`), "part" (the beginning of a part without
    heading), "rich" (a rich text), "figure" (its caption, with its `name`), or the role of a plain paragraph in the
    theme ("cover-body", "title"). `path` is the place of its text in the submission; () for wording of the call.
    """

    kind: str
    text: str
    path: DataPath = ()
    level: int = 0
    name: str = ""


def build(manuscript: Manuscript) -> list[OutlineBlock]:
    """Return the blocks of a manuscript."""
    return build_blocks(manuscript.submission, manuscript.call, manuscript.locale, manuscript.draft)


def build_blocks(submission: Submission, call: Call, locale: Locale, draft: bool = False) -> list[OutlineBlock]:
    """Return the blocks of the document, from the cover to the last section, without optional parts that are empty.

    In a draft, an empty part contains a note that it is to be completed.
    """
    slots = slot_values(call, locale, submission.entity.name)
    found = [OutlineBlock(block.name, calls.fill(block.text[locale.language], slots)) for block in call.cover]
    found.append(OutlineBlock("title", submission.title, ("title",)))
    answers = {part.id: part for part in submission.parts}
    note = locale.wording["to-be-completed"] if draft else ""
    for call_part in call.parts:
        found += _part_blocks(call_part, answers.get(call_part.id), locale.language, note, ("parts", call_part.id), 1)
    return [piece for block in found for piece in _split_at_figures(block, submission)]


def _split_at_figures(block: OutlineBlock, submission: Submission) -> Iterator[OutlineBlock]:
    """Yield a block; a rich text is split into its figures and the pieces between them."""
    if block.kind != "rich" or not submission.figures:
        yield block
        return
    for name, text in richtext.split_at_figures(block.text, frozenset(submission.links), submission.figures):
        if name:
            yield OutlineBlock("figure", submission.figures[name].caption, ("figures", name, "caption"), name=name)
        else:
            yield block._replace(text=text)


def referenced_footnotes(submission: Submission, blocks: list[OutlineBlock]) -> list[str]:
    """Return the names of the footnotes that the blocks reference, in the order of the references."""
    links = frozenset(submission.links)
    texts = (richtext.parse(block.text, links) for block in blocks if block.kind == "rich")
    return [name for text in texts for name in tree.footnote_names(text)]


def subject(call: Call, locale: Locale) -> str:
    """Return the call's wording that names the session, for the properties of the document."""
    return calls.fill(call.subject[locale.language], slot_values(call, locale, ""))


def slot_values(call: Call, locale: Locale, entity: str) -> dict[str, str]:
    """Return the values of the slots in a call's wording. All except the entity depend on the session, if any."""
    session = call.session
    if session is None:
        return {"entity": entity}
    words = locale.ordinal_in_words(session.number)
    return {
        "session-words": words[:1].upper() + words[1:],
        "session-ordinal": locale.ordinal(session.number),
        "place": session.place,
        "dates": session.dates,
        "reporting-year": str(session.reporting_year),
        "entity": entity,
    }


def _part_blocks(
    call_part: CallPart, part: Part | None, language: str, note: str, path: DataPath, level: int
) -> Iterator[OutlineBlock]:
    is_empty = part is None or not (part.text.strip() or part.sections or part.parts)
    if is_empty and not call_part.required and not call_part.parts:
        return
    bookmark = "_".join(str(step) for step in path[1:])
    if call_part.is_headed:
        yield OutlineBlock("heading", call_part.heading(language), (), level, name=bookmark)
        level += 1
    else:
        yield OutlineBlock("part", "", name=bookmark)
    if note and call_part.holds and is_empty:
        yield OutlineBlock("to-be-completed", note)
    if part is None:
        part = Part(call_part.id)
    if part.text:
        yield OutlineBlock("rich", part.text, (*path, "text"))
    yield from _section_blocks(part.sections, call_part, path, bookmark, level)
    answers = {child.id: child for child in part.parts}
    for child in call_part.parts:
        yield from _part_blocks(child, answers.get(child.id), language, note, (*path, child.id), level)


def _section_blocks(
    sections: tuple[Section, ...], call_part: CallPart | None, path: DataPath, bookmark_prefix: str, level: int
) -> Iterator[OutlineBlock]:
    """Yield the blocks of sections: of a part, numbered as the call says, or (without `call_part`) of a section."""
    for position, section in enumerate(sections, 1):
        here = (*path, "sections", position - 1)
        own_place = f"{bookmark_prefix}_{position}"
        number = call_part.number(position) if call_part else ""
        bookmark = section.id.replace("-", "_") or own_place
        yield OutlineBlock("heading", number + section.title, (*here, "title"), level, name=bookmark)
        if section.text:
            yield OutlineBlock("rich", section.text, (*here, "text"))
        yield from _section_blocks(section.sections, None, here, own_place, level + 1)
