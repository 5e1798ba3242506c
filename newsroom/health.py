"""Pages for machines that watch this one: is it alive, may it take requests, what does it count."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from articles.pressure import pressure

STARTED = time.time()
MOST_OFF = 1.0
"""Seconds between two machines' clocks, so that no embargo is broken by more."""
LEAST_DISK = 200 * 1024 * 1024
"""Bytes that must be free in the data folder: a day of uploads of a small paper."""


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while this process answers at all; touches nothing."""
    return _plain("ok")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when this machine may take requests, else 503; says what is not right, and no detail."""
    answers = {"database": _database(), "data folder": _data_folder(), "clock": not clock_fault()}
    fine = all(answers.values())
    response = JsonResponse(
        {name: "ok" if answer else "not ok" for name, answer in answers.items()},
        status=200 if fine else 503,
    )
    response.headers["Cache-Control"] = "no-store"
    if not fine:
        response.headers["Retry-After"] = "5"
    return response


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counters in Prometheus' text format, for who asks from this machine; others get 404."""
    if request.META.get("REMOTE_ADDR") not in settings.METRICS_FROM:
        return HttpResponse(status=404)
    import resource

    busy, lean = pressure.look()
    used = resource.getrusage(resource.RUSAGE_SELF)
    values = {
        "newsroom_uptime_seconds": time.time() - STARTED,
        "newsroom_cpu_seconds_total": used.ru_utime + used.ru_stime,
        "newsroom_memory_peak_bytes": used.ru_maxrss * 1024,
        "newsroom_clock_seconds_off": clock_off(),
        "newsroom_busy_share": busy,
        "newsroom_pages_lean": int(lean),
        "newsroom_ready": int(_database() and _data_folder() and not clock_fault()),
    }
    return _plain("".join(f"{name} {value:.3f}\n" for name, value in values.items()))


WATCHED = {"/health": health, "/ready": ready, "/metrics": metrics}


class WatchersMiddleware:
    """Answers who watches before anything asks for the site's name: they come by address, without TLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page = WATCHED.get(request.path_info, self.get_response)
        return page(request)


def _plain(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def clock_off() -> float:
    """Seconds that this machine's clock is before the database's; 0 where they are one, or it is away."""
    if connection.vendor != "postgresql":
        return 0.0
    try:
        with connection.cursor() as cursor:
            before = time.time()
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            (theirs,) = cursor.fetchone()
            return (before + time.time()) / 2 - float(theirs)
    except DatabaseError:
        return 0.0


def clock_fault() -> str:
    """Why this machine must not serve: by its clock an embargo would end early or late."""
    off = clock_off()
    if abs(off) <= MOST_OFF:
        return ""
    return (
        f"The clock of this machine is {abs(off):.1f} s {'ahead of' if off > 0 else 'behind'} the "
        "database's: stories would show at the wrong time. Let it be set by NTP, then start again."
    )


def static_fault() -> str:
    """Why no page can be drawn: each names files by the digest that collectstatic gives them."""
    if not settings.STATIC_HASHED or (settings.STATIC_ROOT / "staticfiles.json").is_file():
        return ""
    return f"There are no static files in {settings.STATIC_ROOT}. Run: manage.py collectstatic"


def _data_folder() -> bool:
    folder = settings.DATA_DIR
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return False
    return os.access(folder, os.W_OK) and free > LEAST_DISK
