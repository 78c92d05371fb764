"""The vocabularies that the data of a call names -> problems: those that do not exist, and mistakes in its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wsisc.calls import vocabularies
from wsisc.calls.vocabulary import Vocabulary
from wsisc.diagnostic import DataPath
from wsisc.json_schema.messages import SchemaProblem, suggest_nearest
from wsisc.messages import t

_CODE = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_MAX_CODE_LENGTH = 40
# What only vocabularies of wsisc have: it depends on files of wsisc, or on the other vocabularies.
_BUILT_IN_KEYS = ("standard", "mentions", "anchor")
# Columns that tables have besides those of vocabularies, and what else documents can be grouped by.
RESERVED = frozenset(
    {
        *(
            "key",
            "file",
            "call",
            "entity",
            "acronym",
            "type",
            "language",
            "date",
            "title",
            "part",
            "part-label",
            "place",
        ),
        *("number", "heading", "level", "text", "notes", "alternatives", "words", "own-tags", "figures"),
    }
)
_SINGLE_USES = {"types": t("types of entities"), "sessions": "sessions"}


def check_vocabularies(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    """Check that each vocabulary exists, is named once, and is sound."""
    named = data.get("vocabularies", [])
    problems = list(_check_names(named))
    for position, each in enumerate(named):
        problems += _check_own(("vocabularies", position), each) if not isinstance(each, str) else ()
    yield from problems or _check_pairs(named)


def _check_names(named: Sequence[Any]) -> Iterator[SchemaProblem]:
    """Check that the vocabularies of a call exist, and that no two of them are for the same."""
    seen: set[str] = set()
    uses: set[str] = set()
    for position, each in enumerate(named):
        is_own = not isinstance(each, str)
        id, place = (each["id"], ("vocabularies", position, "id")) if is_own else (each, ("vocabularies", position))
        if not is_own and id not in vocabularies.names():
            hint = suggest_nearest(id, vocabularies.names()) or t(
                "use one of {names}", names=", ".join(vocabularies.names())
            )
            yield SchemaProblem("unknown-value", place, t('the vocabulary "{id}" does not exist', id=id), hint)
            continue
        use = each["use"] if is_own else vocabularies.use(id)
        if id in seen:
            yield SchemaProblem(
                "repeated-value", place, t('the vocabulary "{id}" is named twice', id=id), t("delete it")
            )
        elif is_own and id in vocabularies.names():
            hint = t("choose another id, or name the built-in one")
            yield SchemaProblem("repeated-value", place, t('the vocabulary "{id}" is built in', id=id), hint)
        elif use in uses and use in _SINGLE_USES:
            message = t("a call has only one vocabulary of {single_uses}", single_uses=_SINGLE_USES[use])
            yield SchemaProblem("repeated-value", place, message, t("delete it"))
        seen.add(id)
        uses.add(use)


def _check_own(path: DataPath, data: Mapping[str, Any]) -> Iterator[SchemaProblem]:
    """Check the names of a call's own vocabulary, its tables, and the codes in them."""
    yield from _check_own_names(path, data)
    if data["use"] in ("tags", "types"):
        problems = [
            problem
            for key in ("names", "plural", "descriptions", "facts")
            for name, table in data.get(key, {}).items()
            for problem in _check_table((*path, key, name), table)
        ]
        yield from problems or _check_codes(path, data)


def _check_own_names(path: DataPath, data: Mapping[str, Any]) -> Iterator[SchemaProblem]:
    built_in = vocabularies.read(vocabularies.names())
    unavailable = {*RESERVED, *(each.one for each in built_in if isinstance(each, Vocabulary))}
    for key in ("id", "one"):
        if data.get(key) in unavailable:
            message = t('"{data}" cannot be the name of a vocabulary: that name is in use', data=data[key])
            yield SchemaProblem("wrong-value", (*path, key), message, t("choose another name"))
    for key in _BUILT_IN_KEYS:
        if key in data:
            message = t('"{key}" is for vocabularies of wsisc alone', key=key)
            yield SchemaProblem("unexpected-property", (*path, key), message, t("delete it"), on_key=True)


def _check_codes(path: DataPath, data: Mapping[str, Any]) -> Iterator[SchemaProblem]:
    """Check that everything that is said of a code is said of one that the vocabulary has."""
    within = data.get("within", {})
    narrower = [code for codes in within.values() for code in codes.split()]
    for code in narrower:
        if not _CODE.fullmatch(code):
            hint = t("use letters, digits, single hyphens and full stops")
            yield SchemaProblem(
                "wrong-form", (*path, "within"), t('"{code}" is not a code', code=code), hint, on_key=True
            )
    named = {code for table in data["names"].values() for code in vocabularies.read_table(table)}
    for key in ("plural", "descriptions", "facts"):
        for name, table in data.get(key, {}).items():
            yield from _unknown_codes((*path, key, name), vocabularies.read_table(table), named | {*narrower})
    yield from _unknown_codes((*path, "within"), within, named)
    yield from _unknown_codes((*path, "example"), data.get("example", ()), named | {*narrower})


def _check_table(path: DataPath, table: str) -> Iterator[SchemaProblem]:
    """Check that each line has a code without spaces, a bar and a text, and that no code is there twice."""
    seen: set[str] = set()
    for line in filter(str.strip, table.splitlines()):
        code, bar, text = (piece.strip() for piece in line.partition("|"))
        start = table.index(line)
        span = start, start + len(line)
        if not (bar and text and _CODE.fullmatch(code)) or len(code) > _MAX_CODE_LENGTH:
            message = t('"{line}" is not a code, a bar and a text', line=line.strip()[:60])
            hint = t("write it as: code | text, with letters, digits, single hyphens and full stops in the code")
            yield SchemaProblem("wrong-form", path, message, hint, *span)
        elif (folded := code.lower().replace(".", "-")) in seen:  # as anchors and file names have it
            yield SchemaProblem(
                "repeated-value", path, t('the code "{code}" is there twice', code=code), t("delete one line"), *span
            )
        else:
            seen.add(folded)


def _unknown_codes(path: DataPath, codes: Any, known: set[str]) -> Iterator[SchemaProblem]:
    for code in codes:
        if code not in known:
            hint = suggest_nearest(code, sorted(known)) or t("add it to the names")
            yield SchemaProblem(
                "unknown-value", path, t('the vocabulary has no code "{code}"', code=code), hint, on_key=True
            )


def _check_pairs(named: Sequence[Any]) -> Iterator[SchemaProblem]:
    """Check that pairs are of vocabularies of the call, and of their codes."""
    known = {each.id: each for each in vocabularies.read(named) if isinstance(each, Vocabulary)}
    for position, each in enumerate(named):
        if isinstance(each, str) or each["use"] != "pairs":
            continue
        for index, id in enumerate(each["between"]):
            if id not in known:
                hint = suggest_nearest(id, list(known)) or t("add it to the vocabularies of the call")
                message = t('the call has no vocabulary "{id}"', id=id)
                yield SchemaProblem("unknown-value", ("vocabularies", position, "between", index), message, hint)
                return
        first, second = (known[id].terms.keys() for id in each["between"])
        for key in ("pairs", "doubtful"):
            place = ("vocabularies", position, key)
            table = each.get(key, {})
            yield from _unknown_codes(place, table, set(first))
            yield from _unknown_codes(place, [code for codes in table.values() for code in codes.split()], set(second))
