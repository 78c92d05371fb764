"""A reviewed Word file, and what changed in it -> the changes with their authors.

Tracked changes have addresses in the file, and so have the words of a change, before and after it (`letter_addresses`):
a change is by those whose tracked changes are where its words are.

Some changes are of words that no text of a submission has, and that are not in the file any more, such as a removed
prompt of the call. These have no address. They are by those who changed the paragraphs with exactly these words.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from wsisc.diff.change import PARAGRAPH_SIGN, Change, Verdict
from wsisc.merge.letter_addresses import MISSING
from wsisc.messages import t
from wsisc.readers.word import accept_reject
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Paragraph, Run, TrackedChange, WordContent
from wsisc.readers.word.origins import NOWHERE, Coverage, find_stretches, paragraph_of
from wsisc.text.words import one_line

_STRUCK_REASON = t("words struck through count as deleted")
_LONGEST_NAMES = 500  # characters of all names together: the limit of `by` (schemas/submission.schema.json)


def find_authors(content: WordContent) -> list[str]:
    """Return the sorted names of the authors of tracked changes, those of formatting included."""
    authors = {
        name for change, _ in accept_reject.tracked_changes(content) for name in accept_reject.change_authors(change)
    }
    return sorted(authors | {change.author for change in content.formatting_changes})


def add_authors(content: WordContent, changes: Sequence[Change], names: Collection[str] = ()) -> list[Change]:
    """Return changes with author and date, as far as they were tracked; with `names`, only changes of these count.

    Changes of formatting show it in their words, and those of struck words say why these were removed.
    """
    runs = [run for paragraph in word.all_paragraphs(content.blocks, content.notes) for run in paragraph.runs]
    # struck through by hand, not by a tracked change
    struck = [words for run in runs if run.struck and not run.change and (words := run.text.strip())]
    places = _TrackedPlaces(content, names)
    return [_explain_struck(_show_formatting(places.add_author(change)), struck) for change in changes]


def _explain_struck(change: Change, struck: Sequence[str]) -> Change:
    """Return a change with its reason, if the removed words were only struck through."""
    is_struck = any(words in change.old and words not in change.new for words in struck)
    return replace(change, reason=_STRUCK_REASON) if is_struck and change.verdict == Verdict.CLEAN else change


def _show_formatting(change: Change) -> Change:
    old, new = change.formatted
    return replace(change, old=old, new=new) if old != new and change.old == change.new else change


class _Tracked(NamedTuple):
    """A tracked change, and the addresses of its characters: from `start` to before `end`.

    That of the mark between two paragraphs has those of a letter beside it, as a mark has no address.
    """

    start: int
    end: int
    change: TrackedChange
    is_mark: bool = False


class _TrackedPlaces:
    """The tracked changes of a file by the paragraphs that they are in; with `names`, those of these people."""

    def __init__(self, content: WordContent, names: Collection[str]) -> None:
        self.content, self.names = content, names
        self.by_paragraph = defaultdict[int, list[_Tracked]](list)
        for tracked in _find_tracked(content):
            if change := _restrict_to_names(tracked.change, names):
                self.by_paragraph[paragraph_of(tracked.start)].append(tracked._replace(change=change))

    @cached_property
    def covered(self) -> Coverage:
        """What anybody inserted or deleted."""
        return Coverage(run.origins for run, _ in _find_changed_runs(self.content))

    @cached_property
    def sent_paragraphs(self) -> dict[str, tuple[int, ...]]:
        """The addresses of the letters of paragraphs before all tracked changes, by the words of these."""
        return _list_paragraphs(accept_reject.reject_all(self.content))

    @cached_property
    def received_paragraphs(self) -> dict[str, tuple[int, ...]]:
        """The same after all tracked changes."""
        accepted = accept_reject.accept_from(self.content, self.names) if self.names else None
        return _list_paragraphs(accepted or accept_reject.accept_all(self.content))

    def add_author(self, change: Change) -> Change:
        """Return a change with author and date."""
        if not self.by_paragraph:
            return change
        sent, received = change.sent_origins, change.received_origins
        if not (change.sent or any(sent)):
            sent = _find_paragraphs(change.old, self.sent_paragraphs)
        if not (change.received or any(received)):
            received = _find_paragraphs(change.new, self.received_paragraphs)
        found = self._find_at([*sent, *received])
        if not found:
            return change
        names = ", ".join(dict.fromkeys(tracked.change.author for tracked in found if tracked.change.author))
        is_same = self._list_untracked(sent) == self._list_untracked(received)
        is_tracked = MISSING not in (*sent, *received) and (is_same or any(tracked.is_mark for tracked in found))
        date = max(tracked.change.date for tracked in found)
        return replace(change, author=names[:_LONGEST_NAMES], date=date, is_tracked=is_tracked)

    def _list_untracked(self, origins: Sequence[int]) -> set[int]:
        """Return those letters that nobody tracked: a change that is tracked has the same before and after it."""
        return {origin for origin in origins if origin > NOWHERE and origin not in self.covered}

    def _find_at(self, origins: Sequence[int]) -> list[_Tracked]:
        """Return the tracked changes where some letters are: between the first and last of a paragraph, or beside."""
        letters = defaultdict[int, list[int]](list)
        for origin in origins:
            if origin > NOWHERE:
                letters[paragraph_of(origin)].append(origin)
        found = [
            tracked
            for paragraph, own in letters.items()
            for first, last in [(min(own), max(own))]
            for tracked in self.by_paragraph[paragraph]
            if tracked.start <= last + 1 and tracked.end >= first
        ]
        return sorted(found, key=lambda tracked: tracked.start)


def _restrict_to_names(change: TrackedChange, names: Collection[str]) -> TrackedChange | None:
    """Return a change by these people (by anyone if there are no names), None if it is someone else's."""
    if not names or change.author in names:
        return change
    is_inserted = change.inserted_by is not None and change.inserted_by in names
    return TrackedChange("insertion", change.inserted_by or "", change.date) if is_inserted else None


def _list_paragraphs(content: WordContent) -> dict[str, tuple[int, ...]]:
    found = defaultdict[str, tuple[int, ...]](tuple)
    for paragraph in word.all_paragraphs(content.blocks, content.notes):
        found[one_line(paragraph.text)] += tuple(paragraph.origins)
    return found


def _find_paragraphs(words: str, paragraphs: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the letters of the paragraphs with some words, MISSING if there are none."""
    pieces = words.split(PARAGRAPH_SIGN) if words else []
    return tuple(chain.from_iterable(paragraphs.get(one_line(piece), (MISSING,)) for piece in pieces))


def _find_tracked(content: WordContent) -> Iterator[_Tracked]:
    for run, change in _find_changed_runs(content):
        yield from (_Tracked(start, end, change) for start, end in find_stretches(run.origins))
    for blocks in (content.blocks, *content.notes.values()):
        yield from _find_marks([*word.paragraphs(blocks)])
    for formatting in content.formatting_changes:
        if formatting.summary:
            change = TrackedChange("formatting", formatting.author, formatting.date)
            yield _Tracked(formatting.start, formatting.end, change)


def _find_changed_runs(content: WordContent) -> Iterator[tuple[Run, TrackedChange]]:
    """Yield the runs that were inserted or deleted, with those of inserted and deleted rows and cells."""
    for paragraph in word.all_paragraphs(content.blocks, content.notes):
        yield from ((run, run.change) for run in paragraph.runs if run.change)
    for row in chain.from_iterable(map(_table_rows, (content.blocks, *content.notes.values()))):
        for change, cells in ((row.change, row.cells), *((cell.change, (cell,)) for cell in row.cells)):
            paragraphs = (paragraph for cell in cells for paragraph in word.paragraphs(cell.blocks))
            yield from ((run, change) for paragraph in paragraphs for run in paragraph.runs if change)


def _table_rows(blocks: tuple[word.Block, ...]) -> Iterator[word.Row]:
    """Yield the rows of tables, those of tables in cells included."""
    for block in blocks:
        for row in block.rows if isinstance(block, word.Table) else ():
            yield row
            yield from (inner for cell in row.cells for inner in _table_rows(cell.blocks))


def _find_marks(paragraphs: Sequence[Paragraph]) -> Iterator[_Tracked]:
    """Yield the marks that were inserted or deleted, at the letters that these divided or joined.

    What is divided has words on both sides that were there before, what is joined has some that remain. Otherwise the
    mark is that of the paragraph that is new or gone as a whole, and the one beside it was not changed.
    """
    is_piece = False  # whether there are such words before the mark, in this paragraph or those joined with it
    for index, paragraph in enumerate(paragraphs):
        mark = paragraph.change
        is_piece = _has_kept_words(paragraph, mark) or (
            is_piece and index > 0 and paragraphs[index - 1].change is not None
        )
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if mark is None:
            continue
        is_divided = is_piece and following is not None and _has_kept_words(following, mark)
        last, first = _last_letter(paragraph), _first_letter(following) if following else NOWHERE
        for letter in (last, first) if is_divided else (first,) if is_piece else (last,):
            if letter != NOWHERE:
                yield _Tracked(letter, letter + 1, mark, is_mark=is_divided)


def _has_kept_words(paragraph: Paragraph, mark: TrackedChange | None) -> bool:
    """Return whether a paragraph has words where the change of a mark is not made, or where it is made, if deleted."""
    kind = mark.kind if mark else "insertion"
    return any(run.text.strip() and not accept_reject.is_removed(run.change, kind) for run in paragraph.runs)


def _last_letter(paragraph: Paragraph) -> int:
    return next((origin for run in reversed(paragraph.runs) for origin in reversed(run.origins)), NOWHERE)


def _first_letter(paragraph: Paragraph) -> int:
    return next((origin for run in paragraph.runs for origin in run.origins), NOWHERE)
