"""Characters that no text, and those that no address or path may have."""

import re

HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001\U000e0020-\U000e007f]+"  # but in the flags of countries' parts
)
"""The characters that no text may have: no document can carry them, or they are invisible and do harm.

XML 1.0, 2.2 (Char), and Unicode's advice against overrides of direction (UAX #9, 2.2), annotations between lines (23.8)
and tags (23.9).
"""

INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
    f"\U000f0000-\U0010ffff{''.join(chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))}]"
)
"""The characters that no address or path may have: they are invisible, or shown differently by each program.

RFC 3987, 2.2 (ucschar) and 4.1 (no change of direction); joiners, which some scripts need, are allowed.
"""
