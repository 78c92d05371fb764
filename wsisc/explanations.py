"""A code of a diagnostic -> its explanation: of a rule from its docstring, of a fault of form from the table here."""

import re
import textwrap
from dataclasses import dataclass

from wsisc import rules
from wsisc.diagnostic import Severity

FORM = "form"
"""The group of the codes that are no rules: what keeps a file from being read, or from being a submission."""

_YAML = "docs/format.md, rule 1"
_SCHEMA = "docs/format.md, rule 2; schemas/submission.schema.json"
_FIGURES = "docs/format.md, rule 11"
_IGNORES = "docs/rules.md, Ignoring a rule"
_FORM: dict[str, tuple[Severity, str, str, str]] = {
    "alias": (Severity.ERROR, "A value is an alias.", "What it stands for is not seen at its place.", _YAML),
    "anchor": (Severity.ERROR, "A value has an anchor.", "A submission is read as plain data.", _YAML),
    "byte-order-mark": (
        Severity.WARNING,
        "The file begins with a byte order mark.",
        "It does no harm here, but other programs stumble over it.",
        _YAML,
    ),
    "duplicate-key": (
        Severity.ERROR,
        "A key stands twice in one place.",
        "One of the two values would be lost without a word.",
        _YAML,
    ),
    "empty-file": (Severity.ERROR, "The file is empty.", "There is nothing to check.", _YAML),
    "empty-value": (Severity.ERROR, "A value is empty.", "A key without a value says nothing.", _SCHEMA),
    "encoding": (
        Severity.ERROR,
        "The file is not saved as UTF-8, or is no text.",
        "Letters beyond English would turn into others.",
        _YAML,
    ),
    "figure-format": (
        Severity.ERROR,
        "The file of a figure cannot be shown alike everywhere.",
        "Word, browsers and the archive agree on upright PNG and JPEG files in RGB or grey.",
        _FIGURES,
    ),
    "figure-metadata": (
        Severity.WARNING,
        "An image says who made it, or where it was taken.",
        "Cameras and telephones note that in the file, which every document carries unchanged.",
        _FIGURES,
    ),
    "figure-not-found": (Severity.ERROR, "The file of a figure is not there.", "It could not be printed.", _FIGURES),
    "figure-path": (
        Severity.ERROR,
        "The file of a figure does not lie in the folder of the source.",
        "Others who get the folder would not have it.",
        _FIGURES,
    ),
    "figure-too-large": (Severity.ERROR, "A figure is too large.", "No page shows so much.", _FIGURES),
    "ignore-in-text": (
        Severity.WARNING,
        "A comment that should silence a rule stands inside a text.",
        "There it is no comment: it would be printed.",
        _IGNORES,
    ),
    "indentation": (
        Severity.ERROR,
        "A line is indented with something else than spaces.",
        "Tabs and no-break spaces look like spaces and are none.",
        _YAML,
    ),
    "joined-lines": (
        Severity.WARNING,
        "A line that looks like an item is joined to the one above.",
        'Only under "|" do lines stay lines.',
        _YAML,
    ),
    "lost-words": (
        Severity.ERROR,
        'Words behind " #" are lost.',
        "YAML takes them for a comment, so that they would not be printed.",
        _YAML,
    ),
    "malformed-ignore": (
        Severity.WARNING,
        "A comment does not say which rule to silence.",
        "It silences nothing.",
        _IGNORES,
    ),
    "merge-key": (Severity.ERROR, "A key is a merge key.", "A submission is read as plain data.", _YAML),
    "missing-glyph": (
        Severity.ERROR,
        "No font has a character.",
        "The PDF would show an empty box in its place.",
        "ISO 14289-1, 7.21; ISO 19005-3, 6.2.11",
    ),
    "missing-property": (Severity.ERROR, "A field is missing.", "A document needs it.", _SCHEMA),
    "non-string-key": (Severity.ERROR, "A key is no text.", "The names of fields are texts.", _YAML),
    "not-a-submission": (
        Severity.ERROR,
        "The file is no submission.",
        "A submission begins with the line wsisc: 1.",
        "docs/format.md",
    ),
    "refused-ignore": (
        Severity.WARNING,
        "A comment should silence a rule that a document needs.",
        "What it finds would make a document wrong or impossible.",
        _IGNORES,
    ),
    "repeated-value": (Severity.ERROR, "A value stands twice in a list.", "The second says nothing new.", _SCHEMA),
    "second-document": (Severity.ERROR, "A second document begins.", "A file holds one submission.", _YAML),
    "stray-character": (
        Severity.ERROR,
        "A character that cannot be seen stands in the file.",
        "Word leaves such characters behind; they break lines or printing.",
        _YAML,
    ),
    "syntax": (Severity.ERROR, "The file cannot be read as YAML.", "What stands there is ambiguous.", _YAML),
    "tag": (Severity.ERROR, "A value has a tag.", "A submission is read as plain data.", _YAML),
    "too-deep": (Severity.ERROR, "Values nest too deep.", "No submission needs that.", _YAML),
    "too-large": (Severity.ERROR, "The file is too large.", "A submission is text of some pages.", _YAML),
    "too-long": (Severity.ERROR, "A text or list is too long.", "The engines that set it would hang.", _SCHEMA),
    "unexpected-property": (
        Severity.ERROR,
        "A field has no place here.",
        "It would not be printed; most likely its name was mistyped.",
        _SCHEMA,
    ),
    "unknown-call": (Severity.ERROR, "No call has that name.", "Cover and prompts come from the call.", _SCHEMA),
    "unknown-rule": (Severity.WARNING, "No rule has that name.", "The comment silences nothing.", _IGNORES),
    "unknown-value": (Severity.ERROR, "A value is none of those known.", "Closed lists keep data comparable.", _SCHEMA),
    "unused-ignore": (
        Severity.WARNING,
        "A comment silences a rule that finds nothing here.",
        "It would hide the next mistake.",
        _IGNORES,
    ),
    "wrong-form": (Severity.ERROR, "A value has not the right form.", "Programs could not read it.", _SCHEMA),
    "wrong-name": (
        Severity.ERROR,
        "A name has not the right form.",
        "Names are small letters, digits and single hyphens, so that they serve as anchors everywhere.",
        "docs/format.md, rule 4",
    ),
    "wrong-type": (Severity.ERROR, "A value is of another kind than its field.", "It could not be printed.", _SCHEMA),
    "wrong-value": (Severity.ERROR, "A value does not fit its field.", "It could not be printed.", _SCHEMA),
}


@dataclass(frozen=True)
class Explanation:
    """What a diagnostic's code means. `fails` and `passes` are YAML, "" for a fault of form."""

    code: str
    group: str
    severity: Severity
    summary: str
    reason: str
    fails: str
    passes: str
    reference: str
    languages: tuple[str, ...] = ()


def codes() -> list[str]:
    """Return all codes: those of the rules by groups, then those of form."""
    return [*rules.codes(), *_FORM]


def is_form(code: str) -> bool:
    """Tell whether a code is one of form, and no rule's."""
    return code == FORM or code in _FORM


def explain(code: str) -> Explanation:
    """Return the explanation of a code. Raises KeyError where there is none of that name."""
    if group := rules.group_of(code):
        rule = rules.load(code)
        doc = rule.__doc__ or ""
        summary, reason = (" ".join(piece.split()) for piece in doc.split("\n\n")[:2])
        reference = re.search(r"^Reference: (.*?)\Z", doc.strip(), re.MULTILINE | re.DOTALL)
        return Explanation(
            code,
            group,
            rule.SEVERITY,
            summary,
            reason,
            _example(doc, "Fails"),
            _example(doc, "Passes"),
            " ".join(reference[1].split()) if reference else "",
            getattr(rule, "LANGUAGES", ()),
        )
    severity, summary, reason, reference_ = _FORM[code]
    return Explanation(code, FORM, severity, summary, reason, "", "", reference_)


def _example(doc: str, name: str) -> str:
    found = re.search(rf"^{name}::\n\n((?:    .*\n|\n)+)", doc, re.MULTILINE)
    return textwrap.dedent(found[1]).strip("\n") if found else ""


def markdown(explanation: Explanation) -> str:
    """Return an explanation as Markdown, without a heading."""
    pieces = [explanation.summary, explanation.reason]
    for title, example in (("Found in", explanation.fails), ("Not in", explanation.passes)):
        if example:
            pieces.append(f"{title}:\n\n```yaml\n{example}\n```")
    return "\n\n".join([*pieces, f"Reference: {explanation.reference}"])
