"""What a page says of itself in its head: title, canonical address, cards, feeds."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language

from articles.public.locales import open_graph_locale

FEED_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
OEMBED_TYPE = "application/json+oembed"


def absolute(path: str) -> str:
    """The whole address of a path of ours, from SITE_URL and never from the request."""
    return f"{settings.SITE_URL}{path}"


@dataclass(frozen=True, slots=True)
class Alternate:
    type: str
    title: str
    href: str


class ScriptText(str):
    """JSON for a script element: <, > and & are written as escapes, so it prints as is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One page's head; every address in it is absolute."""

    title: str = ""
    site_name: str = field(default_factory=lambda: settings.SITE_NAME)
    description: str = ""
    canonical: str = ""
    robots: str = ""
    previous: str = ""
    next: str = ""
    alternates: tuple[Alternate, ...] = ()
    open_graph: tuple[tuple[str, str], ...] = ()
    card: tuple[tuple[str, str], ...] = ()
    structured_data: tuple[ScriptText, ...] = ()


def feed_links(path: str, title: str) -> tuple[Alternate, ...]:
    """The three feeds of a page; `path` is the page's own, "/" for the whole site."""
    base = "" if path == "/" else path
    return tuple(
        Alternate(
            type=kind, title=f"{title} ({ending.upper()})", href=absolute(f"{base}/feed.{ending}")
        )
        for ending, kind in FEED_TYPES.items()
    )


def page_graph(title: str, description: str, canonical: str) -> tuple[tuple[str, str], ...]:
    """Open Graph of a page that is no story."""
    facts = {
        "og:type": "website",
        "og:site_name": settings.SITE_NAME,
        "og:title": title or settings.SITE_NAME,
        "og:description": description,
        "og:url": canonical,
        "og:locale": open_graph_locale(get_language() or ""),
    }
    return tuple((name, value) for name, value in facts.items() if value)
