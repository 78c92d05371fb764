"""A document and the expected one, rebuilt from its source -> their differences beyond the words of the text."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from wsisc.document.manuscript import Manuscript
from wsisc.messages import from_data_file, t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.readers import page_text, pdf_text, word_text
from wsisc.readers.inventory import Inventory
from wsisc.readers.perception import items, package_parts
from wsisc.readers.perception.items import PARAGRAPH, ROW, Aspect
from wsisc.readers.word import reader
from wsisc.text.shared import common_length
from wsisc.verification import word_differences
from wsisc.verification.source_comparison import Comparison
from wsisc.verification.word_differences import Difference, Extent, unique

_LETTERS_BEFORE = 12  # letters of a line before its first difference, to find it
# What a version may add to all pages: running heads and feet, with their fields.
_PAGE_FURNITURE = (Aspect.FIELDS.value, Aspect.ASIDES.value)
# Changed parts of a Word file beyond which another program has rewritten the file. A guess.
_MOST_CHANGED_PARTS = 4
_WORDS_UNCHANGED = t("its words match the source")


def compare_items(expected: bytes, content: bytes, format: str, has_same_pages: bool) -> list[Difference]:
    """Return where a PDF or an HTML page has other links, images or attachments than expected.

    Without the same pages, those of a PDF are not named.
    """
    inventories = [_read_page_items(document, format, has_same_pages) for document in (expected, content)]
    return word_differences.find_changed_items(*inventories)


def _read_page_items(content: bytes, format: str, has_same_pages: bool) -> Inventory:
    if format == "html":
        return page_text.read_inventory(content)
    return pdf_text.read_inventory(content, is_by_page=has_same_pages)


def find_first_line(expected: bytes, content: bytes) -> Difference:
    """Return the first line in which a page differs from the expected one, with the markup of both."""
    expected_lines, lines = (document.decode("utf-8", "replace").splitlines() for document in (expected, content))
    pairs = enumerate(zip_longest(expected_lines, lines, fillvalue=""), 1)
    number, (old, new) = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
    start = max(common_length(old, new) - _LETTERS_BEFORE, 0)
    shown = [excerpt(line[start:]) for line in (old, new)]
    values = {"number": number, "old": shown[0], "new": shown[1]}
    return Difference(t('line {number} of the page: "{old}" is now "{new}"', **values))


def compare_word_files(
    expected: bytes, content: bytes, is_reported: bool, is_layout_ignored: bool = False
) -> list[Difference]:
    """Return where a Word file has other items than expected, without the layout if that is ignored.

    The formatting of text is no layout here, since no program writes it differently. `is_reported` is whether differing
    words are reported already.
    """
    content_expected, has_styles = reader.read(expected), not is_layout_ignored
    changes = []
    try:
        found = reader.read(content)
    except WsiscError as error:  # neither wsisc nor another program writes such a file
        changes.append(Difference(t("the file: {error}", error=error)))
        found = content_expected
    texts = [items.build_inventory(version, not is_reported, has_styles) for version in (content_expected, found)]
    packages = [package_parts.read_inventory(document) for document in (expected, content)]
    if is_layout_ignored:
        texts = [_without_lacking_furniture(*texts), texts[1]]
        texts, packages = ([_without_looks(inventory) for inventory in every] for every in (texts, packages))
    changes += [difference._replace(is_look=False) for difference in word_differences.find_changed_items(*texts)]
    return changes + word_differences.find_changed_items(*packages)


def _without_lacking_furniture(expected: Inventory, found: Inventory) -> Inventory:
    """Return the expected items without the running heads, feet and fields that another version did not print."""
    present = {(item.kind, item.text) for item in found.items}
    kept = [item for item in expected.items if item.kind not in _PAGE_FURNITURE or (item.kind, item.text) in present]
    return expected._replace(items=kept)


def compare_markup(expected: bytes, content: bytes) -> list[Difference]:
    """Return where Word files with the same content have other markup."""
    return word_differences.find_changed_items(package_parts.read_markup(expected), package_parts.read_markup(content))


def _without_looks(inventory: Inventory) -> Inventory:
    """Return an inventory without the layout."""
    return inventory._replace(items=[item for item in inventory.items if not item.is_layout])


def find_new_kinds(expected: bytes, content: bytes) -> list[Difference]:
    """Return the markup of kinds that the expected Word file does not have."""
    known = {item.kind for item in package_parts.read_markup(expected).items}
    return [
        Difference(t('{what} added: "{text}"', what=from_data_file(item.kind), text=item.text))
        for item in package_parts.read_markup(content).items
        if item.is_layout and item.kind not in known
    ]


def find_hiding_styles(expected: bytes, content: bytes) -> list[Difference]:
    """Return the styles of a Word file that hide words, unless the expected file has them."""
    known = package_parts.find_hiding(expected)
    found = (hiding for hiding in package_parts.find_hiding(content) if hiding not in known)
    return [Difference(t("the layout: {what}", what=hiding)) for hiding in found]


def is_only_zipped_anew(expected: bytes, content: bytes) -> bool:
    """Return whether a Word file has the expected parts, and only its archive is stored differently."""
    return not package_parts.find_duplicate_names(content) and not package_parts.find_differing_parts(expected, content)


def compare_saves(expected: bytes, content: bytes) -> list[Difference]:
    """Return the properties of a Word file in which programs write who saved it, and when, if they differ."""
    properties = (word_text.read_properties(document, of_saves=True) for document in (expected, content))
    return [difference._replace(is_save=True) for difference in word_differences.find_changed_texts(*properties)]


def compare_properties(expected: bytes, content: bytes) -> list[Difference]:
    """Return where Word files differ in their title, author and other properties."""
    return word_differences.find_changed_texts(word_text.read_properties(expected), word_text.read_properties(content))


def compare_surroundings(expected: bytes, content: bytes, format: str) -> list[Difference]:
    """Return where documents differ in titles, properties and the like, and PDFs in the words of their pages."""
    if format == "html":
        pages = (document.decode("utf-8", "replace") for document in (expected, content))
        return word_differences.find_changed_texts(*map(page_text.read_surrounding_text, pages))
    read = word_text.read_surrounding_text if format == "docx" else pdf_text.read_surrounding_text
    return word_differences.find_changed_texts(read(expected), read(content))


def compare_content(
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
    is_reported = has_other_words or bool(embedded)
    if versions:
        compared = _compare_other_versions(expected, content, is_reported)
    else:
        compared = _compare_same_versions(manuscript, expected, content, is_reported)
    changes = [*(difference for difference in words if not is_reported_as_row(difference, compared.changes)), *embedded]
    changes += [change for change in compared.changes if not is_reported_as_words(change, words)]
    return replace(compared, changes=unique(changes), versions=versions, has_other_words=has_other_words)


def is_reported_as_row(words: Difference, changes: Iterable[Difference]) -> bool:
    """Return whether one of the changes reports differing words as those of a row of a table.

    Without signs between the words of cells, it is a change that `is_reported_as_words`, unless the row is new or gone.
    """
    return any(
        change.item == ROW
        and change.place == words.place
        and (change.new.replace(" | ", " "), change.old.replace(" | ", " ")) == (words.new, words.old)
        and (change.extent != Extent.WORDS or (change.new, change.old) != (words.new, words.old))
        for change in changes
    )


def is_reported_as_words(change: Difference, words: Iterable[Difference]) -> bool:
    """Return whether the words of a change of formatting, a link or a paragraph are reported as words already."""
    is_within = bool(change.item) and (change.extent == Extent.WORDS or change.item == PARAGRAPH)
    differing = change.place, change.new, change.old
    return is_within and any((diff.new or diff.old) and (diff.place, diff.new, diff.old) == differing for diff in words)


def _compare_same_versions(manuscript: Manuscript, expected: bytes, content: bytes, is_reported: bool) -> Comparison:
    """Return the differences of a Word file from the expected one, produced by the same versions."""
    if is_only_zipped_anew(expected, content):
        return Comparison()
    names = package_parts.find_differing_parts(expected, content)
    is_rewritten = len(names) > _MOST_CHANGED_PARTS
    saves = compare_saves(expected, content)
    changed = compare_surroundings(expected, content, "docx")
    changed += [
        diff for diff in compare_word_files(expected, content, is_reported) if not (is_rewritten and diff.is_look)
    ]
    changed += find_hiding_styles(expected, content) if is_rewritten else []
    if not changed and not is_reported and not is_rewritten:
        changed = compare_markup(expected, content)
    if changed or is_reported:
        return Comparison((*saves, *changed))
    unchanged = t("{words} that is embedded in it", words=_WORDS_UNCHANGED) if manuscript.embed else _WORDS_UNCHANGED
    if (others := [name for name in names if name != word_text.PROPERTIES_PART]) and not is_rewritten:
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


def _compare_other_versions(expected: bytes, content: bytes, is_reported: bool) -> Comparison:
    """Return the differences of a Word file from the expected one that other versions do not explain."""
    changed = compare_saves(expected, content)
    changed += compare_properties(expected, content)
    changed += compare_word_files(expected, content, is_reported, is_layout_ignored=True)
    changed += find_new_kinds(expected, content)
    changed += find_hiding_styles(expected, content)
    return Comparison(tuple(changed))
