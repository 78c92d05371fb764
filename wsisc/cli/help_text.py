"""The English help of a command -> what is shown of it, in the language of messages.

The help of commands and options is plain English in the code. It passes through the formatter of Click when it is
shown; there each paragraph, the help of each option and each placeholder, such as FILE, is looked up in the catalogue.
"""

import inspect
import re
from collections.abc import Iterable, Iterator

import click

from wsisc.messages import from_data_file, t
from wsisc.messages.localization import translate

_AS_TYPED = "\b"  # the first line of a paragraph whose lines Click leaves as they are
_PLACEHOLDER = re.compile(r"\b[A-Z]{2,}(?:_[A-Z]+| RANGE)*\b")
_EXTRA = re.compile(r"(?s)(?P<help>.*?)(?:  )?\[(?P<extra>[^\[\]]*)\]")  # as Click writes it: help  [1<=x<=9; required]
_EXTRAS = {"required": t("required")}


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
            formatter.write_dl([(name, _summary(each)) for name, each in self.commands.items()])


def texts_to_translate(command: click.Command) -> Iterator[str]:
    """Yield the English texts in the help of a command, as they are looked up."""
    ctx = click.Context(command, help_option_names=["-h", "--help"])  # a command keeps its first help option
    for paragraph in _paragraphs(inspect.cleandoc(command.help or "")):
        yield from _pieces(paragraph)
    usage = [placeholder for each in command.get_params(ctx) for placeholder in _placeholders_of(each, ctx)]
    yield from dict.fromkeys([*usage, *_PLACEHOLDER.findall(" ".join(command.collect_usage_pieces(ctx)))])
    yield from (each.help for each in command.get_params(ctx) if isinstance(each, click.Option) and each.help)


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
    translated = {each: translate(from_data_file(each)) for each in _pieces(paragraph)}
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
