"""Words and addresses -> names for links, footnotes and figures: short, readable, each once."""

import re
import unicodedata
from collections.abc import Container
from urllib.parse import urlsplit

_LONGEST = 40
_MOST_WORDS = 4
_EMPTY = {
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
_HOSTS = {"www", "web", "en", "m", "sites", "portal"}
_ENDINGS = {"org", "com", "net", "int", "gov", "edu", "html", "htm", "aspx", "php", "pdf", "co", "ac"}
_SMALL = {
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


def of_link(words: str, address: str, taken: Container[str]) -> str:
    """Return a name for an address, from the words that lead there, else from its host."""
    found = _slug(words) if "://" not in words and "@" not in words else ""
    if not found or set(found.split("-")) <= _EMPTY:
        found = _host(address)
    return _free(found or "link", taken)


def of_note(words: str, addresses: list[str], taken: Container[str]) -> str:
    """Return a name for a footnote: from its host where it is hardly more than an address, else from its words."""
    bare = re.sub(r"\S+://\S+", " ", words)
    found = _slug(bare)
    if addresses and len(bare.split()) < 4 and not found:
        found = _host(addresses[0])
    return _free(found or "note", taken)


def of_figure(alternative: str, caption: str, taken: Container[str]) -> str:
    """Return a name for a figure, from its words."""
    return _free(_slug(caption) or _slug(alternative) or "figure", taken)


def _slug(words: str) -> str:
    """Return up to four words as a name; "" where none can stand in one."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    telling = [word for word in found if word not in _SMALL] or found
    while telling and not telling[0][0].isalpha():
        telling = telling[1:]
    name = ""
    for word in telling[:_MOST_WORDS]:
        if len(name) + len(word) >= _LONGEST:
            break
        name = f"{name}-{word}" if name else word
    return name


def _host(address: str) -> str:
    if address.lower().startswith("mailto:"):
        return _slug(re.split(r"[:@]", address)[1])
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    labels = [each for each in (parts.hostname or "").split(".") if each not in _HOSTS]
    while len(labels) > 1 and labels[-1] in _ENDINGS | {"uk", "eu", "ch", "fr"}:
        labels.pop()
    steps = [each for each in re.split(r"[/_.]", parts.path) if each.lower() not in _HOSTS | _ENDINGS]
    return _slug(" ".join([*labels[-1:], *steps[-1:]])) or _slug(" ".join(labels))


def _free(name: str, taken: Container[str]) -> str:
    """Return a name that is not taken, with a number behind it where it is: the least, if none below it is free."""
    if name not in taken:
        return name
    last, free = 1, 2
    while f"{name}-{free}" in taken:
        last, free = free, 2 * free
    while free - last > 1:
        middle = (last + free) // 2
        last, free = (middle, free) if f"{name}-{middle}" in taken else (last, middle)
    return f"{name}-{free}"
