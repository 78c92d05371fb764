"""A submission, its call and its locale -> the blocks of the printed document, in order."""

from collections.abc import Iterator
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.diagnostic import Path
from wsisc.document.manuscript import Manuscript
from wsisc.locale import Locale
from wsisc.markup import richtext
from wsisc.model import Part, Section, Submission


class Block(NamedTuple):
    """A block of the document.

    `kind` is "heading" (with a `level` from 1, and its bookmark as `name`), "part" (where one begins that has no
    heading), "rich" (a rich text), "figure" (its caption, with its `name`), or the role of a plain paragraph in the
    theme ("cover-body", "title"). `path` is where its text stands in the submission; () where the call gave it.
    """

    kind: str
    text: str
    path: Path = ()
    level: int = 0
    name: str = ""


def of(manuscript: Manuscript) -> list[Block]:
    """Return the blocks of a manuscript."""
    return blocks(manuscript.submission, manuscript.call, manuscript.locale, manuscript.draft)


def blocks(submission: Submission, call: Call, locale: Locale, draft: bool = False) -> list[Block]:
    """Return the blocks of the document, from the cover to the last section, without optional parts left out.

    In a draft a part that is still empty says so.
    """
    slots = slot_values(call, locale, submission.entity.name)
    found = [Block(block.name, calls.fill(block.text[locale.language], slots)) for block in call.cover]
    found.append(Block("title", submission.title, ("title",)))
    answers = {part.id: part for part in submission.parts}
    note = locale.wording["to-be-completed"] if draft else ""
    for asked in call.parts:
        found += _part(asked, answers.get(asked.id), locale.language, note, ("parts", asked.id), 1)
    return [piece for block in found for piece in _pieces(block, submission)]


def _pieces(block: Block, submission: Submission) -> Iterator[Block]:
    """Yield a block, or the pieces of a rich text between its figures, and those."""
    if block.kind != "rich" or not submission.figures:
        yield block
        return
    for name, text in richtext.pieces(block.text, frozenset(submission.links), submission.figures):
        if name:
            yield Block("figure", submission.figures[name].caption, ("figures", name, "caption"), name=name)
        else:
            yield block._replace(text=text)


def footnotes(submission: Submission, found: list[Block]) -> list[str]:
    """Return the names of the footnotes that the blocks call, in the order of their calls."""
    links = frozenset(submission.links)
    texts = (richtext.parse(block.text, links) for block in found if block.kind == "rich")
    return [token.text for tokens in texts for token in tokens if token.kind == "footnote"]


def subject(call: Call, locale: Locale) -> str:
    """Return the wording that names the session, for the document's properties."""
    return calls.fill(call.subject[locale.language], slot_values(call, locale, ""))


def slot_values(call: Call, locale: Locale, entity: str) -> dict[str, str]:
    """Return what the slots of a call's wordings stand for. All but the entity follows from the session, if any."""
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


def _part(asked: CallPart, part: Part | None, language: str, note: str, path: Path, level: int) -> Iterator[Block]:
    is_empty = part is None or not (part.text.strip() or part.sections or part.parts)
    if is_empty and not asked.required and not asked.parts:
        return
    bookmark = "_".join(str(step) for step in path[1:])
    if asked.is_headed:
        yield Block("heading", asked.heading(language), (), level, name=bookmark)
        level += 1
    else:
        yield Block("part", "", name=bookmark)
    if note and asked.holds and is_empty:
        yield Block("to-be-completed", note)
    if part is None:
        part = Part(asked.id)
    if part.text:
        yield Block("rich", part.text, (*path, "text"))
    yield from _sections(part.sections, asked, path, bookmark, level)
    answers = {child.id: child for child in part.parts}
    for child in asked.parts:
        yield from _part(child, answers.get(child.id), language, note, (*path, child.id), level)


def _sections(
    sections: tuple[Section, ...], asked: CallPart | None, path: Path, place: str, level: int
) -> Iterator[Block]:
    """Yield a part's sections, numbered as the call says, or (without `asked`) those within a section."""
    for position, section in enumerate(sections, 1):
        here = (*path, "sections", position - 1)
        own_place = f"{place}_{position}"
        number = asked.number(position) if asked else ""
        bookmark = section.id.replace("-", "_") or own_place
        yield Block("heading", number + section.title, (*here, "title"), level, name=bookmark)
        if section.text:
            yield Block("rich", section.text, (*here, "text"))
        yield from _sections(section.sections, None, here, own_place, level + 1)
