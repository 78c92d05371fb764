"""The title of a document or a site, as a user writes it -> a title that can be printed."""

import unicodedata

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

_UNPRINTABLE_CATEGORIES = ("Cc", "Cn", "Co", "Cs", "Zl", "Zp")
# Characters that make a title look different from its text: directional controls and the byte order mark.
_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def check_title(title: str | None, name: str) -> str:
    """Return a title, "" for None. Raises WsiscError if it is not a line of printable characters.

    `name` is the option or setting that it comes from.
    """
    if title is None:
        return ""
    if not title.strip() or any(
        unicodedata.category(each) in _UNPRINTABLE_CATEGORIES or each in _BIDI_CONTROLS for each in title
    ):
        raise WsiscError(t("{name} must be a single line of printable characters", name=name), exit_code=2)
    return title.strip()
