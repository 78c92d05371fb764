"""An acronym is used before it is introduced.

A text is read from the beginning: write the full name, with the acronym in parentheses, at the first mention.

Fails::

    parts:
      one:
        text: |
          The CND met in Vienna.
      two:
        text: |
          The Commission on Narcotic Drugs (CND) adopted a resolution.

Passes::

    parts:
      one:
        text: |
          Figure 1 Sessions of the CND 12

          The Commission on Narcotic Drugs (CND) met in Vienna. The CND met again.

Reference: United Nations Editorial Manual, Abbreviations and acronyms: written in full at the first mention; in
French, Russian and Spanish, the practice of United Nations documents. Arabic and Chinese have short names of
organizations instead of acronyms.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import acronyms, cited_text
from wsisc.lint.acronyms import AcronymDefinition, AcronymUse, lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "es", "fr", "ru")

_CITY = r"\b[A-Z][a-z]+, $"
_END_OF_SENTENCE = r"[.!?][\"”’)]*\s"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the first use in running text of every acronym that is expanded only later."""
    found = acronyms.find_acronyms(reading)
    known = lists.known_to_readers(reading.submission.language) | reading.unplaced_words
    for name, definitions in found.matching_definitions.items():
        if name == found.entity_acronym or name in known:
            continue
        first = definitions[0]
        use = next((use for use in found.plain_uses.get(name, ()) if _is_text(use)), None)
        if use and use.position < first.use.position and not _is_one_sentence(use, first):
            message = t('"{name}" is used before it is introduced', name=name)
            where = t("a footnote") if first.use.position[2] else t("the text")
            hint = t(
                'write "{expansion} ({name})" here, and only the acronym later in {where}',
                expansion=first.expansion.strip('“”"«» '),
                name=name,
                where=where,
            )
            yield use.passage.finding(use.start, use.end, message, hint)


def _is_text(use: AcronymUse) -> bool:
    """Return whether a use is in running text, and not in a table of contents that was typed."""
    text = use.passage.text
    is_state = len(use.key) == 2 and re.search(_CITY, text[max(0, use.start - 30) : use.start])
    return use.is_running_text and not is_state and not cited_text.is_contents_line(text)


def _is_one_sentence(use: AcronymUse, first: AcronymDefinition) -> bool:
    """Return whether the expansion follows in the same sentence, or in a footnote of that sentence."""
    place, passage = first.use.position, use.passage
    if use.position[2] or place[0] != use.position[0]:
        return use.position[:2] == place[:2]
    return not re.compile(_END_OF_SENTENCE).search(passage.text, use.end, place[1])
