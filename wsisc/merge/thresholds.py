"""The thresholds of a merge: which version was sent, which wording a reviewer edited, and what was moved.

Each value says what it decides, and what a greater and a smaller one do. `benchmarks/thresholds.py` measures from which
to which value no outcome of the tests changes: of `tests/merge` and `tests/reviews`. A side on which nothing changes is
`any`: tests of single functions may hold it. The values without such a line were read in no recorded call.
"""

MOVED_CHARACTERS = 12
"""Characters from which words that were removed and added are called moved, also if they are within other words.

Greater: a short phrase that was moved was removed and added. Smaller: words that recur by chance were moved.
Same outcome from 12 to 12.
"""
WORDING_SIMILARITY = 0.5
"""How like a wording of the call a paragraph must be to be that wording, edited: with less, more is the reviewer's.

Greater: an edited prompt becomes text of the answer. Smaller: words of a reviewer are lost as an edited prompt.
Same outcome from any to 0.83.
"""
WORDING_WORDS = 5
"""Words of a wording from which it is recognised within a longer text.

Greater: a short prompt with words typed into it becomes text. Smaller: a label such as "Part One" within a text is one.
Same outcome from any to any.
"""
SHINGLES = 10
"""Runs of three words that a submission must have for its text to decide whether a file is a version of it.

Greater: a file of another submission is merged into a short one. Smaller: a short one that was rewritten is refused.
Same outcome from 10 to 10.
"""
SHARED_SHINGLES = 0.1
"""Which share of them an edited copy must have kept, if it has neither the title nor the name.

Greater: a copy that was rewritten is refused. Smaller: another submission is merged.
Same outcome from 0.1 to 0.1.
"""
SHORT_NAME_WORDS = 2
"""Words up to which a name must be a paragraph of its own, as it may occur in any sentence.

Greater: a longer name in a sentence does not show whose file it is. Smaller: a short one in a sentence does.
Same outcome from any to any.
"""
SUBMISSION_SIMILARITY = 0.15
"""How alike submissions with different names must be to be versions of one another.

Greater: a draft whose name was corrected is refused. Smaller: another submission is merged.
"""
LINE_WIDTH = 60
"""Columns to wrap at, at least: a paragraph of a few short lines says little on where its author wraps.

Greater: edited paragraphs have longer lines. Smaller: they have more lines.
"""
