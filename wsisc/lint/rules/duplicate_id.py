r"""Two sections have one name.

A section is found by its id, or without one by its place (three-a-2-1): two of one name could not be told apart.

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
    """Yield every id that another section has, as its id or as its place, or a part."""
    taken = {_place(path) for path, _ in model.parts(reading.submission)}
    taken |= {_place(path) for path, section in model.sections(reading.submission) if not section.id}
    for path, section in model.sections(reading.submission):
        if section.id and section.id in taken:
            message = f'the id "{excerpt(section.id)}" is taken'
            yield Finding((*path, "id"), message, "give it another, or none")
        taken.add(section.id)


def _place(path: DataPath) -> str:
    """Return the name of what has no id: "three-a-2-1"."""
    steps = (step + 1 if isinstance(step, int) else step for step in path[1:] if step != "sections")
    return "-".join(str(step) for step in steps)
