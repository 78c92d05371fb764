"""A reviewed Word file -> it with the wording that is the call's put back, and what was changed in that wording.

Cover and prompts tell where the parts begin: were a reviewer's edits of them read as they are, a part would seem to be
gone, and what it holds to stand in another.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.diff.align import align, similarity
from wsisc.diff.change import Change
from wsisc.document.outline import OutlineBlock
from wsisc.merge import plain
from wsisc.merge.excerpts import cut_to_difference
from wsisc.merge.wording import escape
from wsisc.model import Submission
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Paragraph, Run, WordContent

_LEAST_SIMILARITY = 0.5
_LEAST_WORDS = 5


def restore_wording(
    content: WordContent, sent: WordContent, blocks: Sequence[OutlineBlock], entity: str
) -> tuple[WordContent, list[Change]]:
    """Return a content with the call's wording as it was, and what was changed in it.

    `made` is what was sent out, `blocks` are those that it was made from. What a reviewer wrote beside or instead of
    that wording stays where it is.
    """
    fixed = {_normalize_spaces(each.text) for each in blocks if _is_call_wording(each, entity)}
    old, came = ([_block_words(each) for each in found.blocks] for found in (sent, content))
    whole = _find_shortened_prompts(
        content, [_normalize_spaces(each.text) for each in blocks if _begins_part(each)], old
    )
    new = [whole.get(at, words) for at, words in enumerate(came)]
    pairs = align(old, new, old, new, same_kind_only=False)
    found, told = list[word.Block](), list[Change]()
    start = next(
        (
            old.index(_normalize_spaces(each.text))
            for each in blocks
            if _begins_part(each) and _normalize_spaces(each.text) in old
        ),
        0,
    )
    is_cover = True
    for a, b in pairs:
        block, text = content.blocks[b] if b is not None else None, old[a] if a is not None else ""
        is_cover = is_cover and (a is None or a < start)
        is_extra = a is None or (text not in fixed and _is_repeated(_block_words(block), text, came, old))
        if is_cover and is_extra and _block_words(block):
            told.append(_cover_change(_block_words(block)))
            continue
        if a is None or text not in fixed or (b is not None and came[b] == text):
            found += (
                [_restore_outline(block, sent.blocks[a] if text in fixed and a is not None else None)] if block else []
            )
            continue
        is_same = isinstance(block, Paragraph) and (b in whole or _is_edited_wording(text, _block_words(block)))
        told.append(_wording_change(text, _block_words(block) if is_same else "", _part_path(text, blocks)))
        found += _restore_paragraph(sent.blocks[a], block if is_same else None)
        own = [block] if block and not is_same else []
        is_new = (
            is_cover and bool(_block_words(block)) and came.count(_block_words(block)) > old.count(_block_words(block))
        )
        told += [_cover_change(_block_words(each)) for each in own if is_new]
        found += [each for each in own if not is_new]
    return replace(content, blocks=tuple(found), notes=_remaining_notes(content, sent)), told


def _is_repeated(words: str, expected: str, reviewed_words: Sequence[str], sent_words: Sequence[str]) -> bool:
    """Tell whether words that were sent out once stand there once more, in the place of others."""
    return words != expected and reviewed_words.count(words) > sent_words.count(words) > 0


def _is_edited_wording(wording: str, words: str) -> bool:
    """Tell whether words are a wording that was changed, or all of it with others, as many as may be."""
    one, other = Counter(wording.split()), Counter(words.split())
    return similarity(wording, words) >= _LEAST_SIMILARITY or (one.total() >= _LEAST_WORDS and not one - other)


def _remaining_notes(content: WordContent, sent_content: WordContent) -> dict[str, tuple[word.Block, ...]]:
    """Return the notes of a content but those that were sent out, and whose calls are gone: they are removed ones."""
    sent = {_note_words(blocks) for blocks in sent_content.notes.values()}
    every = (content.blocks, *content.notes.values())
    called = {run.note for blocks in every for each in word.paragraphs(blocks) for run in each.runs}
    return {id: blocks for id, blocks in content.notes.items() if id in called or _note_words(blocks) not in sent}


def _note_words(blocks: tuple[word.Block, ...]) -> str:
    return _normalize_spaces(" ".join(each.text for each in word.paragraphs(blocks)))


def _begins_part(block: OutlineBlock) -> bool:
    return block.kind == "heading" and not block.path


def _find_shortened_prompts(content: WordContent, prompts: Sequence[str], sent_words: Sequence[str]) -> dict[int, str]:
    """Return by their places the headings that are the first words of a prompt ("Part Two"), and that prompt."""
    found: dict[int, str] = {}
    for at, block in enumerate(content.blocks):
        words = _block_words(block).rstrip(" :.").casefold()
        if isinstance(block, Paragraph) and block.outline and words and _block_words(block) not in sent_words:
            whole = [each for each in prompts if re.match(re.escape(words) + r"(?!\w)", each.casefold())]
            found |= {at: whole[0]} if len(whole) == 1 and whole[0] not in found.values() else {}
    return found


def _restore_outline(block: word.Block, sent: word.Block | None) -> word.Block:
    """Return a block of the call's wording as the heading that it was sent out as."""
    if isinstance(block, Paragraph) and isinstance(sent, Paragraph) and sent.outline and not block.outline:
        return replace(block, style=sent.style, outline=sent.outline)
    return block


def _cover_change(words: str) -> Change:
    reason = "the cover is the call's"
    return Change("added", "paragraph", (), "", words, None, "refused", proposal=escape(words), reason=reason)


def _part_path(text: str, blocks: Sequence[OutlineBlock]) -> DataPath:
    """Return the path of the part that a prompt begins, () of other wordings."""
    names = (each.name for each in blocks if _begins_part(each) and _normalize_spaces(each.text) == text)
    return next((("parts", *name.split("_")) for name in names), ())


def _wording_change(old: str, new: str, path: DataPath) -> Change:
    """Return what was changed in a wording of the call: words typed behind a prompt may be the author's answer."""
    what, reason = "changed" if new else "removed", "cover and prompts are the call's"
    was, now = cut_to_difference(old, new, 0)
    remark = f"wording of the call changed: {now} (it was: {was})" if new else ""
    return Change(what, "wording", path, old, new, None, "refused", old, "", reason, remark)


def _restore_paragraph(sent: word.Block, block: word.Block | None) -> list[word.Block]:
    """Return a paragraph as it was sent out; its marks are those of the one that came back."""
    if not isinstance(sent, Paragraph) or not isinstance(block, Paragraph):
        return [sent] if isinstance(sent, Paragraph) else []
    comments = tuple(dict.fromkeys(id for run in block.runs for id in run.comments))
    runs = tuple(replace(run, comments=comments) for run in sent.runs)
    return [replace(block, runs=runs or (Run(""),), style=sent.style, outline=sent.outline)]


def find_changed_numbers(content: WordContent, blocks: Sequence[OutlineBlock], base: Submission) -> list[Change]:
    """Return which numbers before the titles of sections were changed: these come from the call."""
    marked = {name: _normalize_spaces(each.text) for each in word.paragraphs(content.blocks) for name in each.bookmarks}
    texts = {each.name: _normalize_spaces(each.text) for each in blocks}
    changed = (
        (texts[name], marked[name])
        for name, number in _printed_numbers(blocks, base).items()
        if name in marked and _number_before_title(marked[name], number) not in ("", number)
    )
    return [Change("changed", "number", (), *each, None, "form") for each in changed]


def remove_numbers(content: WordContent, blocks: Sequence[OutlineBlock], base: Submission) -> WordContent:
    """Return a content without the numbers that were printed before its titles, wherever their sections stand now."""
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
    found = {each.name: each.text.removesuffix(titles[each.path]) for each in blocks if each.path in titles}
    return {name: number for name, number in found.items() if number}


def _number_before_title(text: str, printed: str) -> str:
    """Return what stands before a title where a number was printed: that, or another, as people type them.

    A title that begins with a number of its own is left as it is.
    """
    match = plain.TYPED_NUMBER.match(text) if printed else None
    typed = printed if text.startswith(printed) else match[0] if match else ""
    return "" if plain.TYPED_NUMBER.match(text, len(typed)) else typed


def _runs_after(runs: tuple[Run, ...], length: int) -> tuple[Run, ...]:
    """Return the runs behind so many letters; a note or an image among these stays."""
    found = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        found += [replace(run, text=run.text[cut:])] if cut < len(run.text) or not run.text else []
    return tuple(found)


def _is_call_wording(block: OutlineBlock, entity: str) -> bool:
    is_plain = not block.path and block.kind not in ("rich", "figure", "part")
    return is_plain and bool(block.text.strip()) and not (entity and entity in block.text)


def _block_words(block: word.Block | None) -> str:
    return " ".join(_normalize_spaces(each.text) for each in word.paragraphs((block,))) if block else ""


def _normalize_spaces(text: str) -> str:
    return " ".join(text.split())
