"""A version and the addresses of the project -> the files of a release, changed in place, and the commit and tag.

    python -m release.prepare 1.0.0 --date 2027-01-31 --project https://wsisc.un.example.org/ \
        --repository https://github.com/OWNER/wsisc

The version is written here, and the tag names it: the GitHub action, the container and `pip install git+https://...`
have no tags to read it from.
"""

import argparse
import datetime
import re
import subprocess
import sys
from pathlib import Path

from packaging.version import InvalidVersion, Version

import wsisc
from wsisc.messages import addresses

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/first-steps.md")
"""The pages that say how to install wsisc."""
UNRELEASED = re.compile(r"<!-- until the first release -->\n.*?<!-- end -->\n+", re.DOTALL)
"""What such a page says until then."""


def set_constant(text: str, name: str, value: object) -> str:
    """Return the text of a module with another value of a constant. Raises ValueError if there is no such constant."""
    literal = f'"{value}"' if isinstance(value, str) else repr(value)
    text, count = re.subn(rf"^{name} = .*$", lambda _: f"{name} = {literal}", text, flags=re.MULTILINE)
    if count != 1:
        raise ValueError(f"{name} is defined {count} times, expected once")
    return text


def release_changelog(text: str, version: str, date: str, repository: str) -> str:
    """Return the changelog with its unreleased changes under a version.

    Raises ValueError if there are none, or the version is there already.
    """
    if re.search(rf"^## \[?{re.escape(version)}\]?(?: |$)", text, re.MULTILINE):
        raise ValueError(f"CHANGELOG.md contains {version} already")
    section = re.search(r"^## \[?Unreleased\]?\n(.*?)(?=^## |^\[[^\]]+\]: |\Z)", text, re.MULTILINE | re.DOTALL)
    if not section or not section[1].strip():
        raise ValueError("CHANGELOG.md has no changes under Unreleased")
    text = text.replace(section[0], f"## [Unreleased]\n\n## [{version}] - {date}\n{section[1]}", 1)
    definition = re.compile(r"^\[[^\]]+\]: .*$", re.MULTILINE)
    links = [link for link in definition.findall(text) if not link.startswith("[Unreleased]")]
    links[:0] = [
        f"[Unreleased]: {repository}/compare/v{version}...HEAD",
        f"[{version}]: {repository}/releases/tag/v{version}",
    ]
    return definition.sub("", text).rstrip("\n") + "\n\n" + "\n".join(links) + "\n"


def prepare(version: str, date: str, project: str, repository: str) -> list[Path]:
    """Change the files of a release, and return them. Raises ValueError, before the first change, if one is wrong."""
    for name, address in (("--project", project), ("--repository", repository)):
        if not re.fullmatch(r"(https|file)://[^\s\"\\]+", address):
            raise ValueError(f"{name} {address}: expected an address that begins with https://")
        if "wsisc.example" in address or "/OWNER/" in address:
            raise ValueError(f"{name} {address}: this is an example; name the address of the project")
    datetime.date.fromisoformat(date)
    changed = {
        "wsisc/__init__.py": set_constant(_read("wsisc/__init__.py"), "__version__", version),
        "CHANGELOG.md": release_changelog(_read("CHANGELOG.md"), version, date, repository.rstrip("/")),
    }
    module = set_constant(_read("wsisc/messages/addresses.py"), "PROJECT", project.rstrip("/") + "/")
    module = set_constant(module, "REPOSITORY", repository.rstrip("/"))
    changed["wsisc/messages/addresses.py"] = set_constant(module, "IS_REGISTERED", True)
    citation = re.sub(r"^(version|date-released): .*\n", "", _read("CITATION.cff"), flags=re.MULTILINE)
    changed["CITATION.cff"] = f"{citation}version: {version}\ndate-released: {date}\n"
    for page in PAGES:
        changed[page] = UNRELEASED.sub("", _read(page))
    for path, text in changed.items():
        (ROOT / path).write_text(text, "utf-8", newline="\n")
    return [ROOT / path for path in changed]


def refuse_unreleasable(version: str) -> None:
    """Raise ValueError if the checkout cannot become a version."""
    if Version(version) < Version(wsisc.__version__):
        raise ValueError(f"{version} is older than {wsisc.__version__}")
    if _read_git("status", "--porcelain"):
        raise ValueError("the checkout has changes that are not committed")
    if _read_git("tag", "--list", f"v{version}"):
        raise ValueError(f"the tag v{version} exists already")


def _read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def _read_git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True).stdout.strip()


def main() -> None:
    """Change the files, renew the schemas, commit and tag."""
    parser = argparse.ArgumentParser(description="Prepare a release: version, addresses, changelog, commit and tag.")
    parser.add_argument("version", help="the version to release, such as 1.0.0")
    parser.add_argument("--project", default=addresses.PROJECT, help="address of the web site (default: as before)")
    parser.add_argument(
        "--repository", default=addresses.REPOSITORY, help="address of the repository (default: as before)"
    )
    parser.add_argument("--date", required=True, help="date of the release, such as 2027-01-31")
    options = parser.parse_args()
    if Path.cwd() != ROOT:  # with PYTHONSAFEPATH or an installed checkout, this module is not the one of the folder
        sys.exit(f"error: this would release {ROOT}; run it there")
    try:
        version = str(Version(options.version.removeprefix("v")))
        refuse_unreleasable(version)
        head = _read_git("rev-parse", "HEAD")
        prepare(version, options.date, options.project, options.repository)
    except (InvalidVersion, ValueError, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"error: {error}")
    try:
        _commit(version)
    except subprocess.CalledProcessError as error:
        sys.exit(f"error: {' '.join(error.cmd)} failed; to undo the release: git reset --hard {head}")
    print(f"wsisc {version} is committed and tagged. To publish it: git push --follow-tags")


def _commit(version: str) -> None:
    """Renew the schemas, commit and tag. Raises CalledProcessError if one of these fails."""
    _run(sys.executable, "-m", "release.schemas")  # a new process, with the new addresses
    _run("git", "commit", "--quiet", "--all", "-m", f"release: {version}")
    _run("git", "tag", "--annotate", f"v{version}", "-m", f"wsisc {version}")


if __name__ == "__main__":
    main()
