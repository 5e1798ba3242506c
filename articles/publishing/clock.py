"""Times as editors write them: in the site's zone, and what the change of clocks makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from django.utils import dateformat, timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.years import YEARS

FOLDS = {"first": 0, "second": 1}


class UnclearTime(ValueError):
    """A time that the clocks show twice or never; a sentence for the editor."""

    def __init__(self, message: str, *, is_repeated: bool) -> None:
        super().__init__(message)
        self.is_repeated = is_repeated


def moment_of(text: str, *, fold: str = "", zone: tzinfo | None = None) -> datetime | None:
    """The instant of a time written as in a form's field; None for none or an unreadable one.

    A time without offset is one of the site's zone. In the hour that the clocks repeat, `fold`
    says which is meant, "first" or "second"; without it, and in the hour they leave out,
    UnclearTime is raised.
    """
    try:
        moment = parse_datetime(text.strip()) if text.strip() else None
    except ValueError:
        return None
    if moment is None or moment.year not in YEARS:
        return None
    if not timezone.is_naive(moment):
        return moment
    zone = zone or timezone.get_current_timezone()
    early, late = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    shown = moment.strftime("%Y-%m-%d %H:%M")
    if early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise UnclearTime(
            _("The clocks leave out %(time)s: choose a time before or after it.") % {"time": shown},
            is_repeated=False,
        )
    if fold not in FOLDS:
        raise UnclearTime(
            _("The clocks show %(time)s twice, as %(first)s and as %(second)s: say which.")
            % {
                "time": shown,
                "first": early.strftime("%H:%M %Z"),
                "second": late.strftime("%H:%M %Z"),
            },
            is_repeated=True,
        )
    return (late if fold == "second" else early).astimezone(UTC)


def until(moment: datetime, now: datetime | None = None) -> str:
    """The time with its zone and how far off it is: "Sun 22 Nov, 14:30 CET, in 3 h"."""
    local = timezone.localtime(moment)
    shown = dateformat.format(local, _("D d M, H:i T"))
    return f"{shown}, {away(moment - (now or timezone.now()))}"


def away(span: timedelta) -> str:
    """How far off a time is: "in 3 h"."""
    minutes = round(span.total_seconds() / 60)
    if minutes <= 0:
        return _("now")
    if minutes < 60:
        return ngettext("in %(n)s min", "in %(n)s min", minutes) % {"n": minutes}
    if minutes < 36 * 60:
        return _("in %(n)s h") % {"n": round(minutes / 60)}
    days = round(minutes / (24 * 60))
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
