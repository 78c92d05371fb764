"""The site that is in a folder -> the submissions at its addresses, by the keys that they have now.

Addresses are kept by what was published there, not by the names of files: the sources that a site offers tell which
submission had a page, and a page that only leads on names it in a meta element (`templates/site/moved.html.j2`).
"""

import re
from collections.abc import Set
from pathlib import Path

from wsisc import model, source
from wsisc.collate import submission_keys
from wsisc.diagnostic import WsiscError
from wsisc.workspace import site_manifest

_MAX_BYTES = 200_000  # of a page that leads on, which has about 5 KB; others are not read


def read_addresses(folder: Path, current: Set[str]) -> dict[str, tuple[str, str]]:
    """Return the key and language of the submission at each address of an earlier site, "" for its original.

    `current` are the keys of the submissions that are published now: their own addresses are not listed.
    """
    pages = (re.fullmatch(r"submissions/([a-z0-9-]+)(?:/([a-z]{2}))?\.html", path) for path in _list_paths(folder))
    sources = {file.parts[-3]: file for file in site_manifest.find_copies(folder)}
    found = {}
    for page in pages:
        if page is None or page[1] in current:
            continue
        known = _read_moved(folder / page[0])
        if not known and page[1] in sources:
            key = _read_key(sources[page[1]])
            is_own = key and page[1].startswith(f"{key}-")  # one of several submissions of an entity
            known = page[1] if is_own else key, page[2] or ""
        if known and known[0]:
            found[page[0]] = known
    return found


def _list_paths(folder: Path) -> list[str]:
    return sorted(site_manifest.read_paths(folder) or ())


def _read_key(file: Path) -> str:
    """Return the key of a submission that a site offers, "" if it cannot be read."""
    try:
        return submission_keys.submission_key(model.from_data(source.read(file.read_bytes(), file.name).data))
    except (OSError, WsiscError):
        return ""


def _read_moved(page: Path) -> tuple[str, str] | None:
    """Return the key and language that a page which leads on names."""
    try:
        text = page.read_text("utf-8") if page.stat().st_size <= _MAX_BYTES else ""
    except (OSError, ValueError):
        return None
    named = re.search(
        r'<meta name="wsisc-submission" content="([a-z0-9-]+)(?: ([a-z]{2}))?">', text.partition("</head>")[0]
    )
    return (named[1], named[2] or "") if named else None
