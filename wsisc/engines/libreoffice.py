"""A document in another format -> a Word file, by LibreOffice: the only module that runs it.

LibreOffice is not part of wsisc: it is used where it is installed. It reads a stranger's file, so it runs with a new
profile that forbids macros and everything else that a document can start or load, and without a network address that
answers.
"""

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from wsisc.engines import child_processes
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

if TYPE_CHECKING:
    import subprocess

_HINT = t("open it in Word or LibreOffice, and save it as .docx")
SECONDS = 120  # of processor time, a guess: a document of a hundred pages takes a few seconds
_MAX_BYTES = 4_000_000_000  # of memory; LibreOffice itself reserves about 1.5 GB of addresses
_RESTART = 81  # the exit code with which LibreOffice asks to be started again, as with a new profile
_MAX_STARTS = 3
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
# officecfg/registry/schema of LibreOffice: no macros (level 3), no active content, no links loaded, none updated.
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_program() -> str:
    """Return the path of LibreOffice, "" where it is not installed."""
    found = next((place for place in _PLACES if os.path.isfile(place)), None)
    found = found or child_processes.find_program("soffice") or child_processes.find_program("libreoffice")
    if not found:
        return ""
    # The starter on Linux leaves a process behind when it is killed; the program next to it does not.
    program = Path(os.path.realpath(found)).with_name("soffice.bin")
    return str(program) if program.is_file() else found


def convert_to_word(content: bytes, ending: str) -> bytes:
    """Return a document as a Word file; `ending` is that of its format, such as ".odt".

    Raises WsiscError where LibreOffice is missing, fails, or exceeds its limits.
    """
    program = find_program()
    if not program:
        raise WsiscError(
            t("a {ending} file can be read only where LibreOffice is installed", ending=ending),
            _HINT,
        )
    with tempfile.TemporaryDirectory(prefix="wsisc-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        document, profile, target = folder / f"document{ending}", folder / "profile", folder / "out"
        document.write_bytes(content)
        _write_profile(profile)
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
            "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(document),
        ]  # fmt: skip
        for _ in range(_MAX_STARTS):
            code = _run(command, folder)
            if code != _RESTART:
                break
        with contextlib.suppress(OSError):
            return (target / "document.docx").read_bytes()
    raise WsiscError(
        t("LibreOffice cannot read this {ending} file", ending=ending),
        _HINT,
    )


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{"" if path.startswith("Inet") else "Office."}{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )
    (profile / "user" / "registrymodifications.xcu").write_bytes(content.encode())


def _run(command: list[str], folder: Path) -> int:
    """Run LibreOffice, and return its exit code. Raises WsiscError where it takes too long."""
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    process = child_processes.start("LibreOffice", command, is_silent=True, folder=folder, variables=temporary)
    _limit_memory(process)
    with process:
        try:
            child_processes.communicate(process, SECONDS)
        except TimeoutError:
            process.kill()
            raise WsiscError(
                t("LibreOffice needs more than {seconds} seconds for the file", seconds=SECONDS),
                _HINT,
            ) from None
    return process.returncode


def _limit_memory(process: "subprocess.Popen[bytes]") -> None:
    """Limit the memory of a process, where the system can."""
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (_MAX_BYTES, _MAX_BYTES))
