"""A reader's notebook: faults of one story, and the reading of dates and statuses with a note for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from articles.ingest.dates import UnreadableDate, read_date, read_exact
from articles.ingest.record import Origin, Problem, Status

_STATUSES: Final[dict[str, Status]] = {
    **dict.fromkeys(
        ("published", "publish", "public", "live", "usable", "confirmed", "sent", "active", "true", "yes",
         "1", "t", "y", "post", "posted", "online", "visible", "veröffentlicht", "publié", "publie", "publicado",
         "publicada", "pubblicato", "gepubliceerd", "publicerad", "publisert", "approved", "freigegeben",
         "ja", "oui", "sí"),
        "usable",
    ),
    **dict.fromkeys(
        ("draft", "drafts", "pending", "auto-draft", "unpublished", "in_progress", "in_review", "in review",
         "review", "false", "no", "0", "offline", "inactive", "hidden", "new", "held", "not published",
         "in progress", "copy", "working", "template", "spiked", "spike", "entwurf", "brouillon", "borrador",
         "bozza", "rascunho", "concept", "utkast", "kladde", "archived", "disabled", "expired",
         "submitted", "fetched", "routed", "ingested", "f", "n", "nein", "non"),
        "draft",
    ),
    **dict.fromkeys(("scheduled", "future", "planned"), "scheduled"),
    **dict.fromkeys(("private", "password", "protected", "members", "paid", "internal"), "private"),
    **dict.fromkeys(("withheld", "embargoed", "gesperrt"), "withheld"),
    **dict.fromkeys(
        ("canceled", "cancelled", "withdrawn", "killed", "kill", "retracted", "trash", "trashed", "deleted",
         "removed", "recalled", "takedown", "taken down", "zurückgezogen", "gelöscht", "retiré", "retirado",
         "eliminado", "ritirato"),
        "canceled",
    ),
}  # fmt: skip


@dataclass(slots=True)
class Notebook:
    """Collects what was odd about one story; `problems` goes out beside its record."""

    origin: Origin
    zone: tzinfo = UTC
    """What a date without a zone is read in; each such date is noted."""
    problems: list[Problem] = field(default_factory=list)
    day_first: bool | None = None
    """How 03/04/2021 is read here; None: it is noted and not read."""

    def note(self, message: str, about: str = "") -> None:
        """Something that an editor may want to know; the story goes in."""
        self.problems.append(Problem(self.origin, message, field=about, action="noted"))

    def moment(
        self, value: object, about: str, *, name: str = "", day_first: bool | None = None
    ) -> datetime | None:
        """The aware time that a source's value says, or None with a note. `name` is the source's field."""
        if value is None or value == "" or isinstance(value, bool):
            return None
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = " ".join(dict.fromkeys(part.strip() for part in value))  # in pieces, or twice
        if isinstance(value, Mapping):
            return self._moment_in(value, about, name)
        if not isinstance(value, (str, int, float)):
            self.note(f"The value of {name or about} is no date.", about)
            return None
        if isinstance(value, str) and value.startswith("0000-00-00"):
            return None
        day_first = self.day_first if day_first is None else day_first
        try:
            return read_date(value, day_first=day_first)
        except UnreadableDate as fault:
            if not isinstance(value, str):
                self.note(str(fault), about)
                return None
        if isinstance(value, str) and (day := _day_of_excel(value)):
            self.note(f'The number "{value.strip()}" was read as a day of a spreadsheet.', about)
            return day
        said_utc = name.lower().endswith(("gmt", "utc"))
        try:
            moment = read_date(value, zone=UTC if said_utc else self.zone, day_first=day_first)
        except UnreadableDate as fault:
            self.note(str(fault), about)
            return None
        if not said_utc and not (moment.hour == moment.minute == moment.second == 0):
            self.note(
                f'The time "{value[:60]}" has no zone and was read as {_name(self.zone)}.', about
            )
        return moment

    def _moment_in(self, value: Mapping[str, object], about: str, name: str) -> datetime | None:
        """A moment as PHP writes it ({"date", "timezone"}), Firestore ({"_seconds"}) or BLOX ({"iso8601"})."""
        said, seconds = value.get("date"), value.get("_seconds", value.get("seconds"))
        if isinstance(seconds, (int, float)):
            return self.moment(seconds, about, name=name)
        if not isinstance(said, str):
            shown = next(
                (value[key] for key in _WHOLE_TIMES if isinstance(value.get(key), str)), None
            )
            if shown is not None:
                return self.moment(shown, about, name=name)
            self.note(f"The value of {name or about} is no date.", about)
            return None
        zone = value.get("timezone")
        try:
            return read_date(said, zone=ZoneInfo(str(zone)) if zone else None)
        except (UnreadableDate, ValueError, ZoneInfoNotFoundError):
            offset = zone if isinstance(zone, str) and zone[:1] in "+-" else ""
            return self.moment(f"{said}{offset}", about, name=name)

    def embargo(self, value: object, hold: list[str]) -> datetime | None:
        """The embargo's end; one that cannot be read exactly adds its reason to `hold`."""
        if value is None or str(value).strip().casefold() in _NO:
            return None
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            try:
                return read_exact(value)
            except UnreadableDate as fault:
                hold.append(f"The embargo cannot be read: {fault}")
                return None
        hold.append("The source speaks of an embargo without a time that can be read.")
        return None


_NO: Final = frozenset({"", "false", "no", "0", "none", "null", "n/a", "-", "nein", "non"})
_WHOLE_TIMES: Final = ("iso8601", "iso", "rfc3339", "rfc2822", "datetime")
_SERIAL_DAY: Final = re.compile(r"([2-7]\d{4})(?:[.,](\d{1,12}))?")
_DAY_ZERO: Final = datetime(1899, 12, 30, tzinfo=UTC)


def _day_of_excel(value: str) -> datetime | None:
    """The moment that a spreadsheet keeps as days since 1900: "46082" is 1 March 2026."""
    found = _SERIAL_DAY.fullmatch(value.strip())
    if found is None:
        return None
    moment = _DAY_ZERO + timedelta(days=float(value.replace(",", ".")))
    return moment.replace(microsecond=0) if found[2] else moment


def status_of(value: object, hold: list[str]) -> Status:
    """Our status for a source's; one that is not known adds its reason to `hold`."""
    if isinstance(value, bool):
        return "usable" if value else "draft"
    word = str(value).strip().casefold()
    if not word:
        return ""
    if word not in _STATUSES:
        hold.append(f'The source gives the status "{str(value)[:60]}", which is not known here.')
        return "draft"
    return _STATUSES[word]


_CORRECTION_KINDS: Final[dict[str, Literal["clarification", "update", "retraction"]]] = {
    "clarification": "clarification",
    "update": "update",
    "retraction": "retraction",
}


def _name(zone: tzinfo) -> str:
    return zone.tzname(datetime(2000, 1, 1, tzinfo=UTC)) or str(zone)


def person_role(entry: object) -> Literal["subject", "mentioned", ""]:
    """The tie that a source's object gives between a story and a person."""
    role = entry.get("role") if isinstance(entry, Mapping) else ""
    return "subject" if role == "subject" else "mentioned" if role == "mentioned" else ""


def correction_kind(
    entry: object,
) -> Literal["correction", "clarification", "update", "retraction"]:
    """The kind of note that a source's object gives; "correction" where it does not say."""
    kind = entry.get("kind") if isinstance(entry, Mapping) else ""
    return _CORRECTION_KINDS.get(str(kind).lower(), "correction")
