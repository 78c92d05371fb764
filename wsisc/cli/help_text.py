"""What Click writes of a command, its help and errors in its arguments -> the same in the language of messages.

The help of commands and options is plain English in the code. It passes through the formatter of Click when it is
shown; there each paragraph, the help of each option and each placeholder, such as FILE, is looked up in the catalogue.

On wrong usage, Click writes English sentences with values in them. Those that people can meet are listed here; each is
recognized in what Click has written, and is then translated like any other message. The others stay in English.
"""

import inspect
import re
from collections.abc import Iterable, Iterator
from functools import cache

import click

from wsisc.messages import Message, Value, from_data_file, t
from wsisc.messages.localization import translate

_AS_TYPED = "\b"  # the first line of a paragraph whose lines Click leaves as they are
_PLACEHOLDER = re.compile(r"\b[A-Z]{2,}(?:_[A-Z]+| RANGE)*\b")
_EXTRA = re.compile(r"(?s)(?P<help>.*?)(?:  )?\[(?P<extra>[^\[\]]*)\]")  # as Click writes it: help  [1<=x<=9; required]
_EXTRAS = {"required": t("required")}
SENTENCES = (
    "Invalid value for {parameter}: {message}",
    "Try '{command}' for help.",
    "No such option {name}.",
    "No such option {name}. Did you mean {near}?",
    "No such option {name}. (Did you mean one of: {near}?)",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "Got unexpected extra argument ({values})",
    "Got unexpected extra arguments ({values})",
    "Missing command.",
    "No such command {name}.",
    "No such command {name}. Did you mean {near}?",
    "No such command {name}. (Did you mean one of: {near}?)",
    "Missing argument {parameter}.",
    "Missing argument {parameter}. Choose from:\n\t{values}",
    "Missing option {parameter}.",
    "Missing option {parameter}. Choose from:\n\t{values}",
    "{name} is not one of {values}.",
    "{name} is not a valid integer.",
    "{name} is not a valid integer range.",
    "{name} is not a valid float range.",
    "{value} is not in the range {range}.",
)
_QUOTED = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_PATTERNS = {"name": _QUOTED, "parameter": rf"{_QUOTED}(?: / {_QUOTED})*", "command": "[^']+"}


class TranslatedFormatter(click.HelpFormatter):
    """What writes help, with its texts in the language of messages."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how a command is called."""
        super().write_usage(prog, translate_placeholders(args), prefix or f"{translate(t('Usage:'))} ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        line = translate(t("{heading}:", heading=from_data_file(heading)))
        self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        super().write_text("\n\n".join(map(_translate_paragraph, _paragraphs(text))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands, each with its help."""
        translated = [(translate_placeholders(name), _translate_option(help)) for name, help in rows]
        super().write_dl(translated, col_max, col_spacing)


class CommandGroup(click.Group):
    """A command with commands of its own, which are listed with a whole sentence: Click would shorten it."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with its help in one sentence."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(command)) for name, command in self.commands.items()])


def texts_to_translate(command: click.Command) -> Iterator[str]:
    """Yield the English texts in the help of a command, as they are looked up."""
    ctx = click.Context(command, help_option_names=["-h", "--help"])  # a command keeps its first help option
    for paragraph in _paragraphs(inspect.cleandoc(command.help or "")):
        yield from _pieces(paragraph)
    usage = [placeholder for parameter in command.get_params(ctx) for placeholder in _placeholders_of(parameter, ctx)]
    yield from dict.fromkeys([*usage, *_PLACEHOLDER.findall(" ".join(command.collect_usage_pieces(ctx)))])
    yield from (
        parameter.help
        for parameter in command.get_params(ctx)
        if isinstance(parameter, click.Option) and parameter.help
    )


def translate_placeholders(text: str) -> str:
    """Return a usage line or the names of an option with its placeholders, such as FILE, in the language."""
    return _PLACEHOLDER.sub(lambda match: translate(from_data_file(match[0])), text)


def _placeholders_of(parameter: click.Parameter, ctx: click.Context) -> list[str]:
    is_flag = isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count)
    return [] if is_flag else _PLACEHOLDER.findall(parameter.make_metavar(ctx))


def _summary(command: click.Command) -> str:
    return next(iter(_pieces(next(iter(_paragraphs(inspect.cleandoc(command.help or ""))), ""))), "")


def _paragraphs(text: str) -> list[str]:
    return re.split(r"\n{2,}", text)


def _pieces(paragraph: str) -> list[str]:
    """Return what is translated of a paragraph: the whole, or each line that is not a command to type."""
    first, _, rest = paragraph.partition("\n")
    if first.strip() == _AS_TYPED:
        return [line for line in rest.split("\n") if line and not line.startswith(" ")]
    return [" ".join(paragraph.split())] if paragraph.strip() else []


def _translate_paragraph(paragraph: str) -> str:
    translated = {piece: translate(from_data_file(piece)) for piece in _pieces(paragraph)}
    if paragraph.startswith(_AS_TYPED):
        return "\n".join(translated.get(line, line) for line in paragraph.split("\n"))
    return "".join(translated.values())


def _translate_option(help: str) -> str:
    found = _EXTRA.fullmatch(help)
    if not found:
        return translate(from_data_file(help))
    extras = "; ".join(map(_translate_extra, found["extra"].split("; ")))
    return f"{translate(from_data_file(found['help']))}  [{extras}]" if found["help"] else f"[{extras}]"


def _translate_extra(extra: str) -> str:
    if extra.startswith("default: "):
        return translate(t("default: {value}", value=extra.removeprefix("default: ")))
    return translate(_EXTRAS.get(extra, extra))


def translate_usage_error(text: str) -> str:
    """Return the lines of an error in the current language; its usage line and texts of wsisc are so already."""
    head, mark, message = text.rstrip("\n").partition("Error: ")
    if not mark or not (head == "" or head.endswith("\n\n")):
        return text
    *usage, hint = head.rstrip("\n").split("\n")
    lines = [*usage, _translate_sentence(hint), ""] if head else []
    return "\n".join([*lines, translate(t("error: {message}", message=_translate_sentence(message)))])


def _translate_sentence(text: str) -> str:
    """Return a sentence of Click in the current language; any other text as it is."""
    for sentence in SENTENCES:
        if found := _pattern(sentence).fullmatch(text):
            values: dict[str, Value] = dict(found.groupdict())
            if "parameter" in values:
                values["parameter"] = translate_placeholders(found["parameter"])
            if "message" in values:
                values["message"] = _translate_sentence(found["message"])
            return translate(Message(sentence, "", None, values))
    return text


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """Return what recognizes a sentence with any values."""
    from string import Formatter  # help needs none

    pieces = [
        re.escape(words) + (f"(?P<{name}>{_PATTERNS.get(name, '.+')})" if name else "")
        for words, name, _, _ in Formatter().parse(sentence)
    ]
    return re.compile("".join(pieces), re.DOTALL)
