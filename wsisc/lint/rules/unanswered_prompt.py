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
from collections.abc import Iterator, Mapping
from functools import cache

from wsisc.calls import call as calls
from wsisc.document.prose import Reading, part_ids
from wsisc.messages import from_data_file, resources, t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source import model
from wsisc.source.model import Part, Section, Tags

SEVERITY = Severity.INFO
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

# In Chinese words have no borders; in Arabic a conjunction, preposition or article is part of the word.
_BORDERS = {"ar": r"\b[وفبلك]{0,2}(?:ال)?", "zh": ""}


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every part with words that lacks an answer to something its prompt asks for.

    Words that belong to no part yet may be the answer: until they are placed, nothing is known to be missing.
    """
    if reading.submission.unplaced:
        return
    answers = {path[1:]: part for path, part in model.parts(reading.submission)}
    language = reading.submission.language
    call = reading.call
    for ids, call_part in calls.parts(call) if call else ():
        part = answers.get(ids)
        if part is None or not (texts := _texts(reading, ids)):
            continue
        for each in _load_obligations():
            is_anywhere = "anywhere" in each
            tags, among = (
                (_find_tags(*answers.values()), _texts(reading, ())) if is_anywhere else (_find_tags(part), texts)
            )
            codes = [code for found in tags for code in found.codes(each["vocabulary"])]
            if each["code"] in codes if "code" in each else codes:
                continue
            request = re.search(each["asked"], call_part.prompt.get("en", ""), re.IGNORECASE)
            if call and request and not _is_answered(each, language, among):
                where = t("the submission") if is_anywhere else calls.full_label(call, ids, language)
                message = t(
                    '{where} does not mention {what}; the call asks for "{request}"',
                    where=where,
                    what=from_data_file(each["what"]),
                    request=_quote_request(each, call_part.prompt, language) or request[0],
                )
                hint = t("{advice}, or add the tag {tag}", advice=from_data_file(each["hint"]), tag=each["tag"])
                yield Finding(("parts", *ids), message, hint, on_key=True)


def _quote_request(obligation: dict[str, str], prompt: Mapping[str, str], language: str) -> str:
    """Return the words of a prompt that ask for something, in the language of the text; "" where it has none."""
    pattern = obligation.get(f"asked-{language}")
    found = re.search(pattern, prompt.get(language, ""), re.IGNORECASE) if pattern else None
    return found[0] if found else ""


def _is_answered(obligation: dict[str, str], language: str, texts: list[str]) -> bool:
    """Return whether texts have words that answer in their language, whatever the case of the letters.

    Nearly all answer by a word that needs no pattern; the pattern of all words is slow to compile.
    """
    words = obligation["answered" if language == "en" else f"answered-{language}"].splitlines()
    plain = tuple(word for word in words if word.isalpha())
    if any(word.startswith(plain) for text in texts for word in text.lower().split()):
        return True
    pattern = re.compile(rf"{_BORDERS.get(language, r'\b')}(?:{'|'.join(words)})", re.IGNORECASE)
    return any(map(pattern.search, texts))


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
