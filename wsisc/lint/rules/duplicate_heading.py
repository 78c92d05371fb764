"""Two sections of the same part or section have the same title.

In a table of contents, or in the list of headings of a screen reader, they cannot be distinguished.

Fails::

    parts:
      two:
        sections:
          - title: Connectivity
            text: Schools were connected.
          - title: connectivity
            text: Clinics were connected.

Passes::

    parts:
      two:
        sections:
          - title: Kenya
            sections:
              - title: Connectivity
                text: Schools were connected.
          - title: Malawi
            sections:
              - title: Connectivity
                text: Clinics were connected.

Reference: WCAG 2.2, 2.4.6 and 2.4.10.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source import model

SEVERITY = Severity.WARNING


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every title that an earlier section of the same part or section has too."""
    seen = set()
    for path, section in model.sections(reading.submission):
        title = " ".join(section.title.split()).casefold()
        if any(map(str.isalnum, title)) and (path[:-1], title) in seen:
            message = t('"{title}" is also the title of another section here', title=excerpt(section.title))
            yield Finding(
                (*path, "title"), message, t("write a distinct title for each section, or merge the sections")
            )
        seen.add((path[:-1], title))
