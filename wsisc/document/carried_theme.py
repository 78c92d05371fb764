"""The theme that a document carries -> the theme to build it with again, and why it cannot be used.

A theme that is not built in is data: it is parsed, and used only if `theme.theme_check` finds no fault in it. Otherwise
the default theme is used.
"""

from typing import NamedTuple

from wsisc import theme
from wsisc.document.provenance import SourcePackage
from wsisc.messages import t
from wsisc.messages.diagnostic import excerpt
from wsisc.theme import Theme, theme_check


class CarriedTheme(NamedTuple):
    """The theme to build a document with; `fault` says why it is not the one that the document names."""

    look: Theme
    fault: str = ""


def read(package: SourcePackage) -> CarriedTheme:
    """Return the theme that a document carries."""
    name, text = package.theme, package.theme_text
    if not text and name in theme.names():
        return CarriedTheme(theme.load(name))
    fault = theme_check.find_fault(text, name) if text else t("it is not built in, and its text is missing")
    if fault:
        return CarriedTheme(
            theme.load(), t("the embedded theme {name} cannot be used: {fault}", name=excerpt(name), fault=fault)
        )
    return CarriedTheme(theme.from_text(name, text))
