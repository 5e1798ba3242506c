"""Moments as readers see them: absolute with a zone; relative on cards only, for a week."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import get_language, ngettext, npgettext_lazy
from django.utils.translation import gettext as _

from articles.models import Article, Kind

register = template.Library()

RELATIVE_FOR = timedelta(days=7)
OLD_AFTER = timedelta(days=30)
SPANS = {
    "year": npgettext_lazy("for or ago", "%(num)d year", "%(num)d years", "num"),
    "month": npgettext_lazy("for or ago", "%(num)d month", "%(num)d months", "num"),
    "week": npgettext_lazy("for or ago", "%(num)d week", "%(num)d weeks", "num"),
    "day": npgettext_lazy("for or ago", "%(num)d day", "%(num)d days", "num"),
    "hour": npgettext_lazy("for or ago", "%(num)d hour", "%(num)d hours", "num"),
    "minute": npgettext_lazy("for or ago", "%(num)d minute", "%(num)d minutes", "num"),
}
"""Django's words for spans stand alone; ours stand behind "for" or before "ago", which bends them in German."""
AGELESS_KINDS = frozenset({Kind.EXPLAINER, Kind.OBITUARY})


def zone_name(moment: datetime) -> str:
    """Such as "GMT", "CET"; for a zone known by numbers only, "UTC+05"."""
    name = moment.strftime("%Z")
    return f"UTC{name}" if name[:1] in "+-" else name


def in_words(moment: datetime) -> str:
    """Such as "22 November 2026, 09:58 GMT" in the site's zone and language; the day alone at midnight.

    Many sources tell the day of a story and no hour, which the import keeps as the first moment of that
    day: an hour that nobody told is not printed.
    """
    return _in_words(moment, timezone.get_current_timezone(), get_language())


@lru_cache(maxsize=4096)
def _in_words(moment: datetime, zone: tzinfo, _language: str) -> str:
    """Kept, because a format costs 60 microseconds and lists print the same moments again."""
    local = timezone.localtime(moment, zone)
    if local.time() == time.min:
        return str(day_in_words(local))
    return f"{day_in_words(local)}, {local:%H:%M} {zone_name(local)}"


@register.filter(expects_localtime=True)
def day_in_words(day: date) -> str:
    """Such as "22 November 2026", as the site's language writes it."""
    return formats.date_format(day, _("j F Y"))


@register.simple_tag
def moment(value: datetime | None) -> SafeString | str:
    """A `time` element with date, time and zone; nothing for no moment."""
    if value is None:
        return ""
    local = timezone.localtime(value).replace(microsecond=0)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), in_words(value))


@register.simple_tag
def age(value: datetime | None, now: datetime) -> SafeString | str:
    """Such as "3h ago" for a week, then the day; the absolute moment is in the title."""
    if value is None:
        return ""
    if now - value < RELATIVE_FOR:
        return _element(value, _relative(now - value))
    zone = timezone.get_current_timezone()
    return _dated(value, now.astimezone(zone).year, zone, get_language())


@lru_cache(maxsize=4096)
def _dated(value: datetime, year: int, zone: tzinfo, _language: str) -> SafeString:
    """Kept whole: beyond a week it changes with the year only, and a list prints twenty."""
    return _element(value, _day(timezone.localtime(value, zone), year))


def _element(value: datetime, shown: str) -> SafeString:
    local = timezone.localtime(value).replace(microsecond=0)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(), in_words(value), shown
    )


@register.simple_tag
def day_name(value: date | datetime) -> SafeString:
    """Such as "Sunday 22 November" in the site's zone; with the year if it is another."""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    shape = _("l j F") if day.year == timezone.localdate().year else _("l j F Y")
    shown = _formatted(day, shape, get_language())
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), shown)


@register.simple_tag
def age_notice(article: Article, now: datetime) -> str:
    """Says after 30 days how old a story is ("more than 5 years"); empty for ageless ones."""
    published = article.published_at
    ageless = article.evergreen or (article.section is not None and article.section.evergreen)
    if published is None or ageless or article.kind in AGELESS_KINDS:
        return ""
    days = (now - published).days
    if days <= OLD_AFTER.days:
        return ""
    years, months = days // 365, days // 30
    if years:
        sentence = ngettext(
            "This article is more than %(n)s year old",
            "This article is more than %(n)s years old",
            years,
        )
        return sentence % {"n": years}
    sentence = ngettext(
        "This article is more than %(n)s month old",
        "This article is more than %(n)s months old",
        months,
    )
    return sentence % {"n": months}


@register.filter
def lasting(since: datetime, now: datetime | None = None) -> str:
    """Such as "5 hours", for "waits for" and "ago": one unit is enough to see what waits too long."""
    now = now or timezone.now()
    if now - since < timedelta(minutes=1):
        return _("less than a minute")
    return timesince(since, now, time_strings=SPANS, depth=1)  # type: ignore[arg-type]  # lazy words


def _relative(since: timedelta) -> str:
    minutes = max(0, int(since.total_seconds() // 60))
    if minutes < 1:
        return _("Just now")
    if minutes < 60:
        return _("%(n)sm ago") % {"n": minutes}
    if minutes < 24 * 60:
        return _("%(n)sh ago") % {"n": minutes // 60}
    return _("%(n)sd ago") % {"n": minutes // (24 * 60)}


def _day(local: datetime, year: int) -> str:
    return _formatted(local.date(), _("j F") if local.year == year else _("j F Y"), get_language())


@lru_cache(maxsize=4096)
def _formatted(day: date, shape: str, _language: str) -> str:
    return formats.date_format(day, shape)
