"""Markdown -> another format, by Pandoc: the only module that runs it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from wsisc.diagnostic import WsiscError

READER = "commonmark+footnotes+pipe_tables+fenced_divs"
SECONDS = 60
_HEAP = "-M2g"


@cache
def binary() -> str:
    """Return the path of Pandoc: the one named by PYPANDOC_PANDOC, else pypandoc's, else that on the path.

    pypandoc itself would find the same, but importing it takes as long as Pandoc takes for a page.
    Raises WsiscError where there is none.
    """
    spec = find_spec("pypandoc")
    folders = [Path(folder) / "files" for folder in (spec and spec.submodule_search_locations) or ()]
    bundled = next(
        (str(file) for folder in folders for file in folder.glob("pandoc*") if os.access(file, os.X_OK)), None
    )
    found = os.environ.get("PYPANDOC_PANDOC") or bundled or shutil.which("pandoc")
    if not found:
        raise WsiscError("Pandoc is missing", "install it with: pip install pypandoc_binary")
    return found


def convert(markdown: str, to: str, arguments: Sequence[str] = ()) -> bytes:
    """Return `markdown` (the dialect `READER`) in the format `to`.

    Raises WsiscError where Pandoc is missing, fails, or passes its limits of time and memory.
    """
    command = [binary(), "--from", READER, "--to", to, *arguments, "--sandbox", "--output", "-"]
    command += ["+RTS", "-A64m", _HEAP, "-RTS"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "315532800"}
    try:
        done = subprocess.run(command, input=markdown.encode(), capture_output=True, timeout=SECONDS, env=environment)
    except subprocess.TimeoutExpired:
        raise WsiscError(f"Pandoc took more than {SECONDS} seconds", "is a text unusually long or nested?") from None
    except OSError as error:
        raise WsiscError(f"Pandoc cannot be started: {error.strerror}", "install wsisc again") from None
    if done.returncode or done.stderr:
        raise WsiscError(f"Pandoc failed: {done.stderr.decode(errors='replace').strip() or done.returncode}")
    return done.stdout
