"""A theme -> the style sheet and the page of Word files.

Element order within `w:pPr` and `w:rPr` follows the schema of ECMA-376, Part 1, 17.3 and 17.7.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from html import escape
from string import Template
from typing import Any

from wsisc.messages import resources
from wsisc.theme import Theme, resolve_style, text_width

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS_PER_POINT = 20
_TWIPS_PER_MILLIMETRE = 1440 / 25.4
_SINGLE_LINE = 240  # w:spacing counts lines in 240ths (ECMA-376, Part 1, 17.3.1.33)
# Chinese line breaks, punctuation in the margin, and space next to Latin letters and digits (ECMA-376, Part 1, 17.3.1).
_EAST_ASIAN = "<w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/>"
_ARABIC_LINE = 1.09  # makes the lines of the text 1.4 times as high as its Arabic letters
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="RuledTable"><w:name w:val="Ruled Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:qFormat/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="{text}" w:themeColor="text1"/>'
    '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{line}"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{text}" w:themeColor="text1"/></w:tcBorders></w:tcPr>'
    "</w:tblStylePr></w:style>"
)
# Colours of the theme that Word's Design tab can replace (ECMA-376, Part 1, 17.18.97); others stay as they are.
_THEME_COLOURS = {"text": "text1", "heading": "text2", "link": "hyperlink"}
_MAJOR = ("title", "heading-1", "member-title", "toc-heading")  # roles whose font is that of headings in the Design tab
_GALLERY = ("normal", "title", "text", "list-number", "list-bullet", "quotation", "caption")  # and headings
_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
    '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val={tag} w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
    ' w:defQFormat="0" w:count="376"/>'
)


def _quote(value: str) -> str:
    return f'"{escape(value)}"'


def word_name(role: str, style: Mapping[str, Any]) -> str:
    """Return the name of a role's Word style: its own, or the role's words with capitals."""
    return str(style.get("word") or " ".join(word.capitalize() for word in role.split("-")))


def style_id(name: str) -> str:
    """Return the id that Word and Pandoc derive from the name of a style: "heading 1" is Heading1."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def heading_style(theme: Theme, meaning: str, level: int) -> str:
    """Return the name of the Word style of a heading: what it begins, at its level in the outline."""
    usual = f"heading-{level}"
    name = word_name(usual, theme.styles[usual])
    return name if theme.meanings.get(meaning, usual) == usual else f"{name} {meaning}"


def _heading_variant(theme: Theme, meaning: str, level: int) -> str:
    """Return the style of headings that are at another level than headings of their look usually are."""
    look = resolve_style(theme, theme.meanings[meaning])
    variant = {**look, "outline": level, "based-on": f"heading-{level}", "next": "text"}
    return _paragraph_style(theme, variant, heading_style(theme, meaning, level))


def prompt_style(theme: Theme, meaning: str) -> str:
    """Return the name of the Word style of the prompt after a label: it has the space above of that heading."""
    is_usual = _prompt_space(theme, meaning) == theme.styles["prompt"].get("before", 0)
    return "Prompt" if is_usual else f"Prompt {meaning.capitalize()}"


def _prompt_space(theme: Theme, meaning: str) -> float:
    return float(resolve_style(theme, theme.meanings.get(meaning, "prompt"))["before"])


def _prompt_variant(theme: Theme, meaning: str) -> str:
    space = {"before": _prompt_space(theme, meaning), "based-on": "prompt", "next": "text"}
    return _paragraph_style(theme, space, prompt_style(theme, meaning), "prompt")


def styles_xml(theme: Theme, tag: str, headings: Collection[tuple[str, int]] = (), writing: str = "") -> str:
    """Return word/styles.xml for documents in the language `tag` (BCP 47).

    `writing` is "right-to-left" or "east-asian" where all text is so, otherwise "".
    `headings` are the meaning and the level of each heading, for which there are styles beyond those of the theme.
    """
    theme = _turn_right_to_left(theme) if writing == "right-to-left" else theme
    theme = _set_normal(theme, {"east-asian": True}) if writing == "east-asian" else theme
    variants = [
        (meaning, level)
        for meaning, level in sorted(headings)
        if theme.meanings.get(meaning, "") not in ("", f"heading-{level}")
    ]
    parts = [
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{_W}">',
        _DEFAULTS.format(fonts=_font_properties(theme, "text"), tag=_quote(tag)),
        *(_paragraph_style(theme, style, word_name(role, style), role) for role, style in theme.styles.items()),
        *(_heading_variant(theme, *variant) for variant in variants),
        *(
            _prompt_variant(theme, each)
            for each in sorted({meaning for meaning, _ in headings} & {"part", "item"})
            if prompt_style(theme, each) != "Prompt"
        ),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        *(_character_style(theme, role) for role in theme.characters),
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
        _TABLES.format(**theme.colours),
        "</w:styles>",
    ]
    return "".join(parts)


def _turn_right_to_left(theme: Theme) -> Theme:
    """Return a theme with wider lines, in which the base of all styles is right-to-left.

    LibreOffice puts the rule above footnotes at the right only for the sake of that style. In such paragraphs "left" is
    where lines begin (ECMA-376, Part 1, 17.18.44, as Word reads it), so numbers are at the right with it.
    """
    styles = {
        role: {**style, "line": style["line"] * _ARABIC_LINE} if "line" in style else style
        for role, style in theme.styles.items()
    }
    # LibreOffice reads "left" so only in a style that is right-to-left by itself.
    start: dict[str, Any] = {"align": "left", "right-to-left": True}
    numbers = {role: {**styles[role], **start} for role in styles if role.endswith("table-number")}
    return _set_normal(replace(theme, styles=styles | numbers), {"right-to-left": True})


def _set_normal(theme: Theme, values: Mapping[str, Any]) -> Theme:
    """Return a theme with other values of the base of all styles."""
    return replace(theme, styles={**theme.styles, "normal": {**theme.styles["normal"], **values}})


def section_xml(theme: Theme, header: str = "", template: str = "templates/docx/section.xml") -> str:
    """Return the `w:sectPr` of the page: size, margins, references to headers, and the footer (not on the cover)."""
    measures = {name: str(round(value * _TWIPS_PER_MILLIMETRE)) for name, value in theme.page.items()}
    return Template(resources.text(template)).substitute(measures, header=header)


def _paragraph_style(theme: Theme, style: Mapping[str, Any], name: str, role: str = "heading") -> str:
    links = "".join(
        f"<w:{element} w:val={_quote(style_id(word_name(style[key], theme.styles[style[key]])))}/>"
        for element, key in (("basedOn", "based-on"), ("next", "next"))
        if key in style
    )
    default = ' w:default="1"' if name == "Normal" else ""
    custom = "" if "word" in style else ' w:customStyle="1"'
    is_listed = role in _GALLERY or role.startswith("heading")
    rank = "<w:qFormat/>" if is_listed else '<w:uiPriority w:val="99"/>'
    fonts = _font_properties(theme, "heading") if role in _MAJOR else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId={_quote(style_id(name))}>'
        f"<w:name w:val={_quote(name)}/>{links}{rank}"
        f"<w:pPr>{paragraph_properties(theme, style)}</w:pPr>"
        f"<w:rPr>{fonts}{run_properties(theme, style)}</w:rPr></w:style>"
    )


def _character_style(theme: Theme, role: str) -> str:
    style = theme.characters[role]
    name = word_name(role, style)
    custom = "" if "word" in style else ' w:customStyle="1"'
    return (
        f'<w:style w:type="character"{custom} w:styleId={_quote(style_id(name))}><w:name w:val={_quote(name)}/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
        f"<w:rPr>{run_properties(theme, style)}</w:rPr></w:style>"
    )


def paragraph_properties(theme: Theme, style: Mapping[str, Any]) -> str:
    """Return the XML of the properties of a style that are of paragraphs, in the order of the schema."""
    width = text_width(theme)
    flags = {
        "keep": "<w:keepNext/><w:keepLines/>",
        "page-break": "<w:pageBreakBefore/>",
        "leader": f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>',
        "tab": f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>',
        "east-asian": _EAST_ASIAN,
        "right-to-left": "<w:bidi/>",
    }
    parts = [element for name, element in flags.items() if style.get(name)]
    if style.get("keep") is False:
        parts.append('<w:keepNext w:val="0"/><w:keepLines w:val="0"/>')
    if "numbering" in style:
        parts.insert(0, f'<w:numPr><w:numId w:val="{style["numbering"]}"/></w:numPr>')
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


def _font_properties(theme: Theme, role: str) -> str:
    """Return the fonts of a role. Those of the text are the theme's, which Word's Design tab can replace."""
    if role in ("text", "heading"):
        kind = "major" if role == "heading" else "minor"
        names = {"ascii": f"{kind}HAnsi", "hAnsi": f"{kind}HAnsi", "eastAsia": f"{kind}EastAsia", "cs": f"{kind}Bidi"}
        themed = "".join(f' w:{"cstheme" if name == "cs" else f"{name}Theme"}="{each}"' for name, each in names.items())
        return f"<w:rFonts{themed}/>"
    font, arabic = (_quote(theme.fonts[each]["word"]) for each in (role, "arabic" if role == "text" else role))
    return f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={arabic}/>"


def run_properties(theme: Theme, style: Mapping[str, Any]) -> str:
    """Return the XML of the properties of a style that are of runs, in the order of the schema."""
    parts = []
    if "font" in style:
        parts.append(_font_properties(theme, style["font"]))
    for name, element in (("bold", "b"), ("italic", "i")):
        if name in style:
            off = "" if style[name] else ' w:val="0"'
            parts.append(f"<w:{element}{off}/><w:{element}Cs{off}/>")
    if "colour" in style:
        name = style["colour"]
        themed = f' w:themeColor="{_THEME_COLOURS[name]}"' if name in _THEME_COLOURS else ""
        parts.append(f'<w:color w:val="{theme.colours[name]}"{themed}/>')
    if "size" in style:
        arabic = style.get("arabic", theme.styles["normal"]["arabic"])
        parts.append(f'<w:sz w:val="{round(style["size"] * 2)}"/><w:szCs w:val="{round(style["size"] * 2 * arabic)}"/>')
    if "underline" in style:
        parts.append(f'<w:u w:val="{"single" if style["underline"] else "none"}"/>')
    if style.get("superscript"):
        parts.append('<w:vertAlign w:val="superscript"/>')
    return "".join(parts)
