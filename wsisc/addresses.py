"""The addresses where a release is published -> all addresses that documents, schemas, reports and CI files name.

A release sets the two constants, then runs `make schemas`. Until then they are names that lead nowhere.
"""

PROJECT = "https://wsisc.example/"
"""The web site, with a slash at the end. The host is reserved by RFC 2606, so that nobody can register it."""
REPOSITORY = "https://HOST/OWNER/wsisc"
"""The Git repository."""

SOURCE_NAMESPACE = f"{PROJECT}source/1"
"""The XML namespace of the source that a Word file carries."""
INSTALLATION_EXAMPLE = f"git+{REPOSITORY}@COMMIT"


def rule(code: str) -> str:
    """Return the address of the documentation of a rule."""
    return f"{PROJECT}rules#{code}"


def schema(name: str) -> str:
    """Return the `$id` of a schema; the files in `schemas/` have it relative to their folder."""
    return f"{PROJECT}schemas/1/{name}.schema.json"
