"""The answer lacks something that the call asks for.

The secretariat looks for obstacles, commitments and action lines in every submission, and merges what it finds.

Fails::

    parts:
      three:
        a:
          text: Action line C2 was served.
        b:
          text: The schools were connected.

Passes::

    parts:
      one:
        text: The main obstacle was a lack of electricity.
      two:
        text: Progress was slow.
      three:
        a:
          text: Schools were connected.
        b:
          text: More will be, under action line C2.

Reference: the call, in its prompts.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from wsisc import model, resources
from wsisc.calls import call as calls
from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading, part_ids
from wsisc.model import Part, Section, Tags

SEVERITY = Severity.INFO
LANGUAGES = ("en",)


class _Obligation(NamedTuple):
    """Something that a prompt can ask for: patterns of the request and of an answer, and the tag of an answer.

    With `anywhere`, the whole submission can answer, not only the part.
    """

    what: str
    request: re.Pattern[str]
    answer: re.Pattern[str]
    kind: str
    anywhere: bool
    hint: str


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every part with words that lacks an answer to something its prompt asks for."""
    answers = {path[1:]: part for path, part in model.parts(reading.submission)}
    for ids, call_part in calls.parts(reading.call) if reading.call else ():
        part = answers.get(ids)
        if part is None or not (texts := _texts(reading, ids)):
            continue
        for each in _obligations():
            request = each.request.search(call_part.prompt["en"])
            tags, among = (
                (_find_tags(*answers.values()), _texts(reading, ())) if each.anywhere else (_find_tags(part), texts)
            )
            if request and not _is_tagged(each, tags) and not any(map(each.answer.search, among)):
                where = "the submission" if each.anywhere else calls.bare_label(call_part.label["en"])
                message = f'{where} does not mention {each.what}; the call asks for "{request[0]}"'
                yield Finding(("parts", *ids), message, each.hint, on_key=True)


@cache
def _obligations() -> tuple[_Obligation, ...]:
    return tuple(
        _Obligation(
            each["what"],
            re.compile(each["asked"], re.IGNORECASE),
            re.compile(rf"\b(?:{'|'.join(each['answered'].splitlines())})", re.IGNORECASE),
            each.get("kind", ""),
            each.get("anywhere", False),
            each["hint"],
        )
        for each in resources.read_strings("templates/style/en/answers.yaml")["obligations"]
    )


def _texts(reading: Reading, ids: tuple[str, ...]) -> list[str]:
    """Return the visible texts of a part and its subparts, or with () those of the whole submission."""
    return [each.text for each in reading.passages if not ids or part_ids(each.path)[: len(ids)] == ids]


def _find_tags(*holders: Part | Section) -> Iterator[Tags]:
    """Yield the tags of parts or sections, and of everything within them."""
    for holder in holders:
        yield holder.tags
        yield from _find_tags(*holder.sections)
        if isinstance(holder, Part):
            yield from _find_tags(*holder.parts)


def _is_tagged(obligation: _Obligation, tags: Iterator[Tags]) -> bool:
    return any(each.action_lines if obligation.anywhere else obligation.kind in each.kinds for each in tags)
