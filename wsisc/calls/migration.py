"""A submission and another call -> the file as a submission to that call, and notes for the person who revises it.

Only the id of the call changes, in its value and in the line that names the schema for editors: every word and every
comment is kept. Text that the new call does not ask for is kept in place too, until a person moves it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import locale, reporting
from wsisc.calls.call import Call, CallPart
from wsisc.calls.vocabularies import LocalizedText
from wsisc.messages import plural, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.messages.localization import current_language
from wsisc.source import Source, model, yaml_edit
from wsisc.source.markup import word_count
from wsisc.source.model import Part, Submission

_MODELINE = r"(#[ \t]*(?:yaml-language-server:[ \t]*)?\$schema[=:].*?)([a-z0-9-]+)(\.schema\.json\s*)"


class MigrationNote(NamedTuple):
    """A task for a person at a line of the file. `is_advisory` is false where the file does not fit the new call."""

    line: int
    text: str
    is_advisory: bool = True


def migrate(content: bytes, parsed: Source, old: Call | None, new: Call) -> tuple[bytes, list[MigrationNote]]:
    """Return the bytes of a submission to another call, and the notes in the order of the file.

    Raises WsiscError where the file names no call.
    """
    if not isinstance(parsed.value(("call",)), str):
        raise WsiscError(t("{file} names no call", file=parsed.file), t("add a line: call: cstd-26"))
    changed = _replace_call_id(content, parsed, new.id)
    submission = model.from_data(parsed.data)
    notes = [*_check_parts(parsed, submission, old, new), *_check_metadata(parsed, submission, old, new)]
    notes += [*_check_vocabularies(parsed, submission, new), *_new_vocabularies(parsed, old, new)]
    return changed, sorted(notes, key=lambda note: note.line)


def schema_address(content: bytes) -> str:
    """Return the address of the schema that a file names for editors, "" where it names none."""
    match = re.search(rb"^#[ \t]*(?:yaml-language-server:[ \t]*)?\$schema[=:][ \t]*(\S+)", content, re.MULTILINE)
    return match[1].decode("utf-8", "replace") if match else ""


def _replace_call_id(content: bytes, parsed: Source, id: str) -> bytes:
    """Return a file with another id of its call, otherwise unchanged."""
    edited = yaml_edit.read_lines(content)
    lines, span = edited.lines, parsed.locate(("call",))
    at = span.line - 1
    lines[at] = lines[at][: span.column - 1] + id + lines[at][span.end_column - 1 :]
    for index, line in enumerate(lines[:at]):
        match = re.fullmatch(_MODELINE, line)
        if match and match[2] == parsed.value(("call",)):
            lines[index] = f"{match[1]}{id}{match[3]}"
    changed = edited.content
    if source.read(changed, parsed.file).data != {**parsed.data, "call": id}:
        raise WsiscError(
            t("the call in {file} cannot be changed", file=parsed.file), t("write it by hand: call: {id}", id=id)
        )
    return changed


def _check_parts(parsed: Source, submission: Submission, old: Call | None, new: Call) -> Iterator[MigrationNote]:
    call_parts, old_parts = dict(calls.parts(new)), dict(calls.parts(old)) if old else {}
    answers = {tuple(str(step) for step in path[1:]): part for path, part in model.parts(submission)}
    for ids, part in answers.items():
        if ids in call_parts:
            yield from _check_part(parsed, ids, part, call_parts[ids], submission)
            if ids in old_parts:
                yield from _compare_prompts(parsed, ids, old_parts[ids], call_parts[ids], submission)
        elif len(ids) == 1 or ids[:-1] in call_parts:
            places = ", ".join(".".join(each) for each in call_parts if call_parts[each].holds)
            text = t(
                'the part "{part}" does not exist in {id}, which has {places}; move its words there',
                part=".".join(ids),
                id=new.id,
                places=places,
            )
            yield MigrationNote(_line_number(parsed, ids), text, is_advisory=False)
    for ids, call_part in call_parts.items():
        if call_part.required and ids not in answers:
            text = t(
                'the part "{part}" requires an answer: {prompt}',
                part=".".join(ids),
                prompt=_text_for(call_part.prompt, submission),
            )
            yield MigrationNote(_line_number(parsed, ids), text, is_advisory=False)


def _compare_prompts(
    parsed: Source, ids: tuple[str, ...], old: CallPart, new: CallPart, submission: Submission
) -> Iterator[MigrationNote]:
    """Yield what the new call asks of a part in another way: its prompt and its limit."""
    name, prompt = calls.bare_label(_text_for(new.label, submission)), _text_for(new.prompt, submission)
    if _text_for(old.prompt, submission) != prompt:
        yield MigrationNote(
            _line_number(parsed, ids), t("{name} has another prompt: {prompt}", name=name, prompt=prompt)
        )
    limits = [_limit(part, submission) for part in (new, old)]
    if limits[0] != limits[1]:
        limit, former = (_describe_limit(words, pages) for words, pages in limits)
        text = t("{name} has another limit: {limit}, instead of {former}", name=name, limit=limit, former=former)
        yield MigrationNote(_line_number(parsed, ids), text)


def _limit(part: CallPart, submission: Submission) -> tuple[int, float]:
    """Return how many words a part may have, or otherwise how many pages."""
    words = part.word_limit(submission.entity.type)
    return words, 0 if words else part.pages


def _describe_limit(words: int, pages: float) -> str:
    if words:
        return plural("1 word", "{count:,} words", words)
    return t("{pages:g} pages", pages=pages) if pages else t("none")


def _check_part(
    parsed: Source, ids: tuple[str, ...], part: Part, call_part: CallPart, submission: Submission
) -> Iterator[MigrationNote]:
    name = calls.bare_label(_text_for(call_part.label, submission))
    if part.text.strip() and call_part.holds not in ("text", "both"):
        text = t("{name} cannot contain text of its own: move it to a section", name=name)
        yield MigrationNote(_line_number(parsed, (*ids, "text")), text, is_advisory=False)
    if part.sections and call_part.holds not in ("sections", "both"):
        yield MigrationNote(
            _line_number(parsed, (*ids, "sections")),
            t("{name} cannot contain sections: merge them into one text", name=name),
            is_advisory=False,
        )
    words, limit = word_count.count_part(part, submission), call_part.word_limit(submission.entity.type)
    room = limit or word_count.words_on(call_part.pages, submission.language)
    if room and words > room:
        allowed = t("{count:,}", count=room) if limit else t("about {count:,}", count=room)
        text = t("{name} has {words:,} words; the limit is {allowed}", name=name, words=words, allowed=allowed)
        yield MigrationNote(_line_number(parsed, ids), text)


def _check_metadata(parsed: Source, submission: Submission, old: Call | None, new: Call) -> Iterator[MigrationNote]:
    if submission.language and submission.language not in new.languages:
        text = t(
            "{id} accepts {names}, not {language}",
            id=new.id,
            names=", ".join(new.languages),
            language=submission.language,
        )
        yield MigrationNote(parsed.locate(("language",)).line, text, is_advisory=False)
    fact = (
        t("{id} reports on {period}", id=new.id, period=_describe(new))
        if new.reporting
        else t("{id} names no reporting period", id=new.id)
    )
    if old and old.reporting != new.reporting:
        was = (
            t("{id} on {period}", id=old.id, period=_describe(old))
            if old.reporting
            else t("{id} named none", id=old.id)
        )
        yield MigrationNote(parsed.locate(("call",)).line, t("{first}; {next}", first=fact, next=was))
    old_years = old.reporting.years if old and old.reporting else ()
    for year in old_years:
        is_stale = new.reporting is None or year not in new.reporting.years
        if is_stale and re.search(rf"\b{year}\b", submission.title):
            yield MigrationNote(
                parsed.locate(("title",)).line, t("the title names {year}; {fact}", year=year, fact=fact)
            )
    if submission.date:
        yield MigrationNote(parsed.locate(("date",)).line, t("the date is still {date}", date=submission.date))


def _describe(call: Call) -> str:
    """Return the period of a call in words."""
    return reporting.describe(call.reporting, locale.load(current_language()), is_adverbial=False)


def _check_vocabularies(parsed: Source, submission: Submission, new: Call) -> Iterator[MigrationNote]:
    """Yield the tags, and the type of the entity, that the new call does not have."""
    types = new.vocabularies.types
    if submission.entity.type and submission.entity.type not in (types.terms if types else ()):
        text = t(
            '{id} has no type of entity "{type}": choose another, or delete the line',
            id=new.id,
            type=submission.entity.type,
        )
        yield MigrationNote(parsed.locate(("entity", "type")).line, text, is_advisory=False)
    known = {each.id: each for each in new.vocabularies.tags}
    for path, holder in model.parts_and_sections(submission).items():
        for id, codes in holder.tags.values.items():
            place = parsed.locate((*path, "tags", id)).line
            unknown = [str(code) for code in codes if id not in known or str(code) not in known[id].terms]
            if unknown:
                text = t(
                    "{id} has no tags {vocabulary}: {names}; replace or delete them",
                    id=new.id,
                    vocabulary=id,
                    names=", ".join(unknown),
                )
                yield MigrationNote(place, text, is_advisory=False)


def _new_vocabularies(parsed: Source, old: Call | None, new: Call) -> Iterator[MigrationNote]:
    """Yield the vocabularies of tags that only the new call has."""
    known = {each.id for each in old.vocabularies.tags} if old else set()
    for each in new.vocabularies.tags:
        if old and each.id not in known:
            text = t(
                'texts can also have the tags "{id}": {title}', id=each.id, title=each.text("titles", new.languages[0])
            )
            yield MigrationNote(parsed.locate(("call",)).line, text)


def _text_for(wording: LocalizedText, submission: Submission) -> str:
    """Return a text in the language of a submission, otherwise in the first language of the call."""
    return wording.get(submission.language) or next(iter(wording.values()))


def _line_number(parsed: Source, ids: Sequence[str]) -> int:
    return parsed.locate(("parts", *ids), on_key=True).line
