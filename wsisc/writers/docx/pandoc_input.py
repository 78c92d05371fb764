"""What Pandoc gets to write the body of a Word file: Lua filters, and text that survives it."""

FILTERS = ("refuse.lua", "tables.lua", "docx/filter.lua")
"""The Lua filters with which Pandoc must run."""
SOFT_HYPHEN = "\ufdd0"
"""Replaces a soft hyphen while Pandoc runs, which drops one at the end of a run. No valid text contains it."""


def protect_soft_hyphens(text: str) -> str:
    """Return Markdown whose soft hyphens survive Pandoc; `DocxBody.apply_theme` restores them."""
    return text.replace("\xad", SOFT_HYPHEN)
