"""The thresholds by which blocks, sections and words of two versions correspond; see `align.sequences` for the pairs.

Each value says what it decides, what a greater and a smaller one do, and from which to which value no outcome changes:
what is found to differ between versions that `tests/diff`, `tests/diff_report` and some tests of merges compare. A side
on which nothing changes is `any`: tests of single functions may hold it. `benchmarks/thresholds.py` measures this.
"""

SHARED_WITH_CHANGED = 0.6
"""Which share of the words of a new paragraph must be in the changed one next to it for it to be a piece of that one.

Greater: a paragraph that both sides divided is a conflict. Smaller: a new paragraph with common words is taken for one.
Same outcome from any to any.
"""
MOVED_SIMILARITY = 0.6
"""How alike two new blocks must be to be one that one side moved, and the other changed.

Greater: it is there twice. Smaller: a new block that resembles a removed one is lost in it. Pairs in order are at 0.4.
Same outcome from any to any.
"""
ITEM_SIMILARITY = 0.4
"""How alike an item must be to one of a list to be a changed one of that list.

Greater: lists that were joined are new. Smaller: items of other lists are taken for theirs.
Same outcome from any to any.
"""
JOINED_SHARE = 0.6
"""Which share of the words of the shorter of two paragraphs connects them, if only the author kept these words.

Greater: words that the reviewer removed remain where the author moved them. Smaller: words that recur by chance do it.
Same outcome from any to any.
"""
SPLIT_SHARE = 0.5
"""Which share of its words a paragraph must keep to be a piece of one that was split or joined.

Greater: a split shows as removed and added text. Smaller: a new paragraph shows as a piece of the one before it.
Same outcome from 0.01 to any.
"""
SECTION_SCORE = 2.0
"""How high the score of two sections must be that correspond: two thirds of the words, a bookmark or the title do.

Greater: sections with other titles and words were removed and added. Smaller: different sections are one.
Same outcome from 1.51 to 4.07.
"""
SECTION_CHARACTERS = 40
"""Characters beyond which words alone identify a section that is elsewhere under another title.

Greater: a short section that was moved was removed and added. Smaller: texts that recur, "To be completed.", do.
Same outcome from any to any.
"""
TABLE_SHARE = 0.5
"""Which share of the words of the smaller table must be in another one for it to be the same with other columns.

Greater: a table with new columns is a new table. Smaller: tables with common words are one.
Same outcome from any to 1.
"""
CHARACTERS_BETWEEN = 2
"""Unchanged characters that keep changes apart in writing without spaces: most words of Chinese have two.

Greater: changes of both sides near each other conflict. Smaller: halves of a word are merged.
Same outcome from 1 to any.
"""
