"""The name of a rule -> what it is for, with examples; and the page of all rules."""

from wsisc.lint import explanations, rules
from wsisc.lint.explanations import CodeExplanation
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.text.nearest import find_nearest

# The least similarity of a name that is suggested: "typo-rule" is not a mistyped "unknown-rule" (0.67).
_MIN_SIMILARITY = 0.75
GROUP_SUMMARIES = {
    "structure": t("what every document requires; always on"),
    "references": t("references to footnotes, links, figures and calls; always on"),
    "accessibility": t("problems for people who use a screen reader; on by default"),
    "facts": t("names, figures, dates and answers that look wrong; on by default"),
    "un-style": t("the editorial style of the United Nations; enable with --select default,un-style"),
    explanations.FORM_GROUP: t("problems that prevent a file from being read as a submission; always on"),
}
"""The groups of rules, each with what they have in common."""


def list_rules() -> dict[str, list[str]]:
    """Return the names of all rules by their group. Raises no WsiscError.

    Example::

        from wsisc.api import list_rules

        for group, names in list_rules().items():
            print(group, names)
    """
    groups = {group: list(codes) for group, codes in rules.GROUPS.items()}
    return {**groups, explanations.FORM_GROUP: [code for code in explanations.codes() if not rules.group_of(code)]}


def explain_rule(name: str) -> CodeExplanation:
    """Return what a rule is for, with an example that fails and one that passes; `name` is also that of a diagnostic.

    Raises WsiscError if no rule has the name.

    Example::

        from wsisc.api import explain_rule

        print(explain_rule("spelling").reason)
    """
    code = rules.current_name(name)
    if code not in explanations.codes():
        near = find_nearest(name, [*GROUP_SUMMARIES, *explanations.codes()], _MIN_SIMILARITY)
        hint = t("use {near}", near=near) if near else t("run wsisc explain to list the rules")
        raise WsiscError(t("the rule {name!r} does not exist; {hint}", name=name, hint=hint), exit_code=2)
    return explanations.explain(code)


def is_always_on(explanation: CodeExplanation) -> bool:
    """Return whether a rule runs whatever options say."""
    return explanation.group in (*rules.REQUIRED_GROUPS, explanations.FORM_GROUP)


def render_page() -> str:
    """Return the page of all rules, as Markdown."""
    import jinja2

    groups = []
    for group, codes in list_rules().items():
        explained = [explanations.explain(code) for code in codes]
        rows = [{**explanation._asdict(), "text": explanations.to_markdown(explanation)} for explanation in explained]
        groups.append({"name": group, "about": GROUP_SUMMARIES[group], "rules": rows})
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True)  # nosec: Markdown, not HTML
    return environment.from_string(resources.text("templates/rules.md.j2")).render(groups=groups).rstrip()
