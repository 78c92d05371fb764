"""What all packages know of plain text: safe printing, folding, common beginnings and ends.

It knows no document, no file and no language of people.
"""
