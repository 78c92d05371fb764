"""A translation and its original -> differences in what must be equal in all languages, and outdated sections.

Sections, footnotes, links, figures, tags, the shapes of lists and tables, numbers and dates are the same in all
languages. `outlines` has the parts and sections of a submission, and which of two submissions correspond, `numbers` the
values in a text, `compare_translation` what differs, and `section_digests` which version was translated.
"""
