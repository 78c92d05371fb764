"""A paragraph that begins with a label -> the start of the part that it names, if it is a label and nothing else."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from wsisc.importer import thresholds
from wsisc.importer.account.report import Reason
from wsisc.importer.parts import heading_meanings, part_headings
from wsisc.importer.parts import part_prompts as prompts
from wsisc.importer.parts.heading_index import HeadingIndex, neighbour, remove_letter_spacing
from wsisc.importer.parts.part_headings import PartHeading, PartIds, PartStart
from wsisc.importer.parts.part_labels import Label, LabelKind, LabelScheme, parse_label
from wsisc.readers.word.content import Paragraph
from wsisc.text.words import fold

_SIGNS = " \t\n\xa0:.,;)-–—|"
_DEEPER_NUMBER = re.compile(r"\.\d")  # "Section II.01" is within Section II
_SEPARATOR = re.compile(r"[:.\-–—\n)]\s*$")


class LabelUse(NamedTuple):
    """Which labels count the parts of a call in a file: the kinds that do, and the numbers that words have."""

    kinds: frozenset[LabelKind]
    numbers_in_words: frozenset[int] = frozenset()


def find_label_use(index: HeadingIndex, scheme: LabelScheme, indexes: Sequence[int]) -> LabelUse:
    """Return which labels count the parts of a call in a file.

    "Part One" always does. Other words, and numbers alone, do only where no heading has such words, and where they
    count all that the call has, and nothing else: many reports have sections 1 to 7 of their own. Other words also
    count lines of a list ("Item 1") and quarters of a year ("Q1"): all must have more than another label below.
    """
    labels = {at: label for at in indexes if (label := index.label(at)) and _is_by_itself(index, at, label)}
    numbers = {kind: [label.number for label in labels.values() if label.kind == kind] for kind in LabelKind}
    others = [at for at, label in labels.items() if label.kind == LabelKind.OTHER_WORD]
    are_starts = all(_is_above_text(index, at, others) for at in others)
    kinds = scheme.kinds if are_starts else scheme.kinds - {LabelKind.OTHER_WORD}
    in_words = frozenset(number for kind in kinds for number in numbers[kind] if number in scheme.numbers)
    if in_words:
        return LabelUse(kinds, in_words)
    counted = frozenset(numbers[LabelKind.OTHER_WORD])
    if len(counted) > 1 and counted <= scheme.numbers.keys() and are_starts:
        return LabelUse(kinds | {LabelKind.OTHER_WORD}, counted)
    by_number = {at: label for at, label in labels.items() if label.kind == LabelKind.NUMBER}
    is_counted = bool(scheme.letters) and _count_all_parts(by_number.values(), scheme)
    is_counted = is_counted and not any(heading_meanings.is_outside(index.title(at)) for at in by_number)
    return LabelUse(kinds | {LabelKind.NUMBER} if is_counted else kinds)


def _is_above_text(index: HeadingIndex, at: int, others: Sequence[int]) -> bool:
    """Return whether a text is below a label, or below a heading anything but one more label of `others`."""
    if index.has_text_below(at):
        return True
    following = neighbour(index.blocks, at)
    return index.kind(at) is not None and not any(following is index.blocks[other] for other in others)


def _is_by_itself(index: HeadingIndex, at: int, label: Label) -> bool:
    return index.kind(at) is not None or len(index.paragraph(at).text.strip(_SIGNS)) <= label.end


def _count_all_parts(labels: Collection[Label], scheme: LabelScheme) -> bool:
    """Return whether numbers alone count all parts of a call once, and nothing else: 1, 2, 3(a) and 3(b)."""
    paths = [(label.number, label.letter) for label in labels]
    named = [scheme.find_part(label, ()) for label in labels]
    # Such as 1a, where the call has no parts within Part One.
    has_others = any(len(ids) < 2 for label, ids in zip(labels, named, strict=True) if label.letter)
    inner = {ids for children in scheme.letters.values() for ids in children.values()}
    is_once = len(paths) == len(set(paths)) and {number for number, _ in paths} == set(scheme.numbers)
    return is_once and not has_others and inner <= set(named)


def start_by_label(index: HeadingIndex, at: int, heading: PartHeading, label: Label) -> PartStart | None:
    """Return the start of a part by its label, with its prompt, a piece of it, or other words after it.

    None if what is after it says that it is no label: "Part One of the report says ...".
    """
    text = part_headings.printed_text(index.paragraph(at))
    end = label.end if len(heading.ids) > 1 or not label.letter else label.number_end
    if _DEEPER_NUMBER.match(text, end):
        return None
    rest = text[end:].lstrip(_SIGNS).rstrip()
    is_word = label.kind <= LabelKind.OTHER_WORD
    start = PartStart(
        heading.ids,
        1 + prompts.count_prompt_blocks(index, at, heading),
        title_offset=offset_in_text(index, at, len(text.rstrip()) - len(rest)),
        confidence=_confidence(label.kind),
        reason=Reason.LABEL if label.number else Reason.LABEL_IN_CONTEXT,
        language=label.language,
    )
    is_heading = index.kind(at) is not None
    title = remove_letter_spacing(index.paragraph(at).text[start.title_offset :].strip())
    if not fold(title) or is_beginning_of_prompt(title, heading):
        return start
    if prompts.edits_prompt(fold(title), heading.prompt):
        return start
    if is_heading and prompts.abridges_prompt(fold(title), heading.prompt):
        return start
    is_line = is_heading or (label.kind == LabelKind.NUMBER and index.is_line(at))
    is_separated = is_word and bool(_SEPARATOR.search(text[: len(text.rstrip()) - len(rest)]))
    is_title = is_separated and len(fold(title).split()) <= thresholds.LABELLED_TITLE_WORDS
    if is_line or (is_title and not _is_listed(index, at, label)):
        return replace(start, own_title=title)
    return None


def _confidence(kind: LabelKind) -> float:
    words = {LabelKind.WORD: thresholds.LABEL_WORD, LabelKind.OTHER_WORD: thresholds.OTHER_LABEL_WORD}
    return words.get(kind, thresholds.LABEL_SIGN)


def _is_listed(index: HeadingIndex, at: int, label: Label) -> bool:
    """Return whether a labelled line with a title is directly above or below another one: they list something's parts.

    "Part 1: Fundamentals" to "Part 4: Transitional Features" in a foreword are those of a standard.
    """
    for step in (-1, 1):
        beside = neighbour(index.blocks, at, step)
        text = part_headings.printed_text(beside) if isinstance(beside, Paragraph) else ""
        other = parse_label(text)
        if other and other.kind == label.kind and other.number != label.number and text[other.end :].strip(_SIGNS):
            return True
    return False


def is_beginning_of_prompt(text: str, heading: PartHeading) -> bool:
    """Return whether two or more words are the first ones of a prompt, nearly at least: "Executive summary"."""
    folded = fold(text)
    is_exact = " " in folded and prompts.begins_prompt(folded, heading.prompt)
    return is_exact or prompts.cut_similarity(folded, heading) >= thresholds.CUT_SIMILARITY


def offset_in_text(index: HeadingIndex, at: int, offset: int) -> int:
    """Return an offset in a paragraph with its number as one in its text."""
    block = index.paragraph(at)
    return max(offset - (len(part_headings.printed_text(block)) - len(block.text)), 0)


def is_usable_letter(index: HeadingIndex, at: int, ids: PartIds, starts: Mapping[int, PartStart]) -> bool:
    """Return whether a letter alone names a part within the part that is open, and not a section of a contributor.

    It must be a heading like that of the neighbouring part, or without one the highest within the open part.
    """
    kind, within = index.kind(at), ids[:-1]
    opened = [(begin, start) for begin, start in starts.items() if start.ids[: len(within)] == within]
    beside = [(begin, start) for begin, start in opened if len(start.ids) == len(ids)]
    by_letter = [begin for begin, start in beside if start.reason == Reason.LABEL_IN_CONTEXT]
    if by_letter:
        return index.kind(by_letter[-1]) == kind
    if any(start.reason == Reason.LABEL for _, start in beside):
        return False
    last_begin, last_start = opened[-1]
    between = (index.kind(block_index) for block_index in range(last_begin + last_start.size, at))
    levels = [kind.outline for kind in between if kind and kind.outline]
    return not levels or (kind is not None and 0 < kind.outline <= min(levels))
