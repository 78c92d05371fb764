"""The addresses where a release is published -> all addresses that documents, schemas, reports and CI files name.

`make release` sets the three constants. Until then they are reserved names that do not resolve.
"""

PROJECT = "https://wsisc.example/"
"""The web site, with a slash at the end. The host is reserved by RFC 2606, so that nobody can register it."""
REPOSITORY = "https://HOST/OWNER/wsisc"
"""The Git repository."""
IS_REGISTERED = False
"""Whether the name wsisc in the package index belongs to this project."""

INSTALLATION_EXAMPLE = f"git+{REPOSITORY}@COMMIT"


def web_site() -> str:
    """Return the address of the web site, "" until a release has one: nobody is given a link that leads nowhere."""
    return "" if PROJECT.rstrip("/").endswith(".example") else PROJECT


def rule_page(code: str) -> str:
    """Return the address of the page that explains a rule, "" until the web site exists."""
    return f"{site}rules#{code}" if (site := web_site()) else ""
