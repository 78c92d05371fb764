"""Footnotes differ in form.

Some are only an address while others describe what is there, a sentence lacks its full stop, or "available at" has a
colon in one footnote and none in another: all footnotes of a document must have the same form.

Fails::

    footnotes:
      a: "The report is available at: <https://example.org/a>"
      b: "The manual is available at: <https://example.org/b>"
      c: <https://example.org/c>
    parts:
      one:
        text: |
          The report[^a] and the manual[^b] belong to the courses[^c] of 2022.

Passes::

    footnotes:
      a: "The report is available at: <https://example.org/a>"
      b: "The manual is available at: <https://example.org/b>"
      c: The courses were held in Geneva.
    parts:
      one:
        text: |
          The report[^a] and the manual[^b] belong to the courses[^c] of 2022.

Reference: United Nations Editorial Manual, Footnotes: general rules, a consistent approach. Colons and full stops are
compared in English, French, Russian and Spanish.
"""

import re
from collections import Counter
from collections.abc import Iterator

from wsisc.document.prose import MASK, Passage, Reading
from wsisc.lint import wrong_forms
from wsisc.lint.occurrences import Occurrence, find_minority
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt

SEVERITY = Severity.WARNING

_MIN_NOTES = 3  # a guess: fewer do not show a convention
_MIN_WORDS = 5  # a guess: shorter footnotes are references rather than sentences
_COLON = rf"(?i)\b(?:available|accessible|found) (?:at|from|on|via)(:?)(?= ?{MASK})"
_VERB = r" (?:is|are|was|were|has|have|can|will) "
_QUESTION = r"(?:What|Why|Who|How|When|Where|Which)\b"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the footnotes that differ from most others, and sentences without a full stop."""
    sizes = Counter(each.path for each in reading.passages if each.path[:1] == ("footnotes",))
    if len(sizes) < _MIN_NOTES:
        return
    notes = [each for each in reading.passages if each.kind == "footnote" and sizes[each.path] == 1]
    addresses = [
        Occurrence(each, 0, len(each.text.rstrip()), "words" if each.text.strip(f"{MASK} .,;()") else "")
        for each in notes
        if MASK in each.text or any(each.marks_of_kind("link"))
    ]
    for found, _, others in find_minority(addresses):
        values = {"text": excerpt(found.passage.display_text), "others": others}
        message = t('"{text}" has only an address; {others} other footnotes also have words', **values)
        if found.kind:
            message = t(
                '"{text}" has words next to its address; {others} other footnotes have only an address', **values
            )
        hint = t("use the same form in all footnotes: say what each address leads to")
        yield found.passage.finding(found.start, found.end, message, hint)
    language = reading.submission.language
    colon, verb = _patterns(language)
    found_colons = ((each, match) for each in notes for match in (re.finditer(colon, each.text) if colon else ()))
    colons = [Occurrence(each, *match.span(), kind=match[1].strip()) for each, match in found_colons]
    for found, _, others in find_minority(colons):
        message = t('"{text}" has no colon; {others} other footnotes have one', text=found.text, others=others)
        if found.kind:
            message = t('"{text}" has a colon; {others} other footnotes have none', text=found.text, others=others)
        yield found.passage.finding(found.start, found.end, message, t("use the same form in all footnotes"))
    if verb:
        yield from _check_full_stops(notes, verb)


def _patterns(language: str) -> tuple[str, str]:
    """Return the patterns of "available at" with its colon, and of a verb, in a language; "" without one."""
    if language == "en":
        return _COLON, _VERB
    colon, verb = (wrong_forms.load_lines(key, language) for key in ("note-colon", "note-verb"))
    address = rf"(\s?:|)(?= ?{MASK})"
    return (
        rf"(?i)\b(?:{'|'.join(colon)}){address}" if colon else "",
        rf"[  ](?:{'|'.join(verb)})[  ]" if verb else "",
    )


def _check_full_stops(notes: list[Passage], verb: str) -> Iterator[Finding]:
    """Yield the sentences without a full stop, unless most footnotes of the document have none."""
    sentences = [each for each in notes if _is_sentence(each, verb)]
    open_ended = [each for each in sentences if each.text.rstrip()[-1].isalnum()]
    if len(open_ended) > max(1, len(sentences) - len(open_ended)):
        return
    for each in open_ended:
        end = len(each.text.rstrip())
        start = each.text.rfind(" ", 0, end) + 1
        last = each.text[start:end]
        message = t('the footnote is a sentence but has no full stop after "{last}"', last=last)
        yield each.finding(start, end, message, t("add a full stop"), None if each.marks else f"{last}.")


def _is_sentence(note: Passage, verb: str) -> bool:
    text = note.text.strip()
    is_own = not any(note.marks_of_kind("em")) and not note.is_quoted(0) and MASK not in text
    is_long = len(text.split()) >= _MIN_WORDS and text[0].isupper()
    return is_own and is_long and not re.match(_QUESTION, text) and re.search(verb, text) is not None
