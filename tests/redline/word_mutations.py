"""A right redline -> one whose words, marks, properties or formatting are wrong.

Each function makes one mutation in place, and returns whether it found something to change.
"""

import re
from copy import deepcopy

from lxml import etree

from tests.redline.mutator import differs, is_marked, remove, unwrap, words
from tests.redline.package import SPACE, W


def drop_deletion(mutator):
    """Words that were deleted are as if no one had touched them."""
    change = mutator.pick(mutator.changes("del"))
    if change is None:
        return False
    for text in change.iter(f"{W}delText"):
        text.tag = f"{W}t"
    unwrap(change)
    return True


def drop_deletion_only(mutator):
    """As above, but the words are still those of a deletion: `w:delText` outside `w:del`."""
    change = mutator.pick(mutator.changes("del"))
    return change is not None and unwrap(change)


def drop_insertion(mutator):
    change = mutator.pick(mutator.changes("ins"))
    return change is not None and unwrap(change)


def lose_deleted_words(mutator):
    change = mutator.pick(mutator.changes("del"))
    return change is not None and remove(change)


def lose_inserted_words(mutator):
    change = mutator.pick(mutator.changes("ins"))
    return change is not None and remove(change)


def turn_insertion_round(mutator):
    change = mutator.pick(mutator.changes("ins"))
    if change is None:
        return False
    change.tag = f"{W}del"
    for text in change.iter(f"{W}t"):
        text.tag = f"{W}delText"
    return True


def swap_words(mutator):
    texts = [each for each in mutator.body.iter(f"{W}t", f"{W}delText") if len(set((each.text or "").split())) > 1]
    text = mutator.pick(texts)
    if text is None:
        return False
    words = re.split(r"(\s+)", text.text)
    at = next(at for at in range(0, len(words) - 2) if words[at].strip() and words[at] != words[at + 2])
    words[at], words[at + 2] = words[at + 2], words[at]
    text.text = "".join(words)
    return True


def double_words(mutator):
    change = mutator.pick([*mutator.changes("ins"), *mutator.changes("del")])
    if change is None:
        return False
    change.addnext(deepcopy(change))
    return True


def lose_a_space(mutator):
    """A text whose spaces at the end are not declared: Word drops them."""
    texts = [each for each in mutator.body.iter(f"{W}t", f"{W}delText") if (each.text or "").strip() != each.text]
    text = mutator.pick(each for each in texts if each.text and each.text.strip())
    if text is None:
        return False
    del text.attrib[SPACE]
    return True


def lose_a_break(mutator):
    run = mutator.pick(each.getparent() for each in mutator.body.iter(f"{W}br"))
    return run is not None and remove(run)


def lose_kept_words(mutator):
    runs = [
        each
        for each in mutator.body.iter(f"{W}r")
        if words(each) and each.getparent().tag == f"{W}p" and not is_marked(each)
    ]
    run = mutator.pick(runs)
    return run is not None and remove(run)


def drop_mark(mutator):
    mark = mutator.pick(mutator.marks("ins", "del"))
    return mark is not None and remove(mark)


def turn_mark_round(mutator):
    mark = mutator.pick(each for each in mutator.marks("ins", "del") if len(each.getparent().findall(f"{W}ins")) < 2)
    if mark is None or {f"{W}ins", f"{W}del"} <= {each.tag for each in mark.getparent()}:
        return False
    mark.tag = f"{W}del" if mark.tag == f"{W}ins" else f"{W}ins"
    return True


def drop_paragraph(mutator):
    paragraph = mutator.pick(each for each in mutator.body[0].iterchildren(f"{W}p") if words(each))
    return paragraph is not None and remove(paragraph)


def change_style(mutator):
    style = mutator.pick(mutator.body.iter(f"{W}pStyle"))
    if style is None:
        return False
    style.set(f"{W}val", "Title" if style.get(f"{W}val") != "Title" else "BodyText")
    return True


def change_alignment(mutator):
    properties = mutator.pick(each for each in mutator.body.iter(f"{W}pPr") if each.find(f"{W}jc") is None)
    if properties is None:
        return False
    properties.append(etree.Element(f"{W}jc", {f"{W}val": "center"}))
    return True


def change_list(mutator):
    """An item of another list, or at another level."""
    level = mutator.pick(mutator.body.iter(f"{W}ilvl"))
    if level is None:
        return False
    level.set(f"{W}val", "3" if level.get(f"{W}val") != "3" else "4")
    return True


def drop_item(mutator):
    properties = mutator.pick(each for each in mutator.body.iter(f"{W}numPr"))
    return properties is not None and remove(properties)


def join_lists(mutator):
    """Two lists of the new document are one."""
    numbers = list(mutator.body.iter(f"{W}numId"))
    gone = {f"{W}del", f"{W}moveFrom", f"{W}pPrChange"}
    ids = sorted(
        {
            each.get(f"{W}val")
            for each in numbers
            if each.find(f"../../{W}rPr/{W}del") is None and not any(up.tag in gone for up in each.iterancestors())
        }
    )
    if len(ids) < 2:
        return False
    one, other = mutator.chance.sample(ids, 2)
    for each in numbers:
        if each.get(f"{W}val") == one:
            each.set(f"{W}val", other)
    return True


def drop_formatting_change(mutator):
    change = mutator.pick(each for each in mutator.body.iter(f"{W}rPrChange"))
    return change is not None and remove(change)


def drop_property_change(mutator):
    changes = [each for each in mutator.body.iter(f"{W}pPrChange") if differs(each)]
    change = mutator.pick(changes)
    return change is not None and remove(change)


def drop_bold(mutator):
    look = mutator.pick([*mutator.body.iter(f"{W}b"), *mutator.body.iter(f"{W}i")])
    return look is not None and remove(look)


def add_bold(mutator):
    run = mutator.pick(each for each in mutator.body.iter(f"{W}r") if words(each) and each.find(f"{W}rPr") is None)
    if run is None:
        return False
    look = etree.Element(f"{W}rPr")
    etree.SubElement(look, f"{W}b")
    run.insert(0, look)
    return True
