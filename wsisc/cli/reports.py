"""What commands report -> a terminal, or the file that an option names: a new one, or an earlier report of its kind.

For --verbose: the settings and calls that apply to each submission.
"""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from wsisc import report
from wsisc.api import InputFile, building, outputs
from wsisc.cli import arguments, messages
from wsisc.messages import localization, plural, t
from wsisc.report import CheckedFile
from wsisc.report import previous as earlier_reports
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize

OPTIONS = arguments.combine(
    click.option(
        "--output-format",
        type=click.Choice(list(report.REPORTS)),
        help="Report format (default: full; set automatically in GitHub and GitLab CI).",
    ),
    arguments.file_option(
        "--output-file",
        help="File for the report or the diff; a report is also shown in the terminal, in the format full.",
    ),
)
"""The options of a report of checked files."""


def print_report(checked: Sequence[CheckedFile], options: Mapping[str, Any], *, err: bool = False) -> None:
    """Print the report, or write it to a file and print the one for people, with `err` on standard error.

    A report for a CI service that was not requested is printed together with the one for people; annotations, which are
    read from the log, always go there.
    """
    target = options["output_file"] if options["output_file"] != "-" else None
    chosen = _find_ci_format(os.environ)
    written = options["output_format"] or ("full" if target and chosen == "github" else chosen)
    text = _format_report(written, checked)
    if written == "full" and not target and messages.is_quiet():
        text = text.rpartition("\n")[0].rstrip("\n")  # without its summary
    if target:
        write(text, target, earlier_reports.is_report)
        text = _format_report("github" if chosen == "github" and not options["output_format"] else "full", checked)
    elif written == "gitlab" and not options["output_format"]:
        messages.print_report(_format_report("full", checked), err=True)
    if text:
        messages.print_report(text, err=err)


def _find_ci_format(environment: Mapping[str, str]) -> str:
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "gitlab" if environment.get("GITLAB_CI") == "true" else "full"


def _format_report(format: str, files: Sequence[CheckedFile]) -> str:
    """Return a report; those that programs read are in English unless a person named another language."""
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or ""
    if format in report.SERVICE_FORMATS:
        files = report.ChangedFiles(files, partial(report.relative_to, root))
    is_translated = format in report.FORMATS_FOR_PEOPLE or messages.is_language_required()
    with localization.use_language(localization.current_language() if is_translated else localization.ENGLISH):
        return report.load(format)(report.ChangedFiles(files, report.translate_file))


def write(
    text: str, output: str | None, is_earlier_output: Callable[[bytes], bool], byte_order_mark: bytes = b""
) -> None:
    """Write a report to the file that an option names, without colours, or print it."""
    if output and output != "-":
        content = byte_order_mark + f"{click.unstyle(text)}\n".encode("utf-8", "replace")
        outputs.write(output, content, is_earlier_output)
    elif text:
        click.echo(text)


def print_details(inputs: Sequence[InputFile]) -> None:
    """Print which settings and calls apply to submissions, with --verbose."""
    if messages.is_verbose():
        for (file, calls), count in Counter(
            (file.settings.file, describe_calls(file.calls_folder)) for file in inputs
        ).items():
            members = plural("1 submission", "{count:,} submissions", count)
            values = {"members": members, "settings": describe_settings(file), "calls": calls}
            messages.detail(t("{members}: {settings}; {calls}", **values))


def describe_settings(file: Path) -> str:
    """Return which file the settings come from, in words."""
    return (
        t("settings of {file}", file=sanitize(str(file)))
        if file.is_file()
        else t("no {file}: default settings", file=file.name)
    )


def describe_calls(folder: Path | None) -> str:
    """Return where calls come from, in words: the built-in ones, and those of a folder if there is one."""
    return t("built-in calls and those of {found}", found=sanitize(str(folder))) if folder else t("built-in calls")


def report_place(document: str, target: Path) -> None:
    """Report that an imported document has the place to which `build` writes, and that it is not replaced."""
    if building.prevents_build(target, document):
        built = portable_names.quote_path(Path(document).with_suffix(".built.docx"))
        source = portable_names.quote_path(target)
        note = t(
            "wsisc build does not replace {document}: run wsisc build {source} -o {built}",
            document=document,
            source=source,
            built=built,
        )
        messages.print_result(sanitize(note), err=True)
