"""A reviewed Word file -> the file with the call's wording as it was sent, and what a reviewer changed in that wording.

Cover and prompts show where the parts begin. If a reviewer's edits of them were read unchanged, a part would seem to
be missing, and its content would belong to another part.

The letters of the two files have no addresses in common: the reviewed one may have been saved by any program. So their
blocks are aligned (`align.sequences`), and all else is looked up by addresses after that (`letter_places`).
"""

import itertools
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from wsisc.align.common_words import similarity
from wsisc.align.sequences import SIMILAR_WORDS, Pairs, align, list_items, longest_in_order
from wsisc.calls import locale
from wsisc.calls.call import Call
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.document import outline
from wsisc.document.outline import OutlineBlock
from wsisc.importer.clean import split_prompts
from wsisc.importer.parts import restore_headings
from wsisc.importer.parts.restore_headings import RestoredHeading
from wsisc.merge import plain, thresholds
from wsisc.merge.excerpts import cut_to_difference
from wsisc.merge.wording import escape
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Paragraph, Run, WordContent
from wsisc.readers.word.numbering import map_paragraphs
from wsisc.source import model
from wsisc.source.model import Submission
from wsisc.text.words import one_line

# What no space goes before; words struck through leave one there, as when a reviewer strikes the last word.
_CLOSING_SIGNS = (" ", ".", ",", ";", ":", "!", "?", ")")


class RestoredReview(NamedTuple):
    """A reviewed file that can be imported: `content` is `received` with the wording of the call as it was sent.

    `received` has its headings again: `lost_headings` are those that had lost their styles. `content` is without the
    numbers that the call prints before titles, `wording_changes` are what was changed in these and in the wording.
    `outline` are the blocks of the document as it was sent.
    """

    received: WordContent
    lost_headings: tuple[RestoredHeading, ...]
    content: WordContent
    wording_changes: list[Change]
    outline: Sequence[OutlineBlock] = ()


def restore(content: WordContent, sent: WordContent | None, base: Submission, call: Call | None) -> RestoredReview:
    """Return a reviewed file, its tracked changes accepted or rejected, with headings and wording as in the `sent` one.

    Nothing is restored if that file or the call is unknown.
    """
    content = remove_spaces(content)
    if sent is None or call is None:
        return RestoredReview(content, (), content, [])
    blocks = outline.build_blocks(base, call, locale.load(base.language))
    received, lost_headings = restore_headings.restore(content, blocks)
    split = split_prompts.split(received, [call], has_text_before=False).content
    numbers = find_changed_numbers(split, blocks, base)
    restored, wording = restore_wording(split, sent, blocks, base.entity.name)
    without_numbers = remove_numbers(restored, blocks, base)
    return RestoredReview(received, lost_headings, without_numbers, [*wording, *numbers], blocks)


def remove_spaces(content: WordContent) -> WordContent:
    """Return a content without the space before struck words that a closing sign follows."""
    return map_paragraphs(content, _remove_spaces)


def _remove_spaces(paragraph: Paragraph) -> Paragraph:
    runs = list(paragraph.runs)
    unstruck = [index for index, run in enumerate(runs) if not run.struck]
    for index, following in itertools.pairwise(unstruck):
        has_struck_between = following > index + 1
        if has_struck_between and runs[index].text.endswith(" ") and runs[following].text.startswith(_CLOSING_SIGNS):
            runs[index] = runs[index].cut(0, -1)
    return replace(paragraph, runs=tuple(run for run in runs if run.text or run.note or run.image))


def restore_wording(
    content: WordContent, sent: WordContent, blocks: Sequence[OutlineBlock], entity: str
) -> tuple[WordContent, list[Change]]:
    """Return a content with the call's wording as it was sent out, and what was changed in that wording.

    `blocks` are those of the document that was `sent`. What a reviewer wrote next to or instead of the wording remains
    in its place.
    """
    restoration = _Restoration(content, sent, blocks, entity)
    for sent_index, index in restoration.align_blocks():
        restoration.add_pair(sent_index, index)
    return replace(
        content, blocks=tuple(restoration.blocks), notes=_remaining_notes(content, sent)
    ), restoration.changes


class _Restoration:
    """Restores the call's wording block by block; `blocks` and `changes` are the result so far."""

    def __init__(self, content: WordContent, sent: WordContent, outline: Sequence[OutlineBlock], entity: str) -> None:
        self.content, self.sent, self.outline = content, sent, outline
        self.words, self.sent_words = ([_block_words(each) for each in every.blocks] for every in (content, sent))
        self.wordings = {one_line(each.text) for each in outline if _is_call_wording(each, entity)}
        prompts = [one_line(each.text) for each in outline if _begins_part(each)]
        self.shortened = _find_shortened_prompts(content, prompts, self.sent_words)
        self.cover_end = next((self.sent_words.index(each) for each in prompts if each in self.sent_words), 0)
        self.is_on_cover = True
        self.blocks: list[word.Block] = []
        self.changes: list[Change] = []

    def align_blocks(self) -> Pairs:
        """Return which blocks of the sent and of the reviewed file correspond to one another.

        A wording that is as it was stays where it is: whatever was moved across it, it is no other than itself.
        """
        words = [self.shortened.get(index, words) for index, words in enumerate(self.words)]
        pairs: Pairs = []
        start = first = 0
        for fixed, index in [*self._find_fixed(words), (len(self.sent_words), len(words))]:
            before = list_items(self.sent_words[start:fixed]), list_items(words[first:index])
            for old, new in align(*before, SIMILAR_WORDS):
                pairs.append((None if old is None else start + old, None if new is None else first + new))
            pairs += [(fixed, index)] if fixed < len(self.sent_words) else []
            start, first = fixed + 1, index + 1
        return pairs

    def _find_fixed(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return the wordings that both files have once, by their indexes in both; in order in both."""
        sent_counts, counts = Counter(self.sent_words), Counter(words)
        return longest_in_order(
            [
                (at, words.index(text))
                for at, text in enumerate(self.sent_words)
                if text in self.wordings and sent_counts[text] == counts[text] == 1
            ]
        )

    def add_pair(self, sent_index: int | None, index: int | None) -> None:
        """Add a block of the reviewed file by its index, with that of the corresponding sent block."""
        self.is_on_cover = self.is_on_cover and (sent_index is None or sent_index < self.cover_end)
        expected = self.sent_words[sent_index] if sent_index is not None else ""
        if sent_index is not None and expected in self.wordings:
            self._add_wording(expected, self.sent.blocks[sent_index], index)
        elif index is not None:
            words = self.words[index]
            is_repeated = self.words.count(words) > self.sent_words.count(words) > 0
            self._add_content(index, is_new=sent_index is None or (words != expected and is_repeated))

    def _add_wording(self, wording: str, sent: word.Block, index: int | None) -> None:
        """Add a wording of the call, and the block in its place, if that is another text."""
        if index is None:
            self._put_back(wording, sent, None)
        elif self.words[index] == wording:
            self.blocks.append(_restore_outline(self.content.blocks[index], sent))
        elif self._is_edited(wording, index):
            self._put_back(wording, sent, index)
        else:
            self._put_back(wording, sent, None)
            words = self.words[index]
            self._add_content(index, is_new=self.words.count(words) > self.sent_words.count(words))

    def _is_edited(self, wording: str, index: int) -> bool:
        """Return whether a block is an edited or shortened wording."""
        is_paragraph = isinstance(self.content.blocks[index], Paragraph)
        return is_paragraph and (index in self.shortened or is_edited_wording(wording, self.words[index]))

    def _put_back(self, wording: str, sent: word.Block, index: int | None) -> None:
        """Restore a wording that was edited in the block at an index, or removed, and report that."""
        edited = self.words[index] if index is not None else ""
        change = _wording_change(wording, edited, _part_path(wording, self.outline))
        letters = _list_origins(self.content.blocks[index]) if index is not None else ()
        self.changes.append(replace(change, received_origins=letters))
        self.blocks += _restore_paragraph(sent, self.content.blocks[index] if index is not None else None)

    def _add_content(self, index: int, is_new: bool) -> None:
        """Add a block that is not the call's; new words on the cover are reported instead: it has no place for them."""
        if self.is_on_cover and is_new and self.words[index]:
            words, reason = self.words[index], t("the call defines the cover")
            change = Change(
                action=ChangeAction.ADDED,
                kind=ChangeKind.PARAGRAPH,
                new=words,
                verdict=Verdict.REFUSED,
                proposal=escape(words),
                reason=reason,
                received_origins=_list_origins(self.content.blocks[index]),
            )
            self.changes.append(change)
        else:
            self.blocks.append(self.content.blocks[index])


def is_edited_wording(wording: str, words: str) -> bool:
    """Return whether words are an edited wording, or contain all words of a longer one among any others."""
    missing = Counter(wording.split()) - Counter(words.split())
    is_contained = len(wording.split()) >= thresholds.WORDING_WORDS and not missing
    return is_contained or similarity(wording, words) >= thresholds.WORDING_SIMILARITY


def _remaining_notes(content: WordContent, sent_content: WordContent) -> dict[str, tuple[word.Block, ...]]:
    """Return the notes of a content except those that were sent out and are no longer referenced: they were removed."""
    sent = {_note_words(blocks) for blocks in sent_content.notes.values()}
    called = {run.note for each in word.all_paragraphs(content.blocks, content.notes) for run in each.runs}
    return {id: blocks for id, blocks in content.notes.items() if id in called or _note_words(blocks) not in sent}


def _note_words(blocks: tuple[word.Block, ...]) -> str:
    return one_line(" ".join(each.text for each in word.paragraphs(blocks)))


def _begins_part(block: OutlineBlock) -> bool:
    return block.kind == "heading" and not block.path


def _find_shortened_prompts(content: WordContent, prompts: Sequence[str], sent_words: Sequence[str]) -> dict[int, str]:
    """Return the prompts of which headings are the first words ("Part Two"), by the indexes of these headings."""
    shortened: dict[int, str] = {}
    for index, block in enumerate(content.blocks):
        text = _block_words(block)
        start = text.rstrip(" :.").casefold()
        if isinstance(block, Paragraph) and block.outline and start and text not in sent_words:
            matching = [each for each in prompts if re.match(re.escape(start) + r"(?!\w)", each.casefold())]
            if len(matching) == 1 and matching[0] not in shortened.values():
                shortened[index] = matching[0]
    return shortened


def _restore_outline(block: word.Block, sent: word.Block | None) -> word.Block:
    """Return a wording of the call as a heading, if it was sent out as one."""
    if isinstance(block, Paragraph) and isinstance(sent, Paragraph) and sent.outline and not block.outline:
        return replace(block, style=sent.style, outline=sent.outline)
    return block


def _part_path(text: str, blocks: Sequence[OutlineBlock]) -> DataPath:
    """Return the path of the part that a prompt begins, () for other wordings."""
    names = (each.name for each in blocks if _begins_part(each) and one_line(each.text) == text)
    return next((("parts", *name.split("_")) for name in names), ())


def _wording_change(old: str, new: str, path: DataPath) -> Change:
    """Return the change of a wording; its remark shows the words, which may be the answer, typed after the prompt."""
    action, reason = ChangeAction.CHANGED if new else ChangeAction.REMOVED, t("the call defines the cover and prompts")
    was, now = cut_to_difference(old, new, 0)
    remark = t("wording of the call changed: {now} (before: {was})", now=now, was=was) if new else ""
    return Change(
        action=action,
        kind=ChangeKind.WORDING,
        path=path,
        old=old,
        new=new,
        verdict=Verdict.REFUSED,
        quote=old,
        reason=reason,
        remark=remark,
    )


def _list_origins(block: word.Block) -> tuple[int, ...]:
    return tuple(origin for paragraph in word.paragraphs((block,)) for origin in paragraph.origins)


def _restore_paragraph(sent: word.Block, block: word.Block | None) -> list[word.Block]:
    """Return a paragraph as it was sent out, with the comments and bookmarks of the reviewed one."""
    if not isinstance(sent, Paragraph) or not isinstance(block, Paragraph):
        return [_without_origins(sent)] if isinstance(sent, Paragraph) else []
    comments = tuple(dict.fromkeys(id for run in block.runs for id in run.comments))
    runs = tuple(replace(run, comments=comments) for run in _without_origins(sent).runs)
    return [replace(block, runs=runs or (Run(""),), style=sent.style, outline=sent.outline)]


def _without_origins(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph of one file for the content of another, in which none of its addresses is right."""
    return replace(paragraph, runs=tuple(replace(run, origins=array("Q")) for run in paragraph.runs))


def find_changed_numbers(content: WordContent, blocks: Sequence[OutlineBlock], base: Submission) -> list[Change]:
    """Return the changed numbers before the titles of sections; the call sets these numbers."""
    marked = {name: one_line(each.text) for each in word.paragraphs(content.blocks) for name in each.bookmarks}
    texts = {each.name: one_line(each.text) for each in blocks}
    changed = (
        (texts[name], marked[name])
        for name, number in _printed_numbers(blocks, base).items()
        if name in marked and _number_before_title(marked[name], number) not in ("", number)
    )
    return [
        Change(action=ChangeAction.CHANGED, kind=ChangeKind.NUMBER, old=old, new=new, verdict=Verdict.FORM)
        for old, new in changed
    ]


def remove_numbers(content: WordContent, blocks: Sequence[OutlineBlock], base: Submission) -> WordContent:
    """Return a content without the printed numbers before its titles, wherever their sections are now."""
    printed = _printed_numbers(blocks, base)

    def bare(block: word.Block) -> word.Block:
        if not isinstance(block, Paragraph) or not block.outline:
            return block
        number = next((printed[name] for name in block.bookmarks if name in printed), "")
        return replace(block, runs=_runs_after(block.runs, len(_number_before_title(block.text, number))))

    return replace(content, blocks=tuple(map(bare, content.blocks)))


def _printed_numbers(blocks: Sequence[OutlineBlock], base: Submission) -> dict[str, str]:
    """Return the numbers that were printed before the titles of sections, by the bookmarks of these."""
    titles = {(*path, "title"): section.title for path, section in model.sections(base)}
    numbers = {each.name: each.text.removesuffix(titles[each.path]) for each in blocks if each.path in titles}
    return {name: number for name, number in numbers.items() if number}


def _number_before_title(text: str, printed: str) -> str:
    """Return the number before a title for which one was printed: that number, or another one that a person typed.

    It is "" where the title then begins with a number of its own, since it is unknown which of the two is printed.
    """
    match = plain.TYPED_NUMBER.match(text) if printed else None
    typed = printed if text.startswith(printed) else match[0] if match else ""
    return "" if plain.TYPED_NUMBER.match(text, len(typed)) else typed


def _runs_after(runs: tuple[Run, ...], length: int) -> tuple[Run, ...]:
    """Return the runs after a number of characters; notes and images among these characters remain."""
    remaining = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        if cut < len(run.text) or not run.text:
            remaining.append(run.cut(cut))
    return tuple(remaining)


def _is_call_wording(block: OutlineBlock, entity: str) -> bool:
    is_plain = not block.path and block.kind not in ("rich", "figure", "part")
    return is_plain and bool(block.text.strip()) and not (entity and entity in block.text)


def _block_words(block: word.Block | None) -> str:
    return " ".join(one_line(each.text) for each in word.paragraphs((block,))) if block else ""
