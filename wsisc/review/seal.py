"""The Word file of a review -> the same with its digest, which shows later whether a person has changed it since."""

import hashlib

from wsisc.ooxml.word_package import WordPackage

_MARK = b"wsisc review "


def write_sealed(package: WordPackage) -> bytes:
    """Return a Word file with its changes, and with its digest as the comment of its archive."""
    body = package.write(_MARK + b"0" * 64)[: -len(_MARK) - 64]
    return body + _MARK + _digest(body)


def is_unchanged(content: bytes) -> bool:
    """Return whether a file is the result of a review, and no program has saved it since."""
    body, mark = content[: -len(_MARK) - 64], content[-len(_MARK) - 64 :]
    return mark == _MARK + _digest(body)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
