"""A file before and after a merge -> the footnotes and figures that the merge removed, as changes to report."""

from collections.abc import Iterator

from wsisc.diff.change import Change
from wsisc.source import Source


def find_removed(before: Source, after: Source) -> Iterator[Change]:
    """Yield changes that report the footnotes and figures that were removed because no text uses them any more."""
    for holder in ("footnotes", "figures"):
        old, remaining = (each.value((holder,)) for each in (before, after))
        for name in old if isinstance(old, dict) else ():
            if not isinstance(remaining, dict) or name not in remaining:
                entry = old[name]
                words = entry if isinstance(entry, str) else entry.get("caption") or entry.get("file", "")
                shown = f"{name}: {words}"
                yield Change("removed", f"unused entry in {holder}", (holder, name), shown, "", is_tracked=True)
