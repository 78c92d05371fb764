"""A submission -> its canonical YAML: the same data in a fixed layout, without comments and contact."""

import re
from typing import Any

import yaml

from wsisc.document import comments
from wsisc.document.canonical import to_data
from wsisc.model import Submission
from wsisc.source import scalars

NEEDS_ESCAPE = re.compile(r"^[ \t]*\xa0|[\t\x85\u2028\u2029\ufeff]", re.MULTILINE)
"""Characters that a source may not contain literally (source/characters.py), only as escapes in double quotes."""


def dump_canonical(submission: Submission) -> str:
    """Return the canonical YAML of a submission, which yields the same submission without contact and comments."""
    data = to_data(comments.remove_all(submission)._replace(contact=None))
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)


_BaseDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_BaseDumper):  # type: ignore[misc]
    """Writes multi-line texts as "|" blocks, and quotes whatever YAML 1.2 would not read as text."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        is_plain = isinstance(scalars.resolve(text), str)
        is_escaped = (not text.isascii() or "\t" in text) and NEEDS_ESCAPE.search(text)
        style = '"' if not is_plain or is_escaped else "|" if "\n" in text else None
        node: yaml.ScalarNode = self.represent_scalar("tag:yaml.org,2002:str", text, style)
        return node

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(str, _Dumper.represent_text)

TEXT_DUMPER = _Dumper
"""Writes the data of a submission so that YAML 1.2 reads it back."""
