from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body.links import normalize_link
from tests.body.documents import HOSTILE

KEPT = [
    ("https://Example.ORG", "https://example.org/"),
    ("  HTTP://example.org:80/a b?q=ü#x y ", "http://example.org/a%20b?q=%C3%BC#x%20y"),
    ("https://example.org:443/%41?a=1&b=[2]", "https://example.org/%41?a=1&b=[2]"),
    ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"),
    ("https://[::1]:8080/a", "https://[::1]:8080/a"),
    ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
    ("/science/tea?page=2#top", "/science/tea?page=2#top"),
    ("mailto:desk@example.org?subject=A tip", "mailto:desk@example.org?subject=A%20tip"),
    ("tel:+1 (22) 333-44", "tel:+12233344"),
]

REFUSED = [
    "",
    "   ",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "\u2028javascript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "//example.org/",
    "/\\example.org",
    "\\\\example.org",
    "https:\\\\example.org",
    "https://",
    "https:example.org",
    "https:///path",
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://example.org:99999/",
    "https://exa mple.org/",
    "https://example.org%2f@evil.example/",
    "https://exa\u200bmple.org/",
    "https://example.org/a\tb",
    "https://example.org/a\u202eb",
    "https://[::1/",
    "https://" + "a" * 300 + ".example/",
    "https://example.org/" + "a" * 2_000,
    "https://example.org/" + "ü" * 900,
    "page.html",
    "#fragment",
    "?query",
    "mailto:",
    "mailto:nobody",
    "mailto:a@b@c",
    "tel:",
    "tel:call-me",
    "https://example.org/\x00",
]


@pytest.mark.parametrize(("given_address", "kept"), KEPT)
def test_an_address_has_one_form(given_address, kept):
    assert normalize_link(given_address) == kept
    assert normalize_link(kept) == kept


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_plain_is_refused(address):
    with pytest.raises(ValueError):
        normalize_link(address)


@given(
    st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80)),
    st.sampled_from(["", "https://", "https://example.org/", "/", "mailto:", "tel:", "java"]),
)
@settings(max_examples=200, deadline=None)
def test_whatever_passes_is_inert_and_stays_as_it_is(text, prefix):
    try:
        address = normalize_link(prefix + text)
    except ValueError:
        return
    assert address.startswith(("https://", "http://", "mailto:", "tel:", "/"))
    assert not address.startswith("//")
    assert address.isascii()
    assert not set(address) & set('"<>\\ \t\r\n')
    assert normalize_link(address) == address
