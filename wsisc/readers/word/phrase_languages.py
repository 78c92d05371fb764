"""A run of a Word file -> the language of the foreign phrase that it is in.

Programs mark the language of any words as they like, so only the style of a run says that somebody named it.
"""

from lxml import etree

from wsisc.document import foreign_phrases
from wsisc.markup import languages
from wsisc.readers.office_xml import W, value
from wsisc.readers.word.styles import Styles

_STYLES = ("foreign phrase", "foreign link")  # templates/themes/cstd.yaml


def read_language(run: etree._Element, styles: Styles) -> str:
    """Return the code of the language of a run in a phrase, its tag if it is not known, or "" outside of phrases.

    Word reads another attribute of `w:lang` for letters of some scripts (ECMA-376, Part 1, 17.3.2.20).
    """
    properties = run.find(f"{W}rPr")
    style = styles.by_id.get(value(properties, "rStyle"))
    element = None if properties is None else properties.find(f"{W}lang")
    if style is None or style.name.lower() not in _STYLES or element is None:
        return ""
    words = "".join(each.text or "" for each in run.iter(f"{W}t", f"{W}delText"))
    script = foreign_phrases.script_of_words(words)
    tag = (script and element.get(f"{W}{script.word_attribute}")) or element.get(f"{W}val", "")
    known = languages.find_by_tag(tag)
    return known.code if known else tag
