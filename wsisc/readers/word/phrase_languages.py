"""A run of a Word file -> the language of the foreign phrase that it is in.

Programs mark the language of any words as they like, so only the style of a run says that somebody named it. In links,
LibreOffice drops such a style, but not the width of letters: there the usual width, which nobody sees, says so.
"""

from lxml import etree

from wsisc.document import foreign_phrases
from wsisc.ooxml.names import W, value
from wsisc.readers.word.styles import Styles
from wsisc.source.markup import languages

_STYLE = "foreign phrase"  # templates/themes/cstd.yaml
_USUAL_WIDTH = "100"


def read_language(run: etree._Element, styles: Styles) -> str:
    """Return the code of the language of a run in a phrase, its tag if it is not known, or "" outside of phrases.

    Word reads another attribute of `w:lang` for letters of some scripts (ECMA-376, Part 1, 17.3.2.20).
    """
    properties = run.find(f"{W}rPr")
    element = None if properties is None else properties.find(f"{W}lang")
    if element is None or not (_has_style(run, styles) or _has_link_mark(run, styles)):
        return ""
    words = "".join(text.text or "" for text in run.iter(f"{W}t", f"{W}delText"))
    script = foreign_phrases.script_of_words(words)
    names = (*((script.word_attribute,) if script else ()), "val")
    tag = next((tag for name in names if (tag := element.get(f"{W}{name}"))), "")
    known = languages.find_by_tag(tag)
    return known.code if known else tag


def link_mark() -> etree._Element:
    """Return the property of a run that says, in a link, that its language is named."""
    return etree.Element(f"{W}w", {f"{W}val": _USUAL_WIDTH})


def _has_style(run: etree._Element, styles: Styles) -> bool:
    style = styles.by_id.get(value(run.find(f"{W}rPr"), "rStyle"))
    return style is not None and style.name.lower() == _STYLE


def _has_link_mark(run: etree._Element, styles: Styles) -> bool:
    is_link = any(ancestor.tag == f"{W}hyperlink" for ancestor in run.iterancestors())
    return styles.is_from_wsisc and is_link and value(run.find(f"{W}rPr"), "w") == _USUAL_WIDTH
