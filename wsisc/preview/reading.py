"""A file that an editor may be writing -> its bytes once they are stable.

Editors write in place, to a temporary file that they rename, or twice. So a file is read until it stays the same, and
longer if it looks incomplete: empty, or a shortened version of its previous contents.
"""

import stat
import time
from collections.abc import Callable
from pathlib import Path

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import MAX_BYTES

# Seconds, guesses: an editor that writes in place pauses less than this between truncating and writing.
_STABLE_FOR = 0.025
_STABLE_FOR_IF_UNFINISHED = 0.3
_MAX_WAIT = 2.0


def read_stable(path: Path, previous: bytes | None = None, sleep: Callable[[float], None] = time.sleep) -> bytes | None:
    """Return the bytes of a file, or None if it does not exist. `previous` are the bytes of the last call.

    Raises WsiscError if it cannot be read.
    """
    content = _read_content(path)
    waited = rested = 0.0
    while waited < _MAX_WAIT and rested < (
        _STABLE_FOR_IF_UNFINISHED if _looks_unfinished(content, previous) else _STABLE_FOR
    ):
        sleep(_STABLE_FOR)
        again = _read_content(path)
        rested = rested + _STABLE_FOR if again == content else 0.0
        waited += _STABLE_FOR
        content = again
    return content


def _looks_unfinished(content: bytes | None, previous: bytes | None) -> bool:
    if not content:
        return True
    if not previous or len(content) >= len(previous):
        return False
    return previous.startswith(content.rstrip()) or (previous.endswith(b"\n") and not content.endswith(b"\n"))


def _read_content(path: Path) -> bytes | None:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # reading a pipe could block for ever
            message = t("{path} is now not a regular file", path=path)
            if stat.S_ISDIR(mode):
                message = t("{path} is now a folder", path=path)
            raise WsiscError(message, t("restore the submission"))
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:  # on Windows also while an editor has it open
        message = t("{path} cannot be read: {error}", path=path, error=error.strerror)
        raise WsiscError(message, t("close other programs that have it open")) from None
