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

from wsisc import model
from wsisc.diagnostic import DataPath, Finding, Severity, excerpt
from wsisc.document.prose import Reading

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every id that is also the id or place of another section, or of a part."""
    used_names = {_place(path) for path, _ in model.parts(reading.submission)}
    used_names |= {_place(path) for path, section in model.sections(reading.submission) if not section.id}
    for path, section in model.sections(reading.submission):
        if section.id and section.id in used_names:
            message = f'the id "{excerpt(section.id)}" is already used'
            yield Finding((*path, "id"), message, "choose another id, or delete it")
        used_names.add(section.id)


def _place(path: DataPath) -> str:
    """Return the name of a part or section without an id: "three-a-2-1"."""
    steps = (step + 1 if isinstance(step, int) else step for step in path[1:] if step != "sections")
    return "-".join(str(step) for step in steps)
