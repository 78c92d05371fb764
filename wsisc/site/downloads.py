"""A collection with its documents -> the files that readers can download, each with its place in the site."""

from collections.abc import Mapping

from wsisc.collection import Collection
from wsisc.writers import yaml

FORMATS = ("docx", "pdf", "yaml")
"""The formats in which a submission can be downloaded, as they are offered."""


def path(key: str, format: str) -> str:
    """Return where a file of a member is found in the site, by the member's key."""
    return f"files/{key}/{key}.{format}"


def of(collection: Collection, documents: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """Return the documents of all members, their sources without comments and contact, and the sources' figures."""
    files: dict[str, bytes] = {}
    for key, _, manuscript in collection.members:
        for image in manuscript.images.values():
            files[f"files/{key}/{image.file}"] = image.content
        for format in FORMATS[:-1]:
            files[path(key, format)] = documents[key][format]
        files[path(key, "yaml")] = yaml.canonical(manuscript.submission).encode()
    return files
