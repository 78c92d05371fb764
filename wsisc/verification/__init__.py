"""A document and a source -> whether the document is what the source produces, and otherwise where it differs.

Documents are DOCX, PDF or HTML files. `verify_content` finds the source; `source_comparison` builds its document and
compares the two; `round_trip` only decides whether a document is unchanged, for an import.
"""
