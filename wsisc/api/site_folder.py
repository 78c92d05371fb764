"""The files of a site -> a folder that is new, empty or an earlier site; files of other origin are never replaced.

The manifest in the folder lists the files that belong to the site. All that can fail for lack of space is first written
to a hidden folder on the same disk; what remains are moves, which are undone if one of them fails.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from wsisc.api import document_output
from wsisc.engines import atomic
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.workspace import protected, site_manifest
from wsisc.workspace.site_manifest import MANIFEST
from wsisc.writers import WRITERS

_STAGING = re.compile(r"\.wsisc-[0-9a-f]{16}\.part")
_DOWNLOADS = "files"
_PAGES = (".html", ".css", ".js")
_LOST = "lost+found"  # the folder that mkfs puts into a new ext4 file system
_ELSEWHERE = t("choose a folder that is new, empty, or created by wsisc site")
_NEW, _OLD, _BEFORE, _WHILE = "new", "old", "before", "while"


def check(folder: Path) -> None:
    """Raise WsiscError if a folder is neither new, nor empty, nor an earlier site."""
    try:
        if folder.exists() and not folder.is_dir():
            raise WsiscError(t("{folder} is not a folder", folder=folder), _ELSEWHERE)
        if folder.exists() and find_own_paths(folder) is None and not all(map(_is_ignorable, folder.iterdir())):
            raise WsiscError(t("{folder} contains files that wsisc site did not create", folder=folder), _ELSEWHERE)
    except OSError as error:
        raise _create_error(folder, error) from None


def _is_ignorable(path: Path) -> bool:
    """Return whether an empty folder may contain a path: the rest of a killed process, or what a new disk contains."""
    return path.name == _LOST or _STAGING.fullmatch(path.name) is not None


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a site, by their paths in it, to a folder.

    Raises WsiscError if that is impossible. The folder is then as it was, as it is after an interruption.
    """
    check(folder)
    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _create_staging(target) as staging:
            for path, content in files.items():
                staged = staging / _NEW / path
                staged.parent.mkdir(parents=True, exist_ok=True)
                staged.write_bytes(content)
            before = find_own_paths(target) or set()
            site_manifest.write(staging / _NEW / MANIFEST, set(files))
            if target.exists():
                site_manifest.write(staging / _BEFORE, before)
                site_manifest.write(staging / _WHILE, before | set(files))
                _replace_site(target, staging, set(files), before)
            else:
                (staging / _NEW).rename(target)
    except OSError as error:
        raise _create_error(folder, error) from None


def _replace_site(folder: Path, staging: Path, paths: set[str], before: set[str]) -> None:
    """Move the files of an earlier site out of a folder and the staged ones into it: all, or none.

    From the first move on the manifest lists the files of both sites, so that a killed process leaves a site.
    """
    _refuse_conflicts(folder, paths, before)
    abandoned = [child for child in folder.iterdir() if _STAGING.fullmatch(child.name) and child != staging]
    manifest, old, new = folder / MANIFEST, staging / _OLD, staging / _NEW
    had_manifest = manifest.exists()
    try:
        (staging / _WHILE).replace(manifest)
        _move_files(folder, old, before)
        _move_files(new, folder, paths)
        (new / MANIFEST).replace(manifest)
    except BaseException:
        _move_files(folder, new, paths, is_rollback=True)
        _move_files(old, folder, before, is_rollback=True)
        (staging / _BEFORE).replace(manifest)
        if not had_manifest:
            manifest.unlink()
        raise
    _delete(*abandoned)


def _move_files(source: Path, target: Path, paths: set[str], is_rollback: bool = False) -> None:
    """Move files from one folder to another, and delete the folders that are empty then.

    A rollback continues after an error, and moves only what was moved before.
    """
    for path in sorted(paths):
        place, goal = source / path, target / path
        if not _is_within(place, source):
            continue
        with contextlib.suppress(*((OSError,) if is_rollback else ())):
            is_unmoved = is_rollback and os.path.lexists(goal)
            if os.path.lexists(place) and not _is_folder(place) and not is_unmoved:
                goal.parent.mkdir(parents=True, exist_ok=True)
                place.replace(goal)
        for above in [parent for parent in place.parents if parent.is_relative_to(source) and parent != source]:
            with contextlib.suppress(OSError):  # it is not empty
                above.rmdir()


def _refuse_conflicts(folder: Path, paths: set[str], before: set[str]) -> None:
    """Raise WsiscError if a site cannot take the place of an earlier one without a loss."""
    holding = {str(above) for path in before for above in PurePosixPath(path).parents}
    for path in sorted(before):
        _refuse_changed(folder, PurePosixPath(path))
    for path in sorted(paths):
        _refuse_foreign(folder, path, before, holding)


def _refuse_foreign(folder: Path, path: str, site_paths: set[str], holding: set[str]) -> None:
    """Raise WsiscError if a file would replace one of other origin, or be written outside the folder.

    `site_paths` are the files of the earlier site, and `holding` the folders that contain them.
    """
    target = folder / path
    if not _is_within(target, folder):
        raise WsiscError(t("{parent} leads outside the site folder", parent=target.parent), _ELSEWHERE)
    for above in (folder / parent for parent in PurePosixPath(path).parents):
        if os.path.lexists(above) and not above.is_dir() and above.relative_to(folder).as_posix() not in site_paths:
            _refuse(above)
    for place in (target, *target.rglob("*")) if _is_folder(target) else (target,):
        known = holding if _is_folder(place) else site_paths
        if os.path.lexists(place) and place.relative_to(folder).as_posix() not in known:
            _refuse(place)


def _refuse(place: Path) -> None:
    raise WsiscError(
        t("{place} was not created by wsisc site, and is not replaced", place=place),
        t("move it, or {elsewhere}", elsewhere=_ELSEWHERE),
    )


def _refuse_changed(folder: Path, path: PurePosixPath) -> None:
    """Raise WsiscError if a document that the site offers was changed since."""
    is_document = path.suffix[1:] in WRITERS and path.parts[:-1] == (_DOWNLOADS, path.stem)  # figures lie deeper
    if is_document and _is_within(folder / path, folder) and document_output.is_changed(folder / path, path.suffix[1:]):
        hint = t("merge its changes first (wsisc import --into), then move it; or choose another folder with -o")
        raise WsiscError(
            t("{folder} was changed after wsisc site created it, and is not replaced", folder=folder / path), hint
        )


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_within(target: Path, folder: Path) -> bool:
    """Return whether a path is in a folder after links are followed."""
    return target.parent.resolve().is_relative_to(folder)


def find_own_paths(folder: Path) -> set[str] | None:
    """Return the paths in a folder that belong to its site; None if it is not a site."""
    listed = site_manifest.read_paths(folder)
    return None if listed is None else {path for path in listed if _is_plausible(folder, PurePosixPath(path))}


def _is_plausible(folder: Path, path: PurePosixPath) -> bool:
    """Return whether a site can have written a path: a manifest may come from a stranger and name any file."""
    if not path.parts or any(part.startswith(".") for part in path.parts):
        return False
    is_page = path.parts[0] == _DOWNLOADS or path.suffix in _PAGES
    return is_page or not protected.is_source(folder / path)


@contextlib.contextmanager
def _create_staging(folder: Path) -> Iterator[Path]:
    """Create a hidden folder on the same disk, in a folder or otherwise next to it, that is deleted in the end."""
    staging = (folder if folder.is_dir() else folder.parent) / atomic.temporary_name()
    try:
        staging.mkdir()
        yield staging
    finally:
        try:
            _delete(staging)
        except (KeyboardInterrupt, SystemExit):  # a signal, which is handled once only
            _delete(staging)
            raise


def _delete(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _create_error(folder: Path, error: OSError) -> WsiscError:
    """Return the error for a folder, named as the user did; the staging folder means nothing to them."""
    name = str(error.filename or folder)
    if any(map(_STAGING.fullmatch, Path(name).parts)):
        name = str(folder)
    return WsiscError(
        t("{name} cannot be written: {strerror}", name=name, strerror=error.strerror), t("choose another path with -o")
    )
