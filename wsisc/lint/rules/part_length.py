"""A part is longer than the call allows, or so short that it can hardly answer.

The secretariat merges all submissions into one report of limited length: others will cut what exceeds the limit. In
Chinese, each character counts as a word.

Fails::

    parts:
      one:
        text: An overview of everything that was done.

Passes::

    parts:
      one:
        text: |
          In 2022 the entity connected schools, trained teachers and helped ministries with their policies. Costs and a
          lack of electricity in remote districts remained the main obstacles to faster progress.
      two:
        text: |
          Since 2005 the share of schools with a connection has grown in all regions, and fastest where the
          government, operators and communities planned together. National strategies now name a ministry that is
          responsible, a budget and a date, and most of them are reviewed every two years together with the goals of
          the 2030 Agenda.

          Much remains uneven. Rural schools wait longest, girls have fewer hours at a computer than boys, and content
          in local languages is scarce. Where teachers were trained before the equipment came, it was used from the
          first day. Where they were not, it stood idle for a year or more. Regional meetings helped countries to
          learn from each other.
      three:
        a:
          text: |
            Under the programme for rural schools, 410 schools in nine districts were connected by the end of 2022, so
            that the target of 400 was passed. Each has a teacher who was trained for two weeks, and a committee of
            parents that decides on the hours in which neighbours may use the room. A second project gave tablets with
            lessons in three local languages to 60 schools without a connection.
        b:
          text: |
            In 2023 the entity will connect another 200 schools, publish its lessons under an open licence and report
            on action line C3. It commits itself to equal hours for girls, and asks its partners to share what
            electricity and connections cost them.

Reference: the call, which limits the number of pages; United Nations Editorial Manual, on the length of documents.
"""

from collections.abc import Iterator

from wsisc.calls import call as calls
from wsisc.calls.call import CallPart
from wsisc.document.prose import Reading
from wsisc.messages import join_clauses, plural, t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source import model
from wsisc.source.markup import page_length, word_count
from wsisc.source.model import Part

SEVERITY = Severity.WARNING

_CHINESE = "zh"  # whose words are characters
_TOLERANCE = 1.1  # a guess: pages counted from words are an estimate
# A page in letters of ten points, set solid, has 900 words at most, in Chinese 1,700 signs: of those that documents of
# wsisc have on theirs, not twice as many.
_TOLERANCE_OF_OTHER_LAYOUTS = 2
_MIN_SHARE = 0.1  # of the allowed pages; a guess: less can hardly be an answer


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every part that is too long, or has words but hardly any; a limit is for a part and all parts within it."""
    answers = {path[1:]: part for path, part in model.parts(reading.submission)}
    for ids, call_part in calls.parts(reading.call) if reading.call else ():
        part = answers.get(ids)
        limit = call_part.word_limit(reading.submission.entity.type)
        if part and limit:
            yield from _check_words(reading, ids, call_part, word_count.count_part(part, reading.submission), limit)
        elif part and call_part.pages:
            yield from _check_part(reading, ids, call_part, part)


def _check_words(
    reading: Reading, ids: tuple[str, ...], call_part: CallPart, words: int, limit: int
) -> Iterator[Finding]:
    """Yield a part that has more words than the call allows, which is not an estimate, or hardly any."""
    if words <= limit:
        if words < limit * _MIN_SHARE:
            asked = t("{number:,} words", number=limit)
            if reading.submission.language == _CHINESE:
                asked = t("{number:,} characters", number=limit)
            yield from _report_short(reading, ids, call_part, words, asked)
        return
    name, excess = _name(reading, call_part), words - limit
    message = t("{name} has {words:,} words; the call allows {limit:,}", name=name, words=words, limit=limit)
    hint = t("shorten it by {words:,} words; titles and footnotes count", words=excess)
    if reading.submission.language == _CHINESE:
        message = t("{name} has {words:,} characters; the call allows {limit:,}", name=name, words=words, limit=limit)
        hint = t("shorten it by {words:,} characters; titles and footnotes count", words=excess)
    yield Finding(("parts", *ids), message, hint, on_key=True)


def _report_short(
    reading: Reading, ids: tuple[str, ...], call_part: CallPart, words: int, asked: str
) -> Iterator[Finding]:
    """Yield a part that has hardly any words, unless its words may be among those that belong to no part yet."""
    if not words or reading.submission.unplaced:
        return
    values = {"name": _name(reading, call_part), "asked": asked}
    message = plural(
        "{name} has only {count:,} word; the call allows up to {asked}",
        "{name} has only {count:,} words; the call allows up to {asked}",
        words,
        **values,
    )
    if reading.submission.language == _CHINESE:
        message = plural(
            "{name} has only {count:,} character; the call allows up to {asked}",
            "{name} has only {count:,} characters; the call allows up to {asked}",
            words,
            **values,
        )
    hint = t("check that it answers the prompt; the call has no lower limit")
    yield Finding(("parts", *ids), message, hint, on_key=True)


def _name(reading: Reading, call_part: CallPart) -> str:
    language = reading.submission.language
    return calls.bare_label(call_part.label[reading.call.wording_language(language) if reading.call else "en"])


def _check_part(reading: Reading, ids: tuple[str, ...], call_part: CallPart, part: Part) -> Iterator[Finding]:
    language = reading.submission.language
    words = word_count.count_part(part, reading.submission)
    measured = _measured_pages(reading.pages, ids, call_part)
    most = call_part.pages * _TOLERANCE
    if reading.is_foreign:  # how much has room on a page is the author's choice
        pages, most = words / word_count.words_per_page(language), call_part.pages * _TOLERANCE_OF_OTHER_LAYOUTS
    else:
        pages = page_length.estimate_part(part, reading.submission) if measured is None else measured
    # a text with many headings, lists or tables has room for fewer words
    usual = word_count.words_on(call_part.pages, language)
    room = min(usual, round(words * call_part.pages / pages)) if pages > call_part.pages else usual
    allowed, allowed_words = _describe_limit(call_part.pages, room, language)
    if pages > most:
        name = _name(reading, call_part)
        message = _describe_length(name, words, language)
        if measured is not None:
            message = t("{name} is {pages:g} pages long", name=name, pages=pages)
        elif not reading.is_foreign:
            message = add_pages(message, pages)
        message = t("{message}; the call allows {allowed}", message=message, allowed=allowed)
        _, usual_words = _describe_limit(call_part.pages, usual, language)
        hint = _advise(allowed_words, usual_words if room < usual else "")
        yield Finding(("parts", *ids), message, hint, on_key=True)
    elif words / word_count.words_per_page(language) < call_part.pages * _MIN_SHARE:
        asked = t("{allowed} ({allowed_words})", allowed=allowed, allowed_words=allowed_words)
        yield from _report_short(reading, ids, call_part, words, asked)


def _advise(allowed: str, usual: str) -> str:
    """Return how many words a part has room for; `usual` are those that `init` and others name, if these are more."""
    hint = t("shorten it to {allowed_words}, including titles and footnotes", allowed_words=allowed)
    less = t("{usual} fit as running text; lists, tables and headings take more room", usual=usual)
    return join_clauses((hint, less)) if usual else hint


def add_pages(size: str, pages: float) -> str:
    """Return how long a part is, with its pages: "1.4 pages" is a plural in English, and a singular in French."""
    return plural(
        "{size}, about {pages:.1f} pages", "{size}, about {pages:.1f} pages", int(pages), size=size, pages=pages
    )


def _describe_length(name: str, words: int, language: str) -> str:
    if language == _CHINESE:
        return plural("{name} has {count:,} character", "{name} has {count:,} characters", words, name=name)
    return plural("{name} has {count:,} word", "{name} has {count:,} words", words, name=name)


def _describe_limit(pages: float, room: int, language: str) -> tuple[str, str]:
    """Return how many pages a call allows, and about how many words that are."""
    allowed = t("half a page") if pages == 0.5 else t("1 page") if pages == 1 else t("{pages:g} pages", pages=pages)
    if language == _CHINESE:
        return allowed, t("about {number:,} characters", number=room)
    return allowed, t("about {number:,} words", number=room)


def _measured_pages(pages: dict[str, float] | None, ids: tuple[str, ...], call_part: CallPart) -> float | None:
    """Return the measured pages of a part, or the sum of those within it; None where they were not measured."""
    if pages is None:
        return None
    if not call_part.parts:
        return pages.get("-".join(ids))
    within = [_measured_pages(pages, (*ids, child.id), child) for child in call_part.parts]
    found = [each for each in within if each is not None]
    return round(sum(found), 1) if found else None
