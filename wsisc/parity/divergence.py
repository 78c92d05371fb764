"""What differs between an original and its translation: one kind of difference, and its place in both."""

from dataclasses import dataclass
from typing import NamedTuple

from wsisc.messages.diagnostic import DataPath


class Place(NamedTuple):
    """A place in a submission: the path of a value, and where in its text, None for all of it."""

    path: DataPath
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Divergence:
    """A difference: its kind as a code in kebab-case, a sentence on it, and its place in both files.

    Where one of them does not have it, the place is that of what is around it.
    """

    code: str
    message: str
    original: Place
    translation: Place
