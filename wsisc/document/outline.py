"""A submission, its call and its locale -> the blocks of the printed document, in order."""

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from wsisc import theme
from wsisc.calls import call as calls
from wsisc.calls import reporting
from wsisc.calls.call import Call, CallPart
from wsisc.calls.locale import Locale
from wsisc.document.manuscript import Manuscript
from wsisc.messages.diagnostic import DataPath
from wsisc.source.markup import richtext, tree
from wsisc.source.model import Part, Section, Submission

_TWIPS_PER_POINT = 20
_EM_PER_LETTER = 0.5  # what a letter takes on average, with some room
_MIN_LETTERS = 20  # of a name at the head of a page; a guess: the narrowest page has room for them


class OutlineBlock(NamedTuple):
    """A block of the document.

    `kind` is "heading" (with a `level` from 1, and its bookmark as `name`), "part" (the beginning of a part without
    heading), "prompt" (below the label of a part, whose bookmark is its `name`), "rich" (a rich text), "figure" (its
    caption, with its `name`), or the role of a plain paragraph in the theme ("cover-body", "title"). `path` is the
    place of its text in the submission; () for wording of the call.

    `meaning` is what a heading begins, whatever its level: a role of the theme. Of a heading with a `label`, only the
    label is in the outline; the rest of its text follows on the same line.
    """

    kind: str
    text: str
    path: DataPath = ()
    level: int = 0
    name: str = ""
    meaning: str = ""
    label: str = ""

    @property
    def prompt(self) -> str:
        """The text that follows the label on its line."""
        return self.text[len(self.label) :].lstrip() if self.label else ""


class _Wording(NamedTuple):
    """The wording of all parts: its language, the note in empty parts of a draft ("" for none), where prompts are."""

    language: str
    note: str
    prompt_layout: str


def build(manuscript: Manuscript) -> list[OutlineBlock]:
    """Return the blocks of a manuscript."""
    return build_blocks(manuscript.submission, manuscript.call, manuscript.locale, manuscript.draft)


def build_blocks(submission: Submission, call: Call, locale: Locale, draft: bool = False) -> list[OutlineBlock]:
    """Return the blocks of the document, from the cover to the last section, without optional parts that are empty.

    In a draft, an empty part contains a note that it is to be completed.
    """
    slots = slot_values(call, locale, submission.entity.name)
    blocks = [OutlineBlock(block.name, calls.fill_known(block.text[locale.language], slots)) for block in call.cover]
    blocks.append(OutlineBlock("title", submission.title, ("title",)))
    answers = {part.id: part for part in submission.parts}
    wording = _Wording(locale.language, locale.wording["to-be-completed"] if draft else "", call.prompt_layout)
    for call_part in call.parts:
        blocks += _part_blocks(call_part, answers.get(call_part.id), wording, ("parts", call_part.id), 1)
    return [piece for block in blocks for piece in _split_at_figures(block, submission)]


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


def running_head(manuscript: Manuscript) -> tuple[str, str]:
    """Return what the head of each page says: who submits, and to which session ("" if the call names none).

    Both are on one line, so a longer name is cut, with "…".
    """
    entity = manuscript.submission.entity.name
    session = session_line(manuscript.call, manuscript.locale, entity)
    return shorten_head(entity, session, manuscript.look), session


def shorten_head(text: str, session: str, look: theme.Theme) -> str:
    """Return the text at the head of pages, cut, with "…", where it does not fit on one line with the session."""
    width = theme.text_width(look) / _TWIPS_PER_POINT
    room = int(width / (_EM_PER_LETTER * theme.resolve_style(look, "running-head")["size"])) - len(session)
    return _shorten(text, max(room, _MIN_LETTERS))


def _shorten(text: str, length: int) -> str:
    """Return a text, cut after a word where it is longer."""
    shortened = textwrap.shorten(text, length, placeholder="…")
    return f"{text[: length - 1]}…" if shortened == "…" else shortened


def session_line(call: Call, locale: Locale, entity: str = "") -> str:
    """Return the line of the cover that names the session, in a language of the call; "" if the call names none."""
    texts = (block.text[locale.language] for block in call.cover if block.name == "cover-session")
    return calls.fill_known(next(texts, ""), slot_values(call, locale, entity)).partition("\n")[0]


def subject(call: Call, locale: Locale) -> str:
    """Return the call's wording that names the session, for the properties of the document."""
    return calls.fill_known(call.subject[locale.language], slot_values(call, locale, ""))


def slot_values(call: Call, locale: Locale, entity: str) -> dict[str, str]:
    """Return the values of the slots in a call's wording. Those of the session are missing where it names none."""
    slots = {
        "reporting-year": str(call.reporting_year or ""),
        "reporting-years": reporting.describe(call.reporting, locale, is_adverbial=False),
        "reporting-period": reporting.describe(call.reporting, locale),
        "entity": entity,
    }
    session = call.session
    if session is None:
        return slots
    words = locale.ordinal_in_words(session.number)
    return slots | {
        "session-words": words[:1].upper() + words[1:],
        "session-ordinal": locale.ordinal(session.number),
        "place": session.place,
        "dates": session.dates,
    }


def _part_blocks(
    call_part: CallPart, part: Part | None, wording: _Wording, path: DataPath, level: int
) -> Iterator[OutlineBlock]:
    is_empty = part is None or not (part.text.strip() or part.sections or part.parts)
    if is_empty and not call_part.required and not call_part.parts:
        return
    bookmark = "_".join(str(step) for step in path[1:])
    if call_part.is_headed:
        yield from _prompt_blocks(call_part, wording, level, bookmark, "part" if len(path) == 2 else "item")
        level += 1
    else:
        yield OutlineBlock("part", "", name=bookmark)
    if wording.note and call_part.holds and is_empty:
        yield OutlineBlock("to-be-completed", wording.note)
    if part is None:
        part = Part(call_part.id)
    if part.text:
        yield OutlineBlock("rich", part.text, (*path, "text"))
    yield from _section_blocks(part.sections, call_part, path, bookmark, level)
    answers = {child.id: child for child in part.parts}
    for child in call_part.parts:
        yield from _part_blocks(child, answers.get(child.id), wording, (*path, child.id), level)


def _prompt_blocks(
    call_part: CallPart, wording: _Wording, level: int, bookmark: str, meaning: str
) -> Iterator[OutlineBlock]:
    """Yield the label and the prompt of a part: on one line, one below the other, or both as heading."""
    label, text = call_part.label[wording.language], call_part.heading(wording.language)
    if wording.prompt_layout == "below":
        yield OutlineBlock("heading", label, (), level, bookmark, meaning)
        yield OutlineBlock("prompt", call_part.prompt[wording.language], name=bookmark)
    else:
        run_in = label if wording.prompt_layout == "run-in" else ""
        yield OutlineBlock("heading", text, (), level, bookmark, meaning, run_in)


def _section_blocks(
    sections: tuple[Section, ...], call_part: CallPart | None, path: DataPath, bookmark_prefix: str, level: int
) -> Iterator[OutlineBlock]:
    """Yield the blocks of sections: of a part, numbered as the call says, or (without `call_part`) of a section."""
    meaning = "theme" if call_part else "sub-theme"
    for position, section in enumerate(sections, 1):
        here = (*path, "sections", position - 1)
        own_place = f"{bookmark_prefix}_{position}"
        number = call_part.number(position) if call_part else ""
        bookmark = section.id.replace("-", "_") or own_place
        yield OutlineBlock("heading", number + section.title, (*here, "title"), level, bookmark, meaning)
        if section.text:
            yield OutlineBlock("rich", section.text, (*here, "text"))
        yield from _section_blocks(section.sections, None, here, own_place, level + 1)
