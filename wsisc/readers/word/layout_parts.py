"""The layout parts of a Word file -> whatever in them hides words or images, adds words, or requests something.

Another version may have another theme, but none of these: each must be in the expected file too.
"""

import re
from collections.abc import Iterator

from wsisc.ooxml import package
from wsisc.readers import typefaces
from wsisc.readers.word import parts

# Content of parts that hides words (struck or tiny), or that Word runs, requests or shows.
_HIDING = {
    "word/styles.xml": re.compile(rb'<w:(?:webHidden|d?strike)\b[^>]*>|<w:sz w:val="\d"[^>]*>'),
    "word/numbering.xml": re.compile(rb'<w:lvlText w:val="[^"]*\w\w[^"]*"|<w:vanish\b[^>]*>'),
    "word/settings.xml": re.compile(
        rb"<w:(?:mailMerge|attachedTemplate|linkStyles|updateFields|documentProtection|writeProtection|docVars"
        rb'|displayBackgroundShape|evenAndOddHeaders|saveThroughXslt|revisionView|numFmt w:val="(?!decimal"))\b[^>]*>'
    ),
    "docProps/app.xml": re.compile(rb"<(?:\w+:)?(?:Company|Manager|HyperlinkBase|PresentationFormat)>[^<]+"),
}
_OFF = re.compile('w:val="(0|false|off)"')
_TYPEFACES = re.compile(r'\bw:(?:ascii|hAnsi)="([^"]*)"|<a:latin typeface="([^"+][^"]*)"')
_PARTS_WITH_TYPEFACES = ("word/styles.xml", "word/theme/theme1.xml")
# Measures that make content invisible (1/20 pt; for images 1/914400 inch), and transformations.
_SUSPICIOUS_MARKUP = {
    "markup pgMar": re.compile(r'"-?(?:\d{5,}|[4-9]\d{3})"'),
    "markup gridCol": re.compile(r'\bw="\d{1,2}"'),
    "markup extent": re.compile(r'\bc[xy]="-?\d{1,5}"'),
    "markup xfrm": re.compile(r'\b(?:rot|flipH|flipV)="[^"]+"'),
}


def find_hiding(content: bytes) -> list[str]:
    """Return whatever in the layout of a Word file hides or distorts content, or adds words."""
    found = package.read_parts(content)
    lines = [
        f"{name} has {text}"
        for name, pattern in _HIDING.items()
        for match in pattern.finditer(found.get(name, b""))
        if not _OFF.search(text := match[0].decode("utf-8", "replace"))
    ]
    lines += [
        f"{name} has the typeface {face}"
        for name in _PARTS_WITH_TYPEFACES
        for face in _unknown_typefaces(found.get(name, b""))
    ]
    return lines + [
        f"{item.place} has {item.kind.removeprefix('markup ')} {item.text}"
        for item in parts.read_markup(content).items
        if item.kind in _SUSPICIOUS_MARKUP and _SUSPICIOUS_MARKUP[item.kind].search(item.text)
    ]


def _unknown_typefaces(part: bytes) -> Iterator[str]:
    """Yield the typefaces of a part that are not known to draw letters as letters."""
    for names in dict.fromkeys(_TYPEFACES.findall(part.decode("utf-8", "replace"))):
        name = next(filter(None, names), "")
        if name and not typefaces.is_text_typeface(name):
            yield name
