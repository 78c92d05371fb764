"""How wsisc was installed -> a requirement that installs the same program elsewhere, and commands that extend it here.

A package index assigns a name to whoever registers it first. So other machines install from the address from which
this program was installed (PEP 610, direct_url.json), never by the bare name while `IS_REGISTERED` is false.
"""

import json
import os
import re
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from wsisc.messages import t
from wsisc.messages.addresses import INSTALLATION_EXAMPLE, IS_REGISTERED

_NAME = "wsisc"
# Schemes that protect the content in transit: no http:, no git:.
_SCHEMES = {"https", "file", "git+https", "git+ssh", "git+file", "hg+https", "hg+ssh", "hg+file"}
# The characters of an address, without $ and quotation marks, which CI services would interpret.
_SAFE = r"[A-Za-z0-9._~:/?#@!&()*+,;=%\[\]-]+"
# The extensions that pip installs: pip, _internal/utils/filetypes.py.
_ARCHIVES = (".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tar")


class InvalidInstallAddress(ValueError):
    """An address that other machines must not install from; `str()` says why, and what to do."""


def requirement() -> str:
    """Return the requirement that installs this very program on any machine, "" where it is unknown."""
    direct = _direct_url()
    if direct:
        return _format_requirement(_pinned_address(direct))
    return f"{_NAME}=={metadata.version(_NAME)}" if IS_REGISTERED else ""


def requirement_from_address(source: str) -> str:
    """Return the requirement for an address, or for a file or folder of this machine.

    Raises InvalidInstallAddress where `source` is neither, or would disclose a password.
    """
    address = re.sub(rf"^{_NAME}\s*@\s*", "", source.strip())
    if address and Path(address).exists():
        return _format_requirement(_file_address(Path(address)))
    parts = urlsplit(address)
    if parts.scheme not in _SCHEMES or not re.fullmatch(_SAFE, address):
        message = t("{source!r} is not an installable address, file or folder", source=source)
        raise InvalidInstallAddress(
            t(
                "{message}; write {example}, https://..., or the path of a wheel",
                message=message,
                example=INSTALLATION_EXAMPLE,
            )
        )
    if parts.password is not None or (parts.username is not None and parts.scheme.endswith("https")):
        raise InvalidInstallAddress(
            t("the address contains a password or token, which everyone with the files could read; remove it")
        )
    if parts.scheme == "https" and not parts.path.lower().endswith(_ARCHIVES):
        message = t(
            "{source!r} is a web page, not a file that pip can install ({names})",
            source=source,
            names=", ".join(_ARCHIVES[:3]),
        )
        raise InvalidInstallAddress(
            t(
                "{message}; write the address of such a file, or {example} for a repository",
                message=message,
                example=INSTALLATION_EXAMPLE,
            )
        )
    return _format_requirement(address)


def _file_address(path: Path) -> str:
    """Return the URL of a file or folder of this machine. Raises InvalidInstallAddress where pip cannot install it."""
    is_installable = (path / "pyproject.toml").is_file() if path.is_dir() else path.name.lower().endswith(_ARCHIVES)
    if not is_installable:
        expected = (
            t("a folder with pyproject.toml")
            if path.is_dir()
            else t("a file ending in {names}", names=", ".join(_ARCHIVES[:3]))
        )
        raise InvalidInstallAddress(
            t("pip cannot install {path!r}: expected {expected}", path=str(path), expected=expected)
        )
    return path.resolve().as_uri()


def is_local(required: str) -> bool:
    """Return whether only machines with the same file or folder can install a requirement."""
    return urlsplit(_address(required)).scheme.endswith("file")


def is_pinned(required: str) -> bool:
    """Return whether a requirement always installs the same: the address of a repository must have a revision."""
    parts = urlsplit(_address(required))
    return "+" not in parts.scheme or "@" in parts.path


def install_command(package: str = _NAME, reinstall: bool = False) -> str:
    """Return the command that adds a package to the environment of wsisc, with its installer: uv, pipx or pip.

    A wsisc from a folder or a file is installed from there again. Where its origin is unknown, no command is right,
    and a sentence says what to do.
    """
    prefix, is_own = Path(sys.prefix), package.partition("[")[0] == _NAME
    own, where = _own_requirement(package if is_own else _NAME)
    target = own if is_own else _quote(package)
    is_tool = (prefix / "uv-receipt.toml").is_file() or {"uv", "tools"} <= set(prefix.parts)
    if "pipx" in prefix.parts and (reinstall or not is_own):
        return f"pipx reinstall {_NAME}" if reinstall else f"pipx inject --force {_NAME} {target}"
    if not own and (is_own or is_tool):
        return t("install {package} from the source of this installation", package=package)
    if "pipx" in prefix.parts:
        return _in_folder(where, f"pipx install --force {target}")
    if is_tool:
        return _in_folder(where, f"uv tool install --reinstall {target if is_own else f'--with {target} {own}'}")
    where = where if is_own else ""
    if re.search(r"^uv *=", _environment_settings(prefix), re.MULTILINE):
        return _in_folder(where, f"uv pip install {'--reinstall ' if reinstall else ''}{target}")
    pip = "py -m pip" if os.name == "nt" else "python3 -m pip"
    return _in_folder(where, f"{pip} install {'--force-reinstall ' if reinstall else ''}{target}")


def _in_folder(folder: str, command: str) -> str:
    """Return a command, after the folder in which to type it if there is one."""
    return t("in the folder of {name}: {command}", name=folder, command=command) if folder else command


def _own_requirement(package: str) -> tuple[str, str]:
    """Return how a command names "wsisc" or "wsisc[extra]", and the folder in which to type the command."""
    direct, extra = _direct_url(), package.removeprefix(_NAME)
    if "dir_info" in direct:
        return _quote(f".{extra}"), _NAME
    if urlsplit(str(direct.get("url", ""))).scheme == "file" and "vcs_info" not in direct:
        file = urlsplit(str(direct["url"])).path.rpartition("/")[2]
        return _quote(f"./{file}{extra}"), file
    required = requirement()
    return _quote(required.replace(_NAME, package, 1)) if required else "", ""


def _quote(word: str) -> str:
    return f'"{word}"' if re.search(r"[^\w.-]", word) else word


def _pinned_address(direct: Mapping[str, Any]) -> str:
    """Return the address in a direct_url.json, with its commit or digest; "" for one that only this machine has."""
    parts = urlsplit(str(direct.get("url", "")))
    if parts.scheme.endswith("https"):
        parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])  # without a token
    fragment = [f"subdirectory={direct['subdirectory']}"] if direct.get("subdirectory") else []
    if repository := direct.get("vcs_info"):
        address = f"{repository['vcs']}+{urlunsplit(parts)}@{repository['commit_id']}"
    elif "archive_info" in direct:
        address = urlunsplit(parts._replace(fragment=""))
        digest = (direct["archive_info"].get("hashes") or {}).get("sha256")
        fragment = ([f"sha256={digest}"] if digest else []) + fragment
    else:
        return ""
    address += f"#{'&'.join(fragment)}" if fragment else ""
    is_usable = urlsplit(address).scheme in _SCHEMES and re.fullmatch(_SAFE, address) and not is_local(address)
    return address if is_usable else ""


def _format_requirement(address: str) -> str:
    return f"{_NAME} @ {address}" if address else ""


def _address(required: str) -> str:
    return required.removeprefix(f"{_NAME} @ ")


def _environment_settings(prefix: Path) -> str:
    try:
        return (prefix / "pyvenv.cfg").read_text("utf-8", "replace")
    except OSError:
        return ""


def _direct_url() -> Mapping[str, Any]:
    """Return the installer's record of the origin of wsisc, {} where it is an index or unknown."""
    try:
        found = json.loads(metadata.distribution(_NAME).read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
