r"""The address of a link is not a full web or mail address.

A document is read far from its author's machine: only https, http and mailto addresses work there, and javascript: or
file: addresses are a danger to readers. With invisible characters an address leads elsewhere than it seems to, and Word
refuses files that contain control characters.

Fails::

    parts:
      one:
        text: |
          See [the report](javascript:alert).

Passes::

    parts:
      one:
        text: |
          See [the report](https://example.org/report).

Reference: docs/format.md, rule 5; RFC 3986; RFC 3987, 2.2 and 4.1.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.markup.tree import Link
from wsisc.text.sanitize import find_invisible

SEVERITY = Severity.ERROR
_ABSOLUTE = r"(?i)https?://[^\s/?#<>\"\\^`{|}\x00-\x20]+[^\s<>\"\\^`{|}]*|mailto:[^\s@<>\"\\,]+@[^\s@<>\"\\]+(?:,[^\s@<>\"\\,]+@[^\s@<>\"\\]+)*"
_HOST = r"(?:[^\s/?#@]*@)?(?:\[[0-9a-f:.]*:[0-9a-f:.]*\]|[^\s/?#@:\[\].]+(?:\.[^\s/?#@:\[\].]+)*\.?)"
_HINT = t("write the full address, starting with https://")
_TYPE = t("copy the address again, or type it")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every address, under links and in a text, that is not an absolute https, http or mailto address."""
    for name, address in reading.submission.links.items():
        if problem := _find_problem(address):
            yield Finding(("links", name), *problem)
    for path, link in occurrences.find_nodes(reading, Link):
        if not link.name and (problem := _find_problem(link.address)):
            yield Finding(path, *problem, link.start, link.end)


def is_safe(address: str) -> bool:
    """Return whether a document can link to an address."""
    return _find_problem(address) is None


def _find_problem(address: str) -> tuple[str, str] | None:
    """Return a message and a hint about an address, None where it is safe."""
    if unseen := find_invisible(address):
        return t(
            '"{address}" contains an invisible character (U+{code:04X})', address=excerpt(address), code=ord(unseen[0])
        ), _TYPE
    if not re.fullmatch(_ABSOLUTE, address):
        return t('"{address}" is not a full web address', address=excerpt(address)) if address else t(
            "the link has no address"
        ), _HINT
    if broken := re.search("%(?![0-9a-f]{2}).{0,2}", address, re.IGNORECASE):
        values = {"address": excerpt(address), "code": broken[0]}
        problem = t('"{address}" contains "{code}", which encodes no character', **values)
        return problem, t("write %25 for a per cent sign, or copy the address again")
    host = re.match(rf"https?://{_HOST}(?P<port>:\d*)?(?=[/?#]|$)", address, re.IGNORECASE)
    if address[:4].lower() == "http" and (host is None or int(host["port"][1:] or 0 if host["port"] else 0) > 65535):
        return t('"{address}" has no valid host and port', address=excerpt(address)), _TYPE
    return None
