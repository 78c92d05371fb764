"""A document, and the source to verify it with -> whether they match, and otherwise the differences.

1. The source package that the document carries is read (`readers.embedded_source`).
2. Its source is checked, with the call of that name that is known here, or otherwise the carried one (`pipeline`).
3. A source that is named is checked and compared with the carried one.
4. The document of that source is built again, with the options that the document claims: its format, whether it is a
   draft, and its theme. It is compared with the one to verify (`source_comparison`).

A theme or a call that only the document has proves nothing: a stranger can write any words, and any look, into it. Such
a document is never a match, but "the same with its own call".

A document without a package is compared with what the named source builds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Any

from wsisc import __version__, pipeline, source
from wsisc.calls import call as calls
from wsisc.calls.call import BUILT_IN, Call, Catalogue
from wsisc.document import carried_files, provenance
from wsisc.document.manuscript import create_manuscript, require_manuscript
from wsisc.document.provenance import SourcePackage
from wsisc.document.submission_file import SubmissionFile
from wsisc.lint import selection
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError, excerpt, find_errors
from wsisc.pipeline import CheckResult
from wsisc.readers import embedded_source
from wsisc.report import CheckedFile
from wsisc.source import Source
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Submission
from wsisc.text import portable_names
from wsisc.text.shared import common_length
from wsisc.theme import Themes
from wsisc.verification import output_check, source_comparison, word_differences
from wsisc.verification.source_comparison import Comparison
from wsisc.writers import yaml

# A version as a release has it (PEP 440): what a document claims is a stranger's text, and is shown in a command.
_VERSION_NUMBER = re.compile(r"\d{1,4}(\.\d{1,4}){1,3}((a|b|rc)\d{1,3})?")


class Answer(StrEnum):
    """What was found of a document."""

    SAME_BYTES = "the same bytes as its source gives"
    SAME_CONTENT = "saved again: the same content"
    SAME_WORDS = "the words of its source"
    OWN_PARTS = "the same only with a call or theme of its own"
    UNPROVEN = "built by other versions: cannot be proven here"
    CHANGED = "not what its source gives"


@dataclass(frozen=True)
class Verification:
    """What a document was compared with, and the differences, none if it matches.

    `call` is None if nothing could be built from the source; `call_origin` is "built in", "next to the source", or
    "embedded in the document" for a call that only the document has. `versions` are those of programs that the document
    names and that are not those here: then nothing proves that it matches; `builder` is the version of wsisc among
    them, "" for this one. `own_parts` are the call and the theme that the document brings, if it is the same with them
    alone. `is_identical` is whether it is equal to the byte to the document built here, `is_by_content` whether more
    than the bytes decided, `is_words_only` whether nothing but the words of the text was compared. `errors` are those
    of the source that was named, `warnings` are likely mistakes in the calls next to it.
    """

    differences: tuple[str, ...]
    call: Call | None = None
    call_origin: str = ""
    versions: tuple[str, ...] = ()
    builder: str = ""
    own_parts: tuple[str, ...] = ()
    is_identical: bool = False
    is_by_content: bool = True
    is_words_only: bool = False
    warnings: tuple[str, ...] = ()
    errors: CheckedFile | None = None

    @property
    def answer(self) -> Answer:
        """What was found of the document."""
        if self.versions:
            return Answer.UNPROVEN
        if self.own_parts:
            return Answer.OWN_PARTS
        if self.differences:
            return Answer.CHANGED
        if self.is_words_only:
            return Answer.SAME_WORDS
        return Answer.SAME_BYTES if self.is_identical else Answer.SAME_CONTENT

    @property
    def is_match(self) -> bool:
        """Whether the document is the one of its source, or where only words were compared, whether it has those."""
        return self.answer in (Answer.SAME_BYTES, Answer.SAME_CONTENT, Answer.SAME_WORDS)


def verify_content(
    content: bytes,
    name: str = "the document",
    own: SubmissionFile | None = None,
    known: Catalogue = BUILT_IN,
    *,
    words_only: bool = False,
) -> Verification:
    """Return how a document compares with its own source, or if one is named with that.

    `content` are its bytes, a Word file, a PDF or an HTML page; `name` is its name in messages. `own` is the source
    that it was built from, None to compare it only with the source that it carries: then it is found consistent with
    itself, which proves less. `known` are the calls and themes that are known where that source is. `words_only` asks
    the weaker question whether the words of its text are those of the source, for which versions do not matter.

    Raises WsiscError if the document is damaged, carries an invalid source, or carries none and no source is named.
    """
    package = embedded_source.find(content)
    if package is None:
        if own is None:
            message = t(
                "{name} has no embedded source (see build --no-embed): name the source that it was built from: wsisc"
                " verify {path} SOURCE",
                name=name,
                path=portable_names.quote_path(name),
            )
            raise WsiscError(message, exit_code=1)
        return _summarize(_verify_without_package(content, own, known, words_only), content, name, own.name)
    checked = _check(own, package.draft, known) if own else None
    found = _verify_package(content, package, own, known, words_only)
    if found is None:
        message = t("the source embedded in {name} has errors: run wsisc extract to see it", name=name)
        raise WsiscError(message, exit_code=1)
    verification, carried = found
    format = source_comparison.detect_format(content)
    if own and checked and (others := _compare_sources(own, checked, carried, package, format)):
        differences = (*others, *verification.differences)
        verification = replace(verification, differences=differences, own_parts=())
    id = calls.read_id(package.call)
    warnings = (calls.shadowing_message(id),) if id in known.find_shadowing() else ()
    return replace(verification, warnings=warnings, errors=_errors(checked) if checked else None)


def _verify_package(
    content: bytes, package: SourcePackage, own: SubmissionFile | None, known: Catalogue, words_only: bool
) -> tuple[Verification, Submission] | None:
    """Return how a document compares with the source that it carries, and that source; None if that has errors.

    What differs from the document of the call that is known here is reported, even if the document's own call explains
    it.
    """
    theme_problem = "" if words_only else _describe_own_theme(package, known.themes)
    results, problems = list[tuple[Verification, Submission]](), [theme_problem] if theme_problem else []
    for catalogue, origin, call_problem in _choose_calls(package, known):
        answer = source_comparison.check_carried(package, catalogue, source_comparison.detect_format(content))
        if answer is None:
            continue
        carried, call = answer
        commented = own.submission if own else None
        compared = source_comparison.compare(content, carried, package, call, commented, words_only=words_only)
        results.append((_create_verification(compared, call, origin, package, words_only), carried))
        problems = [call_problem, *problems] if call_problem else problems
        if not compared.differences:
            break
    if not results:
        return None
    (first, carried), (last, _) = results[0], results[-1]
    chosen = first if last.differences else last
    differences = tuple(dict.fromkeys((*problems, *first.differences)))
    return replace(chosen, differences=differences, own_parts=() if last.differences else tuple(problems)), carried


def _create_verification(
    compared: Comparison, call: Call, origin: str, package: SourcePackage | None, words_only: bool = False
) -> Verification:
    builder = package.versions.get("wsisc", "") if package and compared.versions else ""
    return Verification(
        compared.differences,
        call,
        origin,
        compared.versions,
        builder=builder if builder != __version__ and _VERSION_NUMBER.fullmatch(builder) else "",
        is_identical=compared.is_identical,
        is_by_content=compared.is_by_content,
        is_words_only=words_only,
    )


def _summarize(found: Verification, content: bytes, name: str, source_name: str) -> Verification:
    """Return a result whose differences are one line if the document has nothing of one that wsisc builds."""
    format = source_comparison.detect_format(content)
    if found.call is None or not found.differences or format == "pdf" or output_check.has_traces(content, format):
        return found
    document, own = (portable_names.quote_path(file) for file in (name, source_name))
    message = t(
        "{name} was not built by wsisc, or another program rewrote it: nothing of it can be verified; run wsisc diff"
        " {own} {document} to compare the texts",
        name=name,
        own=own,
        document=document,
    )
    return replace(found, differences=(message,))


def _verify_without_package(content: bytes, own: SubmissionFile, known: Catalogue, words_only: bool) -> Verification:
    """Compare a document without a source with what a source builds, as a draft or in another theme too."""
    format = source_comparison.detect_format(content)
    found = list[Verification]()
    failure: WsiscError | None = None
    usable = [name for name in known.themes.names() if name not in known.themes.invalid]
    for name, is_draft in product(("", *usable), (False, True)):
        checked = _check(own, is_draft, known)
        if checked.submission and checked.call and checked.allows(format):
            look = known.load_theme(checked.call, name)
            if name == checked.call.theme:
                continue
            created = create_manuscript(
                checked.submission, checked.call, own.figures, embed=False, draft=is_draft, look=look
            )
            try:
                compared = source_comparison.compare_with_manuscript(
                    content, require_manuscript(created), commented=checked.submission, words_only=words_only
                )
            except WsiscError as error:  # a theme in which the source cannot be set is not that of the document
                failure = failure or error
                continue
            origin = t("next to the source") if checked.call.id in known.own else t("built in")
            found.append(_create_verification(compared, checked.call, origin, None, words_only))
            if found[-1].is_match:
                break
    if not found and failure:
        raise failure
    if not found:
        return Verification((_not_compared(own),), errors=_errors(checked))
    return min(found, key=lambda verification: len(verification.differences))


def _check(own: SubmissionFile, is_draft: bool, known: Catalogue) -> CheckResult:
    rules = selection.REQUIRED_RULES._replace(draft=is_draft, review=True)
    return pipeline.check(own.source, own.figures, rules, catalogue=known)


def _errors(checked: CheckResult) -> CheckedFile | None:
    errors = find_errors(checked.diagnostics)
    return checked.checked_file._replace(diagnostics=errors) if errors else None


def _not_compared(own: SubmissionFile) -> str:
    return t("{name} has errors, so the document was not compared with it", name=own.name)


def _choose_calls(package: SourcePackage, known: Catalogue) -> Iterator[tuple[Catalogue, str, str]]:
    """Yield the calls to build a document with: the catalogue, where that call is from, and what is wrong with that.

    The call that is known here comes first. The document's own is as good if it says the same, or is an earlier version
    of a built-in one; otherwise it is only claimed, also where the difference is in what no page shows, such as the
    address to which submissions are sent.
    """
    id, carried = calls.read_id(package.call), carried_files.create_catalogue(package.call)
    embedded = t("embedded in the document")
    if id not in known.ids():
        yield carried, embedded, t("the call {id} is neither built in nor next to the source", id=id)
        return
    origin = t("next to the source") if id in known.own else t("built in")
    if id not in carried.invalid and _content(carried.load(id)) == _content(known.load(id)):
        yield carried, origin, ""
    elif id not in known.own and carried_files.is_former_call(package.call, id):
        yield carried, t("built in, in an earlier version"), ""
    else:
        yield known, origin, ""
        message = t("the embedded call {id} differs from the call with that id that is {origin}", id=id, origin=origin)
        yield carried, embedded, message


def _describe_own_theme(package: SourcePackage, known: Themes) -> str:
    """Return what is wrong with a theme that a document carries, "" if it is known here with the same text."""
    name, text = package.theme, package.theme_text
    if not text or known.own.get(name) == text:
        return ""
    place = (
        t("differs from themes/{name}.yaml", name=name)
        if name in known.own
        else t("is neither built in nor next to the source")
    )
    return t("the embedded theme {name} {place}", name=excerpt(name), place=place)


def _content(call: Call) -> Call:
    """Return a call without its text, in which the order of keys and the comments may differ."""
    return replace(call, text="", vocabulary_data=None)


def _compare_sources(
    own: SubmissionFile, checked: CheckResult, carried: Submission, package: SourcePackage, format: str
) -> tuple[str, ...]:
    """Return how a source, or the files of its figures, differs from what the document carries."""
    if not checked.allows(format):
        return (_not_compared(own),)
    if difference := describe_first(own.source, own.submission, carried):
        return (t("{name} is not the source of the document: {difference}", name=own.name, difference=difference),)
    digests = {image.file: provenance.digest(image.content) for image in own.figures.images.values()}
    others = [file for file in package.figures if digests.get(file) != package.figures[file]]
    return tuple(t("{file} is not the file that the document was built with", file=file) for file in others)


def describe_first(parsed: Source, submission: Submission, carried: Submission) -> str:
    """Return the first place where a source differs from the carried one: its line, and the words of both.

    "" if both are the same.
    """
    texts = [yaml.dump_canonical(version) for version in (submission, carried)]
    if texts[0].splitlines() == texts[1].splitlines():
        return ""
    one, other = (source.read(text.encode(), "").data for text in texts)
    place: DataPath = ()
    while type(one) is type(other) and isinstance(one, dict | list) and (keys := _differing_keys(one, other)):
        key = keys[0]
        place, one, other = (*place, key), _look_up(one, key), _look_up(other, key)
    if isinstance(one, str) and isinstance(other, str):
        line, shown_texts = _compare_texts(parsed, place, one, other, frozenset(submission.links))
    else:
        line, shown_texts = parsed.locate(place).line, (_abbreviate(one), _abbreviate(other))
    name = ".".join(map(str, place))
    return t(
        "the first difference is in line {line}, {name}: {own} in the source, {other} in the document",
        line=line,
        name=name,
        own=shown_texts[0],
        other=shown_texts[1],
    )


def _compare_texts(
    parsed: Source, place: DataPath, one: str, other: str, links: frozenset[str]
) -> tuple[int, tuple[str, str]]:
    """Return the line of the first difference of two texts, and the differing words of both."""
    printed = [printed_text(richtext.parse(side, links).blocks) for side in (one, other)]
    start = common_length(one, other)
    own = parsed.value(place)
    line = parsed.locate(place, start if isinstance(own, str) and start < len(own) else None).line
    texts = printed if printed[0].split() != printed[1].split() else [one, other]
    return line, word_differences.quote_difference(*texts)


def _differing_keys(one: Any, other: Any) -> list[Any]:
    """Return the keys or indexes under which two mappings or lists differ, in order."""
    keys = [*one, *other] if isinstance(one, dict) else range(max(len(one), len(other)))
    return [key for key in keys if _look_up(one, key) != _look_up(other, key)]


def _look_up(holder: Any, key: Any) -> Any:
    try:
        return holder[key]
    except (KeyError, IndexError):
        return None


def _abbreviate(value: Any) -> str:
    """Return a value in a few words."""
    if value is None:
        return t("nothing")
    if isinstance(value, dict | list):
        return t("{count:,} entries", count=len(value))
    return f'"{excerpt(str(value))}"'
