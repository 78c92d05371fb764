"""A received Word file, and the findings in it -> the same file, with a comment at the words of each finding.

1. `paragraph_texts` reads the paragraphs of the package as it is, each character with its element.
2. `word_places` looks up the words of the imported submission in them, `placement` the words of each finding.
3. `summary` and `comment_text` say what is in the comments.
4. `run_splitting`, `comment_marks` and `tracked_fixes` change the XML, `seal` the digest by which
   a later change is known. `ooxml.word_package` writes the file: all other parts remain byte for byte the same.

`review_document` puts these in order. A comment on a footnote is at its reference, because LibreOffice opens no file
that has comments in notes.
"""
