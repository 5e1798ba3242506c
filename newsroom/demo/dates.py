"""Dates of the demo paper: written relative to the day of loading, filled in when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

_UNITS = {"y": "days", "d": "days", "h": "hours", "m": "minutes"}
_FACTORS = {"y": 365, "d": 1, "h": 1, "m": 1}
_MOMENT = re.compile(
    r"now(?:(?P<sign>[+-])(?P<count>\d{1,4})(?P<unit>[ydhm]))?(?: (?P<clock>\d\d:\d\d))?"
)
_PLACEHOLDER = re.compile(r"\{\{\s*(?:(?P<form>[a-z]+) )?(?P<moment>now[^{}]*?)\s*\}\}")

FORMS: dict[str, Callable[[datetime], str]] = {
    "": lambda moment: moment.isoformat(timespec="seconds"),
    "weekday": lambda moment: moment.strftime("%A"),
    "day": lambda moment: f"{moment:%B} {moment.day}",
    "date": lambda moment: f"{moment:%B} {moment.day}, {moment.year}",
    "iso": lambda moment: moment.date().isoformat(),
    "basic": lambda moment: moment.strftime("%Y%m%dT%H%M%S%z"),
    "month": lambda moment: moment.strftime("%B"),
    "year": lambda moment: str(moment.year),
    "clock": lambda moment: moment.strftime("%H:%M"),
}
"""What may stand before `now`: `{{weekday now-1d}}`. Names of days and months are English ones."""


def at(moment: str, now: datetime) -> datetime:
    """Return the time that `moment` names, seen from `now`, in the zone of `now`.

    A moment is `now`, then at most one step (`-3d`, `+2h`, `-40m`, `-1y`), then at most
    one time of day as the clock on the wall shows it (`now-3d 08:15`). Seconds are dropped.
    Raises ValueError if the moment cannot be read or `now` carries no zone.
    """
    if now.tzinfo is None:
        raise ValueError("The day of loading carries no time zone; give an aware datetime.")
    match = _MOMENT.fullmatch(moment.strip())
    if match is None:
        raise ValueError(f"{moment!r} is not a moment; write it like 'now-3d 08:15' or 'now+2h'.")
    filled = now.replace(second=0, microsecond=0)
    if match["unit"]:
        count = int(match["count"]) * _FACTORS[match["unit"]]
        step = timedelta(**{_UNITS[match["unit"]]: count})
        filled = filled - step if match["sign"] == "-" else filled + step
    if match["clock"]:
        hour, minute = match["clock"].split(":")
        filled = filled.replace(hour=int(hour), minute=int(minute))
    return filled


def fill(text: str, now: datetime) -> str:
    """Return `text` with every `{{...}}` placeholder filled.

    Without a form the time is written as ISO 8601 with its offset. Raises ValueError
    for a form or moment that does not exist, so that no placeholder reaches a reader.
    """

    def _written(match: re.Match[str]) -> str:
        form = match["form"] or ""
        if form not in FORMS:
            raise ValueError(f"{form!r} is not a form of date; there are {', '.join(FORMS)}.")
        return FORMS[form](at(match["moment"], now))

    filled = _PLACEHOLDER.sub(_written, text)
    if "{{" in filled:
        place = filled.index("{{")
        raise ValueError(f"{filled[place : place + 40]!r} is not a placeholder that can be filled.")
    return filled
