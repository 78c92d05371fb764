"""A Word file that is not equal to the expected one -> where its content differs, or that it was only saved again."""

import re
from collections.abc import Iterable
from dataclasses import replace

from wsisc.document.manuscript import Manuscript
from wsisc.messages import t
from wsisc.perception import package_parts
from wsisc.readers import docx
from wsisc.verification import item_differences
from wsisc.verification.source_comparison import Comparison

# Changed parts of a Word file beyond which another program has rewritten the file. A guess.
_MOST_CHANGED_PARTS = 4
_DIFFERENCE = re.compile(r'(.*?): ((?:added: |removed: )?".*)', re.DOTALL)
_WORDS_UNCHANGED = t("its words match the source")


def compare(
    content: bytes,
    manuscript: Manuscript,
    expected: bytes,
    words: list[str],
    embedded: list[str],
    versions: tuple[str, ...],
) -> Comparison:
    """Return a Word file that is not equal to the expected one, compared by its content.

    `words` are the places of other words, `embedded` is what differs in the package that it carries.
    """
    has_other_words, places = bool(words), [*words, *embedded]
    compare_items = _compare_other_versions if versions else _compare_same_versions
    compared = compare_items(manuscript, expected, content, has_other_words or bool(embedded))
    lines = [each for each in places if not is_reported_as_row(each, compared.changes)]
    lines += [each for each in compared.changes if not is_reported_as_words(each, places)]
    return replace(compared, changes=tuple(dict.fromkeys(lines)), versions=versions, has_other_words=has_other_words)


def is_reported_as_row(place: str, lines: Iterable[str]) -> bool:
    """Return whether one of the lines reports differing words as those of a row of a table."""
    where, words = _split_line(place)
    return any(f"{where}: row {words}" == each.replace(" | ", " ") for each in lines)


def is_reported_as_words(line: str, places: list[str]) -> bool:
    """Return whether the words of a line on formatting, a link or a paragraph are reported as words already."""
    return any(
        line.startswith(f"{where}: ")
        and line != f"{where}: {words}"
        and (line.endswith(f": {words}") or line == f"{where}: paragraph {words}")
        for where, words in map(_split_line, places)
        if words
    )


def _split_line(place: str) -> tuple[str, str]:
    """Return the place and the differing words of a line, "" for the words if there are none."""
    match = _DIFFERENCE.match(place)
    return (match[1], match[2]) if match else (place, "")


def _compare_same_versions(manuscript: Manuscript, expected: bytes, content: bytes, is_reported: bool) -> Comparison:
    """Return the differences of a Word file from the expected one, produced by the same versions."""
    if item_differences.is_only_zipped_anew(expected, content):
        return Comparison()
    names = package_parts.find_differing_parts(expected, content)
    is_rewritten = len(names) > _MOST_CHANGED_PARTS
    saves = item_differences.compare_saves(expected, content)
    changed = item_differences.compare_surroundings(expected, content, "docx")
    changed += [
        each.line
        for each in item_differences.compare_word_files(expected, content, is_reported)
        if not (is_rewritten and each.is_look)
    ]
    changed += item_differences.find_hiding_styles(expected, content) if is_rewritten else []
    if not changed and not is_reported and not is_rewritten:
        changed = item_differences.compare_markup(expected, content)
    if changed or is_reported:
        return Comparison((*saves, *changed), saves=tuple(saves))
    unchanged = t("{words} that is embedded in it", words=_WORDS_UNCHANGED) if manuscript.embed else _WORDS_UNCHANGED
    if (others := [name for name in names if name != docx.PROPERTIES_PART]) and not is_rewritten:
        stored = t("{unchanged}, but the file was changed: {names}", unchanged=unchanged, names=", ".join(others))
        return Comparison(tuple(saves), (stored,), saves=tuple(saves))
    if saves:
        return Comparison(tuple(saves), saves=tuple(saves), is_saved_again=True)
    verdict = t(
        "{unchanged}, and so do its links, images and notes, but the file was changed, perhaps only by saving it again",
        unchanged=unchanged,
    )
    return Comparison(remarks=(verdict,), is_saved_again=True)


def _compare_other_versions(_: Manuscript, expected: bytes, content: bytes, is_reported: bool) -> Comparison:
    """Return the differences of a Word file from the expected one that other versions do not explain."""
    changed = item_differences.compare_saves(expected, content)
    changed += item_differences.compare_properties(expected, content)
    items = item_differences.compare_word_files(expected, content, is_reported, is_layout_ignored=True)
    changed += [each.line for each in items]
    changed += item_differences.find_new_kinds(expected, content)
    changed += item_differences.find_hiding_styles(expected, content)
    return Comparison(tuple(changed))
