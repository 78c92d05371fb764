"""A collection with its documents -> the files that readers can download, each with its place in the site."""

import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath

from wsisc.collate.collection import Collection, Member
from wsisc.writers import yaml

FORMATS = ("docx", "pdf", "yaml")
"""The formats in which a submission can be downloaded, as they are offered."""


def download_path(member: Member, format: str) -> str:
    """Return where a file of a member is found in the site.

    Source and figures have a folder of their own, for figures are called as authors like; the source as none of them.
    """
    key, name = member.key, f"{member.key}.{format}"
    if format != "yaml":
        return f"files/{key}/{name}"
    taken = {_fold_file_name(PurePosixPath(each.file).parts[0]) for each in member.manuscript.images.values()}
    count = 1
    while _fold_file_name(name) in taken:
        count += 1
        name = f"{key}-{count}.{format}"
    return f"files/{key}/source/{name}"


def collect_files(collection: Collection, documents: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """Return the documents of all members, their sources without comments and contact, and the sources' figures."""
    files: dict[str, bytes] = {}
    for member in collection.members:
        for image in member.manuscript.images.values():
            files[f"files/{member.key}/source/{PurePosixPath(image.file)}"] = image.content
        for format in FORMATS[:-1]:
            if format in documents[member.key]:  # there is no PDF where no font has one of its characters
                files[download_path(member, format)] = documents[member.key][format]
        files[download_path(member, "yaml")] = yaml.dump_canonical(member.manuscript.submission).encode()
    return files


def _fold_file_name(name: str) -> str:
    """Return a name as disks see it that make no difference of case or of how an accent is written."""
    return unicodedata.normalize("NFC", name.casefold())
