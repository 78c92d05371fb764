"""The page of a submission from the HTML writer -> its contents, for a page with another frame."""

import re
from dataclasses import dataclass

_STYLE = re.compile(r"<style>\n(.*?)\n</style>", re.DOTALL)
_MAIN = re.compile(r"<main>\n(.*)\n</main>", re.DOTALL)
_ID = re.compile(r'<h[1-6][^>]* id="([^"]+)"')
_FIRST = "title"


@dataclass(frozen=True)
class PageBody:
    """The contents of a page as HTML, its style sheet, and the ids of its headings."""

    content: str
    style: str
    anchors: frozenset[str]

    def anchor(self, *places: str) -> str:
        """Return the id of the first place that the page has, as the writer names it, otherwise that of its title."""
        for place in places:
            for name in (place, f"{place}-section"):
                if place and name in self.anchors:
                    return name
        return _FIRST


def read(page: str) -> PageBody:
    """Return the contents of a page that writers/html.py built."""
    style, main = _STYLE.search(page), _MAIN.search(page)
    assert style
    assert main
    return PageBody(main[1], style[1], frozenset(_ID.findall(main[1])))
