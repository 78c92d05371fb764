"""A Word file with comments and its path -> the written file; one that a person has edited is never replaced."""

from pathlib import Path

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.review import seal
from wsisc.workspace import output_files, protected
from wsisc.workspace.received_folder import name_reviewed


def default_place(document: Path) -> Path:
    """Return the default path of a Word file with comments: next to the one without."""
    return document.with_name(name_reviewed(document))


def refuse_changed(target: Path, content: bytes | None = None) -> None:
    """Raise WsiscError if a file is neither new nor an earlier review that no program has saved since."""
    if protected.is_foreign(target, seal.is_unchanged, content):
        hint = t("choose another name with -o, or move it")
        raise WsiscError(
            t("{target} was changed since it was written, or is not a review, and is not replaced", target=target), hint
        )


def write(target: Path, content: bytes) -> None:
    """Write a reviewed file. Raises WsiscError as `refuse_changed` does, or if it cannot be written."""
    refuse_changed(target, content)
    output_files.write(target, content)
