"""What a reader perceives of two Word files -> in which kinds they differ, and what of that no submission holds."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from wsisc.readers.word import appearance_differences, perceptible_items
from wsisc.readers.word.content import Content, Paragraph, paragraphs
from wsisc.readers.word.perceptible_items import Aspect, account, properties, words


def differences(one: Content, other: Content) -> list[Aspect]:
    """Return the kinds in which two files differ for a reader."""
    first, second = account(one), account(other)
    found = [aspect for aspect in Aspect if first[aspect] != second[aspect]]
    if Aspect.WORDS in found and Aspect.LOOKS in found and not any(_new_looks(one, other)):
        found.remove(Aspect.LOOKS)  # they are those of other words
    if Aspect.WORDS in found and Aspect.EMPHASIS in found and _has_same_emphasis(one, other):
        found.remove(Aspect.EMPHASIS)
    return found


def is_of_styles(one: Content, other: Content) -> bool:
    """Tell whether two files differ only in what another theme gives; letters that nobody sees are no look."""
    return differences(one, other) == [Aspect.LOOKS]


def unplaced(one: Content, other: Content, wording: Collection[str]) -> Iterator[str]:
    """Yield in what the second file differs from the first that no submission can hold, in a few words each.

    `wording` are the texts of the call, which no submission holds. What was added beside the text is in the inventory.
    """
    first, second = account(one), account(other)
    yield from _wording(first[Aspect.WORDS], second[Aspect.WORDS], one, other, wording)
    for aspect in (Aspect.EQUATIONS, Aspect.FIELDS, Aspect.EMBEDDED, Aspect.BESIDE):
        for gone in Counter(first[aspect]) - Counter(second[aspect]):
            yield f"{aspect}: gone: {' '.join(dict.fromkeys(each for each in gone if each))}"
    held = [properties(each) for each in (one, other)]
    for name in {**held[0], **held[1]}:
        if held[0].get(name) != held[1].get(name):
            yield f"{name} in the properties: {held[1].get(name, '')}"
    if one.language != other.language:
        yield f"language: {other.language}"
    yield from _new_looks(one, other)


def _wording(
    first: Collection[str], second: Collection[str], one: Content, other: Content, wording: Collection[str]
) -> Iterator[str]:
    """Yield the texts of the call that are no longer there, and what else stands on the cover."""
    fixed = {" ".join(text.split()) for text in wording}
    gone = (text for text in first if text in fixed and not any(text in each for each in second))
    yield from (f"wording of the call, gone: {text}" for text in gone)
    covers = [[words(each) for each in paragraphs(content.blocks) if _is_cover(each)] for content in (one, other)]
    yield from (f"on the cover: {text}" for text in covers[1] if text and text not in covers[0])


def _is_cover(paragraph: Paragraph) -> bool:
    style = paragraph.style.lower().replace(" ", "-")
    return style == "draft" or (style.startswith("cover-") and style != "cover-entity")


def _new_looks(one: Content, other: Content) -> Iterator[str]:
    """Yield how words of the second file look otherwise than the same words of the first, with these words.

    Where words were changed too, no look is reported that the first file has somewhere: it may be that of new words.
    """
    letters = [list(_letters(each)) for each in (one, other)]
    if [each.text for each in letters[0]] == [each.text for each in letters[1]]:
        before = [each.look for each in letters[0]]
    else:
        known = list(dict.fromkeys(each.look for each in letters[0]))
        nearest = {look: appearance_differences.nearest(look, known) for look in {each.look for each in letters[1]}}
        before = [nearest[each.look] for each in letters[1]]
    pairs = zip(before, (each.look for each in letters[1]), strict=True)
    yield from _by_look(_stretches([appearance_differences.change(*pair) for pair in pairs], letters[1]))
    shapes = [Counter(perceptible_items.shapes(each)) for each in (one, other)]
    has_same_words = account(one)[Aspect.WORDS] == account(other)[Aspect.WORDS]
    known_shapes = {shape for shape, _ in shapes[0]}
    added = shapes[1] - shapes[0]
    yield from _by_look(each for each in added if has_same_words or each[0] not in known_shapes)
    if has_same_words and not added:
        yield from _by_look((f"no longer {shape}", text) for shape, text in shapes[0] - shapes[1])


class _Letter(NamedTuple):
    """A letter of the text, with its look, and whether a space is before it."""

    text: str
    look: str
    is_spaced: bool


def _letters(content: Content) -> Iterator[_Letter]:
    is_spaced = False
    for stretch in content.looks:
        for text in stretch.words:
            if not text.isspace():
                yield _Letter(text, stretch.look, is_spaced)
            is_spaced = text.isspace()


def _stretches(changes: Sequence[str], letters: Sequence[_Letter]) -> Iterator[tuple[str, str]]:
    """Yield the changes of looks, each with the neighbours that have it, as words."""
    for change, found in groupby(zip(changes, letters, strict=True), key=lambda pair: pair[0]):
        if change:
            yield change, "".join(" " * each.is_spaced + each.text for _, each in found).strip()


def _by_look(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield each look once, with the first words that have it."""
    places: dict[str, list[str]] = {}
    for look, text in found:
        places.setdefault(look, []).append(text)
    for look, texts in places.items():
        more = f" (and {len(texts) - 1} more)" if len(texts) > 1 else ""
        yield f"{look}: {texts[0]}{more}"


def _has_same_emphasis(one: Content, other: Content) -> bool:
    """Tell whether the paragraphs that say the same in both files have the same words in bold and italics."""
    first, second = (set(perceptible_items.emphases(each)) for each in (one, other))
    shared = {words for words, _ in first} & {words for words, _ in second}
    return not any(words in shared for words, _ in first ^ second)
