"""Many orders -> the submissions that a compendium, a dataset and pages are made of, and those that must be left out.

None is left out silently: what is broken, or still a draft, is named with the reason.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from wsisc import locale, model, pipeline, source
from wsisc.calls.call import Call
from wsisc.diagnostic import STANDARD_INPUT, Diagnostic, Severity
from wsisc.document import portable_names
from wsisc.document.manuscript import Manuscript
from wsisc.pipeline import CheckResult
from wsisc.writers.build_job import BuildJob

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_STACKED_ACCENTS = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
_MAX_LINE_LENGTH = 300
_MAX_KEY_LENGTH = 80
"""Letters of a key without its number: with the endings of documents it stays a name that every disk takes."""
_DRAFT_CODES = {"missing-part", "unplaced-text", "open-conflict"}


class Member(NamedTuple):
    """A sound submission: its file as users name it, a key that no other member has, and all a document is made of.

    The key is made of letters, digits and hyphens: it begins the anchors of the member, and names its files.
    """

    key: str
    file: str
    manuscript: Manuscript


class LeftOutSubmission(NamedTuple):
    """A submission that could not be taken: its file, title and entity ("" where unknown), and why.

    `why` is the reason in English and in detail, `kind` that in short: "draft", "errors", "call" (it is unknown, or
    not that of the others), "file" (it cannot be read), "font" (none has its characters) or "failed" (it could not be
    printed whole).
    """

    file: str
    title: str
    entity: str
    reason: str
    kind: str = "errors"


@dataclass(frozen=True)
class Collection:
    """Submissions, in the order of their entities' names, and those that were left out, in that of their files."""

    members: tuple[Member, ...]
    left_out: tuple[LeftOutSubmission, ...]

    def remarks(self) -> Iterator[str]:
        """Yield what looks like a mistake of who put the files together: an entity twice, calls of several years."""
        files: dict[str, list[Member]] = {}
        for member in self.members:
            name = member.manuscript.submission.entity.name
            files.setdefault(fold_name(name), []).append(member)
        for held in files.values():
            if len(held) > 1:
                named = ", ".join(sorted(each.file for each in held))
                yield f"{held[0].manuscript.submission.entity.name} has several files: {named}"
        asked = sorted({member.manuscript.call.id for member in self.members})
        if len(asked) > 1:
            yield f"the submissions answer several calls: {', '.join(asked)}"

    def as_published(self) -> "Collection":
        """Return it with files named from the folder that all lie in: where that lies is nobody else's business.

        What was left out is told in short texts that any document can hold: nobody has checked it.
        """
        named = [each.file for each in self.members] + [each.file for each in self.left_out]
        files = [file for file in named if file != STANDARD_INPUT]
        try:
            common = os.path.commonpath([os.path.dirname(os.path.abspath(file)) for file in files])
        except ValueError:  # none, or on several drives of Windows
            return self
        names = {file: PurePath(os.path.relpath(file, common)).as_posix() for file in files}
        names[STANDARD_INPUT] = STANDARD_INPUT
        return Collection(
            tuple(each._replace(file=names[each.file]) for each in self.members),
            tuple(_sanitize(each, names) for each in self.left_out),
        )


def collect(
    jobs: Iterable[BuildJob],
    unreadable: Mapping[str, tuple[str, str]] | None = None,
    on_member: Callable[[Member], None] | None = None,
) -> Collection:
    """Check the files of orders, and return the sound ones with the others named.

    `unread` are files that could not even be checked, and why, in detail and in short. Each sound one is given to
    `begin` as soon as it is found, as the member that it becomes unless another has its key.
    """
    found: list[tuple[str, Manuscript]] = []
    left_out = [LeftOutSubmission(file, "", "", *why) for file, why in (unreadable or {}).items()]
    calls: dict[str, tuple[Call, str]] = {}
    for order in jobs:
        checked = pipeline.check_job(order, source.read(order.content, order.name))
        if checked.submission and checked.call and checked.allows("html"):
            asked = replace(checked.call, text="")
            call, first = calls.setdefault(asked.id, (asked, order.name))
            if call != asked:
                why = f'its call "{call.id}" is not the one of that name that {first} answers'
                told = checked.submission.title, checked.submission.entity.name, why, "call"
                left_out.append(LeftOutSubmission(order.name, *told))
                continue
            language = locale.load(checked.submission.language)
            manuscript = Manuscript(checked.submission, checked.call, language, order.figures.images)
            found.append((order.name, manuscript))
            if on_member:
                on_member(Member(_base_key(order.name), order.name, manuscript))
        else:
            left_out.append(_left_out_submission(order.name, checked))
    found.sort(key=lambda each: (fold_name(each[1].submission.entity.name), each[0]))
    return Collection(_assign_keys(found), tuple(sorted(left_out)))


def _assign_keys(manuscripts: list[tuple[str, Manuscript]]) -> tuple[Member, ...]:
    members, taken = [], set()
    for file, manuscript in manuscripts:
        stem = _base_key(file)
        key, count = stem, 1
        while key in taken:
            count += 1
            key = f"{stem}-{count}"
        taken.add(key)
        members.append(Member(key, file, manuscript))
    return tuple(members)


def _base_key(file: str) -> str:
    words = "-".join(re.findall(r"[a-z0-9]+", fold_name(PurePath(file).stem)))
    stem = words[:_MAX_KEY_LENGTH].rstrip("-") or "submission"
    return f"submission-{stem}" if portable_names.is_reserved(stem) else stem


def _left_out_submission(file: str, checked: CheckResult) -> LeftOutSubmission:
    submission = checked.submission or model.from_data(None)
    errors = [each for each in checked.diagnostics if each.severity == Severity.ERROR]
    return LeftOutSubmission(file, submission.title, submission.entity.name, *_summarize_errors(errors))


def _summarize_errors(errors: list[Diagnostic]) -> tuple[str, str]:
    """Return why a file was left out, in a sentence's words and in short."""
    if not errors:
        return "nobody knows the call that it answers", "call"
    first = f"line {errors[0].span.line}: {errors[0].message}"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    if {each.code for each in errors} <= _DRAFT_CODES:
        return f"a draft: {first}{more}", "draft"
    is_unknown = any(each.code == "unknown-call" for each in errors)
    return f"with errors: {first}{more}", "call" if is_unknown else "errors"


def _sanitize(left_out: LeftOutSubmission, names: Mapping[str, str]) -> LeftOutSubmission:
    """Return what is told of a file with names instead of places of files."""
    why = left_out.reason
    for file in sorted(names, key=len, reverse=True):
        why = why.replace(file, names[file])
    return LeftOutSubmission(
        *(_printable_line(text) for text in left_out._replace(file=names[left_out.file], reason=why))
    )


def _printable_line(text: str) -> str:
    """Return a text as a line of some length, with U+FFFD for what documents cannot hold."""
    line = _UNPRINTABLE.sub("\ufffd", " ".join(unicodedata.normalize("NFC", text).split()))
    line = _STACKED_ACCENTS.sub(r"\1", line)
    return line if len(line) <= _MAX_LINE_LENGTH else f"{line[:_MAX_LINE_LENGTH]}…"


def fold_name(text: str) -> str:
    """Return a text by which names are put in order, and are the same: without accents and further spaces, small."""
    apart = unicodedata.normalize("NFKD", " ".join(text.split()))
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()
