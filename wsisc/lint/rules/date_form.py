"""A date is not written as United Nations documents write it.

A date in figures alone is read as 3 May by some and as 5 March by others; months in words, in one order, are read alike
everywhere. In Arabic both names of a month are written: كانون الأول/ديسمبر.

Fails::

    parts:
      one:
        text: |
          The Forum opened on May 23rd, 2022 and the report followed on 05/03/2022.

Passes::

    parts:
      one:
        text: |
          The Forum opened on 23 May 2022, the second of its kind; the report followed on 5 March. "It was May 23rd,
          2022", said the minister.

Reference: United Nations Editorial Manual, Numbers, dates and time: Dates; Manual del traductor of the Spanish
Translation Service; А. Э. Мильчин, Л. К. Чельцова, Справочник издателя и автора; GB/T 15835-2011; for Arabic, how
https://www.escwa.un.org/wsis/about/main_ar.html and resolutions of the General Assembly write months.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = wrong_forms.LANGUAGES


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every date of another form in running text, outside quotations and titles."""
    for place in wrong_forms.find_own(reading, "date-form", ("paragraph", "item", "footnote", "heading"), "em", "link"):
        message = t('"{text}" is not the form of a date in United Nations documents', text=place.text)
        hint = t('write "{right}"', right=place.right) if place.right else t("write the month as a word")
        yield place.passage.finding(place.start, place.end, message, hint, place.fix if place.right else None)
