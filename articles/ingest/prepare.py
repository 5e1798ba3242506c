"""A record made ready for the writer: cleaned, what the copy told filled in, normalized, digested."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.body.document import Document, empty
from articles.body.words import plain_text
from articles.ingest.clean import Cleaned, CleaningNote, clean
from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.normalize import digest, missing, normalize
from articles.ingest.record import Origin, Problem, StoryRecord


@dataclass(slots=True)
class Prepared:
    """A story that only needs rows: its record, its document and all that is said about it."""

    record: StoryRecord
    document: Document
    digest: str
    notes: list[CleaningNote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

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


def prepare(record: StoryRecord, *, default_source: str = "import") -> Prepared:
    """Runs the cleaner and the normalizer; the record given is used up."""
    cleaned = clean(record)
    problems = _fill(record, cleaned)
    record.source = record.source or default_source
    normal, found = normalize(record)
    document = cleaned.document or empty()
    normal.body, normal.lines = document, None
    problems += found
    if not plain_text(document, include_captions=True).strip() and not normal.headline:
        problems.append(
            Problem(
                record.origin,
                "There is neither a headline nor a text. Check what the source exported.",
            )
        )
    return Prepared(
        record=normal,
        document=document,
        digest=digest(normal),
        notes=cleaned.notes,
        problems=problems,
        missing=list(dict.fromkeys([*missing(normal), *cleaned.missing])),
    )


def _fill(record: StoryRecord, cleaned: Cleaned) -> list[Problem]:
    """What the copy itself told goes where the source said nothing."""
    if not record.headline:
        record.headline = cleaned.headline
        record.headline_proposed = cleaned.headline_proposed
    record.standfirst = record.standfirst or cleaned.standfirst
    record.byline = record.byline or cleaned.byline
    record.dateline = record.dateline or cleaned.dateline
    record.source = record.source or cleaned.source
    record.source_name = record.source_name or cleaned.source_name
    known = {related.headline for related in record.related}
    record.related += [each for each in cleaned.related if each.headline not in known]
    record.editor_note = "\n\n".join(filter(None, [record.editor_note, cleaned.editor_note]))
    record.hold += cleaned.hold
    problems = []
    for name in ("published_at", "updated_at"):
        printed = getattr(cleaned, name)
        if printed and getattr(record, name) is None:
            try:
                setattr(record, name, read_date(printed))
            except UnreadableDate as fault:
                problems.append(
                    Problem(Origin(record.origin.file), str(fault), field=name, action="noted")
                )
    return problems
