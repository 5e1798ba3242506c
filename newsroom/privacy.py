"""What the newsroom must keep to itself, and whether any public page, header, feed, error or log line says it."""

from __future__ import annotations

import html
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from articles.models import Article, Contributor, Person, PreviewLink, Section, Topic
from newsroom.logs import LineFormatter

MOST_HEADLINES, MOST_STORIES, MOST_OTHERS = 500, 200, 40
SHORTEST = 8
"""Letters; a shorter text stands on any page by chance."""
FIXED = (
    "/", "/archive", "/people", "/corrections", "/search?q=a", "/feed.rss", "/feed.atom", "/feed.json",
    "/sitemap.xml", "/sitemaps/stories-1.xml", "/sitemaps/pages.xml", "/news-sitemap.xml", "/api/stories",
    "/robots.txt", "/health", "/ready", "/metrics", "/nowhere-at-all", "/preview/none", "/oembed?url=x",
    "/pictures/none/640.jpg",
)  # fmt: skip
STRANGER = "203.0.113.77"
"""An address of documentation (RFC 5737): what only this machine may read is asked for as a stranger."""


@dataclass(frozen=True, slots=True)
class Leak:
    kind: str
    door: str
    """The address that was asked, or "the log"."""
    around: str
    """What stands before it, so that it can be found; never the thing itself."""


def kept_to_itself() -> dict[str, set[str]]:
    """Kind -> texts that no reader may see and no log may hold."""
    hidden = Article.objects.exclude(pk__in=Article.objects.published(timezone.now()).values("pk"))
    headlines = set(hidden.order_by("-pk").values_list("headline", flat=True)[:MOST_HEADLINES])
    public = Article.objects.published(timezone.now()).filter(headline__in=headlines)
    headlines -= set(public.values_list("headline", flat=True))
    accounts = User.objects.values_list("email", "password")[:MOST_HEADLINES]
    found = {
        "the site's secret": {settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS},
        "the database's password": {str(settings.DATABASES["default"].get("PASSWORD") or "")},
        "an account's e-mail address": {email for email, _password in accounts},
        "an account's password": {password for _email, password in accounts},
        "a session": set(Session.objects.values_list("session_key", flat=True)[:MOST_HEADLINES]),
        "a preview link": set(
            PreviewLink.objects.values_list("token_digest", flat=True)[:MOST_HEADLINES]
        ),
        "an unpublished headline": headlines,
    }
    return {
        kind: {each for each in texts if len(each) >= SHORTEST} for kind, texts in found.items()
    }


def doors() -> Iterator[str]:
    """Public addresses: the fixed ones, the newest of each kind, and hidden stories' own."""
    yield from FIXED
    stories = Article.objects.published(timezone.now()).order_by("-published_at")[:MOST_STORIES]
    for story in stories.select_related("section"):
        own = story.get_absolute_url()
        yield own
        yield f"/api/stories/{story.pk}"
        yield f"/oembed?url={quote(settings.SITE_URL + own)}"
    for model in (Section, Person, Topic, Contributor):
        for row in model.objects.order_by("-pk")[:MOST_OTHERS]:
            yield row.get_absolute_url()
            yield f"{row.get_absolute_url()}/feed.rss"
    hidden = Article.objects.exclude(visibility="public").order_by("-pk")[:MOST_OTHERS]
    for story in hidden:
        yield f"/api/stories/{story.pk}"
        yield f"/x/y-{story.pk}"


def leaks() -> Iterator[Leak]:
    """Asks every door as a stranger, and looks at what it answered, where it led and what was logged."""
    kept = kept_to_itself()
    site = urlsplit(settings.SITE_URL)
    client = Client(
        raise_request_exception=False,
        SERVER_NAME=site.hostname or "localhost",
        REMOTE_ADDR=STRANGER,
    )
    with _logged() as lines:
        for door in doors():
            answer = client.get(door, secure=site.scheme == "https")
            if answer.status_code >= 500:
                yield Leak("an error of the server", door, f"status {answer.status_code}")
            body = b"".join(getattr(answer, "streaming_content", None) or [answer.content])
            said = f"{json.dumps(dict(answer.headers))}\n{body.decode(errors='replace')}"
            yield from _found(door, html.unescape(said), kept)
        yield from _found("the log", "\n".join(lines), kept)


def _found(door: str, said: str, kept: dict[str, set[str]]) -> Iterator[Leak]:
    for kind, texts in kept.items():
        for text in texts:
            at = said.find(text)
            if at >= 0:
                yield Leak(kind, door, _masked(said[max(0, at - 60) : at], kept))


def _masked(text: str, kept: dict[str, set[str]]) -> str:
    """The text without anything else that is kept."""
    for each in sorted(set().union(*kept.values()), key=len, reverse=True):
        text = text.replace(each, "…")
    return " ".join(text.split())


@contextmanager
def _logged() -> Iterator[list[str]]:
    """The lines that are logged meanwhile, as they would be written."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(LineFormatter().format(record))

    handler, root = Kept(level=logging.INFO), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
