"""Suggested tags -> a CSV table in which a person accepts some; such a table -> a submission with the accepted tags.

A row names the part or section by its place in the file, and by a fingerprint of its words, so that a tag never goes to
another text than the one that was read.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from wsisc.calls.call import Call
from wsisc.calls.vocabularies import Vocabulary, find, in_standard_order
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError, json_pointer
from wsisc.publication.dataset.dataset_tables import Suggestion
from wsisc.source import model, yaml_edit
from wsisc.source.model import Part, Section
from wsisc.text.csv_cells import restore_text, write_table

_BEFORE_TAGS = ("title", "id", "text")


COLUMNS = (
    "accept", "file", "part", "heading", "vocabulary", "tag", "name", "words", "count", "path", "fingerprint",
)  # fmt: skip
_YES, _NO = ("yes", "y", "x", "1", "true"), ("", "no", "n", "-", "0", "false")
_LENGTH = 12  # characters of a fingerprint; a guess: equal for two texts of a collection in one of 10^12 cases
_DELIMITERS = (",", ";", "\t")  # spreadsheets of many countries write semicolons
_POINTER = re.compile(r"(?:/[^/]+)+")


class AcceptedTag(NamedTuple):
    """A tag that a person accepted: its line in the table, its file, its vocabulary and code, and its text."""

    line: int
    file: str
    vocabulary: str
    code: str
    path: DataPath
    fingerprint: str


class TagOutcome(NamedTuple):
    """What became of an accepted tag: applied, already there, or (`reason`) why not."""

    tag: AcceptedTag
    is_applied: bool
    reason: str = ""


def fingerprint(node: Part | Section) -> str:
    """Return a short digest of the words of a part or section, without those within it."""
    title = node.title if isinstance(node, Section) else ""
    return hashlib.sha256(json.dumps([title, node.text]).encode("utf-8", "replace")).hexdigest()[:_LENGTH]


def write(suggestions: Iterable[tuple[Suggestion, str]]) -> bytes:
    """Return the table of suggestions, each with the fingerprint of the text that it is for; none is accepted.

    Like all CSV of wsisc, its texts are guarded so that no spreadsheet takes them for formulas.
    """
    rows: list[Sequence[object]] = [COLUMNS]
    for suggestion, digest in suggestions:
        section, tag = suggestion.section, (suggestion.vocabulary, suggestion.code, suggestion.name)
        heading = f"{section.number} {section.heading}".strip()
        where = "", section.submission.file, section.part_label, heading
        rows.append((*where, *tag, suggestion.words, suggestion.count, json_pointer(section.path), digest))
    return write_table(rows)


def is_untouched(content: bytes) -> bool:
    """Return whether a content is a table without answers, which a new one can replace."""
    try:
        return not any(row["accept"].strip() for _, row in _read_rows(content))
    except WsiscError:
        return False


def read(content: bytes) -> list[AcceptedTag]:
    """Return the tags that were accepted in a table. Raises WsiscError with the line of what cannot be read."""
    found = []
    for line, row in _read_rows(content):
        answer = row["accept"].strip().lower()
        if answer not in (*_YES, *_NO):
            raise WsiscError(
                t('line {line}: "{value}" is not allowed in the column accept', line=line, value=row["accept"]),
                t("write yes or no"),
                2,
            )
        if answer in _YES:
            found.append(_accepted_tag(line, row))
    return found


def _accepted_tag(line: int, row: dict[str, str]) -> AcceptedTag:
    pointer = row["path"]
    if not (row["file"] and row["vocabulary"] and row["tag"] and _POINTER.fullmatch(pointer)):
        raise WsiscError(
            t("line {line}: a file, a tag or a path is missing", line=line), t("restore the line, or delete it"), 2
        )
    steps = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    path = tuple(int(step) if step.isdecimal() else step for step in steps)
    return AcceptedTag(line, row["file"], row["vocabulary"], row["tag"], path, row["fingerprint"])


def _read_rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with their lines. Raises WsiscError if it is no such table."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WsiscError(t("the table is not encoded in UTF-8"), t("save it as CSV UTF-8"), 2) from None
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [cell.strip() for cell in next(lines, [])]
        if missing := [name for name in COLUMNS if name not in columns]:
            raise WsiscError(
                t("the table has no column {name!r}", name=missing[0]),
                t("create it with: wsisc tags suggest PATH -o tags.csv"),
                2,
            )
        for cells in lines:
            if any(cells):
                padded = [*cells, *[""] * (len(columns) - len(cells))]
                yield lines.line_num, {name: restore_text(cell) for name, cell in zip(columns, padded, strict=False)}
    except csv.Error as error:
        raise WsiscError(
            t("line {line}: the table is damaged: {error}", line=lines.line_num, error=error),
            t("save it as CSV UTF-8"),
            2,
        ) from None


def apply(content: bytes, call: Call, accepted: Iterable[AcceptedTag]) -> tuple[bytes, list[TagOutcome]]:
    """Return a submission with the tags, each inserted in its place, and what became of each."""
    outcomes = []
    for tag in accepted:
        outcome, content = _apply_one(content, call, tag)
        outcomes.append(outcome)
    return content, outcomes


def _apply_one(content: bytes, call: Call, tag: AcceptedTag) -> tuple[TagOutcome, bytes]:
    vocabulary = find(call.vocabularies.tags, tag.vocabulary)
    if vocabulary is None or tag.code not in vocabulary.terms:
        return TagOutcome(
            tag,
            False,
            t("the call {id} has no tag {vocabulary} {code}", id=call.id, vocabulary=tag.vocabulary, code=tag.code),
        ), content
    path = _find_text(content, tag)
    if path is None:
        return TagOutcome(tag, False, t("its text was changed or moved since the tag was suggested")), content
    node = model.parts_and_sections(model.from_data(yaml_edit.read(content).data))[path]
    if tag.code in node.tags.codes(vocabulary.id):
        return TagOutcome(tag, False), content
    edited = _insert(content, path, vocabulary, tag.code, node.tags.values.get(vocabulary.id))
    if edited is None:
        hint = t("the file has an unusual layout there: add the tag by hand")
        return TagOutcome(tag, False, hint), content
    return TagOutcome(tag, True), edited


def _find_text(content: bytes, tag: AcceptedTag) -> DataPath | None:
    """Return the path of the text that a tag is for: where it was, or the only other place with the same words."""
    nodes = model.parts_and_sections(model.from_data(yaml_edit.read(content).data))
    same = [path for path, node in nodes.items() if fingerprint(node) == tag.fingerprint]
    return tag.path if tag.path in same else same[0] if len(same) == 1 else None


def _insert(
    content: bytes, path: DataPath, vocabulary: Vocabulary, code: str, existing: Sequence[Any] | None
) -> bytes | None:
    value = vocabulary.value(code)
    place = (*path, "tags", vocabulary.id)
    if existing:
        return yaml_edit.insert_item(content, place, value, _later_keys)
    return yaml_edit.insert_key(content, place, [value], _later_keys)


def _later_keys(path: DataPath, existing: dict[str, Any]) -> list[str]:
    """Return the keys that come after the last one of a path: after `tags` all but title, id and text."""
    if path[-1] == "tags":
        return [key for key in existing if key not in _BEFORE_TAGS]
    order = in_standard_order({*existing, str(path[-1])})
    return order[order.index(str(path[-1])) + 1 :]
