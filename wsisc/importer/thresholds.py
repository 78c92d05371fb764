"""The thresholds of the import: likeness, shares, counts of words and confidences that decide what an author sees.

Each value says what it decides, what a greater and a smaller one do, and from which to which value no outcome changes:
what is imported from files of the tests in `tests/importer`, as YAML, with all that is reported, and where parts begin.
A side on which nothing changes is `any`: tests of single functions may hold it. `benchmarks/thresholds.py` measures
this, and has the list of the tests; a value without such a line was not measured yet.

A text is "like" a wording if their likeness (`normalize.similarity`) is at least a value here; equal ones are at 1.
"""

# how alike two wordings are

PROMPT_SIMILARITY = 0.86
"""How like a prompt a text must be to be taken for it; also which share of its words is left in a paragraph of a form.

Greater: prompts with a misprint are texts of the author. Smaller: a prompt of another part, or an answer, is a prompt.
With a misprint, or "half a page" for "1/2 page", it is at 0.90 and above, that of another part at 0.80 and below.
"""
COVER_SIMILARITY = 0.8
"""How like a line of the cover of a call lines must be to be taken for it.

Greater: covers with a misprint, or of another year, are texts. Smaller: "sixteenth session", at 0.78, is "fifteenth".
"""
CUT_SIMILARITY = 0.9
"""How like as many first words of a prompt a text must be to be a prompt that was cut.

Greater: one that lost or changed a word, at 0.92 to 0.96, is a text. Smaller: sentences of authors are prompts.
"""
WHOLE_SIMILARITY = 0.94
"""How like a prompt a text must be to be the prompt once more, wherever it is: pasted into the answer to it.

Greater: it begins no part if a word has a misprint. Smaller: an answer that repeats the question does.
"""
END_SIMILARITY = 0.5
"""How like the first and last words of a wording the first and last of some lines must be that are it together.

Greater: with a misprint in a short line it is text. Smaller: a line of an author is part of it.
"""
SHORT_LETTERS = 80
"""Letters up to which texts are also compared by letters: one misprint changes a large part of their words.

Greater: longer texts that differ in words can be alike by their letters. Smaller: short ones with misprints are unlike.
"""
NEAR_SIMILARITY = 0.75
"""How like by words longer texts must be to be compared by letters, too.

Greater: prompts with several misprints are texts. Smaller: it takes longer, and prompts of different parts are alike.
"""
SAME_SIMILARITY = 0.9
"""How like by words longer texts are that are not compared by letters: it would make no difference.

Greater: it takes longer. Smaller: texts at 0.8 are not found to be alike by letters.
"""
SHORT_DISCOUNT = 0.1
"""By how much less likeness by letters counts than likeness by words, in short texts, whose letters match by chance.

Greater: a misprint in a short line makes another line of it. Smaller: "sixteenth session" is "fifteenth session".
"""
LONG_DISCOUNT = 0.05
"""The same for longer texts."""

# prompts, whole and in pieces

SPLIT_EXTRA_WORDS = 3
"""Words that a prompt can have more or fewer if other text is in its paragraph.

Greater: words of an answer go with the prompt. Smaller: a prompt with a word more stays in the text.
"""
SPLIT_PROMPT_WORDS = 5
"""Words from which a wording is looked for within a paragraph.

Greater: short prompts stay in the text. Smaller: beginnings of sentences are taken for them.
"""
JOINED_PARAGRAPHS = 4
"""Paragraphs with words into which a prompt may be split, with as many empty ones between them.

Greater: it takes longer. Smaller: its last lines become text.
"""
CUT_WORDS = 8
"""First words of a prompt from which a text is a prompt that was cut; also the words from which it is an edited one.

Greater: it is text if more was cut. Smaller: a sentence that begins as a prompt does is one.
"""
CUT_TITLE_WORDS = 5
"""The same for a heading."""
SURROUNDING_WORDS = 10
"""Words of a heading from which it is recognised although other words were typed into it.

Greater: a short heading with an answer in it is text. Smaller: an answer that happens to have its words is a heading.
"""
PIECE_SHARE = 0.6
"""Which share of the words of a paragraph must be in a prompt for it to be a piece of the prompt.

Greater: a piece with other words is text. Smaller: a text between two pieces is one.
"""
PROMPT_WORDS = 4
"""Words from which a prompt is recognised without its label.

Greater: short ones are headings of the author's. Smaller: headings of the author's are prompts.
"""
PIECE_WORDS = 4
"""Words from which a line of words of a prompt, below its label, is a piece of it.

Greater: short last lines are text. Smaller: a line of the author's own is a piece.
"""
SHORT_WORD_LETTERS = 3
"""Letters up to which words say nothing: conjunctions and articles.

Greater: a title with other words than the prompt is a short form of it. Smaller: one with "e" for "o" is not.
"""
TELLING_WORDS = 3
"""Longer words from which short ones make no difference where a text has words of a prompt in order.

Greater: "and" for "or" makes a text of it. Smaller: two words of a prompt with others between are a piece of it.
"""
BEGINNING_WORDS = 4
"""Longer words from which a title that abridges a prompt is no title of the author's own.

Greater: a prompt that was cut is a title. Smaller: "Future actions and initiatives" begins the part that asks for them.
"""
KEPT_SHARE = 0.8
"""Which share of the words of a labelled text must be in its prompt, in order, for it to be an edited prompt.

Greater: edited prompts, at 0.87, are text. Smaller: prompts of other parts, at 0.75, or answers, at 0.38, are left out.
"""
MISPRINTED_WORDS = 3
"""Words more or other than in a wording that are a misprint or another form of it.

Greater: words that an author typed into a wording are not reported. Smaller: misprints are.
"""

# headings

HEADING_WORDS = 20
"""Words up to which a line with the looks of a heading is one, and has a meaning.

Greater: sentences in bold are headings. Smaller: long headings are text.
"""
HEADING_LETTERS = 200
"""Letters up to which it is."""
STYLED_HEADING_WORDS = 80
"""Words up to which a paragraph in a style of headings is one: the prompts of the calls have up to 61.

Greater: texts in such a style are headings. Smaller: long prompts are text.
"""
BARE_LINE_WORDS = 12
"""Words up to which a line that has only a number, or that is only alone above a text, can be a heading.

Greater: sentences are headings. Smaller: long numbered headings are text.
"""
CAPITALS = 6
"""Capitals from which a line of capitals is a heading: "UNESCO" is one, "UNDP" is none.

Greater: "TRENDS" is none. Smaller: acronyms on lines of their own are headings.
"""
LINE_LETTERS = 60
"""Letters from which a paragraph is about a line, so that it is a text, can have a heading above it, or is a quotation.

Greater: lines above a short text are no headings. Smaller: items of lists and short lines count as texts.
"""
SPACED_LETTERS = 20
"""Letters up to which a letter-spaced line without spaces between its words becomes one word.

Greater: words run together. Smaller: "C O N C L U S I O N" stays as it is.
"""
LABELLED_TITLE_WORDS = 15
"""Words that a title of the author's own can have after a label: "Part One: What we did".

Greater: a sentence that begins with "Part One:" begins a part. Smaller: a long title does not.
"""

# confidences, from 0 to 1, by what shows that a part begins

ACCEPTED = 0.7
"""From which confidence on a heading begins a part; below, a person is asked.

Greater: more headings are asked about. Smaller: headings of one word begin parts of which they may not be.
"""
LABEL_WORD = 1.0
"""The label of the call with its number: "Part One"."""
OTHER_LABEL_WORD = 0.9
"""Another word with a number, such as "Section 1": it can count other things, too."""
LABEL_SIGN = 0.85
"""A number or letter alone."""
LABEL_AFTER_TITLE = 0.9
"""A label at the end of a title."""
PROMPT_BEGINNING = 0.9
"""The first words of a prompt."""
WHOLE_PHRASE = 0.9
"""A heading that is a phrase of the table; from here on it also ends a cover, and nobody is asked to look at it."""
PHRASE_WITHIN = 0.8
"""A heading that has a phrase of the table within it."""
FIRST_WORD = 0.65
"""A heading that begins with a word of the table; from here on a second meaning makes a heading ambiguous."""
PERHAPS_WHOLE = 0.55
"""A heading that is a phrase of which the table says that it perhaps means a part."""
PERHAPS_WITHIN = 0.45
"""A heading that has such a phrase within it."""
AMBIGUOUS = 0.6
"""At most: a heading that could mean several parts, or one of several for the same part, or out of order."""
POSITION = 0.4
"""A heading at the place of the only part that is missing."""
LINE_FACTOR = 0.7
"""How much less sure a line without any sign of a heading is, unless others like it mean other parts.

Greater: a single short line can begin a part. Smaller: none can.
"""
MARGIN = 0.05
"""How much surer one heading must be than another one for the same part.

Greater: a person is asked more often. Smaller: the surer one begins the part, however little surer it is.
"""

# covers

COVER_LEAST_SIZE = 0.7
"""Which share of the words of a wording lines must have at least to be compared with it; texts of others are unlike.

Greater: covers with fewer words are texts. Smaller: it takes longer.
"""
COVER_GREATEST_SIZE = 1.45
"""Which share of the words of a wording lines can have at most to be compared with it.

Greater: it takes longer. Smaller: covers with more words are texts.
"""
COVER_LINES = 150
"""Lines that are searched for a cover: those of 2011 to 2013 have about ten, some of them twice or in a table.

Greater: it takes longer. Smaller: a cover after a long first page is not found.
"""
COVER_JOINED_LINES = 7
"""Lines on which a paragraph of a cover may be.

Greater: it takes longer. Smaller: its last lines are text.
"""
LINES_BEFORE_COVER = 5
"""Lines that can be before a cover in the styles of wsisc: a note or a reference, no letter.

Greater: a letter is searched. Smaller: a cover below a note is text.
"""
COVER_LINE_WORDS = 60
"""Words up to which a line can be between those of a cover; a longer one begins the text.

Greater: a text is searched. Smaller: a cover ends at a long line.
"""
SUBMITTER_WORDS = 30
"""Words from which a line that begins with "Submission by" is a sentence.

Greater: a sentence is the name of the author. Smaller: a long name is a sentence.
"""
ENTITY_LINES = 4
"""Lines that the name of an author can have.

Greater: lines below it belong to the name. Smaller: the last ones are text.
"""
ENTITY_WORDS = 25
"""Words that such a line can have.

Greater: a sentence is part of the name. Smaller: a long name is none.
"""
SENTENCE_WORDS = 8
"""Words from which a line that ends in a full stop is no name: those that do ("Inc.", "e.V.") are shorter.

Greater: a statement is part of the name. Smaller: "Society of the Internet, Inc." is none.
"""
DATE_WORDS = 5
"""Words up to which a line with a date is one: "Geneva, the 15 December 2022".

Greater: a title with a date is one. Smaller: a date with a place is text.
"""
LABELLED_LINE_WORDS = 40
"""Words up to which a line with a label has a value, such as a contact, of which the longest have about thirty.

Greater: a sentence with a colon is one. Smaller: a long contact is text.
"""
TITLE_WORDS = 45
"""Words up to which a line of a title page, or a heading at the head of a form, can be the title.

Greater: a text is the title. Smaller: a long title is text.
"""
TEXT_WORDS = 13
"""Words from which a line below one that looks like a heading is its text, so that the line is no title.

Greater: the first heading is the title. Smaller: a title above a subtitle is a heading.
"""
ADDRESS_WORDS = 10
"""Words up to which a line can be one of an address: "United Nations Office at Geneva, 8-14 avenue de la Paix".

Greater: titles are lines of an address. Smaller: long lines of an address are titles.
"""

# forms

FORM_SENTENCES = 2
"""Sentences of a form from which a file without its controls is one: programs can take these off.

Greater: such a form is a file of an author's own. Smaller: a file that quotes a sentence of the form is one.
"""
QUESTION_SHARE = 0.5
"""Which share of the words of a question must be in its paragraph for the question to be there: all if words were
typed into it, a few by chance if an answer was typed over it.

Greater: words of the question are words of the answer. Smaller: words of an answer are taken for the question.
"""
COVER_TABLE_BLOCKS = 12
"""First blocks among which a table can be a cover.

Greater: a table of data at the top of a text is one. Smaller: a cover in a table below a letterhead is a table.
"""
LAYOUT_TABLE_WORDS = 8
"""Words from which a table can hold a prompt; searching for one takes most of the time.

Greater: a table with a short prompt is a table. Smaller: it takes longer.
"""

# texts

RUNNING_HEAD_WORDS = 100
"""Words up to which what is at the head or foot of pages, and in the text as well, is a running head.

Greater: a text there is not reported. Smaller: a long running head is.
"""
BARE_NOTE_WORDS = 3
"""Words beside an address up to which a footnote is named after the address.

Greater: notes are named after sites. Smaller: notes such as "See the site" are named "note".
"""
FIRST_LIST_NUMBER = 20
"""Numbers up to which a typed number can begin a list, if the next one comes after it.

Greater: paragraphs that begin with years are lists. Smaller: lists that go on after a text are not.
"""
INDENT = 18
"""Points, a quarter of an inch, from which an indent of a paragraph is one that a reader sees: a quotation or a list.

Greater: quotations are paragraphs. Smaller: paragraphs are quotations.
"""
INDENT_ERROR = 3
"""Points by which an indent can differ from one of wsisc: programs round. Less than half the least difference of two.

Greater: paragraphs are quotations. Smaller: quotations that LibreOffice saved are paragraphs.
"""
