"""The code of a rule -> the rule: one module for each, and the table of them by group.

A rule checks a valid submission. Its code is the name of its module in kebab-case. Its docstring has a summary, the
reason, an example that fails and one that passes, each merged into a minimal submission, and a reference.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, runtime_checkable

from wsisc.document.prose import Reading
from wsisc.messages.diagnostic import Finding, Severity


@runtime_checkable
class Rule(Protocol):
    """The interface of the modules of this package. A rule about wording also has `LANGUAGES`, such as ("en",)."""

    __name__: str
    __doc__: str | None
    SEVERITY: Severity

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yield the findings of the rule. Without a call, rules that need one find nothing."""
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
        "phrase-in-phrase",
        "raw-html",
        "stray-braces",
        "table-row",
        "thematic-break",
        "too-much-markup",
        "unknown-language",
        "unplaced-text",
        "untidy-spaces",
    ),
    "references": (
        "bare-reference",
        "circular-original",
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
        "date-outside-period",
        "document-symbol",
        "doubled-word",
        "lookalike-letter",
        "official-name",
        "open-comment",
        "outdated-translation",
        "part-length",
        "placeholder",
        "recycled-passage",
        "repeated-passage",
        "stray-markup",
        "typed-list",
        "unanswered-prompt",
        "wrong-language",
    ),
    "un-style": (
        "acronym-in-heading",
        "acronym-redefined",
        "acronym-too-early",
        "acronym-unexpanded",
        "acronym-unused",
        "date-form",
        "decimal-mark",
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
        "punctuation",
        "resolution-without-symbol",
        "spelling",
        "thousands-separator",
        "title-case",
        "un-abbreviated",
    ),
}
"""The codes of the rules by group, in alphabetical order."""

FORMER_NAMES = {"date-outside-year": "date-outside-period"}
"""Earlier names of rules, which users may still write, and the names of today."""

REQUIRED_GROUPS = ("structure", "references")
"""The groups that always run: `build` relies on them."""

DEFAULT_GROUPS = ("structure", "references", "accessibility", "facts")
"""The groups that run by default."""


def codes(*groups: str) -> list[str]:
    """Return the codes of the rules of groups; without groups, of all rules."""
    return [code for group in groups or GROUPS for code in GROUPS[group]]


def current_name(name: str) -> str:
    """Return the current name of a rule, also for one of its earlier names; other names unchanged."""
    return FORMER_NAMES.get(name, name)


def group_of(code: str) -> str:
    """Return the group of a rule, "" where no rule has the code."""
    return next((group for group, found in GROUPS.items() if code in found), "")


def load(code: str) -> Rule:
    """Return the rule of a code; it is imported on first use. Raises TypeError where the module is not a rule."""
    module = import_module(f"{__name__}.{code.replace('-', '_')}")
    if not isinstance(module, Rule):
        raise TypeError(f"{module.__name__} is not a rule")
    return module
