"""A question and its choices -> the answer of a person at the terminal, or of an option."""

import re
import shutil
from collections.abc import Mapping

import click

from wsisc.messages import t, use_one_of
from wsisc.messages.localization import translate
from wsisc.text.nearest import find_nearest

_QUESTIONS = {
    "call": t("Which call for contributions are you answering?"),
    "type": t("What type of entity is it?"),
    "language": t("Which language will you write in?"),
}
_NAMES = {"call": t("Call"), "type": t("Type"), "language": t("Language"), "part": t("Part")}
_MIN_SIMILARITY = 0.5  # a guess, less than that of hints: the choices are few
_MAX_WIDTH = 100  # columns; a guess: longer lines are hard to read


def choose(option: str, value: str | None, choices: Mapping[str, str], default: str, is_interactive: bool) -> str:
    """Return one of several choices: that of the option, otherwise the answer of a person, otherwise the default.

    Raises UsageError if the option names none of them.
    """
    name = option.removeprefix("--")
    if value is not None:
        if value not in choices:
            problem = _describe_unknown(name, value, choices)
            raise click.UsageError(t("{option}: {error}", option=option, error=problem))
        return value
    return ask(_QUESTIONS[name], name, choices, default) if is_interactive else default


def ask(question: str, name: str, choices: Mapping[str, str], default: str) -> str:
    """Return the answer of a person to a question; `choices` have a description each, `name` is what they are."""
    how = t("Enter a number or a name, or press Enter to use the value in brackets.")
    print_question(t("{question} {how}", question=question, how=how))
    width = max(map(len, choices))
    for number, (id, about) in enumerate(choices.items(), 1):
        start = f"  {number:>2}  {id:<{width}}  "
        click.echo(_wrap(translate(about), start).rstrip() if about else start.rstrip(), err=True)
    while True:
        answer = prompt(_NAMES.get(name, name), default)
        choice = _match_answer(answer, choices)
        if choice in choices:
            return choice
        click.echo(translate(_describe_unknown(name, answer, choices)), err=True)
        default = find_nearest(answer, choices, _MIN_SIMILARITY) or default


def prompt(name: str, default: str | None = None) -> str:
    """Return what a person types after a prompt on standard error, by default what is shown in brackets."""
    suffix, is_shown = translate(t(": ")), bool(default)
    answer: str = click.prompt(translate(name), default=default, err=True, prompt_suffix=suffix, show_default=is_shown)
    return answer.strip()


def print_question(question: str) -> None:
    """Print a question, wrapped between words: a terminal breaks lines anywhere."""
    click.echo("\n" + _wrap(translate(question)), err=True)


def _wrap(text: str, start: str = "") -> str:
    width = min(shutil.get_terminal_size().columns, _MAX_WIDTH)
    return click.wrap_text(text, width, start, " " * len(start))


def _match_answer(answer: str, choices: Mapping[str, str]) -> str:
    """Return the choice that an answer names by its number or name, otherwise the answer."""
    ids = list(choices)
    if answer.isdecimal() and 1 <= int(answer) <= len(ids):
        return ids[int(answer) - 1]
    return re.sub(r"[\s_]+", "-", answer.lower())


def _describe_unknown(name: str, value: str, choices: Mapping[str, str]) -> str:
    near = find_nearest(value, choices, _MIN_SIMILARITY)
    hint = t("use {near}", near=near) if near else use_one_of(choices)
    if name == "language":
        return t("the call has no wording in {value}; {hint}", value=repr(value), hint=hint)
    return t("the {name} {value} does not exist; {hint}", name=name, value=repr(value), hint=hint)
