"""The XML of a Word file -> an error if it contains more than any submission; other files are read within seconds."""

from collections.abc import Iterable, Mapping

from lxml import etree

from wsisc.diagnostic import WsiscError
from wsisc.readers.office_xml import W

# Guesses, far above any submission: at these limits every step of an import still takes only seconds.
MAX_LETTERS = 50_000
MAX_RUNS = 5_000
_MAX_ELEMENTS: Mapping[str, tuple[int, str]] = {
    "p": (3_000, "paragraphs"),
    "r": (15_000, "formatting changes"),
    "rPrChange": (15_000, "tracked formatting changes"),
    "pPrChange": (15_000, "tracked formatting changes"),
    "tr": (3_000, "table rows"),
    "tc": (6_000, "table cells"),
    "footnote": (1_000, "footnotes"),
    "endnote": (1_000, "endnotes"),
    "comment": (1_000, "comments"),
    "style": (5_000, "styles"),
    "bookmarkStart": (20_000, "bookmarks"),
    "drawing": (2_000, "images"),
    "pict": (2_000, "images"),
    "abstractNum": (5_000, "list styles"),
    "num": (20_000, "lists"),
}


def check(roots: Iterable[etree._Element]) -> None:
    """Raise WsiscError if a file contains too many elements of a kind, or a paragraph is too long."""
    counts = dict.fromkeys(_MAX_ELEMENTS, 0)
    for root in roots:
        for name, (limit, description) in _MAX_ELEMENTS.items():
            counts[name] += sum(1 for _ in root.iter(f"{W}{name}"))
            if counts[name] > limit:
                raise _too_large_error(f"more than {limit:,} {description}")
        for paragraph in root.iter(f"{W}p"):
            if sum(1 for _ in paragraph.iter(f"{W}r")) > MAX_RUNS:
                raise _too_large_error(f"more than {MAX_RUNS:,} formatting changes in one paragraph")
            if sum(len(each.text or "") for each in paragraph.iter(f"{W}t", f"{W}delText")) > MAX_LETTERS:
                raise _too_large_error(f"more than {MAX_LETTERS:,} letters in one paragraph")


def _too_large_error(content: str) -> WsiscError:
    return WsiscError(f"the Word file contains {content}", "check that this is the right file")
