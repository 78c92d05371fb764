"""An element of a run and offsets in its text -> runs that begin there, with the same look."""

from collections.abc import Iterable
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from wsisc.ooxml.names import SPACE, W


def split_run(element: etree._Element, *offsets: int) -> list[etree._Element]:
    """Split the run of a text so that one begins at each offset; return the pieces of the text, each in its own run.

    At the offset 0, anything in front of the text remains in a run of its own. What follows goes with the last piece.
    """
    words, run = element.text or "", element.getparent()
    assert run is not None
    if 0 in offsets and any(each.tag != f"{W}rPr" for each in element.itersiblings(preceding=True)):
        run = _move_to_new_run(run, [element, *element.itersiblings()])
    inner = sorted(each for each in set(offsets) if 0 < each < len(words))
    if not inner:
        return [element]
    following, pieces = list(element.itersiblings()), [element]
    for start, end in pairwise([0, *inner, len(words)]):
        if start:
            pieces.append(etree.Element(str(element.tag)))
            run = _move_to_new_run(run, pieces[-1:])
        pieces[-1].text = words[start:end]
        pieces[-1].set(SPACE, "preserve")
    run.extend(following)
    return pieces


def _move_to_new_run(run: etree._Element, elements: Iterable[etree._Element]) -> etree._Element:
    """Return a new run after another one, with its properties and these elements."""
    added = etree.Element(str(run.tag), {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        added.append(deepcopy(properties))
    added.extend(elements)
    run.addnext(added)
    added.tail, run.tail = run.tail, None
    return added
