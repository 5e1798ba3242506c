"""A prepared record as the columns of a story; and which of them an update may write."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.utils import translation

from articles.body.words import word_count
from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.prepared import Prepared
from articles.ingest.unchanged import tied
from articles.models import Article, Kind, State, Visibility, slug_for
from articles.people.fold import fold_name
from articles.publishing.checks import check_entering

CONTENT = (
    "headline", "kicker", "standfirst", "slugline", "body", "byline", "dateline", "language",
    "kind", "section_id", "usage_terms", "editor_note", "urgency", "embargo_until",
    "lead_picture_id", "lead_caption", "lead_alt", "lead_credit", "lead_source_url", "source_url",
)  # fmt: skip
"""The columns whose value the source gives; an editor may have changed any of them."""
_KINDS: Final = frozenset(Kind.values)


def content_of(prepared: Prepared) -> dict[str, Any]:
    """What the source says of the story; the section is added by the writer."""
    record = prepared.record
    lead = next((picture for picture in record.pictures if picture.role == "lead"), None)
    return {
        "headline": record.headline,
        "kicker": record.kicker,
        "standfirst": record.standfirst,
        "slugline": record.slugline,
        "body": prepared.document,
        "byline": record.byline,
        "dateline": record.dateline,
        "language": record.language,
        "kind": record.kind if record.kind in _KINDS else Kind.NEWS,
        "usage_terms": record.usage_terms,
        "editor_note": record.editor_note,
        "urgency": record.urgency,
        "embargo_until": record.embargo_until,
        "source_url": record.source_url or record.canonical_url,
        "lead_caption": lead.caption if lead else "",
        "lead_alt": lead.alt if lead else "",
        "lead_credit": _credit(lead) if lead else "",
        "lead_source_url": lead.reference if lead else "",
    }


def bookkeeping_of(prepared: Prepared) -> dict[str, Any]:
    """The columns by which the next import knows the story again."""
    return {
        "source_key": prepared.key,
        "source_version": prepared.record.version,
        "source_digest": prepared.digest,
        "given_digest": tied(prepared.given_digest, prepared.digest),
    }


def entrance_of(prepared: Prepared) -> dict[str, Any]:
    """State, visibility and times of a story that is new here, as a draft or held."""
    record = prepared.record
    values: dict[str, Any] = {
        "headline_proposed": record.headline_proposed,
        "slug": slug_for(record.slug or record.headline),
        "slug_edited": bool(record.slug),
        "published_at": record.published_at,
        "updated_at": _later(record.updated_at, record.published_at),
        "state": State.DRAFT,
        "visibility": Visibility.HIDDEN,
        "hold_reasons": prepared.hold,
        "word_count": word_count(prepared.document) if prepared.words is None else prepared.words,
        "version": 1,
        "imported_version": 1,
    }
    if prepared.hold or record.status == "withheld":
        values["state"] = State.HELD
        values["hold_reasons"] = prepared.hold or ["The source withholds it."]
    return values


def what_keeps_it_back(
    prepared: Prepared, story: Article | None = None, *, now: datetime
) -> list[str]:
    """Why `--publish` leaves a story a draft: sentences; empty if it may go out.

    The desk's own checks, as far as they bind an import, and what the source says. `story` is the
    row that goes out as it stands; None: one as the record will make it.
    """
    record = prepared.record
    story = story or Article(
        headline=record.headline,
        headline_proposed=record.headline_proposed,
        body=prepared.document,
        section_id=0 if fold_name(record.section) else None,  # its number is found with all others
    )
    with translation.override("en"):  # the ledger's language, whatever the operator's is
        reasons = [finding.message for finding in check_entering(story, now=now)]
    if record.status not in {"", "usable", "scheduled"}:
        reasons.append(f"The source gives it the status “{record.status}”.")
    if record.status == "scheduled" and (record.published_at or story.published_at) is None:
        reasons.append("The source schedules it and gives no time that can be read.")
    extra = record.extra or (prepared.given.extra if prepared.given else {})
    if (end := _end_of(extra.get("expires", ""))) and end <= now:
        reasons.append(f"The source shows it until {end:%Y-%m-%d %H:%M} UTC only.")
    return reasons


def _end_of(said: str) -> datetime | None:
    """Until when the source shows a story; a bare day counts to its end, what cannot be read says nothing."""
    try:
        end = read_date(said, zone=UTC).astimezone(UTC)
    except UnreadableDate:
        return None
    return end + timedelta(days=1) if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", said.strip()) else end


def changed_by_source(old: dict[str, Any], new: dict[str, Any]) -> set[str]:
    """Names of the columns whose value the source changed."""
    return {name for name in CONTENT if name in new and old.get(name) != new[name]}


def _later(moment: datetime | None, published: datetime | None) -> datetime | None:
    """A time of updating that says something: after the first publication."""
    return moment if moment and published and moment > published else None


def _credit(picture: Any) -> str:
    return str(picture.credit or picture.creator)[:300]
