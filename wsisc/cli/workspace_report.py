"""The submissions of a command -> the settings and calls that apply to each, for --verbose."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from wsisc.cli import messages
from wsisc.report.common import sanitize
from wsisc.report.full import pluralize
from wsisc.settings import SETTINGS_FILE
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile


def print_details(inputs: Sequence[InputFile]) -> None:
    """Print which settings and calls apply to submissions, with --verbose."""
    if messages.is_verbose():
        for (file, calls), count in Counter(
            (each.settings.file, describe_calls(each.folder)) for each in inputs
        ).items():
            messages.detail(f"{pluralize(count, 'submission')}: {describe_settings(file)}; {calls}")


def describe_settings(file: Path) -> str:
    """Return which file the settings come from, in words."""
    return f"settings of {sanitize(str(file))}" if file.is_file() else f"no {SETTINGS_FILE}: default settings"


def describe_calls(folder: Path) -> str:
    """Return where the calls for a folder come from, in words."""
    found = repository.find_calls_folder(folder)
    return f"built-in calls and those of {sanitize(str(found))}" if found else "built-in calls"
