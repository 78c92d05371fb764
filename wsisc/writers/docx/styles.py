"""Pandoc's paragraphs, tables and bullets in a Word file -> the same in the styles of the theme."""

from lxml import etree

from wsisc import theme

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_QUOTED_STYLES = ("QuotedList", "BlockText")
_BULLET = "•"
_LIST_INDENT = 720  # of each level, as Pandoc's lists have it; twentieths of a point
_TWIPS_PER_POINT = 20
_STYLES_BY_PANDOC_STYLE = {"FirstParagraph": "BodyText", "Compact": "BodyText", "BlockText": "Quote"}


def separate_tables(root: etree._Element) -> None:
    """Put a paragraph between tables that Word would make one, where Pandoc has not."""
    for table in [each for each in root.iter(f"{_W}tbl") if _is_table(each.getnext())]:
        table.addnext(etree.Element(f"{_W}p"))


def style_paragraph(found: etree._Element, in_footnotes: bool, look: theme.Theme) -> None:
    """Give a paragraph one of the theme's styles by what Pandoc made of it and where it stands."""
    properties = found.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        found.insert(0, properties)
    style = properties.find(f"{_W}pStyle")
    if style is None:
        style = etree.Element(f"{_W}pStyle")
        properties.insert(0, style)
    given = style.get(f"{_W}val", "BodyText")
    style.set(f"{_W}val", _style_name(found, properties, given, in_footnotes))
    number, before = properties.find(f"{_W}numPr"), found.getprevious()
    quoted = round(look.styles["quotation"]["indent-left"] * _TWIPS_PER_POINT)
    if number is None:
        if given == "FootnoteBlockText":
            properties.append(etree.Element(f"{_W}ind", {f"{_W}left": str(quoted)}))
        return
    if _is_table(before):
        space = round(look.styles["text-after-table"]["before"] * _TWIPS_PER_POINT)
        properties.append(etree.Element(f"{_W}spacing", {f"{_W}before": str(space)}))
    if given in _QUOTED_STYLES:
        level = int(number[0].get(f"{_W}val", "0")) + 1
        left = level * _LIST_INDENT + quoted
        hanging = {f"{_W}hanging": str(_LIST_INDENT // 2)} if given == "QuotedList" else {}
        properties.append(etree.Element(f"{_W}ind", {f"{_W}left": str(left), **hanging}))


def _style_name(paragraph: etree._Element, properties: etree._Element, pandoc_style: str, in_footnotes: bool) -> str:
    parent, before = paragraph.getparent(), paragraph.getprevious()
    if parent is not None and parent.tag == f"{_W}tc":
        return "TableText"
    if _is_table(before) and _is_table(paragraph.getnext()) and paragraph.find(f".//{_W}t") is None:
        return "BetweenTables"
    if in_footnotes:
        return "FootnoteText"
    if properties.find(f"{_W}numPr") is not None:
        return "ListParagraph"
    name = _STYLES_BY_PANDOC_STYLE.get(pandoc_style, pandoc_style)
    return "TextAfterTable" if name == "BodyText" and _is_table(before) else name


def _is_table(element: etree._Element | None) -> bool:
    return element is not None and element.tag == f"{_W}tbl"


def style_table(found: etree._Element, width: int) -> None:
    """Give a table the style Table Grid and the width of the text, less its indent; rows stay on one page."""
    width -= sum(int(indent.get(f"{_W}w", "0")) for indent in found.iter(f"{_W}tblInd"))
    for style in found.iter(f"{_W}tblStyle"):
        style.set(f"{_W}val", "TableGrid")
    for size in found.iter(f"{_W}tblW"):
        size.attrib.clear()
        size.attrib.update({f"{_W}w": str(width), f"{_W}type": "dxa"})
    columns = list(found.iter(f"{_W}gridCol"))
    given = sum(int(column.get(f"{_W}w", "0")) for column in columns)
    for column in columns:
        column.set(f"{_W}w", str(int(column.get(f"{_W}w", "0")) * width // given))
    for row in found.iter(f"{_W}tr"):
        properties = row.find(f"{_W}trPr")
        if properties is None:
            properties = etree.Element(f"{_W}trPr")
            row.insert(0, properties)
        properties.insert(0, etree.Element(f"{_W}cantSplit"))


def style_bullet(level: etree._Element) -> None:
    """Give a level of a list the one bullet that PDF and page have too; Pandoc's change font and size."""
    format, text, run = (level.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "rPr"))
    if format is not None and format.get(f"{_W}val") == "bullet" and text is not None:
        if (text.get(f"{_W}val") or "").strip():
            text.set(f"{_W}val", _BULLET)
        if run is not None:
            level.remove(run)


def join_runs(root: etree._Element) -> None:
    """Join neighbouring runs of text that have the same formatting: Pandoc begins one at every space.

    A run that holds anything but one text, such as a footnote reference, is left alone.
    """
    runs = list(root.iter(f"{_W}r"))
    texts = [_only_text(run) for run in runs]
    group: list[str] = []
    for at in range(len(runs) - 1, -1, -1):  # from the end, so that each text is copied once
        run, text = runs[at], texts[at]
        if text is None:
            continue
        group.append(text.text or "")
        is_joined = at > 0 and texts[at - 1] is not None and run.getprevious() is runs[at - 1]
        if is_joined and _formatting(runs[at - 1]) == _formatting(run):
            parent = run.getparent()
            assert parent is not None
            parent.remove(run)
            continue
        if len(group) > 1:
            text.text = "".join(reversed(group))
            text.set(_SPACE, "preserve")
        group = []


def _only_text(run: etree._Element) -> etree._Element | None:
    """Return the text of a run that holds nothing else."""
    held = [each for each in run if each.tag != f"{_W}rPr"]
    return held[0] if len(held) == 1 and held[0].tag == f"{_W}t" else None


def _formatting(run: etree._Element) -> bytes:
    properties = run.find(f"{_W}rPr")
    return b"" if properties is None or not len(properties) else etree.tostring(properties, method="c14n")
