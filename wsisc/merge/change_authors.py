"""A reviewed Word file, and what changed in it -> the changes with their authors.

The compared texts are of several versions and files, so a change is known by its words here, not by an address: it is
that of the tracked paragraphs with these words, or of tracked words within its own.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from wsisc.diff.change import PARAGRAPH_SIGN, Change, Verdict
from wsisc.merge import thresholds
from wsisc.messages import t
from wsisc.readers.word import accept_reject
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Paragraph, WordContent
from wsisc.text.words import one_line

_STRUCK_REASON = t("words struck through count as deleted")
# Characters of a number before a title, the space included: "(xviii) " is the longest of the usual ones.
_LONGEST_NUMBER = 8
_LONGEST_NAMES = 500  # characters of all names together: the limit of `by` (schemas/submission.schema.json)


def find_authors(content: WordContent) -> list[str]:
    """Return the sorted names of the authors of tracked changes, those of formatting included."""
    authors = {
        name for each, _ in accept_reject.tracked_changes(content) for name in accept_reject.change_authors(each)
    }
    return sorted(authors | {each.author for each in content.formatting_changes})


def _table_rows(blocks: tuple[word.Block, ...]) -> Iterator[word.Row]:
    """Yield the rows of tables, those of tables in cells included."""
    for block in blocks:
        for row in block.rows if isinstance(block, word.Table) else ():
            yield row
            yield from (inner for cell in row.cells for inner in _table_rows(cell.blocks))


@dataclass(frozen=True)
class _TrackedParagraph:
    """A paragraph with tracked changes: its words before and after these, and the changes with their words."""

    before: str
    after: str
    changes: tuple[tuple[word.TrackedChange, str], ...]


def add_authors(content: WordContent, changes: Sequence[Change], names: Collection[str] = ()) -> list[Change]:
    """Return changes with author and date, as far as they were tracked; with `names`, only changes of these count.

    Changes of formatting show it in their words, and those of struck words say why these were removed.
    """
    tracked = [each for each in _tracked_paragraphs(content, names) if each.changes]
    runs = [run for paragraph in word.all_paragraphs(content.blocks, content.notes) for run in paragraph.runs]
    # struck through by hand, not by a tracked change
    struck = [words for run in runs if run.struck and not run.change and (words := run.text.strip())]
    signed = _add_all_authors(changes, tracked)
    return [_explain_struck(_show_formatting(change), struck) for change in signed]


def _add_all_authors(changes: Sequence[Change], tracked: Sequence[_TrackedParagraph]) -> Iterator[Change]:
    """Yield changes with their authors.

    Of equal changes, such as those of cells with the same numbers, each is that of one paragraph, in order. What a
    paragraph explains as a whole explains no other change that happens to have the same words.
    """
    by_ends = defaultdict[tuple[str, str], list[_TrackedParagraph]](list)
    for paragraph in tracked:
        by_ends[_last_words(paragraph.before, paragraph.after)].append(paragraph)
    amounts = Counter((change.old, change.new) for change in changes)
    explaining = {
        (old, new): [paragraph for paragraph in by_ends[_last_words(old, new)] if _explains(paragraph, old, new)]
        for old, new in amounts
    }
    known = {id(paragraph) for paragraphs in explaining.values() for paragraph in paragraphs}
    others = [paragraph for paragraph in tracked if id(paragraph) not in known]
    seen = Counter[tuple[str, str]]()
    for change in changes:
        words = (change.old, change.new)
        paragraphs = explaining[words]
        own = paragraphs[seen[words] : seen[words] + 1] if len(paragraphs) == amounts[words] else paragraphs
        seen[words] += 1
        yield _add_author(change, [*own, *others])


def _last_words(old: str, new: str) -> tuple[str, str]:
    """Return the last words of two texts, which a number before these does not change; "" of one without words."""
    return old.rpartition(" ")[2], new.rpartition(" ")[2]


def _explains(paragraph: _TrackedParagraph, old: str, new: str) -> bool:
    """Return whether a tracked paragraph has these words before and after."""
    versions = ((paragraph.before, old), (paragraph.after, new))
    return all(_is_numbered_text(whole, words) if words else not whole for whole, words in versions)


def _explain_struck(change: Change, struck: Sequence[str]) -> Change:
    """Return a change with its reason, if the removed words were only struck through."""
    is_struck = any(each in change.old and each not in change.new for each in struck)
    return replace(change, reason=_STRUCK_REASON) if is_struck and change.verdict == Verdict.CLEAN else change


def _show_formatting(change: Change) -> Change:
    old, new = change.formatted
    return replace(change, old=old, new=new) if old != new and change.old == change.new else change


def _tracked_paragraphs(content: WordContent, names: Collection[str]) -> Iterator[_TrackedParagraph]:
    """Yield paragraphs, rows and cells with tracked changes, and the paragraphs around tracked formatting."""
    restrict = partial(_restrict_to_names, names=names)
    for blocks in (content.blocks, *content.notes.values()):
        yield from _tracked_in_paragraphs(word.paragraphs(blocks), restrict)
        for row in _table_rows(blocks):
            for tracked, cells in ((row.change, row.cells), *((cell.change, (cell,)) for cell in row.cells)):
                if change := restrict(tracked):
                    text = accept_reject.cell_text(cells)
                    before, after = (text, "") if change.kind == "deletion" else ("", text)
                    yield _TrackedParagraph(before, after, ((change, text),))
    for each in content.formatting_changes:
        if each.summary and (not names or each.author in names):
            change = word.TrackedChange("formatting", each.author, each.date)
            yield _TrackedParagraph(each.paragraph, each.paragraph, ((change, each.words),))


def _restrict_to_names(change: word.TrackedChange | None, names: Collection[str]) -> word.TrackedChange | None:
    """Return a change by these people (by anyone if there are no names), None if it is someone else's."""
    if change is None or not names or change.author in names:
        return change
    is_inserted = change.inserted_by is not None and change.inserted_by in names
    return word.TrackedChange("insertion", change.inserted_by or "", change.date) if is_inserted else None


def _tracked_in_paragraphs(
    paragraphs: Iterator[Paragraph], restrict: Callable[[word.TrackedChange | None], word.TrackedChange | None]
) -> Iterator[_TrackedParagraph]:
    """Yield paragraphs with their tracked changes; one whose mark was changed also joined with the next."""
    kind = ""
    befores, afters, chain = list[str](), list[str](), list[tuple[word.TrackedChange, str]]()
    for paragraph in paragraphs:
        every = [*((run.change, run.text) for run in paragraph.runs), (paragraph.change, "")]
        changes = [(change, text) for each, text in every if (change := restrict(each))]
        before, after = (
            "".join(run.text for run in paragraph.runs if not accept_reject.is_removed(run.change, kind_removed))
            for kind_removed in ("insertion", "deletion")
        )
        yield _TrackedParagraph(one_line(before), one_line(after), tuple(changes))
        if not kind:
            befores, afters, chain = [], [], []
        befores, afters, chain = [*befores, before], [*afters, after], [*chain, *changes]
        if kind:
            whole = [one_line("".join(each)) for each in (befores, afters)]
            parts = [PARAGRAPH_SIGN.join(map(one_line, each)) for each in (befores, afters)]
            is_joined = kind == "deletion"
            for texts in (
                ((before, whole[1]), (parts[0], whole[1])) if is_joined else ((whole[0], after), (whole[0], parts[1]))
            ):
                yield _TrackedParagraph(one_line(texts[0]), one_line(texts[1]), tuple(chain))
        mark = restrict(paragraph.change)
        # what is split has words before, what is joined has some after: a paragraph that is new as a whole is no piece
        # of the next one, nor is one that is gone, and their authors did nothing to it
        pieces = befores if mark and mark.kind == "insertion" else afters
        kind = mark.kind if mark and any(map(one_line, pieces)) else ""


def _add_author(change: Change, tracked: Sequence[_TrackedParagraph]) -> Change:
    """Return a change with author and date: of paragraphs with its words, otherwise of tracked words within these."""
    found: list[tuple[word.TrackedChange, str]] = []
    is_tracked = False
    for each in tracked:
        is_new = bool(each.after) and bool(change.new) and _is_numbered_text(each.after, change.new)
        is_old = bool(each.before) and bool(change.old) and _is_numbered_text(each.before, change.old)
        if is_new or is_old:
            found += each.changes
            is_whole = (is_old or not change.old) and (is_new or not change.new)
            is_tracked = is_tracked or is_whole
    if not found:
        found = [pair for each in tracked for pair in each.changes if _is_within(change, *pair)]
        is_tracked = bool(found)
    if not found:
        return change
    names = ", ".join(dict.fromkeys(each.author for each, _ in found if each.author))[:_LONGEST_NAMES]
    return replace(change, author=names, date=max(each.date for each, _ in found), is_tracked=is_tracked)


def _is_numbered_text(whole: str, words: str) -> bool:
    """Return whether a paragraph has exactly these words, apart from a number before them."""
    return whole == words or (whole.endswith(" " + words) and len(whole) - len(words) <= _LONGEST_NUMBER)


def _is_within(change: Change, tracked_change: word.TrackedChange, text: str) -> bool:
    """Return whether tracked words are among the new words of a change, or the old ones, and not among the others."""
    words = one_line(text)
    if len(words) < thresholds.AUTHOR_CHARACTERS or tracked_change.kind == "formatting":
        return False
    has, lacks = (change.new, change.old) if tracked_change.kind == "insertion" else (change.old, change.new)
    return words in has and words not in lacks
