"""The addresses of the project and its README -> `[project.urls]` and the page of the package index.

hatchling runs this when it builds a wheel or a source archive. The one place of addresses is
`wsisc/messages/addresses.py`; and the README, whose links lead to files next to it, is read elsewhere, so they become
absolute.
"""

import re
import runpy
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LOCAL_LINK = re.compile(r"(!?)(\[(?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*\])\((?![a-z]+:|#)([^)]+)\)")


class ProjectMetadata(MetadataHookInterface):
    """The hook that hatchling calls."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add `urls` and `readme`."""
        root = Path(self.root)
        addresses = runpy.run_path(str(root / "wsisc" / "messages" / "addresses.py"))
        repository = addresses["REPOSITORY"]
        tag = f"v{runpy.run_path(str(root / 'wsisc' / '__init__.py'))['__version__']}"
        metadata["urls"] = {
            "Homepage": addresses["PROJECT"],
            "Documentation": f"{repository}/tree/{tag}/docs",
            "Repository": repository,
            "Issues": f"{repository}/issues",
            "Changelog": f"{repository}/blob/{tag}/CHANGELOG.md",
        }
        text = (root / "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": absolute_links(text, repository, tag)}


def absolute_links(text: str, repository: str, tag: str) -> str:
    """Return Markdown whose links and images lead to the files of a tag in a repository on GitHub or GitLab."""

    def replace(found: re.Match[str]) -> str:
        mark, words, path = found.groups()
        return f"{mark}{replace_in(words)}({repository}/{'raw' if mark else 'blob'}/{tag}/{path})"

    def replace_in(words: str) -> str:
        return f"[{_LOCAL_LINK.sub(replace, words[1:-1])}]"

    return _LOCAL_LINK.sub(replace, text)
