"""Which addresses a document can link to: those of RFC 3986 and 3987 with a host, and mail addresses."""

import pytest

from wsisc.importer.text.inline_collector import normalize_address
from wsisc.lint.rules.unsafe_address import is_safe


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "https://example.org:8080/x%20y", "https://[::1]/x", "https://[2001:db8::7]:8080/",
     "http://localhost:3000?x", "https://пример.рф/путь", "https://例え.テスト/パス#あ", "https://host:/", "https://example.org./",
     "https://example.org/a:b@c/[d]", "https://a_b.example.org/", "mailto:a@b.org,c@d.org", "mailto:a@b?subject=x%20y",
     "HTTPS://EXAMPLE.ORG/%E2%82%AC", "https://example.org?a=[1]&b=::"],
)  # fmt: skip
def test_an_address_with_a_host_is_one(address):
    assert is_safe(address)
    assert normalize_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["https://host:port/", "https://[::1/", "https://[zz]/", "https://example.org:99999/", "https://ex..org/",
     "http:///x", "https://.org/", "https://a]b/", "https://x:y@h:z/", "http://:80/", "https://", "mailto:a"],
)  # fmt: skip
def test_an_address_without_a_valid_host_or_port_is_none(address):
    assert not is_safe(address)
    assert normalize_address(address) == ""


@pytest.mark.parametrize("end", ["%zz", "%", "100%", "%4"])
def test_a_per_cent_sign_that_encodes_nothing_is_an_error_and_is_encoded_by_an_import(end):
    assert not is_safe(f"https://example.org/{end}")
    assert normalize_address(f"https://example.org/{end}") == f"https://example.org/{end.replace('%', '%25')}"
