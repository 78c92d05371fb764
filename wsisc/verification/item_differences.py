"""A document and the expected one, rebuilt from its source -> their differences beyond the words of the text."""

from wsisc.diagnostic import WsiscError
from wsisc.messages import from_data_file, t
from wsisc.readers import docx, html, pdf
from wsisc.readers.inventory import Inventory, InventoryItem, pdf_appearance, pdf_fonts, style_sheets
from wsisc.readers.inventory import html as html_items
from wsisc.readers.inventory import pdf as pdf_items
from wsisc.readers.word import inventory_items, layout_parts, parts, reader
from wsisc.verification import earlier_layouts, word_differences

# Kinds of which a page has as many items as it has lines, so that other line breaks change their number.
_PAINTED = ("text", "drawing", "size")


def compare_items(
    expected: bytes, content: bytes, format: str, is_reported: bool, is_layout_ignored: bool = False
) -> list[word_differences.ItemChange]:
    """Return where a document has other items than expected, without the layout if that is ignored.

    `is_reported` is whether differing words are reported already.
    """
    if format == "docx":
        return _compare_word_files(expected, content, is_reported, is_layout_ignored)
    inventories = [_read_inventory(each, format) for each in (expected, content)]
    if is_layout_ignored and format == "pdf":
        adapted = earlier_layouts.adapt_items(*(each.items for each in inventories))
        inventories = [
            without_layout(each._replace(items=items)) for each, items in zip(inventories, adapted, strict=True)
        ]
    if is_layout_ignored:
        inventories = [_without_looks(each) for each in inventories]
    return word_differences.find_changed_items(*inventories)


def _compare_word_files(
    expected: bytes, content: bytes, is_reported: bool, is_layout_ignored: bool
) -> list[word_differences.ItemChange]:
    """Return as `compare_items`; the formatting of text is no layout here, since no program writes it differently."""
    expected_items = inventory_items.build_inventory(reader.read(expected), not is_reported)
    changes = []
    try:
        items = inventory_items.build_inventory(reader.read(content), not is_reported)
    except WsiscError as error:  # neither wsisc nor another program writes such a file
        changes.append(word_differences.ItemChange(t("the file: {error}", error=error), False))
        items = expected_items
    texts = [expected_items, items]
    packages = [parts.read_inventory(each) for each in (expected, content)]
    if is_layout_ignored:
        texts, packages = ([_without_looks(each) for each in every] for every in (texts, packages))
    changes += [each._replace(is_look=False) for each in word_differences.find_changed_items(*texts)]
    return changes + word_differences.find_changed_items(*packages)


def _read_inventory(content: bytes, format: str) -> Inventory:
    return pdf_items.read_inventory(content) if format == "pdf" else html_items.read_inventory(content)


def layout_items(content: bytes, format: str) -> Inventory:
    """Return the items of a document that may be layout: of a Word file all its markup."""
    return parts.read_markup(content) if format == "docx" else _read_inventory(content, format)


def compare_looks(expected: bytes, content: bytes, format: str, is_rewritten: bool) -> list[str]:
    """Return where documents with the same content look different: pages of a PDF, markup of a Word file."""
    if format == "pdf":
        pages = zip(pdf_appearance.read_appearances(expected), pdf_appearance.read_appearances(content), strict=True)
        return [t("page {number}: the appearance", number=number) for number, (a, b) in enumerate(pages, 1) if a != b]
    if format == "docx" and not is_rewritten:
        changes = word_differences.find_changed_items(parts.read_markup(expected), parts.read_markup(content))
        return [each.line for each in changes]
    return []


def _without_looks(inventory: Inventory) -> Inventory:
    """Return an inventory without the layout."""
    return inventory._replace(items=[each for each in inventory.items if not each.is_layout])


def find_new_kinds(expected: Inventory, found: Inventory) -> list[str]:
    """Return the layout items of kinds that the expected document does not have."""
    known = {item.kind for item in expected.items}
    return [
        t('{what} added: "{text}"', what=from_data_file(item.kind), text=item.text)
        for item in found.items
        if item.is_layout and item.kind not in known
    ]


def without_layout(inventory: Inventory) -> Inventory:
    """Return the items of a PDF without their pages, and each painted item once."""
    items = list[InventoryItem]()
    for each in inventory.items:
        item = each._replace(place="the pages" if str(each.place).startswith("page ") else each.place)
        if not (item.kind in _PAINTED and item in items):
            items.append(item)
    return Inventory([], sorted(items))


def find_hiding_styles(expected: bytes, content: bytes, format: str) -> list[str]:
    """Return the styles and fonts that hide words or show other ones, unless the expected document has them."""
    if format == "pdf":
        return pdf_fonts.find_mismatches(expected, content)
    if format == "html":
        pages = (each.decode("utf-8", "replace") for each in (expected, content))
        return [
            t("{place}: {what}", place=html.STYLE_SHEET, what=each) for each in style_sheets.find_non_layout(*pages)
        ]
    known = layout_parts.find_hiding(expected)
    return [t("the layout: {what}", what=each) for each in layout_parts.find_hiding(content) if each not in known]


def is_only_resaved(expected: bytes, content: bytes, format: str) -> bool:
    """Return whether a document has the expected parts or lines, and is only stored differently."""
    if format == "docx":
        return not parts.find_duplicate_names(content) and not parts.find_differing_parts(expected, content)
    return format == "html" and content.replace(b"\r\n", b"\n") == expected


def compare_saves(expected: bytes, content: bytes, format: str) -> list[str]:
    """Return the properties of a Word file in which programs write who saved it, and when, if they differ."""
    if format != "docx":
        return []
    return word_differences.find_changed_texts(docx.read_save_properties(expected), docx.read_save_properties(content))


def compare_surroundings(expected: bytes, content: bytes, format: str) -> list[str]:
    """Return where documents differ in titles, properties and the like, and PDFs in the words of their pages."""
    if format == "html":
        pages = (each.decode("utf-8", "replace") for each in (expected, content))
        return word_differences.find_changed_texts(*map(html.read_surrounding_text, pages))
    read = docx.read_surrounding_text if format == "docx" else pdf.read_surrounding_text
    return word_differences.find_changed_texts(read(expected), read(content))
