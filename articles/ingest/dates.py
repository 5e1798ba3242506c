"""The one door for timestamps: every shape met in the trade, or a refusal; standard library only.

A time is never guessed: what is ambiguous, impossible or without a zone (unless the caller
names one) is refused with a sentence that an editor can act on.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from articles.ingest.date_words import IGNORED_ELSEWHERE, MONTHS_ELSEWHERE, in_figures
from articles.ingest.zones import OFFSETS, REGIONS
from articles.years import YEARS

MAX_LENGTH: Final = 100
"""Characters; the longest real form met so far has 56."""

_MONTHS: Final = (
    "january jan januar janvier janv januari enero ene gennaio gen janeiro jänner jän janury",
    "february feb februar février fevrier févr fevr fév februari febrero febbraio febr"
    " fevereiro fev",
    "march mar märz maerz mars maart marzo março marco mrt mär mrz",
    "april apr avril avr abril abr aprile",
    "may mai mei maj mayo maggio maio mag",
    "june jun juni juin junio giugno junho giu",
    "july jul juli juillet juil julio luglio julho lug",
    "august aug août aout augustus augusti agosto ago",
    "september sep sept septembre septiembre settembre setembro set",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre decembre déc desember des diciembre dic dicembre dezembro",
)
MONTHS: Final = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_FILLER_WORDS: Final = (
    "at on the of de del den le um uhr kl klo à alle às a les o clock and published updated posted "
    "st nd rd th er hrs hs hours"
)
_WEEKDAY_WORDS: Final = (
    "mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday "
    "saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di "
    "mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles "
    "jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "segunda terça quarta quinta sexta feira maandag dinsdag woensdag donderdag vrijdag zaterdag "
    "zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag"
)
_IGNORED: Final = frozenset(_FILLER_WORDS.split()) | frozenset(_WEEKDAY_WORDS.split())

_ZONE = r"(?P<zone>Z|z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)"
_CLOCK = (
    r"(?P<hour>\d{2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,12}))?)?)"
)
_BEHIND_DAY = r"(?:,\s*|\s+)(?:(?:at|à|um|alle|a las|às|om|kl\.?|[-–|•·])\s+)?"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:(?:[Tt_]|\s+){_CLOCK}\s*{_ZONE}?)?"
)
_MOMENT = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})"
)
_DOTTED = re.compile(  # with colons as EXIF writes it
    rf"(?P<year>\d{{4}})(?P<mark>[./:])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?:[Tt\s]+{_CLOCK}\s*{_ZONE}?)?"
)
_BASIC = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[Tt\s]?(?P<hour>\d{2})(?P<minute>\d{2})"
    rf"(?P<second>\d{{2}})?(?:[.,](?P<fraction>\d{{1,12}}))?\s*{_ZONE}?)?"
)
_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?")
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}})(?:{_BEHIND_DAY}{_CLOCK}\s*{_ZONE}?)?"
)
_SLASHED = re.compile(
    rf"(?P<one>\d{{1,2}})[/-](?P<two>\d{{1,2}})[/-](?P<year>\d{{4}}|\d{{2}}(?!\d))(?:{_BEHIND_DAY}{_CLOCK}\s*{_ZONE}?)?"
)
_SPOKEN_CLOCK = re.compile(
    r"(?<=\d[\s,])\s*(?P<hour>\d{1,2})[:h](?P<rest>\d{2}(?::\d{2})?)(?:\s*(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
"""A clock behind a date in figures: "5:07 PM"."""
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{13}|\d{16}")

_WORDY_CLOCK = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:[:.h](\d{2}))(?:[:.](\d{2})(?:[.,](\d{1,12}))?)?(?![\d:])"
    r"(?:\s*([ap])\.?m\b\.?)?|(?<![\d.:])(\d{1,2})\s*(?:([ap])\.?m\b\.?|Uhr\b|h\b)",
    re.IGNORECASE,
)
_WORDY_OFFSET = re.compile(
    r"(?:\b(?:GMT|UTC)|(?<![\w-]))([+-])(\d{2}):?(\d{2})\b(?:\s*\([^)]*\))?"
    r"|\b(?:GMT|UTC)([+-])(\d{1,2})(?!\d)"
)
_MILITARY_CLOCK = re.compile(
    r"(?<!\d)([01]\d|2[0-3])([0-5]\d)\s*(?=(?:hrs|hours|Uhr|GMT|UTC|[A-Z]{1,2}[SD]?T)\b)"
)
_GERMAN_CLOCK: Final = re.compile(r"(?<![\d.])(\d{1,2})(?:[.:](\d{2}))?\s?Uhr\b", re.IGNORECASE)
"""A full hour or one with minutes before its word: "18 Uhr", "18.30 Uhr"."""
_UHR = re.compile(r"\b(\d{1,2})[.:](\d{2})\s*(?:Uhr|hrs|hs|h)\.?$")
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?|\d+")


class UnreadableDate(ValueError):
    """The words do not say one moment; the message is a full sentence for an editor."""


_DAY_IN_UTC: Final = re.compile(r"[^:]{6,40}\d{4} (?:GMT|UTC)")
"""A day with a zone and no clock: "August 3, 2023 GMT"."""


def read_date(
    value: str | float, *, zone: tzinfo | None = None, day_first: bool | None = None
) -> datetime:
    """The aware moment that `value` names, at midnight if it names a day only.

    Numbers are seconds (or milliseconds, microseconds) since 1970. A value without a zone gets
    `zone`; with `zone=None` it is refused. 03/04/2021 is refused unless `day_first` is given.
    Raises UnreadableDate, and nothing else.
    """
    if isinstance(value, (int, float)):
        return _from_epoch(value)
    if whole := _MOMENT.fullmatch(value):  # as nearly all systems write it
        moment, offset = _build(whole.groupdict(), value)
        return _aware(moment, offset or UTC, value)
    words = in_figures(" ".join(value.split())) if len(value) <= MAX_LENGTH else value
    if "uhr" in words.casefold():
        words = _GERMAN_CLOCK.sub(lambda clock: f"{int(clock[1]):02}:{clock[2] or '00'}", words)
    if words[-1:] in "rsh.":
        words = _UHR.sub(lambda clock: f"{int(clock[1]):02}:{clock[2]}", words)
    if not words:
        raise UnreadableDate("The date is empty.")
    if len(words) > MAX_LENGTH:
        raise UnreadableDate(f"The date has more than {MAX_LENGTH} characters.")
    if words.isascii() and _EPOCH.fullmatch(words):
        return _from_epoch(float(words))
    if _DAY_IN_UTC.fullmatch(words):
        words, zone = words.rsplit(" ", 1)[0], UTC
    moment, own_zone = _naive(words, day_first=day_first)
    used = own_zone if own_zone is not None else zone
    if used is None:
        raise UnreadableDate(
            f"The date {words!r} has no time zone, and none is set for the source."
        )
    return _aware(moment, used, words)


def read_exact(value: str | float, *, zone: tzinfo | None = None) -> datetime:
    """Like read_date, for embargoes: a time of day must be there, and it must happen once.

    Refuses a day without a clock time, and a local time that the change of clocks skips or
    repeats.
    """
    if isinstance(value, str) and not (
        re.search(r"\d[:.h]\d{2}|\d{8}[Tt\s]?\d{4}|\d\s*[ap]\.?m|\d\s?Uhr\b", value, re.IGNORECASE)
        or _MILITARY_CLOCK.search(value)
        or _EPOCH.fullmatch(value.strip())
    ):
        raise UnreadableDate(f"The date {value[:MAX_LENGTH]!r} names no time of day.")
    moment = read_date(value, zone=zone)
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise UnreadableDate(
            f"The time {value!r} is skipped or repeated by a change of clocks; give it with a zone."
        )
    return moment


def has_zone(value: str) -> bool:
    """Whether the text itself says its zone."""
    try:
        read_date(value)
    except UnreadableDate:
        return False
    return True


def _from_epoch(value: float) -> datetime:
    if isinstance(value, bool) or value != value or abs(value) > 10**17:
        raise UnreadableDate(f"The number {value!r} is no time.")
    for power in (10**5, 10**2, 1):
        if abs(value) >= 10**10 * power:
            value = value / {10**5: 10**6, 10**2: 10**3, 1: 1}[power]
            break
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value)
    except OverflowError as error:
        raise UnreadableDate(f"The number {value!r} is no time.") from error
    if moment.year not in YEARS:
        raise UnreadableDate(f"The number {value!r} lies outside the calendar.")
    return moment


def _naive(words: str, *, day_first: bool | None) -> tuple[datetime, tzinfo | None]:
    weekday, numbers = _weekday(words)
    numeric, name = _split_zone_name(numbers)
    numeric = _SPOKEN_CLOCK.sub(_in_24_hours, numeric)
    for shape in (_ISO, _BASIC, _DOTTED, _DAY_FIRST, _PARTIAL):
        if found := shape.fullmatch(numeric):
            moment, own = _build(found.groupdict(), words)
            return moment, own if own is not None else _named_zone(name, moment)
    if found := _SLASHED.fullmatch(numeric):
        if day_first is None and weekday:
            day_first = _told_by(weekday, found)
        moment, own = _build(_order(found.groupdict(), words, day_first=day_first), words)
        return moment, own if own is not None else _named_zone(name, moment)
    return _wordy(words)


def _weekday(words: str) -> tuple[str, str]:
    """The name of a day before a date in figures, and the date: "Fri, 05/03/2024 - 10:00"."""
    name, space, rest = words.partition(" ")
    name = name.rstrip(",.").casefold()
    is_before = space and rest[:1].isdigit() and name in _IGNORED
    return (name, rest.strip()) if is_before else ("", words)


def _told_by(weekday: str, date: re.Match[str]) -> bool | None:
    """Whether the day stands before the month, if only one of both fell on that day of the week."""
    year = int(date["year"]) + (2000 if len(date["year"]) == 2 else 0)
    fits = []
    for day_first in (True, False):
        day, month = (date["one"], date["two"]) if day_first else (date["two"], date["one"])
        with suppress(ValueError):
            if f"{datetime(year, int(month), int(day)):%A}".casefold().startswith(weekday[:3]):
                fits.append(day_first)
    return fits[0] if len(fits) == 1 else None


def _in_24_hours(clock: re.Match[str]) -> str:
    """The clock of 24 hours ("5:07 PM" is 17:07); an hour that no such clock shows stays as it is."""
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half == "p" and 13 <= hour <= 23:  # "18:44 pm" says it twice
        half = ""
    if half and not 1 <= hour <= 12:
        return clock[0]
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return f" {hour:02}:{clock['rest']}"


def _split_zone_name(words: str) -> tuple[str, str]:
    """Split "2013-10-25 14:11 EST" or "... Europe/Oslo" or "...+02:00[Europe/Oslo]"."""
    words = re.sub(r"\[[\w/+-]+\]$", "", words)
    head, _, last = words.rpartition(" ")
    if head and (last.upper() in OFFSETS or last.upper() in REGIONS or _is_region(last)):
        return head, last
    if words[-3:].upper() in {"UTC", "GMT"} and words[:1].isdigit():
        return words[:-3], words[-3:]
    return words, ""


def _order(
    parts: dict[str, str | None], words: str, *, day_first: bool | None
) -> dict[str, str | None]:
    one, two = int(parts["one"] or 0), int(parts["two"] or 0)
    if one > 12 >= two:
        day_first = True
    elif two > 12 >= one:
        day_first = False
    if day_first is None and one != two:
        raise UnreadableDate(f"The date {words!r} may be read in two ways; write the month's name.")
    day, month = (one, two) if day_first else (two, one)
    year = str(_full_year(parts["year"] or ""))
    return parts | {"day": str(day), "month": str(month), "year": year}


def _build(parts: dict[str, str | None], words: str) -> tuple[datetime, tzinfo | None]:
    numbers = {
        name: int(parts.get(name) or default)
        for name, default in (
            ("year", 0), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0),
        )
    }  # fmt: skip
    fraction = (parts.get("fraction") or "").ljust(6, "0")[:6]
    moment = _moment(words, microsecond=int(fraction), **numbers)
    zone_text = parts.get("zone")
    return moment, _offset(zone_text, words) if zone_text else None


def _moment(
    words: str, *, year: int, month: int, day: int, hour: int, minute: int, second: int,
    microsecond: int = 0,
) -> datetime:  # fmt: skip
    if year not in YEARS:
        raise UnreadableDate(f"The year of {words!r} lies outside the calendar.")
    extra = timedelta()
    if (hour, minute, second, microsecond) == (24, 0, 0, 0):  # ISO 8601: the end of a day
        hour, extra = 0, timedelta(days=1)
    if second == 60:  # a leap second
        second = 59
    try:
        return datetime(year, month, day, hour, minute, second, microsecond) + extra
    except ValueError as error:
        raise UnreadableDate(f"There is no such date as {words!r}.") from error


def _offset(text: str, words: str) -> tzinfo:
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:4] or 0)
    if minutes > 15 * 60 or int(digits[2:4] or 0) > 59:
        raise UnreadableDate(f"There is no such time zone as the one of {words!r}.")
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _is_region(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?", name))


def _named_zone(name: str, moment: datetime) -> tzinfo | None:
    if not name:
        return None
    if name.upper() in OFFSETS:
        return timezone(timedelta(minutes=OFFSETS[name.upper()]))
    try:
        region = ZoneInfo(REGIONS.get(name.upper(), name))
    except (ValueError, OSError, LookupError) as error:
        raise UnreadableDate(f"The time zone {name!r} is not known.") from error
    return timezone(region.utcoffset(moment) or timedelta())


def _wordy(words: str) -> tuple[datetime, tzinfo | None]:
    """Read dates with a month's name, in whatever order the words stand."""
    rest, own = words, None
    if found := _WORDY_OFFSET.search(rest):
        own = _offset(
            found[1] + found[2] + found[3] if found[1] else f"{found[4]}{int(found[5]):02}", words
        )
        rest = rest[: found.start()] + " " + rest[found.end() :]
    hour = minute = second = microsecond = 0
    if found := _WORDY_CLOCK.search(rest):
        hour, minute, second, microsecond = _clock(found, words)
        rest = rest[: found.start()] + " " + rest[found.end() :]
    elif found := _MILITARY_CLOCK.search(rest):
        hour, minute = int(found[1]), int(found[2])
        rest = rest[: found.start()] + " " + rest[found.end() :]
    year, month, day, zone_name = _day_in_words(rest, words)
    moment = _moment(
        words, year=year, month=month, day=day, hour=hour, minute=minute, second=second,
        microsecond=microsecond,
    )  # fmt: skip
    return moment, own if own is not None else _named_zone(zone_name, moment)


def _clock(found: re.Match[str], words: str) -> tuple[int, int, int, int]:
    hour = int(found[1] or found[6])
    half = (found[5] or found[7] or "").lower()
    twice = bool(found[2]) and (hour == 0 if half == "a" else 13 <= hour <= 23)
    if half and not twice:  # "18:44 pm" and "00.01am" say it twice
        if not 1 <= hour <= 12:
            raise UnreadableDate(f"There is no such time as the one of {words!r}.")
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(found[2] or 0), int(found[3] or 0), int((found[4] or "").ljust(6, "0")[:6])


def _day_in_words(rest: str, words: str) -> tuple[int, int, int, str]:
    numbers: list[str] = []
    month, zone_name = 0, ""
    for word in _WORD.findall(rest):
        plain = word.casefold()
        if word.isdecimal():
            numbers.append(word)
        elif (plain in MONTHS or plain in MONTHS_ELSEWHERE) and not month:
            month = MONTHS.get(plain) or MONTHS_ELSEWHERE[plain]
        elif word in OFFSETS or word in REGIONS or _is_region(word):
            zone_name = zone_name or word
        elif plain not in _IGNORED and plain not in IGNORED_ELSEWHERE:
            raise UnreadableDate(f"The date {words!r} holds the word {word!r}, which is not known.")
    if not month or len(numbers) != 2:
        raise UnreadableDate(f"The words {words!r} are not a date that can be read.")
    if len(numbers[0]) == 4:
        numbers.reverse()
    day, year = numbers
    if len(day) > 2 or len(year) not in {2, 4}:
        raise UnreadableDate(f"The words {words!r} are not a date that can be read.")
    return _full_year(year), month, int(day), zone_name


def _full_year(digits: str) -> int:
    """Two digits mean 1950 to 2049 (RFC 2822, section 4.3)."""
    year = int(digits)
    if len(digits) == 2:
        year += 2000 if year < 50 else 1900
    return year


def _aware(moment: datetime, zone: tzinfo, words: str) -> datetime:
    aware = moment.replace(tzinfo=zone)
    try:
        aware.astimezone(UTC)
    except OverflowError as error:
        raise UnreadableDate(f"The date {words!r} lies outside the calendar.") from error
    return aware
