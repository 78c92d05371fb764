"""A submission -> a file for translators; such a file, translated -> the submission in another language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wsisc import pipeline, source
from wsisc.api.results import ignore_note
from wsisc.api.version_reading import read_submission
from wsisc.calls import locale, schema
from wsisc.diff_report.compared_versions import ComparedVersion
from wsisc.lint.selection import REQUIRED_RULES, Selection
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import DataPath, Diagnostic, WsiscError, add_name_to_errors, find_errors
from wsisc.parity import section_digests
from wsisc.source import model
from wsisc.source.model import Submission
from wsisc.text import portable_names
from wsisc.translation import rebuild, units, word_table, xliff
from wsisc.translation.rebuild import TranslationProblem
from wsisc.translation.units import TranslatedFile, Unit
from wsisc.workspace import output_files, protected, repository, source_edits
from wsisc.workspace.input_files import YAML_SUFFIXES, InputFile, Notify, list_submissions, read_document
from wsisc.writers import yaml

ENDINGS = (".xlf", ".xliff", ".docx")
"""The endings of files for translators."""


@dataclass(frozen=True)
class TranslateResult:
    """A translation that was imported: its submission, what is wrong with it, and its file, None if none was written.

    `diagnostics` are the errors of the YAML. `original` is the version that was translated.
    """

    submission: Submission
    problems: tuple[TranslationProblem, ...]
    diagnostics: tuple[Diagnostic, ...]
    original: ComparedVersion
    written: Path | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all was translated, without an error."""
        return not self.diagnostics and not any(problem.is_error for problem in self.problems)


def export_translation(
    file: str | Path, output: str | Path, *, language: str, former: str | Path | None = None,
    draft: bool | None = None, notify: Notify = ignore_note
) -> Path:  # fmt: skip
    """Write a file in which a translator translates a submission, and return its path.

    `output` ends in .xlf (XLIFF 2.1) or .docx (a table in Word). `language` is that of the translation. `former` is an
    earlier translation: what is in step with the original is already filled in. A `draft` may have empty parts (None:
    as wsisc.toml says).

    Raises WsiscError if the submission has errors, or if another file is in the place of the output.

    Example::

        from wsisc.api import export_translation

        print(export_translation("submission.en.yaml", "submission.es.xlf", language="es"))
    """
    repository.refresh()
    target = Path(output)
    if target.suffix.lower() not in ENDINGS:
        raise WsiscError(t("{output}: expected a name ending in .xlf or .docx", output=output), exit_code=2)
    input_file, version = _read(file, draft, notify)
    submission = version.submission
    _check_language(version, language, notify)
    origin = units.describe_original(submission, _file_name(input_file))
    known = _read_former(former, version, language, notify) if former else {}
    if target.suffix.lower() == ".docx":
        content = word_table.write(submission, origin, language, known)
        is_earlier = word_table.is_table
    else:
        content = xliff.write(submission, origin, language, lambda path: _label(version, path), known)
        is_earlier = xliff.is_export
    protected.ProtectedFiles([input_file.path]).refuse_overwrite(target, is_earlier_output=is_earlier)
    output_files.write(target, content, is_earlier)
    return target


def import_translation(
    file: str | Path, output: str | Path | None = None, *, into: str | Path | None = None,
    original: str | Path | None = None, partial: bool = False, draft: bool | None = None,
    notify: Notify = ignore_note
) -> TranslateResult:  # fmt: skip
    """Return the translation in a file from a translator as a submission, and write it.

    `output` is the YAML file to write; with `into`, the texts of an existing translation are replaced instead, what is
    new in the original is added, and nothing else in it changes. `original` is the file of the original, by default the
    one beside `file` that `file` names. With `partial`, what is missing or wrong keeps the words of the original;
    otherwise nothing is written then. A `draft` may have empty parts (None: as wsisc.toml says).
    Raises WsiscError if the file is not from wsisc, or if another file is in the place of the output.

    Example::

        from wsisc.api import import_translation
        imported = import_translation("submission.fr.xlf", "imported.fr.yaml")
        print(imported.written, [problem.message for problem in imported.problems])
    """
    repository.refresh()
    translated = _read_translated(file)
    input_file, version = _read(_find_original(file, original, translated), draft, notify)
    with add_name_to_errors(str(file)):
        units.check_languages(translated, version.submission, input_file.name)
    if not units.is_up_to_date(translated, version.submission):
        notify(t("{original} was changed since {file} was exported", original=input_file.name, file=Path(file).name))
    target = _choose_target(file, output, into, input_file)
    rebuilt = rebuild.rebuild(version.submission, translated, _relative_name(input_file, target))
    before = read_document(str(target)) if into else None
    text = _create_text(before, target, rebuilt.submission)
    parsed, rules = source.read(text, str(target)), _choose_rules(input_file, draft)
    errors = tuple(find_errors(pipeline.check(parsed, selection=rules, catalogue=version.known).diagnostics))
    result = TranslateResult(rebuilt.submission, rebuilt.problems, errors, version)
    if (rebuilt.has_errors or errors) and not partial:
        return result
    if before is None:
        protected.ProtectedFiles((input_file.path, Path(file))).refuse_overwrite(target)
        output_files.write(target, text)
    else:
        source_edits.replace_words(target, before, text, notify)
    return replace(result, written=target)


def _choose_target(
    file: str | Path, output: str | Path | None, into: str | Path | None, original: InputFile
) -> Path:  # fmt: skip
    """Return the path of the YAML file to write. Raises WsiscError for another format, or if `into` is the original."""
    target = Path(into or output or Path(file).with_suffix(".yaml"))
    if target.suffix.lower() not in YAML_SUFFIXES:
        raise WsiscError(t("{output}: expected a name ending in .yaml", output=target), exit_code=2)
    if into and target.exists() and original.path and target.samefile(original.path):
        message = t("{name} is the original itself", name=target)
        raise WsiscError(message, t("name the file of the translation"), exit_code=2)
    return target


def _find_original(file: str | Path, original: str | Path | None, translated: TranslatedFile) -> Path:
    """Return the path of an original: as the caller names it, otherwise next to the file. Raises WsiscError if none."""
    place = Path(original) if original else Path(file).parent / translated.origin.file
    if not place.exists():
        hint = t("put the original beside it, or name it with --original FILE.yaml")
        raise WsiscError(t("{file}: the original {place} does not exist", file=file, place=place), hint, exit_code=2)
    return place


def _create_text(before: bytes | None, target: Path, translation: Submission) -> bytes:
    """Return the YAML of a translation: a new one, or that of its file, as it was `before`, with new texts."""
    if before is not None:
        return rebuild.update(before, str(target), translation)
    return yaml.write(translation, "", "").encode()


def _read_translated(file: str | Path) -> TranslatedFile:
    content = read_document(str(file))
    is_word = content.startswith(b"PK") or Path(file).suffix.lower() == ".docx"
    with add_name_to_errors(str(file)):
        read = word_table.read(content) if is_word and not xliff.is_xliff(content) else xliff.read(content)
        _check_code(read.language)
    return read


def _check_code(language: str) -> None:
    """Raise WsiscError for a language that no submission has."""
    if language not in languages():
        hint = t("use {languages}", languages=", ".join(languages()))
        raise WsiscError(t("the language {language!r} is not supported", language=language), hint, exit_code=2)


def languages() -> tuple[str, ...]:
    """Return the languages of submissions."""
    return resources.names("templates/numbers", ".yaml")


def _check_language(version: ComparedVersion, language: str, notify: Notify) -> None:
    """Raise WsiscError for a language that is no other one; note one that the call does not offer."""
    _check_code(language)
    if language == version.submission.language:
        values = {"name": version.name, "language": language}
        raise WsiscError(t("{name} is already in the language {language!r}", **values), exit_code=2)
    if version.call and language not in version.call.languages:
        values = {"id": version.call.id, "language": language}
        notify(t("the call {id} does not offer the language {language!r}: the translation cannot be built", **values))


def _choose_rules(file: InputFile, draft: bool | None) -> Selection:
    return REQUIRED_RULES._replace(draft=file.settings.settings.draft if draft is None else draft)


def _read(file: str | Path, draft: bool | None, notify: Notify) -> tuple[InputFile, ComparedVersion]:
    """Return a submission. Raises WsiscError if it has errors: a translation would have them too."""
    [found, *others] = list_submissions([str(file)], notify)
    if others:
        raise WsiscError(t("{file} has several submissions", file=file), t("name one of them"), exit_code=2)
    version = read_submission(found.content, found.name, found.folder, repository.load_catalogue(found.folder))
    rules = _choose_rules(found, draft)
    checked = pipeline.check(source.read(found.content, found.name), selection=rules, catalogue=version.known)
    if errors := find_errors(checked.diagnostics):
        advice = t("run wsisc validate {file} to list them", file=portable_names.quote_path(found.name))
        if {error.code for error in errors} == {"missing-part"}:
            advice = t("fill in the part, or allow empty parts with --draft")
        values = {"name": found.name, "line": errors[0].line, "message": errors[0].message}
        raise WsiscError(t("{name}:{line}: {message}", **values), advice, exit_code=1)
    return found, version


def _file_name(file: InputFile) -> str:
    return units.check_file_name(file.path.name if file.path else "submission.yaml")


def _relative_name(original: InputFile, target: Path) -> str:
    """Return the path of an original from the folder of its translation, its name if it is elsewhere."""
    assert original.path is not None
    try:
        return original.path.resolve().relative_to(target.parent.resolve()).as_posix()
    except ValueError:
        return original.path.name


def _read_former(
    former: str | Path, version: ComparedVersion, language: str, notify: Notify
) -> Mapping[str, Unit]:  # fmt: skip
    """Return the units of an earlier translation by their ids: those of sections that are still in step."""
    [file] = list_submissions([str(former)], notify)
    translation = model.from_data(source.read(file.content, file.name).data)
    recorded = translation.translated_from.sections if translation.translated_from else {}
    rebuild.check_language(translation.language, language, file.name)
    current = section_digests.digest_sections(version.submission)
    in_step = {key for key, digest in current.items() if recorded.get(key) == digest}
    return {
        unit.id: unit
        for group in units.list_groups(translation)
        for key, unit in units.walk_with_keys(group)
        if key in in_step or key.startswith("_f")
    }


def _label(version: ComparedVersion, path: DataPath) -> str:
    composed = schema.load(version.call, version.submission.language)
    return schema.label(composed, path) if version.call and path else ""


def direction(language: str) -> str:
    """Return the direction of a language, "ltr" if it has no locale."""
    return locale.load(language).direction if language in resources.names("templates/locales", ".yaml") else "ltr"
