"""Providers of embeds: which keys they have, and the addresses that are made of a key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qs, quote, urlsplit


@dataclass(frozen=True, slots=True)
class Provider:
    """A site whose things may stand in a story; the parts of a key are divided by "/"."""

    label: str
    key: str
    """Regular expression for the whole key, in the syntax that Python and browsers share."""
    page: str
    """The public page of a key; {0}, {1} are its parts."""
    frame: str = ""
    """What a click loads into a frame; empty where the provider's host is not one fixed host."""
    hosts: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    """Shapes of "path?query" that hold a key: the groups, joined by "/", are the key."""


_X_USER = "[A-Za-z0-9_]{1,20}"
_DID = "did:plc:[a-z0-9]{24}"

PROVIDERS: Mapping[str, Provider] = MappingProxyType(
    {
        "youtube": Provider(
            "YouTube",
            "[A-Za-z0-9_-]{11}",
            "https://www.youtube.com/watch?v={0}",
            "https://www.youtube-nocookie.com/embed/{0}",
            (
                "youtube.com",
                "m.youtube.com",
                "music.youtube.com",
                "youtube-nocookie.com",
                "youtu.be",
            ),
            (
                r"/watch/?\?(?:[^#]*&)?v=([A-Za-z0-9_-]{11})(?:&.*)?",
                r"/(?:embed|shorts|live|v|e)/([A-Za-z0-9_-]{11})(?:[/?&].*)?",
                r"/([A-Za-z0-9_-]{11})(?:\?.*)?",
            ),
        ),
        "vimeo": Provider(
            "Vimeo",
            "[0-9]{1,12}",
            "https://vimeo.com/{0}",
            "https://player.vimeo.com/video/{0}?dnt=1",
            ("vimeo.com", "player.vimeo.com"),
            (r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?([0-9]{1,12})(?:[/?].*)?",),
        ),
        "x": Provider(
            "X",
            "[0-9]{1,20}",
            "https://x.com/i/status/{0}",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={0}",
            ("x.com", "twitter.com", "mobile.twitter.com", "platform.twitter.com"),
            (
                rf"/(?:{_X_USER}|i/web|i)/status(?:es)?/([0-9]{{1,20}})(?:[/?].*)?",
                r"/embed/Tweet\.html\?(?:.*&)?id=([0-9]{1,20})(?:&.*)?",
            ),
        ),
        "bluesky": Provider(
            "Bluesky",
            rf"(?:{_DID}|[a-z0-9][a-z0-9.-]{{2,100}})/[a-z0-9]{{8,20}}",
            "https://bsky.app/profile/{0}/post/{1}",
            "https://embed.bsky.app/embed/{0}/app.bsky.feed.post/{1}",
            ("bsky.app", "embed.bsky.app"),
            (
                rf"/profile/({_DID}|[a-z0-9.-]+)/post/([a-z0-9]{{8,20}})(?:[/?].*)?",
                rf"/embed/({_DID})/app\.bsky\.feed\.post/([a-z0-9]{{8,20}})(?:[/?].*)?",
            ),
        ),
        "instagram": Provider(
            "Instagram",
            "(?:p|reel|tv)/[A-Za-z0-9_-]{5,40}",
            "https://www.instagram.com/{0}/{1}/",
            "https://www.instagram.com/{0}/{1}/embed/",
            ("instagram.com",),
            (r"/(?:[\w.]+/)?(p|reel|tv)/([A-Za-z0-9_-]{5,40})(?:[/?].*)?",),
        ),
        "tiktok": Provider(
            "TikTok",
            "[0-9]{8,24}",
            "https://www.tiktok.com/embed/v2/{0}",
            "https://www.tiktok.com/player/v1/{0}",
            ("tiktok.com", "m.tiktok.com"),
            (
                r"/@[\w.]*/(?:video|photo)/([0-9]{8,24})(?:[/?].*)?",
                r"/(?:embed(?:/v[0-9])?|player/v[0-9]|v)/([0-9]{8,24})(?:[./?].*)?",
            ),
        ),
        "spotify": Provider(
            "Spotify",
            "(?:track|album|artist|playlist|episode|show)/[A-Za-z0-9]{22}",
            "https://open.spotify.com/{0}/{1}",
            "https://open.spotify.com/embed/{0}/{1}",
            ("open.spotify.com",),
            (
                r"/(?:intl-[a-z]{2}/)?(?:embed(?:-podcast)?/)?"
                r"(track|album|artist|playlist|episode|show)/([A-Za-z0-9]{22})(?:[/?].*)?",
            ),
        ),
        "soundcloud": Provider(
            "SoundCloud",
            "[A-Za-z0-9_-]{1,80}/(?:sets/)?[A-Za-z0-9_-]{1,110}",
            "https://soundcloud.com/{key}",
            "https://w.soundcloud.com/player/?url={quoted}",
            ("soundcloud.com", "m.soundcloud.com", "api.soundcloud.com"),
            (r"/([A-Za-z0-9_-]{1,80}/(?:sets/)?[A-Za-z0-9_-]{1,110})/?(?:\?.*)?",),
        ),
        "datawrapper": Provider(
            "Datawrapper",
            "[A-Za-z0-9]{5}",
            "https://datawrapper.dwcdn.net/{0}/",
            "https://datawrapper.dwcdn.net/{0}/",
            ("datawrapper.dwcdn.net", "datawrapper.de"),
            (r"/(?:_/)?([A-Za-z0-9]{5})(?:[/?].*)?",),
        ),
        "mastodon": Provider(
            "Mastodon",
            r"[a-z0-9-]+(?:\.[a-z0-9-]+)+/[A-Za-z0-9_]{1,30}(?:@[a-z0-9.-]+)?/[0-9]{10,24}",
            "https://{0}/@{1}/{2}",
            patterns=(
                r"/@([A-Za-z0-9_]{1,30}(?:@[a-z0-9.-]+)?)/([0-9]{10,24})(?:/embed)?/?(?:\?.*)?",
            ),
        ),
    }
)
"""Provider by name; a body holds only the name and a key, never an address or markup."""

FRAME_HOSTS: tuple[str, ...] = tuple(
    sorted(
        {f"https://{urlsplit(each.frame).hostname}" for each in PROVIDERS.values() if each.frame}
    )
)
"""Origins that a click may load, for a page's frame-src."""

_BY_HOST = {host: name for name, provider in PROVIDERS.items() for host in provider.hosts}
_LONGEST_ADDRESS = 2_000
_SOUNDCLOUD_PLACES = ("discover", "stream", "search", "you", "pages", "charts", "upload")


def is_key(provider: str, key: str) -> bool:
    """Whether `key` has the shape of a key of `provider`."""
    known = PROVIDERS.get(provider)
    return known is not None and re.fullmatch(known.key, key, re.ASCII) is not None


def page_url(provider: str, key: str) -> str:
    """The public page of an embed; the pair must be valid."""
    if provider == "soundcloud" and re.fullmatch("(tracks|playlists)/[0-9]+", key):
        return frame_url(provider, key)
    return _filled(PROVIDERS[provider].page, key)


def frame_url(provider: str, key: str) -> str:
    """What a reader's click loads into a frame; empty if only the page can be linked."""
    if provider == "bluesky" and not key.startswith("did:"):
        return ""
    return _filled(PROVIDERS[provider].frame, key)


def embed_from_url(url: str) -> tuple[str, str] | None:
    """Provider and key of the thing behind an address of a page, player or frame, if one is known.

    Works on the text alone; addresses without scheme ("//player.vimeo.com/video/1") are read too.
    """
    if len(url) > _LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(url.strip(), scheme="https")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    if host == "w.soundcloud.com":
        return embed_from_url(parse_qs(parts.query).get("url", [""])[0])
    name = _BY_HOST.get(host, "mastodon")
    key = _key_in(name, parts.path + (f"?{parts.query}" if parts.query else ""))
    if name == "mastodon" and key:
        key = f"{host}/{key}"
    if name == "soundcloud" and key.split("/")[0] in _SOUNDCLOUD_PLACES:
        return None
    return (name, key) if is_key(name, key) else None


def _key_in(provider: str, address: str) -> str:
    for pattern in PROVIDERS[provider].patterns:
        if found := re.fullmatch(pattern, address, re.ASCII):
            return "/".join(found.groups())
    return ""


def _filled(template: str, key: str) -> str:
    numeric = re.fullmatch("(tracks|playlists)/[0-9]+", key)
    whole = f"https://{'api.' if numeric else ''}soundcloud.com/{key}"
    return template.format(*key.split("/"), key=key, quoted=quote(whole, safe=""))
