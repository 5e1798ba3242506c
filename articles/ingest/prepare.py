"""A record made ready for the writer: cleaned, what the copy told filled in, normalized, digested."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import tzinfo

from articles.body.document import Document, empty
from articles.body.words import plain_text
from articles.ingest.clean import CleaningNote, clean, fill
from articles.ingest.normalize import digest, missing, normalize
from articles.ingest.record import Problem, StoryRecord


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

    @property
    def key(self) -> str:
        """The source's id, or one made of the words for a source that gives none."""
        return self.record.source_id or f"text:{self.digest[:32]}"


def prepare(
    record: StoryRecord, *, default_source: str = "import", zone: tzinfo | None = None
) -> Prepared:
    """Cleans, fills and normalizes a record. A printed time without a zone is read in `zone`."""
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
    )


def refusal(problem: Problem) -> Prepared:
    """The line in the ledger for something that a reader could make no story of."""
    said = hashlib.sha256(problem.message.encode(errors="replace")).hexdigest()
    return Prepared(StoryRecord(problem.origin), empty(), said, problems=[problem])
