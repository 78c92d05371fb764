"""A term has capitals in one place and none in another, or the Goals have two names.

Readers take "the Review Mechanism" and "the review mechanism" for two things, and likewise "SDG 5" and "Goal 5".

Fails::

    parts:
      one:
        text: |
          Experts of the UNTOC Review Mechanism met. In the reviews of the Review Mechanism, and in the outcome of the
          review mechanism, States reported progress on SDG 16, on Goal 5 and on Goal 9 of the 2030 Agenda.

Passes::

    parts:
      one:
        text: |
          Experts of the UNTOC Review Mechanism met. A review mechanism of another treaty is new. The Convention against
          Transnational Organized Crime serves the fight against organized crime.

          Figure 1 Experts of the Leave Entitlements: carers 12

          The leave entitlements of carers grew.

Reference: United Nations Editorial Manual, Capitalization: consistency. Other languages write few terms with
capitals, and Arabic and Chinese have none: the rule is silent there.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from wsisc.document.prose import Passage, Reading
from wsisc.lint import cited_text
from wsisc.lint.occurrences import Occurrence, find_minority
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text.shared import group_values

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_RUN = r"(?<=[a-z,)] )[A-Z][\w-]*(?: [A-Z][\w-]*)+"
_NAME_BEFORE = r"[A-Z][\w-]*,? (?:of|on|for|and|against|in|to|with|at|&)(?: the)? $"
_NAME_AFTER = r" (?:of|on|for|and|against|to|&)(?: the)? [A-Z]"
_DEFINITE = r"\b(?:[Tt]he|[Tt]his|[Ii]ts|[Tt]heir|[Oo]ur|said)(?: [A-Z][A-Z-]+)? $"
_INDEFINITE = (
    r"\b(?:an?|any|some|other|such|many|several|various|different|new|all|each|every|no|own|more|\d+|two|three|four) $"
)
_MAX_TERMS = 500  # bounds the work: each term is searched in the whole text
_MID_SENTENCE = r"[\w,)] $"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the uses of a term with or without capitals, whichever are fewer, and the rarer name of the Goals."""
    yield from _check_goals(reading)
    found = (use for passage in reading.body for use in _find_capitalized(passage))
    capitalized = group_values((use.text, use) for use in found)
    text = "\n".join(each.text for each in reading.body) if capitalized else ""
    for term, capitalized_uses in islice(capitalized.items(), _MAX_TERMS):
        lower_case = " ".join(word if _is_acronym(word) else word.lower() for word in term.split(" "))
        plain_uses = list(_find_small(reading.body, lower_case)) if lower_case in text else []
        if plain_uses:
            firsts = [(reading.body.index(uses[0].passage), uses[0].start) for uses in (capitalized_uses, plain_uses)]
            is_fewer = (len(plain_uses), firsts[0]) < (len(capitalized_uses), firsts[1])
            usual = term if is_fewer else lower_case
            for use in plain_uses if is_fewer else capitalized_uses:
                message = t('"{text}" is written "{usual}" elsewhere', text=use.text, usual=usual)
                yield use.passage.finding(use.start, use.end, message, t("use one form if both mean the same thing"))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _find_capitalized(passage: Passage) -> Iterator[Occurrence]:
    """Yield the capitalized terms in mid-sentence that are not part of a longer name, without a leading acronym."""
    for match in () if cited_text.is_contents_line(passage.text) else re.finditer(_RUN, passage.text):
        start, end = match.span()
        if re.compile(_NAME_BEFORE).search(passage.text, max(0, start - 40), start) or re.compile(_NAME_AFTER).match(
            passage.text, end
        ):
            continue
        words = match[0].split(" ")
        while len(words) > 2 and _is_acronym(words[0]):
            words.pop(0)
        is_led = _is_acronym(words[0])
        if _is_acronym(words[-1]) or not passage.is_own_wording(start, "em"):
            continue
        if (
            is_led
            or words[-1].endswith("s")
            or re.compile(_DEFINITE).search(passage.text, max(0, start - 20), end - len(" ".join(words)))
        ):
            yield Occurrence(passage, end - len(" ".join(words)), end)


def _find_small(body: tuple[Passage, ...], form: str) -> Iterator[Occurrence]:
    """Yield the uses of a term without capitals in mid-sentence that refer to one known thing."""
    pattern = re.compile(rf"\b{re.escape(form)}\b(?!-)")
    is_sure = form.endswith("s") or form[:2].isupper()
    for passage in body:
        for match in pattern.finditer(passage.text) if form in passage.text else ():
            start = match.start()
            near = max(0, start - 20)
            is_known = is_sure or re.compile(_DEFINITE).search(passage.text, near, start)
            is_within = re.compile(_MID_SENTENCE).search(passage.text, near, start) and not re.compile(
                _INDEFINITE
            ).search(passage.text, near, start)
            if is_known and is_within and passage.is_own_wording(start, "em"):
                yield Occurrence(passage, *match.span())


def _check_goals(reading: Reading) -> Iterator[Finding]:
    """Yield the rarer of two names before a number, such as "SDG 5" and "Goal 5", of equally common ones the later."""
    context, goal = _goal_patterns()
    goals = [
        Occurrence(passage, *match.span(), kind=match[1])
        for passage in reading.passages
        for match in (goal.finditer(passage.text) if context.search(passage.text) else ())
        if passage.is_own_wording(match.start(), "em")
    ]
    for each, other, _ in find_minority(goals):
        message = t('"{text}" is used here, but "{other}" with a number elsewhere', text=each.text, other=other)
        hint = t("use one of the two names throughout")
        yield each.passage.finding(each.start, each.end, message, hint)


@cache
def _goal_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a text on the Goals, and of a name of one before its number."""
    data = resources.read_strings("templates/style/en/names.yaml")
    return re.compile(data["goal-context"]), re.compile(data["goal-names"])
