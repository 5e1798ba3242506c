"""A record made ready for the writer: cleaned, what the copy told filled in, normalized, digested."""

from __future__ import annotations

import hashlib
from datetime import tzinfo

from articles.body.document import Document, InvalidBody, empty, validate
from articles.body.words import plain_text
from articles.ingest.clean import clean, fill
from articles.ingest.cleaning.text import tidy
from articles.ingest.encoding import TWICE
from articles.ingest.figures_in_body import figure_of, loose_pictures
from articles.ingest.normalize import digest, missing, normal_source, normal_status, normalize
from articles.ingest.prepared import Prepared
from articles.ingest.record import Problem, StoryRecord
from articles.ingest.twice_read import is_plain, read_right
from articles.ingest.unchanged import Seen, given_digest, spelled

NOTHING = Seen()


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
    said = spelled(record)
    given = given_digest(record, zone=zone, said=said)
    if record.source and record.source_id and record.status != "canceled" and seen.may_hold(given):
        known_by = StoryRecord(
            record.origin, record.format, *normal_source(record), version=tidy(record.version),
            headline=tidy(record.headline), status=normal_status(record.status) or "",
        )  # fmt: skip
        return Prepared(known_by, empty(), "", given=record, given_digest=given, is_repeated=True)
    right = None if is_plain(said) else read_right(record)
    cleaned = clean(right or record)
    filled = fill(right or record, cleaned, zone=zone)
    filled.source = filled.source or default_source
    normal, problems = normalize(filled, zone=zone)
    if right is not None:
        problems.append(Problem(record.origin, TWICE, action="noted"))
    is_kill = normal.status == "canceled" and normal.source_id  # its number says all
    words = normal.headline or plain_text(cleaned.document, include_captions=True).strip()
    if not words and not is_kill:
        problems.append(
            Problem(
                record.origin,
                "There is neither a headline nor a text. Check what the source exported.",
            )
        )
    body, faults = _checked(cleaned.document, normal)
    if not any(problem.action == "refused" for problem in problems):
        problems += faults
    told = {problem.message for problem in problems}
    problems += [
        Problem(record.origin, reason, action="held")
        for reason in normal.hold
        if reason not in told
    ]
    known_by_words = digest(normal)
    normal.body = dict(body)  # one body and not two, for memory and for whoever hands it over
    return Prepared(
        record=normal,
        document=body,
        is_checked=not faults,
        digest=known_by_words,
        notes=cleaned.notes,
        problems=problems,
        missing=missing(normal),
        given=record,
        given_digest=given,
    )


def _checked(body: Document, record: StoryRecord) -> tuple[Document, list[Problem]]:
    """The body as it is stored, and why it cannot be with the pictures that will stand behind it."""
    try:
        if loose := [figure_of(picture) for picture in loose_pictures(body, record.pictures)]:
            validate({"type": "doc", "content": [*body["content"], *loose]})
        return validate(body), []
    except InvalidBody as fault:
        return body, [Problem(record.origin, f"The text cannot be stored. {fault}", "body")]


def refusal(problem: Problem) -> Prepared:
    """The line in the ledger for something that a reader could make no story of."""
    said = hashlib.sha256(problem.message.encode(errors="replace")).hexdigest()
    return Prepared(StoryRecord(problem.origin), empty(), said, problems=[problem])
