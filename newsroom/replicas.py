"""Which database answers a reader: a replica that holds the newest change, else the primary.

Every publication, correction and withdrawal moves the number of freshness in its own transaction
(articles.freshness). A replica is asked only once it holds the number that the primary has, so a
page from a replica never lacks a change that a page from the primary would show. Everything that
is written, the admin, and whatever a request reads after its first write stay on the primary.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError, connections, models
from django.http import HttpRequest, HttpResponseBase

from articles import freshness
from articles.public.outages import is_outage
from articles.public.page_cache import READING, UNCACHED

log = logging.getLogger(__name__)

PRIMARY = "default"
ASKED_AGAIN = 0.2
"""Seconds until a replica that lags is asked anew."""
AWAY = 5.0
"""Seconds for which a replica that did not answer is left alone."""

_reading: ContextVar[str] = ContextVar("newsroom_reading", default=PRIMARY)


class Replicas:
    """What this process knows of each replica: the number it holds, and when to ask it again."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}
        self.rest_until: dict[str, float] = {}
        self.turn = itertools.count()

    def choose(self, number: int) -> str:
        """The next replica that holds this number of freshness; the primary if none does."""
        aliases = list(settings.REPLICAS)
        first = next(self.turn)
        for place in range(len(aliases)):
            alias = aliases[(first + place) % len(aliases)]
            if self._holds(alias, number):
                return alias
        return PRIMARY

    def _holds(self, alias: str, number: int) -> bool:
        now = time.monotonic()
        if self.rest_until.get(alias, 0.0) > now:
            return False
        if self.held.get(alias, -1) >= number:
            return True
        try:
            self.held[alias] = freshness.current(alias)
        except (DatabaseError, InterfaceError):
            self.leave_alone(alias)
            return False
        if self.held[alias] >= number:
            return True
        self.rest_until[alias] = now + ASKED_AGAIN
        return False

    def leave_alone(self, alias: str) -> None:
        """Sends nobody to a replica that failed, for a while; what it holds must be asked anew."""
        log.warning("The replica %s does not answer; readers go on without it.", alias)
        self.held.pop(alias, None)
        self.rest_until[alias] = time.monotonic() + AWAY
        connections[alias].close()


replicas = Replicas()


class ReadersRouter:
    """Django's door to the choice of the request that is being answered."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        return _reading.get()

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        """The primary, and from here on this request reads what it wrote."""
        _reading.set(PRIMARY)
        return PRIMARY

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


class ReadersDatabaseMiddleware:
    """Sends a reader's request to a replica; stands behind the page cache, which needs none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.REPLICAS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        own = [prefix for prefix in UNCACHED if prefix != "pictures/"]
        self.on_primary = tuple(f"/{prefix}" for prefix in (settings.ADMIN_URL, *own))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READING or request.path_info.startswith(self.on_primary):
            return self.get_response(request)
        token = _reading.set(replicas.choose(freshness.now_fresh().number))
        try:
            return self.get_response(request)
        finally:
            _reading.reset(token)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """A replica that fails in the middle of a page: the page is made again from the primary."""
        alias, match = _reading.get(), request.resolver_match
        if alias == PRIMARY or match is None or not is_outage(exception):
            return None
        replicas.leave_alone(alias)
        _reading.set(PRIMARY)
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return response
