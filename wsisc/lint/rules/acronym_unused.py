"""An acronym is introduced and never used.

It does not help the reader: names that occur once or twice are written in full, without an acronym.

Fails::

    parts:
      one:
        text: |
          The Commission on Narcotic Drugs (CND) met in Vienna.

Passes::

    parts:
      one:
        text: |
          The Commission on Narcotic Drugs (CND) met with the United Nations Children's Fund (UNICEF). The CND agreed,
          and the Internet Protocol (IP) was replaced by IPv6.

Reference: United Nations Editorial Manual, Abbreviations and acronyms: none for names that occur once or twice. In
other languages the short form after the name of an organization is customary even where it is not used again, as
readers may know it alone: the rule is silent there.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import acronyms, cited_text
from wsisc.lint.acronyms import AcronymDefinition, lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text.shared import group_values

SEVERITY = Severity.INFO
LANGUAGES = ("en",)

_VERSION = r"([A-Z]{2,})[v\d]\w*"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the first introduction in running text of every acronym that is never used after it."""
    found = acronyms.find_acronyms(reading)
    known = lists.load().no_expansion
    versions = group_values(
        (version[1], version[0]) for name in found.plain_uses if (version := re.fullmatch(_VERSION, name))
    )
    for name, definitions in found.matching_definitions.items():
        first = next(filter(_is_own, definitions), None)
        if not first or name in known or name == found.entity_acronym or name in reading.unplaced_words:
            continue
        names = (*first.parts, *versions.get(name, ()))
        later = (use for each in names for use in found.plain_uses.get(each, ()) if use.position > first.use.position)
        if not any(later):
            message = t('"{name}" is introduced but not used again', name=name)
            hint = t("delete the acronym in parentheses; the full name is enough")
            yield first.use.passage.finding(first.use.start - 1, first.end, message, hint)


def _is_own(definition: AcronymDefinition) -> bool:
    """Return whether the author introduces an acronym in running text, not the title of a work that is cited."""
    is_cited = cited_text.is_reference(definition.use.passage.display_text)
    return definition.use.is_running_text and not definition.is_reversed and not is_cited
