"""Who is in a story, by its text, its layout and a directory that is handed in; no database."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from articles.body.document import Document
from articles.body.words import blocks_text
from articles.people.fold import LONGEST_KEY
from articles.people.names import fold_name
from articles.people.recognise import TAG, Directory, FoundPerson, Layout, find_people

TEXT_LIMIT = 400_000
"""Characters of a story that are searched; 60,000 words."""


@dataclass(slots=True)
class Found:
    """Somebody whom a story names."""

    name: str
    score: float
    role: str
    evidence: dict[str, Any]
    """{count, sentence, names: the forms seen in the text, places: headline, standfirst, caption}"""
    person: int | None = None
    candidates: tuple[int, ...] = ()
    is_full: bool = True
    is_titled: bool = False
    """Whether only cross-heads name it: in a list of films "Annie Hall" is one of them."""
    folded: str = field(default="", repr=False, compare=False)

    @property
    def key(self) -> str:
        """The name as refusals, tallies and the review queue keep it."""
        if not self.folded:
            self.folded = fold_name(self.name)[:LONGEST_KEY]
        return self.folded

    @property
    def is_sure(self) -> bool:
        """Whether it may be tagged without anybody looking (people-related.md A3.11)."""
        if self.person is not None:
            return True
        is_plain = self.is_full and not self.is_titled and not self.candidates
        return is_plain and self.score >= TAG


def find_in_story(
    *,
    headline: str,
    standfirst: str,
    document: Document,
    language: str = "",
    captions: Iterable[str] = (),
    directory: Directory | None,
    refusals: Mapping[str, float],
) -> list[Found]:
    """Best first. In a language other than English only people of the directory are found.

    `captions` are those of pictures that the document itself does not hold.
    """
    text, layout = laid_out(headline, standfirst, document, captions)
    found = find_people(text, directory=directory, refusals=refusals, layout=layout)
    is_everybody_known = all(person.person_id is not None for person in found)
    known_only = not is_everybody_known and not reads_as_english(text, language)
    return [
        _joined(person, text, layout)
        for person in found
        if not known_only or person.person_id is not None
    ]


def _joined(person: FoundPerson, text: str, layout: Layout) -> Found:
    forms = dict.fromkeys(" ".join(text[start:end].split()) for start, end in person.mentions)
    return Found(
        name=person.name,
        score=round(person.score, 2),
        role=person.role,
        evidence={
            "count": len(person.mentions),
            "sentence": person.evidence,
            "names": list(forms)[:10],
            "places": places_of(person, layout),
        },
        person=person.person_id,
        candidates=person.candidates,
        is_full=person.is_full,
        is_titled=all(_is_within(span, layout.headings) for span in person.mentions),
    )


def _is_within(span: tuple[int, int], parts: Sequence[tuple[int, int]]) -> bool:
    """Whether a span lies in one of the parts, which stand in the order of the text."""
    place = bisect_right(parts, span[0], key=itemgetter(0))
    return place > 0 and span[1] <= parts[place - 1][1]


def laid_out(
    headline: str, standfirst: str, document: Document, more_captions: Iterable[str] = ()
) -> tuple[str, Layout]:
    """The story as one text, and where its headline, standfirst and captions stand in it."""
    parts: list[str] = []
    place = 0
    captions: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []

    def add(words: str) -> tuple[int, int]:
        nonlocal place
        start = place
        parts.append(words)
        place += len(words) + 1
        return start, start + len(words)

    top = add(headline)
    second = add(standfirst)
    for _key, kind, words in blocks_text(document, include_captions=True):
        if place > TEXT_LIMIT:
            break
        span = add(words)
        if kind == "figure":
            captions.append(span)
        elif kind == "heading":
            headings.append(span)
    captions += [add(words) for words in more_captions if words]
    layout = Layout(
        headline=top if headline else None,
        standfirst=second if standfirst else None,
        captions=captions,
        headings=headings,
    )
    return "\n".join(parts), layout


def places_of(person: FoundPerson, layout: Layout) -> list[str]:
    """In which parts of the story, apart from the text, somebody is named."""
    parts = {
        "headline": [layout.headline] if layout.headline else [],
        "standfirst": [layout.standfirst] if layout.standfirst else [],
        "caption": layout.captions,
    }
    return [
        name
        for name, spans in parts.items()
        if any(
            first <= start and end <= last
            for first, last in spans
            for start, end in person.mentions
        )
    ]


ENGLISH = frozenset("the of and to in a is that for was on with as he at by from his".split())


def reads_as_english(text: str, language: str = "") -> bool:
    """By the tag if there is one, else by its small words: a tenth of all in English news."""
    if language:
        return language.lower().startswith("en")
    words = text[:4000].lower().split()
    if len(words) < 30:
        return True
    return sum(map(ENGLISH.__contains__, words)) / len(words) > 0.1
