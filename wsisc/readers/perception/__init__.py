"""The content of a Word file, or two of them -> what a reader perceives beyond the words, and how it differs.

- `items`: each thing that is perceived, such as a link or the look of words, with its aspect and place; the inventory.
- `differences`: the aspects in which two files differ, and the differences that no submission can hold.
- `package_parts`: the rest of a package, which is compared with that of the expected file: parts, relationships,
  markup.
"""
