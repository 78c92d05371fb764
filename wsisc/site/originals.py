"""The submissions of a site -> which of them are translations of others, by what their files say."""

import posixpath
from collections.abc import Sequence

from wsisc.collate.collection import Member


def find_originals(members: Sequence[Member]) -> dict[str, str]:
    """Return the key of the original of each translation that names one among the members, by its own key."""
    by_file = {posixpath.normpath(member.file): member for member in members}
    found = {}
    for member in members:
        origin = member.manuscript.submission.translated_from
        file = posixpath.normpath(posixpath.join(posixpath.dirname(member.file), origin.file)) if origin else ""
        if file in by_file and by_file[file] != member:
            found[member.key] = by_file[file].key
    return found
