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

from wsisc import model, resources
from wsisc.calls import call as calls
from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading, part_ids
from wsisc.model import Part, Section, Tags

SEVERITY = Severity.INFO
LANGUAGES = ("en",)


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every part with words that lacks an answer to something its prompt asks for."""
    answers = {path[1:]: part for path, part in model.parts(reading.submission)}
    for ids, call_part in calls.parts(reading.call) if reading.call else ():
        part = answers.get(ids)
        if part is None or not (texts := _texts(reading, ids)):
            continue
        for each in _load_obligations():
            request = re.search(each["asked"], call_part.prompt["en"], re.IGNORECASE)
            answer = re.compile(rf"\b(?:{'|'.join(each['answered'].splitlines())})", re.IGNORECASE)
            is_anywhere = "anywhere" in each
            tags, among = (
                (_find_tags(*answers.values()), _texts(reading, ())) if is_anywhere else (_find_tags(part), texts)
            )
            is_tagged = any(found.action_lines if is_anywhere else each.get("kind") in found.kinds for found in tags)
            if request and not is_tagged and not any(map(answer.search, among)):
                where = "the submission" if is_anywhere else calls.bare_label(call_part.label["en"])
                message = f'{where} does not mention {each["what"]}; the call asks for "{request[0]}"'
                yield Finding(("parts", *ids), message, each["hint"], on_key=True)


@cache
def _load_obligations() -> tuple[dict[str, str], ...]:
    """Return what prompts ask for, and the words and tags that answer it; answers.yaml explains the keys."""
    return tuple(resources.read_strings("templates/style/en/answers.yaml")["obligations"])


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
