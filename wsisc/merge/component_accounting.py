"""A merged file and all that it was merged from -> the words, links, footnotes and images that are unaccounted for.

The last check of a merge, independent of how it works: what a reviewer added is in the file, what a reviewer removed is
not, or it is reported. So a bug of the merge is an error, not a silent loss.

What only the author changed is reported too, as passages. Either the author changed them after the file was sent, or
another version was sent than the merge assumes. A merge cannot know, and changes nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from wsisc.diff import printed_content, word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, TextEdit, Verdict
from wsisc.diff.printed_content import AccountKey, word_keys
from wsisc.diff.sides import Sides
from wsisc.merge import common_changes
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Paragraph, WordContent
from wsisc.source.model import Submission
from wsisc.text.shared import group_values

# A number before a title or an item; one of three digits is a word of the text, such as a year would be.
_TYPED_NUMBER = re.compile(r"^\s*\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]+)[.)]\s")
_REASON = t("they could not be placed: compare the file with the Word file")
_REASON_OF_CALL = t("they repeat words of the cover or of a prompt, which the call defines")


@dataclass(frozen=True)
class MergeInputs:
    """What a merge is checked against: the three versions, and the reviewed and the sent Word file, if known."""

    sides: Sides
    reviewed: WordContent | None = None
    sent: WordContent | None = None


class _Unaccounted(NamedTuple):
    """What is missing from a merged file, and what is in it, for no known reason."""

    lost: list[AccountKey]
    surplus: list[AccountKey]


def find_unaccounted(inputs: MergeInputs, merged: Submission, changes: Sequence[Change]) -> list[Change]:
    """Return what is in a merged file, or missing from it, for no known reason, as refused changes.

    Each word must occur at least as often as in the smaller, and at most as often as in the larger count of base and
    ours, plus what the reviewer added, with a tolerance for what was reported. What author and reviewer both did is
    done once, also where a count hides it: the author has the words in another place.
    """
    base, ours, now = map(printed_content.count_all, (inputs.sides.base, inputs.sides.ours, merged))
    reviewed, numbers, markers = _count_file(inputs.reviewed)
    sent, sent_numbers, _ = _count_file(inputs.sent)
    delta = _reviewer_delta(inputs, reviewed, sent)
    explained = _reported_words(changes) + ((numbers - sent_numbers) | (sent_numbers - numbers))
    explained.update(_words_of_remaining_notes(inputs.sides, changes))

    def compare_counts(both_removed: Counter[AccountKey], both_added: Counter[AccountKey]) -> _Unaccounted:
        lost, surplus = list[AccountKey](), list[AccountKey]()
        for key in dict.fromkeys([*delta, *ours, *base, *now]):
            least = min(ours[key] - both_added[key], base[key]) + delta[key]
            most = max(ours[key] + both_removed[key], base[key]) + delta[key]
            tolerance = explained[key]
            if key[0] != "words":
                tolerance = now[key] + most if _is_reported(key, changes) else 0
            if now[key] + tolerance < least:
                lost.append(key)
            elif now[key] - tolerance - markers[key] > most:
                surplus.append(key)
        return _Unaccounted(lost, surplus)

    lost, surplus = compare_counts(Counter(), Counter())
    if lost or surplus:  # their places are only needed if counts alone do not explain them, and finding them is slow
        lost, surplus = compare_counts(*common_changes.count_common(inputs.sides))
    lost += [("image", each) for each in _unreported_images(inputs.sides, changes)]
    repeated = [key for key in lost if key[0] == "words" and sent[key] > base[key]]
    lost = [key for key in lost if key not in repeated]
    return [
        *_make_changes(ChangeAction.ADDED, repeated, _REASON_OF_CALL),
        *_make_changes(ChangeAction.ADDED, lost, _REASON),
        *_make_changes(ChangeAction.REMOVED, surplus, _REASON),
    ]


def _unreported_images(sides: Sides, changes: Sequence[Change]) -> list[str]:
    """Return the descriptions of replaced and new images that no change reports."""
    images = sides.images
    known = {*images.base.values(), *images.ours.values()}
    other = [images.descriptions[name] for name, digest in images.theirs.items() if digest not in known]
    reported = " ".join(f"{each.new} {each.proposal}" for each in changes if each.verdict != Verdict.CLEAN)
    return [each for each in other if each not in reported]


def _make_changes(action: ChangeAction, keys: Sequence[AccountKey], reason: str) -> Iterator[Change]:
    for kind, names in group_values(keys).items():
        text = " ".join(names)
        old, new = ("", text) if action == ChangeAction.ADDED else (text, "")
        change = Change(
            action=action,
            kind=ChangeKind.COMPONENT,
            label=kind,
            old=old,
            new=new,
            verdict=Verdict.REFUSED,
            reason=reason,
        )
        words = t("{text} ({reason})", text=text, reason=reason)
        yield replace(change, remark=t("{kind}: {text}", kind=change.description, text=words))


def _reviewer_delta(
    inputs: MergeInputs, reviewed: Counter[AccountKey], sent: Counter[AccountKey]
) -> Counter[AccountKey]:
    """Count what the reviewer added, negative for what was removed; words are counted in the Word files, if known."""
    sides = inputs.sides
    found = printed_content.count_all(sides.theirs)
    found.subtract(printed_content.count_all(sides.reread_base or sides.base))
    if inputs.reviewed and inputs.sent:
        for key in [key for key in found if key[0] == "words"]:
            del found[key]
        found.update(reviewed)
        found.subtract(sent)
    return found


def _count_file(content: WordContent | None) -> tuple[Counter[AccountKey], ...]:
    """Count the words of a Word file: of its text, of the numbers before titles and items, and of the markers of items.

    Typed numbers may be words of a title or paragraph, or the number of an item; those of the call are none. Markers
    become words where no list can be. The text includes the notes that it references, without struck words.
    """
    text, numbers, markers = Counter[AccountKey](), Counter[AccountKey](), Counter[AccountKey]()
    body = tuple(word.paragraphs(content.blocks)) if content else ()
    notes = {id: tuple(word.paragraphs(blocks)) for id, blocks in content.notes.items()} if content else {}
    referenced = [each for paragraph in body for run in paragraph.runs for each in notes.get(run.note, ())]
    for paragraph in (*body, *referenced):
        text.update(word_keys(_text_without_number(paragraph)))
        number = _TYPED_NUMBER.match(paragraph.text)
        numbers.update(word_keys(number[0]) if number else ())
    for paragraph in (*body, *(each for blocks in notes.values() for each in blocks)):
        if paragraph.numbering and not paragraph.outline:
            markers.update(word_keys(paragraph.numbering.marker))
    return text, numbers, markers


def _text_without_number(paragraph: Paragraph) -> str:
    """Return the words of a paragraph, without the number before it, which is counted separately."""
    return _TYPED_NUMBER.sub("", "".join(run.text for run in paragraph.runs if not run.struck))


def _reported_words(changes: Sequence[Change]) -> Counter[AccountKey]:
    """Count the words of the changes that were reported and not applied."""
    found = Counter[AccountKey]()
    for change in changes:
        if change.verdict != Verdict.CLEAN:
            old, new, proposal = (Counter(word_keys(each)) for each in (change.old, change.new, change.proposal))
            found.update(old | new | proposal)
    return found


def _words_of_remaining_notes(sides: Sides, changes: Sequence[Change]) -> Iterator[AccountKey]:
    """Yield the words of footnotes that the reviewer removed with their references, if that was not applied."""
    open_changes = [each for each in changes if each.verdict != Verdict.CLEAN and each.old]
    unapplied = [" ".join(text.split()) for each in open_changes for text in (each.old, *_edited_words(each))]
    for words, note in sides.removed_notes if unapplied else ():
        if any(words in each for each in unapplied):
            yield from word_keys(note)


def _is_reported(key: AccountKey, changes: Sequence[Change]) -> bool:
    """Return whether a reported change may explain a link, a footnote or a figure; only links name themselves."""
    reported = [change for change in changes if change.verdict != Verdict.CLEAN]
    if key[0] == "link":
        texts = (f"{each.new} {each.proposal} {each.remark} {each.formatted}" for each in reported)
        return any(each.old for each in reported) or any(key[1] in each for each in texts)
    return bool(reported)


def find_unreported(sides: Sides, changes: Sequence[Change]) -> tuple[int, list[tuple[DataPath, str]]]:
    """Return how many passages differ that no change reports, and the paths and words of those in the file."""
    base, theirs, ours = ([*printed_content.passages(each)] for each in (sides.base, sides.theirs, sides.ours))
    sent, reviewed, own = (Counter(words for _, words in each) for each in (base, theirs, ours))
    reported = Counter(" ".join(text.split()) for each in changes for text in (each.quote, each.old, each.new))
    reported.update(words for each in changes if each.is_merged for words in _edited_words(each))
    missing = (sent & reviewed) - own - reported
    new = own - sent - reviewed - reported
    quotes = [each.quote for each in changes if each.is_merged]
    places = [(path, words) for path, words in ours if new[words] and not any(words in quote for quote in quotes)]
    return max(missing.total(), len(places)), list(dict.fromkeys(places))


def _edited_words(change: Change) -> Iterator[str]:
    """Yield the words of the paragraphs that a change edits, before and after the review."""
    yield from filter(None, change.passage)
    if isinstance(change.edit, TextEdit):
        for node in (change.edit.base, change.edit.node):
            yield from (each.words for each in word_tree.walk(node) if each.atoms) if node else ()
