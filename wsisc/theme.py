"""`templates/theme.yaml` -> the look of documents: their styles and page, and the style sheet of Word files.

Element order within `w:pPr` and `w:rPr` follows the schema of ECMA-376, Part 1, 17.3 and 17.7.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from string import Template
from typing import Any

from wsisc import resources, source

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS_PER_POINT = 20
_TWIPS_PER_MILLIMETRE = 1440 / 25.4
_POINTS_PER_MILLIMETRE = 72 / 25.4
_SINGLE_LINE = 240  # w:spacing counts lines in 240ths (ECMA-376, Part 1, 17.3.1.33)
_MAX_PAGE_SHARE = 0.8  # of the text's height; a guess: the rest is enough for a caption of several lines
_TABLE_GRID = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    '<w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/></w:tcPr></w:tblStylePr></w:style>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{{line}}"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
    '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val={tag} w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
    ' w:defQFormat="0" w:count="376"/>'
)


def _quote(value: str) -> str:
    return f'"{escape(value)}"'


@dataclass(frozen=True)
class Theme:
    """The look of every document, as defined in templates/theme.yaml."""

    page: Mapping[str, float]
    fonts: Mapping[str, Mapping[str, str]]
    colours: Mapping[str, str]
    dark: Mapping[str, str]
    styles: Mapping[str, Mapping[str, Any]]
    characters: Mapping[str, Mapping[str, Any]]


@cache
def load() -> Theme:
    """Return the theme. Raises WsiscError where its file is missing."""
    path = "templates/theme.yaml"
    data = source.read(resources.text(path).encode(), path).data
    return Theme(data["page"], data["fonts"], data["colours"], data["dark"], data["styles"], data["characters"])


@cache
def load_compendium() -> Theme:
    """Return the theme of a compendium. Raises WsiscError where the file of the theme is missing."""
    path = "templates/theme.yaml"
    own = source.read(resources.text(path).encode(), path).data["compendium"]
    return replace(load(), styles={**load().styles, **own})


_STYLE_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(("bold", "italic", "keep", "page-break"), False),
    **dict.fromkeys(("before", "after", "indent-left", "indent-right", "outline"), 0),
    "align": "left",
    "line": 1.0,
}


def resolve_style(theme: Theme, role: str) -> dict[str, Any]:
    """Return all properties of a style, including those of the styles it is based on."""
    style = theme.styles[role]
    base = resolve_style(theme, style["based-on"]) if "based-on" in style else _STYLE_DEFAULTS
    return {
        **base,
        "page-break": False,
        **{name: style[name] for name in style if name not in ("word", "based-on", "next")},
    }


def word_name(role: str, style: Mapping[str, Any]) -> str:
    """Return the name of a role's Word style: its own, or the role's words with capitals."""
    return str(style.get("word") or " ".join(word.capitalize() for word in role.split("-")))


def style_id(name: str) -> str:
    """Return the id that Word and Pandoc derive from the name of a style: "heading 1" is Heading1."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def styles_xml(theme: Theme, tag: str) -> str:
    """Return word/styles.xml for documents in the language `tag` (BCP 47)."""
    font = _quote(next(iter(theme.fonts.values()))["word"])
    parts = [
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{_W}">',
        _DEFAULTS.format(font=font, tag=_quote(tag)),
        *(_paragraph_style(theme, role) for role in theme.styles),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        *(_character_style(theme, role) for role in theme.characters),
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
        _TABLE_GRID.format(borders=_BORDERS.format(**theme.colours), shade=theme.colours["shade"]),
        "</w:styles>",
    ]
    return "".join(parts)


def section_xml(theme: Theme, header: str = "", template: str = "templates/docx/section.xml") -> str:
    """Return the `w:sectPr` of the page: size, margins, references to headers, and the footer (not on the cover)."""
    measures = {name: str(round(value * _TWIPS_PER_MILLIMETRE)) for name, value in theme.page.items()}
    return Template(resources.text(template)).substitute(measures, header=header)


def text_width(theme: Theme) -> int:
    """Return the width between the margins, in twentieths of a point."""
    page = theme.page
    return round((page["width"] - page["left"] - page["right"]) * _TWIPS_PER_MILLIMETRE)


def figure_size_limit(theme: Theme) -> tuple[float, float]:
    """Return the maximum width and height of a figure, in points: those of the text, less room for the caption."""
    page = theme.page
    width, height = page["width"] - page["left"] - page["right"], page["height"] - page["top"] - page["bottom"]
    return width * _POINTS_PER_MILLIMETRE, height * _POINTS_PER_MILLIMETRE * _MAX_PAGE_SHARE


def _paragraph_style(theme: Theme, role: str) -> str:
    style = theme.styles[role]
    name = word_name(role, style)
    links = "".join(
        f"<w:{element} w:val={_quote(style_id(word_name(style[key], theme.styles[style[key]])))}/>"
        for element, key in (("basedOn", "based-on"), ("next", "next"))
        if key in style
    )
    default = ' w:default="1"' if name == "Normal" else ""
    custom = "" if "word" in style else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId={_quote(style_id(name))}>'
        f"<w:name w:val={_quote(name)}/>{links}<w:qFormat/>"
        f"<w:pPr>{_paragraph_properties(style)}</w:pPr><w:rPr>{_run_properties(theme, style)}</w:rPr></w:style>"
    )


def _character_style(theme: Theme, role: str) -> str:
    style = theme.characters[role]
    name = word_name(role, style)
    return (
        f'<w:style w:type="character" w:styleId={_quote(style_id(name))}><w:name w:val={_quote(name)}/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
        f"<w:rPr>{_run_properties(theme, style)}</w:rPr></w:style>"
    )


def _paragraph_properties(style: Mapping[str, Any]) -> str:
    width = text_width(load())
    flags = {
        "keep": "<w:keepNext/><w:keepLines/>",
        "page-break": "<w:pageBreakBefore/>",
        "leader": f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>',
    }
    parts = [element for name, element in flags.items() if style.get(name)]
    spacing = {name: round(style[name] * _TWIPS_PER_POINT) for name in ("before", "after") if name in style}
    if "line" in style:
        spacing["line"] = round(style["line"] * _SINGLE_LINE)
    if spacing:
        rule = ' w:lineRule="auto"' if "line" in spacing else ""
        parts.append("<w:spacing" + "".join(f' w:{name}="{value}"' for name, value in spacing.items()) + rule + "/>")
    indents = {side: style[f"indent-{side}"] for side in ("left", "right") if f"indent-{side}" in style}
    if indents:
        sides = "".join(f' w:{side}="{round(value * _TWIPS_PER_POINT)}"' for side, value in indents.items())
        parts.append(f"<w:ind{sides}/>")
    if "align" in style:
        parts.append(f'<w:jc w:val="{style["align"]}"/>')
    if "outline" in style:
        parts.append(f'<w:outlineLvl w:val="{style["outline"] - 1}"/>')
    return "".join(parts)


def _run_properties(theme: Theme, style: Mapping[str, Any]) -> str:
    parts = []
    if "font" in style:
        font = _quote(theme.fonts[style["font"]]["word"])
        parts.append(f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>")
    for name, element in (("bold", "b"), ("italic", "i")):
        if name in style:
            off = "" if style[name] else ' w:val="0"'
            parts.append(f"<w:{element}{off}/><w:{element}Cs{off}/>")
    if "colour" in style:
        parts.append(f'<w:color w:val="{theme.colours[style["colour"]]}"/>')
    if "size" in style:
        half_points = round(style["size"] * 2)
        parts.append(f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>')
    if style.get("underline"):
        parts.append('<w:u w:val="single"/>')
    if style.get("superscript"):
        parts.append('<w:vertAlign w:val="superscript"/>')
    return "".join(parts)
