"""An acronym that was introduced is expanded again.

Once introduced, the acronym alone is enough; a second expansion suggests a second meaning.

Fails::

    parts:
      one:
        text: |
          The Commission on Narcotic Drugs (CND) met. The work of the Commission on Narcotic Drugs (CND) goes on.

Passes::

    parts:
      one:
        text: |
          The Commission on Narcotic Drugs (CND) met. The Commission on Narcotic Drugs goes on, and CND reports.

Reference: United Nations Editorial Manual, Abbreviations and acronyms: thereafter the abbreviation is used alone; in
French, Russian and Spanish, the practice of United Nations documents. Arabic and Chinese have short names of
organizations instead of acronyms.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import acronyms, cited_text
from wsisc.lint.acronyms import AcronymDefinition
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.INFO
LANGUAGES = ("en", "es", "fr", "ru")

_SEPARATE_KINDS = ("title", "entity", "cell", "caption", "alternative")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the second and further expansions; titles, tables and figures are read on their own."""
    for name, definitions in acronyms.find_acronyms(reading).matching_definitions.items():
        relevant = [
            each
            for each in definitions
            if each.use.passage.kind not in _SEPARATE_KINDS and not each.use.passage.is_quoted(each.use.start)
            if not cited_text.is_reference(each.use.passage.display_text)
        ]
        for index, each in enumerate(relevant):
            if any(_is_superfluous(earlier, each) for earlier in relevant[:index]):
                message = t('"{name}" is introduced a second time', name=name)
                start, end = (each.use.start, each.use.end) if each.is_reversed else (each.use.start - 1, each.end)
                yield each.use.passage.finding(
                    start, end, message, t('write only "{name}", or only the full name', name=name)
                )


def _is_superfluous(earlier: AcronymDefinition, later: AcronymDefinition) -> bool:
    """Return whether an expansion makes a later one superfluous.

    An expansion in a heading does so only for headings, and LDC does not for LDC5.
    """
    is_same = _written_acronym(earlier) == _written_acronym(later)
    return is_same and (earlier.use.passage.kind != "heading" or later.use.passage.kind == "heading")


def _written_acronym(found: AcronymDefinition) -> str:
    return found.use.passage.text[found.use.start : found.use.end].rstrip("s")
