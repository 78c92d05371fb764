"""What all packages know of plain text: its words, its scripts, what is the same, and how it is shown safely.

It knows no document, no file and no language of people.
"""
