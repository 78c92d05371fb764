"""A merged file and all that it was merged from -> the words, links, footnotes and images that are unaccounted for.

The last check of a merge, independent of how it works: what a reviewer added is in the file, what a reviewer removed is
not, or it is reported. So a bug of the merge is an error, not a silent loss.

What only the author changed is reported too, as passages. Either the author changed them after the file was sent, or
another version was sent than the merge assumes. A merge cannot know, and changes nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.diff import section_matching, tree
from wsisc.diff.change import Change
from wsisc.diff.versions import Sides
from wsisc.merge.components import count_link_letters
from wsisc.model import Submission
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Paragraph, WordContent

type AccountKey = tuple[str, str]
"""A kind and a name: a word, or the address of a link; footnotes and figures have the name ""."""

_WORD = re.compile(r"\w+")
_INVISIBLE = re.compile("[\xad\u200b\u200c\u200d\u2060]")
_TYPED_NUMBER = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s")
"""A number before a title; one of three digits is a word of the title, such as a year would be."""
_REASON = "a bug in wsisc, they are not accounted for: compare the file with the Word file, and please report it"
_PRINTED_FIELDS = ("title", "name", "caption", "alt")
"""Keys of plain texts that are in the document; those of the contact are not."""


@dataclass(frozen=True)
class MergeInputs:
    """What a merge is checked against: the three versions, and the reviewed and the sent Word file, if known."""

    sides: Sides
    reviewed: WordContent | None = None
    sent: WordContent | None = None


def find_unaccounted(inputs: MergeInputs, merged: Submission, changes: Sequence[Change]) -> list[Change]:
    """Return what is in a merged file, or missing from it, for no known reason, as refused changes.

    Each word must occur at least as often as in the smaller, and at most as often as in the larger count of base and
    ours, plus what the reviewer added, with a tolerance for what was reported.
    """
    base, ours = _count_printed(inputs.sides.base), _count_printed(inputs.sides.ours)
    now, delta, markers = _count_printed(merged), _reviewer_delta(inputs), _list_markers(inputs.reviewed)
    explained = _reported_words(changes) + _changed_numbers(inputs)
    explained.update(_words_of_remaining_notes(inputs.sides, changes))
    lost: dict[str, list[str]] = {}
    surplus: dict[str, list[str]] = {}
    for key in dict.fromkeys([*delta, *ours, *base, *now]):
        least = min(ours[key], base[key]) + delta[key]
        most = max(ours[key], base[key]) + delta[key]
        tolerance = explained[key]
        if key[0] != "words":
            tolerance = now[key] + most if _is_reported(key, changes) else 0
        if now[key] + tolerance < least:
            lost.setdefault(key[0], []).append(key[1])
        elif now[key] - tolerance - markers[key] > most:
            surplus.setdefault(key[0], []).append(key[1])
    if images := _unreported_images(inputs.sides, changes):
        lost["image"] = images
    return [*_make_changes("added", lost), *_make_changes("removed", surplus)]


def _unreported_images(sides: Sides, changes: Sequence[Change]) -> list[str]:
    """Return the descriptions of replaced and new images that no change reports."""
    images = sides.images
    known = {*images.base.values(), *images.ours.values()}
    other = [images.descriptions[name] for name, digest in images.theirs.items() if digest not in known]
    reported = " ".join(f"{each.new} {each.proposal}" for each in changes if each.verdict != "clean")
    return [each for each in other if each not in reported]


def _make_changes(action: str, names_by_kind: dict[str, list[str]]) -> Iterator[Change]:
    for kind, names in names_by_kind.items():
        text = " ".join(names)
        old, new = ("", text) if action == "added" else (text, "")
        remark = f"{kind} {action}: {text} ({_REASON})"
        yield Change(action, kind, (), old, new, None, "refused", remark=remark, reason=_REASON)


def _reviewer_delta(inputs: MergeInputs) -> Counter[AccountKey]:
    """Count what the reviewer added, negative for what was removed; words are counted in the Word files, if known."""
    sides = inputs.sides
    found = _count_printed(sides.theirs)
    found.subtract(_count_printed(sides.reread_base or sides.base))
    if inputs.reviewed and inputs.sent:
        for key in [key for key in found if key[0] == "words"]:
            del found[key]
        found.update(_count_words(inputs.reviewed))
        found.subtract(_count_words(inputs.sent))
    return found


def _count_printed(submission: Submission) -> Counter[AccountKey]:
    """Count the words, links, footnotes and figures of a submission that are printed."""
    printed = (words for path, words in _passages(submission) if path[-1] != "alt")
    found = Counter(key for words in printed for key in _word_keys(words))
    for address, letters in count_link_letters(submission).items():
        found["link", address] += letters
    found["footnote", ""] = len(section_matching.referenced_footnotes(submission))
    found["figure", ""] = len(section_matching.placed_figures(submission))
    return found


def _word_keys(text: str) -> Iterator[AccountKey]:
    return (("words", each) for each in _WORD.findall(_INVISIBLE.sub("", text)))


def _count_words(content: WordContent) -> Counter[AccountKey]:
    """Count the words of a Word file and of the notes that it references, without struck ones."""
    found: Counter[AccountKey] = Counter()
    for paragraph in word.paragraphs(content.blocks):
        found.update(_word_keys(_text_without_number(paragraph)))
        for run in paragraph.runs:
            for each in word.paragraphs(content.notes.get(run.note, ())) if run.note else ():
                found.update(_word_keys(_text_without_number(each)))
    return found


def _changed_numbers(inputs: MergeInputs) -> Counter[AccountKey]:
    """Count the numbers before titles that differ: typed ones may be words of a title, those of the call are none."""
    now, before = (
        Counter(
            key
            for each in paragraphs
            if each.outline
            for key in _word_keys((_TYPED_NUMBER.match(each.text) or [""])[0])
        )
        for paragraphs in (word.paragraphs(each.blocks) if each else () for each in (inputs.reviewed, inputs.sent))
    )
    return (now - before) | (before - now)


def _list_markers(content: WordContent | None) -> Counter[AccountKey]:
    """Count the words that Word prints before items: they become words of a text where no list can be."""
    return Counter(
        key
        for each in (word.all_paragraphs(content.blocks, content.notes) if content else ())
        if each.numbering and not each.outline
        for key in _word_keys(each.numbering.marker)
    )


def _text_without_number(paragraph: Paragraph) -> str:
    """Return the words of a paragraph, without the number before a title, which `_changed_numbers` counts."""
    text = "".join(run.text for run in paragraph.runs if not run.struck)
    return _TYPED_NUMBER.sub("", text) if paragraph.outline else text


def _reported_words(changes: Sequence[Change]) -> Counter[AccountKey]:
    """Count the words of the changes that were reported and not applied."""
    found: Counter[AccountKey] = Counter()
    for change in changes:
        if change.verdict != "clean":
            old, new, proposal = (Counter(_word_keys(each)) for each in (change.old, change.new, change.proposal))
            found.update(old | new | proposal)
    return found


def _words_of_remaining_notes(sides: Sides, changes: Sequence[Change]) -> Iterator[AccountKey]:
    """Yield the words of footnotes that the reviewer removed with their references, if that was not applied."""
    unapplied = [" ".join(each.old.split()) for each in changes if each.verdict != "clean" and each.old]
    removed = sides.base.footnotes.keys() - sides.notes_to_theirs.keys()
    for _, text in tree.parse_texts(sides.base) if unapplied and removed else ():
        for node in tree.walk(text):
            references = [atom.name for atom in node.atoms if atom.name in removed]
            if references and any(node.words in each for each in unapplied):
                for name in references:
                    yield from _word_keys(sides.base.footnotes[name])


def _is_reported(key: AccountKey, changes: Sequence[Change]) -> bool:
    """Return whether a reported change may explain a link, a footnote or a figure; only links name themselves."""
    reported = [change for change in changes if change.verdict != "clean"]
    if key[0] == "link":
        texts = (f"{each.new} {each.proposal} {each.remark} {each.formatted}" for each in reported)
        return any(each.old for each in reported) or any(key[1] in each for each in texts)
    return bool(reported)


def find_unreported(sides: Sides, changes: Sequence[Change]) -> tuple[int, list[DataPath]]:
    """Return how many passages differ that no change reports, and the paths of those that are in the file."""
    base, theirs, ours = ([*_passages(each)] for each in (sides.base, sides.theirs, sides.ours))
    sent, reviewed, own = (Counter(words for _, words in each) for each in (base, theirs, ours))
    reported = Counter(" ".join(text.split()) for each in changes for text in (each.quote, each.old, each.new))
    missing = (sent & reviewed) - own - reported
    new = own - sent - reviewed - reported
    paths = [path for path, words in ours if new[words]]
    return max(missing.total(), new.total()), list(dict.fromkeys(paths))


def _passages(submission: Submission) -> Iterator[tuple[DataPath, str]]:
    """Yield the words of the paragraphs, cells and titles of a submission, with the paths of their texts."""
    for path, root in tree.parse_texts(submission):
        for node in tree.walk(root):
            words = " ".join("".join(atom.text for atom in node.atoms).split())
            if words:
                yield path, words
    for path, text in model.plain_texts(submission):
        if text and path[-1] in _PRINTED_FIELDS and path[0] != "contact":
            yield path, " ".join(text.split())
