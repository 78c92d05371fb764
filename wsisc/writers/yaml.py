"""A submission -> its canonical YAML: the same data, without any comments and contact, in a fixed layout."""

import re
from dataclasses import replace
from typing import Any

import yaml

from wsisc.document import comments
from wsisc.document.canonical import to_data
from wsisc.model import Submission
from wsisc.source import scalars

NEEDS_ESCAPE = re.compile(r"^[ \t]*\xa0|[\t\x85\u2028\u2029\ufeff]", re.MULTILINE)
"""What a file may not hold as it is (characters.py), and can hold only as an escape in quotation marks."""


def dump_canonical(submission: Submission) -> str:
    """Return the canonical YAML of a submission. Read again, it gives the same but for contact and comments."""
    data = to_data(replace(comments.remove_all(submission), contact=None))
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)


_BaseDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _needs_escape(text: str) -> bool:
    return (not text.isascii() or "\t" in text) and NEEDS_ESCAPE.search(text) is not None


class _Dumper(_BaseDumper):  # type: ignore[misc]
    """Writes texts of several lines under "|", and quotes what YAML 1.2 would not read as text."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        is_plain = isinstance(scalars.resolve(text), str)
        style = '"' if not is_plain or _needs_escape(text) else "|" if "\n" in text else None
        made: yaml.ScalarNode = self.represent_scalar("tag:yaml.org,2002:str", text, style)
        return made

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(str, _Dumper.represent_text)

TEXT_DUMPER = _Dumper
"""Writes the data of a submission as YAML 1.2 reads it."""
