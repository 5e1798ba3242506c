from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from articles.body.document import normalize_link
from articles.body.providers import (
    FRAME_HOSTS,
    PROVIDERS,
    embed_from_url,
    frame_url,
    is_key,
    page_url,
)

KNOWN = [
    ("https://www.youtube.com/watch?v=abc_DEF-123&t=10s", ("youtube", "abc_DEF-123")),
    ("https://www.youtube.com/watch?app=x&v=abc_DEF-123", ("youtube", "abc_DEF-123")),
    ("https://youtu.be/abc_DEF-123?si=x", ("youtube", "abc_DEF-123")),
    ("//www.youtube-nocookie.com/embed/abc_DEF-123?rel=0", ("youtube", "abc_DEF-123")),
    ("https://youtube.com/shorts/abc_DEF-123", ("youtube", "abc_DEF-123")),
    ("https://vimeo.com/123456", ("vimeo", "123456")),
    ("https://player.vimeo.com/video/123456?h=ab", ("vimeo", "123456")),
    ("https://twitter.com/ada/status/123456?s=20", ("x", "123456")),
    ("https://x.com/ada/status/123456/photo/1", ("x", "123456")),
    (
        "https://bsky.app/profile/ada.bsky.social/post/3kabcdefgh2",
        ("bluesky", "ada.bsky.social/3kabcdefgh2"),
    ),
    ("https://example.social/@ada/109876543210987654", ("mastodon", "example.social/ada/109876543210987654")),
    ("https://example.social/@ada/109876543210987654/embed", ("mastodon", "example.social/ada/109876543210987654")),
    ("https://www.instagram.com/p/CabcDEF_12-/?utm=1", ("instagram", "p/CabcDEF_12-")),
    ("https://www.instagram.com/ada/reel/CabcDEF12/", ("instagram", "reel/CabcDEF12")),
    ("https://www.tiktok.com/@ada.l/video/7123456789012345678?x=1", ("tiktok", "7123456789012345678")),
    ("https://open.spotify.com/intl-de/track/4uLU6hMCjMI75M1A2tKUQC?si=1", ("spotify", "track/4uLU6hMCjMI75M1A2tKUQC")),
    ("https://open.spotify.com/embed/episode/4uLU6hMCjMI75M1A2tKUQC", ("spotify", "episode/4uLU6hMCjMI75M1A2tKUQC")),
    ("https://soundcloud.com/ada/tea-song", ("soundcloud", "ada/tea-song")),
    ("https://soundcloud.com/ada/sets/tea?si=1", ("soundcloud", "ada/sets/tea")),
    (
        "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/123&color=ff",
        ("soundcloud", "tracks/123"),
    ),
    ("https://datawrapper.dwcdn.net/AbC12/3/", ("datawrapper", "AbC12")),
    ("https://www.datawrapper.de/_/AbC12/", ("datawrapper", "AbC12")),
]  # fmt: skip

UNKNOWN = [
    "",
    "x",
    "javascript:alert(1)",
    "https://example.org/",
    "https://www.youtube.com/@channel",
    "https://www.youtube.com/watch?v=short",
    "https://youtube.com.evil.example/watch?v=abc_DEF-123",
    "https://evil.example/?https://youtu.be/abc_DEF-123",
    "https://medium.com/@ada/tea-abc123",
    "https://x.com/ada",
    "https://soundcloud.com/ada",
    "https://soundcloud.com/discover/tea",
    "https://vimeo.com/ada",
    "http://[broken",
    "https://youtu.be/" + "a" * 3000,
    "ftp://youtu.be/abc_DEF-123",
]


@pytest.mark.parametrize(("url", "expected"), KNOWN)
def test_an_address_of_a_known_provider_is_recognised(url, expected):
    assert embed_from_url(url) == expected


@pytest.mark.parametrize("url", UNKNOWN)
def test_any_other_address_is_not(url):
    assert embed_from_url(url) is None


@pytest.mark.parametrize(("provider", "key"), sorted({expected for _, expected in KNOWN}))
def test_page_and_frame_are_plain_addresses_of_the_provider(provider, key):
    page, frame = page_url(provider, key), frame_url(provider, key)
    assert normalize_link(page)
    assert page.startswith("https://")
    if frame:
        assert f"https://{urlsplit(frame).hostname}" in FRAME_HOSTS
    again = embed_from_url(page)
    assert again == (provider, key) or provider == "x"


@pytest.mark.parametrize("key", ["", "a b", '"><script>', "../../x", "a\n", "%2f", "ä" * 11])
def test_no_provider_takes_a_key_that_could_leave_its_address(key):
    assert not any(is_key(provider, key) for provider in PROVIDERS)
    assert not is_key("nobody", "abc_DEF-123")


def test_patterns_of_keys_are_such_as_browsers_read_too():
    for provider in PROVIDERS.values():
        assert not re.search(r"\(\?P|\\A|\\Z|\(\?<|\+\+|\*\+", provider.key)
