"""The text of a plain YAML scalar -> its value by the core schema of YAML 1.2.

https://yaml.org/spec/1.2.2/#103-core-schema
"""

import re
from typing import Any

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER_START = set("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}")  # Python refuses to read very long numbers; 40 digits are a guess
_BASED = re.compile(r"0o([0-7]{1,40})|0x([0-9a-fA-F]{1,40})")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]{1,40}\.[0-9]*|[0-9]{1,40}(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?")


def resolve(text: str) -> Any:
    """Return the value of a plain scalar; infinity and NaN, which JSON lacks, are text."""
    if text in _NULL:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text[0] not in _NUMBER_START:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if based := _BASED.fullmatch(text):
        return int(based[1], 8) if based[1] else int(based[2], 16)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
