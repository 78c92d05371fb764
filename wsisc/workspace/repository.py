"""A folder -> the settings, calls and themes that apply to its submissions, from the folders above it."""

import codecs
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from wsisc.calls.call import Catalogue
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, find_errors
from wsisc.theme import Themes
from wsisc.workspace import streams
from wsisc.workspace.settings import SETTINGS_FILE, InvalidSettings, Settings
from wsisc.workspace.settings import read as read_settings

MAX_OWN_BYTES = 20 * 2**20  # all calls of wsisc together have 0.3 MB


def folders_up(folder: Path) -> Iterator[Path]:
    """Yield a folder and those above it, up to the root of the repository that contains it, or of the disk."""
    for place in (folder.resolve(), *folder.resolve().parents):
        yield place
        if (place / ".git").exists():
            return


def find_root(folder: Path) -> Path:
    """Return the root of the Git repository that contains a folder, or the folder itself."""
    highest = list(folders_up(folder))[-1]
    return highest if (highest / ".git").exists() else folder.resolve()


def find_repository(folder: Path) -> Path | None:
    """Return the repository of submissions that contains a folder, which has a wsisc.toml; None if there is none."""
    return next((place for place in folders_up(folder) if (place / SETTINGS_FILE).is_file()), None)


def relative_reference(target: Path, folder: Path) -> str:
    """Return the path from a folder to a file, as a modeline of an editor needs it: it begins with a dot."""
    path = Path(os.path.relpath(target, folder.resolve())).as_posix()
    return path if path.startswith("../") else f"./{path}"


def refresh() -> None:
    """Read settings, calls and themes anew: their files may change between two use cases of one program."""
    load_settings.cache_clear()
    load_catalogue.cache_clear()


class FoundSettings(NamedTuple):
    """Settings, the folder that paths in them are relative to, and their file, which exists only if it was found."""

    settings: Settings
    folder: Path
    file: Path


@cache
def load_settings(folder: Path, config: Path | None = None) -> FoundSettings:
    """Return the settings that apply to a folder: those of `config`, or of the nearest wsisc.toml above the folder.

    Raises WsiscError if they cannot be used or read, or if `config` does not exist.
    """
    if config:
        if not config.is_file():
            raise WsiscError(t("--config: the file {config} does not exist", config=config), exit_code=2)
        return _read_settings(config)
    found = find_repository(folder)
    return _read_settings(found / SETTINGS_FILE) if found else FoundSettings(Settings(), folder, folder / SETTINGS_FILE)


def _read_settings(file: Path) -> FoundSettings:
    try:
        return FoundSettings(read_settings(streams.read(file).decode("utf-8")), file.parent.resolve(), file)
    except InvalidSettings as error:
        raise WsiscError(t("{file}: {error}", file=file, error=error), exit_code=2) from None
    except UnicodeDecodeError:
        raise WsiscError(t("{file} is not encoded in UTF-8: save it as UTF-8", file=file), exit_code=2) from None


@cache
def load_catalogue(folder: Path) -> Catalogue:
    """Return the calls that a submission in a folder may answer: wsisc's, and those in the nearest folder `calls`.

    The themes that calls can name are wsisc's, and those in the nearest folder `themes`. Raises WsiscError if a file
    cannot be read.
    """
    found, themes = find_calls_folder(folder), _load_own_themes(find_themes_folder(folder))
    return _load_own_calls(found, themes) if found else Catalogue(themes=themes)


def find_calls_folder(folder: Path) -> Path | None:
    """Return the nearest folder `calls`, not above that of a wsisc.toml; None if no folder has one."""
    return _find_folder(folder, "calls")


def find_themes_folder(folder: Path) -> Path | None:
    """Return the nearest folder `themes`, not above that of a wsisc.toml; None if no folder has one."""
    return _find_folder(folder, "themes")


def _find_folder(folder: Path, name: str) -> Path | None:
    for place in folders_up(folder):
        if (place / name).is_dir():
            return place / name
        if (place / SETTINGS_FILE).exists():
            break
    return None


def find_hidden_calls(folder: Path) -> Path | None:
    """Return the folder of calls above a folder that a folder `calls` in it would hide, None if there is none."""
    found = find_calls_folder(folder)
    return found if found != folder.resolve() / "calls" else None


def refuse_unknown_call(id: str, known: Catalogue) -> None:
    """Raise WsiscError if no call has an id."""
    if id not in known.ids():
        raise WsiscError(
            t("the call {id} does not exist; use one of {ids}", id=repr(id), ids=", ".join(known.ids())), exit_code=2
        )


def refuse_unknown_theme(name: str, known: Catalogue, origin: str) -> None:
    """Raise WsiscError if no theme has a name, or it cannot be used; `origin` is where the name is from."""
    try:
        known.themes.load(name)
    except WsiscError as error:
        raise WsiscError(t("{file}: {error}", file=origin, error=error), error.hint, exit_code=2) from None


class _Faults(Mapping[str, str]):
    """Own calls or themes that cannot be used -> the reason; each is checked when somebody asks for it.

    A folder can have thousands of files, and most commands use one of them.
    """

    def __init__(self, texts: Mapping[str, str], find_fault: Callable[[str, str], str]) -> None:
        self._texts = texts
        self._find_fault = find_fault
        self._checked: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._checked:
            self._checked[name] = self._find_fault(self._texts[name], name)
        if not self._checked[name]:
            raise KeyError(name)
        return self._checked[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._texts if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _read_own_files(folder: Path) -> dict[str, str]:
    """Return the texts of the YAML files in a folder by their names. Raises WsiscError if one cannot be read.

    A link that leaves the repository is not followed: what a stranger's folder names is shown to whoever asks for it.
    """
    root = find_root(folder.parent)
    texts = {}
    size = 0
    for file in sorted(folder.glob("*.yaml")):
        if file.name.startswith(".") or not file.is_file():
            continue
        if not file.resolve().is_relative_to(root):
            raise WsiscError(
                t("{file} is a link to a file outside {folder}", file=file, folder=root),
                t("replace the link by a copy of the file"),
            )
        content = streams.read(file)
        size += len(content)
        if size > MAX_OWN_BYTES:
            raise WsiscError(
                t("the files in {folder} have more than {limit} MB", folder=folder, limit=MAX_OWN_BYTES // 2**20),
                t("move those that no submission uses to another folder"),
            )
        texts[file.stem] = _decode_call(content)
    return texts


def _load_own_themes(folder: Path | None) -> Themes:
    own = _read_own_files(folder) if folder else {}
    if not own:
        return Themes()
    from wsisc.theme import theme_check  # only if a repository has themes of its own

    return Themes(own, _Faults(own, theme_check.find_fault))


def _load_own_calls(folder: Path, themes: Themes) -> Catalogue:
    own = _read_own_files(folder)
    if not own:
        return Catalogue(themes=themes)
    return Catalogue(own, _Faults(own, partial(_find_call_fault, themes.names())), themes)


def _find_call_fault(themes: list[str], text: str, id: str) -> str:
    """Return the first error of a call's text, "" if it can be used."""
    from wsisc import source  # only if a repository has calls of its own
    from wsisc.calls import call_check

    errors = find_errors(call_check.check(source.read(encode_call(text), id), id, themes))
    return errors[0].message if errors else ""


def _decode_call(content: bytes) -> str:
    """Return the text of a call's file. Bytes that are not UTF-8 remain in it, for the checker to report."""
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encode_call(text: str) -> bytes:
    """Return the bytes of a call's file, apart from its line ends."""
    return text.encode("utf-8", "surrogateescape")
