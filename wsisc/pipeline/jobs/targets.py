"""Inputs, formats and `-o` or wsisc.toml -> the path of each document, never the same for two."""

import os
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from wsisc.messages import join_choices, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.text.nearest import find_nearest
from wsisc.text.sanitize import sanitize
from wsisc.workspace import protected, streams
from wsisc.workspace.input_files import InputFile
from wsisc.writers import WRITERS

type Targets = Mapping[tuple[str, str], Path | None]
"""The paths of documents, by the name of the input and the format; None is standard output."""

_SOURCE_ENDINGS = {".yaml", ".yml", ".toml"}
# Endings of files that wsisc does not build.
_FOREIGN_ENDINGS = {".txt", ".doc", ".odt", ".rtf", ".htm", ".xml", ".xlsx", ".csv"}
_ENDINGS = join_choices([", ".join(f".{format}" for format in list(WRITERS)[:-1]), f".{list(WRITERS)[-1]}"])


class OutputRequest(NamedTuple):
    """A file to build, the formats of its documents, and the file or folder to write to, as -o names it, if any.

    `subfolder` is where in that folder, if it is one. `root` is the folder that no document may leave, None for the one
    that -o names, or otherwise the folder of the source. `is_format_requested` is whether a person named the formats.
    """

    file: InputFile
    formats: Sequence[str]
    output: str | None
    subfolder: Path
    root: Path | None = None
    is_format_requested: bool = False


def create_request(file: InputFile, formats: tuple[str, ...], output: str | None) -> OutputRequest:
    """Return the request for a file, as requested, or otherwise as its wsisc.toml says.

    In the folder of wsisc.toml documents are arranged as their sources are below it, whichever were named. Raises
    WsiscError if a format is unknown, or if that folder leads out of the one of wsisc.toml, which may come from a
    stranger.
    """
    settings, folder, settings_file = file.settings
    chosen = _choose_formats(formats, output, settings.formats, settings_file)
    if output or not settings.output:
        return OutputRequest(file, chosen, output, file.subfolder, is_format_requested=bool(formats))
    if not (folder / settings.output).resolve().is_relative_to(folder):
        values = {"settings_file": settings_file, "output": repr(settings.output)}
        setting = t("{settings_file}: [build] output = {output}", **values)
        problem = t("{setting} is outside the folder of that file: name a folder in it, or use -o", setting=setting)
        raise WsiscError(sanitize(problem), exit_code=2)
    here = Path.cwd()
    shown_folder = folder.relative_to(here) if folder.is_relative_to(here) else folder
    place = file.folder.resolve()
    subfolder = place.relative_to(folder) if place.is_relative_to(folder) else file.subfolder
    return OutputRequest(file, chosen, f"{shown_folder / settings.output}{os.sep}", subfolder, folder)


def _choose_formats(
    requested: tuple[str, ...], output: str | None, configured: tuple[str, ...], settings_file: Path
) -> tuple[str, ...]:
    """Return the formats to build, each once: as requested, or of the output file, or as configured."""
    named = Path(output).suffix[1:] if output else ""
    for names, origin in (
        (requested, ""),
        (configured, t("{settings_file}: [build] formats: ", settings_file=settings_file)),
    ):
        for unknown in (format for format in names if format not in WRITERS):
            near = find_nearest(unknown, WRITERS)
            hint = t("use {near}", near=near) if near else t("the formats are {writers}", writers=", ".join(WRITERS))
            values = {"origin": origin, "unknown": repr(unknown), "hint": hint}
            raise WsiscError(t("{origin}the format {unknown} does not exist; {hint}", **values), exit_code=2)
    return tuple(dict.fromkeys(requested or ((named,) if named in WRITERS else configured) or ("docx",)))


def resolve(requests: Sequence[OutputRequest], names: Sequence[str]) -> Targets:
    """Return the paths of documents; `names` are those of the files and folders from which the requests come.

    Raises WsiscError if that is impossible, or if a source or another document would be overwritten.
    """
    is_single = len(names) == len(requests) == len(requests[0].formats) == 1 and not Path(names[0]).is_dir()
    paths = {
        (request.file.name, format): _resolve_one(request, format, is_single)
        for request in requests
        for format in request.formats
    }
    roots = {request.file.name: request.root or _output_folder(request, is_single) for request in requests}
    sources = {request.file.path.resolve(): request.file.name for request in requests if request.file.path}
    inputs = protected.ProtectedFiles(request.file.path for request in requests)
    owners: dict[str, str] = {}  # by path as Windows and macOS compare them
    for (name, format), target in paths.items():
        place = target.resolve() if target else None
        if place in sources and WRITERS[format].carries_source:
            raise WsiscError(
                sanitize(t("{sources} is a document, not a source: name the YAML file", sources=sources[place])),
                exit_code=2,
            )
        if target:
            inputs.refuse_overwrite(target, roots[name])
        folded = unicodedata.normalize("NFC", str(place)).casefold()
        if folded in owners:
            problem = t(
                "{target} would be built from both {owners} and {name}: rename one, or build them separately",
                target=target,
                owners=owners[folded],
                name=name,
            )
            raise WsiscError(sanitize(problem), exit_code=2)
        if place:
            owners[folded] = name
    return paths


def _resolve_one(request: OutputRequest, format: str, is_single: bool) -> Path | None:
    file, output = request.file, request.output
    name = f"{file.path.stem if file.path else 'submission'}.{format}"
    if output is not None and streams.is_standard_output(output):
        if not is_single:
            raise WsiscError(t("-o - requires a single submission and a single format"), exit_code=2)
        return None
    if output is None:
        if file.path is None:
            raise WsiscError(t("reading from standard input: name the output with -o"), exit_code=2)
        return file.path.with_name(name)
    if not is_single and Path(output).suffix[1:] in WRITERS and not Path(output).is_dir():
        raise WsiscError(
            t("{output} is the name of one document; for several documents, name a folder with -o", output=output),
            exit_code=2,
        )
    if folder := _output_folder(request, is_single):
        return folder / request.subfolder / name
    target = Path(output)
    ending = target.suffix.lower()
    if ending[1:] != format and (ending in _SOURCE_ENDINGS | _FOREIGN_ENDINGS or ending[1:] in WRITERS):
        endings = f".{format}" if request.is_format_requested else _ENDINGS
        raise WsiscError(
            t("{output}: expected a name ending in {endings}", output=output, endings=endings), exit_code=2
        )
    return target


def _output_folder(request: OutputRequest, is_single: bool) -> Path | None:
    """Return the folder that the output names; None if it names a file, or nothing."""
    output = request.output
    if output is None or streams.is_standard_output(output):
        return None
    is_new_folder = not Path(output).suffix and not Path(output).exists()
    if is_single and not is_new_folder and not output.endswith(("/", "\\")) and not Path(output).is_dir():
        return None
    return Path(output)
