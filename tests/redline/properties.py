"""Properties of a paragraph, run, table or page -> text, the same for the same properties in any order."""

from lxml import etree

from tests.redline.package import W

_REVISION_IDS = ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidSect", "rsidDel")


def show_properties(properties, without=()):
    """Return properties as text, in a fixed order, "" for none."""
    if properties is None:
        return ""
    found = [each for each in properties.iterchildren(etree.Element) if each.tag not in without]
    return "".join(
        sorted(
            f" {local_name(each)}{show_attributes(each)}{'[' + show_properties(each) + ']' if len(each) else ''}"
            for each in found
        )
    )


def show_attributes(element, without=()):
    values = [
        (etree.QName(name).localname, value)
        for name, value in element.attrib.items()
        if etree.QName(name).localname not in (*without, *_REVISION_IDS)
    ]
    return "".join(f" {name}={value}" if name != "val" else f"={value}" for name, value in sorted(values))


def local_name(element):
    return etree.QName(element).localname


def value(element):
    return "" if element is None else element.get(f"{W}val", "")
