"""What every report is made from."""

from collections.abc import Sequence
from typing import NamedTuple

from wsisc.diagnostic import Diagnostic


class Reported(NamedTuple):
    """A file that was checked: its name, its lines, and what is wrong with it."""

    file: str
    lines: Sequence[str]
    diagnostics: Sequence[Diagnostic]
