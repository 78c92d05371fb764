"""A reviewed Word file -> what its comments say and mark, read with lxml alone."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SIGNS = {f"{W}t": "", f"{M}t": "", f"{W}tab": " ", f"{W}br": " ", f"{W}noBreakHyphen": "\u2011"}


def parts(content):
    """Return the parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def changed_parts(before, after):
    """Return the names of the parts that differ, or that only one file has."""
    old, new = parts(before), parts(after)
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def comments(content):
    """Return the text of each comment of wsisc by its id, a line for each paragraph."""
    found = [each for name, each in parts(content).items() if name.startswith("word/comments") and b"wsisc" in each]
    return {
        each.get(f"{W}id"): "\n".join(
            "".join(text.text or "" for text in line.iter(f"{W}t")) for line in each.iter(f"{W}p")
        )
        for root in map(etree.fromstring, found)
        for each in root.iter(f"{W}comment")
        if each.get(f"{W}author") == "wsisc"
    }


def marked_words(content):
    """Return the words that each comment marks by its id, those that are not deleted."""
    root = etree.fromstring(
        next(each for name, each in parts(content).items() if "document" in name and name.endswith(".xml"))
    )
    opened, found, references = set(), {}, []
    for each in root.iter(etree.Element):
        if each.tag == f"{W}commentRangeStart":
            opened.add(each.get(f"{W}id"))
            found[each.get(f"{W}id")] = ""
        elif each.tag == f"{W}commentRangeEnd":
            opened.remove(each.get(f"{W}id"))
        elif each.tag == f"{W}commentReference":
            references.append(each.get(f"{W}id"))
        elif each.tag in SIGNS and not is_unseen(each):
            for id in opened:
                found[id] += each.text or SIGNS[each.tag]
    assert not opened
    assert len(references) == len({*references})
    return found


def is_unseen(text):
    """Return whether a text is hidden, struck or deleted."""
    if any(each.tag in (f"{W}del", f"{W}moveFrom") for each in text.iterancestors()):
        return True
    look = text.getparent().find(f"{W}rPr")
    marks = [] if look is None else [look.find(f"{W}{name}") for name in ("vanish", "strike", "dstrike")]
    return any(each is not None and each.get(f"{W}val") not in ("0", "false", "off") for each in marks)
