"""A record made ready for the writer: cleaned, what the copy told filled in, normalized, digested."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any
from urllib.parse import urlsplit

from articles.body.document import Document, empty
from articles.body.words import plain_text
from articles.ingest.clean import CleaningNote, clean, fill
from articles.ingest.clean_text import tidy
from articles.ingest.given import Seen, given_digest
from articles.ingest.normalize import digest, missing, normal_source, normalize
from articles.ingest.record import Problem, StoryRecord
from articles.people.finding import Found

NOTHING = Seen()


@dataclass(slots=True)
class Prepared:
    """A story that only needs rows: its record, its document and all that is said about it."""

    record: StoryRecord
    document: Document
    digest: str
    notes: list[CleaningNote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    given: StoryRecord | None = None
    """The record as the reader made it."""
    given_digest: str = ""
    """Of the record as given and the rules that cleaned it (ingest.given)."""
    is_repeated: bool = False
    """It may be what is here already: it was not cleaned, and `document` is empty."""
    people: list[Found] | None = None
    """Whom its text names, where somebody has looked already."""
    plain: str = ""
    """The plain text of the document, where somebody has made it already."""
    words: int | None = None
    """How many words a reader reads, where somebody has counted them already."""
    stored: bytes = b""
    """What the ledger keeps of it (writer_ledger.packed), where somebody has packed it already."""

    @property
    def is_story(self) -> bool:
        """Whether a reader made a story of it, for what then came of it."""
        return self.given is not None or bool(self.stored)

    @property
    def refused(self) -> str:
        """Why no story can come of it; empty if one can."""
        for problem in self.problems:
            if problem.action == "refused":
                return problem.message
        return ""

    @property
    def hold(self) -> list[str]:
        """Reasons why an editor must look first."""
        held = (problem.message for problem in self.problems if problem.action == "held")
        return list(dict.fromkeys([*self.record.hold, *held]))

    def searched(self) -> dict[str, Any]:
        """The parts of the story in which people are looked for, as find_in_story takes them."""
        return {
            "headline": "" if self.record.headline_proposed else self.record.headline,
            "standfirst": self.record.standfirst,
            "document": self.document,
            "language": self.record.language,
        }

    @property
    def key(self) -> str:
        """The source's id or the story's address; else one made of the words."""
        address = self.record.canonical_url or self.record.source_url
        own_address = address if urlsplit(address).path.strip("/") else ""
        return self.record.source_id or own_address or f"text:{self.digest[:32]}"


def prepare(
    record: StoryRecord,
    *,
    default_source: str = "import",
    zone: tzinfo | None = None,
    seen: Seen = NOTHING,
) -> Prepared:
    """Cleans, fills and normalizes a record. A printed time without a zone is read in `zone`.

    A record that may be `seen` already comes back uncleaned, with what it is known by.
    """
    given = given_digest(record, zone=zone)
    if record.source and record.source_id and record.status != "canceled" and seen.may_hold(given):
        known_by = StoryRecord(
            record.origin, record.format, *normal_source(record), version=tidy(record.version),
            headline=tidy(record.headline),
        )  # fmt: skip
        return Prepared(known_by, empty(), "", given=record, given_digest=given, is_repeated=True)
    cleaned = clean(record, zone=zone)
    filled = fill(record, cleaned, zone=zone)
    filled.source = filled.source or default_source
    normal, problems = normalize(filled, zone=zone)
    if not normal.headline and not plain_text(cleaned.document, include_captions=True).strip():
        problems.append(
            Problem(
                record.origin,
                "There is neither a headline nor a text. Check what the source exported.",
            )
        )
    told = {problem.message for problem in problems}
    problems += [
        Problem(record.origin, reason, action="held")
        for reason in normal.hold
        if reason not in told
    ]
    return Prepared(
        record=normal,
        document=cleaned.document,
        digest=digest(normal),
        notes=cleaned.notes,
        problems=problems,
        missing=missing(normal),
        given=record,
        given_digest=given,
    )


def refusal(problem: Problem) -> Prepared:
    """The line in the ledger for something that a reader could make no story of."""
    said = hashlib.sha256(problem.message.encode(errors="replace")).hexdigest()
    return Prepared(StoryRecord(problem.origin), empty(), said, problems=[problem])
