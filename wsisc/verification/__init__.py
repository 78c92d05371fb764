"""A DOCX, PDF or HTML file and a source -> whether the document is what the source gives, otherwise where it differs.

`round_trip` decides it for the source that a document carries, `source_comparison` for a source beside it.
"""
