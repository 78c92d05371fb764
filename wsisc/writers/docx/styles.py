"""Pandoc's paragraphs, tables and bullets in a Word file -> the same in the styles of the theme."""

from lxml import etree

from wsisc import theme
from wsisc.readers.office_xml import SPACE, W

_QUOTED_STYLES = ("QuotedList", "BlockText")
_BULLET = "•"
_LIST_INDENT = 720  # of each level in Pandoc's lists, in twentieths of a point
_TWIPS_PER_POINT = 20
_STYLES_BY_PANDOC_STYLE = {"FirstParagraph": "BodyText", "Compact": "BodyText", "BlockText": "Quote"}


def separate_tables(root: etree._Element) -> None:
    """Insert an empty paragraph between adjacent tables, which Word would join, if Pandoc has not."""
    for table in [each for each in root.iter(f"{W}tbl") if _is_table(each.getnext())]:
        table.addnext(etree.Element(f"{W}p"))


def style_paragraph(paragraph: etree._Element, in_footnotes: bool, look: theme.Theme) -> None:
    """Set a paragraph's style of the theme, from the style that Pandoc gave it and its position."""
    properties = ensure_first(paragraph, "pPr")
    style = ensure_first(properties, "pStyle")
    pandoc_style = style.get(f"{W}val", "BodyText")
    style.set(f"{W}val", _style_name(paragraph, properties, pandoc_style, in_footnotes))
    number, previous = properties.find(f"{W}numPr"), paragraph.getprevious()
    quote_indent = round(look.styles["quotation"]["indent-left"] * _TWIPS_PER_POINT)
    if number is None:
        if pandoc_style == "FootnoteBlockText":
            properties.append(etree.Element(f"{W}ind", {f"{W}left": str(quote_indent)}))
        return
    if _is_table(previous):
        space = round(look.styles["text-after-table"]["before"] * _TWIPS_PER_POINT)
        properties.append(etree.Element(f"{W}spacing", {f"{W}before": str(space)}))
    if pandoc_style in _QUOTED_STYLES:
        level = int(number[0].get(f"{W}val", "0")) + 1
        left = level * _LIST_INDENT + quote_indent
        hanging = {f"{W}hanging": str(_LIST_INDENT // 2)} if pandoc_style == "QuotedList" else {}
        properties.append(etree.Element(f"{W}ind", {f"{W}left": str(left), **hanging}))


def _style_name(paragraph: etree._Element, properties: etree._Element, pandoc_style: str, in_footnotes: bool) -> str:
    parent, previous = paragraph.getparent(), paragraph.getprevious()
    if parent is not None and parent.tag == f"{W}tc":
        return "TableText"
    if _is_table(previous) and _is_table(paragraph.getnext()) and paragraph.find(f".//{W}t") is None:
        return "BetweenTables"
    if in_footnotes:
        return "FootnoteText"
    if properties.find(f"{W}numPr") is not None:
        return "ListParagraph"
    name = _STYLES_BY_PANDOC_STYLE.get(pandoc_style, pandoc_style)
    return "TextAfterTable" if name == "BodyText" and _is_table(previous) else name


def _is_table(element: etree._Element | None) -> bool:
    return element is not None and element.tag == f"{W}tbl"


def style_table(table: etree._Element, width: int) -> None:
    """Set the style Table Grid and the width of the text minus the table's indent; keep rows on one page."""
    width -= sum(int(indent.get(f"{W}w", "0")) for indent in table.iter(f"{W}tblInd"))
    for style in table.iter(f"{W}tblStyle"):
        style.set(f"{W}val", "TableGrid")
    for size in table.iter(f"{W}tblW"):
        size.attrib.clear()
        size.attrib.update({f"{W}w": str(width), f"{W}type": "dxa"})
    columns = list(table.iter(f"{W}gridCol"))
    old_width = sum(int(column.get(f"{W}w", "0")) for column in columns)
    for column in columns:
        column.set(f"{W}w", str(int(column.get(f"{W}w", "0")) * width // old_width))
    for row in table.iter(f"{W}tr"):
        ensure_first(row, "trPr").insert(0, etree.Element(f"{W}cantSplit"))


def style_bullet(level: etree._Element) -> None:
    """Set a list level to the bullet that the PDF and the page use too, in the font of the text."""
    format, text, run = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "rPr"))
    if format is not None and format.get(f"{W}val") == "bullet" and text is not None:
        if (text.get(f"{W}val") or "").strip():
            text.set(f"{W}val", _BULLET)
        if run is not None:
            level.remove(run)


def join_runs(root: etree._Element) -> None:
    """Join neighbouring text runs of the same formatting: Pandoc starts a new one at every space.

    A run with anything but one text, such as a footnote reference, is left alone.
    """
    runs = list(root.iter(f"{W}r"))
    texts = [_only_text(run) for run in runs]
    group = []
    for index in range(len(runs) - 1, -1, -1):  # backwards, so that each text is copied once
        run, text = runs[index], texts[index]
        if text is None:
            continue
        group.append(text.text or "")
        is_joined = index > 0 and texts[index - 1] is not None and run.getprevious() is runs[index - 1]
        if is_joined and _formatting(runs[index - 1]) == _formatting(run):
            parent = run.getparent()
            assert parent is not None
            parent.remove(run)
            continue
        if len(group) > 1:
            text.text = "".join(reversed(group))
            text.set(SPACE, "preserve")
        group = []


def _only_text(run: etree._Element) -> etree._Element | None:
    """Return the text of a run that contains nothing else, or None."""
    content = [each for each in run if each.tag != f"{W}rPr"]
    return content[0] if len(content) == 1 and content[0].tag == f"{W}t" else None


def _formatting(run: etree._Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None or not len(properties) else etree.tostring(properties, method="c14n")


def ensure_first(parent: etree._Element, name: str) -> etree._Element:
    """Return a child that must be the first of its parent, such as `w:pPr`, and insert it if it is missing."""
    child = parent.find(f"{W}{name}")
    if child is None:
        child = etree.Element(f"{W}{name}")
        parent.insert(0, child)
    return child
