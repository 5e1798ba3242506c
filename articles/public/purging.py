"""A CDN in front of the newsroom hears that pages changed; what they say to it is in the page cache.

Off without CDN_URL. Every public page bears one key, and whatever moves the number of freshness
drops that key: like the page cache here, nothing is dropped by name, so nothing can be forgotten.
Should a message be lost, a page goes when its seconds are over.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

from articles import freshness
from articles.ingest.outbound import NotFetched, allowed

log = logging.getLogger(__name__)

AGAIN: Final = 3.0
"""Seconds after which a purge is repeated: what was on its way then came from nginx's two seconds, or
from a process that had read the number half a second before.
"""
LOOKS: Final = 0.5
"""Seconds between two looks at the number; one row by its key."""
PATIENCE: Final = 3.0
"""Seconds for one message."""
LONGEST_REST: Final = 30.0
"""Seconds between two tries at a CDN that does not answer."""

Post = Callable[[], None]
"""Tells the CDN; raises NotFetched."""


def purge() -> None:
    """Drops all public pages from the CDN; raises NotFetched."""
    cdn: dict[str, Any] | None = settings.CDN
    if cdn is None:
        raise NotFetched("There is no CDN to tell: CDN_URL is not set.")
    door = allowed([urlsplit(cdn["address"]).hostname or ""])
    door.seconds = PATIENCE
    door.post(cdn["address"], cdn["body"], "application/json", cdn["asked_with"])


@dataclass(slots=True)
class Follower:
    """Tells the CDN of each change, in one message for those of half a second, and once more later."""

    post: Post = purge
    told: int = -1
    """The number of the change that it heard of."""
    again_at: float | None = None
    rest_until: float = 0.0
    failed: int = 0

    def look(self, now: float) -> None:
        """Tells what is due at `now`, seconds of a clock that never jumps."""
        if now < self.rest_until:
            return
        number = _number()
        is_new = number is not None and number != self.told
        if not is_new and (self.again_at is None or now < self.again_at):
            return
        try:
            self.post()
        except NotFetched as fault:
            self.failed += 1
            self.rest_until = now + min(LONGEST_REST, 2.0**self.failed)
            log.warning("The CDN was not told of a change: %s", fault)
            return
        self.failed = 0
        self.again_at = now + AGAIN if is_new else None
        self.told = self.told if number is None else number


def follow() -> None:
    """Until the process is ended; a change before its start counts as one."""
    follower = Follower()
    while True:
        follower.look(time.monotonic())
        time.sleep(LOOKS)


def _number() -> int | None:
    """None while the database is away: nothing can change then."""
    try:
        return freshness.current()
    except (DatabaseError, InterfaceError):
        connections[DEFAULT_DB_ALIAS].close()
        return None
