"""Many build jobs -> the submissions of a compendium, dataset or site, and those that must be left out.

No submission is left out silently: if it has errors or is still a draft, it is listed with the reason.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from wsisc import pipeline
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.calls.call import Call, fill_known
from wsisc.calls.locale import Locale
from wsisc.calls.vocabularies import PairVocabulary, Vocabulary, choose, in_standard_order, merge
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript, create_manuscript, require_manuscript
from wsisc.messages import t
from wsisc.messages.diagnostic import STANDARD_INPUT, Diagnostic, find_errors
from wsisc.publication.collate import submission_keys
from wsisc.publication.collate.submission_keys import fold_name
from wsisc.source import model
from wsisc.source.model import Submission
from wsisc.text.scripts import ACCENTS
from wsisc.text.shared import group_values
from wsisc.text.words import fold_without_accents
from wsisc.writers.build_job import BuildJob

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# More than three combining marks on a letter print over neighbouring lines ("Zalgo text").
_STACKED_ACCENTS = re.compile(f"([{ACCENTS}]{{3}})[{ACCENTS}]+")
_MAX_LINE_LENGTH = 300  # a guess: three lines of a page
_DRAFT_CODES = {"missing-part", "open-conflict"}


class Member(NamedTuple):
    """A sound submission: a unique key, the file as users name it, the manuscript, and its translations.

    A key consists of letters, digits and hyphens: it is the prefix of the member's anchors and file names.
    `translations.group_translations` finds translations, which have none themselves.
    """

    key: str
    file: str
    manuscript: Manuscript
    translations: tuple["Member", ...] = ()

    @property
    def submission(self) -> Submission:
        """Its words and values."""
        return self.manuscript.submission

    @property
    def call(self) -> Call:
        """The call that it answers."""
        return self.manuscript.call

    @property
    def language(self) -> str:
        """Its language."""
        return self.submission.language

    @property
    def versions(self) -> "tuple[Member, ...]":
        """The submission in all its languages, the original first."""
        return self, *self.translations

    def version(self, language: str) -> "Member":
        """Return its version in a language, otherwise the original."""
        return next((version for version in self.versions if version.language == language), self)

    def rename(self, names: Mapping[str, str]) -> "Member":
        """Return the member with other names of its files, and of those of its translations."""
        translations = tuple(translation.rename(names) for translation in self.translations)
        return self._replace(file=names[self.file], translations=translations)

    def leave_out(self, reason: str, kind: str) -> "LeftOutSubmission":
        """Return the submission as one that is left out."""
        return LeftOutSubmission(self.file, self.submission.title, self.submission.entity.name, reason, kind)


class LeftOutSubmission(NamedTuple):
    """A submission that cannot be included: its file, title and entity ("" if unknown), and the reason.

    `reason` is a detailed text in English, `kind` its category: "draft", "errors", "call" (unknown, or different from
    the other submissions' call of the same id), "file" (unreadable), "font" (no font has its characters), "failed"
    (it would lose words), "copy" or "earlier" (another file has the same submission, or a later version of it).
    """

    file: str
    title: str
    entity: str
    reason: str
    kind: str = "errors"


class Remark(NamedTuple):
    """What is doubtful in the choice of files, and whether a person must look at it."""

    text: str
    needs_person: bool = True


@dataclass(frozen=True)
class Collection:
    """Submissions in the order of their entities' names, and those left out in the order of their files.

    `doubts` are pairs of files that may be one submission in two languages.
    """

    members: tuple[Member, ...]
    left_out: tuple[LeftOutSubmission, ...]
    doubts: tuple[tuple[str, str], ...] = ()

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls that the members answer, each once."""
        calls = {member.call.id: member.call for member in self.members}
        return tuple(calls.values())

    @property
    def call(self) -> Call | None:
        """The call that all members answer, None if they answer several."""
        return self.calls[0] if len(self.calls) == 1 else None

    def title(self, language: str) -> str:
        """Return how that call names its submissions, "" if there is none, or it does not."""
        if not (self.call and self.call.collection):
            return ""
        known = known_locale(self.call, language)
        return fill_known(self.call.collection[known.language], outline.slot_values(self.call, known, ""))

    @property
    def language(self) -> str:
        """The most common language of the members; of several, English, otherwise the first by its code."""
        counts = Counter(member.language for member in self.members)
        return min(counts, key=lambda language: (-counts[language], language != "en", language), default="en")

    @cached_property
    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """The vocabularies of tags of all calls, the standard ones first; those of the same id are one."""
        sets = [call.vocabularies for call in self.calls] or [choose(None)]
        found = {
            vocabulary.id: vocabulary
            for vocabulary in merge(vocabulary for chosen in sets for vocabulary in chosen.tags)
        }
        return tuple(found[id] for id in in_standard_order(found))

    @property
    def matrices(self) -> tuple[PairVocabulary, ...]:
        """The matrices of all calls, each once."""
        return tuple({pair.id: pair for call in self.calls for pair in call.vocabularies.pairs}.values())

    def remarks(self) -> Iterator[Remark]:
        """Yield what the choice of files makes doubtful: several files of one entity, calls of several sessions."""
        keys = ((submission_keys.submission_key(member.submission), member) for member in self.members)
        for same in group_values(keys).values():
            if len(same) > 1:
                titles = {fold_without_accents(member.submission.title) for member in same}
                names = ", ".join(sorted(member.file for member in same))
                entity = same[0].manuscript.submission.entity.name
                text = t("{entity} has several files: {names}", entity=entity, names=names)
                yield Remark(text, needs_person=len(titles) < len(same))
        for one, other in self.doubts:
            text = t(
                "{one} and {other} may be one submission in two languages, and are counted separately: "
                "if so, move them to one folder, and write translated-from: with wsisc parity --record",
                one=one,
                other=other,
            )
            yield Remark(text)
        for member in self.members:
            if assumed := [translation.file for translation in member.translations if _is_assumed(translation, member)]:
                text = t(
                    "{file} has the acronym and the structure of {files}, but another name of the entity: "
                    "if they are one submission, move them to one folder, and run wsisc parity --record",
                    file=member.file,
                    files=", ".join(assumed),
                )
                yield Remark(text)
        if remark := calls.describe_several((member.call.id, member.file) for member in self.members):
            yield Remark(remark)

    def as_published(self) -> "Collection":
        """Return the collection with file names relative to the common folder, so that local paths are not published.

        The texts of submissions that were left out are unchecked, so they are shortened and cleaned for any document
        format.
        """
        all_files = [version.file for member in self.members for version in member.versions]
        all_files += [left_out.file for left_out in self.left_out]
        files = [file for file in all_files if file != STANDARD_INPUT]
        try:
            common = os.path.commonpath([os.path.dirname(os.path.abspath(file)) for file in files])
        except ValueError:  # no files, or on several Windows drives
            return self
        names = {file: PurePath(os.path.relpath(file, common)).as_posix() for file in files}
        names[STANDARD_INPUT] = STANDARD_INPUT
        return replace(
            self,
            members=tuple(member.rename(names) for member in self.members),
            left_out=tuple(_sanitize(left_out, names) for left_out in self.left_out),
            doubts=tuple((names[one], names[other]) for one, other in self.doubts),
        )


def collect(
    jobs: Iterable[BuildJob],
    unreadable: Mapping[str, tuple[str, str]] | None = None,
    on_member: Callable[[Member], None] | None = None,
) -> Collection:
    """Check the files of build jobs, and return the sound submissions and those left out.

    `unreadable` are files that cannot be checked, each with a detailed reason and its kind. `on_member` receives each
    sound submission at once, with the key that it will have unless another member has the same.
    """
    members = []
    left_out = [LeftOutSubmission(file, "", "", *reason) for file, reason in (unreadable or {}).items()]
    calls: dict[str, tuple[Call, str]] = {}
    for job in jobs:
        result = pipeline.check_job(job)
        if not (result.submission and result.call and result.allows("html")):
            unsound, reason = result.submission or model.from_data(None), summarize_errors(result.diagnostics)
            left_out.append(LeftOutSubmission(job.name, unsound.title, unsound.entity.name, *reason))
            continue
        textless_call = replace(result.call, text="")
        call, first = calls.setdefault(textless_call.id, (textless_call, job.name))
        look = job.catalogue.load_theme(result.call, job.options.theme)
        manuscript = require_manuscript(create_manuscript(result.submission, result.call, job.figures, look=look))
        member = Member(submission_keys.submission_key(result.submission), job.name, manuscript)
        if call != textless_call:
            difference = t('its call "{id}" differs from the call with that id in {first}', id=call.id, first=first)
            left_out.append(member.leave_out(difference, "call"))
            continue
        members.append(member)
        if on_member:
            on_member(member)
    return Collection(with_unique_keys(sort_members(members)), tuple(sorted(left_out)))


def known_locale(call: Call, language: str) -> Locale:
    """Return the locale of a language if a call has it, otherwise that of the call's first language."""
    return locale.load(language if language in call.languages else call.languages[0])


def member_place(member: Member) -> str:
    """Return the path of a member's file, the same however the user named it."""
    return PurePath(os.path.abspath(member.file)).as_posix()


def _is_assumed(translation: Member, original: Member) -> bool:
    """Return whether only acronym and structure make a file a translation: neither it nor the original says so."""
    one, other = (member.submission for member in (translation, original))
    is_said = one.translated_from or other.translated_from
    return not is_said and submission_keys.entity_key(one.entity) != submission_keys.entity_key(other.entity)


def sort_members(members: Iterable[Member]) -> tuple[Member, ...]:
    """Return members in the order of their entities' names."""
    return tuple(sorted(members, key=lambda member: (fold_name(member.submission.entity.name), member.file)))


def with_unique_keys(members: Iterable[Member]) -> tuple[Member, ...]:
    """Return members with keys of their own, whatever their order; those of translations are below their originals'."""
    originals = tuple(members)
    keys = submission_keys.unique_keys([original.submission for original in originals])
    return tuple(
        member._replace(
            key=key,
            translations=tuple(
                translation._replace(key=f"{key}-{translation.language}") for translation in member.translations
            ),
        )
        for member, key in zip(originals, keys, strict=True)
    )


def summarize_errors(diagnostics: Sequence[Diagnostic]) -> tuple[str, str]:
    """Return why a file is left out: a detailed reason and its kind."""
    errors = find_errors(diagnostics)
    if not errors:
        return t("its call is unknown"), "call"
    first = t("line {line}: {message}", line=errors[0].span.line, message=errors[0].message)
    if len(errors) > 1:
        first = t("{first} (and {count} more)", first=first, count=len(errors) - 1)
    if {error.code for error in errors} <= _DRAFT_CODES:
        return t("a draft, {first}", first=first), "draft"
    is_unknown = any(error.code == "unknown-call" for error in errors)
    return t("with errors, {first}", first=first), "call" if is_unknown else "errors"


def _sanitize(left_out: LeftOutSubmission, names: Mapping[str, str]) -> LeftOutSubmission:
    """Return a submission that was left out with published file names, and with texts that any document can contain."""
    reason = left_out.reason
    for file in sorted(names, key=len, reverse=True):
        reason = reason.replace(file, names[file])
    return LeftOutSubmission(
        *(printable_line(text) for text in left_out._replace(file=names[left_out.file], reason=reason))
    )


def printable_line(text: str) -> str:
    """Return a text as one line of limited length, with U+FFFD for characters that documents cannot contain."""
    line = _UNPRINTABLE.sub("\ufffd", " ".join(unicodedata.normalize("NFC", text).split()))
    line = _STACKED_ACCENTS.sub(r"\1", line)
    return line if len(line) <= _MAX_LINE_LENGTH else f"{line[:_MAX_LINE_LENGTH]}…"
