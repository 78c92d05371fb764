"""`wsisc explain RULE`: a rule -> its purpose, with examples; without a name the list of all."""

import textwrap
from difflib import get_close_matches

import click

from wsisc import resources
from wsisc.cli import complete
from wsisc.lint import explanations, rules
from wsisc.lint.explanations import CodeExplanation
from wsisc.localization import ENGLISH, current_language, translate
from wsisc.messages import t
from wsisc.report.common import SEVERITY_NAMES

_WIDTH = 100  # columns; a guess, as wide as reports are
# The least similarity of a name that is suggested: "typo-rule" is not a mistyped "unknown-rule" (0.67).
_MIN_SIMILARITY = 0.75
_GROUP_SUMMARIES = {
    "structure": t("what every document requires; always on"),
    "references": t("references to footnotes, links, figures and calls; always on"),
    "accessibility": t("problems for people who use a screen reader; on by default"),
    "facts": t("names, figures, dates and answers that look wrong; on by default"),
    "un-style": t("the editorial style of the United Nations; enable with --select default,un-style"),
    explanations.FORM_GROUP: t("problems that prevent a file from being read as a submission; always on"),
}


@click.command("explain")
@click.argument("name", required=False, metavar="[RULE]", shell_complete=complete.rule)
@click.option("--markdown", is_flag=True, help="Print the documentation of all rules in Markdown.")
def command(name: str | None, markdown: bool) -> None:
    """Explain RULE, with an example that fails and one that passes.

    Without RULE, list all rules by group.
    """
    if markdown and name is not None:
        raise click.UsageError(t("--markdown prints all rules: omit the name of the rule"))
    if markdown:
        click.echo(render_page())
    elif name is None:
        click.echo(_format_list(_GROUP_SUMMARIES))
    elif name in _GROUP_SUMMARIES:
        click.echo(_format_list({name: _GROUP_SUMMARIES[name]}))
    elif (code := rules.current_name(name)) in explanations.codes():
        click.echo(_format_explanation(explanations.explain(code)))
    else:
        near = get_close_matches(name.lower(), [*_GROUP_SUMMARIES, *explanations.codes()], 1, _MIN_SIMILARITY)
        hint = t("use {near}", near=near[0]) if near else t("run wsisc explain to list the rules")
        raise click.UsageError(t("the rule {name!r} does not exist; {hint}", name=name, hint=hint))


def _rules_by_group() -> dict[str, list[str]]:
    found = {group: list(codes) for group, codes in rules.GROUPS.items()}
    return {**found, explanations.FORM_GROUP: [code for code in explanations.codes() if not rules.group_of(code)]}


def _format_list(groups: dict[str, str]) -> str:
    rows = []
    for group, about in groups.items():
        rows.append(translate(t("{kind}: {text}", kind=click.style(group, bold=True), text=about)))
        rows += [f"  {code:28} {explanations.explain(code).summary}" for code in _rules_by_group()[group]]
        rows.append("")
    return "\n".join([*rows, *_language_note()]).rstrip("\n")


def _language_note() -> list[str]:
    """Return a line that says in which language rules are described, none for those who read it."""
    note = t("The descriptions of rules are in English.")
    return [translate(note)] if current_language() != ENGLISH else []


def _format_explanation(explanation: CodeExplanation) -> str:
    always = explanation.group in (*rules.REQUIRED_GROUPS, explanations.FORM_GROUP)
    severity = translate(SEVERITY_NAMES[explanation.severity])
    heading = f"{click.style(explanation.code, bold=True)} ({explanation.group}, {severity})"
    texts = (*_language_note(), explanation.summary, explanation.reason)
    pieces = [heading, *(click.wrap_text(each, _WIDTH) for each in texts)]
    for title, example in explanation.examples:
        pieces.append(f"{translate(t('{heading}:', heading=title))}\n\n{textwrap.indent(example, '    ')}")
    if explanation.languages:
        pieces.append(translate(t("Languages: {languages}", languages=", ".join(explanation.languages))))
    reference = translate(t("Reference: {reference}", reference=explanation.reference))
    pieces.append(click.wrap_text(reference, _WIDTH))
    how = (
        t("The rule is always on.")
        if always
        else t("To suppress it for a value, add a comment: # wsisc: ignore[{code}] reason", code=explanation.code)
    )
    return "\n\n".join([*pieces, translate(how)])


def render_page() -> str:
    """Return the page of all rules, as Markdown."""
    import jinja2

    groups = []
    for group, codes in _rules_by_group().items():
        explained = [explanations.explain(code) for code in codes]
        found = [{**each._asdict(), "text": explanations.to_markdown(each)} for each in explained]
        groups.append({"name": group, "about": _GROUP_SUMMARIES[group], "rules": found})
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True)  # nosec: Markdown, not HTML
    return environment.from_string(resources.text("templates/rules.md.j2")).render(groups=groups).rstrip()
