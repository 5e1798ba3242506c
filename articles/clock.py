"""The site's one clock: the database's, where machines share one. What is public goes by it.

Each new connection to PostgreSQL asks what time it is there; from then on time passes as the kernel
counts it, whatever happens to this machine's own clock. SQLite's clock is this machine's.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

TOLERATED = 0.5
"""Seconds between two clocks that NTP keeps; below it the machine's own is taken as it is."""

_ahead: dict[str, float] = {}
"""Seconds since 1970 at the database, less those since this machine started."""


def now() -> datetime:
    """The time by which stories are public."""
    return corrected(timezone.now())


def corrected(moment: datetime) -> datetime:
    """A time that this machine's clock gave, as the database would give it."""
    off = seconds_off()
    return moment - timedelta(seconds=off) if abs(off) > TOLERATED else moment


def seconds_off() -> float:
    """How far this machine's clock is before the database's; 0 as long as nobody asked one."""
    there = _ahead.get(DEFAULT_DB_ALIAS)
    return 0.0 if there is None else time.time() - (there + time.monotonic())


def ask(connection: Any, **_signal: Any) -> None:
    """Takes the time from a connection that was just made (Django's signal connection_created)."""
    if connection.vendor != "postgresql" or connection.alias != DEFAULT_DB_ALIAS:
        return
    before = time.monotonic()
    cursor = connection.connection.execute("SELECT extract(epoch FROM clock_timestamp())")
    (there,) = cursor.fetchone()
    _ahead[connection.alias] = float(there) - (before + time.monotonic()) / 2
