"""A Word file that is not equal to the expected one -> where its content differs, or that it was only saved again."""

from collections.abc import Iterable
from dataclasses import replace

from wsisc.document.manuscript import Manuscript
from wsisc.messages import t
from wsisc.readers import docx
from wsisc.readers.perception import package_parts
from wsisc.readers.perception.items import PARAGRAPH, ROW
from wsisc.verification import item_differences
from wsisc.verification.source_comparison import Comparison
from wsisc.verification.word_differences import Difference, Extent, unique

# Changed parts of a Word file beyond which another program has rewritten the file. A guess.
_MOST_CHANGED_PARTS = 4
_WORDS_UNCHANGED = t("its words match the source")


def compare(
    content: bytes,
    manuscript: Manuscript,
    expected: bytes,
    words: list[Difference],
    embedded: list[Difference],
    versions: tuple[str, ...],
) -> Comparison:
    """Return a Word file that is not equal to the expected one, compared by its content.

    `words` are the places of other words, `embedded` is what differs in the package that it carries.
    """
    has_other_words = bool(words)
    compare_items = _compare_other_versions if versions else _compare_same_versions
    compared = compare_items(manuscript, expected, content, has_other_words or bool(embedded))
    changes = [*(each for each in words if not is_reported_as_row(each, compared.changes)), *embedded]
    changes += [each for each in compared.changes if not is_reported_as_words(each, words)]
    return replace(compared, changes=unique(changes), versions=versions, has_other_words=has_other_words)


def is_reported_as_row(words: Difference, changes: Iterable[Difference]) -> bool:
    """Return whether one of the changes reports differing words as those of a row of a table.

    Without signs between the words of cells, it is a change that `is_reported_as_words`, unless the row is new or gone.
    """
    return any(
        each.item == ROW
        and each.place == words.place
        and (each.new.replace(" | ", " "), each.old.replace(" | ", " ")) == (words.new, words.old)
        and (each.extent != Extent.WORDS or (each.new, each.old) != (words.new, words.old))
        for each in changes
    )


def is_reported_as_words(change: Difference, words: Iterable[Difference]) -> bool:
    """Return whether the words of a change of formatting, a link or a paragraph are reported as words already."""
    is_within = bool(change.item) and (change.extent == Extent.WORDS or change.item == PARAGRAPH)
    differing = change.place, change.new, change.old
    return is_within and any((each.new or each.old) and (each.place, each.new, each.old) == differing for each in words)


def _compare_same_versions(manuscript: Manuscript, expected: bytes, content: bytes, is_reported: bool) -> Comparison:
    """Return the differences of a Word file from the expected one, produced by the same versions."""
    if item_differences.is_only_zipped_anew(expected, content):
        return Comparison()
    names = package_parts.find_differing_parts(expected, content)
    is_rewritten = len(names) > _MOST_CHANGED_PARTS
    saves = item_differences.compare_saves(expected, content)
    changed = item_differences.compare_surroundings(expected, content, "docx")
    changed += [
        each
        for each in item_differences.compare_word_files(expected, content, is_reported)
        if not (is_rewritten and each.is_look)
    ]
    changed += item_differences.find_hiding_styles(expected, content) if is_rewritten else []
    if not changed and not is_reported and not is_rewritten:
        changed = item_differences.compare_markup(expected, content)
    if changed or is_reported:
        return Comparison((*saves, *changed))
    unchanged = t("{words} that is embedded in it", words=_WORDS_UNCHANGED) if manuscript.embed else _WORDS_UNCHANGED
    if (others := [name for name in names if name != docx.PROPERTIES_PART]) and not is_rewritten:
        stored = t("{unchanged}, but the file was changed: {names}", unchanged=unchanged, names=", ".join(others))
        return Comparison(tuple(saves), (stored,))
    if saves:
        return Comparison(tuple(saves), is_saved_again=True)
    verdict = t(
        "{unchanged}, and so do its links, images and notes; the rest was written anew, as programs do that save a "
        "file, and is not proven: for a proven file, build it again from its source",
        unchanged=unchanged,
    )
    return Comparison(remarks=(verdict,), is_saved_again=True)


def _compare_other_versions(_: Manuscript, expected: bytes, content: bytes, is_reported: bool) -> Comparison:
    """Return the differences of a Word file from the expected one that other versions do not explain."""
    changed = item_differences.compare_saves(expected, content)
    changed += item_differences.compare_properties(expected, content)
    changed += item_differences.compare_word_files(expected, content, is_reported, is_layout_ignored=True)
    changed += item_differences.find_new_kinds(expected, content)
    changed += item_differences.find_hiding_styles(expected, content)
    return Comparison(tuple(changed))
