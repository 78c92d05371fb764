"""Words and addresses -> names for links, footnotes and figures: short, readable, each once."""

import re
import unicodedata
from collections.abc import Container
from urllib.parse import urlsplit

_MAX_LETTERS = 40
_MAX_WORDS = 4
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
    """Return a name for an address, from the words that lead there, else from its host."""
    found = _slug(words) if "://" not in words and "@" not in words else ""
    if not found or set(found.split("-")) <= _VAGUE_WORDS:
        found = _host_slug(address)
    return _make_unique(found or "link", used_names)


def name_note(words: str, addresses: list[str], used_names: Container[str]) -> str:
    """Return a name for a footnote: from its host where it is hardly more than an address, else from its words."""
    bare = re.sub(r"\S+://\S+", " ", words)
    found = _slug(bare)
    if addresses and len(bare.split()) < 4 and not found:
        found = _host_slug(addresses[0])
    return _make_unique(found or "note", used_names)


def name_figure(alternative: str, caption: str, used_names: Container[str]) -> str:
    """Return a name for a figure, from its words."""
    return _make_unique(_slug(caption) or _slug(alternative) or "figure", used_names)


def _slug(words: str) -> str:
    """Return up to four words as a name; "" where none can stand in one."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    telling = [word for word in found if word not in _STOP_WORDS] or found
    while telling and not telling[0][0].isalpha():
        telling = telling[1:]
    name = ""
    for word in telling[:_MAX_WORDS]:
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
    labels = [each for each in (parts.hostname or "").split(".") if each not in _GENERIC_HOST_LABELS]
    while len(labels) > 1 and labels[-1] in _GENERIC_ENDINGS | {"uk", "eu", "ch", "fr"}:
        labels.pop()
    steps = [
        each for each in re.split(r"[/_.]", parts.path) if each.lower() not in _GENERIC_HOST_LABELS | _GENERIC_ENDINGS
    ]
    return _slug(" ".join([*labels[-1:], *steps[-1:]])) or _slug(" ".join(labels))


def _make_unique(name: str, used_names: Container[str]) -> str:
    """Return a name that is not taken, with a number behind it where it is: the least, if none below it is free."""
    if name not in used_names:
        return name
    last, free = 1, 2
    while f"{name}-{free}" in used_names:
        last, free = free, 2 * free
    while free - last > 1:
        middle = (last + free) // 2
        last, free = (middle, free) if f"{name}-{middle}" in used_names else (last, middle)
    return f"{name}-{free}"
