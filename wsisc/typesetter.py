"""Typst markup -> PDF, by Typst: the only module that runs it.

It runs in a process of its own (this module, run as a program: a job as JSON on standard input, the PDF on
standard output, what was wrong as JSON on standard error), so that a text which makes Typst run wild ends as
a clear error. The job is closed: fonts come from wheels alone, and no file is read but those under `root`.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from wsisc import isolated
from wsisc.diagnostic import WsiscError

SECONDS = 120
STANDARDS: list[Any] = ["ua-1", "a-3a"]
_FONTS = (".ttf", ".otf", ".ttc", ".otc")
_PIPE = subprocess.PIPE
_running: "dict[int, subprocess.Popen[bytes]]" = {}
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_STAND_IN_DATE = re.compile(
    rb"/(?:ModDate|CreationDate)\(D:19700101000000Z\)"
    rb"|<(xmp:ModifyDate|xmp:CreateDate|xmp:MetadataDate|stEvt:when)>1970-01-01T00:00:00\+00:00</\1>"
)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")

_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC")
_ELSE = "write it another way; Word files and web pages can hold it"


class MissingGlyphs(WsiscError):
    """No font has some of the characters of a document: `characters` are those."""

    def __init__(self, characters: list[str]) -> None:
        shown = ", ".join(f"{each} (U+{ord(each[0]):04X})" for each in characters[:5])
        super().__init__(f"no font has {shown}", remedy("".join(characters)))
        self.characters = characters


def remedy(characters: str) -> str:
    """Return what to do about characters that no font has."""
    is_asian = any(unicodedata.name(each, "").startswith(_SCRIPTS) for each in characters)
    from wsisc import installing  # which takes longer to load than Typst takes for a line

    fonts = f"fonts for Chinese, Japanese and Korean come with wsisc[cjk]: {installing.told('wsisc[cjk]')}"
    return f"{fonts}; otherwise {_ELSE}" if is_asian else _ELSE


def typeset(
    markup: str,
    data: Mapping[str, Any],
    fonts: Mapping[str, str],
    files: Mapping[str, bytes],
    timestamp: int | None,
    seconds: int = SECONDS,
    started: "subprocess.Popen[bytes] | None" = None,
) -> bytes:
    """Return the PDF of Typst `markup`, which finds `data`, and the names of the `fonts`, in `sys.inputs.document`.

    `fonts` are font families and the wheels that bring them; those that are not installed are left out. `files`
    are all that the markup may read, by their names.
    `timestamp` (seconds since 1970) is the date the PDF carries, None for no date; `seconds` is the limit of time.
    A process of `start` may be `started` already. Raises MissingGlyphs, or WsiscError where Typst fails or passes its
    limits.
    """
    made = _run({"timestamp": timestamp or 0}, markup, data, fonts, files, seconds, started)
    return made if timestamp is not None else _undated(made)


def _undated(content: bytes) -> bytes:
    """Return a PDF set with the timestamp 0 without its dates, each overwritten with spaces.

    Typst 0.15 makes no PDF/A without a date, but the standard asks for none (ISO 19005-3, 6.6.2: dates must agree where
    they are present). Nothing moves, so the cross-reference table stays true.
    """
    return _STAND_IN_DATE.sub(lambda match: b" " * len(match[0]), content)


def start() -> "subprocess.Popen[bytes]":
    """Start a process that sets one document, and loads what that takes until it is told which.

    Whoever does not give it to `typeset` must kill it.
    """
    command, environment = isolated.python("wsisc.typesetter"), isolated.environment()
    return subprocess.Popen(command, stdin=_PIPE, stdout=_PIPE, stderr=_PIPE, env=environment)


def query(
    markup: str, data: Mapping[str, Any], fonts: Mapping[str, str], files: Mapping[str, bytes], selector: str
) -> Any:
    """Return the values of what a selector finds in a document, set but not made into a PDF. Raises as `typeset`."""
    return json.loads(_run({"selector": selector}, markup, data, fonts, files))


def _run(
    job: dict[str, Any],
    markup: str,
    data: Mapping[str, Any],
    fonts: Mapping[str, str],
    files: Mapping[str, bytes],
    seconds: int = SECONDS,
    started: "subprocess.Popen[bytes] | None" = None,
) -> bytes:
    installed = {family: folder for family, wheel in fonts.items() if (folder := _folder(wheel))}
    inputs = json.dumps({**data, "fonts": list(installed)})
    job |= {"markup": markup, "inputs": inputs, "folders": list(installed.values())}
    with tempfile.TemporaryDirectory(prefix="wsisc-") as root:
        for name, content in files.items():
            (Path(root) / name).write_bytes(content)
        given = json.dumps({**job, "root": root}).encode()
        with started or start() as process:
            _running[threading.get_ident()] = process
            try:
                output, told = process.communicate(given, seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise WsiscError(f"Typst took more than {seconds} seconds", "is a text unusually long?") from None
            finally:
                del _running[threading.get_ident()]
    if process.returncode:
        complaint = told.decode(errors="replace")
        if missing := _missing(complaint):
            raise MissingGlyphs(missing)
        raise WsiscError(f"Typst failed: {complaint.strip() or process.returncode}")
    return output


def cancel(thread: int | None = None) -> None:
    """End what Typst is doing for a thread, or all of it: there a WsiscError tells so."""
    for owner, process in list(_running.items()):
        if thread in (None, owner):
            process.kill()


def _missing(complaint: str) -> list[str]:
    """Return the characters that Typst could not show, each once.

    It writes some as escapes, and tells of a letter too where no font has the mark on it: then the mark is meant.
    """
    told = (_ESCAPE.sub(lambda match: chr(int(match[1], 16)), each) for each in _MISSING.findall(complaint))
    found = list(dict.fromkeys(told))
    return [each for each in found if not each.isascii()] or found


def version() -> str:
    """Return the version of the Typst wheel, found without importing it, or "" where it is not installed."""
    return _number("typst", _information("typst"))


@cache
def font_version(wheel: str) -> str:
    """Return the version of a wheel of fonts, with the digest of its font files, or "" where it is not installed.

    The digest is that of the list of files with which the wheel was installed, as reading the fonts would take longer
    than setting a document.
    """
    found = _information(wheel)
    try:
        lines = (found / "RECORD").read_text("utf-8").splitlines() if found else []
    except OSError:
        lines = []
    if not lines:
        return _number(wheel, found)
    files = sorted(line for line in lines if line.partition(",")[0].lower().endswith(_FONTS))
    return f"{_number(wheel, found)} (sha256:{hashlib.sha256('\n'.join(files).encode()).hexdigest()[:16]})"


def _number(wheel: str, information: Path | None) -> str:
    return information.name.removeprefix(f"{wheel}-").removesuffix(".dist-info") if information else ""


def _information(wheel: str) -> Path | None:
    """Return the folder that tells of an installed wheel (PEP 376), None where it is not installed."""
    spec = isolated.find_spec(wheel)
    folders = [Path(folder).parent for folder in (spec and spec.submodule_search_locations) or ()]
    return next((path for folder in folders for path in folder.glob(f"{wheel}-*.dist-info")), None)


def _folder(wheel: str) -> str | None:
    """Return the folder of a font wheel, found without importing it, or None where it is not installed."""
    spec = isolated.find_spec(wheel)
    return next(iter((spec and spec.submodule_search_locations) or ()), None)


def main() -> int:
    """Do the job on standard input, and return the exit code."""
    import typst

    job = json.loads(sys.stdin.buffer.read())
    given = {
        "root": job["root"],
        "font_paths": job["folders"],
        "ignore_system_fonts": True,
        "sys_inputs": {"document": job["inputs"]},
    }
    markup = job["markup"].encode()
    try:
        if "selector" in job:
            sys.stdout.write(typst.query(markup, job["selector"], field="value", **given))
            return 0
        made, warnings = typst.compile_with_warnings(
            markup, pdf_standards=STANDARDS, timestamp=job["timestamp"], **given
        )
    except typst.TypstError as error:
        sys.stderr.write(getattr(error, "diagnostic", "") or str(error))
        return 1
    if warnings:
        sys.stderr.write("; ".join(warning.message for warning in warnings))
        return 1
    sys.stdout.buffer.write(made)
    return 0
