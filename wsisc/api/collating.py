"""Submissions -> one compendium or one dataset, and what it does not contain."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from wsisc.api import document_output
from wsisc.api.results import ignore_note
from wsisc.engines import typst
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.pipeline.jobs.job_creation import read_jobs
from wsisc.publication import collate, dataset
from wsisc.publication.collate import CompendiumOptions, collection, plan, topic_passages, translations
from wsisc.publication.collate.collection import Collection, LeftOutSubmission, Member
from wsisc.workspace import protected, repository
from wsisc.workspace.input_files import InputFile, Notify, Paths, list_submissions

_UNPRINTABLE_CATEGORIES = ("Cc", "Cn", "Co", "Cs", "Zl", "Zp")
# Characters that make a title look different from its text: directional controls and the byte order mark.
_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_DATASETS = ("xlsx", "csv", "json")
_LANGUAGES = resources.names("templates/locales", ".yaml")


@dataclass(frozen=True)
class CollateResult:
    """A compendium or dataset: its path, None if no submission could be used, so that nothing was written.

    `members` are the names of the files that it contains, `left_out` the submissions that it does not, each with the
    reason. `remarks` are likely mistakes in the choice of files; `needs_person` is whether one needs a person.
    """

    written: Path | None
    members: tuple[str, ...]
    left_out: tuple[LeftOutSubmission, ...]
    remarks: tuple[str, ...]
    needs_person: bool = False

    @property
    def hint(self) -> str:
        """What to do about submissions that were left out because of a character that is in no font, "" for none."""
        return typst.NO_GLYPH_HINT if any(submission.kind == "font" for submission in self.left_out) else ""


class CollateOptions(NamedTuple):
    """What a document or dataset of many submissions has.

    `by` groups a document by "part" of the call, or by the terms of a vocabulary of the calls, such as "kind". `title`
    and `language` are those of the document (a workbook has a language, too), by default those of wsisc.toml (the
    nearest, or `config`), or of the session and of most submissions. `list_left_out` adds the list of what was left
    out, with the reasons.
    """

    by: str = ""
    title: str | None = None
    language: str = ""
    list_left_out: bool | None = None
    config: str | Path | None = None


def collate_files(
    paths: Paths, output: str | Path, *, options: CollateOptions = CollateOptions(), notify: Notify = ignore_note
) -> CollateResult:
    """Write one document or dataset of many submissions, and return what it contains and what it does not.

    `output` ends in .docx, .pdf or .html for a document, in .xlsx, .csv or .json for a dataset. A submission in several
    languages is in a document once, in its language if possible, and counts once in a dataset.

    Raises WsiscError if an option is wrong, a path does not exist, or another file is in the place of the output.

    Example::

        from wsisc.api import CollateOptions, collate_files

        collated = collate_files(["submission.yaml"], "compendium.docx", options=CollateOptions(by="kind"))
        print(collated.written, [(left_out.file, left_out.reason) for left_out in collated.left_out])
    """
    target, format = Path(output), Path(output).suffix[1:].lower()
    _check_options(str(output), format, options)
    protected.refuse_unportable(str(output))
    repository.refresh()
    inputs = list_submissions(paths, notify, options.config)
    protected.ProtectedFiles(file.path for file in inputs).refuse_overwrite(target)
    document_output.refuse_early(target, format)
    if format in _DATASETS:
        language = options.language or _read_settings(inputs[0]).get("language", "")
        content, collected = _create_dataset(inputs, format, language, notify)
    else:
        content, collected = _create_compendium(inputs, format, _choose_options(inputs[0], options), notify)
    if collected.members:
        document_output.write(target, content, format)
    members = tuple(member.file for member in collected.members)
    remarks = list(collected.remarks())
    texts = tuple(remark.text for remark in remarks)
    needs_person = any(remark.needs_person for remark in remarks)
    return CollateResult(target if members else None, members, collected.left_out, texts, needs_person)


def _check_options(output: str, format: str, options: CollateOptions) -> None:
    """Raise WsiscError if an option is wrong."""
    language = options.language
    if format not in (*collate.FORMATS, *_DATASETS):
        endings = t(
            ".{formats}, or for data in .{datasets}",
            formats=", .".join(collate.FORMATS),
            datasets=", .".join(_DATASETS),
        )
        raise WsiscError(
            t("{output}: expected a name ending in {endings}", output=output, endings=endings), exit_code=2
        )
    if language and language not in _LANGUAGES:
        raise WsiscError(
            t(
                "language {language} is unknown; use one of {languages}",
                language=repr(language),
                languages=", ".join(_LANGUAGES),
            ),
            exit_code=2,
        )
    if format in _DATASETS and (
        options.by or options.title or options.list_left_out or (language and format != "xlsx")
    ):
        not_for = t("--by, --title and --list-left-out cannot be used for a dataset, --language only for .xlsx")
        raise WsiscError(not_for, exit_code=2)


def _choose_options(file: InputFile, options: CollateOptions) -> CompendiumOptions:
    """Return the options of a compendium, by default those of wsisc.toml."""
    settings, title, listed = _read_settings(file), options.title, options.list_left_out
    named = (title, "--title") if title is not None else (settings.get("title"), f"{file.settings.file}: title")
    listed = settings.get("list_left_out", False) if listed is None else listed
    language = options.language or settings.get("language", "")
    return CompendiumOptions(check_title(*named), language, options.by, listed)


def _read_settings(file: InputFile) -> Mapping[str, Any]:
    """Return the table [collate] of wsisc.toml. Raises WsiscError if it cannot be used."""
    settings = file.settings.settings.collate
    if settings.get("language", "en") not in _LANGUAGES:
        problem = t("language must be one of {languages}", languages=", ".join(_LANGUAGES))
        raise WsiscError(t("{file}: [collate] {problem}", file=file.settings.file, problem=problem), exit_code=2)
    return settings


def _create_dataset(
    inputs: Sequence[InputFile], format: str, language: str, notify: Notify
) -> tuple[bytes, Collection]:  # fmt: skip
    """Return the dataset, and what it contains and what it does not; what programs read has English names."""
    collected = translations.group_translations(collection.collect(*read_jobs(inputs)), notify)
    translations.note_translations(collected, notify)
    chosen = (language or collected.language) if format == "xlsx" else "en"
    return dataset.write(collected, format, language=chosen) if collected.members else b"", collected


def _create_compendium(
    inputs: Sequence[InputFile], format: str, options: CompendiumOptions, notify: Notify
) -> tuple[bytes, Collection]:
    """Return the compendium, and what it contains and what it does not: each submission once, in its language."""
    with collate.open_builder(format, notify) as builder:

        def begin_chapter(member: Member) -> None:
            is_original = member.manuscript.submission.translated_from is None
            if is_original or member.language == options.language:  # most translations are not in the compendium
                builder.begin_chapter(member)

        found = collection.collect(*read_jobs(inputs), None if options.grouping else begin_chapter)
        grouped = translations.group_translations(found, notify)
        collected = translations.choose_language(grouped, options.language or grouped.language, notify)
        _note_untagged(collected, options.grouping, notify)
        return builder.write(collected, options) if collected.members else (b"", collected)


def _note_untagged(collected: Collection, by: str, notify: Notify) -> None:
    """Say that no submission has a tag of the vocabulary by which a compendium is grouped."""
    grouping = plan.find_grouping(collected, by) if collected.members else by
    if isinstance(grouping, str):
        return
    if not any(topic_passages.bookmarks_by_tag(member.manuscript, grouping) for member in collected.members):
        notify(t("no submission has a tag of the kind {by}: see wsisc tags suggest", by=by))


def check_title(title: str | None, name: str) -> str:
    """Return a title, "" for None. Raises WsiscError if it is not a line of printable characters.

    `name` is the option or setting that it comes from.
    """
    if title is None:
        return ""
    if not title.strip() or any(
        unicodedata.category(character) in _UNPRINTABLE_CATEGORIES or character in _BIDI_CONTROLS for character in title
    ):
        raise WsiscError(t("{name} must be a single line of printable characters", name=name), exit_code=2)
    return title.strip()
