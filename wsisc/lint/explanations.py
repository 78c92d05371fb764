"""The code of a diagnostic -> its explanation: from the docstring of a rule, or from `templates/faults.yaml`."""

import re
import textwrap
from functools import cache
from typing import NamedTuple

from wsisc.lint import rules
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import Severity

FORM_GROUP = "form"
"""The group of the codes that belong to no rule: faults that keep a file from being read as a submission."""


class CodeExplanation(NamedTuple):
    """The explanation of a diagnostic's code. `fails` and `passes` are examples in YAML, or "".

    `earlier` is a previous submission, `original` that of which it is a translation, for rules that compare with one.
    """

    code: str
    group: str
    severity: Severity
    summary: str
    reason: str
    fails: str
    passes: str
    reference: str
    languages: tuple[str, ...] = ()
    earlier: str = ""
    original: str = ""

    @property
    def examples(self) -> list[tuple[str, str]]:
        """The examples, each with its title: "Fails", "Passes"."""
        named = (
            (t("Earlier submission"), self.earlier),
            (t("Original"), self.original),
            (t("Fails"), self.fails),
            (t("Passes"), self.passes),
        )
        return [(title, example) for title, example in named if example]


def codes() -> list[str]:
    """Return all codes: those of the rules by group, then those of form."""
    return [*rules.codes(), *_faults()]


@cache
def _faults() -> dict[str, dict[str, str]]:
    faults: dict[str, dict[str, str]] = resources.read_strings("templates/faults.yaml")
    return faults


def is_form_code(code: str) -> bool:
    """Return whether a code is one of form, rather than that of a rule."""
    return code == FORM_GROUP or code in _faults()


def explain(code: str) -> CodeExplanation:
    """Return the explanation of a code. Raises KeyError where the code is unknown."""
    if group := rules.group_of(code):
        rule = rules.load(code)
        doc = rule.__doc__ or ""
        summary, reason = (" ".join(piece.split()) for piece in doc.split("\n\n")[:2])
        reference = re.search(r"^Reference: (.*?)\Z", doc.strip(), re.MULTILINE | re.DOTALL)
        return CodeExplanation(
            code,
            group,
            rule.SEVERITY,
            summary,
            reason,
            _example(doc, "Fails"),
            _example(doc, "Passes"),
            " ".join(reference[1].split()) if reference else "",
            getattr(rule, "LANGUAGES", ()),
            _example(doc, "Earlier"),
            _example(doc, "Original"),
        )
    fault = _faults()[code]
    fails, passes = (fault.get(name, "").rstrip("\n") for name in ("fails", "passes"))
    severity = Severity(fault["severity"])
    return CodeExplanation(
        code, FORM_GROUP, severity, fault["summary"], fault["reason"], fails, passes, fault["reference"]
    )


def _example(doc: str, name: str) -> str:
    found = re.search(rf"^{name}::\n\n((?:    .*\n|\n)+)", doc, re.MULTILINE)
    return textwrap.dedent(found[1]).strip("\n") if found else ""


def to_markdown(explanation: CodeExplanation) -> str:
    """Return an explanation as Markdown, without a heading."""
    pieces = [explanation.summary, explanation.reason]
    pieces += [f"{title}:\n\n```yaml\n{example}\n```" for title, example in explanation.examples]
    return "\n\n".join([*pieces, f"Reference: {explanation.reference}"])
