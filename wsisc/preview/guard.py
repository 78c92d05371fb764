"""A request -> whether it comes from the page of this preview, in the browser of the user who started it."""

import hmac
from collections.abc import Mapping

_SHELL = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'"
_DOCUMENT = "default-src 'none'; style-src 'self'; img-src data:"
_REPORT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"  # one file, with its styles in it
_ALWAYS = "base-uri 'none'; form-action 'none'"


def refusal_status(method: str, path: str, headers: Mapping[str, str], port: int, token: str) -> int | None:
    """Return the status with which a request is refused, or None if it is allowed.

    The host must be this machine by name, so that no foreign name can resolve to it (DNS rebinding); the origin, if the
    browser sends one, must be this page; and the path must start with the token.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    host, origin = headers.get("Host", ""), headers.get("Origin")
    is_foreign = origin is not None and origin != f"http://{host}"
    is_cross_site = headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
    if method not in ("GET", "HEAD") or host not in hosts or is_foreign or is_cross_site:
        return 403
    received = path.split("/")[1] if path.startswith("/") else ""
    return None if hmac.compare_digest(received.encode(), token.encode()) else 404


def security_headers(is_document: bool = False, is_report: bool = False) -> dict[str, str]:
    """Return the headers of every response.

    A document may be framed by the shell, which itself may not be framed; a report is a document with its own styles.
    """
    allowed = _REPORT if is_report else _DOCUMENT if is_document else _SHELL
    policy = f"{allowed}; {_ALWAYS}; frame-ancestors {"'self'" if is_document else "'none'"}"
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
