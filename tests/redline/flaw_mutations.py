"""A right redline -> one whose words are right, and whose file has a flaw.

Each function makes one mutation in place, and returns whether it found something to change.
"""

from tests.redline import package
from tests.redline.flaws import revisions
from tests.redline.mutator import remove, unwrap
from tests.redline.package import W


def repeat_id(mutator):
    found = list(revisions(mutator.body))
    if len(found) < 2:
        return False
    one, other = mutator.chance.sample(found, 2)
    one.set(f"{W}id", other.get(f"{W}id"))
    return True


def drop_author(mutator):
    found = mutator.pick(revisions(mutator.body))
    return found is not None and found.attrib.pop(f"{W}author", None) is not None


def keep_text_of_deletion(mutator):
    text = mutator.pick(mutator.body.iter(f"{W}delText"))
    if text is None:
        return False
    text.tag = f"{W}t"
    return True


def make_a_move(mutator):
    change = mutator.pick(mutator.changes("ins"))
    if change is None:
        return False
    change.tag = f"{W}moveTo"
    return True


def forget_a_style(mutator):
    name = "word/styles.xml"
    root = package.parse(mutator.parts[name])
    used = {each.get(f"{W}val") for each in mutator.body.iter(f"{W}pStyle")}
    style = mutator.pick(each for each in root.iter(f"{W}style") if each.get(f"{W}styleId") in used)
    remove(style)
    mutator.parts[name] = package.serialize(root)
    return True


def repeat_a_bookmark(mutator):
    marks = list(mutator.body.iter(f"{W}bookmarkStart"))
    if len(marks) < 2:
        return False
    marks[0].set(f"{W}name", marks[1].get(f"{W}name"))
    return True


def bare_row(mutator):
    """A row is marked, but its runs are not."""
    rows = [each.getparent().getparent() for each in mutator.body.iter(f"{W}ins") if each.getparent().tag == f"{W}trPr"]
    row = mutator.pick(each for each in rows if any(True for _ in each.iter(f"{W}r")))
    if row is None:
        return False
    for change in [each for each in row.iter(f"{W}ins") if each.getparent().tag != f"{W}trPr"]:
        if change.getparent().tag == f"{W}rPr":
            remove(change)
        else:
            unwrap(change)
    return True
