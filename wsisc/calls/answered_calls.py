"""Calls, each with a file that answers it -> a remark where the files of a collection answer several calls."""

from collections.abc import Iterable

from wsisc.messages import join, plural, t
from wsisc.text.sequences import group_values

_MAX_NAMES = 10  # of one call; a collection of two sessions has hundreds


def describe_several(answered: Iterable[tuple[str, str]]) -> str:
    """Return which calls files answer, and which files, the fewest by name; "" if there is one call. "" is no call."""
    files = group_values((call, file) for call, file in answered if call)
    if len(files) < 2:
        return ""
    most = max(map(len, files.values()))
    ordered = sorted(files.items(), key=lambda each: (-len(each[1]), each[0]))
    is_round = [len(names) for _, names in ordered].count(most) == 1
    described = [
        t("{call} ({files})", call=call, files=_name_files(names, is_counted=is_round and len(names) == most))
        for call, names in ordered
    ]
    return t("the files answer several calls: {calls}", calls=join(described))


def _name_files(names: list[str], *, is_counted: bool) -> str:
    """Return the names of files, or their number where most files of a collection answer their call."""
    count = len(names)
    if is_counted:
        return plural("{count:,} file", "{count:,} files", count)
    shown = join(sorted(names)[:_MAX_NAMES])
    return t("{names} and {count:,} more", names=shown, count=count - _MAX_NAMES) if count > _MAX_NAMES else shown
