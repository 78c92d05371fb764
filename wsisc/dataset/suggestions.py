"""The rows of a submission's sections -> the tags that its texts name and its authors did not give."""

from collections.abc import Sequence

from wsisc.collection import Member
from wsisc.dataset.rows import SectionRow, Suggestion


def of(member: Member, rows: Sequence[SectionRow]) -> list[Suggestion]:
    """Return what is suggested for the sections of a member of a collection, in their order."""
    return []
