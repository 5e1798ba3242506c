"""Tells hubs (WebSub) and search engines (IndexNow) what changed; a queue that no save waits for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db.models import F

from articles.ingest.outbound import NotFetched, allowed
from articles.models import Announcement, Article
from articles.public.head import FEED_TYPES, absolute
from articles.public.machine import indexed

MOST: Final = 10_000
"""Addresses in one message; the limit of IndexNow."""
SECONDS: Final = 3.0
WAITS: Final = (1, 5, 25, 125)
"""Minutes before each new try; after the last one it is let go."""
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json; charset=utf-8"

Post = Callable[[str, bytes, str], None]
"""Sends a body of a content type to an address; raises NotFetched."""


@dataclass(slots=True)
class Told:
    """How many stories were told of, and what went wrong; sentences."""

    stories: int = 0
    faults: list[str] = field(default_factory=list)


def announce(now: datetime, post: Post | None = None) -> Told:
    """Everything that is due, in one message to each; what was not heard waits for another try."""
    rows = list(Announcement.objects.filter(due_at__lte=now)[:MOST])
    public = _among(Article.objects.published(now).filter(pk__in=_stories(rows)))
    listed = _among(indexed(now).filter(pk__in=_stories(rows)))
    heard = [row for row in rows if row.story in public or row.was_seen]
    told = Told(len(heard))
    gone = [row for row in heard if row.story not in public]
    send = post or _post
    if heard and settings.WEBSUB_HUB:
        _attempt(told, lambda: send(settings.WEBSUB_HUB, _hub_body(heard), FORM))
    engines = [row for row in heard if row.story in listed] + gone
    if engines and settings.INDEXNOW_KEY:
        body = _engine_body(absolute(row.path) for row in engines)
        _attempt(told, lambda: send(settings.INDEXNOW_ENDPOINT, body, JSON))
    _settle(rows, now, is_heard=not told.faults)
    return told


def _stories(rows: Iterable[Announcement]) -> list[int]:
    return [row.story for row in rows]


def _among(stories: Iterable[Article]) -> set[int]:
    return {story.pk for story in stories}


def _attempt(told: Told, send: Callable[[], None]) -> None:
    try:
        send()
    except NotFetched as fault:
        told.faults.append(str(fault))


def _hub_body(rows: Iterable[Announcement]) -> bytes:
    """Every feed that changed: the site's and those of the sections."""
    scopes = dict.fromkeys(["", *(row.section_path for row in rows)])
    feeds = [absolute(f"{scope}/feed.{ending}") for scope in scopes for ending in FEED_TYPES]
    return urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]).encode()


def _engine_body(addresses: Iterable[str]) -> bytes:
    key = settings.INDEXNOW_KEY
    message = {
        "host": urlsplit(settings.SITE_URL).netloc,
        "key": key,
        "keyLocation": absolute(f"/{key}.txt"),
        "urlList": list(addresses),
    }
    return json.dumps(message).encode()


def _settle(rows: Sequence[Announcement], now: datetime, *, is_heard: bool) -> None:
    """Rows that a save has changed meanwhile stay as they are: they are told of again."""
    for row in rows:
        same = Announcement.objects.filter(pk=row.pk, due_at=row.due_at)
        if is_heard or row.tries >= len(WAITS):
            same.delete()
        else:
            later = now + timedelta(minutes=WAITS[row.tries])
            same.update(tries=F("tries") + 1, due_at=later)


def _post(address: str, body: bytes, content_type: str) -> None:
    door = allowed([urlsplit(address).hostname or ""])
    door.seconds = SECONDS
    door.post(address, body, content_type)
