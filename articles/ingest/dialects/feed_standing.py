"""Whether and when the public may read a feed's entry: drafts, states, embargoes, withdrawals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from typing import Final

from articles.ingest.addresses import source_code
from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.dialects.feed_nodes import all_of, first_text, name_of, text_in
from articles.ingest.elements import children, descendant, text
from articles.ingest.notebook import Notebook, status_of
from articles.ingest.plain import plain
from articles.ingest.record import StoryRecord
from articles.ingest.xmltree import Element

_EMBARGO: Final = re.compile(
    r"(?:^|:)(?:embargo(?:ed)?(?:[_-]?(?:date|time|until))?|holduntil|publishingreleasedatetime|releasedatetime)$",
    re.IGNORECASE,
)
"""PRISM's embargoDate, and what agencies call theirs."""
_TAKES_BACK: Final = frozenset({"cancel", "kill", "delete", "withdraw", "withhold"})
"""What an agency does with an item that it sent before."""
_PERIOD: Final = re.compile(r"\b(start|end)=([^;]{1,60})")
"""A span as Dublin Core writes it: "start=2026-12-05T06:00Z; end=2027-01-05"."""


def set_standing(story: StoryRecord, entry: Element, notebook: Notebook) -> None:
    """Status, embargo and expiry of an entry; what cannot be read holds it."""
    for control in all_of(entry, "app:control"):
        if first_text(control, "app:draft").lower() == "yes":
            story.status = "draft"
    if first_text(entry, "blogger:status").lower() in {"draft", "scheduled", "soft_trashed"}:
        story.status = "draft"
    for state in _states(entry):
        told = status_of(state, story.hold)
        story.status = told if told not in {"", "usable"} else story.status
    expires = first_text(entry, "expirationDate", "prism:killDate", "prism:expirationDate")
    valid = first_text(entry, "dcterms:valid")
    period = dict(_PERIOD.findall(valid))
    if expires := expires or period.get("end", "" if period else valid):
        story.extra["expires"] = expires
    for said in filter(None, [*_embargoes(story, entry), period.get("start", "")]):
        until = notebook.embargo(said, story.hold)
        known = story.embargo_until
        story.embargo_until = max(until, known) if until and known else until or known


def _embargoes(story: StoryRecord, entry: Element) -> Iterator[str]:
    """What is said of the time before which nobody may read it; a repository's day of entry is none."""
    for child in [*entry, *children(descendant(entry, "NewsManagement"))]:
        if _EMBARGO.search(name_of(child)):
            yield text_in(child)
    for child in all_of(entry, "dcterms:available"):
        said, published = text_in(child), story.published_at
        try:
            is_over = published is not None and read_date(said, zone=UTC) <= published
        except UnreadableDate:
            is_over = False
        if not is_over:
            yield said


def _states(entry: Element) -> Iterator[str]:
    for name in ("PublishingStatus", "ManagementType"):
        said = text(descendant(entry, name)).casefold()
        if said in _TAKES_BACK:
            yield "canceled"
        elif said and name == "PublishingStatus":
            yield said
    for element in all_of(entry, "media:status", "status", "pubStatus"):
        if state := element.get("state") or text_in(element):
            yield state


def withdrawn(tombstone: Element, home: str, notebook: Notebook) -> StoryRecord:
    """What an Atom feed says of an entry that is gone (RFC 6721): its number withdraws it."""
    number = tombstone.get("ref", "").strip()
    comment = plain(first_text(tombstone, "at:comment", "comment"))
    return StoryRecord(
        origin=notebook.origin,
        format="feed",
        status="canceled",
        source_id=number,
        source=source_code(number, home),
        editor_note=comment,
        updated_at=notebook.moment(tombstone.get("when"), "updated_at", name="when"),
    )
