"""Two Word files as readers perceive them -> the aspects in which they differ; differences no submission can hold."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from wsisc.messages import from_data_file, t
from wsisc.readers.perception import items
from wsisc.readers.perception.items import Aspect, group_by_aspect, paragraph_text, properties
from wsisc.readers.word.content import Paragraph, WordContent, paragraphs
from wsisc.text.shared import group_values
from wsisc.text.words import one_line

_SWITCHES = {
    "smallCaps": "small capitals",
    "outline": "outlined letters",
    "shadow": "letters with a shadow",
    "emboss": "embossed letters",
    "imprint": "engraved letters",
    "vanish": "hidden",
    "specVanish": "hidden",
}
_TWIPS, _HALF_POINTS = 20, 2  # to the point (ECMA-376-1, 17.3.2.35, 17.3.2.38)
_DESCRIPTIONS: dict[str, Callable[[str], str]] = {
    "color": lambda value: f"colour {_format_colour(value)}",
    "sz": lambda value: f"size {_format_points(value, _HALF_POINTS)}",
    "highlight": lambda value: f"{value} highlight",
    "fill": lambda value: f"background {_format_colour(value)}",
    "font": lambda value: f"font {value.replace('_', ' ')}",
    "spacing": lambda value: f"letters {_format_points(value, _TWIPS)} further apart",
    "position": lambda value: f"raised by {_format_points(value, _HALF_POINTS)}",
    "w": lambda value: f"letters stretched to {value}%",
    "effect": lambda value: f"animation {value}",
    "em": lambda value: f"emphasis mark {value}",
}

# Older names of alignments (ECMA-376-1, 17.18.44), and the default, by the names that are compared.
_ALIGNMENTS = {"": "start", "left": "start", "right": "end", "distribute": "both"}
_FIRST_WORDS = 8  # words by which a text is named in a line of a report


def excerpt(words: str) -> str:
    """Return the first words of a text."""
    first = words.split()
    return " ".join([*first[:_FIRST_WORDS], "…"] if len(first) > _FIRST_WORDS else first)


def find_differences(base: WordContent, revised: WordContent, has_same_styles: bool = True) -> list[Aspect]:
    """Return the aspects in which two files differ for a reader.

    Without the same styles (another version built one of them), neither styles count, nor running heads and feet and
    their fields that the second file lacks; those that it has in addition do.
    """
    first, second = group_by_aspect(base), group_by_aspect(revised)
    if not has_same_styles:
        for content, values in ((base, first), (revised, second)):
            blocks = (blocks for _, blocks in items.split_by_heading(content))
            structure = (step for group in blocks for step in items.describe_structure(group, False))
            values[Aspect.STRUCTURE], values[Aspect.LOOKS] = tuple(structure), ()
        for aspect in (Aspect.FIELDS, Aspect.ASIDES):
            first[aspect] = tuple(value for value in first[aspect] if value in second[aspect])
    found = [aspect for aspect in Aspect if first[aspect] != second[aspect]]
    if Aspect.WORDS in found and Aspect.LOOKS in found and not any(_changed_looks(base, revised, has_same_words=False)):
        found.remove(Aspect.LOOKS)  # other words have other looks
    if Aspect.WORDS in found and Aspect.EMPHASIS in found and _has_same_emphasis(base, revised):
        found.remove(Aspect.EMPHASIS)
    return found


def find_unrepresentable(
    base: WordContent, revised: WordContent, wording: Collection[str], has_same_styles: bool = True
) -> Iterator[str]:
    """Yield the differences of the second file that no submission can hold, in a few words each.

    `wording` are the texts of the call, which no submission holds. Additions outside the text are in the inventory.
    `has_same_styles` is as in `find_differences`.
    """
    first, second = group_by_aspect(base), group_by_aspect(revised)
    yield from _changed_wording(first[Aspect.WORDS], second[Aspect.WORDS], base, revised, wording)
    for aspect in (Aspect.EQUATIONS, Aspect.EMBEDDED, *((Aspect.FIELDS, Aspect.ASIDES) if has_same_styles else ())):
        for removed in Counter(first[aspect]) - Counter(second[aspect]):
            words = " ".join(dict.fromkeys(text for text in removed if text))
            yield t("{aspect}: gone: {words}", aspect=from_data_file(aspect), words=words)
    both = [properties(content) for content in (base, revised)]
    for name in {**both[0], **both[1]}:
        if both[0].get(name) != both[1].get(name):
            yield t("{name} in the properties: {value}", name=name, value=both[1].get(name, ""))
    if base.language != revised.language:
        yield t("language: {language}", language=revised.language)
    yield from _changed_looks(base, revised, first[Aspect.WORDS] == second[Aspect.WORDS])


def describe_layout_changes(base: WordContent, revised: WordContent) -> Iterator[str]:
    """Yield the other alignments and properties of the second file, in a few words each."""
    old, new = (
        [(block.text, _ALIGNMENTS.get(block.align, block.align)) for block in paragraphs(content.blocks)]
        for content in (base, revised)
    )
    known = defaultdict[str, set[str]](set)
    for text, alignment in old:
        known[text].add(alignment)
    for text, alignment in new:
        if text.strip() and alignment not in (known[text] or {alignment}):
            yield t('alignment "{alignment}" of "{words}"', alignment=alignment, words=excerpt(text))
    before = properties(base)
    yield from (
        t('property {name}: "{text}"', name=name, text=text)
        for name, text in properties(revised).items()
        if text != before.get(name)
    )


def _changed_wording(
    base_words: Collection[str],
    revised_words: Collection[str],
    base: WordContent,
    revised: WordContent,
    wording: Collection[str],
) -> Iterator[str]:
    """Yield the missing texts of the call, and additional texts on the cover."""
    fixed = {one_line(text) for text in wording}
    removed = (text for text in base_words if text in fixed and not _is_in(text, list(revised_words)))
    yield from (t("wording of the call, gone: {text}", text=text) for text in removed)
    covers = [
        [paragraph_text(paragraph) for paragraph in paragraphs(content.blocks) if _is_cover(paragraph)]
        for content in (base, revised)
    ]
    yield from (t("on the cover: {text}", text=text) for text in covers[1] if text and text not in covers[0])


def _is_in(wording: str, texts: Sequence[str]) -> bool:
    """Return whether a wording is in one of some texts, or its label and its prompt are, with other texts between."""
    if any(wording in text for text in texts):
        return True
    ends = ((wording.removesuffix(text).rstrip(), at) for at, text in enumerate(texts) if text)
    return any(start != wording and any(text.startswith(start) for text in texts[:at]) for start, at in ends if start)


def _is_cover(paragraph: Paragraph) -> bool:
    style = paragraph.style.lower().replace(" ", "-")
    return style == "draft" or (style.startswith("cover-") and style != "cover-entity")


def _changed_looks(base: WordContent, revised: WordContent, has_same_words: bool) -> Iterator[str]:
    """Yield how words of the second file look different from the same words of the first, with these words.

    If words were changed too, a look that occurs anywhere in the first file is not reported: new words may have it.
    """
    yield from _summarize_looks(_group_changes(_pair_looks(base, revised)))
    shapes = [Counter(items.describe_shapes(content)) for content in (base, revised)]
    known_shapes = {shape for shape, _ in shapes[0]}
    added = shapes[1] - shapes[0]
    yield from _summarize_looks(shape for shape in added if has_same_words or shape[0] not in known_shapes)
    if has_same_words and not added:
        yield from _summarize_looks(
            (t("no longer {shape}", shape=shape), text) for shape, text in shapes[0] - shapes[1]
        )


def _pair_looks(base: WordContent, revised: WordContent) -> Iterator[tuple[str, str, str]]:
    """Yield the look that words have in the first file, that in the second, and the words.

    If words were changed too, the first is the nearest look in the first file.
    """
    letters = ["".join("".join(stretch.words for stretch in content.looks).split()) for content in (base, revised)]
    if letters[0] != letters[1]:
        known = list(dict.fromkeys(stretch.look for stretch in base.looks if stretch.words.strip()))
        nearest = {look: _find_nearest(look, known) for look in {stretch.look for stretch in revised.looks}}
        yield from ((nearest[stretch.look], stretch.look, stretch.words) for stretch in revised.looks)
        return
    before = (stretch.look for stretch in base.looks for _ in "".join(stretch.words.split()))
    for stretch in revised.looks:
        for piece in re.findall(r"\s*+\S|\s++", stretch.words):
            yield "" if piece.isspace() else next(before), stretch.look, piece


def _group_changes(pairs: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each change of look, with the neighbouring words that have it; spaces have no look."""
    change, texts = "", list[str]()
    for before, after, words in (*pairs, ("", "", "end")):
        found = describe_change(before, after) if words.strip() else change
        if found != change:
            if change:
                yield change, one_line("".join(texts))
            change, texts = found, []
        texts.append(words)


def _summarize_looks(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield each look once, with the first words that have it."""
    for look, texts in group_values(found).items():
        first = t("{look}: {words}", look=look, words=texts[0])
        yield t("{first} (and {count} more)", first=first, count=len(texts) - 1) if len(texts) > 1 else first


def _has_same_emphasis(base: WordContent, revised: WordContent) -> bool:
    """Return whether paragraphs with the same words in both files have the same words in bold and italics."""
    first, second = (set(items.emphasis_by_paragraph(content)) for content in (base, revised))
    shared = {words for words, _ in first} & {words for words, _ in second}
    return not any(words in shared for words, _ in first ^ second)


@lru_cache(maxsize=1024)
def describe_change(before: str, after: str) -> str:
    """Return the properties that letters have gained or lost, in words, or "" if there are none."""
    old, new = _parse_look(before), _parse_look(after)
    added = [_describe_property(name, value) for name, value in new.items() if old.get(name) != value]
    removed = [f"no longer {_describe_property(name, value)}" for name, value in old.items() if name not in new]
    return ", ".join(dict.fromkeys([*added, *removed]))


def _find_nearest(look: str, known: Sequence[str]) -> str:
    """Return the known look that differs least from a look, or "" if none is known."""
    properties = set(look.split())
    return min(known, key=lambda candidate: len(properties ^ set(candidate.split())), default="")


def _parse_look(look: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition("=") for part in look.split())}


def _describe_property(name: str, value: str) -> str:
    """Return one property of letters in words."""
    if name in _SWITCHES:
        return _SWITCHES[name]
    return _DESCRIPTIONS[name](value) if name in _DESCRIPTIONS else f"{name} {value}"


def _format_colour(value: str) -> str:
    is_code = len(value) == 6 and all(character in "0123456789abcdef" for character in value)
    return f"#{value.upper()}" if is_code else value


def _format_points(value: str, units_per_point: int) -> str:
    return f"{int(value) / units_per_point:g} pt" if value.lstrip("+-").isdecimal() else value
