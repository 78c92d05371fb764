"""The content controls of a Word file -> the text that Word shows in them where that differs from the stored text.

A control may be bound to an element of an XML part (ECMA-376-1, 17.5.2.6): when the file is opened, Word replaces the
text of the control by that element's text. Only paths of names and numbers are followed, the kind that Word writes.
"""

import contextlib
import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml.names import W
from wsisc.ooxml.word_archive import WordArchive
from wsisc.readers.word import independent_count
from wsisc.text.words import one_line

_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
# The properties of the file, which have fixed ids.
_PROPERTY_STORES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "core-properties",
    "{6668398D-A668-4E3E-86D5-5FE22B58F3C9}": "extended-properties",
}
_PATH_STEP = re.compile(r"/(@)?(?:([\w.-]+):)?([\w.-]+)(?:\[([0-9]{1,4})\])?(?:/text\(\))?")
_NAMESPACE_PREFIX = re.compile(r"""xmlns:([\w.-]+)=(?:'([^']*)'|"([^"]*)")""")
# Controls that show no text from the XML.
_KINDS_WITHOUT_TEXT = ("picture", "checkbox", "docPartObj", "docPartList", "repeatingSection", "group", "equation")
UNSUPPORTED_PATH = "an XML path that is not supported"


@dataclass(frozen=True)
class Bindings:
    """Finds the text that Word shows in the content controls of an archive."""

    archive: WordArchive

    def find_replaced_text(self, properties: etree._Element) -> tuple[str, str] | None:
        """Return the stored text of a control and the text that Word shows, or None if they are equal."""
        binding, content = properties.find(f"{W}dataBinding"), _control_content(properties)
        kinds = {etree.QName(child).localname for child in properties.iterchildren(tag=etree.Element)}
        if binding is None or content is None or kinds & set(_KINDS_WITHOUT_TEXT):
            return None
        stored = one_line(independent_count.flow_text(content))
        store = self._stores.get(binding.get(f"{W}storeItemID", "").upper())
        if store is None:
            return None  # Word shows the stored text
        bound_text = _follow_path(store, binding.get(f"{W}xpath", ""), binding.get(f"{W}prefixMappings", ""))
        if bound_text is None:
            return None
        is_empty = properties.find(f"{W}showingPlcHdr") is not None
        shown = _display_value(one_line(bound_text), properties)
        return None if shown == stored or (is_empty and not shown) else (stored, shown)

    @cached_property
    def _stores(self) -> dict[str, etree._Element]:
        """The parts to which controls may be bound, by id."""
        names = {kind: id for id, kind in _PROPERTY_STORES.items()}
        links = self.archive.find_parts(self.archive.relationships(""), names)
        roots = [(names[link.kind].upper(), self._read_part(link.target)) for link in links]
        relationships = self.archive.relationships(self.archive.main_part)
        roots += [self._read_custom_xml(link.target) for link in self.archive.find_parts(relationships, ("customXml",))]
        return {id: root for id, root in roots if root is not None}

    def _read_custom_xml(self, target: str) -> tuple[str, etree._Element | None]:
        """Return a part with its id, if both can be read."""
        links = self.archive.relationships(target).values()
        about = next((link.target for link in links if link.kind == "customXmlProps"), "")
        properties, root = self._read_part(about), self._read_part(target)
        return ("", None) if properties is None else (properties.get(f"{_DATA}itemID", "").upper(), root)

    def _read_part(self, name: str) -> etree._Element | None:
        with contextlib.suppress(WsiscError):  # Word ignores a damaged part too
            return self.archive.read_xml(name) if self.archive.has_part(name) else None
        return None


def _control_content(properties: etree._Element) -> etree._Element | None:
    return next(properties.itersiblings(f"{W}sdtContent"), None)


def _follow_path(root: etree._Element, path: str, prefixes: str) -> str | None:
    """Return the text at a path, None if nothing is there, and a message if the path is not supported."""
    names = {match[1]: match[2] or match[3] or "" for match in _NAMESPACE_PREFIX.finditer(prefixes)}
    steps = list(_PATH_STEP.finditer(path))
    if "".join(match[0] for match in steps) != path or not steps:
        return UNSUPPORTED_PATH
    current = None
    for index, step in enumerate(steps):
        namespace = names.get(step[2] or "", "")
        name = f"{{{namespace}}}{step[3]}" if namespace else step[3]
        if step[1] and current is not None:
            return current.get(name)
        candidates = [root] if index == 0 else list(current.iterchildren()) if current is not None else []
        found = [candidate for candidate in candidates if candidate.tag == name]
        number = int(step[4] or 1) - 1
        if not 0 <= number < len(found):
            return None
        current = found[number]
    return "".join(str(character) for character in current.itertext()) if current is not None else None


def _display_value(value: str, properties: etree._Element) -> str:
    """Return a value as a control shows it: as the display text of a list entry, or as the stored form of a date."""
    for entry in properties.iter(f"{W}listItem"):
        if entry.get(f"{W}value") == value:
            return entry.get(f"{W}displayText") or value
    date, content = properties.find(f"{W}date"), _control_content(properties)
    if value and date is not None and content is not None and date.get(f"{W}fullDate", "").startswith(value[:10]):
        return one_line(independent_count.flow_text(content))
    return value
