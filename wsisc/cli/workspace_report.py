"""The submissions of a command -> the settings and calls that apply to each, for --verbose.

After an import: a note that its document has the place of one that `wsisc build` would write.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from wsisc.api import InputFile, building
from wsisc.cli import messages
from wsisc.messages import plural, t
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize


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
