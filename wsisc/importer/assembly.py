"""Blocks, the parts that begin among them, and their headings -> the parts of a submission, not yet Markdown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.importer import call_phrases, comment_threads, edited_wordings, heading_detection
from wsisc.importer.heading_detection import Kind, Ranks
from wsisc.importer.inline_collector import Gathered
from wsisc.importer.nodes import Node, Para
from wsisc.importer.normalize import fold
from wsisc.importer.part_detection import Begin
from wsisc.importer.report import Fate, Item
from wsisc.importer.structure import Builder
from wsisc.importer.word_accounting import Piece
from wsisc.readers.word.content import Block, Paragraph

_DEEPEST = 3
_LONGEST_TITLE = 500
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

type Ids = tuple[str, ...]

UNPLACED: Ids = ()
"""Where words go that fit no part."""


@dataclass
class Draft:
    """A part or section as it grows; `comments` are the ids of those on it."""

    title: str = ""
    id: str = ""
    rank: int = -1
    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sections: list["Draft"] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing."""
        return not self.nodes and not self.sections


class Assembly:
    """Puts blocks into parts and sections, in order. `drafts` are the parts by their ids, and `UNPLACED`."""

    def __init__(
        self, call: Call, language: str, gathered: Gathered, builder: Builder, ranks: Ranks,
        before: Sequence[Paragraph] = ()
    ) -> None:  # fmt: skip
        self.asked: dict[Ids, CallPart] = dict(calls.parts(call))
        self.language, self.gathered, self.builder, self.ranks = language, gathered, builder, ranks
        free = [ids for ids, part in self.asked.items() if not part.is_headed and part.holds]
        self.place: Ids = free[0] if free else UNPLACED
        self.drafts: dict[Ids, Draft] = {UNPLACED: Draft()}
        self.stack: list[Draft] = [self.drafts.setdefault(self.place, Draft())]
        self.headings = 0
        self.before = {id(each) for each in before}

    def run(self, blocks: Sequence[Block], start: int, begins: Mapping[int, Begin], kinds: Mapping[int, Kind]) -> None:
        """Put all blocks from an index on into their places."""
        index = start
        while index < len(blocks):
            block = blocks[index]
            if begin := begins.get(index):
                self._begin(begin, blocks[index : index + begin.size])
                self._comments(blocks[index : index + begin.size])
                index += begin.size
                continue
            if id(block) in self.before and isinstance(block, Paragraph):
                self.gathered.ledger.note("text before a prompt, now under unplaced", block.text)
                self.drafts[UNPLACED].nodes += self.builder.nodes([block])
            elif index in kinds and isinstance(block, Paragraph):
                self._heading(block, kinds[index])
            elif isinstance(block, Paragraph) and block.style.lower().startswith(("toc ", "contents")):
                self.gathered.ledger.report(block, "table of contents", needs_person=False)
            else:
                self.stack[-1].blocks.append(block)
            self._comments([block])
            index += 1
        self._flush()
        if calls_left := tuple(self.gathered.moved_calls()):
            self.drafts[UNPLACED].nodes.append(Para(calls_left))

    def _comments(self, blocks: Sequence[Block]) -> None:
        """Note which comments are on blocks, for the innermost part or section; what is unplaced has none."""
        found = (id for block in blocks for id in comment_threads.ids(block, self.gathered.ledger.kept) if self.place)
        for id in found:
            if id not in self.gathered.commented:
                self.gathered.commented.add(id)
                self.stack[-1].comments.append(id)

    def _flush(self) -> None:
        """Turn what was put into the innermost draft into the blocks of a text."""
        draft = self.stack[-1]
        hoisted, self.gathered.hoisted = self.gathered.hoisted, []
        draft.nodes += [*hoisted, *self.builder.nodes(draft.blocks)]
        draft.blocks = []

    def _begin(self, begin: Begin, blocks: Sequence[Block]) -> None:
        self._flush()
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        for block in paragraphs:
            self.gathered.plain(block)
        self._wording(paragraphs, begin)
        self.place = begin.ids if self.asked[begin.ids].holds else UNPLACED
        self.drafts.setdefault(begin.ids, Draft())
        self.stack = [self.drafts[self.place]]

    def _wording(self, blocks: Sequence[Paragraph], begin: Begin) -> None:
        """Account for the heading of a part: the words of the call, and others that were typed into it."""
        part, ledger = self.asked[begin.ids], self.gathered.ledger
        label, prompt = part.label[self.language], part.prompt[self.language]
        labels, said = call_phrases.labels(part, self.language), fold(" ".join(each.text for each in blocks))
        written = {each for each in labels if f"{said} ".startswith(f"{each} ")} or labels  # "Part One", not "Part 1"
        headed = {fold(f"{each} {prompt}") for each in written}
        read = edited_wordings.compare([each.text for each in blocks], headed, Fate.PROMPT)
        for at, (block, found) in enumerate(zip(blocks, read, strict=True)):
            if begin.words and at == 0:
                self._titled(block, begin)
                continue
            ledger.record(block, *found.pieces)
            ledger.typed(f"words in the prompt of {label.strip(' :')}", found.typed, self.gathered.is_ours)

    def _titled(self, block: Paragraph, begin: Begin) -> None:
        """Account for the heading of a part that has a title of its own in the place of the prompt."""
        kept, words = block.text[: begin.at], " ".join(begin.words.split())
        self.gathered.ledger.record(block, Piece(Fate.PROMPT, kept), Piece(Fate.REPORTED, block.text[begin.at :]))
        self.gathered.ledger.items.append(
            Item("title of a part, printed as the call has it", words, len(words.split()))
        )

    def _heading(self, block: Paragraph, kind: Kind) -> None:
        self._flush()
        self.headings += 1
        if self.place and self.asked[self.place].holds == "text":
            self._as_text(block, "heading in a part that has none, now a bold paragraph")
            return
        rank = self.ranks.of(kind)
        while len(self.stack) > 1 and self.stack[-1].rank >= rank:
            self.stack.pop()
        if len(self.stack) > _DEEPEST:
            self.gathered.ledger.note("heading below the third level, now on it", block.text, needs_person=False)
            self.stack.pop()
        title, pieces = self._title(block)
        if not title or len(title) > _LONGEST_TITLE:
            self._as_text(block, "heading that is no title, now a bold paragraph")
            return
        self.gathered.ledger.record(block, *pieces)
        self.gathered.plain(block)
        draft = Draft(title, self._id(block), rank)
        self.stack[-1].sections.append(draft)
        self.stack.append(draft)

    def _as_text(self, block: Paragraph, kind: str) -> None:
        runs = tuple(replace(run, bold=True, underline=False) for run in block.runs)
        bold = self.gathered.ledger.stands_for(replace(block, runs=runs, numbering=None, style=""), block)
        self.gathered.ledger.note(kind, block.text, needs_person=False)
        self.stack[-1].blocks.append(bold)

    def _title(self, block: Paragraph) -> tuple[str, list[Piece]]:
        """Return the title of a heading, without the number that the call prints, and what becomes of its words."""
        number = heading_detection.number_of(block)
        numbering = self.asked[self.place].number(len(self.stack[-1].sections) + 1) if self.place else ""
        is_printed = bool(numbering) and len(self.stack) == 1
        is_of_call = is_printed and block.text.startswith(numbering)
        length = number.length if is_printed else 0
        has_words = block.numbering is not None and block.numbering.has_words
        if self.gathered.is_ours:
            length = len(numbering) if is_of_call else length if number.kind == "digits" else 0
        if is_printed and not is_of_call and number.kind == "digits" and _bare(number.text) != _bare(numbering):
            self.gathered.ledger.note(f"number of a heading, now {numbering.strip()}", f"{number.text} {block.text}")
        elif number.text and not number.length and (has_words or not is_printed):
            words = f"{number.text} {block.text}"
            self.gathered.ledger.note("number that Word counts, not printed", words, needs_person=has_words)
        kept = block.text[length:]
        title = " ".join(heading_detection.unspaced(kept).split())
        if title != " ".join(kept.split()):
            self.gathered.ledger.note("letter-spaced heading, now in words", kept, needs_person=False)
        return title, [Piece(Fate.NUMBER, block.text[:length]), Piece(Fate.PLACED, kept)]

    def _id(self, block: Paragraph) -> str:
        """Return the id that a section of a document of wsisc has, by its bookmark."""
        if not self.gathered.is_ours or not self.place:
            return ""
        steps = [len(each.sections) + (each is self.stack[-1]) for each in self.stack]
        own_place = "_".join([*self.place, *map(str, steps)])
        found = next((each for each in block.bookmarks if each and not each.startswith("_")), own_place)
        id = found.replace("_", "-")
        return id if found != own_place and _ID.fullmatch(id) and len(id) <= 40 else ""


def _bare(number: str) -> str:
    return number.strip(" ().")
