"""A resolution is cited without its number, or an ordinal comes before the name of a body.

Titles of resolutions are similar and recur from year to year: only the number identifies the text. An ordinal counts
the sessions of a body, not the body itself.

Fails::

    parts:
      one:
        text: |
          The resolution "Strengthening efforts to protect children from abuse" was adopted.

Passes::

    parts:
      one:
        text: |
          The 31st session of CCPCJ adopted resolution 31/1, "Strengthening efforts to protect children from abuse".

Reference: United Nations Editorial Manual, Resolutions and other formal decisions; Numbers, dates and time: Ordinals;
in the other languages, the resolutions of the General Assembly: "résolution 70/125", "第70/125号决议" (A/RES/70/125).
An ordinal before a body is a slip of English.
"""

import re
from collections.abc import Iterator

from wsisc.calls import locale
from wsisc.document.prose import Passage, Reading
from wsisc.lint import wrong_forms
from wsisc.lint.acronyms import lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

_TITLED = (
    r"\b(?:[Rr]esolution|[Dd]ecision),? (?:(?:entitled|titled|called|on) )?"
    r"(?P<title>“[A-Z][^“”]*”|\"[A-Z][^\"]*\")"
)
_SYMBOL = r"\d+/\d|/\d|\b[A-Z]\w*/\w|\d\s?\([IVXL]+\)|[Rr]esolutions? \d|[Dd]ecisions? \d|\bNo\. ?\d"
_TITLE = r"[«“\"《「]([^«»“”\"《》「」]+)"
_ANY_SENTENCE_END = r"[.!?؟](?=\s)|[。！？]"
_ANY_SYMBOL = r"\d+/\d|/\d|[A-Z]/|\d\s?\([IVXL]+\)|(?:n[o°º]|núm\.|№|رقم|第)\s?\d"
_MIN_CHARACTERS = 6  # of a Chinese title; a guess, as above
_SENTENCE_END = r"[.!?][”\"]? (?=[A-Z“\"])"
_MIN_WORDS = 4  # of a title; a guess: fewer words in quotation marks are a term
_MAX_SENTENCE = 800  # characters on each side: keeps the check linear in the length of a paragraph

_ORDINAL = (
    r"\b(?P<number>\d{1,3})(?:st|nd|rd|th) (?P<body>[A-Z]{3,}|(?:Commission|Committee) (?:on|for) (?:the )?[A-Z]\w+)\b"
)
_SESSION = (
    r"(?i)[^.;]{0,80}?\b(?:sessions?|meetings?|conferences?|plenar\w+"
    r"|anniversar\w+|forums?|summits?|assembl\w+|reports?|editions?)\b"
)
_BODY = r"\b(?:Commission|Committee|Council|Assembly|Board)\b[^.;()]{0,80} \(([A-Z]{3,})\)"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the resolutions without a number, and the ordinals before bodies."""
    if reading.submission.language != "en":
        yield from _check_other_language(reading)
        return
    bodies = {*lists.load().bodies, *(name for each in reading.passages for name in re.findall(_BODY, each.text))}
    for passage in reading.body:
        if "esolution" in passage.text or "ecision" in passage.text:
            yield from _check_titles(passage)
        yield from _check_ordinals(passage, bodies)


def _check_other_language(reading: Reading) -> Iterator[Finding]:
    """Yield the resolutions with a title and without a number, by the patterns of a language."""
    for place in wrong_forms.find(reading, "resolution-without-symbol", ("paragraph", "item", "footnote")):
        text, title = place.passage.text, re.search(_TITLE, place.text)
        near, far = max(0, place.start - _MAX_SENTENCE), place.end + _MAX_SENTENCE
        start = max(
            (each.end() for each in re.compile(_ANY_SENTENCE_END).finditer(text, near, place.start)), default=near
        )
        close = re.compile(_ANY_SENTENCE_END).search(text, place.end, far)
        end = close.start() if close else min(far, len(text))
        has_footnote = any(start <= mark.start <= end + 1 for mark in place.passage.marks_of_kind("call"))
        is_long = title and (
            len(title[1].split()) >= _MIN_WORDS or (len(title[1]) >= _MIN_CHARACTERS and " " not in title[1])
        )
        if is_long and not has_footnote and not re.compile(_ANY_SYMBOL).search(text, start, end):
            message = t("the resolution is cited without its number: {title}", title=excerpt(place.text))
            yield place.passage.finding(place.start, place.end, message, t("add its number or symbol"))


def _check_titles(passage: Passage) -> Iterator[Finding]:
    for match in re.finditer(_TITLED, passage.text):
        title = match["title"]
        near, far = max(0, match.start() - _MAX_SENTENCE), min(len(passage.text), match.end() + _MAX_SENTENCE)
        start = max(
            (each.end() for each in re.compile(_SENTENCE_END).finditer(passage.text, near, match.start())), default=near
        )
        close = re.compile(_SENTENCE_END).search(passage.text, match.end() - 2, far)
        end = close.start() if close else far
        has_footnote = any(start <= mark.start <= end + 1 for mark in passage.marks_of_kind("call"))
        if (
            len(title.split()) >= _MIN_WORDS
            and not has_footnote
            and not re.compile(_SYMBOL).search(passage.text, start, end)
        ):
            kind = match[0].split(",")[0].split()[0].lower()
            hint = t('add its number or symbol, as in "{kind} 77/150"', kind=kind)
            yield passage.finding(
                *match.span(),
                t("the {kind} is cited without its number: {title}", kind=kind, title=excerpt(title)),
                hint,
            )


def _check_ordinals(passage: Passage, bodies: set[str]) -> Iterator[Finding]:
    for match in re.finditer(_ORDINAL, passage.text):
        body = match["body"]
        is_body = " " in body or body in bodies
        if (
            is_body
            and not passage.is_quoted(match.start())
            and not re.compile(_SESSION).match(passage.text, match.end())
        ):
            ordinal = locale.load("en").ordinal_in_words(int(match["number"]))
            article = "the " if " " in body else ""
            hint = t('write "the {ordinal} session of {article}{body}"', ordinal=ordinal, article=article, body=body)
            yield passage.finding(
                *match.span(), t('"{match}" numbers the body instead of its session', match=match[0]), hint
            )
