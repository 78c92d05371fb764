"""A tag -> whether the checkout is what the tag says: only then does the release workflow publish it.

python -m release.check v1.0.0
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

import wsisc
from release.prepare import PAGES, UNRELEASED
from wsisc.messages import addresses

ROOT = Path(__file__).parents[1]


def find_problems(tag: str, root: Path = ROOT) -> Iterator[str]:
    """Yield what a tag and the files of a checkout disagree on."""
    version = tag.removeprefix("refs/tags/").removeprefix("v")
    if version != wsisc.__version__:
        yield f"the tag is {tag}, but wsisc/__init__.py has {wsisc.__version__}"
    if not addresses.IS_REGISTERED or "wsisc.example" in addresses.PROJECT or "/OWNER/" in addresses.REPOSITORY:
        yield "wsisc/messages/addresses.py does not contain the addresses of the project"
    if not re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", _read(root, "CHANGELOG.md"), re.MULTILINE):
        yield f"CHANGELOG.md has no section ## [{version}] - DATE"
    if str(yaml.safe_load(_read(root, "CITATION.cff"))["version"]) != version:
        yield f"CITATION.cff does not name the version {version}"
    for page in PAGES:
        if UNRELEASED.search(_read(root, page)):
            yield f"{page} still says that nothing is released"


def _read(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m release.check TAG")
    problems = list(find_problems(sys.argv[1]))
    for problem in problems:
        print(f"error: {problem}; run python -m release.prepare", file=sys.stderr)
    sys.exit(1 if problems else 0)
