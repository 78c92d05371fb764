"""The XML of a Word file -> an error if it contains more than any submission; other files are read within seconds."""

from collections.abc import Iterable, Mapping

from lxml import etree

from wsisc.diagnostic import WsiscError
from wsisc.messages import t
from wsisc.ooxml.names import W

# Far above any submission: at these limits every step of an import still takes only seconds. Measured with
# tests/importer/test_large_files.py: 5,000 paragraphs, also in tables, take 5 to 8 s and 100 MB; the budget
# is 10 s and 500 MB. The other limits are guesses.
MAX_LETTERS = 50_000
MAX_RUNS = 5_000
_MAX_ELEMENTS: Mapping[str, tuple[int, str]] = {
    "p": (5_000, "paragraphs"),
    "r": (15_000, t("formatting changes")),
    "rPrChange": (15_000, t("tracked formatting changes")),
    "pPrChange": (15_000, t("tracked formatting changes")),
    "tr": (5_000, t("table rows")),
    "tc": (6_000, t("table cells")),
    "footnote": (1_000, "footnotes"),
    "endnote": (1_000, "endnotes"),
    "comment": (1_000, "comments"),
    "style": (5_000, "styles"),
    "bookmarkStart": (20_000, "bookmarks"),
    "drawing": (2_000, "images"),
    "pict": (2_000, "images"),
    "abstractNum": (5_000, t("list styles")),
    "num": (20_000, "lists"),
}


def check(roots: Iterable[etree._Element]) -> None:
    """Raise WsiscError if a file contains too many elements of a kind, or a paragraph is too long."""
    counts = dict.fromkeys(_MAX_ELEMENTS, 0)
    for root in roots:
        for name, (limit, description) in _MAX_ELEMENTS.items():
            counts[name] += sum(1 for _ in root.iter(f"{W}{name}"))
            if counts[name] > limit:
                raise _too_large_error(t("more than {limit:,} {description}", limit=limit, description=description))
        for paragraph in root.iter(f"{W}p"):
            if sum(1 for _ in paragraph.iter(f"{W}r")) > MAX_RUNS:
                raise _too_large_error(
                    t("more than {max_runs:,} formatting changes in one paragraph", max_runs=MAX_RUNS)
                )
            if sum(len(each.text or "") for each in paragraph.iter(f"{W}t", f"{W}delText")) > MAX_LETTERS:
                raise _too_large_error(t("more than {max_letters:,} letters in one paragraph", max_letters=MAX_LETTERS))


def _too_large_error(content: str) -> WsiscError:
    return WsiscError(t("the Word file contains {content}", content=content), t("check that this is the right file"))
