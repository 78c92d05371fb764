"""Something that the call asks for is not in the answer.

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
    """What a prompt may ask for: how it does, what answers it in words, and which tag; `anywhere` in the submission."""

    what: str
    asked: re.Pattern[str]
    answered: re.Pattern[str]
    kind: str
    anywhere: bool
    hint: str


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every part that holds words, and yet none that answers something its prompt asks for."""
    answers = {path[1:]: part for path, part in model.parts(reading.submission)}
    for ids, asked in calls.parts(reading.call) if reading.call else ():
        part = answers.get(ids)
        if part is None or not (texts := _texts(reading, ids)):
            continue
        for each in _obligations():
            wanted = each.asked.search(asked.prompt["en"])
            tags, among = (_tags(*answers.values()), _texts(reading, ())) if each.anywhere else (_tags(part), texts)
            if wanted and not _is_tagged(each, tags) and not any(map(each.answered.search, among)):
                where = "the submission" if each.anywhere else calls.bare_label(asked.label["en"])
                message = f'nothing in {where} names {each.what}, and the call asks for "{wanted[0]}"'
                yield Finding(("parts", *ids), message, each.hint, on_key=True)


@cache
def _obligations() -> tuple[_Obligation, ...]:
    path = "templates/style/en/answers.yaml"
    return tuple(
        _Obligation(
            each["what"],
            re.compile(each["asked"], re.IGNORECASE),
            re.compile(rf"\b(?:{'|'.join(each['answered'].splitlines())})", re.IGNORECASE),
            each.get("kind", ""),
            each.get("anywhere", False),
            each["hint"],
        )
        for each in resources.read_strings(path)["obligations"]
    )


def _texts(reading: Reading, ids: tuple[str, ...]) -> list[str]:
    """Return what is to be read in a part and those within it, or, of no part, in all and the footnotes."""
    return [each.text for each in reading.passages if not ids or part_ids(each.path)[: len(ids)] == ids]


def _tags(*holders: Part | Section) -> Iterator[Tags]:
    """Yield the tags of parts or sections and of all within them."""
    for holder in holders:
        yield holder.tags
        yield from _tags(*holder.sections)
        if isinstance(holder, Part):
            yield from _tags(*holder.parts)


def _is_tagged(obligation: _Obligation, tags: Iterator[Tags]) -> bool:
    return any(each.action_lines if obligation.anywhere else obligation.kind in each.kinds for each in tags)
