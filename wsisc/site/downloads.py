"""Submissions with their documents -> the files to download, by path in the site."""

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from wsisc.collate.collection import Member
from wsisc.writers import yaml

FORMATS = ("docx", "pdf", "yaml")
"""The formats in which a submission can be downloaded, in the order of the links."""


def download_path(member: Member, format: str) -> str:
    """Return the path of a member's file in the site.

    Source and figures are in a folder of their own, because authors choose the names of figures; the source must differ
    from all of them.
    """
    key, name = member.key, f"{member.key}.{format}"
    if format != "yaml":
        return f"files/{key}/{name}"
    figure_names = {_fold_file_name(PurePosixPath(each.file).parts[0]) for each in member.manuscript.images.values()}
    count = 1
    while _fold_file_name(name) in figure_names:
        count += 1
        name = f"{key}-{count}.{format}"
    return f"files/{key}/source/{name}"


def collect_files(members: Iterable[Member], documents: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """Return the documents of members, their sources without comments and contact, and the sources' figures."""
    files = {}
    for member in members:
        for image in member.manuscript.images.values():
            files[f"files/{member.key}/source/{PurePosixPath(image.file)}"] = image.content
        for format in FORMATS[:-1]:
            if format in documents[member.key]:  # a PDF is missing if no font has one of its characters
                files[download_path(member, format)] = documents[member.key][format]
        files[download_path(member, "yaml")] = yaml.dump_canonical(member.manuscript.submission).encode()
    return files


def _fold_file_name(name: str) -> str:
    """Return a name as file systems see it that ignore case and the encoding of accents."""
    return unicodedata.normalize("NFC", name.casefold())
