"""A redline that is mutated in place, and what there is in it to mutate."""

from lxml import etree

from tests.redline import package
from tests.redline.package import DOCUMENT, NOTES, W


class Mutator:
    """Mutates a redline."""

    def __init__(self, content, chance):
        self.parts, self.chance = package.read(content), chance
        self.body, self.notes = (package.parse(self.parts[name]) for name in (DOCUMENT, NOTES))

    def content(self):
        self.parts[DOCUMENT], self.parts[NOTES] = package.serialize(self.body), package.serialize(self.notes)
        return package.write(self.parts)

    def pick(self, values):
        values = list(values)
        return self.chance.choice(values) if values else None

    def changes(self, tag):
        """Return the run changes of a kind that have words, in the body; those in a marked row come or go with it."""
        return [
            each
            for each in self.body.iter(f"{W}{tag}")
            if each.getparent().tag in (f"{W}p", f"{W}hyperlink") and words(each) and not is_in_marked_row(each)
        ]

    def marks(self, *tags):
        return [
            each
            for tag in tags
            for each in self.body.iter(f"{W}{tag}")
            if each.getparent().tag == f"{W}rPr" and each.getparent().getparent().tag == f"{W}pPr"
        ]


def words(element):
    return "".join(each.text or "" for each in element.iter(f"{W}t", f"{W}delText")).strip()


def is_in_marked_row(element):
    rows = element.iterancestors(f"{W}tr")
    return any(row.find(f"{W}trPr/{W}{kind}") is not None for row in rows for kind in ("ins", "del"))


def is_marked(element):
    return any(each.tag in (f"{W}ins", f"{W}del") for each in element.iterancestors())


def unwrap(element):
    holder = element.getparent()
    at = holder.index(element)
    holder[at : at + 1] = list(element)
    return True


def remove(element):
    element.getparent().remove(element)
    return True


def differs(change):
    now = [each for each in change.getparent() if each.tag not in (change.tag, f"{W}rPr", f"{W}sectPr")]
    return [etree.tostring(each, method="c14n") for each in now] != [
        etree.tostring(each, method="c14n") for each in change[0]
    ]
