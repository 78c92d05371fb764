"""The letters of an acronym are not the initials of the words next to it.

Readers cannot know whether the words or the letters are wrong, and the wrong letters spread through the text.

Fails::

    parts:
      one:
        text: |
          We use information and communication technologies (ITC) for development.

Passes::

    parts:
      one:
        text: |
          Information and communications technologies (ICTs) were used by Médecins sans frontières (MSF), the
          Ministry of Finance (MoF), the secretariat (UNCTAD) and the United Nations Children's Fund (UNICEF).

Reference: United Nations Editorial Manual, Abbreviations and acronyms: the full name, then its abbreviation. In
French, Russian and Spanish the rule knows initials in another order, and official acronyms with other letters. Arabic
and Chinese have short names of organizations instead of acronyms.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import acronyms
from wsisc.lint.acronyms import AcronymDefinition
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "es", "fr", "ru")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every acronym outside quotations that contradicts its expansion."""
    for found in acronyms.find_acronyms(reading).definitions:
        passage, start, end = found.use.passage, found.use.start, found.use.end
        if found.kind == "contradicts" and not passage.is_quoted(start):
            message = t(
                '"{text}" is not the acronym of "{expansion}"',
                text=passage.text[start:end],
                expansion=excerpt(found.expansion),
            )
            right = found.correction + ("s" if passage.text[end - 1] == "s" else "")
            fix = acronyms.safe_fix(passage, start, end, right) if found.correction else None
            yield passage.finding(start, end, message, _hint(found, right), fix)


def _hint(found: AcronymDefinition, right: str) -> str:
    if right:
        return t('write "{right}", or the full name of "{key}"', right=right, key=found.use.key)
    return t("write the name in full, with a capital letter for each initial, and its acronym directly after it")
