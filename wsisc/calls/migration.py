"""A submission's file and another call -> the file as an answer to that one, and what a person must look at in it.

Only the name of the call changes, in its value and in the line that tells editors where its schema lies: every word and
every comment stays. What the new call does not ask for stays too, where it is, until a person has found its place.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wsisc import model, source
from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart, LocalizedText
from wsisc.diagnostic import WsiscError
from wsisc.markup import word_count
from wsisc.model import Part, Submission
from wsisc.source import Source

_MODELINE = re.compile(r"(#[ \t]*(?:yaml-language-server:[ \t]*)?\$schema[=:].*?)([a-z0-9-]+)(\.schema\.json\s*)")


@dataclass(frozen=True)
class MigrationNote:
    """What a person must do or look at, at a line of the file; `fits` is False where something has no place."""

    line: int
    text: str
    is_advisory: bool = True


def migrate(content: bytes, parsed: Source, old: Call | None, new: Call) -> tuple[bytes, list[MigrationNote]]:
    """Return a submission's bytes as an answer to another call, and the notes in the order of the file.

    Raises WsiscError where the file does not say which call it answers.
    """
    if not isinstance(parsed.value(("call",)), str):
        raise WsiscError(f"{parsed.file} does not say which call it answers", "add a line: call: cstd-26")
    changed = _replace_call_id(content, parsed, new.id)
    submission = model.from_data(parsed.data)
    notes = [*_check_parts(parsed, submission, new), *_check_metadata(parsed, submission, old, new)]
    return changed, sorted(notes, key=lambda note: note.line)


def schema_address(content: bytes) -> str:
    """Return where a file tells editors that its schema lies, "" where it does not."""
    found = re.search(rb"^#[ \t]*(?:yaml-language-server:[ \t]*)?\$schema[=:][ \t]*(\S+)", content, re.MULTILINE)
    return found[1].decode("utf-8", "replace") if found else ""


def _replace_call_id(content: bytes, parsed: Source, id: str) -> bytes:
    """Return a file with another name of its call, and all else as it was."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content[len(mark) :].decode()
    lines = re.split(r"(\r\n|\r|\n)", text)
    span = parsed.locate(("call",))
    at = 2 * (span.line - 1)
    lines[at] = lines[at][: span.column - 1] + id + lines[at][span.end_column - 1 :]
    for index in range(0, at, 2):
        found = _MODELINE.fullmatch(lines[index])
        if found and found[2] == parsed.value(("call",)):
            lines[index] = f"{found[1]}{id}{found[3]}"
    changed = mark + "".join(lines).encode()
    if source.read(changed, parsed.file).data != {**parsed.data, "call": id}:
        raise WsiscError(f"the name of the call in {parsed.file} cannot be changed", f"write it by hand: call: {id}")
    return changed


def _check_parts(parsed: Source, submission: Submission, new: Call) -> Iterator[MigrationNote]:
    asked = dict(calls.parts(new))
    given = {tuple(str(step) for step in path[1:]): part for path, part in model.parts(submission)}
    for ids, part in given.items():
        if ids in asked:
            yield from _check_part(parsed, ids, part, asked[ids], submission)
        elif len(ids) == 1 or ids[:-1] in asked:
            places = ", ".join(".".join(each) for each in asked if asked[each].holds)
            text = (
                f"{'.'.join(ids)} has no place in {new.id}, which asks for {places}; its words stay until you move them"
            )
            yield MigrationNote(_line_number(parsed, ids), text, is_advisory=False)
    for ids, wanted in asked.items():
        if wanted.required and ids not in given:
            text = f"{'.'.join(ids)} is to be answered: {_text_for(wanted.prompt, submission)}"
            yield MigrationNote(_line_number(parsed, ids), text, is_advisory=False)


def _check_part(
    parsed: Source, ids: tuple[str, ...], part: Part, call_part: CallPart, submission: Submission
) -> Iterator[MigrationNote]:
    name = calls.bare_label(_text_for(call_part.label, submission))
    if part.text.strip() and call_part.holds not in ("text", "both"):
        text = f"{name} holds no text of its own: bring it into a section"
        yield MigrationNote(_line_number(parsed, (*ids, "text")), text, is_advisory=False)
    if part.sections and call_part.holds not in ("sections", "both"):
        yield MigrationNote(
            _line_number(parsed, (*ids, "sections")), f"{name} holds no sections: make them one text", is_advisory=False
        )
    words, room = word_count.count_part(part, submission), round(call_part.pages * word_count.WORDS_PER_PAGE)
    if call_part.pages and words > room:
        yield MigrationNote(
            _line_number(parsed, ids), f"{name} has {words:,} words; the call has room for some {room:,}"
        )


def _check_metadata(parsed: Source, submission: Submission, old: Call | None, new: Call) -> Iterator[MigrationNote]:
    if submission.language and submission.language not in new.languages:
        text = f"{new.id} is answered in {', '.join(new.languages)}, not in {submission.language}"
        yield MigrationNote(parsed.locate(("language",)).line, text, is_advisory=False)
    was = old.reporting_year if old else None
    if was and was != new.reporting_year and re.search(rf"\b{was}\b", submission.title):
        told = f"{new.id} reports on {new.reporting_year}" if new.reporting_year else f"{new.id} names no year"
        yield MigrationNote(parsed.locate(("title",)).line, f"the title names {was}; {told}")
    if submission.date:
        yield MigrationNote(parsed.locate(("date",)).line, f"the date is still {submission.date}")


def _text_for(wording: LocalizedText, submission: Submission) -> str:
    """Return a wording in the language of a submission, else in the first that it is in."""
    return wording.get(submission.language) or next(iter(wording.values()))


def _line_number(parsed: Source, ids: Sequence[str]) -> int:
    return parsed.locate(("parts", *ids), on_key=True).line
