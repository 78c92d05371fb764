"""A submission -> a file for translators, and such a file, translated -> the submission in another language.

`units` has the texts of a submission as units of paragraphs, with segments of sentences and codes for what is not
words (`coded_text`). A file for translators is XLIFF 2.1 (`xliff`) or a Word file with a table of two columns
(`word_table`); each module writes and reads one. `rebuild` puts what was translated in the place of the original, and
into the file of an earlier translation, with what is new.
"""
