"""An acronym looks like another acronym of the text with its letters mixed up.

It is unknown and never expanded, while an acronym that differs by one letter or by two swapped letters is; readers
cannot find out what it means.

Fails::

    parts:
      one:
        text: |
          Information and communications technologies (ICTs) help. ITC-based tools help, and ICTs do.

Passes::

    parts:
      one:
        text: |
          The International Trade Centre (ITC) uses information and communications technologies (ICTs). ITC and
          UNDP, UNEP and UNCTAD, ESCAP and ESCWA work with ICTs.

Reference: United Nations Editorial Manual, Abbreviations and acronyms: one abbreviation for one name. Arabic and
Chinese have short names of organizations instead of acronyms.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import acronyms, cited_text
from wsisc.lint.acronyms import AcronymUse, mistaken
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "es", "fr", "ru")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every use of an acronym where another one of the text is intended."""
    found = acronyms.find_acronyms(reading)
    for name, (intended, is_certain) in mistaken.find_intended(reading, found).items():
        for use in found.plain_uses[name]:
            if not use.passage.is_quoted(use.start) and not cited_text.is_reference(use.passage.display_text):
                yield _finding(use, intended, is_certain)


def _finding(use: AcronymUse, intended: str, is_certain: bool) -> Finding:
    passage = use.passage
    written = passage.text[use.start : use.end]
    replacement = intended + written[len(use.key) :]
    fix = acronyms.safe_fix(passage, use.start, use.end, replacement) if is_certain else None
    return passage.finding(
        use.start,
        use.end,
        t('"{written}" looks like a misspelling of "{replacement}"', written=written, replacement=replacement),
        t('write "{right}"', right=replacement),
        fix,
    )
