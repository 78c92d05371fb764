"""Words and addresses -> names for links, footnotes and figures: short, readable, unique."""

import re
from collections.abc import Container
from urllib.parse import urlsplit

from wsisc.importer import thresholds
from wsisc.text.words import without_accents

_MAX_LETTERS, _MAX_WORDS = 40, 4
"""So long can a name be; an author types and reads it in the text. A guess."""
_VAGUE_WORDS = {
    "here",
    "link",
    "this",
    "click",
    "more",
    "read",
    "see",
    "available",
    "website",
    "page",
    "report",
    "https",
    "http",
}
_GENERIC_HOST_LABELS = {"www", "web", "en", "m", "sites", "portal"}
_GENERIC_ENDINGS = {"org", "com", "net", "int", "gov", "edu", "html", "htm", "aspx", "php", "pdf", "co", "ac"}
_STOP_WORDS = {
    "the",
    "a",
    "an",
    "of",
    "and",
    "on",
    "in",
    "for",
    "to",
    "at",
    "by",
    "is",
    "are",
    "with",
    "see",
    "also",
    "more",
}


def name_link(words: str, address: str, used_names: Container[str]) -> str:
    """Return a name for an address: from the words of the link, or if these are vague from its host."""
    name = _slug(words) if "://" not in words and "@" not in words else ""
    if not name or set(name.split("-")) <= _VAGUE_WORDS:
        name = _host_slug(address)
    return _make_unique(name or "link", used_names)


def name_note(words: str, addresses: list[str], used_names: Container[str]) -> str:
    """Return a name for a footnote: from its words, or if it is hardly more than an address from its host."""
    words_without_addresses = re.sub(r"\S+://\S+", " ", words)
    name = _slug(words_without_addresses)
    if addresses and len(words_without_addresses.split()) <= thresholds.BARE_NOTE_WORDS and not name:
        name = _host_slug(addresses[0])
    return _make_unique(name or "note", used_names)


def name_figure(alternative: str, caption: str, used_names: Container[str]) -> str:
    """Return a name for a figure, from its caption or its alternative text."""
    return _make_unique(_slug(caption) or _slug(alternative) or "figure", used_names)


def _slug(words: str) -> str:
    """Return up to four words as a name; "" if none of them can be in one."""
    plain = without_accents(words).encode("ascii", "ignore").decode().lower()
    words_found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    significant = [word for word in words_found if word not in _STOP_WORDS] or words_found
    while significant and not significant[0][0].isalpha():
        significant = significant[1:]
    name = ""
    for word in significant[:_MAX_WORDS]:
        if len(name) + len(word) >= _MAX_LETTERS:
            break
        name = f"{name}-{word}" if name else word
    return name


def _host_slug(address: str) -> str:
    if address.lower().startswith("mailto:"):
        return _slug(re.split(r"[:@]", address)[1])
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    labels = [label for label in (parts.hostname or "").split(".") if label not in _GENERIC_HOST_LABELS]
    while len(labels) > 1 and labels[-1] in _GENERIC_ENDINGS | {"uk", "eu", "ch", "fr"}:
        labels.pop()
    steps = [
        word for word in re.split(r"[/_.]", parts.path) if word.lower() not in _GENERIC_HOST_LABELS | _GENERIC_ENDINGS
    ]
    return _slug(" ".join([*labels[-1:], *steps[-1:]])) or _slug(" ".join(labels))


def _make_unique(name: str, used_names: Container[str]) -> str:
    """Return a name that is not used, if necessary with a number after it.

    It is not always the least one: a search by doubling and halving takes no long time for thousands of equal names.
    """
    if name not in used_names:
        return name
    in_use, unused = 1, 2
    while f"{name}-{unused}" in used_names:
        in_use, unused = unused, 2 * unused
    while unused - in_use > 1:
        middle = (in_use + unused) // 2
        in_use, unused = (middle, unused) if f"{name}-{middle}" in used_names else (in_use, middle)
    return f"{name}-{unused}"
