"""What is answered while the database is away: 503 with a time to come back, never a fault of ours."""

from __future__ import annotations

from django.db import Error, InterfaceError, InternalError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

COME_BACK = "5"
"""Seconds; a failover takes no longer."""
READ_ONLY = "25006"
"""PostgreSQL's code for a write on a server that was the primary and is a replica by now."""
CANCELED = "57014"
"""Its code for a statement that ran past its time: the server is there, the query is at fault."""


def is_outage(exception: BaseException | None) -> bool:
    """Whether the database cannot be reached or written now; a fault of a query is none."""
    if not isinstance(exception, Error):
        return False
    code = getattr(exception.__cause__, "sqlstate", "") or ""
    if isinstance(exception, InternalError):
        return code == READ_ONLY
    return isinstance(exception, OperationalError | InterfaceError) and code != CANCELED


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page for it; reads no database, and lets the next request open its connections anew."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
    response = render(request, "503.html", status=503)
    response.headers["Retry-After"] = COME_BACK
    response.headers["Cache-Control"] = "no-store"
    return response
