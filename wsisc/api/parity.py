"""Translations of a submission -> how each differs from the original; the same, recorded as up to date."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wsisc.api.results import ignore_note
from wsisc.api.version_reading import read_submission
from wsisc.calls import schema
from wsisc.diff_report.compared_versions import ComparedVersion
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, Span, WsiscError, excerpt
from wsisc.parity import compare_translation, section_digests
from wsisc.parity.text_comparison import Divergence, Place
from wsisc.source import Source, model, yaml_edit
from wsisc.workspace import input_files, originals, repository, source_edits
from wsisc.workspace.input_files import InputFile, Names, Notify, Paths, list_names, list_submissions

_LANGUAGE_NAME = re.compile(r"(?P<stem>.+)\.[a-z]{2}\.(?:yaml|yml)", re.IGNORECASE)


@dataclass(frozen=True)
class ComparedTranslation:
    """A translation of a submission, and what differs between it and its original.

    `outdated` are the sections that are older than their original. `is_recorded` is whether the translation has digests
    of the original at all.
    """

    version: ComparedVersion
    divergences: tuple[Divergence, ...]
    outdated: tuple[Divergence, ...]

    @property
    def file(self) -> str:
        """The name of its file."""
        return self.version.name

    @property
    def all(self) -> tuple[Divergence, ...]:
        """All that differs, the sections that are older than their original first."""
        return (*self.outdated, *self.divergences)

    @property
    def is_recorded(self) -> bool:
        """Whether it records from which version of the original it was translated."""
        origin = self.version.submission.translated_from
        return origin is not None and bool(origin.sections)

    def locate(self, place: Place) -> Span:
        """Return the place in the file of the translation."""
        return _locate(self.version, place)

    def label(self, path: DataPath) -> str:
        """Return a path in the words of the call: "Part Two, section 3, Title"."""
        call, language = self.version.call, self.version.submission.language
        return schema.label(schema.load(call, language), path) if call else ""


@dataclass(frozen=True)
class ParityResult:
    """An original and its translations. `inputs` are the files that were read."""

    original: ComparedVersion
    translations: tuple[ComparedTranslation, ...]
    inputs: Sequence[InputFile]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not any(translation.all for translation in self.translations)

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """Why perhaps not all was compared: the name of a file, and the problem."""
        versions = (self.original, *(translation.version for translation in self.translations))
        return tuple((version.name, version.unread) for version in versions if version.unread)

    def locate(self, place: Place) -> Span:
        """Return the place in the file of the original."""
        return _locate(self.original, place)


def compare_translations(paths: Paths, *, notify: Notify = ignore_note) -> ParityResult:
    """Return what differs between translations of a submission and their original, apart from the language.

    `paths` are the original and its translations; of one file alone, those next to it with the same name and another
    language ("submission.fr.yaml"). The original is the file that the others name under `translated-from:`, otherwise
    the first one without that key; where one path is named, that whose name has no language, or the English one.

    Which sections are older is judged only if the original is the file that a translation names; a note says where it
    is not.

    Raises WsiscError if a file is no submission, if there is nothing to compare, if two files are in one language, or
    if files name one another as their original.

    Example::

        from wsisc.api import compare_translations

        found = compare_translations(["submission.en.yaml", "submission.fr.yaml"])
        for difference in found.translations[0].all:
            print(difference.code, difference.message)
    """
    repository.refresh()
    inputs = _add_siblings(list_submissions(paths, notify))
    is_ordered = len(input_files.list_names(paths)) > 1
    return _compare_files(inputs if is_ordered else _sort_likely_original_first(inputs), notify)


def _sort_likely_original_first(inputs: Sequence[InputFile]) -> list[InputFile]:
    """Return the files of a folder, or those beside one: where none says which one is the original, it is the first."""

    def rank(file: InputFile) -> tuple[bool, int, str]:
        version = _read(file)
        offered = version.call.languages if version.call else ()
        return compare_translation.rank(Path(file.name).as_posix(), version.submission.language, offered)

    return sorted(inputs, key=rank)


def _compare_files(inputs: Sequence[InputFile], notify: Notify) -> ParityResult:
    versions = [_read(file) for file in inputs]
    origins = [originals.origin_path(version.submission, file) for file, version in zip(inputs, versions, strict=True)]
    originals.refuse_circles(inputs, origins)
    _refuse_same_language(versions)
    at = originals.find_root(inputs, origins)
    original = inputs[at].path
    translations = []
    for index, version in enumerate(versions):
        if index != at:
            is_judged = origins[index] in (None, original.resolve() if original else None)
            if not is_judged:
                _note_other_original(version, versions[at], notify)
            translations.append(_compare(versions[at], version, is_judged))
    return ParityResult(versions[at], tuple(translations), inputs)


def record_translations(
    paths: Paths, *, sections: Names = (), notify: Notify = ignore_note
) -> tuple[ParityResult, tuple[Path, ...]]:
    """Record in translations that their sections are in step with the original, and change nothing else in their files.

    `paths` are as in `compare_translations`, but with one translation alone, those next to it do not change.
    `sections` are the ids or places of some sections of the original ("connectivity", "three-a-2"), by default all.
    A section in which something differs keeps what was recorded; a note names it. Return what differs afterwards, and
    the files that were changed.

    Raises WsiscError as `compare_translations` does, and if a section does not exist, if it is not known which file is
    the original, if a translation names another original, or if a file cannot be changed.

    Example::

        from wsisc.api import record_translations

        found, changed = record_translations(["submission.en.yaml", "submission.fr.yaml"])
        print([path.name for path in changed])
    """
    repository.refresh()
    named = list_submissions(paths, notify)
    read = [file._replace(loaded=file.content) for file in _add_siblings(named)]  # what is compared is recorded
    compared = _compare_files(read, ignore_note)
    if len(named) == 1:
        compared = _restrict(compared, named[0])
    digests = section_digests.digest_sections(compared.original.submission)
    chosen = list_names(sections)
    if unknown := [section for section in chosen if section not in digests]:
        hint = t("use one of {known}", known=", ".join(digests))
        raise WsiscError(t("the original has no section {name!r}", name=unknown[0]), hint, exit_code=2)
    files = {file.name: file for file in compared.inputs}
    edits = {
        translation.file: _record(translation, files, compared, chosen, notify) for translation in compared.translations
    }
    changed = tuple(_replace_changed(files, edits))
    return _compare_files([file._replace(loaded=b"") for file in compared.inputs], notify), changed


def _replace_changed(files: Mapping[str, InputFile], edits: Mapping[str, bytes]) -> Iterator[Path]:
    """Write those files whose content is edited. Yield their paths."""
    for name, content in edits.items():
        path = files[name].path
        if path and content != files[name].content:
            source_edits.replace(path, files[name].content, content)
            yield path


def _restrict(compared: ParityResult, named: InputFile) -> ParityResult:
    """Return a comparison of the only file that was named: of its original and itself, or of all its translations."""
    if named.name != compared.original.name:
        translations = tuple(translation for translation in compared.translations if translation.file == named.name)
        inputs = [file for file in compared.inputs if file.name in (named.name, compared.original.name)]
        return ParityResult(compared.original, translations, inputs)
    if not any(translation.version.submission.translated_from for translation in compared.translations):
        hint = t("name the original first, then its translations")
        raise WsiscError(t("{file}: no file says which one is the original", file=named.name), hint, exit_code=2)
    return compared


def _record(
    translation: ComparedTranslation, files: dict[str, InputFile], compared: ParityResult, sections: Sequence[str],
    notify: Notify,
) -> bytes:  # fmt: skip
    """Return the content of a translation with the digests of the sections of its original that are in step with it.

    `sections` are those to record, by default all. The others keep what was recorded.
    """
    file, original = files[translation.file], files[compared.original.name]
    name = _name_original(file, original)
    origin = translation.version.submission.translated_from
    if origin and origin.file != name and originals.read_original(origin, file)[1] is not None:
        message = t("{file} is translated from {original}", file=file.name, original=origin.file)
        hint = t("name {original}, or correct translated-from: in {file}", original=origin.file, file=file.name)
        raise WsiscError(message, hint, exit_code=2)
    digests = section_digests.digest_sections(compared.original.submission)
    differing = section_digests.list_differing(compared.original.submission, translation.divergences)
    if left_out := [key for key in sections or digests if key in differing]:
        values = {"file": file.name, "sections": ", ".join(left_out)}
        notify(t("{file}: not recorded, because they differ from the original: {sections}", **values))
    chosen = {*(sections or digests)} - differing
    before = dict(origin.sections) if origin else {}
    recorded = {key: digests[key] if key in chosen else before.get(key, "") for key in digests}
    if not before and not any(recorded.values()):
        return file.content
    return section_digests.record(
        file.content, file.name, name, {key: digest for key, digest in recorded.items() if digest}
    )


def _name_original(file: InputFile, original: InputFile) -> str:
    """Return the path of an original relative to the folder of its translation."""
    if file.path is None or original.path is None:
        raise WsiscError(t("standard input cannot be recorded"), t("name the files"), exit_code=2)
    try:
        return original.path.resolve().relative_to(file.path.parent.resolve()).as_posix()
    except ValueError:
        hint = t("move the original to the folder of the translation")
        values = {"original": original.name, "file": file.name}
        message = t("{original} is not in the folder of {file} or below it", **values)
        raise WsiscError(message, hint, exit_code=2) from None


def _add_siblings(files: list[InputFile]) -> list[InputFile]:
    """Return the files that were named; with one alone, also those of the same submission next to it."""
    if len(files) > 1 or files[0].path is None:
        return _refuse_single(files)
    file = files[0]
    submission = model.from_data(yaml_edit.read(file.content).data)
    origin = submission.translated_from
    originals.refuse_circles([file], [originals.origin_path(submission, file)])
    name_match = _LANGUAGE_NAME.fullmatch(file.path.name) if file.path else None
    siblings = {file.name: file}
    if origin and originals.read_original(origin, file)[1] is not None:
        path = file.folder / origin.file
        siblings[str(path)] = InputFile(str(path), path)
    for path in sorted(file.folder.iterdir()) if name_match else ():
        match = _LANGUAGE_NAME.fullmatch(path.name)
        if match and name_match and match["stem"] == name_match["stem"] and path.is_file() and path != file.path:
            siblings[str(path)] = InputFile(str(path), path)
    if origin and origin.file and len(siblings) == 1:
        message = t("{file}: its original {original} was not found", file=file.name, original=excerpt(origin.file))
        hint = t("the original must be in the folder of the translation or below it")
        raise WsiscError(message, hint, exit_code=2)
    return _refuse_single([file for file in siblings.values() if file.is_submission])


def _refuse_single(files: list[InputFile]) -> list[InputFile]:
    if len(files) < 2:
        hint = t("name the original and its translations, such as submission.en.yaml submission.fr.yaml")
        raise WsiscError(t("{file}: no other language was found", file=files[0].name), hint, exit_code=2)
    return files


def _read(file: InputFile) -> ComparedVersion:
    return read_submission(file.content, file.name, file.folder, repository.load_catalogue(file.folder))


def _refuse_same_language(versions: Sequence[ComparedVersion]) -> None:
    """Raise WsiscError if two files are in one language: then one of them is no translation."""
    first: dict[str, str] = {}
    for version in versions:
        language = version.submission.language
        if other := first.get(language):
            message = t("{file} and {other} are in the same language: {language}", file=version.name, other=other,
                        language=language)  # fmt: skip
            raise WsiscError(message, t("correct language: in one of them, or name one of them alone"), exit_code=2)
        first[language] = version.name


def _note_other_original(translation: ComparedVersion, original: ComparedVersion, notify: Notify) -> None:
    """Note that a translation names another original than the one that it is compared with."""
    origin = translation.submission.translated_from
    if origin and origin.sections:
        values = {"file": translation.name, "origin": origin.file, "original": original.name}
        notify(
            t("{file} is translated from {origin}, not {original}: which sections are older is not judged", **values)
        )


def _compare(original: ComparedVersion, translation: ComparedVersion, is_judged: bool) -> ComparedTranslation:
    one, other = original.submission, translation.submission
    call = translation.call
    outdated = compare_translation.find_outdated(one, other, call) if is_judged else ()
    return ComparedTranslation(translation, compare_translation.compare(one, other, call), outdated)


def _locate(version: ComparedVersion, place: Place) -> Span:
    assert isinstance(version.source, Source)
    return version.source.locate(place.path, place.start, place.end)
