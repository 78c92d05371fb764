"""`wsisc explain RULE`: a rule -> its purpose, with examples; without a name the list of all."""

import textwrap

import click

from wsisc.api import CodeExplanation, explaining
from wsisc.api.explaining import GROUP_SUMMARIES
from wsisc.cli import complete
from wsisc.messages import t
from wsisc.messages.localization import ENGLISH, current_language, translate
from wsisc.report.common import SEVERITY_NAMES

_WIDTH = 100  # columns; a guess, as wide as reports are


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
        click.echo(explaining.render_page())
    elif name is None:
        click.echo(_format_list(GROUP_SUMMARIES))
    elif name in GROUP_SUMMARIES:
        click.echo(_format_list({name: GROUP_SUMMARIES[name]}))
    else:
        click.echo(_format_explanation(explaining.explain_rule(name)))


def _format_list(groups: dict[str, str]) -> str:
    rows = []
    for group, about in groups.items():
        rows.append(translate(t("{kind}: {text}", kind=click.style(group, bold=True), text=about)))
        rows += [f"  {code:28} {explaining.explain_rule(code).summary}" for code in explaining.list_rules()[group]]
        rows.append("")
    return "\n".join([*rows, *_language_note()]).rstrip("\n")


def _language_note() -> list[str]:
    """Return a line that says in which language rules are described, none for those who read it."""
    note = t("The descriptions of rules are in English.")
    return [translate(note)] if current_language() != ENGLISH else []


def _format_explanation(explanation: CodeExplanation) -> str:
    severity = translate(SEVERITY_NAMES[explanation.severity])
    heading = f"{click.style(explanation.code, bold=True)} ({explanation.group}, {severity})"
    texts = (*_language_note(), explanation.summary, explanation.reason)
    pieces = [heading, *(click.wrap_text(text, _WIDTH) for text in texts)]
    for title, example in explanation.examples:
        pieces.append(f"{translate(t('{heading}:', heading=title))}\n\n{textwrap.indent(example, '    ')}")
    if explanation.languages:
        pieces.append(translate(t("Languages: {languages}", languages=", ".join(explanation.languages))))
    reference = translate(t("Reference: {reference}", reference=explanation.reference))
    pieces.append(click.wrap_text(reference, _WIDTH))
    how = (
        t("The rule is always on.")
        if explaining.is_always_on(explanation)
        else t("To suppress it for a value, add a comment: # wsisc: ignore[{code}] reason", code=explanation.code)
    )
    return "\n\n".join([*pieces, translate(how)])
