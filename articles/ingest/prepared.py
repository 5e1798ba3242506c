"""A story that only needs rows, and what is said about it; whoever handles one need not load the cleaner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from articles.body.document import Document
from articles.ingest.record import Problem, StoryRecord

if TYPE_CHECKING:
    from articles.ingest.clean import CleaningNote
    from articles.people.finding import Found


FIRST_WORDS = 60
FIRST_BLOCKS = 6
"""Characters and blocks that show whether a headline was proposed of the text's first sentence."""


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
    """Of the record as given and the rules that cleaned it (ingest.unchanged)."""
    is_checked: bool = False
    """`document` is as `validate` gives it; whoever changes it has it checked again."""
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
            "headline": "" if self._is_headline_of_text() else self.record.headline,
            "standfirst": self.record.standfirst,
            "document": self.document,
            "language": self.record.language,
        }

    def _is_headline_of_text(self) -> bool:
        """Whether the headline was only proposed, of the first words of the text."""
        if not self.record.headline_proposed:
            return False
        start = self.record.headline.rstrip("…")[:FIRST_WORDS]
        for block in self.document.get("content", [])[:FIRST_BLOCKS]:
            runs = block.get("content", [])
            if "".join(str(run.get("text", "")) for run in runs).lstrip().startswith(start):
                return True
        return False

    @property
    def key(self) -> str:
        """The source's id or the story's address; else one made of the words."""
        address = self.record.canonical_url or self.record.source_url
        own_address = address if urlsplit(address).path.strip("/") else ""
        return self.record.source_id or own_address or f"text:{self.digest[:32]}"
