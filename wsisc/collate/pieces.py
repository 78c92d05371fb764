"""What a compendium is made of: chapters of pieces, each of which is turned into a format on its own."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from wsisc.calls.call import Call
from wsisc.document import integrity
from wsisc.document.figures import Image
from wsisc.document.integrity import DocumentWords
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.locale import Locale
from wsisc.model import Entity, Submission
from wsisc.writers import markdown
from wsisc.writers.markdown import Markdown

_MAX_ANCHOR_LENGTH = 40
"""So long may a bookmark of Word be."""

_MAX_LEVEL = 6
"""So deep may a heading of Markdown be."""

_DIRECTION_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
"""The marks by which what has no direction of its own reads in one."""


@dataclass(frozen=True)
class CompendiumPiece:
    """Blocks of a submission, or of the compendium itself, with its locale, in Markdown and as words.

    `manuscript` has figures under the names that they have in the compendium.
    """

    manuscript: Manuscript
    blocks: Sequence[OutlineBlock]

    @property
    def locale(self) -> Locale:
        """The locale of its language."""
        return self.manuscript.locale

    def render_markdown(self) -> str:
        """Return the Markdown that Pandoc reads."""
        return markdown.render(self.manuscript.submission, list(self.blocks))

    def words(self, numbers: bool = False) -> DocumentWords:
        """Return the words that it must have in every format; with `numbers` those before list items too."""
        held = [each._replace(kind="rich") if isinstance(each.text, Markdown) else each for each in self.blocks]
        return integrity.expected_words(self.manuscript.submission, held, numbers)


@dataclass(frozen=True)
class Chapter:
    """Pieces that begin on a new page, and whose footnotes are numbered from 1; but not where it `runs_on`.

    `kind` is "title", "contents", "submission", "topic", "index" (its heading, and the entries) or "left-out", `file`
    the submission's.
    """

    kind: str
    anchor: str
    title: str
    pieces: tuple[CompendiumPiece, ...]
    file: str = ""
    is_run_on: bool = False

    def words(self, numbers: bool = False) -> DocumentWords:
        """Return the words that it must have in every format."""
        held = [piece.words(numbers) for piece in self.pieces]
        return DocumentWords(
            [word for each in held for word in each.body], [note for each in held for note in each.footnotes]
        )


@dataclass(frozen=True)
class Compendium:
    """A compendium to be made: its title, what it is about, its language, its call (if there is one) and chapters."""

    title: str
    subject: str
    locale: Locale
    call: Call | None
    chapters: tuple[Chapter, ...]

    @cached_property
    def foreign_anchors(self) -> dict[str, Locale]:
        """The anchors of submissions in other languages, whose words the links to them have."""
        pieces = [piece for each in self.chapters if each.kind == "submission" for piece in each.pieces]
        held = [piece for piece in pieces if piece.locale.tag != self.locale.tag]
        return {block.name: piece.locale for piece in held for block in piece.blocks if block.name}


def anchor(*steps: str) -> str:
    """Return an anchor that no other steps have, which Word takes as a bookmark."""
    name = "__".join(step.replace("-", "_") for step in steps)
    name = name if name[:1].isalpha() else f"s___{name}"
    if len(name) <= _MAX_ANCHOR_LENGTH:
        return name
    return f"{name[:26]}____{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def own_piece(blocks: Sequence[OutlineBlock], locale: Locale, call: Call | None = None) -> CompendiumPiece:
    """Return a piece of the compendium's own words."""
    submission = Submission(call.id if call else "", locale.language, "", Entity(""), ())
    return CompendiumPiece(Manuscript(submission, call or _NO_CALL, locale), blocks)


_NO_CALL = Call("", None, (), {}, (), (), "")


def line_block(role: str, text: str, level: int = 0, name: str = "") -> OutlineBlock:
    """Return a block of the compendium's own words, in the style of a role ("rich": as text), or a heading."""
    if role == "rich":
        return OutlineBlock(role, markdown.escape(text), ("compendium",))
    return OutlineBlock("heading" if level else role, text, ("compendium",), level, name)


def link_block(role: str, text: str, to: str) -> OutlineBlock:
    """Return a line that leads to an anchor."""
    return OutlineBlock(role, Markdown(f"[{markdown.escape(text)}](#{to})"), ("compendium",))


def links_block(
    role: str, head: str, places: Sequence[tuple[str, str]], words_locale: Locale, line_locale: Locale
) -> OutlineBlock:
    """Return a line whose words, behind a head, lead to anchors: words of one locale in the line of another.

    Marks that nobody sees keep the signs between them in their places where the directions differ.
    """
    begin = _DIRECTION_MARKS[line_locale.direction] if "rtl" in (words_locale.direction, line_locale.direction) else ""
    mark = _DIRECTION_MARKS[words_locale.direction] if words_locale.direction != line_locale.direction else ""
    led = [f"{begin}[{mark}{markdown.escape(words)}{mark}](#{to})" for words, to in places]
    joined = line_locale.compendium["between"].join(led)
    return OutlineBlock(role, Markdown(f"{markdown.escape(head)}: {joined}"), ("compendium",))


def embed_blocks(
    manuscript: Manuscript, blocks: Sequence[OutlineBlock], prefix: Sequence[str], level_shift: int
) -> CompendiumPiece:
    """Return blocks of a submission as a piece: its anchors and figures renamed, its headings `deeper`."""
    submission = manuscript.submission
    names = {name: f"{'-'.join(prefix)}--{name}" for name in submission.figures}
    renamed = replace(submission, figures={names[name]: each for name, each in submission.figures.items()})
    images: dict[str, Image] = {names[name]: image for name, image in manuscript.images.items()}
    moved = [_embed_block(block, prefix, level_shift, names) for block in blocks]
    return CompendiumPiece(replace(manuscript, submission=renamed, images=images, embed=False), moved)


def _embed_block(block: OutlineBlock, prefix: Sequence[str], level_shift: int, figures: dict[str, str]) -> OutlineBlock:
    if block.kind == "figure":
        return block._replace(name=figures[block.name])
    level = min(block.level + level_shift, _MAX_LEVEL) if block.level else 0
    return block._replace(name=anchor(*prefix, block.name) if block.name else "", level=level)
