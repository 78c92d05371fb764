"""Only the page of the preview itself is answered."""

import pytest

from wsisc.preview import server

TOKEN = "a-token"
GOOD = {"Host": "127.0.0.1:8426"}


def refusal(method="GET", path=f"/{TOKEN}/", **headers):
    sent = {name.replace("_", "-"): value for name, value in {**GOOD, **headers}.items() if value is not None}
    return server.refusal_status(method, path, sent, 8426, TOKEN)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("host", ["127.0.0.1:8426", "localhost:8426"])
@pytest.mark.parametrize("site", [None, "none", "same-origin"])
def test_the_page_itself_is_welcome(method, host, site):
    assert refusal(method, Host=host, Origin=f"http://{host}", Sec_Fetch_Site=site) is None
    assert refusal(method, Host=host, Sec_Fetch_Site=site) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": None},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:80"},
        {"Host": "evil.example:8426"},
        {"Host": "127.0.0.1:8426.evil.example"},
        {"Host": "[::1]:8426"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8426"},
        {"Origin": "http://localhost:8426"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_others_are_refused(headers):
    assert refusal(**headers) == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get"])
def test_only_reading_is_allowed(method):
    assert refusal(method) == 403


@pytest.mark.parametrize(
    "path", ["", "/", "*", "/a-toke/", "/a-token-/", "/A-TOKEN/", "//a-token/", "/é/", "http://x/a-token/"]
)
def test_without_the_token_there_is_nothing(path):
    assert refusal(path=path) == 404


def test_the_policies_name_nobody_else_and_allow_nothing_inline():
    for policy in (server.security_headers(True), server.security_headers(False)):
        directives = policy["Content-Security-Policy"]
        assert directives.startswith("default-src 'none'; ")
        assert "unsafe" not in directives
        assert "http" not in directives
    assert "script-src" not in server.security_headers(True)["Content-Security-Policy"]
