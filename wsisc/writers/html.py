"""A submission -> one self-contained HTML page: its style sheet is inside, and it needs no script.

Pandoc writes the body; `templates/html/` contains the frame of the page and its style sheet.
"""

import base64
import json
import re
from functools import cache
from html import escape
from typing import Any

from markupsafe import Markup

from wsisc import theme
from wsisc.document import checksum, fonts, foreign_phrases, integrity, outline, provenance, templates
from wsisc.document.manuscript import Manuscript
from wsisc.readers import page_text as reader
from wsisc.theme import Theme
from wsisc.writers import markdown

_IMAGE = re.compile(r'<img data-figure="([^"]+)">')
# Arrows to which Pandoc appends a variation selector, and what replaces them while Pandoc runs.
_ARROWS = {"↩": "\ufdd2", "↔": "\ufdd3"}
# Headings of the contents: parts, their items, and themes.
_LISTED_HEADING = re.compile(r'<h([2-6]) class="(?:part|item|theme)" id="([^"]+)">(.*?)</h\1>', re.DOTALL)
_BACK_LINK = re.compile(r'(<a href="#fnref(\d+)" class="footnote-back" role="doc-backlink")>')
_EMPTY_HEADER = re.compile(r"<th( style=\"[^\"]*\")?></th>")
_PIXELS_PER_POINT = 96 / 72
_ELEMENTS = {
    "title": "h1",
    **{f"heading-{level}": f"h{level + 1}" for level in range(1, 6)},
    "heading-6": '[aria-level="7"]',
    "figure": "figure",
    "caption": "figcaption",
    "prompt": ".prompt,.run-in>p",
}
_A4, _COVER_REST, _DRAFT_MARK = (210, 297), 10, 4  # millimetres
_SCREEN_SIZE = 106.25 / 12  # of what browsers use for text, per cent for each point
_CLASS_ROLES = (
    "draft",
    "to-be-completed",
    "member-title",
    "toc-1",
    "index-entry",
    "where",
    "passage",
    "group",
    "prompt",
)
_ALIGN = {"left": "start", "center": "center", "both": "start", "right": "end"}


class HtmlDocument:
    """The page of a submission. Pandoc starts when it is created."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript, self._blocks = manuscript, outline.build(manuscript)
        filters = (*foreign_phrases.spacing_filters(manuscript.locale), "html/filter.lua")
        self._conversion = markdown.convert(manuscript, self._blocks, "html5", *filters, protect=protect_arrows)

    def finish(self) -> bytes:
        """Return the page.

        Raises WsiscError if Pandoc fails, or if the words of the page differ from those of the source.
        """
        submission, locale = self._manuscript.submission, self._manuscript.locale
        body = complete_body(self._conversion.result().decode(), self._manuscript)
        page = templates.load("html", "page.html.j2").render(
            title=submission.title,
            draft=self._manuscript.draft,
            author=submission.entity.name,
            subject=outline.subject(self._manuscript.call, locale),
            locale=locale,
            style=Markup(
                build_style_sheet(self._manuscript.look, locale.wording["draft"] if self._manuscript.draft else "")
            ),
            source=Markup(self._source_package()),
            contents=[(head[1], head[2], Markup(head[3].removesuffix(":"))) for head in _LISTED_HEADING.finditer(body)],
            body=Markup(body),
        )
        expected = integrity.expected_words(submission, self._blocks)
        integrity.refuse_difference(integrity.find_difference(expected, reader.extract_words(page)))
        return checksum.add_to_page(page.encode())

    def cancel(self) -> None:
        """Stop Pandoc."""
        self._conversion.cancel()

    def _source_package(self) -> str:
        """Return the source package as inert script data, or "" if the page must not embed it."""
        if not self._manuscript.embed:
            return ""
        from wsisc.writers import source  # loaded while Pandoc runs

        return provenance.pack(source.build_package(self._manuscript)).replace("<", "\\u003c")


def protect_arrows(text: str) -> str:
    """Return Markdown whose arrows survive Pandoc; `complete_body` restores them."""
    for arrow, place in _ARROWS.items():
        text = text.replace(arrow, place)
    return text


def complete_body(body: str, manuscript: Manuscript) -> str:
    """Return Pandoc's body with names for screen readers, scrollable tables, and images."""
    wording = manuscript.locale.wording
    for arrow, place in _ARROWS.items():
        body = body.replace(place, arrow)
    body = body.replace('role="doc-endnotes">', f'role="doc-endnotes" aria-label="{escape(wording["footnotes"])}">')
    body = _BACK_LINK.sub(rf'\1 aria-label="{escape(wording["back"])} (\2)">', body)
    body = _EMPTY_HEADER.sub(r"<td\1></td>", body)  # an empty header has no name for screen readers
    body = body.replace("<th style", '<th scope="col" style').replace("<th>", '<th scope="col">')
    body = _IMAGE.sub(lambda match: _image_element(match[1], manuscript), body)
    opened = f'<div class="table" role="group" tabindex="0" aria-label="{escape(wording["table"])}">\n<table>'
    return body.replace("\n<table>", f"\n{opened}").replace("</table>", "</table>\n</div>")


def _image_element(name: str, manuscript: Manuscript) -> str:
    """Return an image as an element that contains the file; a decorative image has an empty alternative text."""
    image = manuscript.images[name]
    points = image.size_within(*theme.figure_size_limit(manuscript.look))
    width, height = (round(value * _PIXELS_PER_POINT) for value in points)
    data = base64.b64encode(image.content).decode()
    alt = escape(manuscript.submission.figures[name].alt)
    return f'<img src="data:image/{image.format};base64,{data}" width="{width}" height="{height}" alt="{alt}">'


@cache
def build_style_sheet(look: Theme, mark: str = "") -> str:
    """Return the style sheet of a theme. `mark` is printed at the top of every page of a draft."""
    base = theme.resolve_style(look, "text")["size"]
    styles = {
        _ELEMENTS.get(role, f".{role}"): _style_values(theme.resolve_style(look, role), base)
        for role in look.styles
        if role in _ELEMENTS or role in _CLASS_ROLES or role.startswith("cover-")
    }
    meanings = {f"main .{meaning}": styles[_ELEMENTS.get(role, f".{role}")] for meaning, role in look.meanings.items()}
    names = dict.fromkeys(font[kind] for font in look.fonts.values() for kind in ("word", "pdf"))
    generic = fonts.families()[look.fonts["text"]["pdf"]]["generic"]
    page, (width, height) = look.page, (look.page["width"], look.page["height"])
    values = {
        "colours": look.colours,
        "dark": look.dark,
        "styles": styles | meanings,
        "fonts": ", ".join([*(f'"{name}"' for name in names), generic]),
        "page": page,
        "paper": "A4" if (width, height) == _A4 else f"{width}mm {height}mm",
        "cover_height": height - page["top"] - page["bottom"] - (_DRAFT_MARK if mark else 0) - _COVER_REST,
        "size": base,
        "arabic": look.styles["normal"]["arabic"],
        "screen_size": _SCREEN_SIZE * base,
        "mark": json.dumps(mark),
    }
    return templates.load("html", "style.css.j2").render(values)


def _style_values(style: dict[str, Any], base: float) -> dict[str, Any]:
    return {
        "size": round(style["size"] / base, 3),
        "weight": 700 if style["bold"] else 400,
        "slant": "italic" if style["italic"] else "normal",
        "line": "underline" if style["underline"] else "",
        "align": _ALIGN[style["align"]],
        "colour": style["colour"],
    }
