"""A right redline -> one whose notes, tables, links, pictures or pages are wrong.

Each function makes one mutation in place, and returns whether it found something to change.
"""

from itertools import pairwise

from lxml import etree

from tests.redline import package
from tests.redline.mutator import remove, unwrap, words
from tests.redline.package import DOCUMENT, WP, W

_HEAD = "word/header1.xml"


def lose_note(mutator):
    reference = mutator.pick(mutator.body.iter(f"{W}footnoteReference"))
    if reference is None:
        return False
    id = reference.get(f"{W}id")
    return remove(next(each for each in mutator.notes if each.get(f"{W}id") == id))


def lose_reference(mutator):
    reference = mutator.pick(mutator.body.iter(f"{W}footnoteReference"))
    return reference is not None and remove(reference.getparent())


def swap_notes(mutator):
    references = list(mutator.body.iter(f"{W}footnoteReference"))
    texts = {each.get(f"{W}id"): words(each) for each in mutator.notes}
    pairs = [
        (one, other)
        for one, other in pairwise(references)
        if texts.get(one.get(f"{W}id")) != texts.get(other.get(f"{W}id"))
    ]
    pair = mutator.pick(pairs)
    if pair is None:
        return False
    one, other = pair
    first, second = one.get(f"{W}id"), other.get(f"{W}id")
    one.set(f"{W}id", second)
    other.set(f"{W}id", first)
    return True


def change_note_words(mutator):
    called = {each.get(f"{W}id") for each in mutator.body.iter(f"{W}footnoteReference")}
    text = mutator.pick(
        text
        for note in mutator.notes
        if note.get(f"{W}id") in called
        for text in note.iter(f"{W}t", f"{W}delText")
        if (text.text or "").strip()
    )
    if text is None:
        return False
    text.text += "x"
    return True


def drop_row_mark(mutator):
    marks = [each for each in mutator.body.iter(f"{W}ins", f"{W}del") if each.getparent().tag == f"{W}trPr"]
    mark = mutator.pick(marks)
    return mark is not None and remove(mark)


def drop_row(mutator):
    row = mutator.pick(mutator.body.iter(f"{W}tr"))
    return row is not None and remove(row)


def drop_cell(mutator):
    cell = mutator.pick(mutator.body.iter(f"{W}tc"))
    return cell is not None and remove(cell)


def drop_table(mutator):
    table = mutator.pick(mutator.body.iter(f"{W}tbl"))
    return table is not None and remove(table)


def drop_table_header(mutator):
    header = mutator.pick(mutator.body.iter(f"{W}tblHeader"))
    return header is not None and remove(header)


def drop_link(mutator):
    link = mutator.pick(each for each in mutator.body.iter(f"{W}hyperlink") if words(each))
    return link is not None and unwrap(link)


def change_address(mutator):
    return _change_target(mutator, "hyperlink", "https://example.org/elsewhere")


def _change_target(mutator, kind, target):
    name = "word/_rels/document.xml.rels"
    root = package.parse(mutator.parts[name])
    used = {
        value
        for each in mutator.body.iter(etree.Element)
        for key, value in each.attrib.items()
        if key.startswith(package.R)
    }
    found = mutator.pick(each for each in root if each.get("Type").endswith(f"/{kind}") and each.get("Id") in used)
    if found is None:
        return False
    found.set("Target", target)
    mutator.parts[name] = package.serialize(root)
    return True


def change_picture(mutator):
    used = package.relationships(mutator.parts, DOCUMENT)
    name = mutator.pick(sorted(used[each.get(f"{package.R}embed")] for each in mutator.body.iter(f"{package.A}blip")))
    if name is None:
        return False
    mutator.parts[name] += b"x"
    return True


def change_alternative_text(mutator):
    words = mutator.pick(each for each in mutator.body.iter(f"{WP}docPr"))
    if words is None:
        return False
    words.set("descr", f"{words.get('descr', '')}x")
    return True


def change_picture_size(mutator):
    size = mutator.pick(mutator.body.iter(f"{WP}extent"))
    if size is None:
        return False
    size.set("cx", str(int(size.get("cx")) + 9))
    return True


def change_section(mutator):
    size = mutator.pick(mutator.body.iter(f"{W}pgSz"))
    if size is None:
        return False
    size.set(f"{W}w", "12345")
    return True


def drop_section(mutator):
    section = mutator.pick(each for each in mutator.body.iter(f"{W}sectPr") if each.getparent().tag == f"{W}pPr")
    return section is not None and remove(section)


def change_head(mutator):
    root = package.parse(mutator.parts[_HEAD])
    text = mutator.pick(each for each in root.iter(f"{W}t", f"{W}delText") if (each.text or "").strip())
    text.text += "x"
    mutator.parts[_HEAD] = package.serialize(root)
    return True
