"""A document and the expected one, rebuilt from its source -> their differences beyond the words of the text."""

from itertools import zip_longest

from wsisc.messages import from_data_file, t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.readers import docx, html, pdf
from wsisc.readers.inventory import Inventory
from wsisc.readers.inventory import html as html_items
from wsisc.readers.inventory import pdf as pdf_items
from wsisc.readers.perception import items, package_parts
from wsisc.readers.perception.items import Aspect
from wsisc.readers.word import reader
from wsisc.readers.word.content import WordContent
from wsisc.text.sequences import common_length
from wsisc.verification import word_differences
from wsisc.verification.word_differences import Difference

_LETTERS_BEFORE = 12  # letters of a line before its first difference, to find it
# What a version may add to all pages: running heads and feet, with their fields.
_PAGE_FURNITURE = (Aspect.FIELDS.value, Aspect.ASIDES.value)


def compare_items(expected: bytes, content: bytes, format: str, has_same_pages: bool) -> list[Difference]:
    """Return where a PDF or an HTML page has other links, images or attachments than expected.

    Without the same pages, those of a PDF are not named.
    """
    inventories = [_read_page_items(each, format, has_same_pages) for each in (expected, content)]
    return word_differences.find_changed_items(*inventories)


def _read_page_items(content: bytes, format: str, has_same_pages: bool) -> Inventory:
    if format == "html":
        return html_items.read_inventory(content)
    return pdf_items.read_inventory(content, is_by_page=has_same_pages)


def find_first_line(expected: bytes, content: bytes) -> Difference:
    """Return the first line in which a page differs from the expected one, with the markup of both."""
    expected_lines, lines = (each.decode("utf-8", "replace").splitlines() for each in (expected, content))
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
    texts = [_read_word_items(each, not is_reported, has_styles) for each in (content_expected, found)]
    packages = [package_parts.read_inventory(each) for each in (expected, content)]
    if is_layout_ignored:
        texts = [_without_lacking_furniture(*texts), texts[1]]
        texts, packages = ([_without_looks(each) for each in every] for every in (texts, packages))
    changes += [each._replace(is_look=False) for each in word_differences.find_changed_items(*texts)]
    return changes + word_differences.find_changed_items(*packages)


def _read_word_items(content: WordContent, has_words: bool, has_styles: bool) -> Inventory:
    return items.build_inventory(content, has_words, has_styles)


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
    return inventory._replace(items=[each for each in inventory.items if not each.is_layout])


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
    found = (each for each in package_parts.find_hiding(content) if each not in known)
    return [Difference(t("the layout: {what}", what=each)) for each in found]


def is_only_zipped_anew(expected: bytes, content: bytes) -> bool:
    """Return whether a Word file has the expected parts, and only its archive is stored differently."""
    return not package_parts.find_duplicate_names(content) and not package_parts.find_differing_parts(expected, content)


def compare_saves(expected: bytes, content: bytes) -> list[Difference]:
    """Return the properties of a Word file in which programs write who saved it, and when, if they differ."""
    properties = (docx.read_save_properties(each) for each in (expected, content))
    return [each._replace(is_save=True) for each in word_differences.find_changed_texts(*properties)]


def compare_properties(expected: bytes, content: bytes) -> list[Difference]:
    """Return where Word files differ in their title, author and other properties."""
    return word_differences.find_changed_texts(docx.read_properties(expected), docx.read_properties(content))


def compare_surroundings(expected: bytes, content: bytes, format: str) -> list[Difference]:
    """Return where documents differ in titles, properties and the like, and PDFs in the words of their pages."""
    if format == "html":
        pages = (each.decode("utf-8", "replace") for each in (expected, content))
        return word_differences.find_changed_texts(*map(html.read_surrounding_text, pages))
    read = docx.read_surrounding_text if format == "docx" else pdf.read_surrounding_text
    return word_differences.find_changed_texts(read(expected), read(content))
