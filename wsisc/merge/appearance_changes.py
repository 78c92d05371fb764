"""How the words of a reviewed Word file look, and of what was sent out -> what a reviewer set that no submission holds.

A highlight is how many people comment; hidden words, and words in the colour of the page, are not seen at all. What a
program writes anew when it saves a file is no change: only what runs set beyond their styles is compared.
"""

import re
from collections import Counter
from collections.abc import Iterator

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.diff import tree
from wsisc.diff.change import HARD_TO_SEE, IN_REVERSE, Change
from wsisc.diff.versions import Sides
from wsisc.merge.components import ImportedWordFile
from wsisc.merge.excerpts import excerpt
from wsisc.model import Submission
from wsisc.readers.word import content as word
from wsisc.readers.word import perceptible_items, visibility
from wsisc.readers.word.content import ComponentKind, FormattingChange, Look, Paragraph, WordContent
from wsisc.readers.word.out_of_flow import HIDDEN_ROW, HIDDEN_TEXT, UNHIDDEN_ROW, UNHIDDEN_TEXT

_PROPERTY_NAMES = {
    "highlight": "highlight",
    "fill": "highlight",
    "color": "colour",
    "u": "underline",
    "sz": "size of letters",
}
_DEFAULTS = {"color=auto", "color=000000", "fill=auto", "fill=ffffff", "highlight=none", "u=none"}
_LINK_PROPERTIES = ("color=", "u=")
_ALIGNMENTS = {"": "start", "left": "start", "right": "end", "distribute": "both"}
_HIDDEN_REASON = "hidden in the Word file; the file keeps them"
_NO_PLACE_REASON = "a submission has no place for it"
_WORD = re.compile(r"\w+")


def find_sent_hidden_words(content: WordContent, sent: WordContent | None) -> frozenset[str]:
    """Return those hidden words of a reviewed file that were sent out, and that it shows nowhere."""
    missing = _count_words(sent) - _count_words(content) if sent else Counter()
    found = set()
    for each in content.asides:
        words = Counter(_WORD.findall(each.text)) if each.kind in (HIDDEN_TEXT, HIDDEN_ROW) else Counter[str]()
        if words and words <= missing:
            missing -= words
            found.add(each.text)
    return frozenset(found)


def _count_words(content: WordContent) -> Counter[str]:
    blocks = (content.blocks, *content.notes.values())
    return Counter(found for held in blocks for each in word.paragraphs(held) for found in _WORD.findall(each.text))


def find_changes(reviewed: ImportedWordFile, sent: WordContent | None, sides: Sides) -> Iterator[Change]:
    """Yield the words that the reviewer hid, made hard to see, or formatted as no submission holds it."""
    for aside in reviewed.content.asides:
        if aside.kind in (UNHIDDEN_TEXT, UNHIDDEN_ROW):
            remark = f"hidden in the Word file: {aside.text}"
            place = _find_place(reviewed.submission, sides, aside.text, ())
            kind, what = aside.kind.split()
            yield Change(
                what, kind, place, aside.text, "", None, "refused", aside.text, reason=_HIDDEN_REASON, remark=remark
            )
    known = Counter((each.words, each.own, each.unseen) for each in sent.looks) if sent else Counter()
    links = [_normalize_spaces(each.text) for each in reviewed.content.components if each.kind == ComponentKind.LINK]
    for look in reviewed.content.looks:
        words = _normalize_spaces(look.words)
        if not words or known[look.words, look.own, look.unseen] > 0:
            known[look.words, look.own, look.unseen] -= 1
            continue
        place = _find_place(reviewed.submission, sides, words, _place_of_heading(look.heading, reviewed))
        change = _change_of_look(look, words, place, any(words in each for each in links))
        if change is not None:
            yield _add_author(change, words, reviewed.content.formatting_changes)


def _change_of_look(look: Look, words: str, place: DataPath, is_link: bool) -> Change | None:
    """Return what is told of the look of words, None where that is nothing."""
    what = f'"{excerpt(words)}"'
    if look.unseen and look.unseen != visibility.HIDDEN:
        if not any(each.isalnum() for each in words):
            return None
        kind, reason = (IN_REVERSE, "") if look.unseen == visibility.REVERSED else (HARD_TO_SEE, look.unseen)
        remark = f"{kind.rstrip(':')}{f' ({reason})' if reason else ''}: {words}"
        return Change(what, kind, place, "", "", None, "refused", words, reason=reason, remark=remark)
    own = [
        each
        for each in look.own.split()
        if each not in _DEFAULTS and not (is_link and each.startswith(_LINK_PROPERTIES))
    ]
    names = dict.fromkeys(_PROPERTY_NAMES[name] for each in own if (name := each.partition("=")[0]) in _PROPERTY_NAMES)
    if not names or look.unseen:
        return None
    kind = ", ".join(names)
    remark = f"formatting not taken: {kind} on: {words}"
    return Change(f"on {what}", kind, place, "", "", None, "refused", words, reason=_NO_PLACE_REASON, remark=remark)


def _add_author(change: Change, words: str, formatting: tuple[FormattingChange, ...]) -> Change:
    """Return a change of formatting with who made it, where Word has kept track of that."""
    found = next((each for each in formatting if each.words and _normalize_spaces(each.words) in words), None)
    return change.with_author(found.author, found.date) if found else change


def _place_of_heading(heading: int, reviewed: ImportedWordFile) -> DataPath:
    """Return where in the reviewed submission words under a heading of a number belong, () where nothing tells."""
    number = 0
    for block, place in zip(reviewed.content.blocks, reviewed.places, strict=True):
        number += sum(perceptible_items.is_heading(each) for each in word.paragraphs((block,)))
        if number == heading > 0:
            return place
    return ()


def _find_place(theirs: Submission, sides: Sides, words: str, near: DataPath) -> DataPath:
    """Return the path of the text of the file in which words of the reviewed one stand, as far as there is one."""
    own, others = ([*_paths_with_words(each, words)] for each in (sides.ours, theirs))
    if len(own) == 1 and len(others) == 1:
        return own[0]
    found = sides.nearest_to_theirs(near or (others[0][:-1] if len(others) == 1 else ()))
    holder = sides.parts_and_sections[2].get(found)
    return (*found, "text") if holder and holder.text else found


def _paths_with_words(submission: Submission, words: str) -> Iterator[DataPath]:
    letters, names = _letters_and_digits(words), tree.Names(submission.links)
    for path, text in model.rich_texts(submission):
        if letters and letters in _letters_and_digits(tree.parse(text, names).words):
            yield path


def describe_layout_changes(content: WordContent, sent: WordContent | None) -> list[str]:
    """Return what of alignment and properties is otherwise than it was sent out, of which nothing is taken."""
    if sent is None:
        return []
    was = {each.text: _alignment(each) for each in word.paragraphs(sent.blocks)}
    moved = [
        each for each in word.paragraphs(content.blocks) if _alignment(each) != was.get(each.text, _alignment(each))
    ]
    found = [
        f'alignment "{_alignment(each)}" of "{excerpt(_normalize_spaces(each.text))}"'
        for each in moved
        if each.text.strip()
    ]
    now, before = (perceptible_items.properties(each) for each in (content, sent))
    return found + [f'property {name}: "{text}"' for name, text in now.items() if text != before.get(name)]


def _alignment(paragraph: Paragraph) -> str:
    return _ALIGNMENTS.get(paragraph.align, paragraph.align)


def _normalize_spaces(text: str) -> str:
    return " ".join(text.split())


def _letters_and_digits(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
