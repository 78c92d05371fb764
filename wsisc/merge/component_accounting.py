"""A merged file and all that it was merged from -> the words, links, notes and images that nothing accounts for.

The last check of a merge, apart from how it was made: what a reviewer put in is in the file, what a reviewer took out
is not, or it is reported. So a fault of the merge is an error, and not silence.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wsisc import model
from wsisc.diff import section_matching, tree
from wsisc.diff.change import Change
from wsisc.diff.versions import Sides
from wsisc.merge.components import count_link_letters, walk_nodes
from wsisc.model import Submission
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Paragraph, WordContent

type AccountKey = tuple[str, str]
"""A kind and a name: a word, the address of a link; footnotes and figures are counted alone."""

_WORD = re.compile(r"\w+")
_INVISIBLE = re.compile("[\xad\u200b\u200c\u200d\u2060]")
_TYPED_NUMBER = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s")
_REASON = "a fault of wsisc, nothing accounts for them: compare the file with the Word file, and please report it"
_PRINTED_FIELDS = ("title", "name", "caption")


@dataclass(frozen=True)
class MergeInputs:
    """What a merge is checked against: the three versions, and the Word files that came back and was sent out."""

    sides: Sides
    reviewed: WordContent | None = None
    sent: WordContent | None = None


def find_unaccounted(inputs: MergeInputs, merged: Submission, changes: Sequence[Change]) -> list[Change]:
    """Return what is in a merged file or not in it although nothing tells why, as refused changes."""
    base, ours = _count_printed(inputs.sides.base), _count_printed(inputs.sides.ours)
    now, delta, reported = _count_printed(merged), _reviewer_delta(inputs), _reported_words(changes)
    kept_notes, numbers = Counter(_words_of_remaining_notes(inputs.sides, changes)), _changed_numbers(inputs)
    markers = _list_markers(inputs.reviewed)
    lost: dict[str, list[str]] = {}
    kept: dict[str, list[str]] = {}
    for key in dict.fromkeys([*delta, *ours, *base, *now]):
        least = min(ours[key], base[key]) + delta[key]
        most = max(ours[key], base[key]) + delta[key]
        room = reported[key] + kept_notes[key] + numbers[key]
        if key[0] != "words":
            room = now[key] + most if _is_reported(key, changes) else 0
        if now[key] + room < least:
            lost.setdefault(key[0], []).append(key[1])
        elif now[key] - room - markers[key] > most:
            kept.setdefault(key[0], []).append(key[1])
    lost |= {"image": found} if (found := _unreported_images(inputs.sides, changes)) else {}
    return [*_make_changes("added", lost), *_make_changes("removed", kept)]


def _unreported_images(sides: Sides, changes: Sequence[Change]) -> list[str]:
    """Return what is seen of the images that came back otherwise, or anew, and that no change names."""
    images = sides.images
    known = {*images.base.values(), *images.ours.values()}
    other = [images.descriptions[name] for name, digest in images.theirs.items() if digest not in known]
    told = " ".join(f"{each.new} {each.proposal}" for each in changes if each.verdict != "clean")
    return [each for each in other if each not in told]


def _make_changes(action: str, names_by_kind: dict[str, list[str]]) -> Iterator[Change]:
    for kind, names in names_by_kind.items():
        text = " ".join(names)
        old, new = ("", text) if action == "added" else (text, "")
        remark = f"{kind} {action}: {text} ({_REASON})"
        yield Change(action, kind, (), old, new, None, "refused", remark=remark, reason=_REASON)


def _reviewer_delta(inputs: MergeInputs) -> Counter[AccountKey]:
    """Return how much more there is of what the reviewer left, less than 0 of what went; words as in the Word files."""
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
    """Return what a submission holds, as it is printed."""
    found: Counter[AccountKey] = Counter()
    names = tree.Names(submission.links)
    for _, text in model.rich_texts(submission):
        for node in walk_nodes(tree.parse(text, names)):
            found.update(_word_keys("".join(atom.text for atom in node.atoms)))
    for path, text in model.plain_texts(submission):
        found.update(_word_keys(text) if path[-1] in _PRINTED_FIELDS and path[0] != "contact" else ())
    for address, letters in count_link_letters(submission).items():
        found["link", address] += letters
    found["footnote", ""] = len(section_matching.referenced_footnotes(submission))
    found["figure", ""] = len(section_matching.placed_figures(submission))
    return found


def _word_keys(text: str) -> Iterator[AccountKey]:
    return (("words", each) for each in _WORD.findall(_INVISIBLE.sub("", text)))


def _count_words(content: WordContent) -> Counter[AccountKey]:
    """Return the words of a Word file and of the notes that it calls; those that are struck out are gone."""
    found: Counter[AccountKey] = Counter()
    for paragraph in word.paragraphs(content.blocks):
        found.update(_word_keys(_text_without_number(paragraph)))
        for run in paragraph.runs:
            for each in word.paragraphs(content.notes.get(run.note, ())) if run.note else ():
                found.update(_word_keys(_text_without_number(each)))
    return found


def _changed_numbers(inputs: MergeInputs) -> Counter[AccountKey]:
    """Return by how much the numbers before titles differ: a reviewer's own is a word, one of the call is none."""
    came, sent = ([*word.paragraphs(each.blocks)] if each else [] for each in (inputs.reviewed, inputs.sent))
    found, before = (
        Counter(
            key
            for each in paragraphs
            if each.outline
            for key in _word_keys((_TYPED_NUMBER.match(each.text) or [""])[0])
        )
        for paragraphs in (came, sent)
    )
    return (found - before) | (before - found)


def _list_markers(content: WordContent | None) -> Counter[AccountKey]:
    """Return the words that Word prints before items, which are words of a text where no list can be."""
    return Counter(
        key
        for blocks in ((content.blocks, *content.notes.values()) if content else ())
        for each in word.paragraphs(blocks)
        if each.numbering and not each.outline
        for key in _word_keys(each.numbering.marker)
    )


def _text_without_number(paragraph: Paragraph) -> str:
    """Return the words of a paragraph, without the number before a title, see `_numbers`."""
    text = "".join(run.text for run in paragraph.runs if not run.struck)
    return _TYPED_NUMBER.sub("", text) if paragraph.outline else text


def _reported_words(changes: Sequence[Change]) -> Counter[AccountKey]:
    """Return the words of the changes that were reported and not made."""
    found: Counter[AccountKey] = Counter()
    for change in changes:
        if change.verdict != "clean":
            texts = (change.old, change.new, change.proposal)
            found.update(Counter(_word_keys(texts[0])) | Counter(_word_keys(texts[1])) | Counter(_word_keys(texts[2])))
    return found


def _words_of_remaining_notes(sides: Sides, changes: Sequence[Change]) -> Iterator[AccountKey]:
    """Yield the words of the notes that the reviewer removed with the words that call them, where that was not made."""
    left = [" ".join(each.old.split()) for each in changes if each.verdict != "clean" and each.old]
    gone = sides.base.footnotes.keys() - sides.notes_to_theirs.keys()
    for _, text in model.rich_texts(sides.base) if left and gone else ():
        for node in walk_nodes(tree.parse(text, sides.base_names)):
            calls = [atom.name for atom in node.atoms if atom.name in gone]
            if calls and any(node.words in each for each in left):
                for name in calls:
                    yield from _word_keys(sides.base.footnotes[name])


def _is_reported(key: AccountKey, changes: Sequence[Change]) -> bool:
    """Tell whether something that is no word is within a change that was reported and not made."""
    left = [change for change in changes if change.verdict != "clean"]
    if key[0] == "link":
        return any(key[1] in f"{each.new} {each.proposal} {each.remark} {each.formatted}" or each.old for each in left)
    return bool(left)
