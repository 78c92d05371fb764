"""The submissions of a site, and addresses that they had -> pages that lead from these to their own.

A page leads on to one submission, lists several that share the key, or says that none is there any more.
"""

from collections.abc import Mapping, Sequence

from wsisc.collate import submission_keys
from wsisc.collate.collection import Member
from wsisc.grouping import group_values
from wsisc.site.view_model import LanguageVersions, SubmissionView, TemplateValues


def find_moved(
    members: Sequence[Member], submissions: Sequence[LanguageVersions], earlier: Mapping[str, tuple[str, str]]
) -> dict[str, TemplateValues]:
    """Return what pages that lead on show, by path: `rows` are the submissions to which they lead.

    `earlier` are the addresses of an earlier site, each with the key and language of what was there. Each version of a
    submission also has the address that it would have alone, as it had before the others were added.
    """
    views = {version.key: (view, version) for view in submissions for version in view.all}
    by_key = group_values(
        (key, views[version.key])
        for member in members
        for version in member.versions
        for key in submission_keys.possible_keys(version.manuscript.submission)
    )
    alone = {
        submission_keys.submission_key(version.manuscript.submission) for each in members for version in each.versions
    }
    wanted = {_page(key): (key, "") for key in alone} | dict(earlier)
    own = {version.page for _, version in views.values()}
    return {
        path: {"key": key, "language": language, "rows": _choose(by_key.get(key, []), language)}
        for path, (key, language) in wanted.items()
        if path not in own
    }


def _page(key: str) -> str:
    return f"submissions/{key}.html"


def _choose(found: Sequence[tuple[LanguageVersions, SubmissionView]], language: str) -> list[SubmissionView]:
    """Return the submissions at an address, each once: in a language if it names one, otherwise as they were there."""
    rows: dict[str, SubmissionView] = {}
    for view, version in found:
        in_language = next((each for each in view.all if each.language == language), version)
        rows.setdefault(view.original.key, in_language)
    return list(rows.values())
