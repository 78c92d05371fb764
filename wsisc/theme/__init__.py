"""`templates/themes/<name>.yaml`, or a repository's own file -> a theme: the look of documents, as writers read it.

A theme is based on another and has only what differs from that. Sizes and spaces are points, page measures millimetres.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

from wsisc import source
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import WsiscError, excerpt

DEFAULT = "cstd"
"""The theme of a call that names none, on which all others are based."""
_POINTS_PER_MILLIMETRE = 72 / 25.4
_TWIPS_PER_MILLIMETRE = 1440 / 25.4
_MAX_PAGE_SHARE = 0.8  # of the text's height; a guess: the rest is enough for a caption of several lines
_TABLES = ("page", "fonts", "colours", "dark", "styles", "characters", "meanings", "compendium")
# What headings of a compendium begin, besides the parts of submissions -> their styles.
_COMPENDIUM_MEANINGS = {"group": "group", "passage": "passage"}
_STYLE_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(("bold", "italic", "underline", "keep", "page-break"), False),
    **dict.fromkeys(("before", "after", "indent-left", "indent-right", "outline"), 0),
    "align": "left",
    "line": 1.0,
}


@dataclass(frozen=True)
class Theme:
    """The look of a document. `text` is the content of its file, "" for a built-in theme.

    `compendium` has the styles of a compendium that differ, or come to them.
    """

    name: str
    text: str
    page: Mapping[str, float] = field(hash=False)  # a mapping, as are all that follow
    fonts: Mapping[str, Mapping[str, str]] = field(hash=False)
    colours: Mapping[str, str] = field(hash=False)
    dark: Mapping[str, str] = field(hash=False)
    styles: Mapping[str, Mapping[str, Any]] = field(hash=False)
    characters: Mapping[str, Mapping[str, Any]] = field(hash=False)
    meanings: Mapping[str, str] = field(hash=False)
    compendium: Mapping[str, Mapping[str, Any]] = field(hash=False)


def names() -> tuple[str, ...]:
    """Return the names of the built-in themes."""
    return resources.names("templates/themes", ".yaml")


@cache
def load(name: str = DEFAULT) -> Theme:
    """Return a built-in theme. Raises WsiscError where its file is missing."""
    return replace(from_text(name, resources.text(f"templates/themes/{name}.yaml")), text="")


@lru_cache(32)  # the texts of strangers are among them
def from_text(name: str, text: str) -> Theme:
    """Return the theme of a file's content, which must satisfy `checker.check`."""
    merged = merge(name, source.read(text.encode(), f"{name}.yaml").data)
    return Theme(name, text, *(merged[table] for table in _TABLES))


def merge(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a theme's file, merged into that of the built-in theme on which it is based."""
    if name == DEFAULT:
        return dict(data)
    base = load(data.get("based-on", DEFAULT))
    return _merge_tables({table: getattr(base, table.replace("-", "_")) for table in _TABLES}, data)


def _merge_tables(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return nested tables with changes to some of their values, in the order of the base."""
    merged = dict(base)
    for key, value in changes.items():
        merged[key] = _merge_tables(merged.get(key, {}), value) if isinstance(value, Mapping) else value
    return merged


@lru_cache(32)
def for_compendium(theme: Theme) -> Theme:
    """Return a theme with the styles of a compendium, where each heading has the look it has alone, a level deeper."""
    deeper = {f"heading-{level}": f"heading-{level + 1}" for level in range(1, 6)}
    headings = {
        new: {
            **theme.styles[role],
            "word": new.replace("-", " "),
            "based-on": deeper.get(theme.styles[role]["based-on"], "normal"),
            "outline": theme.styles[role]["outline"] + 1,
        }
        for role, new in deeper.items()
    }
    meanings = {meaning: deeper[role] for meaning, role in theme.meanings.items()}
    styles = {**theme.styles, **headings, **theme.compendium}
    return replace(theme, styles=styles, meanings={**meanings, **_COMPENDIUM_MEANINGS})


def resolve_style(theme: Theme, role: str) -> dict[str, Any]:
    """Return all properties of a style, including those of the styles it is based on."""
    style = theme.styles[role]
    base = resolve_style(theme, style["based-on"]) if "based-on" in style else _STYLE_DEFAULTS
    return {
        **base,
        "page-break": False,
        **{name: style[name] for name in style if name not in ("word", "based-on", "next")},
    }


def text_width(theme: Theme, is_turned: bool = False) -> int:
    """Return the width between the margins, in twentieths of a point; that of a page that is turned on its side."""
    page = theme.page
    return round((page["height" if is_turned else "width"] - page["left"] - page["right"]) * _TWIPS_PER_MILLIMETRE)


def figure_size_limit(theme: Theme) -> tuple[float, float]:
    """Return the maximum width and height of a figure, in points: those of the text, less room for the caption."""
    page = theme.page
    width, height = page["width"] - page["left"] - page["right"], page["height"] - page["top"] - page["bottom"]
    return width * _POINTS_PER_MILLIMETRE, height * _POINTS_PER_MILLIMETRE * _MAX_PAGE_SHARE


class Themes(NamedTuple):
    """The known themes: the built-in ones, and `own`: the contents of a repository's files by name.

    `invalid` maps own themes that cannot be used to the reason; among them are those with the name of a built-in one.
    """

    own: Mapping[str, str] = {}
    invalid: Mapping[str, str] = {}

    def names(self) -> list[str]:
        """Return the names of the themes, in alphabetical order."""
        return sorted({*names(), *self.own})

    def load(self, name: str) -> Theme:
        """Return the theme with a name. Raises WsiscError if it does not exist, or its file is invalid."""
        if name in self.invalid:
            raise WsiscError(
                t("themes/{name}.yaml cannot be used: {invalid}", name=name, invalid=self.invalid[name]), exit_code=2
            )
        if name in self.own:
            return from_text(name, self.own[name])
        if name not in names():
            problem = t(
                'the theme "{name}" does not exist; use one of {names}',
                name=excerpt(name),
                names=", ".join(self.names()),
            )
            raise WsiscError(problem, exit_code=2)
        return load(name)


BUILT_IN = Themes()
