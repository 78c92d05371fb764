"""The paragraphs -> which are headings, and where the parts of a call begin, with reason and confidence."""
