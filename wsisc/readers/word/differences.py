"""What a reader perceives of two Word files -> in which kinds they differ, and what of that no submission holds."""

from collections import Counter
from collections.abc import Collection, Iterator

from wsisc.readers.word.content import Content, Paragraph, paragraphs
from wsisc.readers.word.perceived import Account, Aspect, account, properties, words


def differences(one: Content, other: Content) -> list[Aspect]:
    """Return the kinds in which two files differ for a reader."""
    first, second = account(one), account(other)
    found = [aspect for aspect in Aspect if first[aspect] != second[aspect]]
    if Aspect.WORDS in found and Aspect.LOOKS in found and not any(_new_looks(first, second)):
        found.remove(Aspect.LOOKS)  # they are those of other words
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
    yield from _new_looks(first, second)


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


def _new_looks(first: Account, second: Account) -> Iterator[str]:
    """Yield the looks that the second file has and the first has not, with the words that have them.

    Where words were changed too, no look is reported that the first file has somewhere: it may be that of new words.
    """
    looks = [Counter(each[Aspect.LOOKS]) for each in (first, second)]
    if first[Aspect.WORDS] == second[Aspect.WORDS]:
        yield from _by_look(looks[1] - looks[0], "{0}")
        if not looks[1] - looks[0]:
            yield from _by_look(looks[0] - looks[1], "no longer {0}")
        return
    known = {look for look, _ in looks[0]}
    yield from _by_look(Counter({each: count for each, count in looks[1].items() if each[0] not in known}), "{0}")


def _by_look(found: Counter[tuple[str, str]], wording: str) -> Iterator[str]:
    """Yield each look once, with the first words that have it."""
    places: dict[str, list[str]] = {}
    for look, text in found:
        places.setdefault(look, []).append(text)
    for look, texts in places.items():
        more = f" (and {len(texts) - 1} more)" if len(texts) > 1 else ""
        yield f"{wording.format(look or 'as usual')}: {texts[0]}{more}"
