"""The marks and codes of fields -> the open fields, and where they lead (ECMA-376-1, 17.16)."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from wsisc.ooxml import package
from wsisc.ooxml.names import W

_ADDRESS = re.compile(
    r'^\s*HYPERLINK\s+(?:(?!\\l\b)\\\S+\s+)*(?:"(?P<address>[^"]*)"|(?P<bare>[^\\\s"]\S*))?', re.IGNORECASE
)
_ANCHOR = re.compile(r'\\l\s+"?([^"\s]+)"?', re.IGNORECASE)
_NOTE_REFERENCE = re.compile(r"\s*(?:NOTEREF|FTNREF)\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
PAGE_NUMBER = "#"
"""What is read for the number of a page, or of all pages: each program writes its own into a file."""
_MAX_OPEN = 50  # so many fields may be open at a place


@dataclass
class Field:
    """An open field: its instruction, whether its result has started, and the address of that ("" for none)."""

    instruction: str = ""
    is_in_result: bool = False
    link: str = ""

    @property
    def is_note_reference(self) -> bool:
        """Whether its result is the number of a note that is referenced elsewhere."""
        return bool(_NOTE_REFERENCE.match(self.instruction))


def replace_page_numbers(root: etree._Element) -> etree._Element:
    """Return a copy of a header or footer with PAGE_NUMBER for the numbers that page fields show."""
    root, fields = deepcopy(root), list[Field]()
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if element.tag == f"{W}fldChar":
            handle_mark(element.get(f"{W}fldCharType", ""), fields)
        elif element.tag == f"{W}instrText":
            if fields and not fields[-1].is_in_result:
                fields[-1].instruction += element.text or ""
        elif (element.text or "").isdigit() and _is_page_number(element, fields):
            element.text = PAGE_NUMBER
    return root


def _is_page_number(text: etree._Element, fields: Sequence[Field]) -> bool:
    simple = next((ancestor.get(f"{W}instr", "") for ancestor in text.iterancestors(f"{W}fldSimple")), "")
    current = fields[-1].instruction if fields and fields[-1].is_in_result else simple
    return bool(_PAGE_NUMBER.match(current))


def parse_link(instruction: str) -> str:
    """Return the address of a HYPERLINK field, or "" for another instruction."""
    match = _ADDRESS.match(instruction)
    if not match:
        return ""
    anchor = _ANCHOR.search(instruction)
    address = match["address"] or match["bare"] or ""
    return address + (f"#{anchor[1]}" if anchor else "")


def handle_mark(kind: str, fields: list[Field]) -> None:
    """Update the open fields at a mark: the beginning, the separator before the result, or the end of a field."""
    if kind == "begin":
        if len(fields) == _MAX_OPEN:
            raise package.damaged_error()
        fields.append(Field())
    elif kind == "separate" and fields:
        fields[-1].is_in_result = True
        fields[-1].link = parse_link(fields[-1].instruction)
    elif kind == "end" and fields:
        fields.pop()
