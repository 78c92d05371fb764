"""A request -> whether it comes from the page of this preview, in the browser of whoever started it."""

import hmac
from collections.abc import Mapping

_SHELL = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'"
_DOCUMENT = "default-src 'none'; style-src 'self'; img-src data:"
_ALWAYS = "base-uri 'none'; form-action 'none'"


def refusal_status(method: str, path: str, headers: Mapping[str, str], port: int, token: str) -> int | None:
    """Return the status that a request is refused with, or None where it is welcome.

    The host must be this machine by name, so that no other name can be made to lead here; the origin, where the
    browser names one, this page; and the path must begin with the token.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    host, origin = headers.get("Host", ""), headers.get("Origin")
    if method not in ("GET", "HEAD") or host not in hosts:
        return 403
    if origin is not None and origin != f"http://{host}":
        return 403
    if headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return 403
    given = path.split("/")[1] if path.startswith("/") else ""
    return None if hmac.compare_digest(given.encode(), token.encode()) else 404


def security_headers(is_document: bool = False) -> dict[str, str]:
    """Return the headers of every answer; a document may be shown within the shell, which nothing may frame."""
    policy = (
        f"{_DOCUMENT if is_document else _SHELL}; {_ALWAYS}; frame-ancestors {"'self'" if is_document else "'none'"}"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN" if is_document else "DENY",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
