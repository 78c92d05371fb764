"""A right redline -> one that no reader perceives as another.

Each function makes one mutation in place, and returns whether it found something to change.
"""

from copy import deepcopy

from tests.redline.flaws import revisions
from tests.redline.package import SPACE, W


def change_author(mutator):
    for each in [*revisions(mutator.body), *revisions(mutator.notes)]:
        each.set(f"{W}author", "Another")
    return True


def change_date(mutator):
    for each in revisions(mutator.body):
        each.set(f"{W}date", "2001-01-01T00:00:00Z")
    return True


def cut_a_run(mutator):
    text = mutator.pick(each for each in mutator.body.iter(f"{W}t") if len(each.text or "") > 2)
    run = text.getparent()
    if [each.tag for each in run if each.tag != f"{W}rPr"] != [f"{W}t"]:
        return False
    rest = deepcopy(run)
    words = text.text
    text.text, rest.find(f"{W}t").text = words[:1], words[1:]
    for each in (text, rest.find(f"{W}t")):
        each.set(SPACE, "preserve")
    run.addnext(rest)
    return True


def renumber(mutator):
    for count, each in enumerate(revisions(mutator.body)):
        each.set(f"{W}id", str(70000 + count))
    return True
