"""The name of a typeface -> whether it is known to draw letters as letters.

Wingdings or a bar code typeface makes words unreadable; what an unknown typeface draws cannot be known.
"""

_TEXT_TYPEFACES = {
    "times new roman", "times", "tinos", "liberation serif", "georgia", "cambria", "garamond", "palatino linotype",
    "book antiqua", "constantia", "noto serif", "source serif pro", "source serif 4", "dejavu serif", "arial", "arimo",
    "helvetica", "helvetica neue", "liberation sans", "calibri", "carlito", "caladea", "verdana", "tahoma",
    "trebuchet ms", "segoe ui", "aptos", "roboto", "open sans", "noto sans", "source sans pro", "source sans 3",
    "dejavu sans", "courier new", "courier", "cousine", "liberation mono", "consolas", "cascadia mono",
    "dejavu sans mono", "menlo", "monaco", "amiri", "traditional arabic", "simplified arabic", "noto naskh arabic",
    "noto sans arabic", "simsun", "simhei", "microsoft yahei", "noto sans cjk sc", "noto serif cjk sc", "ms mincho",
    "batang", "segoe ui symbol", "noto sans symbols2", "noto sans symbols 2",
    "serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace", "math",
}  # fmt: skip


def is_text_typeface(name: str) -> bool:
    """Return whether a typeface is known to draw letters as letters."""
    return " ".join(name.strip(" \"'").lower().split()) in _TEXT_TYPEFACES
