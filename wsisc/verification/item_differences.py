"""A document and the one that its source gives -> in what they differ beside the words of their text."""

from wsisc.diagnostic import WsiscError
from wsisc.readers import docx, html, pdf
from wsisc.readers.inventory import Inventory, Item, pdf_appearance, pdf_fonts, sheets
from wsisc.readers.inventory import html as html_items
from wsisc.readers.inventory import pdf as pdf_items
from wsisc.readers.word import inventory_items, layout_parts, parts, reader
from wsisc.verification import word_differences

_PAINTED = ("text", "drawing", "size")
"""Of these a page has as many as its lines need."""


def changes(
    made: bytes, content: bytes, format: str, is_told: bool, is_layout_left: bool = False
) -> list[word_differences.Change]:
    """Return where a document holds other items than the one made here, without the layout where that is left out.

    `is_told` is whether it is told already where its words differ.
    """
    if format == "docx":
        return _changes_of_word_file(made, content, is_told, is_layout_left)
    wanted, found = (_items(each, format) for each in (made, content))
    if is_layout_left:
        left = _without_layout if format == "pdf" else _content
        wanted, found = _content(left(wanted)), _content(left(found))
    return word_differences.changed_items(wanted, found)


def _changes_of_word_file(
    made: bytes, content: bytes, is_told: bool, is_layout_left: bool
) -> list[word_differences.Change]:
    """Return as `changes`; how letters look is no layout that programs write in their own ways."""
    wanted, changes = inventory_items.inventory(reader.read(made), not is_told), list[word_differences.Change]()
    try:
        found = inventory_items.inventory(reader.read(content), not is_told)
    except WsiscError as error:  # it is no file that wsisc makes, and no program saves one so
        changes.append(word_differences.Change(f"the file: {error}", False))
        found = wanted
    shown = word_differences.changed_items(*(_content(each) if is_layout_left else each for each in (wanted, found)))
    package = [parts.inventory(each) for each in (made, content)]
    others = word_differences.changed_items(*(_content(each) if is_layout_left else each for each in package))
    return [*changes, *(each._replace(is_look=False) for each in shown), *others]


def _items(content: bytes, format: str) -> Inventory:
    return pdf_items.inventory(content) if format == "pdf" else html_items.inventory(content)


def layout(content: bytes, format: str) -> Inventory:
    """Return what of a document may be layout: of a Word file its markup, whatever a reader perceives of it."""
    return parts.markup(content) if format == "docx" else _items(content, format)


def looks(made: bytes, content: bytes, format: str, is_rewritten: bool) -> list[str]:
    """Return in what two documents differ that hold the same: the pages of a PDF, the markup of a Word file."""
    if format == "pdf":
        shown = zip(pdf_appearance.looks(made), pdf_appearance.looks(content), strict=True)
        return [f"page {number}: its look" for number, (a, b) in enumerate(shown, 1) if a != b]
    if format == "docx" and not is_rewritten:
        return [each.line for each in word_differences.changed_items(parts.markup(made), parts.markup(content))]
    return []


def _content(inventory: Inventory) -> Inventory:
    """Return an inventory without the layout."""
    return inventory._replace(items=[each for each in inventory.items if not each.is_look])


def new_kinds(wanted: Inventory, found: Inventory) -> list[str]:
    """Return what of the layout is of a kind that the document made here has nowhere."""
    known = {item.kind for item in wanted.items}
    return [f'{item.kind} added: "{item.text}"' for item in found.items if item.is_look and item.kind not in known]


def _without_layout(inventory: Inventory) -> Inventory:
    """Return what a PDF holds on whatever page, and by how many pieces it is painted."""
    found: list[Item] = []
    for item in inventory.items:
        placed = item._replace(place="the pages" if str(item.place).startswith("page ") else item.place)
        if not (placed.kind in _PAINTED and placed in found):
            found.append(placed)
    return Inventory([], sorted(found))


def hiding_words(made: bytes, content: bytes, format: str) -> list[str]:
    """Return what in styles and fonts hides words, or shows others, and is not in those of the one made here."""
    if format == "pdf":
        return pdf_fonts.otherwise(made, content)
    if format == "html":
        pages = (each.decode("utf-8", "replace") for each in (made, content))
        return [f"{html.STYLE_SHEET}: {each}" for each in sheets.no_layout(*pages)]
    known = layout_parts.hiding(made)
    return [f"the layout: {each}" for each in layout_parts.hiding(content) if each not in known]


def is_stored_anew(made: bytes, content: bytes, format: str) -> bool:
    """Tell whether two documents hold the same, part by part or line by line, and are only stored in another way."""
    if format == "docx":
        return not parts.names_twice(content) and not parts.differing(made, content)
    return format == "html" and content.replace(b"\r\n", b"\n") == made


def surroundings(made: bytes, content: bytes, format: str) -> list[str]:
    """Return where two documents differ in what they say beside their text, and a PDF in the words of its pages."""
    if format == "html":
        return word_differences.changed_texts(
            *(html.surroundings(each.decode("utf-8", "replace")) for each in (made, content))
        )
    read = docx.surroundings if format == "docx" else pdf.surroundings
    return word_differences.changed_texts(read(made), read(content))
