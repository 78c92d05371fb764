"""A heading contains an acronym.

United Nations style writes names in full in headings, which are also read on their own, in a table of contents.

Fails::

    parts:
      two:
        sections:
          - title: Work of the Commission on Narcotic Drugs (CND)
            text: The Commission met.

Passes::

    parts:
      two:
        sections:
          - title: Commission on Narcotic Drugs
            text: The Commission on Narcotic Drugs (CND) met. CND works on SHERLOC.
          - title: Lessons from COVID-19
            text: They were learned.
          - title: SHERLOC portal
            text: It is used.

Reference: United Nations Editorial Manual, Abbreviations and acronyms: not used in titles or headings. In French,
Russian and Spanish the rule reports only acronyms that a heading introduces, since known ones are customary there. In
Arabic and Chinese organizations have short names instead of acronyms.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import acronyms
from wsisc.lint.acronyms import Acronyms, AcronymUse, lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "es", "fr", "ru")

_NAME = r"(?:[A-Z][\w’'-]* ){1,3}[A-Z0-9][\w’'-]*"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the acronyms that a heading introduces, and those in headings that can be written in full."""
    found = acronyms.find_acronyms(reading)
    introduced = set()
    for each in found.definitions:
        passage = each.use.passage
        if passage.kind == "heading" and not passage.is_quoted(each.use.start):
            introduced.add(each.use.position)
            start, end = (each.use.start, each.use.end) if each.is_reversed else (each.use.start - 1, each.end)
            message = t('"{key}" is introduced in a heading', key=each.use.key)
            hint = t('write only the name here, and add "({key})" at its first mention in the text', key=each.use.key)
            yield passage.finding(start, end, message, hint)
    for use in found.uses if reading.submission.language == "en" else ():
        if use.passage.kind == "heading" and use.position not in introduced and _is_expandable(use, found):
            message = t('"{key}" is an acronym in a heading', key=use.key)
            full = _expansion_of(use.key, found)
            yield use.passage.finding(use.start, use.end, message, t('write it in full: "{full}"', full=full))


def _expansion_of(name: str, found: Acronyms) -> str:
    """Return the expansion of an acronym from the text or from the lists, "" where it is unknown."""
    definitions = found.matching_definitions.get(name)
    return definitions[0].expansion if definitions else lists.load().full_forms.get(name, "")


def _is_expandable(use: AcronymUse, found: Acronyms) -> bool:
    """Return whether an acronym can be written in full: its expansion is known, and it is not part of a name."""
    text = use.passage.text
    is_name = re.fullmatch(_NAME, text) or use.passage.is_quoted(use.start)
    return not is_name and use.key not in lists.load().no_expansion and _expansion_of(use.key, found) != ""
