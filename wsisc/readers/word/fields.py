"""The marks and codes of fields -> the open fields, and where they lead (ECMA-376-1, 17.16)."""

import re
from dataclasses import dataclass

from wsisc.readers import package

_ADDRESS = re.compile(
    r'^\s*HYPERLINK\s+(?:(?!\\l\b)\\\S+\s+)*(?:"(?P<address>[^"]*)"|(?P<bare>[^\\\s"]\S*))?', re.IGNORECASE
)
_ANCHOR = re.compile(r'\\l\s+"?([^"\s]+)"?', re.IGNORECASE)
_NOTE_REFERENCE = re.compile(r"\s*(?:NOTEREF|FTNREF)\b", re.IGNORECASE)
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
