"""A redline and the two documents that it compares -> what is wrong with it: the judge, independent of the writer.

It knows the specification and not the program: `resolve` accepts and rejects, `describe` says what a document holds, and
`flaws` what no reader of the file may find in it, whatever its words are.
"""

from difflib import SequenceMatcher

from tests.redline.describe import described
from tests.redline.flaws import flaws
from tests.redline.resolve import accepted, rejected

__all__ = ["accepted", "described", "differences", "flaws", "rejected"]


def differences(redline, old, new):
    """Return, in readable lines, where a redline with all changes accepted is not NEW, or with all rejected not OLD."""
    return [
        *compare("accepted", described(accepted(redline)), described(new)),
        *compare("rejected", described(rejected(redline)), described(old)),
    ]


def compare(name, found, expected):
    """Return where two lists of lines differ: what was expected, and what was found."""
    lines = []
    for tag, a, b, c, d in SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if tag != "equal":
            lines += [f"{name}, line {at + 1}, missing: {expected[at]}" for at in range(a, b)]
            lines += [f"{name}, line {at + 1}, found: {found[at]}" for at in range(c, d)]
    return lines
