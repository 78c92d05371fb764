"""The page of a submission, as the writer makes it -> what stands in it, for a page with another frame."""

import re
from dataclasses import dataclass

_STYLE = re.compile(r"<style>\n(.*?)\n</style>", re.DOTALL)
_MAIN = re.compile(r"<main>\n(.*)\n</main>", re.DOTALL)
_ID = re.compile(r'<h[1-6][^>]* id="([^"]+)"')
_FIRST = "title"


@dataclass(frozen=True)
class PageBody:
    """The words of a page as HTML, its style sheet, and the names of its headings."""

    content: str
    style: str
    anchors: frozenset[str]

    def anchor(self, *places: str) -> str:
        """Return the name of the first place that the page has, as the writer calls it; else that of its beginning."""
        for place in places:
            for name in (place, f"{place}-section"):
                if place and name in self.anchors:
                    return name
        return _FIRST


def read(page: str) -> PageBody:
    """Return what stands in a page that wsisc/writers/html.py made."""
    style, main = _STYLE.search(page), _MAIN.search(page)
    assert style
    assert main
    return PageBody(main[1], style[1], frozenset(_ID.findall(main[1])))
