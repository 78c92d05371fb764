"""The rules and severities that a user chose -> the rules that run, and the severities of their findings."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from wsisc.lint import explanations, rules
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity, excerpt
from wsisc.text.nearest import find_nearest

MAX_FINDINGS_PER_RULE = 200
GROUP_ALIASES = ("all", "default")


class UnknownRuleName(ValueError):
    """A name is not that of a rule or group, or cannot be chosen here; the message suggests the nearest name."""


class Selection(NamedTuple):
    """The rules that run. `severities` are the changed severities by code.

    A `draft` can have empty required parts and open merge conflicts, a document for `review` only open conflicts.
    A rule is stopped after `max_findings`: authors fix these first, and check again.
    """

    select: tuple[str, ...] = ("default",)
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = {}
    draft: bool = False
    review: bool = False
    max_findings: int = MAX_FINDINGS_PER_RULE

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rules that run; the rules that `build` relies on are always included."""
        return _resolve(self.select, self.ignore)

    def severity(self, code: str, default: Severity) -> Severity:
        """Return the severity of a rule's findings."""
        unfinished = ("missing-part", "unplaced-text", "open-conflict") if self.draft else ()
        if code in unfinished or (self.review and code == "open-conflict"):
            return Severity.WARNING
        return self.severities.get(code, default)


@lru_cache
def _resolve(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[str, ...]:
    selected = {code for name in select for code in _resolve_name(name)}
    ignored = {code for name in ignore for code in _resolve_name(name)}
    required = rules.codes(*rules.REQUIRED_GROUPS)
    return tuple(code for code in rules.codes() if code in required or (code in selected and code not in ignored))


REQUIRED_RULES = Selection(select=rules.REQUIRED_GROUPS)
"""The rules that a build needs."""


def from_names(
    select: Sequence[str], ignore: Sequence[str], severities: Mapping[str, str], draft: bool = False
) -> Selection:
    """Return the selection for the names of a user, who may write the earlier names of rules.

    Raises UnknownRuleName where a name is unknown or cannot be chosen.
    """
    ignore = [rules.current_name(each) for each in ignore]
    severities = {rules.current_name(code): level for code, level in severities.items()}
    for name in (*select, *ignore):
        _resolve_name(name)
    for code in severities:
        if code in (*GROUP_ALIASES, *rules.GROUPS):
            raise UnknownRuleName(t("{code} is a group: name its rules to change their severity", code=code))
        if not rules.group_of(code):
            raise UnknownRuleName(_unknown_name_message(code, rules.codes(), "rule"))
        if rules.group_of(code) in rules.REQUIRED_GROUPS:
            raise UnknownRuleName(t("{code} is required by build: its severity cannot be changed", code=code))
    for name in ignore:
        if name in (*rules.REQUIRED_GROUPS, *GROUP_ALIASES) or rules.group_of(name) in rules.REQUIRED_GROUPS:
            raise UnknownRuleName(t("{name} is required by build: it cannot be ignored", name=name))
    levels = {code: Severity(level) for code, level in severities.items()}
    return Selection(tuple(select) or ("default",), tuple(ignore), levels, draft)


def _resolve_name(name: str) -> list[str]:
    name = rules.current_name(name)
    if name == "all":
        return rules.codes()
    if name == "default":
        return rules.codes(*rules.DEFAULT_GROUPS)
    if name in rules.GROUPS:
        return rules.codes(name)
    if rules.group_of(name):
        return [name]
    raise UnknownRuleName(
        _unknown_name_message(name, [*GROUP_ALIASES, *rules.GROUPS, *rules.codes()], t("rule or group"))
    )


def _unknown_name_message(name: str, known: Sequence[str], kind: str) -> str:
    if explanations.is_form_code(name):
        return t("{name} is a problem of form, not a rule: it is always reported", name=name)
    near = find_nearest(name, known)
    hint = (
        t("use {near}", near=near)
        if near
        else t("the groups are {groups}; run wsisc explain to list the rules", groups=", ".join(rules.GROUPS))
    )
    return t("the {kind} {name} does not exist: {hint}", kind=kind, name=repr(excerpt(name)), hint=hint)
