"""Submissions -> a folder of static pages with search, the matrix, coverage and all documents.

The folder is new, empty or an earlier site; files of other origin are never replaced.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from wsisc import source
from wsisc.api import building, collating, document_output
from wsisc.api.results import Batch, BuildResult, ignore_note
from wsisc.engines import atomic
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, find_errors
from wsisc.pipeline.jobs.job_creation import BatchOptions, choose_theme, read_job
from wsisc.publication import site
from wsisc.publication.collate import submission_keys
from wsisc.publication.collate.collection import Collection, LeftOutSubmission, collect
from wsisc.publication.collate.translations import group_translations
from wsisc.publication.site import view_model
from wsisc.source import model
from wsisc.workspace import protected, repository, site_manifest
from wsisc.workspace.input_files import InputFile, Notify, Paths, list_submissions
from wsisc.workspace.site_manifest import MANIFEST
from wsisc.writers import WRITERS
from wsisc.writers.build_job import BuildOptions

# The generic syntax of RFC 3986 with a host, but without user information, query and fragment; no address of a page.
_FOLDER_ADDRESS = re.compile(
    r"(?!.*\.html?$)https?://(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})*)*",
    re.ASCII | re.IGNORECASE,
)

_MAX_BYTES = 200_000  # of a page that leads on, which has about 5 KB; others are not read

_STAGING = re.compile(r"\.wsisc-[0-9a-f]{16}\.part")
_DOWNLOADS = "files"
_PAGES = (".html", ".css", ".js")
_LOST = "lost+found"  # the folder that mkfs puts into a new ext4 file system
_ELSEWHERE = t("choose a folder that is new, empty, or created by wsisc site")
_NEW, _OLD, _BEFORE, _WHILE = "new", "old", "before", "while"


class SiteSizes(NamedTuple):
    """The sizes of a site in words, such as "1.2 MB"."""

    pages: str
    search_index: str
    documents: str
    whole: str


@dataclass(frozen=True)
class SiteResult:
    """A site that was built: its first page, None if no submission could be used, so that nothing was written.

    `members` are the names of the files that it contains, without `translations` of these; `left_out` are the
    submissions that it does not, each with the reason. `sizes` are the bytes of its files by their paths in the folder.
    `remarks` are likely mistakes in the choice of files, and `needs_person` says that one of them needs a person.
    """

    index: Path | None
    members: tuple[str, ...] = ()
    left_out: tuple[LeftOutSubmission, ...] = ()
    remarks: tuple[str, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict, repr=False)
    translations: tuple[str, ...] = ()
    needs_person: bool = False

    def describe_sizes(self, language: str = "en") -> SiteSizes:
        """Return the sizes of the pages, of the index for the search, of the documents, and of all, in a language."""
        documents = sum(size for path, size in self.sizes.items() if path.startswith("files/"))
        index, whole = self.sizes["search-index.js"], sum(self.sizes.values())
        counts = (whole - documents - index, index, documents, whole)
        return SiteSizes(*(view_model.format_size(count, language) for count in counts))


class SiteOptions(NamedTuple):
    """The title of a site, the language of its own words, by default the most common one, and its address.

    `base_url` is the http or https address where it will be published: pages then have canonical addresses, and there
    is a sitemap.
    """

    title: str | None = None
    base_url: str | None = None
    language: str | None = None


def build_site(
    paths: Paths,
    output: str | Path,
    *,
    options: SiteOptions = SiteOptions(),
    batch: BatchOptions = BatchOptions(),
    track: Callable[[Batch[BuildResult]], Iterable[BuildResult]] = lambda batch: batch,
    notify: Notify = ignore_note,
) -> SiteResult:
    """Build a site of submissions, and return where it is and what it does not contain.

    `output` is a folder that is new, empty, or an earlier site, which is replaced. `track` receives the batch of builds
    and returns its results, so that a caller can show the progress.

    Raises WsiscError if an option is wrong, a path does not exist, or the folder has files of other origin.

    Example::

        from wsisc.api import SiteOptions, build_site

        built = build_site(["submission.yaml"], "site/", options=SiteOptions(title="Submissions of 2025"))
        print(built.index, len(built.members))
        print([(left_out.file, left_out.reason) for left_out in built.left_out])
    """
    folder, base_url = Path(output), _check_base_url(options.base_url)
    title = collating.check_title(options.title, "--title")
    protected.refuse_unportable(str(output))
    _check(folder)
    repository.refresh()
    inputs = _read_inputs(list_submissions(paths, notify), folder)
    if not inputs:
        raise WsiscError(t("submissions were found only inside the output folder {output}", output=output), exit_code=2)
    built = _sort_results(inputs, track(building.build_documents(inputs, BuildOptions(site.FORMATS), batch)))
    readable = [read_job(file, choose_theme(file, BuildOptions())) for file in inputs if file.name not in built.failed]
    sound = _exclude_unbuilt(collect(readable, built.failed), built)
    if not sound.members:
        return SiteResult(None, left_out=sound.left_out)
    return _write_site(
        folder, group_translations(sound, notify), built, options._replace(title=title, base_url=base_url)
    )


def _write_site(folder: Path, collected: Collection, built: "_BuiltFiles", options: SiteOptions) -> SiteResult:
    documents = {
        version.key: built.documents[version.file] for member in collected.members for version in member.versions
    }
    earlier = _read_addresses(folder, {member.key for member in collected.members})
    pages = site.build(
        collected, documents, options.title or "", options.base_url or "", options.language or "", earlier
    )
    write(folder, pages)
    return _describe_site(folder, collected, pages)


def _read_inputs(files: Iterable[InputFile], folder: Path) -> list[InputFile]:
    """Return files with their content, without the copies that an earlier site in a folder offers."""
    offered = {folder.resolve() / path for path in _find_own_paths(folder) or ()}
    return [_load_content(file) for file in files if not (file.path and file.path.resolve() in offered)]


def _describe_site(folder: Path, collected: Collection, pages: Mapping[str, bytes]) -> SiteResult:
    members = tuple(member.file for member in collected.members)
    translations = tuple(translation.file for member in collected.members for translation in member.translations)
    sizes = {path: len(content) for path, content in pages.items()}
    remarks = list(collected.remarks())
    return SiteResult(
        index=folder / "index.html",
        members=members,
        left_out=collected.left_out,
        remarks=tuple(remark.text for remark in remarks),
        sizes=sizes,
        translations=translations,
        needs_person=any(remark.needs_person for remark in remarks),
    )


def _check_base_url(address: str | None) -> str:
    """Return the address of a folder with a slash at the end, "" for None. Raises WsiscError if it cannot be one."""
    if address is None:
        return ""
    if not _FOLDER_ADDRESS.fullmatch(address) or not _has_possible_port(address):
        example = "https://www.example.org/wsis/"
        hint = t(
            "write the http or https address of a folder, without user name, query and fragment, such as {example}",
            example=example,
        )
        raise WsiscError(
            t("--base-url {address} is not the address of a folder on a web server", address=repr(address)),
            hint,
            exit_code=2,
        )
    return f"{address.rstrip('/')}/"


def _has_possible_port(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:  # above 65535
        return False


class _BuiltFiles(NamedTuple):
    """The documents of files by format; those that could not be processed or are invalid, each with the reason."""

    documents: dict[str, Mapping[str, bytes]]
    failed: dict[str, tuple[str, str]]
    unsound: dict[str, str]


def _load_content(file: InputFile) -> InputFile:
    """Return a file with its content, so that all pages and documents have the same even if the file changes."""
    with contextlib.suppress(WsiscError):  # reported where it is checked
        return file._replace(loaded=file.content)
    return file


def _sort_results(inputs: Sequence[InputFile], results: Iterable[BuildResult]) -> _BuiltFiles:
    """Return the documents of files, and the reasons why others have none."""
    built = _BuiltFiles({}, {}, {})
    for file, result in zip(inputs, results, strict=True):
        if result.check.failure:
            reason = _hide_folders(str(result.check.failure), file)
            built.failed[file.name] = reason, "failed" if file.loaded else "file"
        elif "html" in result.documents:  # a page needs no PDF, which is missing if no font has a character
            built.documents[file.name] = result.documents
        else:
            first = next(iter(find_errors(result.diagnostics)), None)
            built.unsound[file.name] = (
                t("line {line}: {message}", line=first.line, message=first.message) if first else ""
            )
    return built


def _hide_folders(message: str, file: InputFile) -> str:
    """Return why a file could not be processed: it is named as the user does, and no other folder is."""
    if file.path is None:
        return message
    absolute = Path(os.path.abspath(file.path))
    pieces = re.split(f"{re.escape(str(absolute))}|{re.escape(str(file.path))}", message)
    for folder in (*absolute.parents, *absolute.resolve().parents):
        if folder.name:
            pieces = [piece.replace(f"{folder}{os.sep}", "") for piece in pieces]
    return file.name.join(pieces)


def _exclude_unbuilt(collected: Collection, built: _BuiltFiles) -> Collection:
    """Return a collection without members whose document could not be built, such as for lack of a glyph."""
    unbuilt = [member for member in collected.members if member.file not in built.documents]
    left_out = [member.leave_out(built.unsound.get(member.file, ""), "font") for member in unbuilt]
    members = tuple(member for member in collected.members if member.file in built.documents)
    return replace(collected, members=members, left_out=tuple(sorted([*collected.left_out, *left_out])))


def _read_addresses(folder: Path, current: Set[str]) -> dict[str, tuple[str, str]]:
    """Return the key and language of the submission at each address of an earlier site, "" for its original.

    Addresses are kept by what was published there, not by the names of files: the sources that a site offers tell which
    submission had a page, and a page that only leads on names it in a meta element (`templates/site/moved.html.j2`).

    `current` are the keys of the submissions that are published now: their own addresses are not listed.
    """
    pages = (re.fullmatch(r"submissions/([a-z0-9-]+)(?:/([a-z]{2}))?\.html", path) for path in _list_paths(folder))
    sources = {file.parts[-3]: file for file in site_manifest.find_copies(folder)}
    addresses = {}
    for page in pages:
        if page is None or page[1] in current:
            continue
        known = _read_moved(folder / page[0])
        if not known and page[1] in sources:
            key = _read_key(sources[page[1]])
            is_own = key and page[1].startswith(f"{key}-")  # one of several submissions of an entity
            known = page[1] if is_own else key, page[2] or ""
        if known and known[0]:
            addresses[page[0]] = known
    return addresses


def _list_paths(folder: Path) -> list[str]:
    return sorted(site_manifest.read_paths(folder) or ())


def _read_key(file: Path) -> str:
    """Return the key of a submission that a site offers, "" if it cannot be read."""
    try:
        return submission_keys.submission_key(model.from_data(source.read(file.read_bytes(), file.name).data))
    except (OSError, WsiscError):
        return ""


def _read_moved(page: Path) -> tuple[str, str] | None:
    """Return the key and language that a page which leads on names."""
    try:
        text = page.read_text("utf-8") if page.stat().st_size <= _MAX_BYTES else ""
    except (OSError, ValueError):
        return None
    named = re.search(
        r'<meta name="wsisc-submission" content="([a-z0-9-]+)(?: ([a-z]{2}))?">', text.partition("</head>")[0]
    )
    return (named[1], named[2] or "") if named else None


def _check(folder: Path) -> None:
    """Raise WsiscError if a folder is neither new, nor empty, nor an earlier site."""
    try:
        if folder.exists() and not folder.is_dir():
            raise WsiscError(t("{folder} is not a folder", folder=folder), _ELSEWHERE)
        if folder.exists() and _find_own_paths(folder) is None and not all(map(_is_ignorable, folder.iterdir())):
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
    _check(folder)
    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _create_staging(target) as staging:
            for path, content in files.items():
                staged = staging / _NEW / path
                staged.parent.mkdir(parents=True, exist_ok=True)
                staged.write_bytes(content)
            before = _find_own_paths(target) or set()
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


def _find_own_paths(folder: Path) -> set[str] | None:
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
