"""What a command has made -> the file that an option names, unless that is the work of a person."""

from collections.abc import Iterable
from pathlib import Path

from wsisc.workspace import output_files, protected, streams
from wsisc.workspace.input_files import InputFile
from wsisc.workspace.protected import IsEarlierOutput


def refuse_overwrite(output: str | None, inputs: Iterable[InputFile], is_earlier_output: IsEarlierOutput) -> None:
    """Raise WsiscError if a file must not be overwritten, before the inputs are read; "-" is standard output."""
    if output not in (None, "-"):
        read = protected.ProtectedFiles(file.path for file in inputs)
        read.refuse_overwrite(Path(output), is_earlier_output=is_earlier_output)


def write(output: str | Path, content: bytes, is_earlier_output: IsEarlierOutput) -> None:
    """Write a new file, or in place of an earlier output. Raises WsiscError if that is refused or impossible."""
    output_files.write(Path(output), content, is_earlier_output)


def read(output: Path) -> bytes:
    """Return the content of an earlier output, b"" if there is none. Raises WsiscError if it cannot be read."""
    return streams.read(output) if output.is_file() else b""
