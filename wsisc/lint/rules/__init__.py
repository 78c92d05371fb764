"""The rules: what may be wrong with a sound file, one module each, and the table of them by groups.

A rule's code is its module's name in kebab-case. Its docstring has a summary, the reason, an example that
fails, one that passes, each laid over a minimal submission, and the authority it rests on.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading


class Rule(Protocol):
    """What a module of this folder offers. One about wording also names its `LANGUAGES`, as ("en",)."""

    __name__: str
    __doc__: str | None
    SEVERITY: Severity

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yield what the rule finds. Without a call, rules that need one are silent."""
        ...


GROUPS: dict[str, tuple[str, ...]] = {
    "structure": (
        "code-in-text",
        "control-character",
        "decorative-words",
        "fenced-div",
        "heading-in-text",
        "image-in-text",
        "inline-note",
        "link-title",
        "link-without-words",
        "list-item-without-words",
        "list-number",
        "misplaced-figure",
        "missing-alternative",
        "missing-glyph",
        "missing-part",
        "numbered-title",
        "open-conflict",
        "raw-html",
        "table-row",
        "thematic-break",
        "too-much-markup",
        "unplaced-text",
        "untidy-spaces",
    ),
    "references": (
        "bare-reference",
        "definition-in-text",
        "duplicate-id",
        "duplicate-name",
        "footnote-called-twice",
        "footnote-in-footnote",
        "footnote-in-link",
        "footnote-without-words",
        "undefined-figure",
        "undefined-footnote",
        "undefined-link",
        "unsafe-address",
        "unused-figure",
        "unused-footnote",
        "unused-link",
    ),
    "accessibility": (
        "bare-address",
        "duplicate-heading",
        "meaningless-link",
        "useless-alternative",
    ),
    "facts": (
        "accidental-list",
        "acronym-mismatch",
        "acronym-misspelt",
        "country-name",
        "date-outside-year",
        "document-symbol",
        "lookalike-letter",
        "official-name",
        "open-comment",
        "part-length",
        "recycled-passage",
        "repeated-passage",
        "stray-markup",
        "typed-list",
        "unanswered-prompt",
    ),
    "un-style": (
        "acronym-in-heading",
        "acronym-redefined",
        "acronym-too-early",
        "acronym-unexpanded",
        "acronym-unused",
        "emphasis",
        "footnote-mark",
        "footnote-shape",
        "heading-case",
        "list-ending",
        "long-sentence",
        "mixed-dashes",
        "mixed-quotation-marks",
        "mixed-serial-comma",
        "mixed-term-case",
        "number-below-ten",
        "per-cent",
        "possessive-acronym",
        "resolution-without-symbol",
        "spelling",
        "thousands-separator",
        "title-case",
        "un-abbreviated",
    ),
}
"""The codes of the rules by group, in alphabetical order."""

REQUIRED_GROUPS = ("structure", "references")
"""The groups that always run, since `build` relies on them."""

DEFAULT_GROUPS = ("structure", "references", "accessibility", "facts")
"""The groups that run where nothing else is chosen."""


def codes(*groups: str) -> list[str]:
    """Return the codes of the rules of some groups, or of all."""
    return [code for group in groups or GROUPS for code in GROUPS[group]]


def group_of(code: str) -> str:
    """Return the group of a rule, or "" where no rule has that code."""
    return next((group for group, found in GROUPS.items() if code in found), "")


def load(code: str) -> Rule:
    """Return the rule of a code; each is imported when it is wanted."""
    return cast(Rule, import_module(f"{__name__}.{code.replace('-', '_')}"))
