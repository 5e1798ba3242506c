"""A record's fields in one form: trims, limits, names, zones, language, status, addresses, digest."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Any, Final, TypeVar

from articles.ingest import fields_in_form as forms
from articles.ingest.before_publication import missing
from articles.ingest.cleaning.text import tidy
from articles.ingest.credit_names import (
    contributors_of_byline,
    name_in_small_letters,
    name_of_an_index,
    person_name,
)
from articles.ingest.limits_of_fields import (
    ENTRIES,
    ENTRY_LENGTH,
    LIMITS,
    PICTURE_TEXTS,
    TEASER_LENGTH,
)
from articles.ingest.orders_in_notes import order_in
from articles.ingest.plain import with_signs
from articles.ingest.record import (
    ContributorRecord,
    PersonRecord,
    PictureRecord,
    Problem,
    RelatedRecord,
    Status,
    StoryRecord,
)
from articles.ingest.scripts import language_by_letters
from articles.ingest.stand_ins import is_nobody, leave_out_stand_ins

__all__ = ["ENTRIES", "LIMITS", "digest", "missing", "normalize"]

_Entry = TypeVar("_Entry")
_LINES: Final = (
    "source", "source_name", "source_id", "version", "headline", "kicker", "standfirst", "slug", "slugline",
    "section", "byline", "dateline", "usage_terms",
)  # fmt: skip
_WORDS: Final = frozenset({"headline", "kicker", "standfirst", "section", "byline", "dateline"})
KEPT: Final = 2_000
"""Characters of a text without a place that an editor's note shows."""
_TIMES: Final = ("published_at", "updated_at", "embargo_until")


def normalize(
    record: StoryRecord, *, zone: tzinfo | None = None
) -> tuple[StoryRecord, list[Problem]]:
    """A copy of `record` in one form, and what was wrong with it.

    Nothing is cut: a text over its limit refuses the story or leaves its field for `extra`, where
    editors see it, and holds the story. A time without a zone is read in `zone`; without one it
    holds the story.
    """
    made = dataclasses.replace(record, extra=dict(record.extra), hold=list(record.hold))
    problems = _Problems(made)
    for name in _LINES:
        words = tidy(getattr(made, name) or "")
        setattr(made, name, with_signs(words) if name in _WORDS else words)
    made.editor_note = "\n".join(
        filter(None, (tidy(line) for line in made.editor_note.splitlines()))
    )
    made.source, _name, made.source_id = normal_source(made)
    _times(made, problems, zone)
    _codes(made, problems)
    _addresses(made, problems)
    if not made.is_own:
        leave_out_stand_ins(made, problems.note)
    _people(made, problems)
    made.topics = _names(made.topics, "topics", problems)
    made.places = _names(map(_place, made.places), "places", problems)
    made.organisations = _names(made.organisations, "organisations", problems)
    made.pictures = [_picture(picture, problems) for picture in made.pictures]
    made.related = _related(made.related, problems)
    if order := order_in(made):
        problems.hold("embargo_until" if "embargo" in order else "status", order)
    _limits(made, problems)
    made.hold = list(dict.fromkeys(made.hold))
    return made, problems.found


def normal_source(record: StoryRecord) -> tuple[str, str, str]:
    """The source's code and name and its id for the story, in one form."""
    code = tidy(record.source).casefold().removeprefix("www.")
    return code, tidy(record.source_name), tidy(record.source_id)


def normal_status(given: str) -> Status | None:
    """Our word for the status that a reader wrote down; None for one that is not known."""
    return forms.status_of(tidy(str(given or "")))


class _Problems:
    """The faults of one record, each a full sentence."""

    def __init__(self, record: StoryRecord) -> None:
        self.record = record
        self.found: list[Problem] = []

    def keep(self, label: str, words: str) -> None:
        """What has no place in the story any more: whole in `extra`, readable for editors."""
        self.record.extra[label] = words
        shown = words if len(words) <= KEPT else f"{words[:KEPT]}… (of {len(words)} characters)"
        line = f"{label}: {shown}"
        note = self.record.editor_note
        self.record.editor_note = f"{note}\n{line}" if note else line

    def note(self, field: str, message: str) -> None:
        self.found.append(Problem(self.record.origin, message, field, "noted"))

    def hold(self, field: str, message: str) -> None:
        self.found.append(Problem(self.record.origin, message, field, "held"))
        self.record.hold.append(message)

    def refuse(self, field: str, message: str) -> None:
        self.found.append(Problem(self.record.origin, message, field, "refused"))


def _times(made: StoryRecord, problems: _Problems, zone: tzinfo | None) -> None:
    for name in _TIMES:
        moment: datetime | None = getattr(made, name)
        if moment is None or moment.tzinfo is not None:
            continue
        if zone is not None:
            setattr(made, name, moment.replace(tzinfo=zone))
            continue
        setattr(made, name, None)
        problems.keep(f"{name} (as given)", moment.isoformat(sep=" "))
        problems.hold(name, f"The time {moment} has no zone, and none is set for the source.")
    if made.updated_at and made.published_at and made.updated_at < made.published_at:
        problems.note("updated_at", "The update is older than the publication; it was left out.")
        problems.keep("updated_at (as given)", made.updated_at.isoformat(sep=" "))
        made.updated_at = None


def _codes(made: StoryRecord, problems: _Problems) -> None:
    given = tidy(made.language)
    made.language = forms.language_tag(given)
    if given and not made.language:
        problems.keep("language (as given)", given)
        problems.note(
            "language", f"“{given[:40]}” is no language tag; the site's language is used."
        )
    if written := language_by_letters(made):
        if made.language:
            problems.keep("language (as given)", given)
            problems.note("language", f"The letters are not those of “{given[:40]}”.")
        made.language = written
    status = tidy(str(made.status or ""))
    known = normal_status(status)
    if status and known is None:
        problems.keep("status (as given)", status)
        problems.hold("status", f"The status “{status[:40]}” is unknown; an editor must decide.")
    made.status = known or ""
    made.kind = made.kind.strip().casefold()
    if made.urgency is not None and not 1 <= made.urgency <= 9:
        problems.note("urgency", f"The urgency {made.urgency} is not between 1 and 9.")
        made.urgency = None


def _addresses(made: StoryRecord, problems: _Problems) -> None:
    for name in ("source_url", "canonical_url"):
        given = getattr(made, name).strip()
        setattr(made, name, forms.web_address(given))
        if given and not getattr(made, name):
            problems.keep(f"{name} (as given)", given)
            problems.note(name, f"“{given[:80]}” is no web address that can be followed.")
    checked = [(given, forms.page_address(given)) for given in made.former_addresses]
    for given, address in checked:
        if given.strip() and not address:
            problems.note("former_addresses", f"“{given[:80]}” is no address of a page.")
    made.former_addresses = list(dict.fromkeys(address for _, address in checked if address))


def _people(made: StoryRecord, problems: _Problems) -> None:
    contributors: dict[str, ContributorRecord] = {}
    printed = () if made.contributors else contributors_of_byline(made.byline)
    for each in made.contributors or (one for one in printed if not is_nobody(one.name)):
        name = person_name(each.name)
        if name:
            contributors.setdefault(
                name.casefold(),
                dataclasses.replace(
                    each,
                    name=name,
                    role=tidy(each.role),
                    url=forms.web_address(each.url),
                    bio=tidy(each.bio),
                ),
            )
    people: dict[str, PersonRecord] = {}
    for person in made.people:
        name = name_of_an_index(tidy(person.name).strip(" ,;"))
        if not name:
            continue
        known = people.setdefault(name.casefold(), dataclasses.replace(person, name=name))
        if known.role != "subject" and person.role == "subject":
            known.role = "subject"
        known.identifiers = {**person.identifiers, **known.identifiers}
    made.contributors = _not_too_long(
        "contributors", contributors.values(), lambda each: each.name, problems
    )
    made.people = _not_too_long("people", people.values(), lambda each: each.name, problems)


def _place(name: str) -> str:
    """A place that a wire prints in capitals, in the usual letters; a code ("USA") stays."""
    long = len(name) > 4 and name.isupper() and re.fullmatch(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*", name)
    return name_in_small_letters(name) if long else name


def _names(given: Iterable[str], field: str, problems: _Problems) -> list[str]:
    """Trimmed names, each once: of two that differ only in case the first stays."""
    first: dict[str, str] = {}
    for each in given:
        name = tidy(each).strip(" ,;#")
        if any(sign.isalnum() for sign in name):
            first.setdefault(name.casefold(), name)
    return _not_too_long(field, first.values(), lambda name: name, problems)


def _not_too_long(
    field: str, entries: Iterable[_Entry], name_of: Callable[[_Entry], str], problems: _Problems
) -> list[_Entry]:
    kept = []
    for entry in entries:
        if len(name_of(entry)) > ENTRY_LENGTH[field]:
            problems.keep(f"{field} (too long)", name_of(entry))
            problems.note(
                field,
                f"A name in {field} has {len(name_of(entry))} characters, over the limit of "
                f"{ENTRY_LENGTH[field]}; it was left out.",
            )
        else:
            kept.append(entry)
    return kept


def _picture(picture: PictureRecord, problems: _Problems) -> PictureRecord:
    made = dataclasses.replace(picture, reference=picture.reference.strip())
    for name in PICTURE_TEXTS:
        setattr(
            made,
            name,
            _short(
                with_signs(tidy(getattr(made, name))),
                PICTURE_TEXTS[name],
                f"{name} of a picture",
                problems,
            ),
        )
    return made


def _related(given: Iterable[RelatedRecord], problems: _Problems) -> list[RelatedRecord]:
    """Trimmed, each headline or address once."""
    first: dict[tuple[str, str], RelatedRecord] = {}
    for each in given:
        made = dataclasses.replace(
            each,
            headline=_short(
                tidy(each.headline), LIMITS["headline"].most, "related headline", problems
            ),
            teaser=_short(tidy(each.teaser), TEASER_LENGTH, "related teaser", problems),
            url=forms.page_address(each.url),
        )
        if made.headline or made.url or made.source_id:
            address = "" if made.headline else made.url
            first.setdefault((made.headline.casefold(), address), made)
    return list(first.values())


def _short(words: str, most: int, name: str, problems: _Problems) -> str:
    """`words`, or nothing if they are too long; then an editor finds them in the note."""
    if len(words) <= most:
        return words
    problems.keep(f"{name} (too long)", words)
    problems.note(name, f"The {name} has {len(words)} characters, over the limit of {most}.")
    return ""


def _limits(made: StoryRecord, problems: _Problems) -> None:
    for name, limit in LIMITS.items():
        length = len(getattr(made, name))
        if length <= limit.most:
            continue
        message = f"The {name} has {length} characters, over the limit of {limit.most}."
        if limit.over == "refused":
            problems.refuse(name, message)
            continue
        long = getattr(made, name)
        setattr(made, name, "")
        problems.keep(f"{name} (too long)", long)
        problems.hold(name, f"{message} It was left for an editor to shorten.")
    for name, limit in ENTRIES.items():
        entries = getattr(made, name)
        if len(entries) <= limit.most:
            continue
        message = f"There are {len(entries)} {name}, over the limit of {limit.most}."
        if limit.over == "refused":
            problems.refuse(name, message)
        else:
            setattr(made, name, entries[: limit.most])
            rest = "; ".join(_label(each) for each in entries[limit.most :])
            problems.keep(f"{name} (over the limit)", rest)
            problems.hold(name, f"{message} An editor must choose.")


def _label(entry: object) -> str:
    for name in ("name", "headline", "text"):
        if hasattr(entry, name):
            return str(getattr(entry, name))
    return str(entry)


# Not what the source says about the story, or made by us: a change here is no new story.
_NOT_COUNTED: Final = frozenset(
    {"origin", "format", "version", "removed", "extra", "headline_proposed", "is_own"}
)

_COUNTED: Final = [
    each.name for each in dataclasses.fields(StoryRecord) if each.name not in _NOT_COUNTED
]


def digest(record: StoryRecord) -> str:
    """SHA-256 (hex) of what the record says: equal words in equal fields give an equal digest.

    Spacing, Unicode form, block ids, the file and the version number do not count; the text, its
    order, times (as moments), pictures (by their bytes, if they are there), people and reasons to
    hold the story do.
    """
    said = {
        name: plain
        for name in _COUNTED
        if (value := getattr(record, name)) and (plain := _plain(value))
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@cache
def _told_of(kind: type) -> tuple[str, ...]:
    """The fields of a record that count, whichever place or number it has."""
    names = (each.name for each in dataclasses.fields(kind))
    return tuple(name for name in names if name not in ("origin", "number"))


def _plain(value: Any) -> Any:
    """`value` as JSON that does not depend on spacing or ids; any field's value, hence Any."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {
            name: plain
            for name, inner in value.items()
            if inner
            and name != "id"
            and (plain := tidy(inner) if type(inner) is str else _plain(inner))
        }
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: plain
            for name in _told_of(type(value))
            if (inner := getattr(value, name)) and (plain := _plain(inner))
        }
    return value
