"""A GIF -> its first picture as PNG, a format that every document can have."""

import contextlib
import io
import warnings

from wsisc.document.figures import DECODING_ERRORS, MAX_PIXELS

SIGNATURE = b"GIF8"
"""How a GIF begins."""


def convert_gif(content: bytes) -> bytes:
    """Return the first picture of a GIF as PNG, b"" if the bytes are not a GIF, damaged, or too large."""
    import PIL.Image  # slow to import, and few files have a GIF

    output = io.BytesIO()
    with warnings.catch_warnings(), contextlib.suppress(PIL.Image.DecompressionBombError, *DECODING_ERRORS):
        warnings.simplefilter("ignore")
        image = PIL.Image.open(io.BytesIO(content), formats=("GIF",))
        if image.width * image.height <= MAX_PIXELS:
            image.save(output, "PNG")
    return output.getvalue()
