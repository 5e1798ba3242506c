"""Who is in a story, as the newsroom knows people: the finder of the text joined with the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.body.document import Document
from articles.people.finding import Found, find_in_story
from articles.people.known import Known
from articles.people.recognise import Directory

__all__ = ["Finder", "Found"]


@dataclass(slots=True)
class Finder:
    """Finds people with the directory as it was when first asked; `use_directory` False: the rules alone.

    `known` hands in a directory that is kept elsewhere (`articles.people.known.shared`).
    """

    use_directory: bool = True
    known: Known | None = None

    def find(
        self,
        *,
        headline: str,
        standfirst: str,
        document: Document,
        language: str = "",
        captions: Iterable[str] = (),
    ) -> list[Found]:
        """As `articles.people.finding.find_in_story`, with this directory."""
        return find_in_story(
            headline=headline,
            standfirst=standfirst,
            document=document,
            language=language,
            captions=captions,
            directory=self.directory(),
            refusals=self.refusals(),
        )

    def directory(self) -> Directory | None:
        """Everybody the newsroom knows, read once."""
        return self._read().directory if self.use_directory else None

    def refusals(self) -> Mapping[str, float]:
        """Names that editors refused more often than confirmed."""
        return self._read().refusals if self.use_directory else {}

    def _read(self) -> Known:
        if self.known is None:
            self.known = Known()
            self.known.refresh()
        return self.known
