"""Submissions -> a folder of static pages with search, the matrix, coverage and all documents."""

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from wsisc import source
from wsisc.api import building, collating, site_folder
from wsisc.api.results import Batch, BuildResult, ignore_note
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
from wsisc.writers.build_job import BuildOptions

# The generic syntax of RFC 3986 with a host, but without user information, query and fragment; no address of a page.
_FOLDER_ADDRESS = re.compile(
    r"(?!.*\.html?$)https?://(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})*)*",
    re.ASCII | re.IGNORECASE,
)

_MAX_BYTES = 200_000  # of a page that leads on, which has about 5 KB; others are not read


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
    site_folder.check(folder)
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
    site_folder.write(folder, pages)
    return _describe_site(folder, collected, pages)


def _read_inputs(files: Iterable[InputFile], folder: Path) -> list[InputFile]:
    """Return files with their content, without the copies that an earlier site in a folder offers."""
    offered = {folder.resolve() / path for path in site_folder.find_own_paths(folder) or ()}
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
