"""An activity is dated outside the reporting period.

Each report covers one period: an activity before it was reported earlier, or is left from an earlier text. In languages
other than English the rule knows the sentences that begin with their date and go on with the entity.

Fails::

    entity:
      acronym: UNODC
    parts:
      three:
        a:
          text: |
            In December 2021, UNODC launched the course in Portuguese.

Passes::

    entity:
      acronym: UNODC
    parts:
      three:
        a:
          text: |
            In December 2022, UNODC launched the course in Portuguese, which it had announced in May 2021. In December
            2021, the General Assembly adopted a resolution. In March 2021, UNODC launched a programme that continues.

Reference: the call, which names the period.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from wsisc.calls import call as calls
from wsisc.calls import locale, reporting
from wsisc.calls.reporting import ReportingPeriod
from wsisc.document import prose
from wsisc.document.prose import Passage, Reading
from wsisc.lint import word_lists, wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.model import Entity
from wsisc.text.slots import fill

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

_MAX_YEARS = 3  # a guess: a date more years away is history, not a mistake

_YEAR = r"\b(?:19|20)\d\d\b"
_SENTENCE = r"(?s)\S.*?(?:[.!?](?= [A-Z“\"(]|\s*$)|$)"
_ANY_SENTENCE = r"(?s)\S.*?(?:[.!?؟](?=\s|$)|[。！？]|$)"
_ANY_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_WORD = r"[\w-]+"
_ASKS_FOR_WORK = r"\b(?:undertaken|carried out|done|implemented)\b"
_ASKS_FOR_MORE = r"\b(?:[Ff]uture|since|to be taken|planned)\b"
_OPENING = r"(?:(?:In|At|Under|As|Moreover|Furthermore|Additionally|Also|Finally)\b[^,]{0,60}, )?"
_LINK = (
    r"(?:Moreover|Furthermore|Additionally|In addition|Also|Finally|Similarly|Likewise|Lastly|First|Second|Secondly),? "
)
_INDEFINITE = r"(?i)(?:an?|another|one|two|three|four|five|several|the (?:first|second|third)) "
_WAS = {"was", "were"}


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the dates of activities outside the reporting period, in parts whose prompt asks for the work of it."""
    if reading.call is None or reading.call.reporting is None:
        return
    period = reading.call.reporting
    language = reading.submission.language
    # prompts in English tell what a part is about; a call that has none is asked about in its own language
    prompts = {ids: part.prompt.get("en", "") for ids, part in calls.parts(reading.call)}
    work_parts = {
        ids
        for ids, prompt in prompts.items()
        if re.search(_ASKS_FOR_WORK, prompt) and not re.search(_ASKS_FOR_MORE, prompt)
    }
    if language != "en":
        body = (each for each in reading.body if prose.part_ids(each.path) in work_parts)
        yield from _check_other_language(body, period, reading)
        return
    for passage in reading.body:
        if _date_pattern().search(passage.text) and prose.part_ids(passage.path) in work_parts:
            yield from _check_passage(passage, period, _subject_pattern(reading.submission.entity))


def _subject_pattern(entity: Entity) -> re.Pattern[str]:
    """Return a pattern for the ways in which an entity refers to itself: its name, its acronym, "the Office", "we"."""
    names = [re.escape(name) for name in (entity.name, entity.acronym) if name]
    nouns = [re.escape(word) for word in entity.name.split() if word[0].isupper()]
    return re.compile(rf"(?:[Tt]he )?(?:{'|'.join(names)})\b|[Tt]he (?:{'|'.join([*nouns, 'secretariat'])})\b|[Ww]e\b")


def _check_passage(passage: Passage, period: ReportingPeriod, subject: re.Pattern[str]) -> Iterator[Finding]:
    for sentence in re.finditer(_SENTENCE, passage.text):
        dates = list(_date_pattern().finditer(sentence[0]))
        if len(dates) == 1 and not passage.is_quoted(sentence.start() + dates[0].start()):
            date = dates[0]
            if (
                _is_outside(int(date["year"]), locale.load("en").months.index(date["month"]) + 1, period)
                and _is_of_that_time(sentence[0])
                and _is_about_activity(sentence[0], date, subject)
            ):
                start, end = (sentence.start() + each for each in date.span("date"))
                yield _finding(passage, start, end, period)


def _check_other_language(passages: Iterable[Passage], period: ReportingPeriod, reading: Reading) -> Iterator[Finding]:
    """Yield the dates outside a period that begin a sentence on work of the entity, by the pattern of its language."""
    language, entity = reading.submission.language, reading.submission.entity
    wording = locale.load(language)
    words = [entity.name, entity.acronym, *(word for word in entity.name.split() if word[0].isupper())]
    names, months = ("|".join(map(re.escape, filter(None, each))) for each in (words, wording.months))
    lines = wrong_forms.load_lines("activity-date", language)
    patterns = [re.compile(fill(line, months=months, entity=names)) for line in lines]
    wider = re.compile("|".join(wrong_forms.load_lines("activity-wider", language)))
    for passage in passages:
        for sentence in re.finditer(_ANY_SENTENCE, passage.text):
            date = next((found for each in patterns if (found := each.match(sentence[0]))), None)
            if date is None or passage.is_quoted(sentence.start()) or wider.search(sentence[0]):
                continue
            month = _month_number(date["month"], wording.months)
            if len(re.findall(_ANY_YEAR, sentence[0])) == 1 and _is_outside(int(date["year"]), month, period):
                start, end = (sentence.start() + each for each in date.span("date"))
                yield _finding(passage, start, end, period)


def _month_number(name: str, months: tuple[str, ...]) -> int:
    """Return the number of a month: of its name, of a name without its ending, which cases change, or of a number."""
    if name.isdecimal():
        return int(name)
    return next(at for at, each in enumerate(months, 1) if each.startswith(name) and len(each) - len(name) <= 1)


def _finding(passage: Passage, start: int, end: int, period: ReportingPeriod) -> Finding:
    years = reporting.describe(period, locale.load("en"), is_adverbial=False)
    date = passage.text[start:end]
    message = t('"{date}" is outside the reporting period, {years}', date=date, years=years)
    hint = t("report what was done in that period, or explain how this relates to it")
    return passage.finding(start, end, message, hint)


def _is_outside(year: int, month: int, period: ReportingPeriod) -> bool:
    """Return whether a month is before or after a period, but near it."""
    years_away = max(period.first.year - year, year - period.last.year)
    return not period.includes_month(year, month) and years_away <= _MAX_YEARS


def _is_of_that_time(sentence: str) -> bool:
    """Return whether a sentence names no other year, and nothing that continued or was earlier."""
    words = {word.lower() for word in re.findall(_WORD, sentence)}
    return len(re.findall(_YEAR, sentence)) == 1 and words.isdisjoint(word_lists.load("names")["wider"])


def _is_about_activity(sentence: str, date: re.Match[str], subject: re.Pattern[str]) -> bool:
    """Return whether a sentence begins or ends with its date, and its subject is the entity or an event.

    The verb or event must be among the first nine words (a guess): later ones belong to a subordinate clause.
    """
    if not sentence[: date.start()] or re.fullmatch(_LINK, sentence[: date.start()]):
        clause = sentence[date.end() :].lstrip(", ")
    elif not sentence[date.end() :].strip(" .!;)"):
        clause = sentence[: date.start()]
        clause = clause[re.match(_OPENING, clause).end() :]  # type: ignore[union-attr]
    else:
        return False
    words = re.findall(_WORD, clause.lower())
    done = [index for index, word in enumerate(words) if word in word_lists.load("names")["done"]]
    if subject.match(clause):
        return bool(done) and done[0] <= 8 and (len(done) == 1 or date.start() == 0)
    if not re.match(_INDEFINITE, clause):
        return False
    event = next(
        (index for index, word in enumerate(words) if word.removesuffix("s") in word_lists.load("names")["events"]), 99
    )
    return event <= 8 and ("took" in words or any(words[index - 1] in _WAS for index in done))


@cache
def _date_pattern() -> re.Pattern[str]:
    """Return a pattern for "in December 2021" and "on 2 and 3 May 2021"."""
    days, months = r"\d{1,2}(?:(?: and | to |[-–])\d{1,2})?", "|".join(locale.load("en").months)
    date = rf"(?P<date>(?:{days} )?(?P<month>{months})(?: {days},|,)? (?P<year>20\d\d))"
    return re.compile(rf"\b(?:[Ii]n|[Oo]n) (?:early |late |mid-)?{date}\b")
