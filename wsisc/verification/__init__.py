"""A document and a source -> whether the document is what the source produces, and otherwise where it differs.

Documents are DOCX, PDF or HTML files. `round_trip` decides it for the source that a document carries,
`source_comparison` for a separate source.
"""
