"""The path of an image file, as a submission names it -> an error if it leads elsewhere, or is not portable."""

import re

from wsisc.diagnostic import excerpt
from wsisc.messages import t
from wsisc.text import portable_names
from wsisc.text.unsafe_characters import INVISIBLE

PATH_HINT = t("put the image in the folder of the source or below it, such as figures/coverage.png")
_ABSOLUTE = re.compile(r"[/~]|[A-Za-z]:|[a-z][a-z0-9+.-]*://")
_JOINERS = "\u200c", "\u200d"


class FigureError(Exception):
    """An image file cannot be used: `code`, `message` and `hint` are those of a diagnostic."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def check_path(file: str) -> None:
    """Raise FigureError where the path of a figure leaves the folder of its source, or is not portable."""
    shown = excerpt(file)
    if INVISIBLE.search(file) or any(each in file for each in _JOINERS):
        raise FigureError(
            "figure-path", t('"{file}" contains an invisible character', file=shown), t("type the path again")
        )
    if "://" in file:
        raise FigureError(
            "figure-path",
            t('"{file}" is an address, not a file', file=shown),
            t("download it, and {path_hint}", path_hint=PATH_HINT),
        )
    if _ABSOLUTE.match(file):
        raise FigureError("figure-path", t('"{file}" is an absolute path', file=shown), PATH_HINT)
    if "\\" in file:
        raise FigureError(
            "figure-path",
            t('"{file}" contains a backslash', file=shown),
            t("write {path}", path=file.replace("\\", "/")),
        )
    if ".." in file.split("/"):
        raise FigureError("figure-path", t('"{file}" is outside the folder of the source', file=shown), PATH_HINT)
    for name in file.split("/"):
        _check_name(name, file)


def _check_name(name: str, file: str) -> None:
    """Raise FigureError where a component of a path is hidden, or is not a valid name on every system."""
    if name.startswith(".") and name != ".":
        hint = t("move the image to a folder that is not hidden, such as figures/")
        raise FigureError(
            "figure-path",
            t('"{file}" is hidden: "{name}" begins with a full stop', file=excerpt(file), name=excerpt(name)),
            hint,
        )
    if fault := portable_names.find_problem(name):
        message = t('"{file}": "{name}" {fault}', file=excerpt(file), name=excerpt(name), fault=fault)
        raise FigureError("figure-path", message, t("rename it"))
