"""The theme and the settings of a Word file -> the colours that its elements name: "ffffff", or "auto" if Word chooses.

ECMA-376-1, 17.3.2.6 (theme colours with a tint or shade), 17.3.5 (shading), 20.1.6.2 (the colour scheme of a theme);
[MS-DOCX] 2.6.1 (text fills).
"""

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from wsisc.ooxml.names import W14, A, W, is_on

AUTO, NONE, WHITE = "auto", "none", "ffffff"
"""A colour that Word chooses so that it is seen, and letters without any ink."""
_HEX, _PERCENT = re.compile(r"[0-9a-f]{6}"), re.compile(r"pct([0-9]{1,3})")
# The theme of a file without one.
_OFFICE_THEME = {
    "dk1": "000000", "lt1": "ffffff", "dk2": "1f497d", "lt2": "eeece1", "accent1": "4f81bd", "accent2": "c0504d",
    "accent3": "9bbb59", "accent4": "8064a2", "accent5": "4bacc6", "accent6": "f79646", "hlink": "0000ff",
    "folHlink": "800080",
}  # fmt: skip
_THEME_PLACES = {
    "background1": "lt1", "bg1": "lt1", "light1": "lt1", "text1": "dk1", "tx1": "dk1", "t1": "dk1", "dark1": "dk1",
    "background2": "lt2", "bg2": "lt2", "light2": "lt2", "text2": "dk2", "tx2": "dk2", "t2": "dk2", "dark2": "dk2",
    "hyperlink": "hlink", "followedhyperlink": "folHlink",
}  # fmt: skip
_MAPPED_PLACES = {"background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2"}
HIGHLIGHTS = {
    "black": "000000", "blue": "0000ff", "cyan": "00ffff", "green": "00ff00", "magenta": "ff00ff", "red": "ff0000",
    "yellow": "ffff00", "white": "ffffff", "darkblue": "00008b", "darkcyan": "008b8b", "darkgreen": "006400",
    "darkmagenta": "800080", "darkred": "8b0000", "darkyellow": "808000", "darkgray": "a9a9a9", "lightgray": "d3d3d3",
}  # fmt: skip
# Of 255; a guess: colours that differ by no more in red, green and blue look the same, such as dcdcdc on white.
_TOLERANCE = 35
_MIN_OPACITY = 0.1  # a guess: letters with a smaller share of ink are not seen


@dataclass(frozen=True)
class Palette:
    """The colours of a theme by name, and how the settings map other names to these."""

    scheme: Mapping[str, str] = field(default_factory=lambda: _OFFICE_THEME)
    mapping: Mapping[str, str] = field(default_factory=dict)

    def attribute_colour(self, element: etree._Element, name: str) -> str:
        """Return the colour in an attribute of an element ("val", "color", "fill"), or in its theme attribute."""
        fallback = _parse_hex(element.get(f"{W}{name}", AUTO))
        theme, tone = ("themeFill", "themeFill") if name == "fill" else ("themeColor", "theme")
        found = self.theme_colour(element.get(f"{W}{theme}", ""))
        if found == AUTO:
            return fallback
        return _apply_tint(
            found, _parse_share(element.get(f"{W}{tone}Tint", "")), _parse_share(element.get(f"{W}{tone}Shade", ""))
        )

    def theme_colour(self, place: str) -> str:
        """Return the theme colour of a name, or "auto" for an unknown one."""
        place = self.mapping.get(_MAPPED_PLACES.get(place, ""), place)
        return self.scheme.get(_THEME_PLACES.get(place.lower(), place), AUTO)

    def shading_colour(self, holder: etree._Element | None) -> str:
        """Return the colour of the shading that properties set, or "" if they set none."""
        shade = holder.find(f"{W}shd") if holder is not None else None
        if shade is None:
            return ""
        pattern = shade.get(f"{W}val", "clear")
        fill, ink = self.attribute_colour(shade, "fill"), self.attribute_colour(shade, "color")
        if pattern in ("nil", "none"):
            return AUTO
        if pattern == "solid":
            return "000000" if ink == AUTO else ink
        if match := _PERCENT.fullmatch(pattern):
            return _mix(WHITE if fill == AUTO else fill, "000000" if ink == AUTO else ink, int(match[1]) / 100)
        return fill

    def text_fill(self, properties: etree._Element) -> str:
        """Return the text fill that run properties set: "none", a colour, "auto" for several, or "" if unset."""
        fill = properties.find(f"{W14}textFill")
        if fill is None:
            return ""
        line = properties.find(f"{W14}textOutline")
        if line is not None and line.find(f"{W14}noFill") is None and len(line):
            return AUTO  # the outlines are seen
        if fill.find(f"{W14}noFill") is not None:
            return NONE
        solid = fill.find(f"{W14}solidFill")
        return self._solid_fill(solid[0]) if solid is not None and len(solid) else AUTO

    def _solid_fill(self, colour: etree._Element) -> str:
        value = colour.get(f"{W14}val", "")
        found = _parse_hex(value) if colour.tag == f"{W14}srgbClr" else self.theme_colour(value)
        transforms = {etree.QName(node).localname: _parse_percent(node.get(f"{W14}val", "")) for node in colour}
        if 1 - transforms.get("alpha", 0.0) < _MIN_OPACITY:
            return NONE
        if found == AUTO:
            return AUTO
        hue, light, saturation = _to_hls(found)
        light = light * transforms.get("lumMod", 1.0) + transforms.get("lumOff", 0.0)
        return _apply_tint(_from_hls(hue, min(light, 1.0), saturation), transforms.get("tint"), transforms.get("shade"))


def read(theme: etree._Element | None, settings: etree._Element | None) -> Palette:
    """Return the colours of a theme, or those of Office without one."""
    scheme = dict(_OFFICE_THEME)
    colour_scheme = theme.find(f"{A}themeElements/{A}clrScheme") if theme is not None else None
    for place in colour_scheme.iterchildren(tag=etree.Element) if colour_scheme is not None else ():
        for colour in place.iterchildren(f"{A}srgbClr", f"{A}sysClr"):
            scheme[etree.QName(place).localname] = _parse_hex(colour.get("lastClr") or colour.get("val") or "")
    mapping = settings.find(f"{W}clrSchemeMapping") if settings is not None else None
    found = mapping.attrib.items() if mapping is not None else ()
    return Palette(scheme, {etree.QName(str(name)).localname: str(value) for name, value in found})


def page_colour(document: etree._Element, settings: etree._Element | None, palette: Palette) -> str:
    """Return the colour of the pages as Word shows it: white unless the settings display the background."""
    background = document.find(f"{W}background")
    is_shown = settings is not None and is_on(settings.find(f"{W}displayBackgroundShape"))
    found = palette.attribute_colour(background, "color") if background is not None and is_shown else AUTO
    return WHITE if found == AUTO else found


def are_indistinguishable(one: str, other: str) -> bool:
    """Return whether a reader cannot distinguish two colours."""
    return all(abs(a - b) <= _TOLERANCE for a, b in zip(bytes.fromhex(one), bytes.fromhex(other), strict=True))


def _parse_hex(value: str) -> str:
    found = value.lower().lstrip("#")
    return found if _HEX.fullmatch(found) else AUTO


def _to_hls(colour: str) -> tuple[float, float, float]:
    return colorsys.rgb_to_hls(*(byte / 255 for byte in bytes.fromhex(colour)))


def _from_hls(hue: float, light: float, saturation: float) -> str:
    return bytes(round(min(max(share, 0), 1) * 255) for share in colorsys.hls_to_rgb(hue, light, saturation)).hex()


def _apply_tint(colour: str, tint: float | None, shade: float | None) -> str:
    """Return a colour lightened by a tint and darkened by a shade, which are the remaining shares of the colour."""
    hue, light, saturation = _to_hls(colour)
    light = light if tint is None else light * tint + 1 - tint
    return _from_hls(hue, light if shade is None else light * shade, saturation)


def _mix(fill: str, ink: str, share: float) -> str:
    pairs = zip(bytes.fromhex(fill), bytes.fromhex(ink), strict=True)
    return bytes(round(a + (b - a) * min(share, 1)) for a, b in pairs).hex()


def _parse_share(text: str) -> float | None:
    """Return a tint or shade as a share of 1."""
    try:
        return min(max(int(text, 16), 0), 255) / 255 if text else None
    except ValueError:
        return None


def _parse_percent(text: str) -> float:
    """Return a value in thousandths of a per cent as a share of 1."""
    return int(text) / 100_000 if text.isdecimal() and len(text) < 8 else 0.0
