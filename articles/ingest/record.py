"""What a reader hands on: plain records of stories, pictures and people; standard library only.

The words are the glossary's. Every time carries its zone. A field that the source
does not give stays empty; nothing here is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Status = Literal["", "usable", "draft", "scheduled", "private", "withheld", "canceled"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the input something stood: "wire.jsonl", "line 3"."""

    file: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.file}, {self.place}" if self.place else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of the input: what, where and what was done about it."""

    origin: Origin
    message: str
    """A full sentence without the place."""
    field: str = ""
    """The glossary's name of the field at fault, if one field is."""
    action: Literal["refused", "held", "noted"] = "refused"
    """refused: no story came of it; held: the story waits for an editor; noted: it went in."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of bare text, numbered from 1 as an editor would count it in the source."""

    number: int
    text: str


@dataclass(slots=True)
class PictureRecord:
    """A picture as the source speaks of it; its bytes are fetched later, if at all."""

    origin: Origin
    reference: str = ""
    """A name inside the archive or folder, or an address; empty if only the words are known."""
    role: Literal["lead", "body", ""] = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    creator: str = ""
    copyright: str = ""
    usage_terms: str = ""
    headline: str = ""
    place: str = ""
    taken_at: str = ""
    """ISO 8601, as precise as the source is; zone only if the source has one."""
    instructions: str = ""
    width: int | None = None
    height: int | None = None
    people: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    content: bytes | None = None
    """The bytes themselves where the item is the picture (a JPEG with IPTC) or carries it inline."""


@dataclass(slots=True)
class PersonRecord:
    """Someone the source itself names as subject or mention."""

    name: str
    role: Literal["subject", "mentioned", ""] = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    """Scheme to code, such as {"wikidata": "Q42"}."""


@dataclass(slots=True)
class ContributorRecord:
    """Someone who made the story."""

    name: str
    role: str = ""
    """Free text as printed ("reporting", "photographs"); empty for the writer."""
    url: str = ""
    bio: str = ""


@dataclass(slots=True)
class RelatedRecord:
    """A story that the source sets beside this one."""

    headline: str
    teaser: str = ""
    url: str = ""
    source_id: str = ""


CorrectionKind = Literal["correction", "clarification", "update", "retraction"]


@dataclass(slots=True)
class CorrectionRecord:
    """A note that says what was wrong."""

    text: str
    published_at: datetime | None = None
    kind: CorrectionKind = "correction"


@dataclass(slots=True)
class StoryRecord:
    """One story on its way in. Either `lines` (bare text, cleaned as text) or `body` is set."""

    origin: Origin
    format: str = ""
    """The name of the reader in FORMATS."""
    source: str = ""
    """Code of the syndication source or site, lower case, such as "dailymail.co.uk"."""
    source_name: str = ""
    source_id: str = ""
    source_url: str = ""
    canonical_url: str = ""
    version: str = ""
    headline: str = ""
    headline_proposed: bool = False
    kicker: str = ""
    standfirst: str = ""
    slug: str = ""
    slugline: str = ""
    section: str = ""
    byline: str = ""
    contributors: list[ContributorRecord] = field(default_factory=list)
    dateline: str = ""
    language: str = ""
    """BCP 47 tag, empty if the source does not say."""
    kind: str = ""
    """One of articles.models.Kind's values; empty means news."""
    status: Status = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    embargo_until: datetime | None = None
    hold: list[str] = field(default_factory=list)
    """Reasons why an editor must look first: an embargo or status that cannot be read, for one."""
    urgency: int | None = None
    topics: list[str] = field(default_factory=list)
    people: list[PersonRecord] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    editor_note: str = ""
    usage_terms: str = ""
    lines: list[Line] | None = None
    body: dict[str, Any] | None = None
    """A document as articles.body.document defines it; JSON, hence Any."""
    pictures: list[PictureRecord] = field(default_factory=list)
    """Pictures that do not stand as a figure in `body`: the lead and loose ones."""
    related: list[RelatedRecord] = field(default_factory=list)
    corrections: list[CorrectionRecord] = field(default_factory=list)
    former_addresses: list[str] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)
    """(what stood there, why it was left out) for markup the body cannot hold."""
    extra: dict[str, str] = field(default_factory=dict)
    """Named facts that have no field of ours yet; shown to editors, never to readers."""
    is_own: bool = False
    """Whether it comes out of our own export, where editors chose each name."""
