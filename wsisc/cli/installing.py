"""How wsisc was installed -> the command that installs something beside it, or wsisc again."""

import json
import os
import re
import sys
from importlib import metadata
from pathlib import Path


def told(what: str = "wsisc", again: bool = False) -> str:
    """Return the command that installs something where wsisc is: with uv, pipx or pip, whichever put it there.

    Where wsisc came from a folder, no index knows it: then it is installed again from that folder.
    """
    place, own = Path(sys.prefix), "." if _is_from_folder() else "wsisc"
    is_own = what.partition("[")[0] == "wsisc"
    wanted = what.replace("wsisc", own) if is_own else what
    wanted = f'"{wanted}"' if re.search(r"[^\w.-]", wanted) else wanted
    if "pipx" in place.parts:
        inject = "pipx install --force" if is_own else "pipx inject --force wsisc"
        command = "pipx reinstall wsisc" if again else f"{inject} {wanted}"
    elif (place / "uv-receipt.toml").is_file() or {"uv", "tools"} <= set(place.parts):
        command = f"uv tool install --reinstall {wanted if is_own else f'--with {wanted} {own}'}"
    elif re.search(r"^uv *=", _settings_of(place), re.MULTILINE):
        command = f"uv pip install {'--reinstall ' if again else ''}{wanted}"
    else:
        command = (
            f"{'py' if os.name == 'nt' else 'python3'} -m pip install {'--force-reinstall ' if again else ''}{wanted}"
        )
    return f"in the folder of wsisc: {command}" if re.search(r' "?\.(?!\w)', command) else command


def _settings_of(place: Path) -> str:
    try:
        return (place / "pyvenv.cfg").read_text("utf-8", "replace")
    except OSError:
        return ""


def _is_from_folder() -> bool:
    """Tell whether wsisc was installed from a folder (PEP 610)."""
    try:
        return "dir_info" in json.loads(metadata.distribution("wsisc").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return False
