"""A submission and another call -> the file as a submission to that call, and notes for the person who revises it.

Only the id of the call changes, in its value and in the line that names the schema for editors: every word and every
comment is kept. Text that the new call does not ask for is kept in place too, until a person moves it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wsisc import model, source
from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart, LocalizedText
from wsisc.diagnostic import WsiscError
from wsisc.markup import word_count
from wsisc.model import Part, Submission
from wsisc.source import Source, yaml_lines

_MODELINE = re.compile(r"(#[ \t]*(?:yaml-language-server:[ \t]*)?\$schema[=:].*?)([a-z0-9-]+)(\.schema\.json\s*)")


@dataclass(frozen=True)
class MigrationNote:
    """A task for a person at a line of the file. `is_advisory` is false where the file does not fit the new call."""

    line: int
    text: str
    is_advisory: bool = True


def migrate(content: bytes, parsed: Source, old: Call | None, new: Call) -> tuple[bytes, list[MigrationNote]]:
    """Return the bytes of a submission to another call, and the notes in the order of the file.

    Raises WsiscError where the file names no call.
    """
    if not isinstance(parsed.value(("call",)), str):
        raise WsiscError(f"{parsed.file} names no call", "add a line: call: cstd-26")
    changed = _replace_call_id(content, parsed, new.id)
    submission = model.from_data(parsed.data)
    notes = [*_check_parts(parsed, submission, new), *_check_metadata(parsed, submission, old, new)]
    return changed, sorted(notes, key=lambda note: note.line)


def schema_address(content: bytes) -> str:
    """Return the address of the schema that a file names for editors, "" where it names none."""
    match = re.search(rb"^#[ \t]*(?:yaml-language-server:[ \t]*)?\$schema[=:][ \t]*(\S+)", content, re.MULTILINE)
    return match[1].decode("utf-8", "replace") if match else ""


def _replace_call_id(content: bytes, parsed: Source, id: str) -> bytes:
    """Return a file with another id of its call, otherwise unchanged."""
    edited = yaml_lines.read(content)
    lines, span = edited.lines, parsed.locate(("call",))
    at = span.line - 1
    lines[at] = lines[at][: span.column - 1] + id + lines[at][span.end_column - 1 :]
    for index, line in enumerate(lines[:at]):
        match = _MODELINE.fullmatch(line)
        if match and match[2] == parsed.value(("call",)):
            lines[index] = f"{match[1]}{id}{match[3]}"
    changed = edited.content
    if source.read(changed, parsed.file).data != {**parsed.data, "call": id}:
        raise WsiscError(f"the call in {parsed.file} cannot be changed", f"write it by hand: call: {id}")
    return changed


def _check_parts(parsed: Source, submission: Submission, new: Call) -> Iterator[MigrationNote]:
    call_parts = dict(calls.parts(new))
    answers = {tuple(str(step) for step in path[1:]): part for path, part in model.parts(submission)}
    for ids, part in answers.items():
        if ids in call_parts:
            yield from _check_part(parsed, ids, part, call_parts[ids], submission)
        elif len(ids) == 1 or ids[:-1] in call_parts:
            places = ", ".join(".".join(each) for each in call_parts if call_parts[each].holds)
            text = f'the part "{".".join(ids)}" does not exist in {new.id}, which has {places}; move its words there'
            yield MigrationNote(_line_number(parsed, ids), text, is_advisory=False)
    for ids, call_part in call_parts.items():
        if call_part.required and ids not in answers:
            text = f'the part "{".".join(ids)}" requires an answer: {_text_for(call_part.prompt, submission)}'
            yield MigrationNote(_line_number(parsed, ids), text, is_advisory=False)


def _check_part(
    parsed: Source, ids: tuple[str, ...], part: Part, call_part: CallPart, submission: Submission
) -> Iterator[MigrationNote]:
    name = calls.bare_label(_text_for(call_part.label, submission))
    if part.text.strip() and call_part.holds not in ("text", "both"):
        text = f"{name} cannot contain text of its own: move it to a section"
        yield MigrationNote(_line_number(parsed, (*ids, "text")), text, is_advisory=False)
    if part.sections and call_part.holds not in ("sections", "both"):
        yield MigrationNote(
            _line_number(parsed, (*ids, "sections")),
            f"{name} cannot contain sections: merge them into one text",
            is_advisory=False,
        )
    words, room = word_count.count_part(part, submission), word_count.words_on(call_part.pages)
    if call_part.pages and words > room:
        yield MigrationNote(_line_number(parsed, ids), f"{name} has {words:,} words; the limit is about {room:,}")


def _check_metadata(parsed: Source, submission: Submission, old: Call | None, new: Call) -> Iterator[MigrationNote]:
    if submission.language and submission.language not in new.languages:
        text = f"{new.id} accepts {', '.join(new.languages)}, not {submission.language}"
        yield MigrationNote(parsed.locate(("language",)).line, text, is_advisory=False)
    old_year = old.reporting_year if old else None
    if old_year and old_year != new.reporting_year and re.search(rf"\b{old_year}\b", submission.title):
        fact = f"{new.id} reports on {new.reporting_year}" if new.reporting_year else f"{new.id} names no year"
        yield MigrationNote(parsed.locate(("title",)).line, f"the title names {old_year}; {fact}")
    if submission.date:
        yield MigrationNote(parsed.locate(("date",)).line, f"the date is still {submission.date}")


def _text_for(wording: LocalizedText, submission: Submission) -> str:
    """Return a text in the language of a submission, otherwise in the first language of the call."""
    return wording.get(submission.language) or next(iter(wording.values()))


def _line_number(parsed: Source, ids: Sequence[str]) -> int:
    return parsed.locate(("parts", *ids), on_key=True).line
