r"""Two sections have the same id.

A section is identified by its id, or without one by its place (three-a-2-1): two equal names are ambiguous.

Fails::

    parts:
      one:
        text: It doubled.
      two:
        sections:
          - {title: First, id: grace}
          - {title: Second, id: grace}

Passes::

    parts:
      two:
        sections:
          - {title: First, id: grace}
          - {title: Second, id: grace-two}

Reference: docs/format.md, rules 4 and 6.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt, place_name
from wsisc.source import model

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every id that is also the id or place of another section, or of a part."""
    used_names = {place_name(path) for path, _ in model.parts(reading.submission)}
    used_names |= {place_name(path) for path, section in model.sections(reading.submission) if not section.id}
    for path, section in model.sections(reading.submission):
        if section.id and section.id in used_names:
            message = t('the id "{id}" is already used', id=excerpt(section.id))
            yield Finding((*path, "id"), message, t("choose another id, or delete it"))
        used_names.add(section.id)
