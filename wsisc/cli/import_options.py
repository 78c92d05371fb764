"""The options of `wsisc import --into` -> values, checked against the reviewed file."""

from dataclasses import dataclass

import click

from wsisc.importer import tracking
from wsisc.merge import review
from wsisc.readers.word.content import WordContent
from wsisc.report.common import sanitize


@dataclass(frozen=True)
class MergeOptions:
    """The options of a merge."""

    base: str | None = None
    interactive: bool = False
    accept_from: tuple[str, ...] = ()
    dry_run: bool = False

    def check_names(self, content: WordContent) -> None:
        """Raise UsageError if a name of `--accept-from` is not that of an author of tracked changes."""
        known = review.find_authors(content)
        for name in self.accept_from:
            if name not in known:
                named = ", ".join(sanitize(each) or tracking.UNKNOWN_AUTHOR for each in known)
                hint = f"changes are tracked of {named}" if known else "no changes are tracked in it"
                raise click.UsageError(f"--accept-from: nobody named {name!r} changed the file; {hint}")
