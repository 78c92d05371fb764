"""A document and the one that its source gives -> in what they differ beside the words of their text."""

from wsisc.diagnostic import WsiscError
from wsisc.readers import docx, html, pdf
from wsisc.readers.inventory import Inventory, InventoryItem, pdf_appearance, pdf_fonts, style_sheets
from wsisc.readers.inventory import html as html_items
from wsisc.readers.inventory import pdf as pdf_items
from wsisc.readers.word import inventory_items, layout_parts, parts, reader
from wsisc.verification import word_differences

_PAINTED = ("text", "drawing", "size")
"""Of these a page has as many as its lines need."""


def compare_items(
    expected: bytes, content: bytes, format: str, is_reported: bool, is_layout_ignored: bool = False
) -> list[word_differences.ItemChange]:
    """Return where a document holds other items than the one made here, without the layout where that is left out.

    `is_told` is whether it is told already where its words differ.
    """
    if format == "docx":
        return _compare_word_files(expected, content, is_reported, is_layout_ignored)
    wanted, found = (_read_inventory(each, format) for each in (expected, content))
    if is_layout_ignored:
        left = _without_layout if format == "pdf" else _without_looks
        wanted, found = _without_looks(left(wanted)), _without_looks(left(found))
    return word_differences.find_changed_items(wanted, found)


def _compare_word_files(
    expected: bytes, content: bytes, is_reported: bool, is_layout_ignored: bool
) -> list[word_differences.ItemChange]:
    """Return as `changes`; how letters look is no layout that programs write in their own ways."""
    wanted, changes = (
        inventory_items.build_inventory(reader.read(expected), not is_reported),
        list[word_differences.ItemChange](),
    )
    try:
        found = inventory_items.build_inventory(reader.read(content), not is_reported)
    except WsiscError as error:  # it is no file that wsisc makes, and no program saves one so
        changes.append(word_differences.ItemChange(f"the file: {error}", False))
        found = wanted
    shown = word_differences.find_changed_items(
        *(_without_looks(each) if is_layout_ignored else each for each in (wanted, found))
    )
    package = [parts.read_inventory(each) for each in (expected, content)]
    others = word_differences.find_changed_items(
        *(_without_looks(each) if is_layout_ignored else each for each in package)
    )
    return [*changes, *(each._replace(is_look=False) for each in shown), *others]


def _read_inventory(content: bytes, format: str) -> Inventory:
    return pdf_items.read_inventory(content) if format == "pdf" else html_items.read_inventory(content)


def layout_items(content: bytes, format: str) -> Inventory:
    """Return what of a document may be layout: of a Word file its markup, whatever a reader perceives of it."""
    return parts.read_markup(content) if format == "docx" else _read_inventory(content, format)


def compare_looks(expected: bytes, content: bytes, format: str, is_rewritten: bool) -> list[str]:
    """Return in what two documents differ that hold the same: the pages of a PDF, the markup of a Word file."""
    if format == "pdf":
        shown = zip(pdf_appearance.read_appearances(expected), pdf_appearance.read_appearances(content), strict=True)
        return [f"page {number}: its look" for number, (a, b) in enumerate(shown, 1) if a != b]
    if format == "docx" and not is_rewritten:
        return [
            each.line
            for each in word_differences.find_changed_items(parts.read_markup(expected), parts.read_markup(content))
        ]
    return []


def _without_looks(inventory: Inventory) -> Inventory:
    """Return an inventory without the layout."""
    return inventory._replace(items=[each for each in inventory.items if not each.is_layout])


def find_new_kinds(expected: Inventory, found: Inventory) -> list[str]:
    """Return what of the layout is of a kind that the document made here has nowhere."""
    known = {item.kind for item in expected.items}
    return [f'{item.kind} added: "{item.text}"' for item in found.items if item.is_layout and item.kind not in known]


def _without_layout(inventory: Inventory) -> Inventory:
    """Return what a PDF holds on whatever page, and by how many pieces it is painted."""
    found: list[InventoryItem] = []
    for item in inventory.items:
        placed = item._replace(place="the pages" if str(item.place).startswith("page ") else item.place)
        if not (placed.kind in _PAINTED and placed in found):
            found.append(placed)
    return Inventory([], sorted(found))


def find_hiding_styles(expected: bytes, content: bytes, format: str) -> list[str]:
    """Return what in styles and fonts hides words, or shows others, and is not in those of the one made here."""
    if format == "pdf":
        return pdf_fonts.find_mismatches(expected, content)
    if format == "html":
        pages = (each.decode("utf-8", "replace") for each in (expected, content))
        return [f"{html.STYLE_SHEET}: {each}" for each in style_sheets.find_non_layout(*pages)]
    known = layout_parts.find_hiding(expected)
    return [f"the layout: {each}" for each in layout_parts.find_hiding(content) if each not in known]


def is_only_resaved(expected: bytes, content: bytes, format: str) -> bool:
    """Tell whether two documents hold the same, part by part or line by line, and are only stored in another way."""
    if format == "docx":
        return not parts.find_duplicate_names(content) and not parts.find_differing_parts(expected, content)
    return format == "html" and content.replace(b"\r\n", b"\n") == expected


def compare_surroundings(expected: bytes, content: bytes, format: str) -> list[str]:
    """Return where two documents differ in what they say beside their text, and a PDF in the words of its pages."""
    if format == "html":
        return word_differences.find_changed_texts(
            *(html.read_surrounding_text(each.decode("utf-8", "replace")) for each in (expected, content))
        )
    read = docx.read_surrounding_text if format == "docx" else pdf.read_surrounding_text
    return word_differences.find_changed_texts(read(expected), read(content))
