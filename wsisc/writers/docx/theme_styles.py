"""Pandoc's paragraphs, headings and tables in a Word file -> the same in the styles of the theme.

Tables that are too wide for a page are in sections of their own, whose pages are turned on their side.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from wsisc.document.outline import OutlineBlock
from wsisc.ooxml.builders import create_paragraph, ensure_first
from wsisc.ooxml.names import SPACE, R, W
from wsisc.theme import Theme, text_width, word_styles

_CELL_STYLE = re.compile("TableNumber|(?:Small|Wide)Table(?:Text|Number)")
"""The style that templates/docx/filter.lua sets in tables that need a page of their own."""
_QUOTED_STYLES = ("QuotedList", "BlockText")
_LIST_INDENT = 720  # of each level in Pandoc's lists, in twentieths of a point
_NOTE_INDENT = 240  # of the first line of all paragraphs of a note but the first, in the same
_SMALL_MARGIN = "60"  # at the sides of the cells of a small table, in the same
_TWIPS_PER_POINT = 20
TURNED_HEADER = "header3"
"""The id of the header of turned pages, whose end is at another place than on other pages."""
_RUN_IN_STYLE = "RunInPrompt"
_STYLES_BY_PANDOC_STYLE = {"FirstParagraph": "BodyText", "Compact": "BodyText", "BlockText": "Quote"}


def separate_tables(root: etree._Element) -> None:
    """Insert an empty paragraph between adjacent tables, which Word would join, if Pandoc has not."""
    for table in [table for table in root.iter(f"{W}tbl") if _is_table(table.getnext())]:
        table.addnext(etree.Element(f"{W}p"))


def style_paragraph(paragraph: etree._Element, in_footnotes: bool, look: Theme, lists: Mapping[str, str]) -> None:
    """Set a paragraph's style of the theme, from its style in Pandoc and its position. `lists` names that of lists."""
    properties = ensure_first(paragraph, "pPr")
    style = ensure_first(properties, "pStyle")
    pandoc_style = style.get(f"{W}val", "BodyText")
    number = properties.find(f"{W}numPr")
    list_style = "" if number is None else lists.get(number[-1].get(f"{W}val", ""), "")
    style.set(f"{W}val", _style_name(paragraph, list_style, pandoc_style, in_footnotes))
    for name, values in (
        ("spacing", _find_spacing(paragraph, look) if number is not None and not in_footnotes else {}),
        ("ind", _find_indent(paragraph, number, pandoc_style, in_footnotes, look)),
    ):
        if values:
            properties.append(etree.Element(f"{W}{name}", {f"{W}{key}": str(value) for key, value in values.items()}))


def _find_spacing(item: etree._Element, look: Theme) -> dict[str, int]:
    """Return the space around a list item in twentieths of a point, where it differs from that of its style."""
    following = item.getnext()
    is_last = following is None or following.find(f"{W}pPr/{W}numPr") is None
    points = {"before": look.styles["text-after-table"]["before"]} if _is_table(item.getprevious()) else {}
    points |= {"after": look.styles["text"]["after"]} if is_last else {}
    return {key: round(value * _TWIPS_PER_POINT) for key, value in points.items()}


def _find_indent(
    paragraph: etree._Element, number: etree._Element | None, pandoc_style: str, in_footnotes: bool, look: Theme
) -> dict[str, int]:
    """Return the indent of a paragraph in twentieths of a point, where it differs from that of its style."""
    quote_indent = round(look.styles["quotation"]["indent-left"] * _TWIPS_PER_POINT)
    if number is None:
        if pandoc_style == "FootnoteBlockText":
            return {"left": quote_indent}
        return {"firstLine": _NOTE_INDENT} if in_footnotes and paragraph.getprevious() is not None else {}
    if pandoc_style not in _QUOTED_STYLES:
        return {}
    level = int(number[0].get(f"{W}val", "0")) + 1
    hanging = {"hanging": _LIST_INDENT // 2} if pandoc_style == "QuotedList" else {}
    return {"left": level * _LIST_INDENT + quote_indent, **hanging}


def _style_name(paragraph: etree._Element, list_style: str, pandoc_style: str, in_footnotes: bool) -> str:
    parent, previous = paragraph.getparent(), paragraph.getprevious()
    if parent is not None and parent.tag == f"{W}tc":
        return pandoc_style.replace("Wide", "Small") if _CELL_STYLE.fullmatch(pandoc_style) else "TableText"
    if _is_table(previous) and _is_table(paragraph.getnext()) and paragraph.find(f".//{W}t") is None:
        return "BetweenTables"
    if in_footnotes:
        return "FootnoteText"
    if list_style:
        return list_style
    name = _STYLES_BY_PANDOC_STYLE.get(pandoc_style, pandoc_style)
    return "TextAfterTable" if name == "BodyText" and _is_table(previous) else name


def _is_table(element: etree._Element | None) -> bool:
    return element is not None and element.tag == f"{W}tbl"


def find_meanings(blocks: Iterable[OutlineBlock]) -> set[tuple[str, int]]:
    """Return the meaning and the level of the headings among blocks."""
    return {(block.meaning, block.level) for block in blocks if block.meaning}


def style_headings(document: etree._Element, blocks: Sequence[OutlineBlock], look: Theme) -> None:
    """Set the styles of headings, which are known by their bookmarks, and put prompts on the lines of their labels."""
    meanings = {block.name: block.meaning for block in blocks if block.meaning}
    styles = {
        block.name: word_styles.style_id(word_styles.heading_style(look, block.meaning, block.level))
        for block in blocks
        if block.meaning
    }
    for bookmark in document.iter(f"{W}bookmarkStart"):
        paragraph = bookmark.getparent()
        if paragraph is not None and bookmark.get(f"{W}name") in styles:
            ensure_first(ensure_first(paragraph, "pPr"), "pStyle").set(f"{W}val", styles[bookmark.get(f"{W}name", "")])
    for prompt in document.iter(f"{W}p"):
        style, label = prompt.find(f"{W}pPr/{W}pStyle"), prompt.getprevious()
        if style is not None and style.get(f"{W}val") == _RUN_IN_STYLE and label is not None:
            names = [meanings.get(bookmark.get(f"{W}name", ""), "") for bookmark in label.iter(f"{W}bookmarkStart")]
            meaning = next(filter(None, names), "part")
            style.set(f"{W}val", word_styles.style_id(word_styles.prompt_style(look, meaning)))
            _separate_styles(label)
            first = next(prompt.iter(f"{W}t"))
            first.text = f" {first.text}"
            first.set(SPACE, "preserve")


def _separate_styles(heading: etree._Element) -> None:
    """Hide the end of a heading, so that the next paragraph is on its line: Word calls that a style separator.

    ECMA-376, Part 1, 17.3.2.36, and 17.3.2.41 for programs that do not know it.
    """
    mark = etree.SubElement(ensure_first(heading, "pPr"), f"{W}rPr")
    etree.SubElement(mark, f"{W}vanish")
    etree.SubElement(mark, f"{W}specVanish")


def style_table(table: etree._Element, width: int, title: str = "") -> None:
    """Set the style and title, and the width of the text minus the table's indent; keep rows together."""
    for style in table.iter(f"{W}tblStyle"):
        style.set(f"{W}val", "RuledTable")
    if has_cell_style(table, "SmallTable"):
        _narrow_margins(table)
    set_table_width(table, width - sum(int(indent.get(f"{W}w", "0")) for indent in table.iter(f"{W}tblInd")))
    properties = table.find(f"{W}tblPr")
    if properties is not None and title:
        properties.append(etree.Element(f"{W}tblCaption", {f"{W}val": title}))
    for row in table.iter(f"{W}tr"):
        ensure_first(row, "trPr").insert(0, etree.Element(f"{W}cantSplit"))


def has_cell_style(table: etree._Element, start: str) -> bool:
    """Return whether cells of a table have a style whose name starts so."""
    return any(style.get(f"{W}val", "").startswith(start) for style in table.iter(f"{W}pStyle"))


def _narrow_margins(table: etree._Element) -> None:
    """Set the margins of all cells of a table. LibreOffice does not find the first row of a style based on another."""
    for look in table.iter(f"{W}tblLook"):
        margins = etree.Element(f"{W}tblCellMar")
        for side in ("left", "right"):
            etree.SubElement(margins, f"{W}{side}", {f"{W}w": _SMALL_MARGIN, f"{W}type": "dxa"})
        look.addprevious(margins)


def set_table_width(table: etree._Element, width: int) -> None:
    """Set the width of a table, in twentieths of a point; its columns keep their shares of it."""
    for size in table.iter(f"{W}tblW"):
        size.attrib.clear()
        size.attrib.update({f"{W}w": str(width), f"{W}type": "dxa"})
    columns = list(table.iter(f"{W}gridCol"))
    old_width = sum(int(column.get(f"{W}w", "0")) for column in columns)
    for column in columns:
        column.set(f"{W}w", str(int(column.get(f"{W}w", "0")) * width // old_width))


def find_wide_tables(document: etree._Element) -> list[etree._Element]:
    """Return the tables that need turned pages, in a document as Pandoc writes it. A table in a list has none."""
    return [table for table in document[0].iterchildren(f"{W}tbl") if has_cell_style(table, "WideTable")]


def turn_pages(document: etree._Element, tables: Sequence[etree._Element], look: Theme) -> None:
    """Put each table on turned pages. The section at the end of the document has the properties of all pages."""
    section = document[0][-1]
    turned = _turn_section(section)
    for table in tables:
        set_table_width(table, text_width(look, is_turned=True))
        _end_section(table.getprevious(), section)
        if _is_last(table):
            document[0].replace(document[0][-1], turned)
        else:
            _end_section(_ensure_empty_paragraph(table), turned)
    for first_page in list(document.iter(f"{W}titlePg"))[1:]:  # only the cover has a head and a foot of its own
        first_page.set(f"{W}val", "0")


def _turn_section(section: etree._Element) -> etree._Element:
    turned = deepcopy(section)
    for size in turned.iter(f"{W}pgSz"):
        width, height = size.get(f"{W}w", ""), size.get(f"{W}h", "")
        size.attrib.update({f"{W}w": height, f"{W}h": width, f"{W}orient": "landscape"})
    for reference in turned.iter(f"{W}headerReference"):
        if reference.get(f"{W}type") == "default":
            reference.set(f"{R}id", TURNED_HEADER)
    return turned


def _end_section(paragraph: etree._Element | None, section: etree._Element) -> None:
    """End a section with a paragraph, unless it ends one already."""
    if paragraph is not None and paragraph.find(f"{W}pPr/{W}sectPr") is None:
        ensure_first(paragraph, "pPr").append(deepcopy(section))


def _is_last(table: etree._Element) -> bool:
    following = table.getnext()
    return following is None or following.tag == f"{W}sectPr"


def _ensure_empty_paragraph(table: etree._Element) -> etree._Element:
    """Return the empty paragraph after a table, inserted if it is missing: it ends the section of the table."""
    following = table.getnext()
    if following is None or following.tag != f"{W}p" or following.find(f".//{W}r") is not None:
        following = create_paragraph("BetweenTables")
        table.addnext(following)
    return following


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
    content = [child for child in run if child.tag != f"{W}rPr"]
    return content[0] if len(content) == 1 and content[0].tag == f"{W}t" else None


def _formatting(run: etree._Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None or not len(properties) else etree.tostring(properties, method="c14n")
